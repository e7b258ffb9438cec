//! A plain baseline JPEG writer, for healthy sets: grey, each block of one level.

/// How many codes of each length the table of first coefficients has (K.3.3.1); their symbols are 0 to 11.
const COUNTS: [u8; 16] = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];

/// Bits and code of each size of a difference, by that table.
const CODES: [(u32, u32); 9] = [(2, 0), (3, 2), (3, 3), (3, 4), (3, 5), (3, 6), (4, 14), (5, 30), (6, 62)];

/// Writes a grey picture. `levels` holds one level for each block of 8 × 8 pixels, from left to right and top to bottom; missing ones are black.
pub fn write(width: u16, height: u16, levels: &[u8], comment: &str) -> Vec<u8> {
    let mut file = vec![0xFF, 0xD8];
    segment(&mut file, 0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    segment(&mut file, 0xFE, comment.as_bytes());
    // One table of eights: a level is its first coefficient.
    segment(&mut file, 0xDB, &[&[0][..], &[8; 64]].concat());
    let [w, h] = [width, height].map(u16::to_be_bytes);
    segment(&mut file, 0xC0, &[&[8][..], &h, &w, &[1, 1, 0x11, 0]].concat());
    let symbols: Vec<u8> = (0..12).collect();
    // Of the others there are none: one code, of one bit, ends each block.
    let ends: [u8; 17] = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    segment(&mut file, 0xC4, &[&[0][..], &COUNTS, &symbols, &[0x10], &ends].concat());
    segment(&mut file, 0xDA, &[1, 1, 0, 0, 63, 0]);
    scan(&mut file, usize::from(width.div_ceil(8)) * usize::from(height.div_ceil(8)), levels);
    file.extend_from_slice(&[0xFF, 0xD9]);
    file
}

fn segment(file: &mut Vec<u8>, marker: u8, content: &[u8]) {
    file.extend_from_slice(&[0xFF, marker]);
    file.extend_from_slice(&(content.len() as u16 + 2).to_be_bytes());
    file.extend_from_slice(content);
}

fn scan(file: &mut Vec<u8>, blocks: usize, levels: &[u8]) {
    let (mut held, mut count, mut last) = (0u32, 0, 0i32);
    for block in 0..blocks {
        let level = i32::from(levels.get(block).copied().unwrap_or_default()) - 128;
        let difference = level - last;
        last = level;
        let size = 32 - difference.unsigned_abs().leading_zeros();
        let (length, code) = CODES.get(size as usize).copied().unwrap_or_default();
        // A negative value is written one less, without its sign.
        let value = (if difference < 0 { difference - 1 } else { difference }) as u32 & ((1 << size) - 1);
        held = (held << length | code) << size | value;
        held <<= 1;
        count += length + size + 1;
        while count >= 8 {
            count -= 8;
            put(file, (held >> count) as u8);
        }
    }
    if count > 0 {
        put(file, (held << (8 - count)) as u8 | ((1 << (8 - count)) - 1));
    }
}

/// A byte of a scan: after one that looks like a marker, a zero is stuffed.
fn put(file: &mut Vec<u8>, byte: u8) {
    file.push(byte);
    if byte == 0xFF {
        file.push(0);
    }
}
