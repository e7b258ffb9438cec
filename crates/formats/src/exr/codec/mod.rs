//! How one chunk is unpacked.

mod foreign;
mod rle;
mod zip;

use etabli_kernels::Predicted;
use libdeflater::Decompressor;

use super::{Chunk, Compression, Damage, Part};

/// The bytes of a chunk without compression: line by line, channel by channel, little-endian.
#[derive(Debug)]
pub(super) enum Unpacked<'a> {
    /// As they are.
    Plain(&'a [u8]),
    /// Still to be undone, piece by piece, so that a line is used while it is near.
    Predicted(Predicted<'a>),
}

impl Unpacked<'_> {
    /// The next `length` bytes; fewer at the end. `near` holds them when they had to be made.
    pub(super) fn next<'a>(&'a mut self, length: usize, near: &'a mut Vec<u8>) -> &'a [u8] {
        match self {
            Self::Plain(bytes) => {
                let (line, rest) = bytes.split_at(length.min(bytes.len()));
                *bytes = rest;
                line
            }
            Self::Predicted(predicted) => {
                near.resize(length, 0);
                predicted.next(near);
                near
            }
        }
    }
}

/// Decompressor and buffers, kept from chunk to chunk.
pub(super) struct Codecs {
    inflater: Decompressor,
    unpacked: Vec<u8>,
}

impl Default for Codecs {
    fn default() -> Self {
        Self { inflater: Decompressor::new(), unpacked: Vec::new() }
    }
}

impl Codecs {
    /// Unpacks a chunk whose claimed size was judged before ([`most`]).
    pub(super) fn unpack<'a>(&'a mut self, part: &Part, chunk: &Chunk, packed: &'a [u8]) -> Result<Unpacked<'a>, Damage> {
        let size = usize::try_from(chunk.unpacked).map_err(|_| Damage::Size)?;
        let is_foreign = !matches!(part.compression, Compression::None | Compression::Rle | Compression::Zips | Compression::Zip);
        if packed.len() >= size || !is_foreign {
            return self.plain(part.compression, packed, chunk.unpacked);
        }
        self.unpacked = foreign::unpack(part, chunk, packed)?;
        if self.unpacked.len() == size { Ok(Unpacked::Plain(&self.unpacked)) } else { Err(Damage::Size) }
    }

    /// Unpacks bytes that went through no codec that knows pixels, to a size that was judged before.
    pub(super) fn plain<'a>(&'a mut self, compression: Compression, packed: &'a [u8], size: u64) -> Result<Unpacked<'a>, Damage> {
        let size = usize::try_from(size).map_err(|_| Damage::Size)?;
        // A writer stores bytes raw when packing them did not make them smaller.
        if packed.len() >= size || compression == Compression::None {
            return raw(packed, size);
        }
        self.unpacked.resize(size, 0);
        match compression {
            Compression::Zips | Compression::Zip => {
                zip::inflate(&mut self.inflater, packed, &mut self.unpacked)?;
            }
            Compression::Rle => rle::unroll(packed, &mut self.unpacked)?,
            _ => return Err(Damage::UnknownCompression),
        }
        Ok(Unpacked::Predicted(Predicted::new(&self.unpacked)))
    }
}

fn raw(packed: &[u8], size: usize) -> Result<Unpacked<'_>, Damage> {
    match packed.len() {
        held if held < size => Err(Damage::Short),
        held if held > size => Err(Damage::Long),
        _ => Ok(Unpacked::Plain(packed)),
    }
}

/// The most that a chunk of that many packed bytes can unpack to, `ratio` being the most that deflate can.
///
/// PXR24 drops a quarter of a float before deflate, and DWA keeps one value for each flat 8 × 8 block.
pub(super) fn most(compression: Compression, packed: u64, ratio: u64) -> u64 {
    packed.saturating_mul(ratio).saturating_mul(before_deflate(compression))
}

/// How many times shorter samples may get before deflate sees them.
pub(super) fn before_deflate(compression: Compression) -> u64 {
    match compression {
        Compression::Dwaa | Compression::Dwab => 64,
        Compression::Pxr24 => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_bytes_have_exactly_their_size() {
        for (size, expect) in [(3, Err(Damage::Long)), (4, Ok(4)), (5, Err(Damage::Short))] {
            let length = raw(&[1, 2, 3, 4], size).map(|mut unpacked| unpacked.next(9, &mut Vec::new()).len());
            assert_eq!(length, expect);
        }
    }

    #[test]
    fn only_codecs_that_reduce_before_deflate_may_pack_tighter_than_it() {
        for (compression, expect) in [
            (Compression::Zip, 70),
            (Compression::Piz, 70),
            (Compression::Pxr24, 140),
            (Compression::Dwaa, 4480),
            (Compression::Dwab, 4480),
        ] {
            assert_eq!(most(compression, 10, 7), expect);
        }
        assert_eq!(most(Compression::Dwaa, u64::MAX, 2), u64::MAX);
    }
}
