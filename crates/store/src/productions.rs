//! Productions, who works on them, and where their files are.

use crate::args;
use crate::connection::Rows;
use crate::error::Error;
use crate::migrations::now;
use crate::people::{self, Person};
use crate::row::Row;
use crate::writer::Writing;

/// A production.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Production {
    /// Row; 0 before it is kept.
    pub id: i64,
    /// Short name ("vigie").
    pub code: String,
    /// Title.
    pub name: String,
    /// Whether nobody may see it any more but those who may look at sealed ones.
    pub sealed: bool,
    /// Hours after which silence confirms a reformulation.
    pub silence: i64,
}

/// A folder that may be read, and what each system calls it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Root {
    /// Row; 0 before it is kept.
    pub id: i64,
    /// Where this machine has it.
    pub path: String,
    /// What Windows calls it (`P:\vigie`); may be empty.
    pub windows: String,
    /// What macOS calls it (`/Volumes/vigie`); may be empty.
    pub macos: String,
    /// What Linux calls it, when another than `path`; may be empty.
    pub linux: String,
}

/// Adds a production and gives back the row.
pub async fn add(writing: &mut Writing, production: &Production) -> Result<i64, Error> {
    let p = production.clone();
    let sql = "INSERT INTO productions (code, name, sealed, silence, created) VALUES ($1, $2, $3, $4, $5) RETURNING id";
    crate::tickets::id(&writing.rows(sql, args![p.code, p.name, p.sealed, p.silence, now()]).await?)
}

/// All of them, by name.
pub async fn all(on: &mut impl Rows) -> Result<Vec<Production>, Error> {
    let sql = "SELECT id, code, name, sealed, silence FROM productions ORDER BY name, id";
    on.rows(sql, Vec::new()).await?.iter().map(read).collect()
}

/// By row.
pub async fn find(on: &mut impl Rows, id: i64) -> Result<Option<Production>, Error> {
    let sql = "SELECT id, code, name, sealed, silence FROM productions WHERE id = $1";
    on.row(sql, args![id]).await?.as_ref().map(read).transpose()
}

/// Those on which a person works, by name.
pub async fn of_person(on: &mut impl Rows, person: i64) -> Result<Vec<Production>, Error> {
    let sql = "SELECT p.id, p.code, p.name, p.sealed, p.silence FROM productions p JOIN members m ON m.production = p.id
        WHERE m.person = $1 ORDER BY p.name, p.id";
    on.rows(sql, args![person]).await?.iter().map(read).collect()
}

/// Changes how long silence is waited for, and whether it is sealed.
pub async fn set(writing: &mut Writing, id: i64, sealed: bool, silence: i64) -> Result<(), Error> {
    writing.rows("UPDATE productions SET sealed = $2, silence = $3 WHERE id = $1", args![id, sealed, silence]).await.map(|_| ())
}

/// Lets a person work on it.
pub async fn join(writing: &mut Writing, production: i64, person: i64) -> Result<(), Error> {
    let sql = "INSERT INTO members (production, person) VALUES ($1, $2) ON CONFLICT (production, person) DO NOTHING";
    writing.rows(sql, args![production, person]).await.map(|_| ())
}

/// Lets a person work on it no more.
pub async fn leave(writing: &mut Writing, production: i64, person: i64) -> Result<(), Error> {
    writing.rows("DELETE FROM members WHERE production = $1 AND person = $2", args![production, person]).await.map(|_| ())
}

/// Who works on it, by name.
pub async fn members(on: &mut impl Rows, production: i64) -> Result<Vec<Person>, Error> {
    let sql = "SELECT p.id, p.login, p.name, p.role, p.department, p.lang, p.theme, p.disabled
        FROM people p JOIN members m ON m.person = p.id WHERE m.production = $1 ORDER BY p.name, p.id";
    on.rows(sql, args![production]).await?.iter().map(people::read).collect()
}

/// Its folders, in the order in which they were declared.
pub async fn roots(on: &mut impl Rows, production: i64) -> Result<Vec<Root>, Error> {
    let sql = "SELECT id, path, windows, macos, linux FROM roots WHERE production = $1 ORDER BY id";
    let read =
        |row: &Row| Ok(Root { id: row.int(0)?, path: row.text(1)?, windows: row.text(2)?, macos: row.text(3)?, linux: row.text(4)? });
    on.rows(sql, args![production]).await?.iter().map(read).collect()
}

/// Declares a folder.
pub async fn add_root(writing: &mut Writing, production: i64, root: &Root) -> Result<i64, Error> {
    let r = root.clone();
    let sql = "INSERT INTO roots (production, path, windows, macos, linux) VALUES ($1, $2, $3, $4, $5) RETURNING id";
    crate::tickets::id(&writing.rows(sql, args![production, r.path, r.windows, r.macos, r.linux]).await?)
}

/// Takes a declaration back.
pub async fn remove_root(writing: &mut Writing, production: i64, root: i64) -> Result<(), Error> {
    writing.rows("DELETE FROM roots WHERE production = $1 AND id = $2", args![production, root]).await.map(|_| ())
}

fn read(row: &Row) -> Result<Production, Error> {
    Ok(Production { id: row.int(0)?, code: row.text(1)?, name: row.text(2)?, sealed: row.flag(3)?, silence: row.int(4)? })
}
