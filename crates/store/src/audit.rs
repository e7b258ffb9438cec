//! The audit chain: each line carries a hash over itself and the line before, and is written with the change that it tells of.

use sha2::{Digest, Sha256};

use crate::args;
use crate::connection::Rows;
use crate::error::Error;
use crate::migrations::now;
use crate::row::Row;
use crate::writer::Writing;

/// The line before the first.
const ROOT: &str = "etabli";
/// Lines read at once when the chain is verified.
const PAGE: i64 = 1000;

/// A line that does not follow from the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken {
    /// Its number, from 1.
    pub line: i64,
}

/// Adds a line to the chain, in the same transaction as the change: who did what to what.
pub async fn audit(writing: &mut Writing, person: i64, action: &str, object: &str, detail: &str) -> Result<(), Error> {
    let last = writing.row("SELECT n, hash FROM audit ORDER BY n DESC LIMIT 1", Vec::new()).await?;
    let (n, previous) = last.map_or(Ok((0, ROOT.to_owned())), |row| Ok::<_, Error>((row.int(0)?, row.text(1)?)))?;
    let (n, at) = (n + 1, now());
    let hash = link(&previous, n, at, person, [action, object, detail]);
    let sql = "INSERT INTO audit (n, at, person, action, object, detail, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    writing.rows(sql, args![n, at, person, action, object, detail, hash]).await.map(|_| ())
}

/// Reads the whole chain again. The first line that does not hold, if there is one.
pub async fn verify_audit(on: &mut impl Rows) -> Result<Option<Broken>, Error> {
    let (mut previous, mut last) = (ROOT.to_owned(), 0);
    loop {
        let sql = "SELECT n, at, person, action, object, detail, hash FROM audit WHERE n > $1 ORDER BY n LIMIT $2";
        let page = on.rows(sql, args![last, PAGE]).await?;
        if page.is_empty() {
            return Ok(None);
        }
        for row in &page {
            let (n, hash) = (row.int(0)?, row.text(6)?);
            if n != last + 1 || hash != of_row(&previous, row)? {
                return Ok(Some(Broken { line: last + 1 }));
            }
            (previous, last) = (hash, n);
        }
    }
}

fn of_row(previous: &str, row: &Row) -> Result<String, Error> {
    let [action, object, detail] = [row.text(3)?, row.text(4)?, row.text(5)?];
    Ok(link(previous, row.int(0)?, row.int(1)?, row.int(2)?, [&action, &object, &detail]))
}

/// Each part is ended by a byte that no text holds, so that no two lines read the same.
fn link(previous: &str, n: i64, at: i64, person: i64, texts: [&str; 3]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(previous);
    for number in [n, at, person] {
        hasher.update(number.to_be_bytes());
    }
    for text in texts {
        hasher.update(text);
        hasher.update([0xFF]);
    }
    hasher.finalize().iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}
