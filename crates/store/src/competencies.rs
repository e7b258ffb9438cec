//! What a person has shown that they can do, each with its ticket and moment.

use crate::args;
use crate::connection::Rows;
use crate::error::Error;
use crate::migrations::now;
use crate::row::Row;
use crate::writer::Writing;

/// One piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Code of the competency ("C1.2").
    pub code: String,
    /// The ticket.
    pub ticket: i64,
    /// What the ticket is about, in its requester's words.
    pub sentence: String,
    /// What was done: the kind of event.
    pub what: String,
    /// When.
    pub at: i64,
}

/// Adds a piece of evidence, once for each person, competency and ticket.
pub async fn add(writing: &mut Writing, person: i64, code: &str, ticket: i64, what: &str) -> Result<(), Error> {
    let known = "SELECT id FROM evidence WHERE person = $1 AND code = $2 AND ticket = $3";
    if writing.row(known, args![person, code, ticket]).await?.is_none() {
        let sql = "INSERT INTO evidence (person, code, ticket, what, at) VALUES ($1, $2, $3, $4, $5)";
        writing.rows(sql, args![person, code, ticket, what, now()]).await?;
    }
    Ok(())
}

/// Everything that a person has shown, by competency, the newest first.
pub async fn of_person(on: &mut impl Rows, person: i64) -> Result<Vec<Evidence>, Error> {
    let sql = "SELECT e.code, e.ticket, t.sentence, e.what, e.at FROM evidence e JOIN tickets t ON t.id = e.ticket
        WHERE e.person = $1 ORDER BY e.code, e.at DESC";
    let read =
        |row: &Row| Ok(Evidence { code: row.text(0)?, ticket: row.int(1)?, sentence: row.text(2)?, what: row.text(3)?, at: row.int(4)? });
    on.rows(sql, args![person]).await?.iter().map(read).collect()
}
