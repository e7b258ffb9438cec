//! What happened to a ticket, in order. Nothing here is ever changed.

use crate::args;
use crate::connection::Rows;
use crate::error::Error;
use crate::migrations::now;
use crate::row::Row;
use crate::writer::Writing;

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its row, ascending with time.
    pub id: i64,
    /// Who; none for the desk itself.
    pub person: Option<i64>,
    /// Their name.
    pub name: String,
    /// What kind.
    pub kind: String,
    /// Whether it is for the team alone.
    pub inside: bool,
    /// Its content, as JSON whose shape the kind says.
    pub body: String,
    /// When.
    pub at: i64,
}

/// Adds an event and moves the ticket's version on.
pub async fn add(writing: &mut Writing, ticket: i64, person: Option<i64>, kind: &str, inside: bool, body: &str) -> Result<(), Error> {
    let at = now();
    let sql = "INSERT INTO events (ticket, person, kind, inside, body, at) VALUES ($1, $2, $3, $4, $5, $6)";
    writing.rows(sql, args![ticket, person, kind, inside, body, at]).await?;
    let sql = "UPDATE tickets SET version = version + 1, changed = $2 WHERE id = $1";
    writing.rows(sql, args![ticket, at]).await.map(|_| ())
}

/// The whole trail of a ticket, oldest first.
pub async fn of_ticket(on: &mut impl Rows, ticket: i64) -> Result<Vec<Event>, Error> {
    let sql = "SELECT e.id, e.person, COALESCE(p.name, ''), e.kind, e.inside, e.body, e.at
        FROM events e LEFT JOIN people p ON p.id = e.person WHERE e.ticket = $1 ORDER BY e.id";
    on.rows(sql, args![ticket]).await?.iter().map(read).collect()
}

/// The newest event of a kind.
pub async fn last(on: &mut impl Rows, ticket: i64, kind: &str) -> Result<Option<Event>, Error> {
    let sql = "SELECT e.id, e.person, COALESCE(p.name, ''), e.kind, e.inside, e.body, e.at
        FROM events e LEFT JOIN people p ON p.id = e.person WHERE e.ticket = $1 AND e.kind = $2 ORDER BY e.id DESC LIMIT 1";
    on.row(sql, args![ticket, kind]).await?.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<Event, Error> {
    Ok(Event {
        id: row.int(0)?,
        person: row.maybe_int(1)?,
        name: row.text(2)?,
        kind: row.text(3)?,
        inside: row.flag(4)?,
        body: row.text(5)?,
        at: row.int(6)?,
    })
}
