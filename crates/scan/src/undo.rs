//! Gives the originals of a run back, by its journal.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::hand::{self, Hand};
use crate::journal::{self, Journal, Record};
use crate::refusal::{Obstacle, Refusal};
use crate::trash::{self, sync_parent};

/// What was undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// Name of the run.
    pub run: String,
    /// What it was for.
    pub what: String,
    /// The paths that are as before, in path order.
    pub paths: Vec<String>,
}

/// Undoes a run, the last one when none is named. The run is forgotten after that.
///
/// # Errors
/// A path that was changed after the run: then nothing is undone.
pub fn undo(root: &Path, run: Option<&str>) -> Result<Undone, Refusal> {
    undo_with(root, run, &Hand::default())
}

pub(crate) fn undo_with(root: &Path, run: Option<&str>, hand: &Hand) -> Result<Undone, Refusal> {
    let runs = trash::runs(root).map_err(Refusal::disk(".etabli/trash"))?;
    let found = runs.into_iter().rev().find(|known| run.is_none_or(|name| name == known.name));
    let Some(found) = found else { return Err(Refusal::new(run.unwrap_or(".etabli/trash"), Obstacle::NoRun)) };
    let folder = trash::home(root).join(&found.name);
    let records = journal::read(&folder).map_err(Refusal::disk(&found.name))?;
    if !records.contains(&Record::Undo) {
        verify(root, &folder, &records)?;
    }
    Journal::open(&folder).and_then(|mut journal| hand.act(|| journal.add(&Record::Undo))).map_err(Refusal::disk(&found.name))?;
    let back = Back { root, folder, hand };
    let mut ready = None;
    for record in records.iter().rev() {
        match record {
            Record::Ready { hash } => ready = Some(hash.as_str()),
            record => back.record(record, ready.take())?,
        }
    }
    trash::forget(root, &found.name, hand).map_err(Refusal::disk(&found.name))?;
    Ok(Undone { run: found.name, what: found.what, paths: touched(&records) })
}

fn touched(records: &[Record]) -> Vec<String> {
    let mut paths: Vec<String> = records.iter().flat_map(paths).cloned().collect();
    paths.sort();
    paths.dedup();
    paths
}

fn paths(record: &Record) -> Vec<&String> {
    match record {
        Record::Write { path, .. }
        | Record::Remove { path, .. }
        | Record::Mode { path, .. }
        | Record::Time { path, .. }
        | Record::Link { path, .. } => vec![path],
        Record::Rename { from, to } => vec![from, to],
        Record::Run { .. } | Record::Folder { .. } | Record::Ready { .. } | Record::End | Record::Undo => Vec::new(),
    }
}

/// What a finished run left at a path.
enum Left<'a> {
    Content(&'a str),
    Something,
    Nothing,
    Link(&'a str),
}

/// Whether every path is as the run left it. What a run that was cut short did last may be done or not: it is not judged here.
fn verify(root: &Path, folder: &Path, records: &[Record]) -> Result<(), Refusal> {
    let finished = records.contains(&Record::End);
    let last = records.iter().rposition(|r| !paths(r).is_empty()).filter(|_| !finished);
    let open: Vec<&String> = last.and_then(|at| records.get(at)).map(paths).unwrap_or_default();
    for (path, marks) in marked(records).into_iter().filter(|(path, _)| !open.contains(path)) {
        let now = fs::symlink_metadata(root.join(path));
        if now.is_ok_and(|meta| !marks.are_on(&meta)) {
            return Err(Refusal::new(path, Obstacle::Changed));
        }
    }
    if let Some(path) = lost(folder, records, last) {
        return Err(Refusal::new(path, Obstacle::Lost));
    }
    for (path, left) in left(records).into_iter().filter(|(path, _)| !open.contains(path)) {
        let full = root.join(path);
        let there = fs::symlink_metadata(&full);
        let same = match left {
            Left::Content(hash) => there.is_err() || hand::hash(&full).is_ok_and(|now| now == hash),
            Left::Something => there.is_ok(),
            Left::Nothing => there.is_err(),
            Left::Link(target) => fs::read_link(&full).is_ok_and(|now| now == Path::new(target)),
        };
        if !same {
            return Err(Refusal::new(path, Obstacle::Changed));
        }
    }
    Ok(())
}

/// The first path whose original should be in the trash and is not. What a run that was cut short did `last` may not have kept it yet.
fn lost<'r>(folder: &Path, records: &'r [Record], last: Option<usize>) -> Option<&'r String> {
    let kept = records.iter().enumerate().filter(|(at, _)| Some(*at) != last).filter_map(|(at, record)| match record {
        Record::Write { path, kept: Some(kept), .. } if matches!(records.get(at + 1), Some(Record::Ready { .. })) => Some((path, kept)),
        Record::Remove { path, kept } => Some((path, kept)),
        _ => None,
    });
    kept.into_iter().find(|(_, kept)| fs::symlink_metadata(folder.join(kept)).is_err()).map(|(path, _)| path)
}

