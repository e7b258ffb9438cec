//! Truevision TGA 2.0. The format has no signature: its fields must make sense.

use super::Rule;
use super::sheet::Sheet;
use crate::Stop;
use crate::view::le16;

pub(super) fn check(sheet: &mut Sheet) -> Result<(), Stop> {
    let Some(head) = sheet.header(18)? else { return Ok(()) };
    if head.iter().all(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace()) {
        sheet.journal.broken(0, Rule::Signature { seen: head });
        return Ok(());
    }
    let byte = |at: usize| head.get(at).copied().unwrap_or_default();
    let word = |at: usize| u64::from(le16(&head, at).unwrap_or_default());
    let (kind, map, depth) = (byte(2), byte(1), byte(16));
    if !fields(sheet, kind, map, depth) || !sheet.picture(12, word(12), word(14)) {
        return Ok(());
    }
    let entry = if map == 1 { u64::from(byte(7)).div_ceil(8) } else { 0 };
    if map == 1 && !matches!(byte(7), 15 | 16 | 24 | 32) {
        sheet.field(7, "colour map depth", byte(7));
        return Ok(());
    }
    let first = 18 + u64::from(byte(0)) + word(5) * entry;
    let (pixels, size) = (word(12) * word(14), u64::from(depth).div_ceil(8));
    if kind & 8 == 0 {
        sheet.plain(12, first, pixels * size);
        return Ok(());
    }
    if sheet.holds(12, pixels * size, 128) { runs(sheet, first, pixels, size) } else { Ok(()) }
}

/// Whether kind, colour map and depth go together.
fn fields(sheet: &mut Sheet, kind: u8, map: u8, depth: u8) -> bool {
    if !matches!(kind, 1..=3 | 9..=11) {
        sheet.field(2, "image type", kind);
    } else if map > 1 || (kind & 7 == 1 && map == 0) {
        sheet.field(1, "colour map type", map);
    } else if !matches!((kind & 7, depth), (1, 8 | 16) | (2, 15 | 16 | 24 | 32) | (3, 1 | 8 | 16)) {
        sheet.field(16, "pixel depth", depth);
    } else {
        return true;
    }
    false
}

/// Packets of equal or of plain pixels, until all pixels are there.
fn runs(sheet: &mut Sheet, first: u64, pixels: u64, size: u64) -> Result<(), Stop> {
    let bytes = sheet.all()?;
    let (mut at, mut seen) = (first, 0);
    while seen < pixels {
        let Some(&packet) = usize::try_from(at).ok().and_then(|at| bytes.get(at)) else {
            sheet.cut("pixels", 0);
            return Ok(());
        };
        let count = u64::from(packet & 0x7F) + 1;
        seen += count;
        at += 1 + if packet & 0x80 == 0 { count * size } else { size };
    }
    if at > sheet.size {
        sheet.cut("pixels", at);
    } else if seen > pixels {
        sheet.run(at, u64::from(sheet.height) - 1, "long");
    }
    Ok(())
}
