//! Every text of the repository, read once, and what a rule says of a line of it.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use anyhow::{Context, Result};
use ignore::WalkBuilder;

use super::source;

/// A fault fails the check; a warning asks for a second look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Warning,
    Fault,
}

/// What a rule has to say of one line; sorted, warnings come first and then files in order.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Remark {
    pub(super) level: Level,
    path: String,
    /// Counted from 1; 0 for a file as a whole.
    line: usize,
    text: String,
}

impl Remark {
    pub(super) fn fault(path: &str, line: usize, text: impl Into<String>) -> Remark {
        Remark { level: Level::Fault, path: path.to_owned(), line, text: text.into() }
    }

    pub(super) fn warning(path: &str, line: usize, text: impl Into<String>) -> Remark {
        Remark { level: Level::Warning, ..Remark::fault(path, line, text) }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = if self.level == Level::Fault { "fault" } else { "warning" };
        match self.line {
            0 => write!(f, "   {level}: {}: {}", self.path, self.text),
            line => write!(f, "   {level}: {}:{line}: {}", self.path, self.text),
        }
    }
}

/// One text of the repository.
pub(super) struct File {
    pub(super) text: String,
    /// The same bytes with comments and literals blanked, for Rust; empty for every other text.
    pub(super) code: String,
}

impl File {
    /// The line, counted from 1, that holds a byte of the text.
    pub(super) fn line(&self, byte: usize) -> usize {
        self.text.bytes().take(byte).filter(|b| *b == b'\n').count() + 1
    }
}

/// The texts of the repository by their path from its root, with `/`.
pub(super) struct House {
    files: BTreeMap<String, File>,
}

impl House {
    /// Reads what Git would keep: hidden files too, ignored ones not. A file that is no UTF-8 is no text.
    pub(super) fn read(root: &Path) -> Result<House> {
        let mut files = BTreeMap::new();
        let walk = WalkBuilder::new(root).hidden(false).require_git(false).filter_entry(|entry| entry.file_name() != ".git").build();
        for entry in walk {
            let entry = entry.context("walking the repository")?;
            if !entry.file_type().is_some_and(|kind| kind.is_file()) {
                continue;
            }
            // A file that went away between the walk and the read is a colleague's temporary one.
            let Ok(bytes) = std::fs::read(entry.path()) else { continue };
            if let Ok(text) = String::from_utf8(bytes) {
                let path = entry.path().strip_prefix(root).unwrap_or(entry.path());
                files.insert(path.to_string_lossy().replace('\\', "/"), text);
            }
        }
        Ok(House::from_texts(files))
    }

    fn from_texts(texts: impl IntoIterator<Item = (String, String)>) -> House {
        let file = |(path, text): (String, String)| {
            let code = if is_rust(&path) { source::blank(&text) } else { String::new() };
            (path, File { text, code })
        };
        House { files: texts.into_iter().map(file).collect() }
    }

    /// A house for the test of a rule.
    #[cfg(test)]
    pub(super) fn of(texts: &[(&str, &str)]) -> House {
        House::from_texts(texts.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())))
    }

    pub(super) fn len(&self) -> usize {
        self.files.len()
    }

    pub(super) fn get(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &File)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file))
    }

    /// The Rust sources, fuzz targets and tests included.
    pub(super) fn rust(&self) -> impl Iterator<Item = (&str, &File)> {
        self.files().filter(|(path, _)| is_rust(path))
    }
}

fn is_rust(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "rs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_count_from_one() {
        let house = House::of(&[("a.rs", "one\ntwo\n")]);
        let file = house.get("a.rs").unwrap();
        assert_eq!((file.line(0), file.line(3), file.line(4)), (1, 1, 2));
    }

    #[test]
    fn this_repository_is_read_without_what_git_ignores() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let house = House::read(root).unwrap();
        assert!(house.get("xtask/src/tidy/house.rs").is_some() && house.get(".cargo/config.toml").is_some());
        assert!(house.files().all(|(path, _)| !path.starts_with("target/") && !path.starts_with(".git/")));
    }
}
