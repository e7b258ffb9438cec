//! OpenEXR: scanline, tiled, deep and multi-part files (<https://openexr.com/en/latest/OpenEXRFileLayout.html>).
//!
//! [`read`] gives the structure, the place of every chunk and the defects of both; [`survey`] counts what the pixels hold,
//! and [`look`] answers a question about them.

mod abreast;
mod attribute;
mod channels;
mod codec;
mod damage;
mod decode;
mod deep;
mod defect;
mod entry;
mod fix;
mod grid;
mod header;
mod journal;
mod leader;
mod load;
mod part;
mod read;
mod repeat;
mod report;
mod sound;
mod structure;
mod survey;
mod table;
mod tail;
mod walk;
mod words;
mod write;

pub(crate) use abreast::{Abreast, Beside, are_alike};
pub use decode::{Scratch, afford, unreadable};
pub use fix::{
    HeaderEdit, Kept, LOST_LINES, Lost, NewSample, correct_leaders, edit_header, rebuild_table, rename_channels, replace_samples, salvage,
};
pub use load::load;
pub use read::{head, read, read_from};
pub use repeat::Repeat;
pub(crate) use survey::lines;
pub use survey::{distinct, look, spots, survey};
pub use write::{Extra, Image, PartPixels, Plane, Samples, Unwritable, write};

pub use crate::pixels::{
    Answer, Ask, CELL, Cells, ChannelStats, Colours, LISTED, PartStats, Plan, SHARES, STEP, Spot, Survey, Tally, Test, WINDOW,
};
pub use defect::{Defect, Rule};
pub use structure::{Attribute, Box2i, Channel, Chunk, Compression, Kind, LineOrder, Part, SampleType, Structure, Tiling, Value};
pub use words::{Damage, Field, Flaw, Inside, Misplaced};

/// The four bytes that begin every OpenEXR file.
pub const MAGIC: [u8; 4] = [0x76, 0x2F, 0x31, 0x01];
