//! Windows icons: a table of pictures, each a bitmap without its file header, or a PNG.

use super::bmp;
use super::sheet::Sheet;
use crate::view::{le16, u32_at};
use crate::{Format, Stop, png};

pub(super) fn check(sheet: &mut Sheet) -> Result<(), Stop> {
    let Some(head) = sheet.header(6)? else { return Ok(()) };
    let count = u64::from(le16(&head, 4).unwrap_or_default());
    if count == 0 {
        sheet.field(4, "pictures", 0);
        return Ok(());
    }
    let table = sheet.bytes(6, count * 16)?;
    if (table.len() as u64) < count * 16 {
        sheet.cut("table", 6 + count * 16);
        return Ok(());
    }
    for (at, entry) in (6..).step_by(16).zip(table.chunks_exact(16)) {
        let [size, first] = [8, 12].map(|at| u64::from(u32_at(entry, at).unwrap_or_default()));
        if size == 0 || first < 6 + count * 16 || first.saturating_add(size) > sheet.size {
            sheet.outside(at + 8, "picture", first.saturating_add(size), sheet.size);
            continue;
        }
        picture(sheet, at, entry, first, size)?;
    }
    Ok(())
}

fn picture(sheet: &mut Sheet, at: u64, entry: &[u8], first: u64, size: u64) -> Result<(), Stop> {
    let bytes = sheet.bytes(first, size)?;
    if Format::of(&bytes) == Some(Format::Png) {
        let structure = png::read(&bytes, sheet.budget)?;
        let wrong = structure.defects.first().map(|defect| defect.byte);
        let data = if wrong.is_none() { png::verify(&bytes, &structure, sheet.budget)? } else { Vec::new() };
        if let Some(byte) = wrong.or_else(|| data.first().map(|defect| defect.byte)) {
            sheet.run(first + byte, 0, "code");
        }
        return Ok(());
    }
    let Some(pixels) = bmp::dib(sheet, first)? else { return Ok(()) };
    // The height counts the mask too.
    let height = pixels.height / 2;
    let declared = entry.first().map_or(0, |&width| if width == 0 { 256 } else { u64::from(width) });
    if pixels.width != declared && pixels.width <= 256 {
        sheet.odd(at, "width", pixels.width as i64);
    }
    if !pixels.height.is_multiple_of(2) || pixels.compression != 0 {
        sheet.odd(first + 8, "height", pixels.height as i64);
    }
    let colours = (pixels.width * pixels.bits).div_ceil(32) * 4 * height;
    let least = pixels.head.saturating_add(colours);
    if !sheet.holds(first + 4, colours, 64) {
        return Ok(());
    }
    if least > size {
        sheet.outside(at + 8, "picture pixels", least, size);
    }
    Ok(())
}
