//! The places of the strips and tiles of an image.

use super::layout::Layout;
use super::structure::{Image, Structure};
use crate::{Source, Stop};

/// One strip or tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Its number, from 0: planes one after the other, each from left to right and top to bottom.
    pub index: u64,
    /// Byte of its data.
    pub at: u64,
    /// Bytes of its data.
    pub size: u64,
    /// Bytes that it unpacks to.
    pub unpacked: u64,
    /// The sample that it holds, in a planar image; 0 elsewhere.
    pub plane: u16,
    /// Its first pixel, x and y.
    pub from: [u32; 2],
    /// Pixels of a line, those beyond the edge of the image included.
    pub width: u32,
    /// Lines, those beyond the edge of the image included.
    pub height: u32,
}

/// Offsets and sizes read at once.
const BATCH: u64 = 4096;

/// Hands the place of every strip and tile of an image to `each`, in order. They are as the file says: nothing is checked.
///
/// # Errors
/// [`Stop::Io`] when the source cannot be read.
pub fn blocks(source: &dyn Source, structure: &Structure, image: &Image, each: &mut dyn FnMut(Block)) -> Result<(), Stop> {
    blocks_of(source, Layout { order: structure.order, big: structure.big }, image, each)
}

pub(super) fn blocks_of(source: &dyn Source, layout: Layout, image: &Image, each: &mut dyn FnMut(Block)) -> Result<(), Stop> {
    let count = image.blocks().min(image.offsets.count);
    let mut first = 0;
    while first < count {
        let batch = BATCH.min(count - first);
        let read = |array: super::Array| {
            let width = u64::from(array.width);
            let batch = batch.min(array.count.saturating_sub(first));
            source.read_range(array.at.saturating_add(first.saturating_mul(width)), batch * width)
        };
        let (offsets, sizes) = (read(image.offsets)?, image.sizes.map(read).transpose()?);
        for within in 0..batch {
            let number = |bytes: &[u8], width: u8| layout.number(bytes, within as usize * usize::from(width), usize::from(width));
            let Some(at) = number(&offsets, image.offsets.width) else { return Ok(()) };
            let mut block = image.block(first + within, at);
            block.size = match (&sizes, image.sizes) {
                (Some(sizes), Some(array)) => number(sizes, array.width).unwrap_or_default(),
                _ if image.compression == 1 => block.unpacked,
                _ => source.size().saturating_sub(at),
            };
            each(block);
        }
        first += batch;
    }
    Ok(())
}

impl Image {
    /// The strip or tile of a number, without its size.
    fn block(&self, index: u64, at: u64) -> Block {
        let [across, down] = self.grid().map(|n| n.max(1));
        let plane = (index / (across * down)) as u16;
        let within = index % (across * down);
        let (column, row) = ((within % across) as u32, (within / across) as u32);
        let (from, width, height) = if let Some(tile) = self.tile {
            ([column.saturating_mul(tile.width), row.saturating_mul(tile.height)], tile.width, tile.height)
        } else {
            let top = row.saturating_mul(self.rows);
            ([0, top], self.width, self.rows.min(self.height.saturating_sub(top)))
        };
        Block { index, at, size: 0, unpacked: self.bytes(width, height), plane, from, width, height }
    }
}
