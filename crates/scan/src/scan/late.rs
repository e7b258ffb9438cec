//! Entries of which the walk knew only the name: the rest comes with the opened file.

use std::io;

use etabli_diagnosis::{Entry, EntryKind, Reading};

use super::Scan;
use crate::disk::entry;
use crate::protocol::Seen;
use crate::walk::Stats;

impl Scan<'_> {
    /// Whether only the name of a file is known before it is opened.
    pub(super) fn is_late(&self, entry: &Entry) -> bool {
        self.stats == Stats::WhenOpened && entry.kind == EntryKind::File
    }

    /// Completes the entries by what was seen of their files. What went away after its name was listed is left out. Nobody has
    /// looked twice at these files, so that nothing stays seen of them.
    pub(super) fn complete(&self, folders: &mut [(String, Vec<Entry>)], readings: &mut [Vec<Reading>], seen: &mut [Vec<Option<Seen>>]) {
        for (((path, entries), readings), seen) in folders.iter_mut().zip(readings).zip(seen) {
            let known = std::mem::take(entries).into_iter().zip(std::mem::take(readings)).zip(std::mem::take(seen));
            for ((entry, reading), sight) in known {
                let is_late = self.is_late(&entry);
                let Some(entry) = (if is_late { self.completed(path, entry, sight) } else { Some(entry) }) else { continue };
                readings.push(if entry.size > 0 { reading } else { Reading::NotAsked });
                entries.push(entry);
                seen.push(sight.filter(|_| !is_late));
            }
        }
    }

    fn completed(&self, folder: &str, known: Entry, seen: Option<Seen>) -> Option<Entry> {
        let Some(seen) = seen else {
            let path = self.path(folder, &known);
            return match rustix::fs::lstat(&path).map_err(io::Error::from) {
                Ok(stat) => Some(entry(&path, &stat)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                Err(_) => Some(known),
            };
        };
        Some(seen.named(known.name, known.raw))
    }
}
