//! JPEG 2000 (ISO/IEC 15444-1): boxes, the size marker, and the tile parts to the end of the code stream.

use super::Rule;
use super::sheet::Sheet;
use crate::Stop;
use crate::view::{be16, be32};

pub(super) fn check(sheet: &mut Sheet) -> Result<(), Stop> {
    let head = sheet.bytes(0, 4)?;
    if head.starts_with(&[0xFF, 0x4F]) {
        return stream(sheet, 0, sheet.size);
    }
    let mut at = 0;
    while at + 8 <= sheet.size {
        let leader = sheet.bytes(at, 16)?;
        let size = match be32(&leader, 0).unwrap_or_default() {
            0 => sheet.size - at,
            1 => be32(&leader, 12).map_or(0, u64::from),
            size => u64::from(size),
        };
        if size < 8 {
            sheet.field(at, "box size", size as i64);
            return Ok(());
        }
        let is_stream = leader.get(4..8) == Some(b"jp2c");
        if at + size > sheet.size && !is_stream {
            sheet.cut("box", at + size);
            return Ok(());
        }
        if is_stream {
            if at + size > sheet.size {
                sheet.odd(at, "box size", size as i64);
            }
            return stream(sheet, at + 8, at + size);
        }
        at += size;
    }
    sheet.cut("code stream", 0);
    Ok(())
}

/// A code stream: its size first, then segments, then tile parts.
fn stream(sheet: &mut Sheet, from: u64, end: u64) -> Result<(), Stop> {
    let mut at = from + 2;
    while at + 2 <= end.min(sheet.size) {
        let segment = sheet.bytes(at, 64)?;
        let marker = be16(&segment, 0).unwrap_or_default();
        if marker == 0xFFD9 {
            return Ok(());
        }
        let size = u64::from(be16(&segment, 2).unwrap_or_default());
        if marker < 0xFF00 || size < 2 {
            sheet.field(at, "marker", marker);
            return Ok(());
        }
        if marker == 0xFF51 && !dimensions(sheet, at, &segment, size) {
            return Ok(());
        }
        let step = if marker == 0xFF90 { tile(&segment, end - at) } else { size + 2 };
        if at + step > sheet.size {
            cut(sheet, at + step);
            return Ok(());
        }
        at += step;
    }
    cut(sheet, end.max(at + 2));
    Ok(())
}

/// A stream is made to be cut: readers show what there is, with less detail.
fn cut(sheet: &mut Sheet, expected: u64) {
    let rule = Rule::Truncated { inside: "code stream".to_owned(), expected };
    sheet.journal.odd(sheet.size, rule);
}

/// Bytes of a tile part; one of size 0 goes on to the end, but for its marker.
fn tile(segment: &[u8], left: u64) -> u64 {
    match be32(segment, 6).unwrap_or_default() {
        0 => left.saturating_sub(2).max(12),
        size => u64::from(size).max(12),
    }
}

/// The size marker (A.5.1): grid, tiles and components go together.
fn dimensions(sheet: &mut Sheet, at: u64, segment: &[u8], size: u64) -> bool {
    let wide = |at: usize| u64::from(be32(segment, at).unwrap_or_default());
    let (x, y, x0, y0) = (wide(6), wide(10), wide(14), wide(18));
    let (tile_x, tile_y, tile_x0, tile_y0) = (wide(22), wide(26), wide(30), wide(34));
    let components = u64::from(be16(segment, 38).unwrap_or_default());
    if components == 0 || components > 16384 || size != 38 + 3 * components {
        sheet.field(at + 38, "components", components as i64);
        return false;
    }
    if !sheet.picture(at + 6, x.saturating_sub(x0), y.saturating_sub(y0)) {
        return false;
    }
    if tile_x == 0 || tile_y == 0 || tile_x0 > x0 || tile_y0 > y0 || tile_x0 + tile_x <= x0 || tile_y0 + tile_y <= y0 {
        sheet.field(at + 22, "tile size", tile_x as i64);
        return false;
    }
    for number in 0..components.min(8) as usize {
        let steps = segment.get(41 + 3 * number..43 + 3 * number).unwrap_or_default();
        if steps.contains(&0) {
            sheet.field(at + 41 + 3 * number as u64, "subsampling", 0);
            return false;
        }
    }
    let tiles = x.saturating_sub(tile_x0).div_ceil(tile_x).saturating_mul(y.saturating_sub(tile_y0).div_ceil(tile_y));
    if tiles > 65535 {
        sheet.field(at + 22, "tiles", tiles as i64);
        return false;
    }
    // An empty packet takes a byte for each tile, but a flat tile may be one packet.
    sheet.holds(at + 6, x.saturating_sub(x0).saturating_mul(y.saturating_sub(y0)), 1 << 16)
}
