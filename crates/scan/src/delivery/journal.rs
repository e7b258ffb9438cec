//! Hashes that were computed, kept by what the file system says of each file, so that an interrupted reading goes on where it
//! stopped.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use etabli_formats::manifest::{Algorithm, Digests};
use rustix::fs::Stat;
use serde::{Deserialize, Serialize};

/// Changes whenever the form of a record does.
const FORM: &[u8] = b"etabli hashes 1\n";

/// A file modified so shortly before the reading may change again within the same time stamp: it is not kept.
const SETTLED_NS: i64 = 2_000_000_000;

/// Longest time that a record waits for others to be written with.
const HELD: Duration = Duration::from_secs(1);

/// A file as it was when it was read.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Key {
    identity: (u64, u64),
    size: i64,
    modified: i64,
    changed: i64,
}

/// What is kept.
pub(super) struct Journal {
    path: PathBuf,
    now: i64,
    known: HashMap<Key, Digests>,
    out: Mutex<Out>,
}

struct Out {
    file: BufWriter<File>,
    flushed: Instant,
    /// What this run asked for or added.
    used: HashMap<Key, Digests>,
}

impl Journal {
    /// Opens a journal and reads what an earlier run left in it; a record that was cut while it was written is left out.
    pub(super) fn open(path: &Path, now: i64) -> io::Result<Self> {
        let bytes = fs::read(path).unwrap_or_default();
        let records = bytes.strip_prefix(FORM);
        let known = records.map(records_of).unwrap_or_default();
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = BufWriter::new(File::create(path)?);
        file.write_all(FORM)?;
        for record in &known {
            file.write_all(&framed(&record)?)?;
        }
        file.flush()?;
        Ok(Self { path: path.to_owned(), now, known, out: Mutex::new(Out { file, flushed: Instant::now(), used: HashMap::new() }) })
    }

    /// The hashes of exactly this file, when all of these were computed.
    pub(super) fn known(&self, stat: &Stat, algorithms: &[Algorithm]) -> Option<Digests> {
        let key = key(stat);
        let digests = self.known.get(&key)?;
        let is_all = algorithms.iter().all(|wanted| digests.iter().any(|(algorithm, _)| algorithm == wanted));
        if is_all {
            self.out.lock().unwrap_or_else(PoisonError::into_inner).used.insert(key, digests.clone());
        }
        is_all.then(|| digests.clone())
    }

    /// Keeps what was computed. A journal that cannot be written costs time at the next run, nothing else.
    pub(super) fn keep(&self, stat: &Stat, digests: &Digests) {
        let key = key(stat);
        if self.now.saturating_sub(key.modified) < SETTLED_NS {
            return;
        }
        let mut out = self.out.lock().unwrap_or_else(PoisonError::into_inner);
        let written = framed(&(&key, digests)).and_then(|record| out.file.write_all(&record));
        if written.is_ok() && out.flushed.elapsed() > HELD && out.file.flush().is_ok() {
            out.flushed = Instant::now();
        }
        out.used.insert(key, digests.clone());
    }

    /// Ends a run whose hashes stay: what it did not ask for is forgotten.
    pub(super) fn settle(self) -> io::Result<()> {
        let out = self.out.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut bytes = FORM.to_vec();
        for record in &out.used {
            bytes.extend(framed(&record)?);
        }
        let beside = self.path.with_extension(format!("{}.part", std::process::id()));
        fs::write(&beside, bytes)?;
        fs::rename(&beside, &self.path)
    }

    /// Ends it: what was asked was answered whole.
    pub(super) fn end(self) {
        drop(self.out);
        let _ = fs::remove_file(&self.path);
    }
}

fn records_of(mut bytes: &[u8]) -> HashMap<Key, Digests> {
    let mut known = HashMap::new();
    while let Some((length, rest)) = bytes.split_first_chunk::<4>() {
        let Some((record, rest)) = rest.split_at_checked(u32::from_le_bytes(*length) as usize) else { break };
        let Ok((key, digests)) = postcard::from_bytes::<(Key, Digests)>(record) else { break };
        known.insert(key, digests);
        bytes = rest;
    }
    known
}

fn framed<T: Serialize>(record: &T) -> io::Result<Vec<u8>> {
    let bytes = postcard::to_stdvec(record).map_err(io::Error::other)?;
    Ok([&(bytes.len() as u32).to_le_bytes()[..], &bytes].concat())
}

fn key(stat: &Stat) -> Key {
    let nanoseconds = |seconds: i64, rest: i64| seconds.saturating_mul(1_000_000_000).saturating_add(rest);
    Key {
        identity: (stat.st_dev, stat.st_ino),
        size: stat.st_size,
        modified: nanoseconds(stat.st_mtime, stat.st_mtime_nsec as i64),
        changed: nanoseconds(stat.st_ctime, stat.st_ctime_nsec as i64),
    }
}

#[cfg(test)]
mod tests {
    use etabli_formats::manifest::Algorithm;

    use super::Journal;

    #[test]
    fn what_was_computed_is_known_until_the_file_changes() {
        let folder = tempfile::tempdir().unwrap();
        let (path, file) = (folder.path().join("journal"), folder.path().join("a"));
        std::fs::write(&file, b"one").unwrap();
        let stat = || rustix::fs::stat(&file).unwrap();
        let digests = vec![(Algorithm::Md5, vec![1; 16]), (Algorithm::Xxh64, vec![2; 8])];
        let first = stat();
        let journal = Journal::open(&path, i64::MAX).unwrap();
        assert_eq!(journal.known(&first, &[Algorithm::Md5]), None);
        journal.keep(&first, &digests);
        drop(journal);
        let mut bytes = std::fs::read(&path).unwrap();
        bytes.extend([200, 0, 0, 0, 1]);
        std::fs::write(&path, bytes).unwrap();
        let journal = Journal::open(&path, i64::MAX).unwrap();
        assert_eq!(journal.known(&first, &[Algorithm::Xxh64]), Some(digests));
        assert_eq!(journal.known(&first, &[Algorithm::Sha1]), None);
        journal.settle().unwrap();
        let journal = Journal::open(&path, i64::MAX).unwrap();
        assert!(journal.known(&first, &[Algorithm::Xxh64]).is_some(), "what was asked for stays");
        std::fs::write(&file, b"other").unwrap();
        assert_eq!(journal.known(&stat(), &[Algorithm::Md5]), None);
        journal.end();
        assert!(!path.exists());
    }

    #[test]
    fn a_file_that_was_just_written_is_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        std::fs::write(folder.path().join("a"), b"one").unwrap();
        let stat = rustix::fs::stat(folder.path().join("a")).unwrap();
        let now = stat.st_mtime * 1_000_000_000 + 1_000_000_000;
        let journal = Journal::open(&path, now).unwrap();
        journal.keep(&stat, &vec![(Algorithm::Md5, vec![1; 16])]);
        drop(journal);
        assert_eq!(Journal::open(&path, now).unwrap().known(&stat, &[Algorithm::Md5]), None);
    }
}