fn left(records: &[Record]) -> BTreeMap<&String, Left<'_>> {
    let mut left = BTreeMap::new();
    let mut writing = None;
    for record in records {
        match record {
            Record::Write { path, .. } => writing = Some(path),
            Record::Ready { hash } => drop(writing.take().map(|path| left.insert(path, Left::Content(hash)))),
            Record::Remove { path, .. } => drop(left.insert(path, Left::Nothing)),
            Record::Rename { from, to } => {
                let moved = left.insert(from, Left::Nothing).unwrap_or(Left::Something);
                left.insert(to, moved);
            }
            Record::Link { path, target } => drop(left.insert(path, Left::Link(target))),
            Record::Run { .. } | Record::Folder { .. } | Record::Mode { .. } | Record::Time { .. } | Record::End | Record::Undo => {}
        }
    }
    left
}

/// Rights and time that a run gave a file.
#[derive(Default, Clone, Copy)]
struct Marks {
    mode: Option<u32>,
    modified: Option<i64>,
}

impl Marks {
    fn are_on(self, meta: &Metadata) -> bool {
        self.mode.is_none_or(|mode| meta.mode() & 0o7777 == mode) && self.modified.is_none_or(|modified| hand::modified(meta) == modified)
    }
}

/// The rights and times that a finished run left, by path.
fn marked(records: &[Record]) -> BTreeMap<&String, Marks> {
    let mut marked: BTreeMap<&String, Marks> = BTreeMap::new();
    for record in records {
        match record {
            Record::Mode { path, new, .. } => marked.entry(path).or_default().mode = Some(*new),
            Record::Time { path, new, .. } => marked.entry(path).or_default().modified = Some(*new),
            Record::Remove { path, .. } | Record::Link { path, .. } => drop(marked.remove(path)),
            Record::Rename { from, to } => {
                let moved = marked.remove(from).unwrap_or_default();
                marked.insert(to, moved);
            }
            _ => {}
        }
    }
    marked
}

/// Each way back finds out from the disk whether its step was done, and does nothing when it was not: so an undo that was
/// itself cut short can be run again.
struct Back<'a> {
    root: &'a Path,
    folder: PathBuf,
    hand: &'a Hand,
}

