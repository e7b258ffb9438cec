//! The walk: every folder under a root, with what the file system says of its names.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use etabli_diagnosis::{Entry, EntryKind, Resolves, Tree};
use ignore::{DirEntry, WalkBuilder};
use rustix::fs::Stat;

use crate::disk::{DiskTree, entry, named};
use crate::nearby::Nearby;
use crate::protocol::Seen;
use crate::report::Why;

/// Name of our own folder in a production: trash and journal, never walked.
pub(crate) const OWN_FOLDER: &str = ".etabli";

/// What a walk gathered under one root.
#[derive(Debug, Default)]
pub struct Collected {
    /// Folder that paths are relative to.
    pub base: PathBuf,
    /// Folders by path relative to the base, with their entries sorted by name.
    pub folders: BTreeMap<String, Vec<Entry>>,
    /// Where folders are whose path is no UTF-8, by the path that is shown.
    pub raw: BTreeMap<String, PathBuf>,
    /// Files that a person gave, relative to the base: judged even while they are being written, and only they are.
    pub named: Option<BTreeSet<String>>,
    /// What the entries of regular files know.
    pub stats: Stats,
    /// Places that could not be walked or are not there: path relative to the base, and why.
    pub refused: Vec<(String, Why)>,
}

/// Who asks the file system of a regular file that a walk meets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Stats {
    /// The walk.
    #[default]
    Now,
    /// Whoever opens the file: until then its entry says only its name. One call less for each file.
    WhenOpened,
}

/// Walks a root: a folder and all below it, or one file. Folders behind links are not entered; `.etabli-ignore` files are obeyed.
pub fn collect(root: &Path, stats: Stats) -> io::Result<Collected> {
    let stat = rustix::fs::lstat(root)?;
    if !root.is_dir() {
        return Ok(one_file(root, &stat));
    }
    let collected = Collected { base: root.to_owned(), stats, ..Collected::default() };
    let mut walking = Walking { collected, ..Walking::default() };
    let walk = WalkBuilder::new(root)
        .standard_filters(false)
        .add_custom_ignore_filename(".etabli-ignore")
        .filter_entry(|e| e.file_name() != OWN_FOLDER)
        .build();
    for found in walk {
        match found {
            Ok(found) => walking.add(found),
            Err(error) if is_gone(&error) => {}
            Err(error) => walking.collected.refuse(&error),
        }
    }
    walking.leave();
    let mut collected = walking.collected;
    collected.folders.values_mut().for_each(|entries| entries.sort_by(|a, b| a.name.cmp(&b.name)));
    Ok(collected)
}

/// Lists the folders of these files below a base, without entering others. A file elsewhere is left out; one that is not there,
/// or whose folder cannot be listed, is refused.
pub fn collect_files(base: &Path, files: &[PathBuf]) -> io::Result<Collected> {
    let named: BTreeSet<String> = files.iter().filter_map(|f| Some(f.strip_prefix(base).ok()?.to_string_lossy().into_owned())).collect();
    let mut collected = Collected { base: base.to_owned(), ..Collected::default() };
    for path in &named {
        if let Err(error) = collected.list(path) {
            let why = if error.kind() == io::ErrorKind::NotFound { Why::Absent } else { Why::Refused(error.to_string()) };
            collected.refused.push((path.clone(), why));
        }
    }
    collected.named = Some(named);
    Ok(collected)
}

/// One file, and what lies beside it, as far as its folder may be listed.
fn one_file(path: &Path, stat: &Stat) -> Collected {
    let entry = entry(path, stat);
    let base = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned();
    let named = entry.name.clone();
    let listed = DiskTree::new(&base).list("").ok().filter(|entries| entries.iter().any(|e| e.name == named));
    Collected {
        base,
        named: Some(BTreeSet::from([named])),
        folders: BTreeMap::from([(String::new(), listed.unwrap_or_else(|| vec![entry]))]),
        ..Collected::default()
    }
}

/// A walk under way, with the files that were met in one folder.
#[derive(Default)]
struct Walking {
    collected: Collected,
    nearby: Nearby,
    folder: PathBuf,
    /// Each with whether it is sure to be a regular file.
    paths: Vec<(PathBuf, bool)>,
}

impl Walking {
    fn add(&mut self, found: DirEntry) {
        if found.depth() == 0 || found.file_type().is_some_and(|t| t.is_dir()) {
            return;
        }
        let is_file = found.file_type().is_some_and(|kind| kind.is_file());
        let path = found.into_path();
        let folder = path.parent().unwrap_or(&path);
        if folder.as_os_str() != self.folder.as_os_str() {
            self.leave();
            folder.clone_into(&mut self.folder);
        }
        self.paths.push((path, is_file));
    }

