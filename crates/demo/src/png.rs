//! A picture as a PNG file (ISO/IEC 15948): eight bits a channel, one compressed stream.

use std::io;

use libdeflater::{CompressionLvl, Compressor, crc32};

/// Eight-bit RGB, rows from the top; `bytes` holds three for each pixel.
pub(crate) struct Rgb {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) bytes: Vec<u8>,
}

/// Bytes of a pixel.
const PIXEL: usize = 3;

/// The whole file.
///
/// # Errors
/// When the compressor fails, which only a lack of memory makes it do.
pub(crate) fn encode(picture: &Rgb) -> io::Result<Vec<u8>> {
    let mut file = b"\x89PNG\r\n\x1A\n".to_vec();
    let size = [picture.width, picture.height].map(|n| (n as u32).to_be_bytes());
    // Eight bits, red green blue, deflate, the five filters, rows in order.
    chunk(&mut file, *b"IHDR", &[size.as_flattened(), &[8, 2, 0, 0, 0]].concat());
    chunk(&mut file, *b"IDAT", &deflated(&filtered(picture))?);
    chunk(&mut file, *b"IEND", &[]);
    Ok(file)
}

fn chunk(file: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    let body = [&kind, data].concat();
    file.extend((data.len() as u32).to_be_bytes());
    file.extend(&body);
    file.extend(crc32(&body).to_be_bytes());
}

fn deflated(raw: &[u8]) -> io::Result<Vec<u8>> {
    let mut compressor = Compressor::new(CompressionLvl::best());
    let mut packed = vec![0; compressor.zlib_compress_bound(raw.len())];
    let length = compressor.zlib_compress(raw, &mut packed).map_err(io::Error::other)?;
    packed.truncate(length);
    Ok(packed)
}

/// Each row behind the number of the filter that leaves the least of it (section 12.7 of the standard).
fn filtered(picture: &Rgb) -> Vec<u8> {
    let mut above = vec![0; picture.width * PIXEL];
    let mut out = Vec::with_capacity(picture.bytes.len() + picture.height);
    for row in picture.bytes.chunks_exact(picture.width * PIXEL) {
        let tried = FILTERS.iter().map(|predict| residues(row, &above, *predict));
        let weight = |residues: &Vec<u8>| residues.iter().map(|byte| u32::from(byte.cast_signed().unsigned_abs())).sum::<u32>();
        if let Some((number, least)) = (0..).zip(tried).min_by_key(|(_, residues)| weight(residues)) {
            out.push(number);
            out.extend(least);
        }
        above.copy_from_slice(row);
    }
    out
}

/// What a byte is expected to be, from those at its left, above, and above at the left.
type Predict = fn(u8, u8, u8) -> u8;

/// Filters 0 to 4 of section 9.2: none, left, above, their mean, Paeth's.
const FILTERS: [Predict; 5] = [|_, _, _| 0, |left, _, _| left, |_, above, _| above, mean, paeth];

fn mean(left: u8, above: u8, _: u8) -> u8 {
    u8::midpoint(left, above)
}

fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let estimate = i16::from(left) + i16::from(above) - i16::from(corner);
    [left, above, corner].into_iter().min_by_key(|byte| (estimate - i16::from(*byte)).abs()).unwrap_or(0)
}

fn residues(row: &[u8], above: &[u8], predict: Predict) -> Vec<u8> {
    let left_of = |bytes: &[u8], at: usize| if at < PIXEL { 0 } else { bytes[at - PIXEL] };
    let one = |at: usize| row[at].wrapping_sub(predict(left_of(row, at), above[at], left_of(above, at)));
    (0..row.len()).map(one).collect()
}

#[cfg(test)]
mod tests {
    use libdeflater::Decompressor;

    use super::*;

    /// The rows of a file of ours, unfiltered by the definitions of section 9.2.
    fn decoded(file: &[u8], width: usize, height: usize) -> Vec<u8> {
        let packed = u32::from_be_bytes(file[33..37].try_into().unwrap()) as usize;
        assert_eq!(&file[37..41], b"IDAT");
        let mut rows = vec![0; (width * PIXEL + 1) * height];
        Decompressor::new().zlib_decompress(&file[41..41 + packed], &mut rows).unwrap();
        let mut out = vec![0_u8; width * PIXEL * height];
        for y in 0..height {
            let row = &rows[y * (width * PIXEL + 1)..][..=width * PIXEL];
            for i in 0..width * PIXEL {
                let at = |x: Option<usize>, y: Option<usize>| x.zip(y).map_or(0, |(x, y)| i32::from(out[y * width * PIXEL + x]));
                let (a, b, c) =
                    (at(i.checked_sub(PIXEL), Some(y)), at(Some(i), y.checked_sub(1)), at(i.checked_sub(PIXEL), y.checked_sub(1)));
                let p = a + b - c;
                let nearest = |a: i32, b: i32, c: i32| match ((p - a).abs(), (p - b).abs(), (p - c).abs()) {
                    (pa, pb, pc) if pa <= pb && pa <= pc => a,
                    (_, pb, pc) if pb <= pc => b,
                    _ => c,
                };
                let guess = [0, a, b, i32::midpoint(a, b), nearest(a, b, c)][usize::from(row[0])];
                out[y * width * PIXEL + i] = row[i + 1].wrapping_add(guess as u8);
            }
        }
        out
    }

    #[test]
    fn a_picture_comes_back() {
        let (width, height) = (37, 23);
        let bytes: Vec<u8> = (0..width * height * PIXEL).map(|i| (i * i / 7 % 251) as u8 ^ (i / 400) as u8).collect();
        let file = encode(&Rgb { width, height, bytes: bytes.clone() }).unwrap();
        assert_eq!(decoded(&file, width, height), bytes);
        assert_eq!(file[16..24], [0, 0, 0, 37, 0, 0, 0, 23]);
        assert_eq!(file[file.len() - 8..], *b"IEND\xAE\x42\x60\x82", "the checksum of an empty last chunk is known");
    }
}
