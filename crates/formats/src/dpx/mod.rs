//! DPX (SMPTE 268M-2003) and Cineon (Kodak, 1994).
//!
//! [`read`] gives every field that matters and what is wrong with them; [`verify`] looks at the bits between samples, which must be zero,
//! and [`clear_padding`] sets them so.

mod cineon;
mod defect;
mod fields;
mod packing;
mod read;
mod structure;
mod write;

pub use defect::{Defect, Rule};
pub use packing::{clear_padding, verify};
pub use read::read;
pub use structure::{Element, Kind, Packing, Structure};
pub use write::write;

/// The four bytes that begin a DPX file, highest byte first.
pub const MAGIC: [u8; 4] = *b"SDPX";
