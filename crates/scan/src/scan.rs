//! One root from walk to report.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use etabli_diagnosis::delivery::{Home, homes};
use etabli_diagnosis::layers::Roles;
use etabli_diagnosis::{
    Config, Context, Entry, EntryKind, Failure, File, Folder, Level, Needs, Reading, Selection, Series, Verdict, join, judge,
};

use crate::cache::{Cache, FolderCache};
use crate::delivery::{self, Verifying, Volume};
use crate::protocol::{Setup, numbered};
use crate::reader::Reader;
use crate::report::{Report, SequenceLine, Unchecked, Why, by_sequence};
use crate::scope::Scope;
use crate::walk::{Collected, Stats, collect, collect_files};

mod gather;
mod late;
mod looker;
mod settle;

use gather::Gathered;
use looker::DiskLooker;
use settle::Waiting;

/// What a production writes for us: neither judged nor counted.
const OWN_FILES: [&str; 2] = ["etabli.toml", ".etabli-ignore"];

/// Files read before the first of their folders is examined: small folders share the reader's threads.
const BATCH: usize = 2048;

/// How to scan.
pub struct Options<'a> {
    /// Which faults, how deep.
    pub selection: Selection,
    /// What is declared for a folder, by its path relative to the root's base.
    pub config: &'a dyn Fn(&Path) -> Config,
    /// The binary that can be the reader.
    pub binary: PathBuf,
    /// Threads of the reader.
    pub jobs: usize,
    /// Address space of the reader, bytes.
    pub memory: u64,
    /// Age below which a file counts as being written, nanoseconds.
    pub min_age: i64,
    /// Where facts are kept.
    pub cache: Option<Cache>,
    /// The moment of the scan, nanoseconds since 1970.
    pub now: i64,
    /// Whether a path relative to the base takes part.
    pub wanted: &'a dyn Fn(&str) -> bool,
    /// What is asked about among what takes part.
    pub scope: Scope,
    /// Most files that are opened in a second; 0 when there is no bound.
    pub pace: u32,
    /// Whether deliveries that are met are read against their manifests.
    pub manifests: bool,
    /// Hears how many bytes of deliveries were read.
    pub volume: &'a dyn Volume,
}

impl Options<'_> {
    /// Files that are all opened tell about themselves then; before that, only a cache or a scope asks.
    fn stats(&self) -> Stats {
        let is_cached = self.cache.is_some() && self.selection.level == Level::Pixels;
        let opens_all = self.selection.needs().holds(Needs::STRUCTURE) && self.scope.is_unbounded();
        if opens_all && !is_cached { Stats::WhenOpened } else { Stats::Now }
    }
}

/// Hears how far a scan is.
pub trait Progress {
    /// So many files will be read.
    fn expect(&self, files: u64);
    /// One more was.
    fn step(&self);
}

/// Scans one root: a folder and all below it, or one file.
pub fn scan(root: &Path, options: &Options, progress: &dyn Progress) -> io::Result<Report> {
    Ok(walked(root, collect(root, options.stats())?, options, progress))
}

/// Scans these files below a base. Their folders are listed for context, not walked.
pub fn scan_files(base: &Path, files: &[PathBuf], options: &Options, progress: &dyn Progress) -> io::Result<Report> {
    Ok(walked(base, collect_files(base, files)?, options, progress))
}

fn walked(root: &Path, mut collected: Collected, options: &Options, progress: &dyn Progress) -> Report {
    let readable = collected.readable(root);
    // Some files, or some frames, say nothing of a delivery as a whole.
    let is_whole = collected.named.is_none() && options.scope.is_unbounded() && options.manifests;
    let met = if is_whole { homes(&collected.folders) } else { Vec::new() };
    let folders: Vec<(String, Vec<Entry>)> = std::mem::take(&mut collected.folders).into_iter().collect();
    let mut scan = Scan::new(root, readable, &collected, options, progress, folders.iter().map(|(path, _)| path.as_str()));
    progress.expect(folders.iter().map(|(_, entries)| entries.len() as u64).sum());
    let mut batch = Vec::new();
    let mut size = 0;
    for (path, mut entries) in folders {
        entries.retain(|e| (options.wanted)(&join(&path, &e.name)));
        size += entries.len();
        batch.push((path, entries));
        if size >= BATCH {
            scan.batch(std::mem::take(&mut batch));
            size = 0;
        }
    }
    scan.batch(batch);
    scan.deliveries(&met);
    scan.finish(&collected)
}

/// Indices of the entries of a folder that are asked about; `None` for all.
type Asked = Option<BTreeSet<usize>>;

/// A folder judged, with what its judging left.
struct Judged {
    verdict: Verdict,
    cache: FolderCache,
    /// Files that could not be looked at again, by their index in the folder.
    failed: BTreeMap<usize, Failure>,
}

