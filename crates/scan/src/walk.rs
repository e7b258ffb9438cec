//! The walk: every folder under a root, with what the file system says of its names.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use etabli_diagnosis::Entry;
use ignore::{DirEntry, WalkBuilder};

use crate::disk::entry;

/// Name of our own folder in a production: trash and journal, never walked.
pub const OWN_FOLDER: &str = ".etabli";

/// What a walk gathered under one root.
#[derive(Debug, Default)]
pub struct Collected {
    /// Folder that paths are relative to.
    pub base: PathBuf,
    /// Folders by path relative to the base, with their entries sorted by name.
    pub folders: BTreeMap<String, Vec<Entry>>,
    /// Names that a person gave: judged even while they are being written. Paths relative to the base.
    pub named: Option<String>,
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

fn one_file(path: &Path, meta: &std::fs::Metadata) -> Collected {
    let entry = entry(path, meta);
    let base = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned();
    Collected { base, named: Some(entry.name.clone()), folders: BTreeMap::from([(String::new(), vec![entry])]), refused: Vec::new() }
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
