//! Bytes into hashes: files side by side, several hashes in one reading.

use std::cell::RefCell;
use std::io;

use etabli_diagnosis::delivery::{Against, Content, Delivery, Listed, Wanted, undone};
use etabli_formats::Source;
use etabli_formats::manifest::{Algorithm, Digests, Hasher};
use rayon::prelude::*;

use super::Volume;
use super::journal::Journal;
use super::open::{Opened, Root};

/// Bytes that are read at once: enough for the widest hash, little enough to stay in a processor's own cache until they are hashed.
const BLOCK: usize = 256 << 10;

/// Reads files of one root.
pub(super) struct Hashing<'a> {
    pub(super) root: &'a Root,
    pub(super) jobs: usize,
    pub(super) journal: Option<&'a Journal>,
    pub(super) volume: &'a dyn Volume,
}

thread_local! {
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

impl Hashing<'_> {
    /// Computes everything that a delivery wants.
    pub(super) fn fill(&self, delivery: &mut Delivery) -> io::Result<()> {
        let wanted = delivery.wanted();
        self.volume.expect(wanted.iter().map(|wanted| wanted.size).sum());
        let listed = &delivery.listed;
        let known: Vec<(usize, Content, bool)> = self.side_by_side(&wanted, |wanted| {
            let (content, is_moving) = listed.get(wanted.index).map_or((Content::Unread, false), |listed| self.content(wanted, listed));
            (wanted.index, content, is_moving)
        })?;
        for (index, content, is_moving) in known {
            delivery.learn(index, content, is_moving);
        }
        delivery.close();
        Ok(())
    }

    /// Does something with each of many, on as many threads as there are jobs; the outcomes come in order.
    pub(super) fn side_by_side<T: Sync, R: Send>(&self, all: &[T], each: impl Fn(&T) -> R + Sync) -> io::Result<Vec<R>> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.jobs).build().map_err(io::Error::other)?;
        Ok(pool.install(|| all.par_iter().with_max_len(1).map(&each).collect()))
    }

    fn content(&self, wanted: &Wanted, listed: &Listed) -> (Content, bool) {
        let opened = match self.root.open(&wanted.path, wanted.raw.as_deref()) {
            Ok(opened) => opened,
            Err(error) => return (Content::Refused(error.to_string()), false),
        };
        match self.digests(&opened, &wanted.algorithms) {
            Ok(digests) => (undone(&opened, listed, digests), opened.has_moved()),
            Err(error) => (Content::Refused(error.to_string()), false),
        }
    }

    /// The hashes of an open file, from the journal when it was read before.
    pub(super) fn digests(&self, opened: &Opened, algorithms: &[Algorithm]) -> io::Result<Digests> {
        if let Some(known) = self.journal.and_then(|journal| journal.known(&opened.stat, algorithms)) {
            self.volume.add(opened.size());
            return Ok(known);
        }
        let digests = BUFFER.with_borrow_mut(|buffer| self.read(opened, algorithms, buffer))?;
        if let Some(journal) = self.journal.filter(|_| !opened.has_moved()) {
            journal.keep(&opened.stat, &digests);
        }
        Ok(digests)
    }

    fn read(&self, opened: &Opened, algorithms: &[Algorithm], buffer: &mut Vec<u8>) -> io::Result<Digests> {
        buffer.resize(BLOCK, 0);
        let mut hasher = Hasher::new(algorithms);
        let mut offset = 0;
        loop {
            let count = opened.read_at(offset, buffer)?;
            let Some(bytes) = buffer.get(..count).filter(|bytes| !bytes.is_empty()) else { break };
            hasher.update(bytes);
            offset += count as u64;
            self.volume.add(count as u64);
        }
        Ok(hasher.finish())
    }

    /// Compares the altered files of a delivery with those of a source.
    pub(super) fn compare(&self, delivery: &mut Delivery, source: &Root) -> io::Result<()> {
        let altered: Vec<usize> = (0..).zip(&delivery.listed).filter(|(_, listed)| is_altered(listed)).map(|(index, _)| index).collect();
        let listed = &delivery.listed;
        let compared = self.side_by_side(&altered, |index| {
            let found = listed.get(*index).and_then(|listed| listed.found.as_ref());
            let against = found.and_then(|found| first_difference(self.root, source, &found.path, found.raw.as_deref()).ok());
            (*index, against.unwrap_or(Against::Unknown))
        })?;
        for (index, against) in compared {
            if let Some(listed) = delivery.listed.get_mut(index) {
                listed.source = Some(against);
            }
        }
        Ok(())
    }
}

fn is_altered(listed: &Listed) -> bool {
    matches!(listed.content, Content::Read(_)) && listed.mismatch().is_some()
}

/// The first byte at which a file differs from the one of the same path in a source.
fn first_difference(root: &Root, source: &Root, path: &str, raw: Option<&[u8]>) -> io::Result<Against> {
    let (one, other) = (root.open(path, raw)?, source.open(path, raw)?);
    let (mut left, mut right) = (vec![0; BLOCK], vec![0; BLOCK]);
    let mut offset = 0;
    loop {
        let (here, there) = (one.read_at(offset, &mut left)?, other.read_at(offset, &mut right)?);
        let pairs = left.iter().take(here).zip(right.iter().take(there));
        let same = pairs.take_while(|(left, right)| left == right).count();
        if same < here.max(there) {
            return Ok(Against::Differs(offset + same as u64));
        }
        if here == 0 {
            return Ok(Against::Same);
        }
        offset += here as u64;
    }
}
