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
    /// Opens the journal of a run's folder at the end of its last whole line; it is made when there is none.
    pub(crate) fn open(folder: &Path) -> io::Result<Self> {
        let path = folder.join(JOURNAL);
        let file = OpenOptions::new().create(true).append(true).open(&path)?;
        let bytes = fs::read(&path)?;
        file.set_len(whole_lines(&bytes).len() as u64)?;
        Ok(Self(file))
    }

    /// Adds a line. When this returns, the line survives a power cut.
    pub(crate) fn add(&mut self, record: &Record) -> io::Result<()> {
        let mut line = serde_json::to_vec(record).map_err(io::Error::other)?;
        line.push(b'\n');
        self.0.write_all(&line)?;
        self.0.sync_all()
    }
}

/// Every whole line of a journal. A last line that a power cut tore, even within a letter, is left out: what it announced was
/// not begun.
pub(crate) fn read(folder: &Path) -> io::Result<Vec<Record>> {
    let path = folder.join(JOURNAL);
    let bytes = fs::read(&path)?;
    let lines = whole_lines(&bytes).split_inclusive(|&byte| byte == b'\n');
    lines.map(|line| serde_json::from_slice(line).map_err(|error| damaged(&path, &error))).collect()
}

fn whole_lines(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    bytes.get(..end).unwrap_or_default()
}

fn damaged(path: &Path, error: &serde_json::Error) -> io::Error {
    let path = path.display();
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("{path}: damaged journal ({error}); restore it, or move its folder out of the trash"),
    )
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
        for torn in [b"{\"step\":\"re".as_slice(), b"{\"step\":\"remove\",\"path\":\"pl\xc3"] {
            journal.0.write_all(torn).unwrap();
            assert_eq!(read(folder.path()).unwrap(), records);
            journal = Journal::open(folder.path()).unwrap();
        }
        journal.add(&Record::Undo).unwrap();
        assert_eq!(read(folder.path()).unwrap(), [records.as_slice(), &[Record::Undo]].concat());
    }
}
