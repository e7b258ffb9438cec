//! What is being written: files that moved between two looks, and those so young that a write that pauses is given a second to go on.

use std::collections::BTreeSet;
use std::time::Duration;

use etabli_diagnosis::{Entry, EntryKind, File, Finding, Folder, may_be_unfinished};

use super::{Asked, Scan};
use crate::cache::FolderCache;
use crate::disk::seen;
use crate::protocol::Seen;

/// A file modified so recently is looked at twice.
const RECENT_NS: i64 = 600_000_000_000;

/// A file modified so recently may be in the middle of a write that pauses.
const YOUNG_NS: i64 = 30_000_000_000;

/// What a pause of a write is given to end.
const PAUSE: Duration = Duration::from_secs(1);

/// A folder with young files that look unfinished: it is judged when all others are.
pub(super) struct Waiting {
    pub(super) folder: Folder,
    pub(super) cache: FolderCache,
    pub(super) asked: Asked,
}

impl Scan<'_> {
    /// Notes what is being written. Whoever opened a file looked at it again by that; the others are looked at here. A file that
    /// a person named is always judged.
    pub(super) fn look_again(&self, folders: &mut [(String, Vec<Entry>)], seen: &[Vec<Option<Seen>>]) {
        if self.named.is_some() {
            return;
        }
        for ((path, entries), seen) in folders.iter_mut().zip(seen) {
            for (entry, seen) in entries.iter_mut().zip(seen).filter(|(entry, _)| entry.is_file()) {
                let age = self.options.now.saturating_sub(entry.modified);
                let is_young = (0..self.options.min_age).contains(&age);
                let has_moved = seen.map_or_else(|| age <= RECENT_NS && self.has_moved(path, entry), |seen| seen.differs(entry));
                entry.moving = is_young || has_moved;
            }
        }
    }

    fn has_moved(&self, folder: &str, entry: &Entry) -> bool {
        let path = self.path(folder, entry);
        let stat = if matches!(entry.kind, EntryKind::File) { rustix::fs::lstat(&path) } else { rustix::fs::stat(&path) };
        stat.is_ok_and(|stat| seen(&stat).differs(entry))
    }

    /// Whether what a file lacks may still come: it is young, and was not seen to move. A file that a person named is judged at once.
    pub(super) fn may_come(&self, folder: &Folder, findings: &[Finding]) -> bool {
        let is_young = |file: &&File| file.entry.is_file() && self.options.now.saturating_sub(file.entry.modified) < YOUNG_NS;
        let still = folder.files.iter().filter(is_young).filter(|file| self.named.is_none() && !file.entry.moving);
        let young: BTreeSet<String> = still.map(|file| folder.path_of(&file.entry.name)).collect();
        !young.is_empty() && findings.iter().any(|finding| may_be_unfinished(finding) && young.contains(&finding.path))
    }

    /// Looks once more, after a pause, at what looked unfinished, and judges it.
    pub(super) fn settle(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        if !waiting.is_empty() {
            std::thread::sleep(PAUSE);
        }
        for Waiting { mut folder, cache, asked } in waiting {
            let path = folder.path.clone();
            for entry in folder.files.iter_mut().map(|file| &mut file.entry).filter(|entry| entry.is_file()) {
                let is_young = self.options.now.saturating_sub(entry.modified) < YOUNG_NS;
                entry.moving |= is_young && self.has_moved(&path, entry);
            }
            let judged = self.judge(&folder, cache);
            self.add(&folder, judged, &asked);
        }
    }
}
