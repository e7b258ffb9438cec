//! What keeps a command from running: where, what, and what to do instead. Always exit status 2.

use std::io::{self, Write};
use std::process::ExitCode;

use etabli_diagnosis::Lang;

use crate::lang::{Both, both, either};

/// What a command ends with.
pub(crate) type Outcome = Result<ExitCode, Box<Problem>>;

/// What keeps a command from running.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    what: Both,
    excerpt: Option<Excerpt>,
    cure: Both,
}

/// A place in a text, shown with a caret below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Excerpt {
    /// Name of the file.
    pub(crate) file: String,
    /// Line, from 1.
    pub(crate) line: usize,
    /// Column in characters, from 1.
    pub(crate) column: usize,
    /// Characters that the caret underlines.
    pub(crate) length: usize,
    /// The whole line.
    pub(crate) text: String,
}

impl Problem {
    /// What is wrong, and what to do about it.
    pub(crate) fn new(what: Both, cure: Both) -> Box<Self> {
        Box::new(Self { what, excerpt: None, cure })
    }

    /// What is wrong at a place in a file.
    pub(crate) fn at(excerpt: Excerpt, what: Both, cure: Both) -> Box<Self> {
        Box::new(Self { what, excerpt: Some(excerpt), cure })
    }

    /// A path that the system refuses.
    pub(crate) fn disk(path: &std::path::Path, error: &io::Error) -> Box<Self> {
        let path = path.display();
        let cure = match error.kind() {
            io::ErrorKind::PermissionDenied => both("demander le droit d'y accéder", "ask for the right to use it"),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => both("faire de la place sur ce disque", "make room on that disk"),
            io::ErrorKind::NotFound => both("vérifier le chemin", "check the path"),
            _ => both("vérifier ce chemin et son disque", "check that path and its disk"),
        };
        Self::new(both(format!("{path} : {error}"), format!("{path}: {error}")), cure)
    }

    /// Writes it for a person.
    pub(crate) fn write(&self, lang: Lang, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "{} {}", either(lang, "erreur :", "error:"), self.what.of(lang))?;
        if let Some(excerpt) = &self.excerpt {
            excerpt.write(out)?;
        }
        writeln!(out, "  = {} {}", either(lang, "remède :", "help:"), self.cure.of(lang))
    }
}

impl Excerpt {
    /// The place of a run of bytes in a text; one character at least.
    pub(crate) fn of(file: &std::path::Path, text: &str, span: std::ops::Range<usize>) -> Self {
        let start = text.floor_char_boundary(span.start.min(text.len()));
        let end = text.floor_char_boundary(span.end.clamp(start, text.len()));
        let begin = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line = text[begin..].lines().next().unwrap_or_default();
        let marked = text[start..end].lines().next().unwrap_or_default();
        Self {
            file: file.display().to_string(),
            line: text[..start].matches('\n').count() + 1,
            column: text[begin..start].chars().count() + 1,
            length: marked.chars().count().max(1),
            text: line.to_owned(),
        }
    }

    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let number = self.line.to_string();
        let gap = " ".repeat(number.len());
        writeln!(out, "{gap}--> {}:{}:{}", self.file, self.line, self.column)?;
        writeln!(out, "{gap} |")?;
        writeln!(out, "{number} | {}", self.text)?;
        writeln!(out, "{gap} | {}{}", " ".repeat(self.column - 1), "^".repeat(self.length))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use etabli_diagnosis::Lang;

    use super::{Excerpt, Problem};
    use crate::lang::both;

    #[test]
    fn a_problem_shows_its_line_with_a_caret() {
        let text = "show = \"é\"\ncolr = 1\n";
        let excerpt = Excerpt::of(Path::new("etabli.toml"), text, 12..16);
        let problem = Problem::at(excerpt, both("clé inconnue", "unknown key"), both("écrire colour", "write colour"));
        let mut out = Vec::new();
        problem.write(Lang::En, &mut out).unwrap();
        let want = "error: unknown key\n --> etabli.toml:2:1\n  |\n2 | colr = 1\n  | ^^^^\n  = help: write colour\n";
        assert_eq!(String::from_utf8(out).unwrap(), want);
    }
}