struct Scan<'a> {
    base: PathBuf,
    raw: BTreeMap<String, PathBuf>,
    named: Option<BTreeSet<String>>,
    stats: Stats,
    options: &'a Options<'a>,
    progress: &'a dyn Progress,
    needs: Needs,
    configs: BTreeMap<String, (Config, usize)>,
    roles: Vec<Roles>,
    reader: RefCell<Reader>,
    waiting: Vec<Waiting>,
    report: Report,
}

impl<'a> Scan<'a> {
    fn new<'f>(
        root: &Path,
        readable: Vec<PathBuf>,
        collected: &Collected,
        options: &'a Options<'a>,
        progress: &'a dyn Progress,
        folders: impl Iterator<Item = &'f str>,
    ) -> Self {
        let mut roles: Vec<Roles> = Vec::new();
        let mut configs = BTreeMap::new();
        for path in folders {
            let config = (options.config)(&collected.base.join(path));
            let number = numbered(&mut roles, Roles::of(&config));
            configs.insert(path.to_owned(), (config, number));
        }
        let needs = options.selection.needs();
        let roots = readable.into_iter().map(PathBuf::into_os_string).collect();
        let setup = Setup { roots, needs, roles: roles.clone(), jobs: options.jobs, memory: options.memory, chunk: options.memory / 4 };
        Self {
            base: collected.base.clone(),
            raw: collected.raw.clone(),
            named: collected.named.clone(),
            stats: collected.stats,
            options,
            progress,
            needs,
            configs,
            roles,
            reader: RefCell::new(Reader::new(options.binary.clone(), setup, options.pace)),
            waiting: Vec::new(),
            report: Report { root: shown(root, collected), ..Report::default() },
        }
    }

    fn batch(&mut self, mut folders: Vec<(String, Vec<Entry>)>) {
        let mut caches: Vec<FolderCache> = folders.iter().map(|(path, _)| self.cache(path)).collect();
        let asked: Vec<Asked> = folders.iter().map(|(path, entries)| self.asked(path, entries)).collect();
        let Gathered { readings, seen } = self.gather(&mut folders, &asked, &mut caches);
        self.look_again(&mut folders, &seen);
        for ((((path, entries), cache), readings), asked) in folders.into_iter().zip(caches).zip(readings).zip(asked) {
            self.folder(path, entries, readings, cache, asked);
        }
    }

    fn asked(&self, path: &str, entries: &[Entry]) -> Asked {
        self.options.scope.asked(path, entries, self.named.as_ref())
    }

    fn cache(&self, path: &str) -> FolderCache {
        let number = self.configs.get(path).map_or(0, |(_, number)| *number);
        let none = Roles::default();
        let roles = self.roles.get(number).unwrap_or(&none);
        let cache = self.options.cache.as_ref().filter(|_| self.options.selection.level == Level::Pixels);
        FolderCache::open(cache, &self.place(path), self.needs, roles, self.options.now)
    }

    fn place(&self, folder: &str) -> PathBuf {
        self.raw.get(folder).cloned().unwrap_or_else(|| self.base.join(folder))
    }

    fn path(&self, folder: &str, entry: &Entry) -> PathBuf {
        use std::os::unix::ffi::OsStrExt;
        let folder = self.place(folder);
        match &entry.raw {
            Some(raw) => folder.join(std::ffi::OsStr::from_bytes(raw)),
            None => folder.join(&entry.name),
        }
    }

    fn folder(&mut self, path: String, entries: Vec<Entry>, readings: Vec<Reading>, cache: FolderCache, asked: Asked) {
        let folder = Folder::new(path, entries.into_iter().zip(readings).collect());
        let judged = self.judge(&folder, cache);
        if self.may_come(&folder, &judged.verdict.findings) {
            self.waiting.push(Waiting { folder, cache: judged.cache, asked });
        } else {
            self.add(&folder, judged, &asked);
        }
    }

    fn judge(&self, folder: &Folder, cache: FolderCache) -> Judged {
        let none = (Config::default(), 0);
        let config = &self.configs.get(&folder.path).unwrap_or(&none).0;
        let looker = DiskLooker { scan: self, folder, cache: RefCell::new(cache), failed: RefCell::default() };
        let verdict = judge(&Context::new(folder, config, self.options.now, &looker), &self.options.selection);
        Judged { verdict, cache: looker.cache.into_inner(), failed: looker.failed.into_inner() }
    }

    fn add(&mut self, folder: &Folder, judged: Judged, asked: &Asked) {
        let Judged { verdict: Verdict { mut findings, mut ignored }, cache, failed } = judged;
        // A cache that cannot be written costs time at the next scan, never a finding.
        let _ = cache.save(asked.is_none());
        if let Some(asked) = asked {
            let held = self.options.scope.held(folder, asked, self.named.is_some());
            findings.retain(|finding| held.holds(finding));
            ignored.retain(|finding| held.holds(finding));
        }
        self.report.ignored += ignored.len() as u64;
        // What a second look could not see was not checked, whatever the first one knew.
        let unseen =
            failed.into_iter().filter_map(|(index, failure)| Some(unchecked(folder, folder.files.get(index)?, Why::Failed(failure))));
        self.report.unchecked.extend(unseen);
        let (scope, is_named) = (&self.options.scope, self.named.is_some());
        let is_asked = |series: &&Series| asked.as_ref().is_none_or(|asked| scope.reach(series, asked, is_named).is_some());
        let counts = by_sequence(&findings);
        for series in folder.series.iter().filter(|s| !s.is_udim()).filter(is_asked) {
            let sequence = folder.path_of(&series.notation);
            let count = counts.get(sequence.as_str()).copied().unwrap_or(0);
            let frames = series.ends().map_or_else(String::new, |(first, last)| format!("{first}-{last}"));
            let present: Vec<i64> = series.frames.iter().map(|(frame, _)| *frame).collect();
            let is_beside = |index: &usize| asked.as_ref().is_some_and(|asked| !asked.contains(index));
            let unseen = series.frames.iter().filter(|(_, index)| is_beside(index) || self.is_unseen(folder.files.get(*index)));
            let unseen = unseen.map(|(frame, _)| *frame).collect();
            self.report.sequences.push(SequenceLine { sequence, frames, found: present.len(), present, unseen, findings: count });
        }
        for file in folder.files.iter().filter(|f| asked.as_ref().is_none_or(|asked| asked.contains(&f.index))) {
            self.count(folder, file);
        }
        self.report.findings.extend(findings);
    }

    /// Whether nobody looked inside a frame, or at its pixels where they were asked for.
    fn is_unseen(&self, file: Option<&File>) -> bool {
        let picture = file.and_then(File::picture);
        let is_read = picture.is_some_and(|picture| !self.needs.pixels() || (picture.survey.is_some() && picture.unread.is_empty()));
        self.needs.holds(Needs::STRUCTURE) && !is_read
    }

    fn count(&mut self, folder: &Folder, file: &File) {
        if OWN_FILES.contains(&file.entry.name.as_str()) {
            return;
        }
        match &file.reading {
            Reading::Facts(facts) if !facts.is_claimed() => {
                self.report.unclaimed += 1;
                return;
            }
            Reading::Facts(_) => {
                let unread = file.picture().filter(|_| self.needs.pixels()).and_then(|picture| picture.unread.first());
                self.report.unchecked.extend(unread.map(|(_, why)| unchecked(folder, file, Why::Unread(why.clone()))));
            }
            Reading::NotAsked if file.entry.kind == EntryKind::Other && file.claims_content() => {
                self.report.unchecked.push(unchecked(folder, file, Why::Refused("not a regular file".to_owned())));
            }
            Reading::NotAsked => {}
            Reading::Failed(failure) => self.report.unchecked.push(unchecked(folder, file, Why::Failed(failure.clone()))),
        }
        self.report.files += 1;
    }

    /// Reads the deliveries that were met against their manifests.
    fn deliveries(&mut self, met: &[Home]) {
        let verifying = Verifying {
            selection: &self.options.selection,
            config: self.options.config,
            jobs: self.options.jobs,
            cache: self.options.cache.as_ref(),
            now: self.options.now,
            source: None,
            volume: self.options.volume,
        };
        match delivery::deliveries(&self.base, met, &verifying) {
            Ok(report) => {
                self.report.findings.extend(report.findings.into_iter().filter(|finding| (self.options.wanted)(&finding.path)));
                self.report.unchecked.extend(report.unchecked);
            }
            Err(error) => self.report.unchecked.push(Unchecked::place("", Why::Refused(error.to_string()))),
        }
    }

    fn finish(mut self, collected: &Collected) -> Report {
        self.settle();
        self.report.unchecked.extend(collected.refused.iter().map(|(path, why)| Unchecked::place(path, why.clone())));
        self.report.unchecked.sort_by(|a, b| a.path.cmp(&b.path));
        self.report.sequences.sort_by(|a, b| a.sequence.cmp(&b.sequence));
        self.report.findings.sort_by(|a, b| (&a.path, a.frame).cmp(&(&b.path, b.frame)));
        self.report.relate();
        self.report
    }
}

fn unchecked(folder: &Folder, file: &File, why: Why) -> Unchecked {
    let place = folder.place(file.index);
    Unchecked {
        path: folder.path_of(&file.entry.name),
        raw: file.entry.raw.as_ref().map(|raw| folder.raw_path(raw)),
        sequence: place.map(|(series, _)| folder.path_of(&series.notation)),
        frame: place.map(|(_, frame)| frame),
        why,
    }
}

fn shown(root: &Path, collected: &Collected) -> String {
    let root = if collected.named.is_some() { &collected.base } else { root };
    root.to_string_lossy().into_owned()
}
