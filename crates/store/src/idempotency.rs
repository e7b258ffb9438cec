//! The same request twice is one change: a key of the sender's, and what was answered to it.

use crate::args;
use crate::connection::Rows;
use crate::error::Error;
use crate::migrations::now;
use crate::writer::Writing;

/// What this person was answered under this key before.
pub async fn answer_of(on: &mut impl Rows, person: i64, key: &str) -> Result<Option<String>, Error> {
    let row = on.row("SELECT answer FROM idempotency WHERE person = $1 AND key = $2", args![person, key]).await?;
    row.map(|row| row.text(0)).transpose()
}

/// Keeps an answer, in the transaction of its change.
pub async fn keep_answer(writing: &mut Writing, person: i64, key: &str, answer: &str) -> Result<(), Error> {
    let sql = "INSERT INTO idempotency (person, key, answer, at) VALUES ($1, $2, $3, $4)";
    writing.rows(sql, args![person, key, answer, now()]).await.map(|_| ())
}