impl Back<'_> {
    fn record(&self, record: &Record, ready: Option<&str>) -> Result<(), Refusal> {
        match record {
            Record::Write { path, temp, kept } => self.write(path, temp, kept.as_deref(), ready),
            Record::Remove { path, kept } => self.remove(path, kept),
            Record::Rename { from, to } => self.rename(from, to),
            Record::Mode { path, old, .. } => self.mode(path, *old),
            Record::Time { path, old, new } => self.time(path, *old, *new),
            Record::Link { path, target } => self.link(path, target),
            Record::Folder { path } => {
                self.folder(path);
                Ok(())
            }
            Record::Run { .. } | Record::Ready { .. } | Record::End | Record::Undo => Ok(()),
        }
    }

    fn write(&self, path: &str, temp: &str, kept: Option<&str>, ready: Option<&str>) -> Result<(), Refusal> {
        let (full, temp) = (self.root.join(path), self.root.join(temp));
        if fs::symlink_metadata(&temp).is_ok() {
            self.act(path, || fs::remove_file(&temp))?;
        }
        let Some(hash) = ready else { return Ok(()) };
        match kept.map(|kept| self.folder.join(kept)) {
            Some(kept) if fs::symlink_metadata(&kept).is_ok() => self.put_back(path, &kept, Some(hash)),
            // Nothing was kept when the new content never came here, or when an earlier try gave the original back.
            Some(_) if hand::hash(&full).is_ok_and(|now| now == hash) => Err(Refusal::new(path, Obstacle::Lost)),
            None if fs::symlink_metadata(&full).is_ok() => {
                self.unchanged(path, hash)?;
                self.act(path, || fs::remove_file(&full).and_then(|()| sync_parent(&full)))
            }
            _ => Ok(()),
        }
    }

    /// The kept file takes its place again, over what the run wrote there and nothing else.
    fn put_back(&self, path: &str, kept: &Path, written: Option<&str>) -> Result<(), Refusal> {
        let full = self.root.join(path);
        let inode = |path: &Path| fs::symlink_metadata(path).map(|meta| (meta.dev(), meta.ino())).ok();
        if inode(&full).is_some() && inode(&full) == inode(kept) {
            return self.act(path, || fs::remove_file(kept));
        }
        if inode(&full).is_some() && !holds(&full, written, kept) {
            return Err(Refusal::new(path, Obstacle::Changed));
        }
        self.act(path, || hand::replace(kept, &full).and_then(|()| sync_parent(&full)))
    }

    fn remove(&self, path: &str, kept: &str) -> Result<(), Refusal> {
        let kept = self.folder.join(kept);
        match fs::symlink_metadata(&kept) {
            Ok(_) => self.put_back(path, &kept, None),
            // It was not taken away yet, or an earlier try gave it back.
            Err(_) if fs::symlink_metadata(self.root.join(path)).is_ok() => Ok(()),
            Err(_) => Err(Refusal::new(path, Obstacle::Lost)),
        }
    }

    fn rename(&self, from: &str, to: &str) -> Result<(), Refusal> {
        let (old, new) = (self.root.join(from), self.root.join(to));
        if fs::symlink_metadata(&old).is_ok() || fs::symlink_metadata(&new).is_err() {
            return Ok(());
        }
        self.act(from, || hand::rename(&new, &old).and_then(|()| sync_parent(&new)).and_then(|()| sync_parent(&old)))
    }

    fn mode(&self, path: &str, old: u32) -> Result<(), Refusal> {
        let full = self.root.join(path);
        if fs::symlink_metadata(&full).is_ok() { self.act(path, || hand::set_mode(&full, old)) } else { Ok(()) }
    }

    fn time(&self, path: &str, old: i64, new: i64) -> Result<(), Refusal> {
        let full = self.root.join(path);
        let Ok(meta) = fs::symlink_metadata(&full) else { return Ok(()) };
        let now = hand::modified(&meta);
        if now != old && now != new {
            return Err(Refusal::new(path, Obstacle::Changed));
        }
        self.act(path, || hand::set_modified(&full, old))
    }

    fn link(&self, path: &str, target: &str) -> Result<(), Refusal> {
        let full = self.root.join(path);
        match fs::read_link(&full) {
            Ok(now) if now == Path::new(target) => self.act(path, || fs::remove_file(&full).and_then(|()| sync_parent(&full))),
            _ => Ok(()),
        }
    }

    /// A folder that the run made goes when nothing else was put into it.
    fn folder(&self, path: &str) {
        let _ = self.hand.act(|| fs::remove_dir(self.root.join(path)));
    }

    fn unchanged(&self, path: &str, hash: &str) -> Result<(), Refusal> {
        let now = hand::hash(&self.root.join(path)).map_err(Refusal::disk(path))?;
        if now == hash { Ok(()) } else { Err(Refusal::new(path, Obstacle::Changed)) }
    }

    fn act(&self, path: &str, act: impl FnOnce() -> io::Result<()>) -> Result<(), Refusal> {
        self.hand.act(act).map_err(Refusal::disk(path))
    }
}

/// Whether a file holds what the run wrote, or still what was kept.
fn holds(full: &Path, written: Option<&str>, kept: &Path) -> bool {
    hand::hash(full).is_ok_and(|now| written == Some(now.as_str()) || hand::hash(kept).is_ok_and(|first| first == now))
}
