//! TIFF 6.0 and `BigTIFF`, in both byte orders, tiled and mip-mapped textures (`.tx`) included.
//!
//! [`read`] walks the directories and gives their images and what is wrong with them; [`verify`] unpacks every strip and tile;
//! [`blocks`] gives their places again.

mod blocks;
mod checks;
mod data;
mod defect;
mod directory;
mod exif;
mod image;
mod layout;
mod lzw;
mod packbits;
mod read;
mod structure;
mod tags;
mod write;

pub use blocks::{Block, blocks};
pub use data::{unpack, verify};
pub use defect::{Defect, Rule};
pub(crate) use exif::exif;
pub use read::read;
pub use structure::{Array, Image, Order, SampleFormat, Structure, Tile};
pub use tags::{compression_name, name};
pub use write::{Page, write};
