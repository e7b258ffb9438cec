//! What breaks the OpenEXR format, with its byte.

use serde::{Deserialize, Serialize};

use super::{Damage, Field, Flaw, Inside, Misplaced};

/// One place where a file departs from the format.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Defect {
    /// Which rule it breaks, with what was seen.
    pub rule: Rule,
    /// Byte where it shows: for a truncated file its end, for a table the first wrong entry, for a chunk a byte inside it.
    pub byte: u64,
    /// Part, counted from 0, when the defect lies in one.
    pub part: Option<u32>,
    /// Index of the chunk in its part's table.
    pub chunk: Option<u32>,
    /// First and last line (OpenEXR pixel space) that the defect touches, when known.
    pub lines: Option<[i32; 2]>,
}

/// A rule of the format, by the fault it becomes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Rule {
    /// The file ends inside its header (magic, version, attributes or chunk table).
    TruncatedHeader {
        /// What was being read.
        inside: Inside,
    },
    /// An attribute or required field breaks the format.
    BadAttribute {
        /// Name of the attribute, or of the header's own field ("magic", "version").
        name: String,
        /// What is wrong with it.
        problem: Flaw,
        /// The value seen, as text; empty when there is none.
        seen: String,
    },
    /// A header claims more than the file could hold, or than the budget allows.
    Oversize {
        /// Field that claims it.
        field: String,
        /// Value claimed, in the field's own unit.
        value: u64,
        /// The most that is possible or allowed.
        cap: u64,
    },
    /// Offsets of zero in the chunk table: the writer was interrupted.
    ZeroOffsets {
        /// How many entries are zero.
        count: u64,
        /// Entries in the table.
        of: u64,
    },
    /// Entries of the chunk table are swapped, overlap or point outside the file.
    WrongOffset {
        /// What is wrong with the first of them.
        problem: Misplaced,
        /// Offset in the entry.
        seen: u64,
        /// How many entries are wrong.
        count: u64,
    },
    /// A chunk ends past the end of the file.
    TruncatedPixels {
        /// Where the first cut chunk should end.
        expected: u64,
        /// Size of the file.
        seen: u64,
        /// Whole chunks left.
        whole: u64,
        /// Chunks that the header announces.
        of: u64,
    },
    /// A field of a chunk's leader contradicts the header or its neighbours.
    WrongLeader {
        /// The field.
        field: Field,
        /// Value it should have, when only one is possible.
        expected: Option<i64>,
        /// Value seen.
        seen: i64,
    },
    /// The data inside a chunk do not decode to what they must be.
    CorruptChunk {
        /// What the decoder met.
        problem: Damage,
    },
    /// A run of zeros up to the end of the file, over what should be chunks.
    ZeroedTail {
        /// Bytes in the run.
        run: u64,
    },
    /// Bytes after the last chunk.
    TrailingData {
        /// How many.
        count: u64,
    },
}
