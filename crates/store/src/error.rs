//! What a database or a disk answers instead of doing it.

use std::fmt;
use std::io;

/// What kind of trouble it is: what may be done about it follows from this alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A row that must be unique is there already, or one that is referred to is not.
    Constraint,
    /// The database cannot be reached. Trying again later may help.
    Away,
    /// No room is left on the disk. Reading goes on.
    Full,
    /// The place cannot hold a database: a network file system, or a folder that cannot be written.
    Place,
    /// The disk refused.
    Disk,
    /// The database was written by a newer version.
    Newer,
    /// A statement or a value of ours is wrong.
    Ours,
}

/// Why a database or a disk did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// What kind of trouble it is.
    pub kind: Kind,
    /// What the system said.
    pub said: String,
}

impl Error {
    /// An error of a kind, in the system's words.
    pub fn new(kind: Kind, said: impl Into<String>) -> Self {
        Self { kind, said: said.into() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.said)
    }
}

impl std::error::Error for Error {}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        let kind = if error.kind() == io::ErrorKind::StorageFull { Kind::Full } else { Kind::Disk };
        Self::new(kind, error.to_string())
    }
}

/// Codes of `SQLite` and of `PostgreSQL` for a disk without room.
const FULL: [&str; 2] = ["13", "53100"];
/// `PostgreSQL`'s for a server that goes, and `SQLite`'s for one that another process holds.
const AWAY: [&str; 6] = ["57P01", "57P02", "57P03", "08006", "5", "53300"];

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let code = error.as_database_error().and_then(|error| error.code().map(std::borrow::Cow::into_owned)).unwrap_or_default();
        let kind = match &error {
            sqlx::Error::Database(found) if found.is_unique_violation() || found.is_foreign_key_violation() => Kind::Constraint,
            sqlx::Error::Database(_) if FULL.contains(&code.as_str()) => Kind::Full,
            sqlx::Error::Database(_) if AWAY.contains(&code.as_str()) => Kind::Away,
            sqlx::Error::Io(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::Protocol(_)
            | sqlx::Error::WorkerCrashed => Kind::Away,
            _ => Kind::Ours,
        };
        Self::new(kind, error.to_string())
    }
}
