//! A database opened, with its blobs beside it.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use sqlx::ConnectOptions;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use crate::blobs::Blobs;
use crate::connection::{Connection, Pool, Rows};
use crate::error::{Error, Kind};
use crate::migrations::migrate;
use crate::row::{Arg, Row};
use crate::writer::{Boxed, Writer, Writing};
use crate::{audit, place};

/// Name of the database's file in the data folder.
pub(crate) const DATABASE: &str = "etabli.sqlite";
/// Name of the folder of files in the data folder.
pub(crate) const BLOBS: &str = "blobs";
/// Readers side by side.
const READERS: u32 = 4;
/// How long a statement waits for another process.
const PATIENCE: Duration = Duration::from_secs(5);

/// Which database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// A file in the data folder.
    Sqlite,
    /// A `PostgreSQL` server, by its address (`postgres://…`).
    Postgres(String),
}

/// Makes connections for the writer.
#[derive(Clone)]
pub(crate) enum Opener {
    Sqlite(SqliteConnectOptions),
    Postgres(PgConnectOptions),
}

impl Opener {
    pub(crate) async fn connect(&self) -> Result<Connection, Error> {
        Ok(match self {
            Self::Sqlite(options) => Connection::Sqlite(Box::new(options.connect().await?)),
            Self::Postgres(options) => Connection::Postgres(Box::new(options.connect().await?)),
        })
    }
}

/// A database and its blobs. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pool: Pool,
    writer: Writer,
    blobs: Blobs,
    opener: Opener,
}

/// Many questions at once, each seeing what was committed.
#[derive(Debug, Clone)]
pub struct Reading(Pool);

impl Rows for Reading {
    async fn rows(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<Vec<Row>, Error> {
        self.0.rows(sql, args).await
    }
}

impl Store {
    /// Opens the database of a data folder, makes both when they are missing, and brings the tables up to date.
    ///
    /// # Errors
    /// [`Kind::Place`] for a folder on a network file system (`SQLite`'s shared memory does not hold there) or one that cannot be written;
    /// [`Kind::Newer`] for a database of a newer version; else what the database says.
    pub async fn open(folder: &Path, database: &Database) -> Result<Self, Error> {
        place::prepare(folder, *database == Database::Sqlite)?;
        let opener = opener(folder, database)?;
        let mut connection = opener.connect().await?;
        migrate(&mut connection).await?;
        let pool = match &opener {
            // Readers come and go with the load; each question is short.
            Opener::Sqlite(options) => Pool::Sqlite(SqlitePoolOptions::new().max_connections(READERS).connect_lazy_with(options.clone())),
            Opener::Postgres(options) => {
                let options =
                    PgPoolOptions::new().max_connections(READERS * 2).acquire_timeout(PATIENCE).connect_lazy_with(options.clone());
                Pool::Postgres(options)
            }
        };
        Ok(Self { pool, writer: Writer::start(connection, opener.clone()), opener, blobs: Blobs::new(folder.join(BLOBS))? })
    }

    /// For questions.
    pub fn read(&self) -> Reading {
        Reading(self.pool.clone())
    }

    /// Does a change in a transaction of its own: all of it is on the disk when this returns `Ok`, nothing of it when it returns `Err`.
    pub async fn write<F, T, E>(&self, work: F) -> Result<T, E>
    where
        F: for<'w> FnOnce(&'w mut Writing) -> Boxed<'w, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.writer.write(work).await
    }

    /// Makes connections of its own, for what takes long.
    pub(crate) fn opener(&self) -> &Opener {
        &self.opener
    }

    /// The files beside the rows.
    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    /// Whether the database answers.
    pub async fn is_well(&self) -> Result<(), Error> {
        self.read().rows("SELECT 1", Vec::new()).await.map(|_| ())
    }

    /// Reads the whole audit chain again. The first line that does not hold, if there is one.
    pub async fn verify_audit(&self) -> Result<Option<audit::Broken>, Error> {
        audit::verify_audit(&mut self.read()).await
    }
}

fn opener(folder: &Path, database: &Database) -> Result<Opener, Error> {
    match database {
        Database::Sqlite => Ok(Opener::Sqlite(sqlite(folder.join(DATABASE)))),
        Database::Postgres(address) => {
            let options = PgConnectOptions::from_str(address).map_err(|error| Error::new(Kind::Place, error.to_string()))?;
            // Statements are logged by nobody: they hold people's words.
            Ok(Opener::Postgres(options.application_name("etabli").disable_statement_logging()))
        }
    }
}

fn sqlite(file: PathBuf) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .pragma("trusted_schema", "OFF")
        .pragma("secure_delete", "ON")
        .disable_statement_logging()
}
