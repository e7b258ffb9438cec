//! A change to files, as a value: inject, fix, `--diff` and undo are this one type.

use etabli_formats::Piece;
use serde::{Deserialize, Serialize};

/// Steps that are carried out in order, on paths relative to the root.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patch {
    /// What is done, first to last.
    pub steps: Vec<Step>,
}

/// One change to one path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// Gives a file new content, made of pieces of the old one and of new bytes. A file that was not there is created.
    Write {
        /// Path relative to the root.
        path: String,
        /// The new content.
        pieces: Vec<Piece>,
    },
    /// Makes a new file of pieces of another one and of new bytes; nothing may stand at its name.
    Derive {
        /// Path relative to the root.
        path: String,
        /// The file whose bytes are kept; it stays as it is.
        from: String,
        /// The content.
        pieces: Vec<Piece>,
    },
    /// Gives a file the content that the source of the delivery has at the same path. A file that was not there is created.
    Fetch {
        /// Path relative to the root.
        path: String,
        /// Bytes at its beginning that stay as they are.
        keep: u64,
    },
    /// Renames a file; nothing may stand at the new name.
    Rename {
        /// Old path.
        from: String,
        /// New path.
        to: String,
    },
    /// Takes a file away (on disk: to the trash).
    Remove {
        /// Path relative to the root.
        path: String,
    },
    /// Sets the permission bits.
    Mode {
        /// Path relative to the root.
        path: String,
        /// The lower twelve bits.
        mode: u32,
    },
    /// Sets the time of last modification.
    Time {
        /// Path relative to the root.
        path: String,
        /// Nanoseconds since 1970.
        modified: i64,
    },
    /// Makes a symbolic link; nothing may stand at its name.
    Link {
        /// Path relative to the root.
        path: String,
        /// Target as written.
        target: String,
    },
}

impl Patch {
    /// A patch of one step.
    pub fn one(step: Step) -> Self {
        Self { steps: vec![step] }
    }

    /// New content for one file, whatever it held.
    pub fn write(path: &str, bytes: Vec<u8>) -> Self {
        Self::one(Step::Write { path: path.to_owned(), pieces: vec![Piece::Bytes(bytes)] })
    }

    /// Replaces as many bytes as `bytes` holds at `offset` of a file of `size` bytes, and keeps the rest.
    pub fn poke(path: &str, size: u64, offset: u64, bytes: Vec<u8>) -> Self {
        let end = offset + bytes.len() as u64;
        let pieces = vec![Piece::Keep(0..offset), Piece::Bytes(bytes), Piece::Keep(end.min(size)..size)];
        Self::one(Step::Write { path: path.to_owned(), pieces })
    }

    /// Keeps only the first bytes of a file.
    pub fn cut(path: &str, keep: u64) -> Self {
        Self::one(Step::Write { path: path.to_owned(), pieces: vec![Piece::Keep(0..keep)] })
    }
}

impl Step {
    /// The path that is changed, and for a renamed file the one that it gets.
    pub fn paths(&self) -> Vec<&str> {
        match self {
            Self::Write { path, .. }
            | Self::Derive { path, .. }
            | Self::Fetch { path, .. }
            | Self::Remove { path }
            | Self::Mode { path, .. }
            | Self::Time { path, .. }
            | Self::Link { path, .. } => vec![path],
            Self::Rename { from, to } => vec![from, to],
        }
    }
}
