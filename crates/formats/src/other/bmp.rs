//! Windows bitmaps (Microsoft, `BITMAPFILEHEADER` and the headers after it).

use super::Rule;
use super::sheet::Sheet;
use crate::Stop;
use crate::view::{i32_at, le16, u32_at};

/// Bytes of the file header.
const FILE: u64 = 14;

/// What the headers say of the pixels.
pub(super) struct Pixels {
    pub(super) width: u64,
    pub(super) height: u64,
    pub(super) bits: u64,
    pub(super) compression: u32,
    /// Bytes of the header and the colours after it.
    pub(super) head: u64,
}

pub(super) fn check(sheet: &mut Sheet) -> Result<(), Stop> {
    let Some(file) = sheet.header(FILE + 4)? else { return Ok(()) };
    let (claimed, first) = (u64::from(u32_at(&file, 2).unwrap_or_default()), u64::from(u32_at(&file, 10).unwrap_or_default()));
    let Some(pixels) = dib(sheet, FILE)? else { return Ok(()) };
    if claimed != 0 && claimed > sheet.size.next_multiple_of(4) {
        sheet.odd(2, "file size", claimed as i64);
    }
    if first < FILE + 12 || first >= sheet.size {
        sheet.outside(10, "pixels", first, sheet.size);
        return Ok(());
    }
    match pixels.compression {
        1 | 2 => runs(sheet, &pixels, first),
        0 | 3 | 6 => {
            let line = (pixels.width * pixels.bits).div_ceil(32) * 4;
            sheet.plain(FILE + 4, first, line.saturating_mul(pixels.height));
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Reads the header that says the size and bits, at `at`; `None` when it says none that can be.
pub(super) fn dib(sheet: &mut Sheet, at: u64) -> Result<Option<Pixels>, Stop> {
    let head = sheet.bytes(at, 124)?;
    let size = u32_at(&head, 0).unwrap_or_default();
    if !matches!(size, 12 | 16..=64 | 108 | 124) {
        sheet.field(at, "header size", size);
        return Ok(None);
    }
    if (head.len() as u64) < u64::from(size) {
        sheet.cut("header", at + u64::from(size));
        return Ok(None);
    }
    let core = size == 12;
    let small = |place: usize| i64::from(le16(&head, place).unwrap_or_default());
    let wide = |place: usize| i64::from(i32_at(&head, place).unwrap_or_default());
    let (width, height) = if core { (small(4), small(6)) } else { (wide(4), wide(8)) };
    let (planes, bits) = if core { (small(8), small(10)) } else { (small(12), small(14)) };
    let compression = if size >= 20 { u32_at(&head, 16).unwrap_or_default() } else { 0 };
    if !sheet.picture(at + 4, u64::try_from(width).unwrap_or_default(), height.unsigned_abs()) {
        return Ok(None);
    }
    if planes != 1 {
        sheet.odd(at + if core { 8 } else { 12 }, "planes", planes);
    }
    let fits = match compression {
        0 => matches!(bits, 1 | 2 | 4 | 8 | 16 | 24 | 32),
        1 => bits == 8,
        2 => bits == 4,
        3 | 6 => matches!(bits, 16 | 32 | 1 | 24),
        4 | 5 | 11..=13 => true,
        _ => {
            sheet.field(at + 16, "compression", compression);
            return Ok(None);
        }
    };
    if !fits {
        sheet.field(at + if core { 10 } else { 14 }, "bits", bits);
        return Ok(None);
    }
    let used = if size >= 36 { u64::from(u32_at(&head, 32).unwrap_or_default()) } else { 0 };
    if bits <= 8 && used > 1 << bits.max(1) && used > 256 {
        sheet.odd(at + 32, "colours", used as i64);
    }
    let colours = if bits > 8 {
        0
    } else if used == 0 {
        1 << bits
    } else {
        used
    };
    let head = u64::from(size) + colours * if core { 3 } else { 4 };
    Ok(Some(Pixels { width: width as u64, height: height.unsigned_abs(), bits: bits as u64, compression, head }))
}

/// Run lengths: pairs, and escapes that end a line or the picture, move, or hold plain pixels.
fn runs(sheet: &mut Sheet, pixels: &Pixels, first: u64) -> Result<(), Stop> {
    if !sheet.holds(FILE + 4, pixels.width.saturating_mul(pixels.height), 1 << 16) {
        return Ok(());
    }
    let bytes = sheet.all()?;
    let mut at = first as usize;
    let (mut x, mut y) = (0, 0);
    loop {
        let Some(&[count, value]) = bytes.get(at..).and_then(|rest| rest.first_chunk()) else {
            sheet.cut("pixels", 0);
            return Ok(());
        };
        at += 2;
        match (count, value) {
            (0, 0) => (x, y) = (0, y + 1),
            (0, 1) => return Ok(()),
            (0, 2) => {
                let step = bytes.get(at..at + 2).unwrap_or_default();
                x += step.first().map_or(0, |&x| u64::from(x));
                y += step.get(1).map_or(0, |&y| u64::from(y));
                at += 2;
            }
            (0, plain) => {
                x += u64::from(plain);
                at += (usize::from(plain) * pixels.bits as usize).div_ceil(8).next_multiple_of(2);
            }
            (run, _) => x += u64::from(run),
        }
        if y > pixels.height || (y == pixels.height && x > 0) || x > pixels.width + 1 {
            // Readers clip what leaves the picture.
            let rule = Rule::Run { line: y, problem: "long".to_owned() };
            sheet.journal.odd((at as u64 - 2).min(sheet.size), rule);
            return Ok(());
        }
    }
}
