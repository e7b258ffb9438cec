//! The trash of a root: one folder a run, with the originals and the journal.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use etabli_diagnosis::Day;

use crate::hand::Hand;
use crate::journal::{self, Journal, Record};
use crate::walk::OWN_FOLDER;

/// A run that can be undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its name; later runs sort after earlier ones.
    pub name: String,
    /// What it was for.
    pub what: String,
    /// When, nanoseconds since 1970.
    pub at: i64,
    /// Whether everything was carried out.
    pub finished: bool,
}

/// The runs of a root that can be undone, oldest first.
///
/// # Errors
/// A journal that cannot be read: a run whose originals lie here is never passed over.
pub fn runs(root: &Path) -> io::Result<Vec<Run>> {
    let found = match fs::read_dir(home(root)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        found => found?,
    };
    let mut runs = Vec::new();
    for folder in found {
        let folder = folder?;
        let records = match journal::read(&folder.path()) {
            // A run that was cut short before its first line has changed nothing.
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => continue,
            records => records?,
        };
        let Some(Record::Run { what, at }) = records.first() else { continue };
        let finished = records.contains(&Record::End);
        runs.push(Run { name: folder.file_name().to_string_lossy().into_owned(), what: what.clone(), at: *at, finished });
    }
    // Of the runs of one moment, the tenth comes after the second.
    runs.sort_by(|a, b| (a.at, a.name.len(), &a.name).cmp(&(b.at, b.name.len(), &b.name)));
    Ok(runs)
}

/// The folder that holds the runs of a root.
pub(crate) fn home(root: &Path) -> PathBuf {
    root.join(OWN_FOLDER).join("trash")
}

/// Makes the folder and the journal of a new run.
pub(crate) fn begin(root: &Path, what: &str, now: i64, hand: &Hand) -> io::Result<(String, PathBuf, Journal)> {
    let trash = home(root);
    hand.act(|| fs::create_dir_all(&trash))?;
    let (name, folder) = claim(&trash, now, hand)?;
    let mut journal = hand.act(|| Journal::open(&folder))?;
    for changed in [&folder, &trash, &root.join(OWN_FOLDER), root] {
        sync(changed)?;
    }
    hand.act(|| journal.add(&Record::Run { what: what.to_owned(), at: now }))?;
    Ok((name, folder, journal))
}

/// A name that no other run has, by the moment.
fn claim(trash: &Path, now: i64, hand: &Hand) -> io::Result<(String, PathBuf)> {
    let seconds = now.saturating_sub(Day::of(now).start()) / 1_000_000_000;
    let moment = format!("{}T{:02}{:02}{:02}Z", Day::of(now), seconds / 3600, seconds / 60 % 60, seconds % 60);
    let mut name = moment.clone();
    for number in 2.. {
        match hand.act(|| fs::create_dir(trash.join(&name))) {
            Ok(()) => break,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => name = format!("{moment}-{number}"),
            Err(error) => return Err(error),
        }
    }
    let folder = trash.join(&name);
    Ok((name, folder))
}

/// Forgets a run, and our own folders when nothing else is in them.
pub(crate) fn forget(root: &Path, name: &str, hand: &Hand) -> io::Result<()> {
    let folder = home(root).join(name);
    for kept in fs::read_dir(&folder)? {
        let kept = kept?.path();
        if kept.file_name().is_some_and(|name| name != journal::JOURNAL) {
            hand.act(|| fs::remove_file(&kept))?;
        }
    }
    hand.act(|| fs::remove_dir_all(&folder))?;
    // Other runs, or other things of ours, may be there: then the folders stay.
    let _ = fs::remove_dir(home(root)).and_then(|()| fs::remove_dir(root.join(OWN_FOLDER)));
    Ok(())
}

/// Makes a folder's names survive a power cut.
pub(crate) fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Makes a name survive a power cut.
pub(crate) fn sync_parent(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), sync)
}
