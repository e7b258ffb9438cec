//! The hand that changes the disk: whole files, kept originals, names that are never written over.

use std::cell::Cell;
use std::fs::{self, File, Metadata, OpenOptions, Permissions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

use etabli_diagnosis::Piece;
use rustix::fs::{AtFlags, CWD, RenameFlags, Timespec, Timestamps, UTIME_OMIT, XattrFlags};
use rustix::io::Errno;

/// Bytes that are copied at once.
const BLOCK: usize = 1 << 20;

/// Does one thing after the other. It can be made to stop between any two, as a power cut would.
#[derive(Debug, Default)]
pub(crate) struct Hand {
    /// Operations before the cut; `None` when there is none.
    pub(crate) left: Cell<Option<u32>>,
}

impl Hand {
    /// Does one thing to the disk.
    pub(crate) fn act<T>(&self, act: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        if let Some(left) = self.left.get() {
            self.left.set(Some(left.checked_sub(1).ok_or_else(|| io::Error::other("the power was cut"))?));
        }
        act()
    }
}

/// Writes new content beside a file, whole and synced, with the attributes of the old file when there is one. Returns its hash.
pub(crate) fn write_beside(temp: &Path, old: Option<&Path>, pieces: &[Piece]) -> io::Result<String> {
    let source = old.map(File::open).transpose()?;
    let runs = pieces.iter().filter_map(|piece| match piece {
        Piece::Bytes(bytes) => Some(Run::Bytes(bytes)),
        Piece::Keep(range) => Some(Run::File(source.as_ref()?, range.clone())),
    });
    let mut to = OpenOptions::new().write(true).create_new(true).mode(if old.is_some() { 0o600 } else { 0o666 }).open(temp)?;
    let hash = put_together(&mut to, runs)?;
    if let Some(old) = old {
        copy_attributes(old, &to)?;
    }
    to.sync_all()?;
    Ok(hash)
}

/// Writes what another file holds beside the file that it is for, whole and synced, after the first `keep` bytes of that one. The
/// attributes are those of the file that it is for, the times those of the other. Returns its hash.
pub(crate) fn fetch_beside(temp: &Path, old: Option<&Path>, from: &Path, keep: u64) -> io::Result<String> {
    let (source, head) = (File::open(from)?, old.map(File::open).transpose()?);
    let meta = source.metadata()?;
    let mut to = OpenOptions::new().write(true).create_new(true).mode(0o600).open(temp)?;
    let kept = head.iter().map(|head| Run::File(head, 0..keep));
    let hash = put_together(&mut to, kept.chain([Run::File(&source, keep..u64::MAX)]))?;
    match old {
        Some(old) => copy_attributes(old, &to)?,
        None => to.set_permissions(Permissions::from_mode(meta.mode() & 0o777))?,
    }
    set_times(&to, &meta)?;
    to.sync_all()?;
    Ok(hash)
}

/// A run of new content.
enum Run<'a> {
    Bytes(&'a [u8]),
    File(&'a File, std::ops::Range<u64>),
}

/// Writes runs one after the other, and returns their hash.
fn put_together<'a>(to: &mut File, runs: impl Iterator<Item = Run<'a>>) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    for run in runs {
        match run {
            Run::Bytes(bytes) => {
                hasher.update(bytes);
                to.write_all(bytes)?;
            }
            Run::File(file, range) => copy_range(file, range, to, &mut hasher)?,
        }
    }
    Ok(hasher.finalize().to_hex().to_string())
}

/// Copies a range; what lies past the end of the source is left out.
fn copy_range(source: &File, range: std::ops::Range<u64>, to: &mut File, hasher: &mut blake3::Hasher) -> io::Result<()> {
    let mut block = vec![0; BLOCK];
    let mut offset = range.start;
    while offset < range.end {
        let wanted = usize::try_from(range.end - offset).unwrap_or(BLOCK).min(BLOCK);
        let count = source.read_at(block.get_mut(..wanted).unwrap_or_default(), offset)?;
        let Some(bytes) = block.get(..count).filter(|bytes| !bytes.is_empty()) else { break };
        hasher.update(bytes);
        to.write_all(bytes)?;
        offset += count as u64;
    }
    Ok(())
}

