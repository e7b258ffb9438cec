//! What files were when a fix looked at them, so that nothing is fixed that somebody writes meanwhile.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use etabli_diagnosis::{Entry, Tree};
use etabli_formats::Source;
use serde::{Deserialize, Serialize};

use crate::disk::DiskTree;

/// Device, inode, size, and the moments of the last modification and change: what differs when a file was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamp([i64; 7]);

/// Files by path relative to the root, as they were.
pub(crate) type Witnessed = BTreeMap<String, Stamp>;

impl Stamp {
    fn of(meta: &Metadata) -> Self {
        let [device, inode, size] = [meta.dev(), meta.ino(), meta.size()].map(u64::cast_signed);
        Self([device, inode, size, meta.mtime(), meta.mtime_nsec(), meta.ctime(), meta.ctime_nsec()])
    }
}

/// Whether a file is still what was seen; one that was not looked at may be anything.
pub(crate) fn unchanged(root: &Path, path: &str, seen: &Witnessed) -> io::Result<()> {
    let Some(then) = seen.get(path) else { return Ok(()) };
    if Stamp::of(&fs::metadata(root.join(path))?) == *then { Ok(()) } else { Err(io::ErrorKind::ResourceBusy.into()) }
}

/// A tree on disk that remembers what it was asked to open.
pub(crate) struct Witness<'a> {
    root: &'a Path,
    tree: DiskTree,
    seen: RefCell<Witnessed>,
}

impl<'a> Witness<'a> {
    pub(crate) fn new(root: &'a Path) -> Self {
        Self { root, tree: DiskTree::new(root), seen: RefCell::default() }
    }

    pub(crate) fn into_seen(self) -> Witnessed {
        self.seen.into_inner()
    }
}

impl Tree for Witness<'_> {
    fn list(&self, folder: &str) -> io::Result<Vec<Entry>> {
        self.tree.list(folder)
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn Source + '_>> {
        let stamp = Stamp::of(&fs::metadata(self.root.join(path))?);
        self.seen.borrow_mut().insert(path.to_owned(), stamp);
        self.tree.open(path)
    }
}
