//! Facts kept between scans, never findings: one file a folder, replaced whole.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use etabli_diagnosis::layers::Roles;
use etabli_diagnosis::{Entry, Facts, Needs};
use etabli_formats::exr::{Answer, Ask};
use serde::{Deserialize, Serialize};

/// Changes whenever a reader says other facts of the same bytes.
const READER: &str = concat!(env!("CARGO_PKG_VERSION"), "+7");

/// A file modified so shortly before the scan may change again within the same time stamp: it is not kept.
const SETTLED_NS: i64 = 2_000_000_000;

/// Where facts are kept. A cache that cannot be read or written is as good as none.
#[derive(Debug, Clone)]
pub struct Cache {
    home: PathBuf,
}

/// The folder for caches of this user (`XDG_CACHE_HOME`, else `~/.cache`), when there is one.
pub fn cache_home() -> Option<PathBuf> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    Some(set("XDG_CACHE_HOME").or_else(|| Some(set("HOME")?.join(".cache")))?.join("etabli"))
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Key {
    identity: (u64, u64),
    size: u64,
    modified: i64,
    changed: i64,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Record {
    needs: Needs,
    facts: Arc<Facts>,
    answers: Vec<(Ask, Option<Answer>)>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Shelf {
    reader: String,
    roles: Roles,
    records: Vec<(Key, Record)>,
}

/// The kept facts of one folder.
#[derive(Debug)]
pub(crate) struct FolderCache {
    path: Option<PathBuf>,
    roles: Roles,
    needs: Needs,
    now: i64,
    records: HashMap<Key, Record>,
    seen: Vec<Key>,
    dirty: bool,
}

impl Cache {
    /// A cache below this folder.
    pub fn new(home: impl Into<PathBuf>) -> Self {
        Self { home: home.into() }
    }

    /// Bytes and files that it holds.
    pub fn size(&self) -> io::Result<(u64, u64)> {
        let mut total = (0, 0);
        for found in fs::read_dir(&self.home).into_iter().flatten() {
            total = (total.0 + found?.metadata()?.len(), total.1 + 1);
        }
        Ok(total)
    }

    /// Forgets everything.
    pub fn clear(&self) -> io::Result<()> {
        match fs::remove_dir_all(&self.home) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Where it is.
    pub fn home(&self) -> &Path {
        &self.home
    }
}

impl FolderCache {
    /// What is kept of a folder; nothing when there is no cache.
    pub(crate) fn open(cache: Option<&Cache>, folder: &Path, needs: Needs, roles: &Roles, now: i64) -> Self {
        let path = cache.map(|c| {
            let whole = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
            let hash = blake3::hash(whole.as_os_str().as_bytes()).to_hex();
            c.home.join(hash.get(..32).unwrap_or_default())
        });
        let shelf = path.as_ref().and_then(|p| fs::read(p).ok()).and_then(|bytes| postcard::from_bytes::<Shelf>(&bytes).ok());
        let shelf = shelf.filter(|s| s.reader == READER && s.roles == *roles).unwrap_or_default();
        let records = shelf.records.into_iter().collect();
        Self { path, roles: roles.clone(), needs, now, records, seen: Vec::new(), dirty: false }
    }

    /// Facts that are known of exactly this file and hold everything needed now.
    pub(crate) fn facts(&mut self, entry: &Entry) -> Option<Arc<Facts>> {
        let key = key(entry);
        let record = self.records.get(&key).filter(|r| r.needs.holds(self.needs))?;
        let facts = Arc::clone(&record.facts);
        self.seen.push(key);
        Some(facts)
    }

    /// Keeps what was read.
    pub(crate) fn keep(&mut self, entry: &Entry, facts: &Arc<Facts>) {
        if self.path.is_none() || self.now.saturating_sub(entry.modified) < SETTLED_NS {
            return;
        }
        let key = key(entry);
        self.records.insert(key.clone(), Record { needs: self.needs, facts: Arc::clone(facts), answers: Vec::new() });
        self.seen.push(key);
        self.dirty = true;
    }

    /// What a look saw before; the outer `None` when nobody asked yet.
    #[expect(clippy::option_option, reason = "no answer, and not asked yet, are two things")]
    pub(crate) fn answer(&self, entry: &Entry, ask: &Ask) -> Option<Option<Answer>> {
        let record = self.records.get(&key(entry))?;
        record.answers.iter().find(|(asked, _)| asked == ask).map(|(_, answer)| answer.clone())
    }

    /// Keeps what a look saw.
    pub(crate) fn keep_answer(&mut self, entry: &Entry, ask: &Ask, answer: Option<&Answer>) {
        if let Some(record) = self.records.get_mut(&key(entry)) {
            record.answers.push((ask.clone(), answer.cloned()));
            self.dirty = true;
        }
    }

    /// Writes the folder's facts. When the `whole` folder was looked at, those of files that are gone are left out.
    pub(crate) fn save(mut self, whole: bool) -> io::Result<()> {
        let Some(path) = self.path.take().filter(|_| self.dirty) else { return Ok(()) };
        let mut records = Vec::new();
        for key in self.seen {
            if let Some(record) = self.records.remove(&key) {
                records.push((key, record));
            }
        }
        if !whole {
            records.extend(self.records);
        }
        let shelf = Shelf { reader: READER.to_owned(), roles: self.roles, records };
        let bytes = postcard::to_stdvec(&shelf).map_err(io::Error::other)?;
        replace(&path, &bytes)
    }
}

fn key(entry: &Entry) -> Key {
    Key { identity: entry.identity, size: entry.size, modified: entry.modified, changed: entry.changed }
}

/// Writes beside, then renames: a reader sees the old content or the new, never half.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = path.with_extension(format!("{}.part", std::process::id()));
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::File::create(&beside)?.write_all(bytes)?;
    fs::rename(&beside, path)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::Duration;

    use etabli_diagnosis::layers::Roles;
    use etabli_diagnosis::{Content, Entry, Facts, Needs};

    use super::{Cache, FolderCache};
    use crate::disk::entry;

    #[test]
    fn a_change_in_place_with_its_time_set_back_is_read_again() {
        let (folder, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let path = folder.path().join("a.exr");
        let entry = || -> Entry { entry(&path, &rustix::fs::lstat(&path).unwrap()) };
        let cache = Cache::new(home.path());
        let open = || FolderCache::open(Some(&cache), folder.path(), Needs::STRUCTURE, &Roles::default(), i64::MAX);
        fs::write(&path, b"one").unwrap();
        let first = entry();
        let mut kept = open();
        kept.keep(&first, &Facts { format: None, content: Content::Unclaimed, still: None }.into());
        kept.save(true).unwrap();
        assert!(open().facts(&first).is_some());
        std::thread::sleep(Duration::from_millis(30));
        fs::write(&path, b"two").unwrap();
        crate::hand::set_modified(&path, first.modified).unwrap();
        let second = entry();
        assert_eq!((second.size, second.modified, second.identity), (first.size, first.modified, first.identity));
        assert!(open().facts(&second).is_none());
    }
}
