//! Second looks at the files of a folder, answered by its cache or by the confined reader.

use std::cell::RefCell;
use std::collections::BTreeMap;

use etabli_diagnosis::{Failure, File, Folder, Looker};
use etabli_formats::exr::{Answer, Ask};

use super::Scan;
use crate::cache::FolderCache;

/// Looks again at files of one folder, through the confined reader.
pub(super) struct DiskLooker<'a> {
    pub(super) scan: &'a Scan<'a>,
    pub(super) folder: &'a Folder,
    pub(super) cache: RefCell<FolderCache>,
    /// Files that could not be looked at again, by their index in the folder.
    pub(super) failed: RefCell<BTreeMap<usize, Failure>>,
}

impl Looker for DiskLooker<'_> {
    fn look(&self, file: &File, ask: &Ask) -> Option<Answer> {
        if let Some(known) = self.cache.borrow().answer(&file.entry, ask) {
            return known;
        }
        let path = self.scan.path(&self.folder.path, &file.entry);
        // A look that failed is asked for again by the next scan: only what was seen is kept.
        let answer = match self.scan.reader.borrow_mut().look(&path, ask) {
            Ok(answer) => answer,
            Err(failure) => {
                self.failed.borrow_mut().entry(file.index).or_insert(failure);
                return None;
            }
        };
        self.cache.borrow_mut().keep_answer(&file.entry, ask, answer.as_ref());
        answer
    }
}
