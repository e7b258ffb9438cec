//! The pixels of DPX (SMPTE ST 268-1) and Cineon (Kodak, version 4.5), from the fields that their own reader knows.

mod header;
mod unpack;

use super::Problem;
use crate::exr::{Channel, Damage, Scratch};
use crate::pixels::Line;
use crate::{Source, Stop};
pub(super) use header::open;
use unpack::Packing;

/// Bytes of lines read at once.
const PIECE: u64 = 1 << 20;

/// How pixels are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    width: u32,
    height: u32,
    channels: usize,
    packing: Packing,
    big_endian: bool,
    /// First byte of the pixels.
    offset: u64,
    /// Bytes after each line.
    padding: u64,
}

impl Layout {
    /// Bytes of a line, its padding left out.
    pub(super) fn stride(&self) -> u64 {
        self.packing.bytes(u64::from(self.width) * self.channels as u64)
    }

    /// Shows every line that is there, from the first in the file.
    pub(super) fn lines(
        &self,
        source: &dyn Source,
        channels: &[Channel],
        scratch: &mut Scratch,
        show: &mut dyn FnMut(&Line),
    ) -> Result<Option<Problem>, Stop> {
        let Scratch { packed, line, .. } = scratch;
        let (stride, step) = (self.stride().max(1), self.stride() + self.padding);
        let (width, rows, mut samples) = (self.width as usize, (PIECE / step.max(1)).clamp(1, u64::from(u32::MAX)) as u32, Vec::new());
        for first in (0..self.height).step_by(rows as usize) {
            let at = self.offset.saturating_add(step.saturating_mul(first.into()));
            let wanted = step.saturating_mul(rows.min(self.height - first).into()).min(source.size().saturating_sub(at));
            packed.resize(usize::try_from(wanted).unwrap_or(0), 0);
            let held = source.read_at(at, packed)?;
            packed.truncate(held);
            let count = rows.min(self.height - first);
            for (y, start) in (first..first + count).zip((0..).step_by(step as usize)) {
                let Some(own) = packed.get(start..start + stride as usize) else {
                    return Ok(Some(Problem { damage: Damage::Short, byte: source.size() }));
                };
                self.packing.unpack(own, self.big_endian, self.channels, width, &mut samples, line);
                show(&Line { part: 0, channels, at: [0, y.cast_signed()], width, bytes: line });
            }
        }
        Ok(None)
    }
}
