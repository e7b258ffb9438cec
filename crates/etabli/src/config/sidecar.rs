//! `.etabli-ignore`, beside the files: findings that are known and accepted, one a line, as binary files hold no comments.
//!
//! `SEQ001 beauty.*.exr 2027-01-31 held on purpose`: code, glob relative to the folder, last day (may be left out), reason.
//! Every other line is a glob of what is not walked, in the form of `.gitignore`.

use std::ops::Range;
use std::path::{Path, PathBuf};

use etabli_diagnosis::config::Ignore;

use super::judge;
use crate::lang::both;
use crate::problem::{Excerpt, Problem};

/// Name of the file.
pub(super) const NAME: &str = ".etabli-ignore";

/// What one file accepts.
#[derive(Debug)]
pub(super) struct Sidecar {
    /// The file.
    pub(super) path: PathBuf,
    /// Its findings.
    pub(super) ignores: Vec<Ignore>,
}

/// Understands one file.
///
/// # Errors
/// The first line that begins with a code and means nothing, with what to write instead.
pub(super) fn read(path: &Path, text: &str) -> Result<Sidecar, Box<Problem>> {
    let mut ignores = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(ignore) = accept(line, start).map_err(|(span, what, cure)| Problem::at(Excerpt::of(path, text, span), what, cure))? {
            ignores.push(ignore);
        }
        start += line.len();
    }
    Ok(Sidecar { path: path.to_owned(), ignores })
}

/// The finding that a line accepts; `None` for a glob or a comment. `start` is where the line begins.
fn accept(line: &str, start: usize) -> Result<Option<Ignore>, judge::Fault> {
    let mut words = words(line, start);
    let Some((code, span)) = words.next().filter(|(word, _)| is_code(word)) else { return Ok(None) };
    judge::code(code, span.clone())?;
    let Some((path, glob)) = words.next() else { return Err(incomplete(span)) };
    judge::glob(path, glob)?;
    let mut rest = words.peekable();
    let until = rest.next_if(|(word, _)| is_day(word));
    if let Some((day, span)) = &until {
        judge::day(day, span.clone())?;
    }
    let reason: Vec<&str> = rest.map(|(word, _)| word).collect();
    if reason.is_empty() {
        return Err(incomplete(span));
    }
    let until = until.map(|(day, _)| day.to_owned());
    Ok(Some(Ignore { code: code.to_owned(), path: path.to_owned(), reason: reason.join(" "), until, folder: None }))
}

/// Words of a line, each with its place in the text.
fn words(line: &str, start: usize) -> impl Iterator<Item = (&str, Range<usize>)> {
    line.split_whitespace().map(move |word| {
        let at = start + (word.as_ptr() as usize - line.as_ptr() as usize);
        (word, at..at + word.len())
    })
}

/// Three capitals and three digits.
fn is_code(word: &str) -> bool {
    let (letters, digits) = word.split_at_checked(3).unwrap_or_default();
    word.len() == 6 && letters.bytes().all(|b| b.is_ascii_uppercase()) && digits.bytes().all(|b| b.is_ascii_digit())
}

fn is_day(word: &str) -> bool {
    word.len() >= 8 && word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'/'))
}

fn incomplete(span: Range<usize>) -> judge::Fault {
    let what = both("cette ligne n'accepte rien sans motif et sans raison", "this line accepts nothing without a glob and a reason");
    let cure = both("écrire CODE MOTIF [AAAA-MM-JJ] RAISON", "write CODE GLOB [YYYY-MM-DD] REASON");
    (span, what, cure)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use etabli_diagnosis::Lang;

    use super::read;

    #[test]
    fn a_line_that_begins_with_a_code_accepts_findings() {
        let text = "# known\nold/\nSEQ001  beauty.*.exr 2027-01-31 held on  purpose\n*.tmp\nIMG004 ** sparks\nSEQ9 x.exr\n";
        let accepted = read(Path::new("f"), text).unwrap().ignores;
        let shown: Vec<_> = accepted.iter().map(|i| (i.code.as_str(), i.path.as_str(), i.until.as_deref(), i.reason.as_str())).collect();
        assert_eq!(shown, [("SEQ001", "beauty.*.exr", Some("2027-01-31"), "held on purpose"), ("IMG004", "**", None, "sparks")]);
    }

    #[test]
    fn a_line_that_means_nothing_is_shown() {
        for (text, place, cure) in [
            ("\nSEQ001\n", "f:2:1", "CODE GLOB"),
            ("SEQ001 a.exr\n", "f:1:1", "CODE GLOB"),
            ("SEQ001 a.exr 2027-01-31\n", "f:1:1", "CODE GLOB"),
            ("ZZZ999 a.exr known\n", "f:1:1", "etabli list"),
            ("SEQ001 a[ known\n", "f:1:8", "bracket"),
            ("SEQ001 a 2027-13-31 known\n", "f:1:10", "until"),
        ] {
            let mut said = Vec::new();
            read(Path::new("f"), text).unwrap_err().write(Lang::En, &mut said).unwrap();
            let said = String::from_utf8(said).unwrap();
            assert!(said.contains(place) && said.contains(cure), "{text}\n{said}");
        }
    }
}
