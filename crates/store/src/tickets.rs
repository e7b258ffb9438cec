//! Tickets.

use crate::args;
use crate::connection::Rows;
use crate::error::{Error, Kind};
use crate::migrations::now;
use crate::row::Row;
use crate::writer::Writing;

/// A ticket, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Number.
    pub id: i64,
    /// Production.
    pub production: i64,
    /// Who reported it.
    pub requester: i64,
    /// Their name.
    pub requester_name: String,
    /// Their department.
    pub department: String,
    /// Their sentence.
    pub sentence: String,
    /// Its language.
    pub lang: String,
    /// Whether they can go on, as `desk` names it.
    pub blocking: String,
    /// Since when, in their words; may be empty.
    pub since: String,
    /// Paths that they named, one a line.
    pub paths: String,
    /// State, as `desk` names it.
    pub state: String,
    /// Whom it waits for, if it does.
    pub waiting: Option<String>,
    /// Since when it waits.
    pub waiting_since: Option<i64>,
    /// Who has taken it.
    pub assignee: Option<i64>,
    /// Their name; empty for nobody.
    pub assignee_name: String,
    /// Code of the fault that weighs most, once the files were read.
    pub code: Option<String>,
    /// Its fingerprint.
    pub fingerprint: Option<String>,
    /// Its picture, by the name of a blob.
    pub picture: Option<String>,
    /// When it was reported.
    pub created: i64,
    /// When something last happened.
    pub changed: i64,
    /// When it was closed.
    pub closed: Option<i64>,
    /// How many events it has: what a page saw.
    pub version: i64,
    /// People it stops or slows, the requester included.
    pub impacted: i64,
    /// What comes next, as `desk` names it.
    pub next: String,
    /// The day on which it is due (`2026-11-27`); may be empty.
    pub deadline: String,
}

/// What a new ticket holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct New {
    /// Production.
    pub production: i64,
    /// Who reports it.
    pub requester: i64,
    /// Their sentence.
    pub sentence: String,
    /// Its language.
    pub lang: String,
    /// Whether they can go on.
    pub blocking: String,
    /// Since when, in their words.
    pub since: String,
    /// Paths, one a line.
    pub paths: String,
    /// First state.
    pub state: String,
}

/// A ticket's columns, with the names of its people, and a condition.
macro_rules! concat_select {
    ($condition:literal) => {
        concat!(
            "SELECT t.id, t.production, t.requester, p.name, p.department, t.sentence, t.lang, t.blocking, t.since, t.paths, t.state,
            t.waiting, t.waiting_since, t.assignee, COALESCE(a.name, ''), t.code, t.fingerprint, t.picture, t.created, t.changed, t.closed,
            t.version, (SELECT COUNT(*) FROM impacts i WHERE i.ticket = t.id), t.next, t.deadline
            FROM tickets t JOIN people p ON p.id = t.requester LEFT JOIN people a ON a.id = t.assignee ",
            $condition
        )
    };
}

/// The row that an insertion gave back.
pub(crate) fn id(rows: &[Row]) -> Result<i64, Error> {
    rows.first().ok_or_else(|| Error::new(Kind::Ours, "no row came back"))?.int(0)
}

/// Adds a ticket and gives back its number.
pub async fn add(writing: &mut Writing, new: &New) -> Result<i64, Error> {
    let (n, at) = (new.clone(), now());
    let sql = "INSERT INTO tickets (production, requester, sentence, lang, blocking, since, paths, state, created, changed, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, 0) RETURNING id";
    let given = args![n.production, n.requester, n.sentence, n.lang, n.blocking.as_str(), n.since, n.paths, n.state, at];
    let ticket = id(&writing.rows(sql, given).await?)?;
    impact(writing, ticket, n.requester, &n.blocking).await?;
    Ok(ticket)
}

/// Counts a person among those it stops or slows. Whether they were not yet.
pub async fn impact(writing: &mut Writing, ticket: i64, person: i64, blocking: &str) -> Result<bool, Error> {
    let sql = "INSERT INTO impacts (ticket, person, blocking, at) VALUES ($1, $2, $3, $4) ON CONFLICT (ticket, person) DO NOTHING RETURNING ticket";
    Ok(!writing.rows(sql, args![ticket, person, blocking, now()]).await?.is_empty())
}

/// One ticket.
pub async fn find(on: &mut impl Rows, ticket: i64) -> Result<Option<Ticket>, Error> {
    on.row(concat_select!("WHERE t.id = $1"), args![ticket]).await?.as_ref().map(read).transpose()
}

/// The open tickets of a production, those that wait longest first.
pub async fn open(on: &mut impl Rows, production: i64, most: i64) -> Result<Vec<Ticket>, Error> {
    let sql = concat_select!("WHERE t.production = $1 AND t.state <> 'closed' ORDER BY t.created, t.id LIMIT $2");
    on.rows(sql, args![production, most]).await?.iter().map(read).collect()
}

