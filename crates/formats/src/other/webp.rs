//! WebP (RFC 9649): its container, and the size that each kind of picture begins with.

use super::sheet::Sheet;
use crate::Stop;
use crate::view::{le16, u32_at};

pub(super) fn check(sheet: &mut Sheet) -> Result<(), Stop> {
    let Some(head) = sheet.header(12)? else { return Ok(()) };
    let end = u64::from(u32_at(&head, 4).unwrap_or_default()) + 8;
    if end > sheet.size {
        sheet.cut("container", end);
    }
    let (mut at, mut pictures) = (12, 0);
    while at + 8 <= end.min(sheet.size) {
        let leader = sheet.bytes(at, 24)?;
        let size = u64::from(u32_at(&leader, 4).unwrap_or_default());
        let content = leader.get(8..).unwrap_or_default();
        if at + 8 + size > sheet.size {
            sheet.cut("chunk", at + 8 + size);
            return Ok(());
        }
        match leader.get(..4) {
            Some(b"VP8 ") => lossy(sheet, at + 8, content, size),
            Some(b"VP8L") => lossless(sheet, at + 8, content, size),
            Some(b"VP8X") if size < 10 => sheet.field(at + 4, "header size", size as i64),
            _ => {}
        }
        pictures += u64::from(matches!(leader.get(..4), Some(b"VP8 " | b"VP8L" | b"ANMF")));
        at += 8 + size.next_multiple_of(2);
    }
    if pictures == 0 && sheet.journal.is_empty() {
        sheet.cut("picture", 0);
    }
    Ok(())
}

/// A key frame of VP8 (RFC 6386, 9.1): its first partition lies inside the chunk.
fn lossy(sheet: &mut Sheet, at: u64, content: &[u8], size: u64) {
    let byte = |at: usize| u64::from(content.get(at).copied().unwrap_or_default());
    if byte(0) & 1 != 0 || content.get(3..6) != Some(&[0x9D, 0x01, 0x2A]) {
        return sheet.field(at + 3, "start code", byte(3) as i64);
    }
    let partition = (byte(0) | byte(1) << 8 | byte(2) << 16) >> 5;
    if partition + 10 > size {
        sheet.outside(at, "first partition", partition, size.saturating_sub(10));
    }
    let [width, height] = [6, 8].map(|at| u64::from(le16(content, at).unwrap_or_default() & 0x3FFF));
    if sheet.picture(at + 6, width, height) {
        // A block of 16 × 16 pixels takes at least a fraction of a bit.
        sheet.holds(at + 6, width * height, 1 << 14);
    }
}

/// A VP8L stream (RFC 9649, 3.4).
fn lossless(sheet: &mut Sheet, at: u64, content: &[u8], size: u64) {
    if content.first() != Some(&0x2F) || size < 5 {
        return sheet.field(at, "signature", content.first().copied().unwrap_or_default());
    }
    let bits = u64::from(u32_at(content, 1).unwrap_or_default());
    if bits >> 29 != 0 {
        sheet.field(at + 1, "version", (bits >> 29) as i64);
    }
    sheet.picture(at + 1, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
}
