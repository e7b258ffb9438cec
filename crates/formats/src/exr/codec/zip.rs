//! ZIP and ZIPS: a zlib stream (RFC 1950) over predicted bytes.

use libdeflater::{DecompressionError, Decompressor};

use super::super::Damage;

/// What the two bytes before the deflate stream are a multiple of.
const HEADER: u16 = 31;

/// Inflates to exactly the size of `out`.
pub(super) fn inflate(inflater: &mut Decompressor, packed: &[u8], out: &mut [u8]) -> Result<(), Damage> {
    match inflater.zlib_decompress(packed, out) {
        Ok(count) if count == out.len() => Ok(()),
        Ok(_) => Err(Damage::Short),
        Err(DecompressionError::InsufficientSpace) => Err(Damage::Long),
        Err(DecompressionError::BadData) => Err(bad_data(inflater, packed, out)),
    }
}

/// Whether the stream breaks, or only its checksum differs.
fn bad_data(inflater: &mut Decompressor, packed: &[u8], out: &mut [u8]) -> Damage {
    let Some((header, stream)) = packed.split_first_chunk() else { return Damage::Deflate };
    let inflates = inflater.deflate_decompress(stream, out).is_ok_and(|count| count == out.len());
    if u16::from_be_bytes(*header) % HEADER == 0 && inflates { Damage::Checksum } else { Damage::Deflate }
}
