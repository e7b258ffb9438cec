//! Readings of a ticket's files: confined, in the background, with live progress, and started again after a crash.

mod reading;

use std::time::{Duration, Instant};

use etabli_diagnosis::{Finding, Severity, fingerprint};
use etabli_output::{Cell, Exhibit, Group};
use etabli_scan::Progress;
use etabli_store::scans::{self, Outcome, Scan};
use etabli_store::{Blobs, Job, Writing, boxed, productions, tickets};
use reading::{Found, Reading};

use crate::refusal::{Refusal, Status};
use crate::story::Happening;
use crate::{Desk, places, search};

/// How often jobs are looked for when nobody rings.
const PAUSE: Duration = Duration::from_secs(5);
/// How often silence is listened to.
const SILENCE: Duration = Duration::from_mins(1);
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
            if let Ok(Some(job)) = self.store.write(|writing| boxed(async move { etabli_store::take(writing).await })).await {
                self.perform(job).await;
            } else {
                if listened.elapsed() > SILENCE {
                    // What fails now is looked at again.
                    let _ = self.hear_silence().await;
                    listened = Instant::now();
                }
                let _ = tokio::time::timeout(PAUSE, self.inner.work.notified()).await;
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
    fn read(&self, ticket: i64, named: &[places::Mapped]) -> Result<Read, Refusal> {
        if named.is_empty() {
            return Err(unreadable());
        }
        let watch = Watch { desk: self, ticket };
        let reading = Reading { binary: &self.inner.binary, blobs: self.store.blobs(), progress: &watch, declared: &self.inner.declared };
        let mut sizes = Vec::new();
        let found = reading.read(named, &mut sizes)?;
        summed(found, sizes)
    }
}

/// Everything that was found, as it is kept.
fn summed(found: Vec<Found>, sizes: Vec<(String, i64)>) -> Result<Read, Refusal> {
    let findings: Vec<&Finding> = found.iter().flat_map(|found| &found.report.findings).collect();
    let rows = findings.iter().take(KEPT).map(|finding| row(finding)).collect();
    let (faults, unchecked) = (findings.len() as u64, found.iter().map(|found| found.report.unchecked.len() as i64).sum());
    let mut exhibit = Exhibit::default();
    for found in found {
        exhibit.files += found.exhibit.files;
        exhibit.sound += found.exhibit.sound;
        exhibit.causes.extend(found.exhibit.causes);
        exhibit.groups.extend(found.exhibit.groups);
        exhibit.unread.extend(found.exhibit.unread);
    }
    // What weighs most and can be seen comes first.
    exhibit.groups.sort_by_key(|group| std::cmp::Reverse((weight(&group.severity), group.picture.is_some())));
    let worst = exhibit.groups.first();
    let outcome = Outcome {
        files: exhibit.files as i64,
        unchecked,
        exhibit: serde_json::to_string(&exhibit).map_err(|_| unreadable())?,
        findings: rows,
        pictures: sizes.iter().map(|(hash, _)| hash.clone()).collect(),
    };
    Ok(Read {
        code: worst.map(|group| group.code.clone()),
        fingerprint: worst.map(|group| group.fingerprint.clone()),
        picture: exhibit.groups.iter().find_map(face),
        outcome,
        sizes,
        faults,
    })
}

/// The picture that stands for a group in a list: a frame that the fault is on, small.
fn face(group: &Group) -> Option<String> {
    let bad = |cell: &Cell| match cell {
        Cell::Frame { bad: true, image, .. } => image.clone(),
        _ => None,
    };
    group.strip.iter().find_map(bad).or_else(|| Some(group.picture.as_ref()?.image.clone()))
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
