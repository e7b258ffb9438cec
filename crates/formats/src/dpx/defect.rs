//! What breaks DPX and Cineon.

use serde::{Deserialize, Serialize};

/// One place where a file departs from the format.
pub type Defect = crate::Defect<Rule>;

/// A rule of the format.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Rule {
    /// The first four bytes are neither DPX's nor Cineon's.
    Signature {
        /// What stands there.
        seen: Vec<u8>,
    },
    /// The file ends inside its header.
    TruncatedHeader {
        /// Bytes of the header.
        expected: u64,
    },
    /// A field has a value that the standard does not know.
    Field {
        /// Name of the field, as the standard has it.
        field: String,
        /// Its value, as text.
        seen: String,
    },
    /// The image data of an element end past the end of the file.
    Truncated {
        /// Element, from 1.
        element: u32,
        /// Least size that the file must have.
        expected: u64,
        /// Whole lines that are left.
        whole: u64,
        /// Lines of the element.
        of: u64,
    },
    /// The image data of an element begin inside the header, or outside the file.
    Offset {
        /// Element, from 1.
        element: u32,
        /// Offset seen.
        seen: u64,
    },
    /// The header gives another size than the file has.
    FileSize {
        /// Size in the header.
        seen: u64,
        /// Size of the file.
        held: u64,
    },
    /// Bits between the samples, which must be zero, are not.
    Padding {
        /// Element, from 1.
        element: u32,
        /// How many words have such bits.
        count: u64,
    },
    /// The header claims more than the file could hold.
    Oversize {
        /// Bytes of pixels claimed.
        value: u64,
        /// The most that is possible.
        cap: u64,
    },
    /// Zeros from here to the end of the file.
    Zeros {
        /// How many.
        run: u64,
    },
}
