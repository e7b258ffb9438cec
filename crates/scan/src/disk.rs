//! Files and trees on disk: positioned reads, never a memory map (a file cut under a map kills the process).

use std::fs::{self, File, Metadata};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};

use etabli_diagnosis::{Entry, EntryKind, Resolves, Tree};
use etabli_formats::Source;

/// An open file.
#[derive(Debug)]
pub struct DiskSource {
    file: File,
    size: u64,
}

impl DiskSource {
    /// Opens a regular file for reading. Pipes and devices are refused: opening them could wait for ever.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = rustix::fs::open(
            path,
            rustix::fs::OFlags::RDONLY | rustix::fs::OFlags::CLOEXEC | rustix::fs::OFlags::NONBLOCK,
            rustix::fs::Mode::empty(),
        )?;
        let file = File::from(file);
        let meta = file.metadata()?;
        if !meta.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
        }
        Ok(Self { size: meta.len(), file })
    }
}

impl Source for DiskSource {
    fn size(&self) -> u64 {
        self.size
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let mut done = 0;
        while let Some(rest) = buffer.get_mut(done..).filter(|rest| !rest.is_empty()) {
            match self.file.read_at(rest, offset + done as u64) {
                Ok(0) => break,
                Ok(count) => done += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(done)
    }
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
        for found in fs::read_dir(self.root.join(folder))? {
            let found = found?;
            match found.metadata() {
                Ok(meta) if meta.is_dir() => {}
                Ok(meta) => entries.push(entry(&found.path(), &meta)),
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

/// What the file system says of one name. `meta` is the name's own, a link's not followed.
pub(crate) fn entry(path: &Path, meta: &Metadata) -> Entry {
    let name = path.file_name().unwrap_or_default();
    let kind = kind(path, meta);
    let target = if matches!(kind, EntryKind::Link(_, Resolves::File)) { fs::metadata(path).ok() } else { None };
    let shown = target.as_ref().unwrap_or(meta);
    Entry {
        name: name.to_string_lossy().into_owned(),
        raw: name.to_str().is_none().then(|| name.as_bytes().to_vec()),
        size: if matches!(kind, EntryKind::Link(_, Resolves::Nothing | Resolves::Loop)) { 0 } else { shown.len() },
        modified: nanoseconds(shown.mtime(), shown.mtime_nsec()),
        changed: nanoseconds(shown.ctime(), shown.ctime_nsec()),
        mode: shown.mode() & 0o7777,
        uid: shown.uid(),
        gid: shown.gid(),
        identity: (shown.dev(), shown.ino()),
        moving: false,
        kind,
    }
}

fn nanoseconds(seconds: i64, rest: i64) -> i64 {
    seconds.saturating_mul(1_000_000_000).saturating_add(rest)
}

fn kind(path: &Path, meta: &Metadata) -> EntryKind {
    if meta.is_file() {
        return EntryKind::File;
    }
    if !meta.is_symlink() {
        return EntryKind::Other;
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
