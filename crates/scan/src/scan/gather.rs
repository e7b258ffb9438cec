//! The files of some folders, read: those that are asked about, then their neighbours.

use std::collections::BTreeSet;

use etabli_diagnosis::{Entry, Needs, Reading};
use etabli_formats::Format;

use super::{Asked, Progress, Scan};
use crate::cache::FolderCache;
use crate::protocol::Seen;
use crate::reader::Job;
use crate::scope::Scope;
use crate::walk::Stats;

/// What is known of the files of some folders, in their order.
pub(super) struct Gathered {
    pub(super) readings: Vec<Vec<Reading>>,
    /// What the file system said of those that were opened.
    pub(super) seen: Vec<Vec<Option<Seen>>>,
}

/// A folder and its entries.
type Listed = (String, Vec<Entry>);

struct Unheard;

impl Progress for Unheard {
    fn expect(&self, _: u64) {}
    fn step(&self) {}
}

impl Scan<'_> {
    /// Reads what is asked about, and what it is compared with.
    pub(super) fn gather(&mut self, folders: &mut [Listed], asked: &[Asked], caches: &mut [FolderCache]) -> Gathered {
        let mut all = Gathered {
            readings: folders.iter().map(|(_, entries)| vec![Reading::NotAsked; entries.len()]).collect(),
            seen: folders.iter().map(|(_, entries)| vec![None; entries.len()]).collect(),
        };
        self.read(folders, asked, caches, &mut all, self.progress);
        if self.stats == Stats::WhenOpened {
            self.complete(folders, &mut all.readings, &mut all.seen);
        }
        let beside: Vec<Asked> =
            folders.iter().zip(asked).zip(&all.readings).map(|((f, a), r)| Some(beside(&f.1, a.as_ref(), r))).collect();
        if beside.iter().flatten().any(|some| !some.is_empty()) {
            self.read(folders, &beside, caches, &mut all, &Unheard);
        }
        all
    }

    /// Reads every file that is wanted and that the caches do not know.
    fn read(&mut self, folders: &[Listed], wanted: &[Asked], caches: &mut [FolderCache], all: &mut Gathered, progress: &dyn Progress) {
        let (mut jobs, mut homes) = (Vec::new(), Vec::new());
        let slots = caches.iter_mut().zip(&mut all.readings);
        for (f, (((path, entries), (cache, slots)), wanted)) in folders.iter().zip(slots).zip(wanted).enumerate() {
            let roles = self.configs.get(path).map_or(0, |(_, number)| *number);
            for (e, (entry, slot)) in entries.iter().zip(slots).enumerate() {
                if wanted.as_ref().is_some_and(|wanted| !wanted.contains(&e)) {
                    progress.step();
                    continue;
                }
                match cache.facts(entry) {
                    Some(facts) => *slot = Reading::Facts(facts),
                    None if self.is_read(entry) => {
                        jobs.push(self.job(path, entry, roles));
                        homes.push((f, e));
                    }
                    None => progress.step(),
                }
            }
        }
        self.reader.get_mut().read_all(&jobs, &mut |id, outcome| {
            progress.step();
            let Some(&(f, e)) = homes.get(id) else { return };
            if let (Some(cache), Some((_, entries)), Ok(facts)) = (caches.get_mut(f), folders.get(f), &outcome.read)
                && let Some(entry) = entries.get(e)
            {
                cache.keep(entry, facts);
            }
            if let Some(slot) = all.seen.get_mut(f).and_then(|slots| slots.get_mut(e)) {
                *slot = outcome.seen;
            }
            if let Some(slot) = all.readings.get_mut(f).and_then(|slots| slots.get_mut(e)) {
                *slot = outcome.read.map_or_else(Reading::Failed, Reading::Facts);
            }
        });
    }

    /// Whether the reader opens a file: one that is empty, or may be, holds nothing.
    fn is_read(&self, entry: &Entry) -> bool {
        entry.is_file() && (entry.size > 0 || self.is_late(entry)) && self.needs.holds(Needs::STRUCTURE)
    }

    fn job(&self, folder: &str, entry: &Entry, roles: usize) -> Job {
        let promised = entry.extension().and_then(Format::of_extension);
        Job { path: self.path(folder, entry), promised, roles }
    }
}

/// The neighbours of what was asked about and is sound; none where all was.
fn beside(entries: &[Entry], asked: Option<&BTreeSet<usize>>, readings: &[Reading]) -> BTreeSet<usize> {
    let is_sound = |index: usize| match readings.get(index) {
        Some(Reading::Facts(facts)) => facts.picture().is_some_and(|picture| picture.is_sound()),
        _ => false,
    };
    asked.map_or_else(BTreeSet::new, |asked| Scope::beside(entries, asked, &is_sound))
}
