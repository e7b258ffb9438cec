//! The walk: every folder under a root, with what the file system says of its names.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use etabli_diagnosis::{Entry, Tree};
use ignore::{DirEntry, WalkBuilder};

use crate::disk::{DiskTree, entry};

/// Name of our own folder in a production: trash and journal, never walked.
pub(crate) const OWN_FOLDER: &str = ".etabli";

/// What a walk gathered under one root.
#[derive(Debug, Default)]
pub struct Collected {
    /// Folder that paths are relative to.
    pub base: PathBuf,
    /// Folders by path relative to the base, with their entries sorted by name.
    pub folders: BTreeMap<String, Vec<Entry>>,
    /// Files that a person gave, relative to the base: judged even while they are being written, and only they are.
    pub named: Option<BTreeSet<String>>,
    /// Places that could not be walked: path relative to the base, and the system's words.
    pub refused: Vec<(String, String)>,
}

/// Walks a root: a folder and all below it, or one file. Folders behind links are not entered; `.etabli-ignore` files are obeyed.
pub fn collect(root: &Path) -> io::Result<Collected> {
    let meta = std::fs::symlink_metadata(root)?;
    let follows_to_folder = meta.is_symlink() && root.is_dir();
    if !meta.is_dir() && !follows_to_folder {
        return Ok(one_file(root, &meta));
    }
    let mut collected = Collected { base: root.to_owned(), ..Collected::default() };
    let walk = WalkBuilder::new(root)
        .standard_filters(false)
        .add_custom_ignore_filename(".etabli-ignore")
        .filter_entry(|e| e.file_name() != OWN_FOLDER)
        .build();
    for found in walk {
        match found {
            Ok(found) => collected.add(&found),
            Err(error) => collected.refuse(&error),
        }
    }
    collected.folders.values_mut().for_each(|entries| entries.sort_by(|a, b| a.name.cmp(&b.name)));
    Ok(collected)
}

/// Lists the folders of these files below a base, without entering others. A file elsewhere is left out.
pub fn collect_files(base: &Path, files: &[PathBuf]) -> io::Result<Collected> {
    let named: BTreeSet<String> = files.iter().filter_map(|f| Some(f.strip_prefix(base).ok()?.to_string_lossy().into_owned())).collect();
    let mut folders = BTreeMap::new();
    for path in &named {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if !folders.contains_key(folder) {
            folders.insert(folder.to_owned(), DiskTree::new(base).list(folder)?);
        }
    }
    Ok(Collected { base: base.to_owned(), folders, named: Some(named), refused: Vec::new() })
}

fn one_file(path: &Path, meta: &std::fs::Metadata) -> Collected {
    let entry = entry(path, meta);
    let base = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned();
    Collected {
        base,
        named: Some(BTreeSet::from([entry.name.clone()])),
        folders: BTreeMap::from([(String::new(), vec![entry])]),
        refused: Vec::new(),
    }
}

impl Collected {
    fn add(&mut self, found: &DirEntry) {
        if found.depth() == 0 || found.file_type().is_some_and(|t| t.is_dir()) {
            return;
        }
        let path = found.path();
        match found.metadata() {
            Ok(meta) => {
                let folder = self.relative(path.parent().unwrap_or(path));
                self.folders.entry(folder).or_default().push(entry(path, &meta));
            }
            Err(error) => self.refuse(&error),
        }
    }

    fn relative(&self, path: &Path) -> String {
        path.strip_prefix(&self.base).unwrap_or(path).to_string_lossy().into_owned()
    }

    fn refuse(&mut self, error: &ignore::Error) {
        let (path, why) = place_of(error);
        let path = path.map_or_else(String::new, |p| self.relative(p));
        self.refused.push((path, why));
    }
}

fn place_of(error: &ignore::Error) -> (Option<&Path>, String) {
    match error {
        ignore::Error::WithPath { path, err } => (Some(path), place_of(err).1),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => place_of(err),
        other => (None, other.to_string()),
    }
}
