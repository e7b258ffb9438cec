//! Carries a patch out on disk: every original is kept first, every step is in the journal before it is done, so that the
//! first bytes come back after a crash at any point.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use etabli_diagnosis::{Patch, Step};

use crate::hand::{self, Hand};
use crate::journal::{Journal, Record};
use crate::refusal::{self, Obstacle, Refusal};
use crate::trash::{self, sync_parent};
use crate::undo::undo_with;
use crate::witness::{self, Witnessed};

/// What a change is for, and what it must not touch.
pub struct Order<'a> {
    /// What it is for, in a few words, for the journal.
    pub what: &'a str,
    /// The moment, nanoseconds since 1970.
    pub now: i64,
    /// Whether a path relative to the root is declared published.
    pub published: &'a dyn Fn(&str) -> bool,
    /// The folder that files are fetched from.
    pub source: Option<&'a Path>,
}

/// Carries a patch out below a root, and returns the name of the run that `undo` takes.
///
/// # Errors
/// The first path that may not be changed: then nothing was. When the disk fails half way, what was done is undone first.
pub fn apply(root: &Path, patch: &Patch, order: &Order) -> Result<String, Refusal> {
    apply_seen(root, patch, order, &Witnessed::new())
}

/// The same, for a patch that was computed from files as they were `seen`: one that has changed since is being written.
pub(crate) fn apply_seen(root: &Path, patch: &Patch, order: &Order, seen: &Witnessed) -> Result<String, Refusal> {
    apply_with(root, patch, order, seen, &Hand::default())
}

fn apply_with(root: &Path, patch: &Patch, order: &Order, seen: &Witnessed, hand: &Hand) -> Result<String, Refusal> {
    refusal::check(root, patch, order.published)?;
    for path in seen.keys() {
        witness::unchanged(root, path, seen).map_err(Refusal::disk(path))?;
    }
    carry_out(root, patch, order, seen, hand).map_err(|(run, refusal)| match run {
        Some(run) => taken_back(root, &run, refusal, hand),
        None => refusal,
    })
}

/// Takes a run back that failed half way. The journal stays when this fails too: the person is told, and can undo it once the disk is
/// well again.
fn taken_back(root: &Path, run: &str, refusal: Refusal, hand: &Hand) -> Refusal {
    match undo_with(root, Some(run), hand) {
        Ok(_) => refusal,
        Err(second) => {
            Refusal::new(&refusal.path, Obstacle::HalfDone { run: run.to_owned(), why: refusal.to_string(), then: second.to_string() })
        }
    }
}

/// The run's name comes with the error, when there is something to undo.
fn carry_out(root: &Path, patch: &Patch, order: &Order, seen: &Witnessed, hand: &Hand) -> Result<String, (Option<String>, Refusal)> {
    let begun = trash::begin(root, order.what, order.now, hand);
    let (name, folder, journal) = begun.map_err(|error| (None, Refusal::disk(".etabli")(error)))?;
    let mut work = Work { root, source: order.source, name: &name, folder, journal, hand, seen, touched: BTreeSet::new(), count: 0 };
    for step in &patch.steps {
        work.step(step).map_err(|error| (Some(name.clone()), Refusal::disk(step.paths().first().copied().unwrap_or_default())(error)))?;
    }
    work.note(&Record::End).map_err(|error| (Some(name.clone()), Refusal::disk(".etabli")(error)))?;
    Ok(name)
}

struct Work<'a> {
    root: &'a Path,
    source: Option<&'a Path>,
    name: &'a str,
    folder: PathBuf,
    journal: Journal,
    hand: &'a Hand,
    seen: &'a Witnessed,
    /// Paths that earlier steps have changed.
    touched: BTreeSet<String>,
    count: u32,
}

/// Writes new content at the first path, with the second one's file to take from, and returns its hash.
type Make<'a> = &'a dyn Fn(&Path, Option<&Path>) -> io::Result<String>;

