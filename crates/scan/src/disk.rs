//! Files and trees on disk: positioned reads, never a memory map (a file cut under a map kills the process).

use std::fs::{self, File};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use etabli_diagnosis::{Entry, EntryKind, Resolves, Tree};
use etabli_formats::Source;
use rustix::fs::{FileType, Stat};

use crate::nearby::Nearby;
use crate::protocol::Seen;

/// An open file.
#[derive(Debug)]
pub struct DiskSource {
    file: File,
    seen: Seen,
}

impl DiskSource {
    /// Opens a regular file for reading. Pipes and devices are refused: opening them could wait for ever.
    pub fn open(path: &Path) -> io::Result<Self> {
        Self::open_near(path, &mut Nearby::default())
    }

    /// Opens a file of a folder of which others were opened before.
    pub(crate) fn open_near(path: &Path, nearby: &mut Nearby) -> io::Result<Self> {
        let file = nearby.open(path)?;
        let stat = rustix::fs::fstat(&file)?;
        if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
        }
        Ok(Self { seen: seen(&stat), file: File::from(file) })
    }

    /// What the file system said of it when it was opened.
    pub(crate) fn seen(&self) -> Seen {
        self.seen
    }
}

impl Source for DiskSource {
    fn size(&self) -> u64 {
        self.seen.size
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        read_at(&self.file, offset, buffer)
    }
}

/// Fills a buffer from a place in a file; less only at the end of the file.
pub(crate) fn read_at(file: &File, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
    let mut done = 0;
    while let Some(rest) = buffer.get_mut(done..).filter(|rest| !rest.is_empty()) {
        match file.read_at(rest, offset + done as u64) {
            Ok(0) => break,
            Ok(count) => done += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(done)
}

/// A tree on disk, for injectors and fixes.
#[derive(Debug, Clone)]
pub struct DiskTree {
    root: PathBuf,
}

impl DiskTree {
    /// The tree under a folder.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }
}

impl Tree for DiskTree {
    fn list(&self, folder: &str) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        let mut nearby = Nearby::default();
        for found in fs::read_dir(self.root.join(folder))? {
            let path = found?.path();
            match nearby.lstat(&path) {
                Ok(stat) if FileType::from_raw_mode(stat.st_mode) == FileType::Directory => {}
                Ok(stat) => entries.push(entry(&path, &stat)),
                // It went away after its name was listed.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(entries)
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn Source + '_>> {
        Ok(Box::new(DiskSource::open(&self.root.join(path))?))
    }
}

/// What the file system says of one name. `stat` is the name's own, a link's not followed.
pub(crate) fn entry(path: &Path, stat: &Stat) -> Entry {
    let kind = kind(path, stat);
    let target = if matches!(kind, EntryKind::Link(_, Resolves::File)) { rustix::fs::stat(path).ok() } else { None };
    let mut seen = seen(target.as_ref().unwrap_or(stat));
    if matches!(kind, EntryKind::Link(_, Resolves::Nothing | Resolves::Loop)) {
        seen.size = 0;
    }
    Entry { kind, ..named(path, seen) }
}

/// A regular file of which this was seen.
pub(crate) fn named(path: &Path, seen: Seen) -> Entry {
    let name = path.file_name().unwrap_or_default();
    seen.named(name.to_string_lossy().into_owned(), name.to_str().is_none().then(|| name.as_bytes().to_vec()))
}

/// What the file system says of a file.
pub(crate) fn seen(stat: &Stat) -> Seen {
    Seen {
        size: stat.st_size as u64,
        modified: nanoseconds(stat.st_mtime, stat.st_mtime_nsec as i64),
        changed: nanoseconds(stat.st_ctime, stat.st_ctime_nsec as i64),
        mode: stat.st_mode & 0o7777,
        uid: stat.st_uid,
        gid: stat.st_gid,
        identity: (stat.st_dev, stat.st_ino),
    }
}

fn nanoseconds(seconds: i64, rest: i64) -> i64 {
    seconds.saturating_mul(1_000_000_000).saturating_add(rest)
}

fn kind(path: &Path, stat: &Stat) -> EntryKind {
    match FileType::from_raw_mode(stat.st_mode) {
        FileType::RegularFile => return EntryKind::File,
        FileType::Symlink => {}
        _ => return EntryKind::Other,
    }
    let target = fs::read_link(path).map(|t| t.to_string_lossy().into_owned()).unwrap_or_default();
    let resolves = match fs::metadata(path) {
        Ok(found) if found.is_dir() => Resolves::Folder,
        Ok(_) => Resolves::File,
        Err(error) if error.raw_os_error() == Some(libc::ELOOP) => Resolves::Loop,
        Err(_) => Resolves::Nothing,
    };
    EntryKind::Link(target, resolves)
}
