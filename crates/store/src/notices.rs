//! Notices: what a ticket taught, for the next technical director.

use crate::args;
use crate::connection::Rows;
use crate::error::Error;
use crate::migrations::now;
use crate::row::Row;
use crate::writer::Writing;

/// A notice, drafted or filed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notice {
    /// Its number; 0 before it is kept.
    pub id: i64,
    /// Production.
    pub production: i64,
    /// The ticket that taught it.
    pub ticket: i64,
    /// Who wrote it.
    pub author: i64,
    /// Who read it again.
    pub reviewer: Option<i64>,
    /// In one line.
    pub title: String,
    /// What is seen, in the artist's words.
    pub symptom: String,
    /// Where it happens: software, versions, machines.
    pub environment: String,
    /// What causes it.
    pub cause: String,
    /// What proves that.
    pub evidence: String,
    /// Code of the fault, when a rule knows it.
    pub code: String,
    /// What to do.
    pub fix: String,
    /// Where that stops helping.
    pub limits: String,
    /// Its place in the documentation plan.
    pub place: String,
    /// Its language.
    pub lang: String,
    /// Fingerprint of the findings that it explains.
    pub fingerprint: Option<String>,
    /// When it was filed; none while it is a draft.
    pub filed: Option<i64>,
}

/// A notice's columns, and a condition.
macro_rules! select {
    ($condition:literal) => {
        concat!(
            "SELECT id, production, ticket, author, reviewer, title, symptom, environment, cause, evidence, code, fix, limits, place, lang,
            fingerprint, filed FROM notices ",
            $condition
        )
    };
}

/// Keeps a draft and gives back its number.
pub async fn add(writing: &mut Writing, notice: &Notice) -> Result<i64, Error> {
    let n = notice.clone();
    let sql = "INSERT INTO notices (production, ticket, author, title, symptom, environment, cause, evidence, code, fix, limits, place, lang, fingerprint, created)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) RETURNING id";
    let given = args![
        n.production,
        n.ticket,
        n.author,
        n.title,
        n.symptom,
        n.environment,
        n.cause,
        n.evidence,
        n.code,
        n.fix,
        n.limits,
        n.place,
        n.lang,
        n.fingerprint,
        now(),
    ];
    crate::tickets::id(&writing.rows(sql, given).await?)
}

/// Files a draft: somebody else has read it.
pub async fn file(writing: &mut Writing, notice: i64, reviewer: i64) -> Result<(), Error> {
    let sql = "UPDATE notices SET reviewer = $2, filed = $3 WHERE id = $1";
    writing.rows(sql, args![notice, reviewer, now()]).await.map(|_| ())
}

/// The notice of a ticket, if it has one.
pub async fn of_ticket(on: &mut impl Rows, ticket: i64) -> Result<Option<Notice>, Error> {
    let sql = select!("WHERE ticket = $1 ORDER BY id DESC LIMIT 1");
    on.row(sql, args![ticket]).await?.as_ref().map(read).transpose()
}

/// One notice.
pub async fn find(on: &mut impl Rows, notice: i64) -> Result<Option<Notice>, Error> {
    let sql = select!("WHERE id = $1");
    on.row(sql, args![notice]).await?.as_ref().map(read).transpose()
}

/// The notices of a production, drafts among them, the newest first.
pub async fn of_production(on: &mut impl Rows, production: i64) -> Result<Vec<Notice>, Error> {
    let sql = select!("WHERE production = $1 ORDER BY id DESC LIMIT 500");
    on.rows(sql, args![production]).await?.iter().map(read).collect()
}

/// The filed notices of a production that explain a fingerprint, the newest first.
pub async fn alike(on: &mut impl Rows, production: i64, fingerprint: &str) -> Result<Vec<Notice>, Error> {
    let sql = select!("WHERE production = $1 AND fingerprint = $2 AND filed IS NOT NULL ORDER BY id DESC LIMIT 5");
    on.rows(sql, args![production, fingerprint]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Notice, Error> {
    Ok(Notice {
        id: row.int(0)?,
        production: row.int(1)?,
        ticket: row.int(2)?,
        author: row.int(3)?,
        reviewer: row.maybe_int(4)?,
        title: row.text(5)?,
        symptom: row.text(6)?,
        environment: row.text(7)?,
        cause: row.text(8)?,
        evidence: row.text(9)?,
        code: row.text(10)?,
        fix: row.text(11)?,
        limits: row.text(12)?,
        place: row.text(13)?,
        lang: row.text(14)?,
        fingerprint: row.maybe_text(15)?,
        filed: row.maybe_int(16)?,
    })
}
