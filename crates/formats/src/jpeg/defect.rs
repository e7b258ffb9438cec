//! What breaks the JPEG format.

use serde::{Deserialize, Serialize};

use crate::Weight;

/// One place where a file departs from the format.
pub type Defect = crate::Defect<Rule>;

impl Defect {
    /// Scans whose segments are right, and which no decoder makes a whole picture of.
    pub fn undecodable(byte: u64) -> Self {
        Self { rule: Rule::Scan { problem: "pixels".to_owned(), whole: 0, of: 0 }, byte, weight: Weight::Broken }
    }
}

/// A rule of the format.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Rule {
    /// The first bytes are not JPEG's.
    Signature {
        /// What stands there.
        seen: Vec<u8>,
    },
    /// The file ends inside a segment or a scan, or before the end of the image.
    Truncated {
        /// Name of the marker ("SOS", "EOI").
        marker: String,
    },
    /// Where a marker should begin, something else stands.
    NoMarker {
        /// The byte there.
        seen: u8,
    },
    /// A segment has another size than its marker allows.
    Size {
        /// Name of the marker.
        marker: String,
        /// Its bytes.
        seen: u64,
    },
    /// A field has a value that the format does not know.
    Field {
        /// Name of the marker.
        marker: String,
        /// Name of the field.
        field: String,
        /// Its value.
        seen: u64,
    },
    /// A segment that must be there is not, or comes twice.
    Order {
        /// Name of the marker.
        marker: String,
        /// "missing" or "twice".
        problem: String,
    },
    /// The codes of a scan do not give the picture: "short", "code", "restart"; "pixels" for several scans that do not make it together.
    Scan {
        /// What is wrong.
        problem: String,
        /// Whole groups of blocks (MCU) that were decoded.
        whole: u64,
        /// Groups that the scan must have.
        of: u64,
    },
    /// Metadata that break their own format or are made to exhaust their reader.
    Metadata {
        /// "Exif", "XMP", "ICC" or "Photoshop".
        kind: String,
        /// A short stable word.
        problem: String,
    },
    /// The frame claims more than the file could hold.
    Oversize {
        /// Samples claimed.
        value: u64,
        /// The most that the data could decode to.
        cap: u64,
    },
    /// Zeros from here to the end of the file.
    Zeros {
        /// How many.
        run: u64,
    },
}
