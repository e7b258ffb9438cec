//! Ways out of a ticket, and which were chosen.

use crate::args;
use crate::connection::Rows;
use crate::error::Error;
use crate::migrations::now;
use crate::row::Row;
use crate::writer::Writing;

/// A way out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Its row; 0 before it is kept.
    pub id: i64,
    /// Who proposed it.
    pub person: i64,
    /// What would be done.
    pub what: String,
    /// Its kind, as `desk` names them.
    pub kind: String,
    /// Whether it is meant to stay.
    pub lasting: bool,
    /// The day on which a provisional one ends (`2026-12-04`); empty for a lasting one.
    pub expires: String,
    /// What will replace a provisional one.
    pub successor: String,
    /// Feasibility: who can do it.
    pub skills: String,
    /// Feasibility: how long it takes.
    pub delay: String,
    /// Feasibility: people and machines.
    pub means: String,
    /// Feasibility: what it does to the making of the pictures.
    pub impact: String,
    /// Feasibility: what it could wait for.
    pub bottleneck: String,
    /// Its place among the chosen, from 1; 0 when it was not.
    pub chosen: i64,
}

/// Adds a way out.
pub async fn add(writing: &mut Writing, ticket: i64, choice: &Choice) -> Result<i64, Error> {
    let c = choice.clone();
    let sql = "INSERT INTO options (ticket, person, what, kind, lasting, expires, successor, skills, delay, means, impact, bottleneck, chosen, created)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, $13) RETURNING id";
    let given = args![
        ticket,
        c.person,
        c.what,
        c.kind,
        c.lasting,
        c.expires,
        c.successor,
        c.skills,
        c.delay,
        c.means,
        c.impact,
        c.bottleneck,
        now()
    ];
    crate::tickets::id(&writing.rows(sql, given).await?)
}

/// The ways out of a ticket, in the order in which they were proposed.
pub async fn of_ticket(on: &mut impl Rows, ticket: i64) -> Result<Vec<Choice>, Error> {
    let sql = "SELECT id, person, what, kind, lasting, expires, successor, skills, delay, means, impact, bottleneck, chosen
        FROM options WHERE ticket = $1 ORDER BY id";
    on.rows(sql, args![ticket]).await?.iter().map(read).collect()
}

/// Chooses some, in this order, and keeps why and with whom.
pub async fn decide(writing: &mut Writing, ticket: i64, person: i64, chosen: &[i64], why: &str, together: &str) -> Result<(), Error> {
    writing.rows("UPDATE options SET chosen = 0 WHERE ticket = $1", args![ticket]).await?;
    for (place, option) in (1_i64..).zip(chosen) {
        writing.rows("UPDATE options SET chosen = $3 WHERE id = $2 AND ticket = $1", args![ticket, *option, place]).await?;
    }
    let sql = "INSERT INTO decisions (ticket, person, why, together, at) VALUES ($1, $2, $3, $4, $5)";
    writing.rows(sql, args![ticket, person, why, together, now()]).await.map(|_| ())
}

/// Provisional ways out that were chosen and end on or before a day, with their tickets: those of a production.
pub async fn ending(on: &mut impl Rows, production: i64, day: &str) -> Result<Vec<(i64, Choice)>, Error> {
    let sql = "SELECT o.id, o.person, o.what, o.kind, o.lasting, o.expires, o.successor, o.skills, o.delay, o.means, o.impact, o.bottleneck, o.chosen, o.ticket
        FROM options o JOIN tickets t ON t.id = o.ticket
        WHERE t.production = $1 AND o.chosen > 0 AND o.lasting = 0 AND o.expires <> '' AND o.expires <= $2 ORDER BY o.expires, o.id";
    on.rows(sql, args![production, day]).await?.iter().map(|row| Ok((row.int(13)?, read(row)?))).collect()
}

fn read(row: &Row) -> Result<Choice, Error> {
    Ok(Choice {
        id: row.int(0)?,
        person: row.int(1)?,
        what: row.text(2)?,
        kind: row.text(3)?,
        lasting: row.flag(4)?,
        expires: row.text(5)?,
        successor: row.text(6)?,
        skills: row.text(7)?,
        delay: row.text(8)?,
        means: row.text(9)?,
        impact: row.text(10)?,
        bottleneck: row.text(11)?,
        chosen: row.int(12)?,
    })
}
