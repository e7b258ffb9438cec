//! Why a change to the disk is not made, and the look at every path before the first change.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use etabli_diagnosis::{Patch, Step};
use rustix::fs::Access;

use crate::walk::OWN_FOLDER;

/// Why a change was not made, or could not be undone.
#[derive(Debug)]
pub struct Refusal {
    /// Path relative to the root.
    pub path: String,
    /// What stands in the way.
    pub why: Obstacle,
}

/// What stands in the way of a change.
#[derive(Debug)]
pub enum Obstacle {
    /// The file has so many names: a change would reach them all.
    HardLink(u64),
    /// It is a symbolic link, or lies behind one.
    SymbolicLink,
    /// It, or its folder, is read-only.
    ReadOnly,
    /// It is declared published.
    Published,
    /// Something stands at its name already.
    Occupied,
    /// It lies in a sealed delivery: a manifest holds its hash.
    Sealed,
    /// It changed while it was looked at: somebody writes it.
    BeingWritten,
    /// It is not there.
    Absent,
    /// It is no regular file.
    NotAFile,
    /// It lies outside the root, or in the folder that holds the trash.
    Outside,
    /// It was changed after the run.
    Changed,
    /// Its original is not in the trash any more.
    Lost,
    /// The run failed half way, for the first reason, and could not be taken back, for the second: it can still be undone.
    HalfDone {
        /// Name of the run.
        run: String,
        /// Why it failed.
        why: String,
        /// Why it could not be taken back.
        then: String,
    },
    /// There is no such run, or none at all.
    NoRun,
    /// The system refused.
    Disk(io::Error),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = match &self.why {
            Obstacle::HardLink(names) => return write!(f, "{}: the file has {names} names (hard links)", self.path),
            Obstacle::SymbolicLink => "a symbolic link",
            Obstacle::ReadOnly => "read-only",
            Obstacle::Published => "declared published",
            Obstacle::Occupied => "something stands there already",
            Obstacle::Sealed => "part of a sealed delivery",
            Obstacle::BeingWritten => "being written",
            Obstacle::Absent => "not there",
            Obstacle::NotAFile => "no regular file",
            Obstacle::Outside => "outside the root",
            Obstacle::Changed => "changed since",
            Obstacle::Lost => "its original is gone from the trash",
            Obstacle::HalfDone { run, why, then } => return write!(f, "{}: run {run} half done ({why}; {then})", self.path),
            Obstacle::NoRun => "no such run",
            Obstacle::Disk(error) => return write!(f, "{}: {error}", self.path),
        };
        write!(f, "{}: {why}", self.path)
    }
}

impl std::error::Error for Refusal {}

impl Refusal {
    pub(crate) fn new(path: &str, why: Obstacle) -> Self {
        Self { path: path.to_owned(), why }
    }

    pub(crate) fn disk(path: &str) -> impl FnOnce(io::Error) -> Self + '_ {
        move |error| {
            let why = match error.kind() {
                io::ErrorKind::AlreadyExists => Obstacle::Occupied,
                io::ErrorKind::NotFound => Obstacle::Absent,
                io::ErrorKind::ReadOnlyFilesystem => Obstacle::ReadOnly,
                io::ErrorKind::ResourceBusy => Obstacle::BeingWritten,
                _ => Obstacle::Disk(error),
            };
            Self::new(path, why)
        }
    }
}

/// Looks at every path of a patch before anything is changed.
pub(crate) fn check(root: &Path, patch: &Patch, published: &dyn Fn(&str) -> bool) -> Result<(), Refusal> {
    let mut look = Look { root, published, there: BTreeMap::new() };
    patch.steps.iter().try_for_each(|step| look.step(step))
}

/// What the patch itself has made or taken away so far is known from its steps; the rest from the disk.
struct Look<'a> {
    root: &'a Path,
    published: &'a dyn Fn(&str) -> bool,
    there: BTreeMap<&'a str, bool>,
}

