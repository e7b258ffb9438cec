//! Who is signed in, by what they carry: cookies, one-time links and tokens, of which only hashes are kept.

use crate::args;
use crate::connection::Rows;
use crate::error::Error;
use crate::migrations::now;
use crate::writer::Writing;

/// Opens a session until a moment.
pub async fn open(writing: &mut Writing, hash: &str, person: i64, expires: i64) -> Result<(), Error> {
    writing.rows("DELETE FROM sessions WHERE expires < $1", args![now()]).await?;
    let sql = "INSERT INTO sessions (hash, person, created, expires) VALUES ($1, $2, $3, $4)";
    writing.rows(sql, args![hash, person, now(), expires]).await.map(|_| ())
}

/// Whose session it is, while it lasts.
pub async fn person(on: &mut impl Rows, hash: &str) -> Result<Option<i64>, Error> {
    let row = on.row("SELECT person FROM sessions WHERE hash = $1 AND expires > $2", args![hash, now()]).await?;
    row.map(|row| row.int(0)).transpose()
}

/// Ends a session.
pub async fn close(writing: &mut Writing, hash: &str) -> Result<(), Error> {
    writing.rows("DELETE FROM sessions WHERE hash = $1", args![hash]).await.map(|_| ())
}

/// Ends every session of a person.
pub async fn close_all(writing: &mut Writing, person: i64) -> Result<(), Error> {
    writing.rows("DELETE FROM sessions WHERE person = $1", args![person]).await.map(|_| ())
}

/// Makes a one-time link until a moment; those made before for the same person hold no more.
pub async fn add_link(writing: &mut Writing, hash: &str, person: i64, expires: i64) -> Result<(), Error> {
    writing.rows("DELETE FROM links WHERE person = $1", args![person]).await?;
    writing.rows("INSERT INTO links (hash, person, expires) VALUES ($1, $2, $3)", args![hash, person, expires]).await.map(|_| ())
}

/// Whom a link lets in, while it is fresh.
pub async fn link(on: &mut impl Rows, hash: &str) -> Result<Option<i64>, Error> {
    let row = on.row("SELECT person FROM links WHERE hash = $1 AND used IS NULL AND expires > $2", args![hash, now()]).await?;
    row.map(|row| row.int(0)).transpose()
}

/// A link was used.
pub async fn use_link(writing: &mut Writing, hash: &str) -> Result<(), Error> {
    writing.rows("UPDATE links SET used = $2 WHERE hash = $1", args![hash, now()]).await.map(|_| ())
}

/// Makes a token for programs.
pub async fn add_token(writing: &mut Writing, hash: &str, person: i64, scope: &str, expires: i64) -> Result<(), Error> {
    let sql = "INSERT INTO tokens (hash, person, scope, created, expires) VALUES ($1, $2, $3, $4, $5)";
    writing.rows(sql, args![hash, person, scope, now(), expires]).await.map(|_| ())
}

/// Whose token it is and what for, while it lasts.
pub async fn token(on: &mut impl Rows, hash: &str) -> Result<Option<(i64, String)>, Error> {
    let row = on.row("SELECT person, scope FROM tokens WHERE hash = $1 AND expires > $2", args![hash, now()]).await?;
    row.map(|row| Ok((row.int(0)?, row.text(1)?))).transpose()
}
