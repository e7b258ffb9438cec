//! The pixels of TIFF, from the strips and tiles that its own reader unpacks: the first image, which is the full resolution of a texture
//! with smaller levels.

mod header;
mod predictor;

use super::expand::{split, spread, swap16, swap32, unpack};
use crate::defect::{Defect, Weight};
use crate::exr::Channel;
use crate::pixels::Line;
use crate::tiff::{self, Block, Image, Order, Rule, Structure};
use crate::{Budget, Source, Stop};

pub(super) use header::open;

/// How pixels are written.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// What its own reader knows of the first image, and no more.
    structure: Structure,
    image: Image,
}

/// Buffers that strips and tiles pass through.
#[derive(Default)]
struct Buffers {
    /// One for each plane.
    planes: Vec<Vec<u8>>,
    line: Vec<u8>,
    spare: Vec<u8>,
}

impl Layout {
    /// Bytes that the strips or tiles of one place unpack to.
    pub(super) fn bytes(&self) -> u64 {
        let (width, height) = match self.image.tile {
            Some(tile) => (tile.width, tile.height),
            None => (self.image.width, self.image.rows.min(self.image.height)),
        };
        self.image.bytes(width, height).saturating_mul(self.planes() as u64)
    }

    fn planes(&self) -> usize {
        if self.image.planar { self.image.samples.into() } else { 1 }
    }

    /// Shows every line that can be read, strip by strip or tile by tile; what does not unpack is left out, and told.
    pub(super) fn lines(
        &self,
        source: &dyn Source,
        channels: &[Channel],
        budget: &Budget,
        show: &mut dyn FnMut(&Line),
    ) -> Result<Vec<tiff::Defect>, Stop> {
        let mut blocks = Vec::new();
        tiff::blocks(source, &self.structure, &self.image, &mut |block| blocks.push(block))?;
        let [across, down] = self.image.grid();
        let count = usize::try_from(across.saturating_mul(down)).unwrap_or(usize::MAX).max(1);
        let (mut defects, mut buffers) = (Vec::new(), Buffers { planes: vec![Vec::new(); self.planes()], ..Buffers::default() });
        for (place, first) in blocks.iter().enumerate().take(count) {
            let own = blocks.get(place..).unwrap_or_default().iter().step_by(count);
            let mut is_whole = own.len() >= self.planes();
            for (block, out) in own.zip(&mut buffers.planes) {
                match tiff::unpack(source, &self.image, block, budget, out)? {
                    Ok(true) => self.undo(block, out, &mut buffers.spare),
                    Ok(false) => is_whole = false,
                    Err(problem) => {
                        is_whole = false;
                        defects.push(defect(block, problem, out.len() as u64));
                    }
                }
            }
            if is_whole {
                self.show(first, channels, &mut buffers, show);
            }
        }
        Ok(defects)
    }

    /// Undoes the predictor of a block, and makes its samples little-endian.
    fn undo(&self, block: &Block, out: &mut [u8], spare: &mut Vec<u8>) {
        let (size, together) = (usize::from(self.image.bits / 8), self.image.together() as usize);
        let row = usize::try_from(self.image.bytes(block.width, 1)).unwrap_or(0).max(1);
        if self.image.predictor == 3 {
            return out.chunks_exact_mut(row).for_each(|row| predictor::floating(row, together, size, spare));
        }
        if self.structure.order == Order::Big {
            match size {
                2 => swap16(out),
                4 => swap32(out),
                _ => {}
            }
        }
        if self.image.predictor == 2 {
            out.chunks_exact_mut(row).for_each(|row| predictor::horizontal(row, together, size));
        }
    }

    /// Shows the lines of one place, as far as they lie in the picture.
    fn show(&self, block: &Block, channels: &[Channel], buffers: &mut Buffers, show: &mut dyn FnMut(&Line)) {
        let [x, y] = block.from;
        let width = block.width.min(self.image.width.saturating_sub(x)) as usize;
        let row = usize::try_from(self.image.bytes(block.width, 1)).unwrap_or(0);
        let size: usize = channels.iter().map(|channel| channel.kind.bytes() as usize).sum::<usize>() * width;
        buffers.line.resize(size, 0);
        for line in 0..block.height.min(self.image.height.saturating_sub(y)) {
            let start = line as usize * row;
            let rows = buffers.planes.iter().filter_map(|plane| plane.get(start..start + row));
            for (from, to) in rows.zip(buffers.line.chunks_exact_mut((size / self.planes()).max(1))) {
                self.expand(from, width, to);
            }
            show(&Line { part: 0, channels, at: [x, y + line].map(u32::cast_signed), width, bytes: &buffers.line });
        }
    }

    /// Makes a line of one row of one plane.
    fn expand(&self, row: &[u8], width: usize, out: &mut [u8]) {
        let together = self.image.together() as usize;
        match self.image.bits {
            8 => split::<1>(row, together, out),
            16 => split::<2>(row, together, out),
            32 => split::<4>(row, together, out),
            bits => {
                let mut samples = vec![0; width * together];
                unpack(row, bits as u8, &mut samples);
                spread(&mut samples, bits as u8);
                split::<1>(&samples, together, out);
            }
        }
        // Photometric interpretation 0: white is zero.
        if self.image.photometric == 0 {
            for byte in out {
                *byte = !*byte;
            }
        }
    }
}

fn defect(block: &Block, problem: &str, seen: u64) -> tiff::Defect {
    let rule = Rule::Data { problem: problem.to_owned(), index: block.index, seen, expected: block.unpacked };
    Defect { rule, byte: block.at, weight: Weight::Broken }
}
