//! A plain writer: flat scanline and single-level tiled parts, without loss, the same bytes for the same image.
//!
//! For healthy sets, for re-encoding what was salvaged, and for tests.

mod header;
mod image;
mod pack;

pub use image::{Extra, Image, PartPixels, Plane, Samples, Unwritable};

use super::grid::Grid;
use super::{LineOrder, Part};
use pack::Packer;
pub(super) use pack::Press;

/// The bytes of an OpenEXR file that holds the image.
///
/// # Errors
/// [`Unwritable`] when a plane does not fill its window, a codec is not one of none, RLE, ZIPS and ZIP, or names clash.
pub fn write(image: &Image) -> Result<Vec<u8>, Unwritable> {
    image.check()?;
    let multi = image.parts.len() > 1;
    let planned: Vec<(Part, Grid)> = image.parts.iter().map(PartPixels::plan).collect::<Result<_, _>>()?;
    let mut bytes = header::write(image, &planned);
    let mut tables = Vec::new();
    for (_, grid) in &planned {
        tables.push(bytes.len());
        bytes.resize(bytes.len() + 8 * grid.count() as usize, 0);
    }
    for (number, ((pixels, (part, grid)), table)) in image.parts.iter().zip(&planned).zip(tables).enumerate() {
        let mut packer = Packer::new(pixels, part)?;
        for index in order(grid.count(), pixels.line_order) {
            let offset = (bytes.len() as u64).to_le_bytes();
            if let Some(entry) = bytes.get_mut(table + 8 * index as usize..).and_then(<[u8]>::first_chunk_mut) {
                *entry = offset;
            }
            if multi {
                bytes.extend_from_slice(&(number as i32).to_le_bytes());
            }
            packer.chunk(grid, index, &mut bytes)?;
        }
    }
    Ok(bytes)
}

/// Indices in the order in which chunks are written.
fn order(count: u64, order: LineOrder) -> Box<dyn Iterator<Item = u64>> {
    match order {
        LineOrder::Decreasing => Box::new((0..count).rev()),
        LineOrder::Increasing | LineOrder::Random => Box::new(0..count),
    }
}
