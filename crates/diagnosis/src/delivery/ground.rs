//! What is there below the folder of a delivery, by its names.

use std::collections::{BTreeMap, HashMap};
use std::io;

use icu_normalizer::ComposingNormalizer;

use super::Found;
use crate::tree::{join, split};
use crate::{Entry, EntryKind, Resolves};

/// Folders by path, each with its files and links; folders that hold none are there too.
pub type Folders = BTreeMap<String, Vec<Entry>>;

/// Everything below one folder, by path relative to it.
pub struct Ground<'a> {
    /// The folder, relative to the root of the scan.
    folder: &'a str,
    /// Files and links by path relative to the folder.
    files: BTreeMap<String, &'a Entry>,
    /// Folders by path relative to the folder, without the folder itself.
    folders: Vec<String>,
    /// Paths by their composed form, where it is another.
    composed: HashMap<String, String>,
    read: &'a dyn Fn(&str) -> io::Result<Vec<u8>>,
}

/// Where a listed path leads.
pub(super) enum Place {
    /// To a file.
    File(Found),
    /// Out of the delivery, over a link.
    Outside,
    /// To nothing.
    Nothing,
}

impl<'a> Ground<'a> {
    /// What of `all` lies below `folder`; `read` gives the bytes of a path relative to the root of the scan.
    pub fn new(folder: &'a str, all: &'a Folders, read: &'a dyn Fn(&str) -> io::Result<Vec<u8>>) -> Self {
        let mut ground = Self { folder, files: BTreeMap::new(), folders: Vec::new(), composed: HashMap::new(), read };
        let below = all.range(folder.to_owned()..).take_while(|(path, _)| path.starts_with(folder));
        for (path, entries) in below {
            let Some(inner) = ground.inner(path) else { continue };
            for entry in entries {
                ground.files.insert(join(&inner, &entry.name), entry);
            }
            if !inner.is_empty() {
                ground.folders.push(inner);
            }
        }
        let normal = ComposingNormalizer::new_nfc();
        let other = ground.files.keys().filter(|path| !path.is_ascii());
        ground.composed = other.map(|path| (normal.normalize(path).into_owned(), path.clone())).collect();
        ground
    }

    /// A path of the scan relative to the folder; `None` for one that is not below it.
    fn inner(&self, path: &str) -> Option<String> {
        let rest = path.strip_prefix(self.folder)?;
        match rest.strip_prefix('/') {
            Some(inner) if !self.folder.is_empty() => Some(inner.to_owned()),
            _ if rest.is_empty() || self.folder.is_empty() => Some(rest.to_owned()),
            _ => None,
        }
    }

    /// A path relative to the folder, relative to the root of the scan.
    pub(super) fn outer(&self, path: &str) -> String {
        if path.is_empty() { self.folder.to_owned() } else { join(self.folder, path) }
    }

    /// The bytes of a file, no more than a manifest may hold.
    pub(super) fn bytes(&self, path: &str) -> io::Result<Vec<u8>> {
        (self.read)(&self.outer(path))
    }

    /// Every file and link: path relative to the folder, and entry.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &'a Entry)> {
        self.files.iter().map(|(path, entry)| (path.as_str(), *entry))
    }

    /// Every folder below, without the folder itself.
    pub(super) fn folders(&self) -> impl Iterator<Item = &str> {
        self.folders.iter().map(String::as_str)
    }

    /// The names right in a folder below.
    pub(super) fn names<'s>(&'s self, folder: &'s str) -> impl Iterator<Item = &'s str> {
        self.files.keys().filter(move |path| split(path).0 == folder).map(|path| split(path).1)
    }

    /// Where a listed path leads. The same letters in another form count, and so does a path with the other slash.
    pub(super) fn place(&self, path: &str) -> Place {
        if self.is_behind_link(path) {
            return Place::Outside;
        }
        let Some((path, entry)) = self.find(path) else { return Place::Nothing };
        match &entry.kind {
            EntryKind::File => Place::File(self.found(path, entry)),
            EntryKind::Link(target, Resolves::File) if is_inside(path, target) => Place::File(self.found(path, entry)),
            EntryKind::Link(_, Resolves::File | Resolves::Folder) => Place::Outside,
            EntryKind::Link(..) | EntryKind::Other => Place::Nothing,
        }
    }

    fn find(&self, path: &str) -> Option<(&str, &'a Entry)> {
        let exact = |path: &str| self.files.get_key_value(path).map(|(path, entry)| (path.as_str(), *entry));
        let composed = |path: &str| exact(self.composed.get(&*ComposingNormalizer::new_nfc().normalize(path))?);
        let slashed = |path: &str| path.contains('\\').then(|| path.replace('\\', "/")).and_then(|path| exact(&path));
        exact(path).or_else(|| composed(path)).or_else(|| slashed(path))
    }

    fn is_behind_link(&self, path: &str) -> bool {
        path.match_indices('/').any(|(end, _)| {
            let above = path.get(..end).and_then(|folder| self.files.get(folder));
            above.is_some_and(|entry| matches!(entry.kind, EntryKind::Link(..)))
        })
    }

    fn found(&self, path: &str, entry: &Entry) -> Found {
        let raw = entry.raw.as_ref().map(|name| [self.outer(split(path).0).as_bytes(), b"/", name].concat());
        Found { path: self.outer(path), raw, size: entry.size, is_moving: entry.moving }
    }
}

/// Whether a link's target, as written, stays in its delivery: relative, and never above the folder that it starts from.
fn is_inside(path: &str, target: &str) -> bool {
    let mut depth = path.matches('/').count();
    !target.starts_with('/')
        && target.split('/').all(|part| match part {
            ".." => depth.checked_sub(1).inspect(|up| depth = *up).is_some(),
            "" | "." => true,
            _ => {
                depth += 1;
                true
            }
        })
}
