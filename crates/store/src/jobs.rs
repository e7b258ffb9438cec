//! Work that outlives the request that asked for it: a row, taken by lease, tried again later when it fails or its taker dies.

use crate::args;
use crate::connection::Rows;
use crate::error::Error;
use crate::migrations::now;
use crate::writer::Writing;

/// How long a taker may be silent, milliseconds.
const LEASE: i64 = 120_000;
/// After so many attempts a job is left for a person to look at.
const ATTEMPTS: i64 = 5;

/// A job that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its row.
    pub id: i64,
    /// What is to be done.
    pub kind: String,
    /// On what.
    pub object: i64,
    /// How often it was taken, this time included.
    pub attempts: i64,
}

/// Asks for work, in the transaction of the change that needs it.
pub async fn enqueue(writing: &mut Writing, kind: &str, object: i64) -> Result<(), Error> {
    let sql = "INSERT INTO jobs (kind, object, attempts, due, error) VALUES ($1, $2, 0, $3, '')";
    writing.rows(sql, args![kind, object, now()]).await.map(|_| ())
}

/// Takes the job that has waited longest, if one is due and nobody holds it.
pub async fn take(writing: &mut Writing) -> Result<Option<Job>, Error> {
    let now = now();
    let due = "SELECT id, kind, object, attempts FROM jobs
        WHERE done IS NULL AND due <= $1 AND (leased IS NULL OR leased < $1) AND attempts < $2 ORDER BY due, id LIMIT 1";
    let Some(row) = writing.row(due, args![now, ATTEMPTS]).await? else { return Ok(None) };
    let job = Job { id: row.int(0)?, kind: row.text(1)?, object: row.int(2)?, attempts: row.int(3)? + 1 };
    let sql = "UPDATE jobs SET leased = $2, attempts = $3 WHERE id = $1";
    writing.rows(sql, args![job.id, now + LEASE, job.attempts]).await?;
    Ok(Some(job))
}

/// The job is done, in the transaction of what it changed.
pub async fn finish(writing: &mut Writing, job: i64) -> Result<(), Error> {
    writing.rows("UPDATE jobs SET done = $2, leased = NULL WHERE id = $1", args![job, now()]).await.map(|_| ())
}

/// The job failed: it is due again after a while that doubles each time. Whether it will be tried again at all.
pub async fn postpone(writing: &mut Writing, job: &Job, error: &str) -> Result<bool, Error> {
    let wait = 1000 << job.attempts.clamp(0, 10);
    let sql = "UPDATE jobs SET leased = NULL, due = $2, error = $3 WHERE id = $1";
    writing.rows(sql, args![job.id, now() + wait, error]).await?;
    Ok(job.attempts < ATTEMPTS)
}