/// Owner, rights, extended attributes (access lists are among them) and times.
fn copy_attributes(from: &Path, to: &File) -> io::Result<()> {
    let meta = fs::metadata(from)?;
    let own = to.metadata()?;
    if (own.uid(), own.gid()) != (meta.uid(), meta.gid()) {
        std::os::unix::fs::fchown(to, Some(meta.uid()), Some(meta.gid()))?;
    }
    to.set_permissions(Permissions::from_mode(meta.mode() & 0o7777))?;
    copy_extended(from, to)?;
    set_times(to, &meta)
}

fn set_times(to: &File, meta: &Metadata) -> io::Result<()> {
    let times = Timestamps { last_access: accessed(meta), last_modification: timespec(modified(meta)) };
    Ok(rustix::fs::futimens(to, &times)?)
}

fn copy_extended(from: &Path, to: &File) -> io::Result<()> {
    let mut names = vec![0; 1 << 16];
    let length = match rustix::fs::listxattr(from, names.as_mut_slice()) {
        Ok(length) => length,
        Err(Errno::NOTSUP) => 0,
        Err(error) => return Err(error.into()),
    };
    for name in names.get(..length).unwrap_or_default().split(|b| *b == 0).filter(|name| !name.is_empty()) {
        let mut value = vec![0; 1 << 16];
        let length = rustix::fs::getxattr(from, name, value.as_mut_slice())?;
        let set = rustix::fs::fsetxattr(to, name, value.get(..length).unwrap_or_default(), XattrFlags::empty());
        // Labels of the security modules are the system's own to give.
        if !name.starts_with(b"security.") {
            set?;
        }
    }
    Ok(())
}

/// Keeps a file in the trash while it stays where it is: a second name for it; a copy where the file system has no second names.
pub(crate) fn keep(path: &Path, kept: &Path) -> io::Result<()> {
    match fs::hard_link(path, kept) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(error),
        Err(_) => copy(path, kept),
    }
}

/// Moves a file; by a copy where it must cross file systems. Whatever stands at the new name is replaced.
pub(crate) fn replace(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            copy(from, to)?;
            fs::remove_file(from)
        }
        done => done,
    }
}

/// Gives a file a new name that nothing has yet.
pub(crate) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    match rustix::fs::renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) if fs::symlink_metadata(to).is_err() => fs::rename(from, to),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Err(io::ErrorKind::AlreadyExists.into()),
        done => Ok(done?),
    }
}

/// A whole copy with its attributes: beside first, then renamed, so that half a copy is never taken for one.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let part = to.with_extension("part");
    if fs::symlink_metadata(&part).is_ok() {
        fs::remove_file(&part)?;
    }
    write_beside(&part, Some(from), &[Piece::Keep(0..u64::MAX)])?;
    fs::rename(&part, to)
}

/// The hash of a file's content.
pub(crate) fn hash(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hasher = blake3::Hasher::new();
    let mut block = vec![0; BLOCK];
    loop {
        let count = file.read(&mut block)?;
        if count == 0 {
            return Ok(hasher.finalize().to_hex().to_string());
        }
        hasher.update(block.get(..count).unwrap_or_default());
    }
}

/// Sets the permission bits.
pub(crate) fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    fs::set_permissions(path, Permissions::from_mode(mode & 0o7777))
}

/// Sets the time of last modification, nanoseconds since 1970.
pub(crate) fn set_modified(path: &Path, modified: i64) -> io::Result<()> {
    let times = Timestamps { last_access: Timespec { tv_sec: 0, tv_nsec: UTIME_OMIT }, last_modification: timespec(modified) };
    Ok(rustix::fs::utimensat(CWD, path, &times, AtFlags::SYMLINK_NOFOLLOW)?)
}

/// The time of last modification, nanoseconds since 1970.
pub(crate) fn modified(meta: &Metadata) -> i64 {
    meta.mtime().saturating_mul(1_000_000_000).saturating_add(meta.mtime_nsec())
}

fn accessed(meta: &Metadata) -> Timespec {
    Timespec { tv_sec: meta.atime(), tv_nsec: meta.atime_nsec() }
}

fn timespec(nanoseconds: i64) -> Timespec {
    Timespec { tv_sec: nanoseconds.div_euclid(1_000_000_000), tv_nsec: nanoseconds.rem_euclid(1_000_000_000) }
}