/// The tickets of a production that were closed last.
pub async fn closed(on: &mut impl Rows, production: i64, most: i64) -> Result<Vec<Ticket>, Error> {
    let sql = concat_select!("WHERE t.production = $1 AND t.state = 'closed' ORDER BY t.changed DESC, t.id DESC LIMIT $2");
    on.rows(sql, args![production, most]).await?.iter().map(read).collect()
}

/// The tickets that a person reported or is stopped by, the newest first.
pub async fn of_person(on: &mut impl Rows, person: i64, most: i64) -> Result<Vec<Ticket>, Error> {
    let sql = concat_select!(
        "WHERE t.id IN (SELECT ticket FROM impacts WHERE person = $1) ORDER BY CASE WHEN t.state = 'closed' THEN 1 ELSE 0 END, t.changed DESC, t.id DESC LIMIT $2"
    );
    on.rows(sql, args![person, most]).await?.iter().map(read).collect()
}

/// Tickets of a production that are in this state and have an event of this kind from before a moment.
pub async fn since(on: &mut impl Rows, production: i64, state: &str, kind: &str, before: i64) -> Result<Vec<i64>, Error> {
    let sql = "SELECT DISTINCT t.id FROM tickets t JOIN events e ON e.ticket = t.id
        WHERE t.production = $1 AND t.state = $2 AND e.kind = $3 AND e.at < $4 ORDER BY t.id";
    on.rows(sql, args![production, state, kind, before]).await?.iter().map(|row| row.int(0)).collect()
}

/// The other tickets of a production with the same fingerprint, the newest first.
pub async fn alike(on: &mut impl Rows, production: i64, fingerprint: &str, but: i64) -> Result<Vec<Ticket>, Error> {
    let sql = concat_select!("WHERE t.production = $1 AND t.fingerprint = $2 AND t.id <> $3 ORDER BY t.id DESC LIMIT 20");
    on.rows(sql, args![production, fingerprint, but]).await?.iter().map(read).collect()
}

/// Moves a ticket to a state; `closed` says whether it ends there.
pub async fn set_state(writing: &mut Writing, ticket: i64, state: &str, closed: bool) -> Result<(), Error> {
    let moment = closed.then(now);
    let sql = "UPDATE tickets SET state = $2, closed = $3, waiting = NULL, waiting_since = NULL WHERE id = $1";
    writing.rows(sql, args![ticket, state, moment]).await.map(|_| ())
}

/// What comes next for it, and when it is due.
pub async fn set_next(writing: &mut Writing, ticket: i64, next: &str, deadline: &str) -> Result<(), Error> {
    writing.rows("UPDATE tickets SET next = $2, deadline = $3 WHERE id = $1", args![ticket, next, deadline]).await.map(|_| ())
}

/// It waits for somebody, or no more.
pub async fn set_waiting(writing: &mut Writing, ticket: i64, whom: Option<&str>) -> Result<(), Error> {
    let since = whom.map(|_| now());
    writing.rows("UPDATE tickets SET waiting = $2, waiting_since = $3 WHERE id = $1", args![ticket, whom, since]).await.map(|_| ())
}

/// Somebody takes it.
pub async fn assign(writing: &mut Writing, ticket: i64, person: i64) -> Result<(), Error> {
    writing.rows("UPDATE tickets SET assignee = $2 WHERE id = $1", args![ticket, person]).await.map(|_| ())
}

/// What the files said: the fault that weighs most, its fingerprint, its picture.
pub async fn set_seen(
    writing: &mut Writing,
    ticket: i64,
    code: Option<&str>,
    fingerprint: Option<&str>,
    picture: Option<&str>,
) -> Result<(), Error> {
    let sql = "UPDATE tickets SET code = $2, fingerprint = $3, picture = $4 WHERE id = $1";
    writing.rows(sql, args![ticket, code, fingerprint, picture]).await.map(|_| ())
}

/// Reads what [`concat_select`] selects.
fn read(row: &Row) -> Result<Ticket, Error> {
    Ok(Ticket {
        id: row.int(0)?,
        production: row.int(1)?,
        requester: row.int(2)?,
        requester_name: row.text(3)?,
        department: row.text(4)?,
        sentence: row.text(5)?,
        lang: row.text(6)?,
        blocking: row.text(7)?,
        since: row.text(8)?,
        paths: row.text(9)?,
        state: row.text(10)?,
        waiting: row.maybe_text(11)?,
        waiting_since: row.maybe_int(12)?,
        assignee: row.maybe_int(13)?,
        assignee_name: row.text(14)?,
        code: row.maybe_text(15)?,
        fingerprint: row.maybe_text(16)?,
        picture: row.maybe_text(17)?,
        created: row.int(18)?,
        changed: row.int(19)?,
        closed: row.maybe_int(20)?,
        version: row.int(21)?,
        impacted: row.int(22)?,
        next: row.text(23)?,
        deadline: row.text(24)?,
    })
}
