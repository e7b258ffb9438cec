//! Words and what holds them.

use crate::args;
use crate::connection::Rows;
use crate::error::Error;
use crate::writer::Writing;

/// Adds words of an object to the index. A word that is there already stays.
pub async fn index(writing: &mut Writing, production: i64, kind: &str, object: i64, words: &[String]) -> Result<(), Error> {
    for word in words {
        let sql = "INSERT INTO words (production, word, kind, object) VALUES ($1, $2, $3, $4) ON CONFLICT (production, word, kind, object) DO NOTHING";
        writing.rows(sql, args![production, word, kind, object]).await?;
    }
    Ok(())
}

/// The newest objects of a kind that hold a word, or one that begins with it, and all of the other words.
pub async fn find(on: &mut impl Rows, production: i64, kind: &str, begins: &str, others: &[String], most: i64) -> Result<Vec<i64>, Error> {
    let end = format!("{begins}\u{10FFFF}");
    let sql =
        "SELECT DISTINCT object FROM words WHERE production = $1 AND kind = $2 AND word >= $3 AND word <= $4 ORDER BY object DESC LIMIT $5";
    // More candidates than answers: the other words still have to hold.
    let candidates = if others.is_empty() { most } else { most * 40 };
    let found = on.rows(sql, args![production, kind, begins, end, candidates]).await?;
    let mut kept = Vec::new();
    for row in found {
        let object = row.int(0)?;
        if holds(on, production, kind, object, others).await? {
            kept.push(object);
        }
        if kept.len() as i64 == most {
            break;
        }
    }
    Ok(kept)
}

async fn holds(on: &mut impl Rows, production: i64, kind: &str, object: i64, words: &[String]) -> Result<bool, Error> {
    for word in words {
        let sql = "SELECT 1 FROM words WHERE production = $1 AND word = $2 AND kind = $3 AND object = $4";
        if on.row(sql, args![production, word, kind, object]).await?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}
