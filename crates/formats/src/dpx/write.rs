//! A plain DPX writer, for healthy sets: RGB of ten bits, filled by method A, highest byte first.

use super::MAGIC;

/// Bytes of the header.
const HEADER: usize = 2048;

/// Writes a picture. `pixels` holds red, green and blue, from 0 to 1023, for each of `width` × `height` pixels; missing ones are black.
/// `frame` becomes the frame position, and the time code at 24 frames a second.
pub fn write(width: u32, height: u32, pixels: &[[u16; 3]], frame: u32) -> Vec<u8> {
    let count = width as usize * height as usize;
    let mut file = header(width, height, frame);
    for at in 0..count {
        let [r, g, b] = pixels.get(at).copied().unwrap_or_default().map(|level| u32::from(level.min(1023)));
        file.extend_from_slice(&(r << 22 | g << 12 | b << 2).to_be_bytes());
    }
    file
}

fn header(width: u32, height: u32, frame: u32) -> Vec<u8> {
    let mut header = vec![0xFF; HEADER];
    let size = HEADER as u32 + width * height * 4;
    // Texts are empty, not unset.
    for (at, count) in [(36, 624), (664, 104), (812, 32), (1356, 52), (1432, 188), (1636, 28), (1664, 48), (1732, 188), (1972, 76)] {
        put(&mut header, at, &vec![0; count]);
    }
    for (at, value) in [(4, HEADER as u32), (16, size), (20, 1), (24, 1664), (28, 384), (32, 0), (772, width), (776, height)] {
        put(&mut header, at, &value.to_be_bytes());
    }
    put(&mut header, 0, &MAGIC);
    put(&mut header, 8, b"V2.0\0\0\0\0");
    put(&mut header, 160, b"Etabli healthy set 1\0");
    put(&mut header, 768, &[0, 0, 0, 1]);
    put(&mut header, 780, &[0; 4]);
    // RGB, logarithmic, ten bits, method A, no run lengths, its data after the header.
    put(&mut header, 800, &[50, 3, 1, 10, 0, 1, 0, 0]);
    put(&mut header, 808, &(HEADER as u32).to_be_bytes());
    put(&mut header, 812, &[0; 8]);
    put(&mut header, 1712, &frame.to_be_bytes());
    put(&mut header, 1724, &24f32.to_be_bytes());
    put(&mut header, 1920, &timecode(frame).to_be_bytes());
    put(&mut header, 1928, &[0, 0, 0, 0]);
    header
}

fn put(header: &mut [u8], at: usize, bytes: &[u8]) {
    if let Some(own) = header.get_mut(at..at + bytes.len()) {
        own.copy_from_slice(bytes);
    }
}

/// A time code at 24 frames a second, two decimal digits a byte: hours, minutes, seconds, frames.
fn timecode(frame: u32) -> u32 {
    let parts = [frame / 86400 % 24, frame / 1440 % 60, frame / 24 % 60, frame % 24];
    parts.into_iter().fold(0, |sum, part| sum << 8 | (part / 10) << 4 | (part % 10))
}