impl<'a> Look<'a> {
    fn step(&mut self, step: &'a Step) -> Result<(), Refusal> {
        match step {
            Step::Write { path, .. } | Step::Fetch { path, .. } => {
                self.place(path)?;
                if self.is_there(path) {
                    self.file(path, true)?;
                }
                self.there.insert(path, true);
            }
            Step::Derive { path, from, .. } => {
                self.place(from)?;
                self.file(from, false)?;
                self.free(path)?;
                self.there.insert(path, true);
            }
            Step::Remove { path } => {
                self.place(path)?;
                self.file(path, true)?;
                self.there.insert(path, false);
            }
            Step::Rename { from, to } => {
                self.place(from)?;
                self.file(from, true)?;
                self.free(to)?;
                self.there.insert(from, false);
                self.there.insert(to, true);
            }
            Step::Mode { path, .. } => self.place(path).and_then(|()| self.file(path, false))?,
            Step::Time { path, .. } => self.place(path).and_then(|()| self.file(path, true))?,
            Step::Link { path, .. } => {
                self.free(path)?;
                self.there.insert(path, true);
            }
        }
        Ok(())
    }

    fn free(&self, path: &str) -> Result<(), Refusal> {
        self.place(path)?;
        if self.is_there(path) { Err(Refusal::new(path, Obstacle::Occupied)) } else { Ok(()) }
    }

    fn is_there(&self, path: &str) -> bool {
        self.there.get(path).copied().unwrap_or_else(|| fs::symlink_metadata(self.root.join(path)).is_ok())
    }

    /// Whether a path lies below the root, not behind a link, in a folder that may be written.
    fn place(&self, path: &str) -> Result<(), Refusal> {
        let refuse = |why| Err(Refusal::new(path, why));
        let outside = path.split('/').any(|part| matches!(part, "" | "." | "..")) || path.split('/').next() == Some(OWN_FOLDER);
        if outside {
            return refuse(Obstacle::Outside);
        }
        if (self.published)(path) {
            return refuse(Obstacle::Published);
        }
        let mut folder = PathBuf::from(self.root);
        let mut parts: Vec<&str> = path.split('/').collect();
        parts.pop();
        for part in parts {
            match fs::symlink_metadata(folder.join(part)) {
                Ok(meta) if meta.is_symlink() => return refuse(Obstacle::SymbolicLink),
                Ok(meta) if meta.is_dir() => folder.push(part),
                Ok(_) => return refuse(Obstacle::Occupied),
                Err(_) => break,
            }
        }
        if is_writable(&folder) { Ok(()) } else { refuse(Obstacle::ReadOnly) }
    }

    /// Whether a file may be changed: there, one name, and writable when `content` changes.
    fn file(&self, path: &str, content: bool) -> Result<(), Refusal> {
        let refuse = |why| Err(Refusal::new(path, why));
        match self.there.get(path) {
            Some(true) => return Ok(()),
            Some(false) => return refuse(Obstacle::Absent),
            None => {}
        }
        let meta = fs::symlink_metadata(self.root.join(path)).map_err(Refusal::disk(path))?;
        match meta.nlink() {
            _ if meta.is_symlink() => refuse(Obstacle::SymbolicLink),
            _ if !meta.is_file() => refuse(Obstacle::NotAFile),
            2.. => refuse(Obstacle::HardLink(meta.nlink())),
            _ if content && !is_writable(&self.root.join(path)) => refuse(Obstacle::ReadOnly),
            _ => Ok(()),
        }
    }
}

/// By its mode as well: an administrator can write everywhere, and should not here.
fn is_writable(path: &Path) -> bool {
    let by_mode = fs::metadata(path).is_ok_and(|meta| meta.mode() & 0o222 != 0);
    by_mode && rustix::fs::access(path, Access::WRITE_OK).is_ok()
}
