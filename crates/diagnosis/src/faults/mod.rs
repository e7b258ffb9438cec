//! The faults, one file each, in rooms.

use crate::Fault;

mod broken;
pub mod dpx;
pub mod exr;
pub mod file;
pub mod image;
pub mod jpeg;
pub mod name;
pub mod png;
pub mod right;
pub mod sequence;
#[cfg(test)]
pub(crate) mod testing;
pub mod texture;
pub mod tiff;
pub mod transfer;

/// Every room's faults, in the catalogue's order.
const ROOMS: &[&[&Fault]] = &[
    file::FAULTS,
    name::FAULTS,
    right::FAULTS,
    exr::FAULTS,
    png::FAULTS,
    tiff::FAULTS,
    dpx::FAULTS,
    jpeg::FAULTS,
    image::FAULTS,
    sequence::FAULTS,
    texture::FAULTS,
    transfer::FAULTS,
];

/// Every fault of the catalogue.
pub fn all() -> impl Iterator<Item = &'static Fault> {
    ROOMS.iter().flat_map(|room| room.iter().copied())
}

/// The fault of a code or a name, in upper or lower case.
pub fn find(code: &str) -> Option<&'static Fault> {
    all().find(|f| f.code.eq_ignore_ascii_case(code) || f.name.eq_ignore_ascii_case(code))
}
