//! The journal of a run: what is about to be done, on the disk before it is done. One JSON object a line.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

/// Name of the journal in the run's folder.
pub(crate) const JOURNAL: &str = "journal.jsonl";

/// One line of a journal. Paths are relative to the root; what is kept lies in the run's folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "lowercase")]
pub(crate) enum Record {
    /// The first line: what the run is for, and when (nanoseconds since 1970).
    Run { what: String, at: i64 },
    /// A folder is made.
    Folder { path: String },
    /// New content is put together in `temp`, beside the path. `kept` is where the old file will be, when there is one.
    Write { path: String, temp: String, kept: Option<String> },
    /// The new content of the write above is whole: its hash. The old file is kept next, then the new one takes its place.
    Ready { hash: String },
    /// A file goes to the trash.
    Remove { path: String, kept: String },
    /// A file gets another name.
    Rename { from: String, to: String },
    /// Permission bits change.
    Mode { path: String, old: u32, new: u32 },
    /// The time of modification changes, nanoseconds since 1970.
    Time { path: String, old: i64, new: i64 },
    /// A symbolic link is made.
    Link { path: String, target: String },
    /// Everything was done.
    End,
    /// The run is being undone.
    Undo,
}

/// A journal that is being written.
#[derive(Debug)]
pub(crate) struct Journal(File);

impl Journal {
    /// Opens the journal of a run's folder at its end; it is made when there is none.
    pub(crate) fn open(folder: &Path) -> io::Result<Self> {
        Ok(Self(OpenOptions::new().create(true).append(true).open(folder.join(JOURNAL))?))
    }

    /// Adds a line. When this returns, the line survives a power cut.
    pub(crate) fn add(&mut self, record: &Record) -> io::Result<()> {
        let mut line = serde_json::to_vec(record).map_err(io::Error::other)?;
        line.push(b'\n');
        self.0.write_all(&line)?;
        self.0.sync_all()
    }
}

/// Every whole line of a journal. A last line that a power cut tore is left out: what it announced was not begun.
pub(crate) fn read(folder: &Path) -> io::Result<Vec<Record>> {
    let text = fs::read_to_string(folder.join(JOURNAL))?;
    let mut records = Vec::new();
    for line in text.split_inclusive('\n').filter(|line| line.ends_with('\n')) {
        records.push(serde_json::from_str(line).map_err(io::Error::other)?);
    }
    Ok(records)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::{Journal, Record, read};

    #[test]
    fn a_torn_line_is_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let records = [Record::Run { what: "inject".into(), at: 7 }, Record::Remove { path: "a".into(), kept: "0".into() }];
        let mut journal = Journal::open(folder.path()).unwrap();
        for record in &records {
            journal.add(record).unwrap();
        }
        journal.0.write_all(b"{\"step\":\"re").unwrap();
        assert_eq!(read(folder.path()).unwrap(), records);
    }
}
