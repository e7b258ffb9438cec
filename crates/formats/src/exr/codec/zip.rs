//! ZIP and ZIPS: a zlib stream (RFC 1950) over predicted bytes.

use libdeflater::{DecompressionError, Decompressor};

use super::Problem;

/// Bytes of the zlib header before the deflate stream.
const HEADER: usize = 2;

/// Inflates to exactly the size of `out`.
pub(super) fn inflate(inflater: &mut Decompressor, packed: &[u8], out: &mut [u8]) -> Result<(), Problem> {
    match inflater.zlib_decompress(packed, out) {
        Ok(count) if count == out.len() => Ok(()),
        Ok(_) => Err("short"),
        Err(DecompressionError::InsufficientSpace) => Err("long"),
        Err(DecompressionError::BadData) => Err(bad_data(inflater, packed, out)),
    }
}

/// Whether the stream breaks, or only its checksum differs.
fn bad_data(inflater: &mut Decompressor, packed: &[u8], out: &mut [u8]) -> Problem {
    let stream = packed.get(HEADER..).unwrap_or_default();
    if inflater.deflate_decompress(stream, out).is_ok_and(|count| count == out.len()) { "checksum" } else { "deflate" }
}
