//! Plain writers, for healthy sets: TGA in runs, Radiance in runs, and bitmaps as they are.

/// Writes a TGA of red, green and blue in packets of plain pixels. `pixels` holds three bytes for each of `width` × `height` pixels, from the top.
pub fn tga(width: u16, height: u16, pixels: &[u8]) -> Vec<u8> {
    let [w, h] = [width, height].map(u16::to_le_bytes);
    let mut file = [&[0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &w, &h, &[24, 0x20]].concat();
    for line in pixels.chunks(usize::from(width).max(1) * 3) {
        for packet in line.chunks(128 * 3) {
            file.push((packet.len() / 3 - 1) as u8);
            file.extend(packet.chunks_exact(3).flat_map(|pixel| pixel.iter().rev()));
        }
    }
    file.extend_from_slice(b"\0\0\0\0\0\0\0\0TRUEVISION-XFILE.\0");
    file
}

/// Writes a Radiance picture; of each pixel, red, green, blue and their common exponent. `width` is at least 8.
pub fn hdr(width: u16, height: u16, pixels: &[[u8; 4]]) -> Vec<u8> {
    let mut file = format!("#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y {height} +X {width}\n").into_bytes();
    let [high, low] = width.to_be_bytes();
    for line in pixels.chunks(usize::from(width).max(1)) {
        file.extend_from_slice(&[2, 2, high, low]);
        for channel in 0..4 {
            let bytes: Vec<u8> = line.iter().filter_map(|pixel| pixel.get(channel).copied()).collect();
            for run in bytes.chunks(128) {
                file.push(run.len() as u8);
                file.extend_from_slice(run);
            }
        }
    }
    file
}

/// Writes a Windows bitmap of 24 bits. `pixels` holds red, green and blue for each of `width` × `height` pixels, from the top.
pub fn bmp(width: u32, height: u32, pixels: &[u8]) -> Vec<u8> {
    let line = (width as usize * 3).next_multiple_of(4);
    let size = 54 + line * height as usize;
    let mut file = b"BM".to_vec();
    for value in [size as u32, 0, 54, 40, width, height, 1 | 24 << 16, 0, (size - 54) as u32, 2835, 2835, 0, 0] {
        file.extend_from_slice(&value.to_le_bytes());
    }
    for y in (0..height as usize).rev() {
        let own = pixels.get(y * width as usize * 3..).unwrap_or_default();
        let mut bytes: Vec<u8> = own.chunks_exact(3).take(width as usize).flat_map(|pixel| pixel.iter().rev().copied()).collect();
        bytes.resize(line, 0);
        file.extend_from_slice(&bytes);
    }
    file
}
