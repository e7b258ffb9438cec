//! A plain PNG writer, for healthy sets.

use libdeflater::{CompressionLvl, Compressor, Crc};

use super::{Colour, SIGNATURE};

/// Bytes of image data in one chunk, as libpng cuts them.
const PIECE: usize = 8192;

/// Writes a picture of eight-bit samples. `pixels` holds [`Colour::samples`] bytes for each of `width` × `height` pixels; missing ones are zero. `texts` are
/// keywords and what they say.
pub fn write(width: u32, height: u32, colour: Colour, pixels: &[u8], texts: &[(&str, &str)]) -> Vec<u8> {
    let mut file = SIGNATURE.to_vec();
    let kind = match colour {
        Colour::Grey => 0,
        Colour::Rgb => 2,
        Colour::Palette => 3,
        Colour::GreyAlpha => 4,
        Colour::Rgba => 6,
    };
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, kind, 0, 0, 0]].concat();
    chunk(&mut file, *b"IHDR", &header);
    for (keyword, text) in texts {
        chunk(&mut file, *b"tEXt", format!("{keyword}\0{text}").as_bytes());
    }
    for piece in packed(width, height, colour, pixels).chunks(PIECE) {
        chunk(&mut file, *b"IDAT", piece);
    }
    chunk(&mut file, *b"IEND", &[]);
    file
}

fn packed(width: u32, height: u32, colour: Colour, pixels: &[u8]) -> Vec<u8> {
    let line = (width * colour.samples()) as usize;
    let mut lines = Vec::with_capacity((line + 1) * height as usize);
    for y in 0..height as usize {
        lines.push(1);
        let own = pixels.get(y * line..).unwrap_or_default();
        for x in 0..line {
            let at = |x: usize| own.get(x).copied().unwrap_or_default();
            let left = x.checked_sub(colour.samples() as usize).map_or(0, at);
            lines.push(at(x).wrapping_sub(left));
        }
    }
    let mut compressor = Compressor::new(CompressionLvl::default());
    let mut out = vec![0; compressor.zlib_compress_bound(lines.len())];
    let size = compressor.zlib_compress(&lines, &mut out).unwrap_or_default();
    out.truncate(size);
    out
}

/// Adds a chunk with its checksum.
fn chunk(file: &mut Vec<u8>, name: [u8; 4], content: &[u8]) {
    file.extend_from_slice(&(content.len() as u32).to_be_bytes());
    file.extend_from_slice(&name);
    file.extend_from_slice(content);
    let mut crc = Crc::new();
    crc.update(&name);
    crc.update(content);
    file.extend_from_slice(&crc.sum().to_be_bytes());
}
