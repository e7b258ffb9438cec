//! What breaks the PNG format.

use serde::{Deserialize, Serialize};

/// One place where a file departs from the format.
pub type Defect = crate::Defect<Rule>;

/// A rule of the format.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Rule {
    /// The first eight bytes are not PNG's.
    Signature {
        /// What stands there.
        seen: Vec<u8>,
    },
    /// The file ends inside a chunk, or before one that must come.
    Truncated {
        /// Name of the chunk.
        chunk: String,
        /// Least size that the file must have.
        expected: u64,
    },
    /// The checksum of a chunk is not that of its bytes.
    Checksum {
        /// Name of the chunk.
        chunk: String,
    },
    /// Where a chunk should begin, something else stands.
    NoChunk {
        /// The four bytes in the place of a name.
        seen: [u8; 4],
    },
    /// A chunk stands where it may not, or twice.
    Order {
        /// Name of the chunk.
        chunk: String,
        /// "before-header", "after-palette", "after-data", "apart", "twice", "not-allowed", "sequence".
        problem: String,
    },
    /// A chunk that must be there is not.
    Missing {
        /// Name of the chunk.
        chunk: String,
    },
    /// A chunk has another size than its name allows.
    Size {
        /// Name of the chunk.
        chunk: String,
        /// Its bytes.
        seen: u64,
    },
    /// A field has a value that the format does not know.
    Field {
        /// Name of the chunk.
        chunk: String,
        /// Name of the field.
        field: String,
        /// Its value.
        seen: u64,
    },
    /// The packed data do not unpack to what they must.
    Stream {
        /// Name of the chunk.
        chunk: String,
        /// A short stable word: "header", "dictionary", "block", "code", "distance", "short", "long", "checksum".
        problem: String,
        /// Bytes that came out.
        seen: u64,
        /// Bytes that must come out; 0 when any number may.
        expected: u64,
    },
    /// A line names a filter that does not exist.
    Filter {
        /// The line, counted from 0 over all passes.
        line: u64,
        /// The filter named.
        seen: u8,
    },
    /// An animation does not hold the frames that it announces.
    Frames {
        /// Frames announced.
        announced: u32,
        /// Frames there.
        seen: u32,
    },
    /// A text is made to exhaust its reader: "too-long", "nesting", "list".
    Text {
        /// Name of the chunk.
        chunk: String,
        /// What is wrong.
        problem: String,
    },
    /// The header claims more than the file could hold.
    Oversize {
        /// Bytes of pixels claimed.
        value: u64,
        /// The most that the data could unpack to.
        cap: u64,
    },
    /// Zeros from here to the end of the file.
    Zeros {
        /// How many.
        run: u64,
    },
    /// Bytes after the last chunk.
    Trailing {
        /// How many.
        count: u64,
    },
}
