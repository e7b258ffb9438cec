//! JPEG (ISO/IEC 10918-1): markers, segments, and the scans of sequential files.
//!
//! [`read`] walks the markers to the end of the image; [`verify`] decodes the codes of every sequential Huffman scan, without making pixels.

mod defect;
mod entropy;
mod frame;
mod meta;
mod read;
mod scan;
mod structure;
mod walk;
mod write;

pub use defect::{Defect, Rule};
pub use read::read;
pub use scan::verify;
pub use structure::{Component, Structure};
pub use write::write;
