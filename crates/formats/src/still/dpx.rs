//! The pixels of DPX (SMPTE ST 268-1) and Cineon (Kodak, version 4.5).

mod header;
mod unpack;

use super::{Opened, Problem, whole};
use crate::exr::{Channel, Scratch};
use crate::pixels::Line;
use crate::{Budget, Format, Source, Stop};
use unpack::Packing;

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

/// Reads the header. `None` when it does not say what the picture is; the word says why pixels are not read.
pub(super) fn open(source: &dyn Source, format: Format) -> Result<Opened<Layout>, Stop> {
    let bytes = source.read_range(0, header::SIZE)?;
    Ok(if format == Format::Cineon { header::cineon(&bytes) } else { header::dpx(&bytes) })
}

impl Layout {
    /// Bytes of a line, its padding left out.
    fn stride(&self) -> u64 {
        self.packing.bytes(u64::from(self.width) * self.channels as u64)
    }

    /// Bytes of all lines.
    pub(super) fn bytes(&self) -> u64 {
        (self.stride() + self.padding).saturating_mul(self.height.into())
    }

    /// Shows every line that is there, from the first in the file.
    pub(super) fn lines(
        &self,
        source: &dyn Source,
        channels: &[Channel],
        budget: &Budget,
        scratch: &mut Scratch,
        show: &mut dyn FnMut(&Line),
    ) -> Result<Option<Problem>, Stop> {
        let Scratch { packed, line, values: _, .. } = scratch;
        let bytes: &[u8] = whole(source, budget, packed)?;
        let (Ok(stride), Ok(padding)) = (usize::try_from(self.stride()), usize::try_from(self.padding)) else { return Ok(None) };
        let mut rest = usize::try_from(self.offset).ok().and_then(|offset| bytes.get(offset..)).unwrap_or_default();
        let (width, mut samples) = (self.width as usize, Vec::new());
        for y in 0..self.height as i32 {
            let Some((own, after)) = rest.split_at_checked(stride) else {
                return Ok(Some(Problem { word: "short", byte: bytes.len() as u64 }));
            };
            self.packing.unpack(own, self.big_endian, self.channels, width, &mut samples, line);
            show(&Line { part: 0, channels, at: [0, y], width, bytes: line });
            rest = after.get(padding..).unwrap_or_default();
        }
        Ok(None)
    }
}
