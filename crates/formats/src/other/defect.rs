//! What breaks one of these formats.

use serde::{Deserialize, Serialize};

/// One place where a file departs from its format.
pub type Defect = crate::Defect<Rule>;

/// A rule that every format has in its own words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Rule {
    /// The first bytes are not the format's.
    Signature {
        /// What stands there.
        seen: Vec<u8>,
    },
    /// The file ends before what it announces.
    Truncated {
        /// What is cut ("header", "pixels", "table"…).
        inside: String,
        /// Least size that the file must have; 0 when nobody can tell.
        expected: u64,
    },
    /// A field has a value that the format does not know.
    Field {
        /// Name of the field.
        field: String,
        /// Its value.
        seen: i64,
    },
    /// Something lies outside the file, or outside what holds it.
    Outside {
        /// What.
        what: String,
        /// Its offset or size.
        seen: u64,
        /// The most that it may be.
        most: u64,
    },
    /// The runs or codes of a line do not give its pixels.
    Run {
        /// Line, strip or frame, from 0.
        line: u64,
        /// "short", "long" or "code".
        problem: String,
    },
    /// Metadata that break their own format.
    Metadata {
        /// "Exif", "ICC", "XMP" or "Photoshop".
        kind: String,
        /// A short stable word.
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
}
