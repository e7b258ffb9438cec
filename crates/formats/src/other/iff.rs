//! Maya's IFF: chunks of four-byte alignment, a bitmap header, and tiles.

use super::sheet::Sheet;
use crate::Stop;
use crate::view::{be16, be32};

pub(super) fn check(sheet: &mut Sheet) -> Result<(), Stop> {
    let Some(head) = sheet.header(12)? else { return Ok(()) };
    let claimed = u64::from(be32(&head, 4).unwrap_or_default()) + 8;
    if claimed > sheet.size {
        sheet.cut("form", claimed);
    }
    let (mut at, mut is_sized) = (12, false);
    while at + 8 <= sheet.size {
        let leader = sheet.bytes(at, 12)?;
        let size = u64::from(be32(&leader, 4).unwrap_or_default());
        let (first, name) = (at + 8, leader.get(..4).unwrap_or_default());
        if !name.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ') {
            sheet.field(at, "chunk", i64::from(be32(&leader, 0).unwrap_or_default()));
            return Ok(());
        }
        if first + size > sheet.size {
            sheet.cut("chunk", first + size);
            return Ok(());
        }
        match name {
            b"TBHD" => {
                is_sized = true;
                if !header(sheet, first, size)? {
                    return Ok(());
                }
            }
            b"RGBA" | b"ZBUF" if is_sized => tile(sheet, first, size)?,
            _ => {}
        }
        // A form is walked into.
        let step = if matches!(name, b"FOR4" | b"FORM") { 4 } else { size.next_multiple_of(4) };
        at = first + step;
    }
    if !is_sized && sheet.journal.is_empty() {
        sheet.field(12, "header", 0);
    }
    Ok(())
}

/// The bitmap header; whether tiles can be judged by it.
fn header(sheet: &mut Sheet, at: u64, size: u64) -> Result<bool, Stop> {
    let head = sheet.bytes(at, 32)?;
    if size < 24 || head.len() < 24 {
        sheet.field(at - 4, "header size", size as i64);
        return Ok(false);
    }
    let [width, height] = [0, 4].map(|at| u64::from(be32(&head, at).unwrap_or_default()));
    let (tiles, compression) = (be16(&head, 18).unwrap_or_default(), be32(&head, 20).unwrap_or_default());
    if !sheet.picture(at, width, height) {
        return Ok(false);
    }
    if tiles == 0 {
        sheet.field(at + 18, "tiles", 0);
    }
    if compression > 1 {
        sheet.field(at + 20, "compression", compression);
    }
    Ok(sheet.holds(at, width.saturating_mul(height).saturating_mul(3), 256))
}

/// A tile lies inside the picture, and holds at least its corners.
fn tile(sheet: &mut Sheet, at: u64, size: u64) -> Result<(), Stop> {
    let corners = sheet.bytes(at, 8)?;
    let edge = |at: usize| u32::from(be16(&corners, at).unwrap_or_default());
    let [left, top, right, bottom] = [edge(0), edge(2), edge(4), edge(6)];
    if size < 8 || right < left || bottom < top || right >= sheet.width || bottom >= sheet.height {
        sheet.outside(at, "tile", u64::from(right.max(bottom)), u64::from(sheet.width.max(sheet.height)));
        return Ok(());
    }
    let pixels = u64::from(right - left + 1) * u64::from(bottom - top + 1);
    if (size - 8).saturating_mul(128) < pixels {
        sheet.outside(at, "tile pixels", pixels, size - 8);
    }
    Ok(())
}
