//! OpenEXR: scanline, tiled, deep and multi-part files (<https://openexr.com/en/latest/OpenEXRFileLayout.html>).
//!
//! [`read`] gives the structure, the place of every chunk and the defects of both; [`Decoder`] unpacks one chunk;
//! [`stats`] judges nothing, it counts.

mod defect;
mod structure;

pub use defect::{Defect, Rule};
pub use structure::{Attribute, Box2i, Channel, Chunk, Compression, Kind, LineOrder, Part, SampleType, Structure, Tiling, Value};
