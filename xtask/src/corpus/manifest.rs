//! What is known of each file of a corpus: MANIFEST.tsv.

use anyhow::{Context, Result};

/// One row: a file, what it is, and the set it belongs to.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) path: String,
    pub(super) class: Class,
    /// The folder that belongs together; empty for a file that stands alone.
    pub(super) unit: String,
}

/// What a file was made to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Good,
    Bad,
    /// The fault lies in the set: the file itself may be sound.
    SetBad,
    /// Odd, incomplete without its neighbours, or of unknown health: nothing is asked of it.
    Other,
}

impl Entry {
    /// The first folder of the path.
    pub(super) fn family(&self) -> &str {
        self.path.split_once('/').map_or(self.path.as_str(), |(family, _)| family)
    }

    /// The folder that the unit names, with the slash that ends it.
    pub(super) fn home(&self) -> String {
        let end = self.path.find(&self.unit).map_or(self.path.len(), |at| at + self.unit.len());
        format!("{}/", &self.path[..end])
    }
}

/// Reads the rows; columns are found by their name in the first line.
pub(super) fn read(text: &str) -> Result<Vec<Entry>> {
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().context("an empty manifest")?.split('\t').collect();
    let column =
        |name: &str| head.iter().position(|column| *column == name).with_context(|| format!("the manifest has no column `{name}`"));
    let (path, class, unit) = (column("path")?, column("class")?, column("unit")?);
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
        let class = match cell(class) {
            "good" => Class::Good,
            "bad" => Class::Bad,
            "set-bad" => Class::SetBad,
            _ => Class::Other,
        };
        Entry { path: cell(path).to_owned(), class, unit: cell(unit).to_owned() }
    };
    Ok(lines.filter(|line| !line.is_empty()).map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_name() {
        let entries = read("class\tpath\tunit\nset-bad\tdpx/a/b/one.dpx\ta/b\ngood\texr/x.exr\n").unwrap();
        assert_eq!(entries[0], Entry { path: "dpx/a/b/one.dpx".into(), class: Class::SetBad, unit: "a/b".into() });
        assert_eq!((entries[0].family(), entries[0].home().as_str()), ("dpx", "dpx/a/b/"));
        assert_eq!((entries[1].class, entries[1].unit.as_str()), (Class::Good, ""));
        assert!(read("path\tclass\n").is_err(), "a column is missing");
    }
}
