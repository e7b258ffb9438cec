//! What a reader may spend on one file.

use std::fmt;
use std::io;

/// The caps on one file. A claimed size is checked against them, and against what the file holds, before anything is allocated.
#[derive(Debug, Clone)]
pub struct Budget {
    /// Bytes that one chunk may unpack to.
    pub chunk: u64,
    /// Bytes that all pixels of one file may unpack to, when pixels are read.
    pub pixels: u64,
    /// Bytes of header (all parts together).
    pub header: u64,
    /// Entries in all chunk tables together.
    pub chunks: u64,
    /// Unpacked bytes for each packed byte, beyond which a claim is hostile (deflate cannot exceed 1032).
    pub ratio: u64,
}

impl Default for Budget {
    /// Enough for a 16k multilayer frame; far below what a workstation holds.
    fn default() -> Self {
        Self { chunk: 1 << 30, pixels: 64 << 30, header: 16 << 20, chunks: 1 << 22, ratio: 1032 }
    }
}

/// A claim that went over a cap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exceeded {
    /// What was claimed, in the format's own word ("dataWindow", "chunk").
    pub what: &'static str,
    /// The value claimed.
    pub asked: u64,
    /// The most that is allowed.
    pub cap: u64,
}

/// Why reading stopped before the end: never because of content.
#[derive(Debug)]
pub enum Stop {
    /// The system could not give the bytes.
    Io(io::Error),
    /// The file asks for more than the budget.
    Budget(Exceeded),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "{error}"),
            Self::Budget(Exceeded { what, asked, cap }) => write!(f, "{what} asks for {asked}, the cap is {cap}"),
        }
    }
}

impl std::error::Error for Stop {}
