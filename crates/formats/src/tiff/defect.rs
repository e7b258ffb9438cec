//! What breaks the TIFF format.

use serde::{Deserialize, Serialize};

/// One place where a file departs from the format.
pub type Defect = crate::Defect<Rule>;

/// A rule of the format.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Rule {
    /// The first bytes are not TIFF's.
    Signature {
        /// What stands there.
        seen: Vec<u8>,
    },
    /// The file ends inside its header or a directory.
    Truncated {
        /// Least size that the file must have.
        expected: u64,
    },
    /// A directory cannot be: "none", "outside", "loop", "empty", "many".
    Directory {
        /// What is wrong.
        problem: String,
        /// Its offset.
        seen: u64,
    },
    /// An entry of a directory is wrong: "type", "outside", "order", "twice", "count", "value", "missing".
    Entry {
        /// Its tag.
        tag: u16,
        /// What is wrong.
        problem: String,
        /// Type, count, value or offset seen.
        seen: u64,
    },
    /// The place of a strip or tile is wrong: "number", "zero", "outside", "size", "inside-header".
    Block {
        /// What is wrong.
        problem: String,
        /// Index of the first one.
        index: u64,
        /// How many are so.
        count: u64,
        /// Number, offset or size seen.
        seen: u64,
        /// The least that should be.
        expected: u64,
    },
    /// The data of a strip or tile do not unpack to what they must: "short", "code", or a word of deflate's.
    Data {
        /// What is wrong.
        problem: String,
        /// Index of the strip or tile.
        index: u64,
        /// Bytes that came out.
        seen: u64,
        /// Bytes that must come out.
        expected: u64,
    },
    /// Metadata made to exhaust their reader: "nesting", "list".
    Text {
        /// What is wrong.
        problem: String,
    },
    /// A directory claims more than the file could hold.
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
}
