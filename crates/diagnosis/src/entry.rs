//! What a folder says of one name.

use serde::{Deserialize, Serialize};

/// One name in a folder, as the file system tells it, without opening anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Last part of the path; bytes that are no UTF-8 are replaced.
    pub name: String,
    /// The exact bytes of the name, when they are no UTF-8.
    pub raw: Option<Vec<u8>>,
    /// File, link, or something else.
    pub kind: EntryKind,
    /// Size in bytes; of the target, for a link to a file.
    pub size: u64,
    /// Last modification, nanoseconds since 1970.
    pub modified: i64,
    /// Last change of content or of what the file system keeps of it, nanoseconds since 1970: nobody can set it back.
    pub changed: i64,
    /// Permission bits (the lower twelve).
    pub mode: u32,
    /// Owner's number.
    pub uid: u32,
    /// Group's number.
    pub gid: u32,
    /// Device and inode: two entries with the same pair are one file.
    pub identity: (u64, u64),
    /// Size or time moved between two looks, or it is younger than the studio's minimum age.
    pub moving: bool,
}

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum EntryKind {
    /// A regular file.
    File,
    /// A symbolic link, with its target as written and what is found there.
    Link(String, Resolves),
    /// A folder, socket, pipe or device: never opened.
    Other,
}

/// Where a link leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Resolves {
    /// To a file.
    File,
    /// To a folder.
    Folder,
    /// To nothing.
    Nothing,
    /// Back to itself.
    Loop,
}

impl Entry {
    /// Whether there are bytes behind the name.
    pub fn is_file(&self) -> bool {
        matches!(self.kind, EntryKind::File | EntryKind::Link(_, Resolves::File))
    }

    /// The part after the last dot, if there is one that is not the first character.
    pub fn extension(&self) -> Option<&str> {
        self.name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, extension)| extension)
    }
}
