//! What was read for a ticket, and what was found.

use crate::args;
use crate::connection::Rows;
use crate::error::Error;
use crate::migrations::now;
use crate::row::Row;
use crate::writer::Writing;

/// One reading of a ticket's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan {
    /// Row.
    pub id: i64,
    /// Ticket.
    pub ticket: i64,
    /// `waiting`, `done` or `failed`.
    pub state: String,
    /// Why it failed, as JSON of `desk`'s.
    pub why: String,
    /// Files judged.
    pub files: i64,
    /// Files that were not checked.
    pub unchecked: i64,
    /// What is shown of it, as JSON of `desk`'s.
    pub exhibit: String,
    /// When it ended.
    pub ended: Option<i64>,
}

/// One finding, as it is searched and counted by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Code of the fault.
    pub code: String,
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// Path below the root.
    pub path: String,
    /// Frame, when the file is one.
    pub frame: Option<i64>,
    /// Identity of the fault from shot to shot.
    pub fingerprint: String,
}

/// What a scan ended with.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// Files judged.
    pub files: i64,
    /// Files that were not checked.
    pub unchecked: i64,
    /// What is shown of it, as JSON.
    pub exhibit: String,
    /// Everything that was found.
    pub findings: Vec<Finding>,
    /// Pictures, by the names of their blobs.
    pub pictures: Vec<String>,
}

/// Announces a scan.
pub async fn add(writing: &mut Writing, ticket: i64) -> Result<i64, Error> {
    let sql =
        "INSERT INTO scans (ticket, state, why, files, unchecked, exhibit, created) VALUES ($1, 'waiting', '', 0, 0, '', $2) RETURNING id";
    crate::tickets::id(&writing.rows(sql, args![ticket, now()]).await?)
}

/// Keeps what was found, all of it in one transaction.
pub async fn finish(writing: &mut Writing, scan: &Scan, outcome: Outcome) -> Result<(), Error> {
    writing.rows("DELETE FROM findings WHERE scan = $1", args![scan.id]).await?;
    for f in outcome.findings {
        let sql = "INSERT INTO findings (scan, ticket, code, severity, path, frame, fingerprint) VALUES ($1, $2, $3, $4, $5, $6, $7)";
        writing.rows(sql, args![scan.id, scan.ticket, f.code, f.severity, f.path, f.frame, f.fingerprint]).await?;
    }
    for picture in outcome.pictures {
        let sql = "INSERT INTO pictures (ticket, hash) VALUES ($1, $2) ON CONFLICT (ticket, hash) DO NOTHING";
        writing.rows(sql, args![scan.ticket, picture]).await?;
    }
    let sql = "UPDATE scans SET state = 'done', files = $2, unchecked = $3, exhibit = $4, ended = $5 WHERE id = $1";
    writing.rows(sql, args![scan.id, outcome.files, outcome.unchecked, outcome.exhibit, now()]).await.map(|_| ())
}

/// The scan cannot be done, and why.
pub async fn fail(writing: &mut Writing, scan: i64, why: &str) -> Result<(), Error> {
    writing.rows("UPDATE scans SET state = 'failed', why = $2, ended = $3 WHERE id = $1", args![scan, why, now()]).await.map(|_| ())
}

/// One scan.
pub async fn find(on: &mut impl Rows, scan: i64) -> Result<Option<Scan>, Error> {
    let sql = "SELECT id, ticket, state, why, files, unchecked, exhibit, ended FROM scans WHERE id = $1";
    on.row(sql, args![scan]).await?.as_ref().map(read).transpose()
}

/// The newest scan of a ticket.
pub async fn last(on: &mut impl Rows, ticket: i64) -> Result<Option<Scan>, Error> {
    let sql = "SELECT id, ticket, state, why, files, unchecked, exhibit, ended FROM scans WHERE ticket = $1 ORDER BY id DESC LIMIT 1";
    on.row(sql, args![ticket]).await?.as_ref().map(read).transpose()
}

/// Whether a picture belongs to a ticket.
pub async fn has_picture(on: &mut impl Rows, ticket: i64, hash: &str) -> Result<bool, Error> {
    Ok(on.row("SELECT 1 FROM pictures WHERE ticket = $1 AND hash = $2", args![ticket, hash]).await?.is_some())
}

/// The findings of a ticket, in path order.
pub async fn findings(on: &mut impl Rows, ticket: i64) -> Result<Vec<Finding>, Error> {
    let sql = "SELECT code, severity, path, frame, fingerprint FROM findings WHERE ticket = $1 ORDER BY path, frame, id";
    let read = |row: &Row| {
        Ok(Finding { code: row.text(0)?, severity: row.text(1)?, path: row.text(2)?, frame: row.maybe_int(3)?, fingerprint: row.text(4)? })
    };
    on.rows(sql, args![ticket]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Scan, Error> {
    Ok(Scan {
        id: row.int(0)?,
        ticket: row.int(1)?,
        state: row.text(2)?,
        why: row.text(3)?,
        files: row.int(4)?,
        unchecked: row.int(5)?,
        exhibit: row.text(6)?,
        ended: row.maybe_int(7)?,
    })
}