    /// Looks at what was met in a folder; the walk may come back to it. Names in order are mostly files in the order they were
    /// made, which the file system finds faster than its own.
    fn leave(&mut self) {
        if self.paths.is_empty() {
            return;
        }
        self.paths.sort_unstable_by(|(a, _), (b, _)| a.as_os_str().cmp(b.as_os_str()));
        let folder = self.collected.relative(&self.folder);
        if self.folder.to_str().is_none() {
            self.collected.raw.insert(folder.clone(), self.folder.clone());
        }
        let mut entries = self.collected.folders.remove(&folder).unwrap_or_default();
        entries.reserve(self.paths.len());
        for (path, is_file) in self.paths.drain(..) {
            if is_file && self.collected.stats == Stats::WhenOpened {
                entries.push(named(&path, Seen::default()));
                continue;
            }
            match self.nearby.lstat(&path) {
                Ok(stat) => entries.push(entry(&path, &stat)),
                // It went away after its name was listed.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => self.collected.refused.push((self.collected.relative(&path), Why::Refused(error.to_string()))),
            }
        }
        self.collected.folders.insert(folder, entries);
    }
}

impl Collected {
    /// What the reader may open: the root, or only the folders of the files that a person named, and what links lead to.
    pub(crate) fn readable(&self, root: &Path) -> Vec<PathBuf> {
        let mut readable = self.targets();
        if self.named.is_some() {
            readable.extend(self.folders.keys().map(|folder| self.base.join(folder)));
        }
        if self.named.is_none() || !root.is_dir() {
            readable.push(root.to_owned());
        }
        readable
    }

    /// The files that links lead to: the reader may open them although they lie elsewhere.
    fn targets(&self) -> Vec<PathBuf> {
        let mut targets = Vec::new();
        for (folder, entries) in &self.folders {
            for entry in entries.iter().filter(|e| matches!(e.kind, EntryKind::Link(_, Resolves::File))) {
                let name = entry.raw.as_deref().map_or(OsStr::new(&entry.name), OsStr::from_bytes);
                targets.extend(std::fs::canonicalize(self.place(folder).join(name)));
            }
        }
        targets.sort();
        targets.dedup();
        targets
    }

    /// Lists the folder of a path, when it is not listed yet.
    fn list(&mut self, path: &str) -> io::Result<()> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if !self.folders.contains_key(folder) {
            self.folders.insert(folder.to_owned(), DiskTree::new(&self.base).list(folder)?);
        }
        let is_there = self.folders.get(folder).is_some_and(|entries| entries.iter().any(|e| e.name == name));
        if is_there { Ok(()) } else { std::fs::symlink_metadata(self.base.join(path)).map(drop) }
    }

    /// Where a folder is, by the path that is shown.
    pub(crate) fn place(&self, folder: &str) -> PathBuf {
        self.raw.get(folder).cloned().unwrap_or_else(|| self.base.join(folder))
    }

    fn relative(&self, path: &Path) -> String {
        path.strip_prefix(&self.base).unwrap_or(path).to_string_lossy().into_owned()
    }

    fn refuse(&mut self, error: &ignore::Error) {
        let (path, why) = place_of(error);
        let path = path.map_or_else(String::new, |p| self.relative(p));
        self.refused.push((path, Why::Refused(why)));
    }
}

/// Whether a name went away after it was listed: nothing is there to be refused.
fn is_gone(error: &ignore::Error) -> bool {
    error.io_error().is_some_and(|error| error.kind() == io::ErrorKind::NotFound)
}

fn place_of(error: &ignore::Error) -> (Option<&Path>, String) {
    match error {
        ignore::Error::WithPath { path, err } => (Some(path), place_of(err).1),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => place_of(err),
        other => (None, other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::{Why, collect_files};

    #[test]
    fn a_named_file_that_is_gone_is_refused_and_the_others_are_listed() {
        let base = tempfile::tempdir().unwrap();
        fs::write(base.path().join("a.exr"), b"a").unwrap();
        let files = ["a.exr", "gone.exr", "gone/b.exr"].map(|name| base.path().join(name));
        let collected = collect_files(base.path(), &files).unwrap();
        assert_eq!(collected.folders[""].len(), 1);
        let absent = ["gone.exr", "gone/b.exr"].map(|path| (path.to_owned(), Why::Absent));
        assert_eq!(collected.refused, absent);
    }

    #[test]
    fn the_reader_of_named_files_opens_their_folders_and_what_their_links_lead_to() {
        let place = tempfile::tempdir().unwrap();
        let base = fs::canonicalize(place.path()).unwrap();
        for folder in ["a", "b"] {
            fs::create_dir(base.join(folder)).unwrap();
            fs::write(base.join(folder).join("x.exr"), folder).unwrap();
        }
        symlink("../b/x.exr", base.join("a/link.exr")).unwrap();
        let collected = collect_files(&base, &[base.join("a/x.exr")]).unwrap();
        assert_eq!(collected.readable(&base), [base.join("b/x.exr"), base.join("a")]);
    }
}
