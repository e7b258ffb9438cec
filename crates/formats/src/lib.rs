//! Bytes in, structure and defects out.
//!
//! This room reads through [`Source`] and never opens a file, reads a clock, starts a thread or panics. Bad content is a
//! [`Defect`] with its byte, never an error: reading stops only for [`Stop::Io`] or [`Stop::Budget`].
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod budget;
pub mod compare;
mod defect;
pub mod dpx;
pub mod exr;
mod icc;
mod inflate;
pub mod jpeg;
mod magic;
pub mod manifest;
pub mod other;
mod photoshop;
mod piece;
pub mod pixels;
pub mod png;
mod raster;
mod source;
pub mod still;
pub mod tiff;
mod view;
mod xmp;

pub use budget::{Budget, Exceeded, Stop};
pub use defect::{Defect, Weight};
pub use magic::Format;
pub use piece::{Piece, Pieced};
pub use raster::{Raster, WIDEST};
pub use source::Source;
