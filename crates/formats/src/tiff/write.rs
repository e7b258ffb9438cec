//! A plain TIFF writer, for healthy sets: little-endian, deflated strips of sixteen lines.

use libdeflater::{CompressionLvl, Compressor};

/// Lines of a strip.
const ROWS: u32 = 16;

/// A picture of eight-bit samples.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Samples of a pixel: 1 grey, 3 RGB.
    pub samples: u16,
    /// `width` × `height` × `samples` bytes; missing ones are zero.
    pub pixels: &'a [u8],
    /// What made it.
    pub software: &'a str,
}

/// Writes a picture: header, directory, its values, then the strips.
pub fn write(page: &Page) -> Vec<u8> {
    let line = page.width as usize * usize::from(page.samples);
    let strips: Vec<Vec<u8>> = (0..page.height.div_ceil(ROWS)).map(|strip| packed(page, strip, line)).collect();
    let software = [page.software.as_bytes(), &[0]].concat();
    let count = strips.len() as u32;
    // Header, directory of eleven entries, bits, software, offsets, sizes.
    let bits_at = 8 + 2 + 11 * 12 + 4;
    let software_at = bits_at + 8;
    let offsets_at = (software_at + software.len() as u32).next_multiple_of(4);
    let sizes_at = offsets_at + 4 * count;
    let data_at = sizes_at + 4 * count;
    let mut file = [&b"II*\0"[..], &8u32.to_le_bytes(), &11u16.to_le_bytes()].concat();
    let bits = if page.samples == 1 { 8 } else { bits_at };
    let one = |array: u32, value: u32| if count == 1 { value } else { array };
    let first_size = strips.first().map_or(0, Vec::len) as u32;
    for (tag, kind, count, value) in [
        (256u16, 4u16, 1, page.width),
        (257, 4, 1, page.height),
        (258, 3, u32::from(page.samples), bits),
        (259, 3, 1, 8),
        (262, 3, 1, if page.samples == 1 { 1 } else { 2 }),
        (273, 4, count, one(offsets_at, data_at)),
        (277, 3, 1, u32::from(page.samples)),
        (278, 4, 1, ROWS),
        (279, 4, count, one(sizes_at, first_size)),
        (284, 3, 1, 1),
        (305, 2, software.len() as u32, software_at),
    ] {
        file.extend_from_slice(&[&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value.to_le_bytes()].concat());
    }
    file.extend_from_slice(&[0; 4]);
    file.extend_from_slice(&[8, 0, 8, 0, 8, 0, 8, 0]);
    file.extend_from_slice(&software);
    file.resize(offsets_at as usize, 0);
    let mut at = data_at;
    for strip in &strips {
        file.extend_from_slice(&at.to_le_bytes());
        at += strip.len() as u32;
    }
    file.extend(strips.iter().flat_map(|strip| (strip.len() as u32).to_le_bytes()));
    file.extend(strips.concat());
    file
}

/// One strip, deflated.
fn packed(page: &Page, strip: u32, line: usize) -> Vec<u8> {
    let first = (strip * ROWS) as usize;
    let lines = (page.height as usize - first).min(ROWS as usize);
    let mut pixels = page.pixels.get(first * line..).unwrap_or_default().to_vec();
    pixels.resize(lines * line, 0);
    let mut compressor = Compressor::new(CompressionLvl::default());
    let mut out = vec![0; compressor.zlib_compress_bound(pixels.len())];
    let size = compressor.zlib_compress(&pixels, &mut out).unwrap_or_default();
    out.truncate(size);
    out
}
