//! Backups: the database as it was at one moment, and every file that its rows name, while the desk goes on.

use std::fs;
use std::io;
use std::path::Path;

use crate::audit::Broken;
use crate::connection::{Connection, Rows};
use crate::error::{Error, Kind};
use crate::row::Arg;
use crate::store::{BLOBS, DATABASE, Database, Store};
use crate::{args, place};

/// What a backup holds, once everything in it was read again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Held {
    /// Tickets.
    pub tickets: i64,
    /// Files.
    pub files: usize,
    /// Files that a row names and that are not there, or hold something else.
    pub spoiled: usize,
    /// The first line of the audit that does not hold.
    pub broken: Option<Broken>,
}

impl Held {
    /// Whether everything is there.
    pub fn is_whole(&self) -> bool {
        self.spoiled == 0 && self.broken.is_none()
    }
}

impl Store {
    /// Writes a backup into a folder, new or empty, and reads it again.
    ///
    /// # Errors
    /// [`Kind::Place`] for a folder that holds something; [`Kind::Ours`] on `PostgreSQL`, whose own tools do it.
    pub async fn back_up(&self, to: &Path) -> Result<Held, Error> {
        empty(to)?;
        let file = to.join(DATABASE).to_string_lossy().into_owned();
        match self.opener().connect().await? {
            mut connection @ Connection::Sqlite(_) => connection.rows("VACUUM INTO $1", args![file]).await?,
            Connection::Postgres(_) => return Err(Error::new(Kind::Ours, "a PostgreSQL database is backed up by pg_dump")),
        };
        // Rows came first: a file that is written meanwhile is in no row of the copy.
        for hash in self.names().await? {
            let from = self.blobs().path(&hash)?;
            let into = to.join(BLOBS).join(from.strip_prefix(self.blobs().root()).unwrap_or(&from));
            link(&from, &into)?;
        }
        look(to).await
    }

    async fn names(&self) -> Result<Vec<String>, Error> {
        self.read().rows("SELECT hash FROM blobs ORDER BY hash", Vec::new()).await?.iter().map(|row| row.text(0)).collect()
    }
}

/// Gives a backup back into a data folder, new or empty, and reads it again.
///
/// # Errors
/// [`Kind::Place`] for a folder that holds something, or a backup that is none.
pub async fn restore(from: &Path, to: &Path) -> Result<Held, Error> {
    if !from.join(DATABASE).is_file() {
        return Err(Error::new(Kind::Place, format!("{} is no backup: it holds no {DATABASE}", from.display())));
    }
    place::prepare(to, true)?;
    empty(to)?;
    fs::copy(from.join(DATABASE), to.join(DATABASE))?;
    let log = format!("{DATABASE}-wal");
    match fs::copy(from.join(&log), to.join(&log)) {
        // Whoever looked at the backup last has put its log away.
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        copied => {
            copied?;
        }
    }
    if from.join(BLOBS).is_dir() {
        copy(&from.join(BLOBS), &to.join(BLOBS))?;
    }
    look(to).await
}

/// Opens a data folder and reads everything that it holds.
pub async fn look(folder: &Path) -> Result<Held, Error> {
    let store = Store::open(folder, &Database::Sqlite).await?;
    let mut on = store.read();
    let sound = on.row("PRAGMA integrity_check", Vec::<Arg>::new()).await?.map_or(Ok(String::new()), |row| row.text(0))?;
    if sound != "ok" {
        return Err(Error::new(Kind::Place, format!("the database is damaged: {sound}")));
    }
    let names = store.names().await?;
    let tickets = on.row("SELECT COUNT(*) FROM tickets", Vec::new()).await?.map_or(Ok(0), |row| row.int(0))?;
    let is_spoiled = |hash: &&String| !matches!(store.blobs().read(hash), Ok(Some(bytes)) if *blake3::hash(&bytes).to_hex() == ***hash);
    let spoiled = names.iter().filter(is_spoiled).count();
    Ok(Held { tickets, files: names.len(), spoiled, broken: store.verify_audit().await? })
}

/// Makes a folder, and refuses one that holds something.
fn empty(folder: &Path) -> Result<(), Error> {
    fs::create_dir_all(folder)?;
    if fs::read_dir(folder)?.next().is_some() {
        return Err(Error::new(Kind::Place, format!("{} holds something already", folder.display())));
    }
    Ok(())
}

/// A file under a second name; its bytes again where that cannot be. Files never change: both names stay true.
fn link(from: &Path, into: &Path) -> io::Result<()> {
    if let Some(folder) = into.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::hard_link(from, into).or_else(|_| fs::copy(from, into).map(|_| ()))
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let into = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &into)?;
        } else {
            fs::copy(entry.path(), &into)?;
        }
    }
    Ok(())
}
