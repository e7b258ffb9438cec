//! Deliveries read against their manifests.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use etabli_diagnosis::delivery::{Content, Delivery, Folders, Ground, Home, examine_delivery, homes};
use etabli_diagnosis::{Config, Detect, Finding, Level, Selection, join};
use etabli_formats::manifest::MOST_BYTES;

use super::Volume;
use super::everything::everything;
use super::hashing::Hashing;
use super::journal::Journal;
use super::open::Root;
use crate::cache::Cache;
use crate::report::{Report, Unchecked, Why};

/// How deliveries are read.
pub struct Verifying<'a> {
    /// Which faults, how deep.
    pub selection: &'a Selection,
    /// What is declared for a folder, by its path.
    pub config: &'a dyn Fn(&Path) -> Config,
    /// Threads that read.
    pub jobs: usize,
    /// Where the hashes of an interrupted run are kept.
    pub cache: Option<&'a Cache>,
    /// The moment, nanoseconds since 1970.
    pub now: i64,
    /// A folder with the files that were copied, to compare altered ones with.
    pub source: Option<&'a Path>,
    /// Hears how far it is.
    pub volume: &'a dyn Volume,
}

/// Reads every delivery below a folder against its manifests; with `list`, only what that list of the folder lists. `None` when there
/// is none.
pub fn verify(root: &Path, list: Option<&str>, options: &Verifying) -> io::Result<Option<Report>> {
    let folders = everything(root, root)?;
    let homes = match list {
        Some(name) => vec![Home { folder: String::new(), kind: etabli_diagnosis::delivery::Kind::Lists(vec![name.to_owned()]) }],
        None => homes(&folders),
    };
    if homes.is_empty() {
        return Ok(None);
    }
    let journal = journal(options, root, "verify");
    let mut report = Report { root: root.to_string_lossy().into_owned(), ..Report::default() };
    for home in &homes {
        judge(root, home, &folders, list.is_some(), options, journal.as_ref(), &mut report)?;
    }
    once(&mut report.findings);
    report.unchecked.sort_by(|a, b| a.path.cmp(&b.path));
    if let Some(journal) = journal {
        journal.end();
    }
    Ok(Some(report))
}

/// The deliveries that a check met, with everything below their folders: what hides from a check does not hide from its manifest.
pub(crate) fn deliveries(root: &Path, met: &[Home], options: &Verifying) -> io::Result<Report> {
    let mut report = Report::default();
    let is_judged = options.selection.faults.iter().any(|fault| matches!(fault.detect, Detect::Manifest(_)));
    if met.is_empty() || !is_judged {
        return Ok(report);
    }
    let journal = journal(options, root, "check");
    let mut whole: Option<(&str, Folders)> = None;
    for home in met {
        let is_inside = |above: &str| above.is_empty() || home.folder == above || home.folder.starts_with(&format!("{above}/"));
        if !whole.as_ref().is_some_and(|(above, _)| is_inside(above)) {
            whole = Some((&home.folder, everything(root, &root.join(&home.folder))?));
        }
        if let Some((_, folders)) = &whole {
            judge(root, home, folders, false, options, journal.as_ref(), &mut report)?;
        }
    }
    once(&mut report.findings);
    // A cache that cannot be written costs time at the next check, never a finding.
    let _ = journal.map(Journal::settle);
    Ok(report)
}

/// Puts findings in path order, each fault of a file once: several manifests may tell of it. What breaks a manifest stands by itself.
fn once(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| (&a.path, a.fault.code, a.at.line).cmp(&(&b.path, b.fault.code, b.at.line)));
    findings.dedup_by(|later, first| {
        let is_same = later.fault.code == first.fault.code && later.path == first.path && later.fault.code != "XFR006";
        if is_same {
            first.related.append(&mut later.related);
            first.severity = first.severity.max(later.severity);
        }
        is_same
    });
}

/// A cache that cannot be written is as good as none.
fn journal(options: &Verifying, root: &Path, of: &str) -> Option<Journal> {
    let cache = options.cache.filter(|_| options.selection.level == Level::Pixels)?;
    Journal::open(&cache.beside(root, of), options.now).ok()
}

fn judge(
    path: &Path,
    home: &Home,
    folders: &Folders,
    is_named: bool,
    options: &Verifying,
    journal: Option<&Journal>,
    report: &mut Report,
) -> io::Result<()> {
    let root = Root::new(path)?;
    let read = |path: &str| root.read(path, MOST_BYTES);
    let mut delivery = Delivery::read(home, &Ground::new(&home.folder, folders, &read), is_named);
    if options.selection.level == Level::Pixels {
        let hashing = Hashing { root: &root, jobs: options.jobs, journal, volume: options.volume };
        hashing.fill(&mut delivery)?;
        if let Some(source) = options.source {
            hashing.compare(&mut delivery, &Root::new(source)?)?;
        }
    }
    let refused = delivery.listed.iter().filter_map(|listed| match (&listed.content, &listed.found) {
        (Content::Refused(words), Some(found)) => Some(Unchecked::place(&found.path, Why::Refused(words.clone()))),
        _ => None,
    });
    report.unchecked.extend(refused);
    report.files += delivery.listed.iter().filter(|listed| listed.found.is_some()).count() as u64;
    report.findings.extend(findings(&delivery, path, options));
    Ok(())
}

fn findings(delivery: &Delivery, root: &Path, options: &Verifying) -> Vec<Finding> {
    let mut configs: BTreeMap<String, Config> = BTreeMap::new();
    let own = delivery.listed.iter().map(|listed| listed.path.as_str()).chain(delivery.extra.iter().map(|extra| extra.path.as_str()));
    let manifests = delivery.broken.iter().map(|broken| broken.path.as_str());
    let folder = join(&delivery.folder, "");
    for path in own.chain(manifests).chain([folder.as_str()]) {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if !configs.contains_key(folder) {
            configs.insert(folder.to_owned(), (options.config)(&root.join(folder)));
        }
    }
    examine_delivery(delivery, options.selection, options.now, &|folder| configs.get(folder))
}

impl Cache {
    /// Where the hashes of a root are kept.
    pub(super) fn beside(&self, root: &Path, of: &str) -> PathBuf {
        use std::os::unix::ffi::OsStrExt;
        let whole = std::fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
        let hash = blake3::hash(whole.as_os_str().as_bytes()).to_hex();
        self.home().join(format!("{}.{of}", hash.get(..32).unwrap_or_default()))
    }
}
