//! Portable Network Graphics and its animations (<https://www.w3.org/TR/png-3/>).
//!
//! [`read`] gives the structure and what is wrong with the chunks; [`scanlines`] unpacks the image data and says where they break.

mod ancillary;
mod data;
mod defect;
mod order;
mod read;
mod structure;
mod text;
mod write;

pub(crate) use data::scanlines_in;
pub use data::{Scanlines, scanlines, verify};
pub use defect::{Defect, Rule};
pub use read::read;
pub use structure::{Colour, Note, Pass, Structure};
pub use write::write;

/// The eight bytes that begin every PNG file.
pub const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";
