//! What parent and child say to each other: length-prefixed frames on pipes. Private: both ends are one binary. Paths travel as
//! the system's strings: they need not be UTF-8.

use std::ffi::OsString;
use std::io::{self, Read, Write};

use etabli_diagnosis::compare::{Asked, Comparison};
use etabli_diagnosis::layers::Roles;
use etabli_diagnosis::{Config, Entry, EntryKind, Failure, Needs, Plan, Sentence, Subject, View};
use etabli_formats::exr::{Answer, Ask};
use etabli_formats::{Format, Raster};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::witness::Witnessed;

/// The child's first frame: everything it needs before it closes the door.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Setup {
    /// Folders and files that it may read.
    pub roots: Vec<OsString>,
    /// What to compute.
    pub needs: Needs,
    /// Declared roles of layers, one table for each distinct configuration.
    pub roles: Vec<Roles>,
    /// Threads to read with.
    pub jobs: usize,
    /// Address space, bytes.
    pub memory: u64,
    /// Bytes that one chunk may unpack to.
    pub chunk: u64,
}

/// A frame from the parent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Request {
    /// Read a file.
    Read {
        /// Number that the answer repeats.
        id: u32,
        /// Where it is.
        path: OsString,
        /// Format that its name promises.
        promised: Option<Format>,
        /// Which table of roles holds for it.
        roles: usize,
    },
    /// Look again at a file.
    Look {
        /// Number that the answer repeats.
        id: u32,
        /// Where it is.
        path: OsString,
        /// The question.
        ask: Ask,
    },
    /// Show a file to a person.
    View {
        /// Where it is.
        path: OsString,
        /// What is to be seen.
        view: View,
        /// Which table of roles holds for it.
        roles: usize,
    },
    /// Compute a fix.
    Fix(Box<Wish>),
    /// Compare two files.
    Compare {
        /// Number that the answer repeats.
        id: u32,
        /// Where they are.
        paths: [OsString; 2],
        /// What is asked of them.
        asked: Asked,
        /// Which table of roles holds for the first.
        roles: usize,
    },
}

/// A fix that is wished for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Wish {
    /// The root that paths are relative to.
    pub base: OsString,
    /// What is to be fixed.
    pub subject: Subject,
    /// The folder that the files were copied from, when it is at hand.
    pub source: Option<OsString>,
    /// What is declared for its folder.
    pub config: Config,
    /// The moment, nanoseconds since 1970.
    pub now: i64,
}

/// A plan and what its files were when it was made, or why there is none.
pub(crate) type Planned = Result<(Plan, Witnessed), Sentence>;

/// What the file system said of a file when it was opened; the members are those of [`Entry`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Seen {
    pub size: u64,
    pub modified: i64,
    pub changed: i64,
    pub mode: u32,
    pub uid: u32,
    pub gid: u32,
    pub identity: (u64, u64),
}

impl Seen {
    /// What shows that a file moved between two looks.
    pub(crate) fn stamp(&self) -> (u64, i64) {
        (self.size, self.modified)
    }

    /// Whether the file moved since this entry was made.
    pub(crate) fn differs(&self, entry: &Entry) -> bool {
        self.stamp() != (entry.size, entry.modified)
    }

    /// A regular file of this name.
    pub(crate) fn named(self, name: String, raw: Option<Vec<u8>>) -> Entry {
        let Self { size, modified, changed, mode, uid, gid, identity } = self;
        Entry { name, raw, kind: EntryKind::File, size, modified, changed, mode, uid, gid, identity, moving: false }
    }
}

/// The number of a table of roles among those that the reader is given, which take it up when it is new.
pub(crate) fn numbered(tables: &mut Vec<Roles>, own: Roles) -> usize {
    tables.iter().position(|known| *known == own).unwrap_or_else(|| {
        tables.push(own);
        tables.len() - 1
    })
}

/// A frame from the child.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Reply {
    /// The doors are closed and the threads stand: the first frame.
    Ready,
    /// What was read: `Facts`, in the next frame; and what the file system said of the file.
    Facts(u32, Seen),
    /// The same was read as the last time: the frames of a sequence often have one header.
    Same(u32, Seen),
    /// It could not be read.
    Failed(u32, Failure),
    /// What was seen.
    Answer(u32, Result<Option<Answer>, Failure>),
    /// What is to be seen.
    View(Result<Option<Raster>, Failure>),
    /// What a fix would do.
    Plan(Box<Planned>),
    /// What changed.
    Compared(u32, Result<Box<Comparison>, Failure>),
}

/// A frame longer than this is no frame of ours.
const LONGEST: u32 = 1 << 30;

/// Most frames are shorter.
const USUAL: usize = 512;

pub(crate) fn encode<T: Serialize>(frame: &T) -> io::Result<Vec<u8>> {
    postcard::to_extend(frame, Vec::with_capacity(USUAL)).map_err(io::Error::other)
}

pub(crate) fn send_encoded(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let size = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    to.write_all(&size.to_le_bytes())?;
    to.write_all(bytes)
}

pub(crate) fn send<T: Serialize>(to: &mut impl Write, frame: &T) -> io::Result<()> {
    send_encoded(to, &encode(frame)?)
}

/// The next frame; `None` when the other end closed the pipe between two frames.
pub(crate) fn receive<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<Option<T>> {
    let mut size = [0; 4];
    if let Err(error) = from.read_exact(&mut size) {
        return if error.kind() == io::ErrorKind::UnexpectedEof { Ok(None) } else { Err(error) };
    }
    let size = u32::from_le_bytes(size);
    if size > LONGEST {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "frame too long"));
    }
    let mut bytes = vec![0; size as usize];
    from.read_exact(&mut bytes)?;
    postcard::from_bytes(&bytes).map(Some).map_err(io::Error::other)
}