impl Work<'_> {
    fn note(&mut self, record: &Record) -> io::Result<()> {
        self.hand.act(|| self.journal.add(record))
    }

    fn step(&mut self, step: &Step) -> io::Result<()> {
        self.count += 1;
        self.one(step)?;
        self.touched.extend(step.paths().into_iter().map(str::to_owned));
        Ok(())
    }

    fn one(&mut self, step: &Step) -> io::Result<()> {
        match step {
            Step::Write { path, pieces } => self.write(path, path, &|temp, old| hand::write_beside(temp, old, pieces)),
            Step::Derive { path, from, pieces } => self.write(path, from, &|temp, old| hand::write_beside(temp, old, pieces)),
            Step::Fetch { path, keep } => {
                let source = self.source.ok_or(io::ErrorKind::NotFound)?.join(path);
                self.write(path, path, &|temp, old| hand::fetch_beside(temp, old, &source, *keep))
            }
            Step::Remove { path } => self.remove(path),
            Step::Rename { from, to } => self.rename(from, to),
            Step::Mode { path, mode } => self.mode(path, *mode),
            Step::Time { path, modified } => self.time(path, *modified),
            Step::Link { path, target } => self.link(path, target),
        }
    }

    /// Gives a file new content, which `make` puts together beside it from what `from` holds: the same file or another one.
    fn write(&mut self, path: &str, from: &str, make: Make) -> io::Result<()> {
        self.make_folders(path)?;
        let full = self.root.join(path);
        let old = Some(self.root.join(from)).filter(|old| fs::symlink_metadata(old).is_ok());
        let temp = beside(path, &format!(".etabli-{}-{}", self.name, self.count));
        let kept = (path == from && old.is_some()).then(|| self.count.to_string());
        self.note(&Record::Write { path: path.to_owned(), temp: temp.clone(), kept: kept.clone() })?;
        let temp = self.root.join(temp);
        let hash = self.hand.act(|| make(&temp, old.as_deref()))?;
        self.unchanged(from)?;
        self.note(&Record::Ready { hash })?;
        match kept {
            Some(kept) => {
                self.hand.act(|| hand::keep(&full, &self.folder.join(kept)))?;
                trash::sync(&self.folder)?;
                self.hand.act(|| fs::rename(&temp, &full))?;
            }
            None => self.hand.act(|| hand::rename(&temp, &full))?,
        }
        sync_parent(&full)
    }

    /// Whether a file is as it was when the patch was computed, as far as nobody but this patch is concerned.
    fn unchanged(&self, path: &str) -> io::Result<()> {
        if self.touched.contains(path) { Ok(()) } else { witness::unchanged(self.root, path, self.seen) }
    }

    fn make_folders(&mut self, path: &str) -> io::Result<()> {
        for (end, _) in path.match_indices('/') {
            let folder = path.get(..end).unwrap_or_default();
            let full = self.root.join(folder);
            if !full.is_dir() {
                self.note(&Record::Folder { path: folder.to_owned() })?;
                self.hand.act(|| fs::create_dir(&full))?;
                sync_parent(&full)?;
            }
        }
        Ok(())
    }

    fn remove(&mut self, path: &str) -> io::Result<()> {
        let (full, kept) = (self.root.join(path), self.count.to_string());
        self.note(&Record::Remove { path: path.to_owned(), kept: kept.clone() })?;
        self.hand.act(|| hand::replace(&full, &self.folder.join(kept)))?;
        trash::sync(&self.folder)?;
        sync_parent(&full)
    }

    fn rename(&mut self, from: &str, to: &str) -> io::Result<()> {
        self.make_folders(to)?;
        self.note(&Record::Rename { from: from.to_owned(), to: to.to_owned() })?;
        let (from, to) = (self.root.join(from), self.root.join(to));
        self.hand.act(|| hand::rename(&from, &to))?;
        sync_parent(&to)?;
        sync_parent(&from)
    }

    fn mode(&mut self, path: &str, new: u32) -> io::Result<()> {
        let full = self.root.join(path);
        let old = fs::symlink_metadata(&full)?.mode() & 0o7777;
        self.note(&Record::Mode { path: path.to_owned(), old, new })?;
        self.hand.act(|| hand::set_mode(&full, new))
    }

    fn time(&mut self, path: &str, new: i64) -> io::Result<()> {
        let full = self.root.join(path);
        let old = hand::modified(&fs::symlink_metadata(&full)?);
        self.note(&Record::Time { path: path.to_owned(), old, new })?;
        self.hand.act(|| hand::set_modified(&full, new))
    }

    fn link(&mut self, path: &str, target: &str) -> io::Result<()> {
        self.make_folders(path)?;
        let full = self.root.join(path);
        self.note(&Record::Link { path: path.to_owned(), target: target.to_owned() })?;
        self.hand.act(|| std::os::unix::fs::symlink(target, &full))?;
        sync_parent(&full)
    }
}

/// Another name in the folder of a path.
fn beside(path: &str, name: &str) -> String {
    match path.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{name}"),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests;
