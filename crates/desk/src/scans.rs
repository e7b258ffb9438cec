//! Readings of a ticket's files: confined, in the background, with live progress, and started again after a crash.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use etabli_diagnosis::{Finding, Level, Selection, Severity, View, fingerprint};
use etabli_output::html::wanted;
use etabli_output::{Exhibit, exhibit};
use etabli_scan::{Cache, Options, Progress, Report, Scope, cache_home, scan, scan_files, views};
use etabli_store::scans::{self, Outcome, Scan};
use etabli_store::{Blobs, Job, Writing, boxed, productions, tickets};

use crate::refusal::{Refusal, Status};
use crate::story::Happening;
use crate::{Desk, places, search};

/// How often jobs are looked for when nobody rings.
const PAUSE: Duration = Duration::from_secs(5);
/// How often silence is listened to.
const SILENCE: Duration = Duration::from_secs(60);
/// Threads of a reader.
const JOBS: usize = 2;
/// Address space of a reader, bytes.
const MEMORY: u64 = 2 << 30;
/// Rows of one scan; what more there is, the exhibit counts.
const KEPT: usize = 5000;

/// Findings whose words a ticket is found by.
const INDEXED: usize = 100;

/// What a reading found, with its pictures on the disk.
struct Read {
    outcome: Outcome,
    code: Option<String>,
    fingerprint: Option<String>,
    picture: Option<String>,
    sizes: Vec<(String, i64)>,
    faults: u64,
}

impl Desk {
    /// How far the reading of a ticket's files is, while one runs: files read, and files in all.
    pub fn progress(&self, ticket: i64) -> Option<(u64, u64)> {
        self.inner.running.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get(&ticket).copied()
    }

    /// Does what waits, for ever. One call for each job that may run at once.
    pub async fn work(&self) {
        let mut listened = Instant::now();
        loop {
            match self.store.write(|writing| boxed(async move { etabli_store::take(writing).await })).await {
                Ok(Some(job)) => self.perform(job).await,
                Ok(None) | Err(_) => {
                    if listened.elapsed() > SILENCE {
                        // What fails now is looked at again.
                        let _ = self.hear_silence().await;
                        listened = Instant::now();
                    }
                    let _ = tokio::time::timeout(PAUSE, self.inner.work.notified()).await;
                }
            }
        }
    }

    /// Does everything that waits now, and returns.
    pub async fn work_off(&self) -> Result<(), Refusal> {
        while let Some(job) = self.store.write(|writing| boxed(async move { etabli_store::take(writing).await })).await? {
            self.perform(job).await;
        }
        Ok(())
    }

    async fn perform(&self, job: Job) {
        if let Err(refusal) = self.read_files(&job).await {
            let said = refusal.to_string();
            // When the database is away the lease runs out and the job is taken again.
            let _ = self.store.write(move |writing| boxed(given_up(writing, job, said))).await;
        }
    }

    async fn read_files(&self, job: &Job) -> Result<(), Refusal> {
        let mut on = self.store.read();
        let scan = scans::find(&mut on, job.object).await?.ok_or_else(Refusal::absent)?;
        let ticket = tickets::find(&mut on, scan.ticket).await?.ok_or_else(Refusal::absent)?;
        let roots = productions::roots(&mut on, ticket.production).await?;
        let desk = self.clone();
        let read = tokio::task::spawn_blocking(move || {
            // Looked at again: a folder may have been taken back, or a link changed, since the report.
            let found: Vec<places::Mapped> = ticket.paths.lines().filter_map(|path| places::find(path, &roots).ok()).collect();
            let read = desk.read(ticket.id, &found);
            desk.inner.running.lock().unwrap_or_else(std::sync::PoisonError::into_inner).remove(&ticket.id);
            read
        });
        let read = read.await.map_err(|_| unreadable())??;
        let job = job.id;
        self.store.write(move |writing| boxed(finished(writing, scan, job, read))).await
    }

    /// Blocking: reads the files and makes their pictures.
    fn read(&self, ticket: i64, found: &[places::Mapped]) -> Result<Read, Refusal> {
        let (root, paths) = together(found).ok_or_else(unreadable)?;
        let declared = (self.inner.declared)(&root);
        let options = Options {
            selection: Selection::all(Level::Pixels),
            config: &*declared,
            binary: self.inner.binary.clone(),
            jobs: JOBS,
            memory: MEMORY,
            min_age: 0,
            cache: cache_home().map(Cache::new),
            now: crate::now() * 1_000_000,
            wanted: &|_| true,
            scope: Scope::default(),
            pace: 0,
            manifests: true,
            volume: &(),
        };
        let watch = Watch { desk: self, ticket };
        let report = match paths.as_slice() {
            [folder] if folder.is_dir() => scan(folder, &options, &watch),
            files => scan_files(&root, files, &options, &watch),
        };
        let report = report.map_err(|_| unreadable())?;
        let base = if let [folder] = paths.as_slice()
            && folder.is_dir()
        {
            folder.clone()
        } else {
            root
        };
        self.shown(&report, &base, &*declared)
    }

