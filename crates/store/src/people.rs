//! People.

use crate::args;
use crate::connection::Rows;
use crate::error::Error;
use crate::migrations::now;
use crate::row::Row;
use crate::writer::Writing;

/// A person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// Row; 0 before it is kept.
    pub id: i64,
    /// What they sign in as.
    pub login: String,
    /// What they are called.
    pub name: String,
    /// Role, as `desk` names them.
    pub role: String,
    /// Department ("compositing"); may be empty.
    pub department: String,
    /// Language of their screens.
    pub lang: String,
    /// `dark`, `light`, or `system`.
    pub theme: String,
    /// Whether they may not sign in any more.
    pub disabled: bool,
}

/// Adds a person and gives back the row.
pub async fn add(writing: &mut Writing, person: &Person) -> Result<i64, Error> {
    let p = person.clone();
    let sql = "INSERT INTO people (login, name, role, department, lang, theme, created) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id";
    crate::tickets::id(&writing.rows(sql, args![p.login, p.name, p.role, p.department, p.lang, p.theme, now()]).await?)
}

/// Everybody, by name.
pub async fn all(on: &mut impl Rows) -> Result<Vec<Person>, Error> {
    let sql = "SELECT id, login, name, role, department, lang, theme, disabled FROM people ORDER BY name, id";
    on.rows(sql, Vec::new()).await?.iter().map(read).collect()
}

/// By what they sign in as.
pub async fn of_login(on: &mut impl Rows, login: &str) -> Result<Option<Person>, Error> {
    let sql = "SELECT id, login, name, role, department, lang, theme, disabled FROM people WHERE login = $1";
    on.row(sql, args![login]).await?.as_ref().map(read).transpose()
}

/// By row.
pub async fn find(on: &mut impl Rows, id: i64) -> Result<Option<Person>, Error> {
    let sql = "SELECT id, login, name, role, department, lang, theme, disabled FROM people WHERE id = $1";
    on.row(sql, args![id]).await?.as_ref().map(read).transpose()
}

/// The hash of a password, if there is one.
pub async fn password(on: &mut impl Rows, id: i64) -> Result<Option<String>, Error> {
    let row = on.row("SELECT password FROM people WHERE id = $1", args![id]).await?;
    row.map_or(Ok(None), |row| row.maybe_text(0))
}

/// Sets the hash of a password.
pub async fn set_password(writing: &mut Writing, id: i64, hash: &str) -> Result<(), Error> {
    writing.rows("UPDATE people SET password = $2 WHERE id = $1", args![id, hash]).await.map(|_| ())
}

/// Sets the language and the theme of a person's screens.
pub async fn prefer(writing: &mut Writing, id: i64, lang: &str, theme: &str) -> Result<(), Error> {
    writing.rows("UPDATE people SET lang = $2, theme = $3 WHERE id = $1", args![id, lang, theme]).await.map(|_| ())
}

/// Lets a person in no more, or again.
pub async fn disable(writing: &mut Writing, id: i64, disabled: bool) -> Result<(), Error> {
    let moment = disabled.then(now);
    writing.rows("UPDATE people SET disabled = $2 WHERE id = $1", args![id, moment]).await.map(|_| ())
}

pub(crate) fn read(row: &Row) -> Result<Person, Error> {
    Ok(Person {
        id: row.int(0)?,
        login: row.text(1)?,
        name: row.text(2)?,
        role: row.text(3)?,
        department: row.text(4)?,
        lang: row.text(5)?,
        theme: row.text(6)?,
        disabled: row.maybe_int(7)?.is_some(),
    })
}