    fn shown(&self, report: &Report, base: &Path, declared: &dyn Fn(&Path) -> etabli_diagnosis::Config) -> Result<Read, Refusal> {
        let wanted = wanted(std::slice::from_ref(report));
        let asked: Vec<(String, View)> = wanted.iter().map(|(_, path, view)| (path.clone(), view.clone())).collect();
        let rasters = views(base, &asked, declared, &self.inner.binary, MEMORY);
        let pictures: BTreeMap<_, _> = wanted.into_iter().zip(rasters).filter_map(|(wanted, raster)| Some((wanted, raster?))).collect();
        let mut gallery = Kept { blobs: self.store.blobs(), sizes: Vec::new() };
        let mut exhibit = exhibit(report, &pictures, &mut |png| gallery.keep(png));
        // What weighs most and can be seen comes first.
        exhibit.groups.sort_by_key(|group| std::cmp::Reverse((weight(&group.severity), group.picture.is_some())));
        read(report, exhibit, gallery.sizes)
    }
}

/// Pictures that were written, with their sizes.
struct Kept<'a> {
    blobs: &'a Blobs,
    sizes: Vec<(String, i64)>,
}

impl Kept<'_> {
    fn keep(&mut self, png: &[u8]) -> Option<String> {
        let hash = self.blobs.keep(png).ok()?;
        self.sizes.push((hash.clone(), png.len() as i64));
        Some(hash)
    }
}

fn read(report: &Report, exhibit: Exhibit, sizes: Vec<(String, i64)>) -> Result<Read, Refusal> {
    let worst = exhibit.groups.first();
    let (code, fingerprint) = (worst.map(|group| group.code.clone()), worst.map(|group| group.fingerprint.clone()));
    let bad = |cell: &etabli_output::Cell| match cell {
        etabli_output::Cell::Frame { bad: true, image, .. } => image.clone(),
        _ => None,
    };
    let of_group = |group: &etabli_output::Group| group.strip.iter().find_map(bad).or_else(|| Some(group.picture.as_ref()?.image.clone()));
    let picture = worst.and_then(of_group).or_else(|| exhibit.groups.iter().find_map(of_group));
    let outcome = Outcome {
        files: report.files as i64,
        unchecked: report.unchecked.len() as i64,
        exhibit: serde_json::to_string(&exhibit).map_err(|_| unreadable())?,
        findings: report.findings.iter().take(KEPT).map(row).collect(),
        pictures: sizes.iter().map(|(hash, _)| hash.clone()).collect(),
    };
    Ok(Read { outcome, code, fingerprint, picture, sizes, faults: report.findings.len() as u64 })
}

fn weight(severity: &str) -> u8 {
    match severity {
        "error" => 2,
        "warning" => 1,
        _ => 0,
    }
}

fn row(finding: &Finding) -> scans::Finding {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    scans::Finding {
        code: finding.fault.code.to_owned(),
        severity: severity.to_owned(),
        path: finding.path.clone(),
        frame: finding.frame,
        fingerprint: fingerprint(finding),
    }
}

/// One root for everything that was named: the first one's. What lies below another is left to another report.
fn together(found: &[places::Mapped]) -> Option<(PathBuf, Vec<PathBuf>)> {
    let root = found.first()?.root.clone();
    let paths: Vec<PathBuf> = found.iter().filter(|mapped| mapped.root == root).map(|mapped| mapped.path.clone()).collect();
    Some((root, paths))
}

/// Tells the desk how far a reading is.
struct Watch<'a> {
    desk: &'a Desk,
    ticket: i64,
}

impl Watch<'_> {
    fn change(&self, change: impl FnOnce(&mut (u64, u64))) {
        let mut running = self.desk.inner.running.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        change(running.entry(self.ticket).or_default());
    }
}

impl Progress for Watch<'_> {
    fn expect(&self, files: u64) {
        self.change(|(_, all)| *all += files);
    }

    fn step(&self) {
        self.change(|(done, _)| *done += 1);
    }
}

async fn finished(writing: &mut Writing, scan: Scan, job: i64, read: Read) -> Result<(), Refusal> {
    for (hash, size) in &read.sizes {
        Blobs::record(writing, hash, *size, "image/png").await?;
    }
    let files = read.outcome.files as u64;
    if let Some(ticket) = tickets::find(writing, scan.ticket).await? {
        let found = read.outcome.findings.iter().take(INDEXED).map(|finding| format!("{} {} ", finding.code, finding.path));
        search::index(writing, ticket.production, "ticket", ticket.id, &found.collect::<String>()).await?;
    }
    scans::finish(writing, &scan, read.outcome).await?;
    tickets::set_seen(writing, scan.ticket, read.code.as_deref(), read.fingerprint.as_deref(), read.picture.as_deref()).await?;
    Happening::Scanned { files, faults: read.faults }.keep(writing, scan.ticket, None).await?;
    Ok(etabli_store::finish(writing, job).await?)
}

/// Tries again later, or says in the ticket that the files cannot be read.
async fn given_up(writing: &mut Writing, job: Job, said: String) -> Result<(), Refusal> {
    if etabli_store::postpone(writing, &job, &said).await? {
        return Ok(());
    }
    if let Some(scan) = scans::find(writing, job.object).await? {
        scans::fail(writing, scan.id, &said).await?;
        Happening::ScanFailed.keep(writing, scan.ticket, None).await?;
    }
    Ok(etabli_store::finish(writing, job.id).await?)
}

fn unreadable() -> Refusal {
    Refusal::new(
        Status::Unavailable,
        "unreadable",
        ["Les fichiers n'ont pas pu être lus.", "The files could not be read."],
        ["Vérifiez que le serveur voit le dossier déclaré.", "Check that the server sees the declared folder."],
    )
}
