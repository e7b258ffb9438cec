//! Silicon Graphics images (Haeberli, "The SGI Image File Format", 1.0).

use super::sheet::Sheet;
use crate::Stop;
use crate::view::{be16, be32};

/// Bytes of the header.
const HEADER: u64 = 512;

pub(super) fn check(sheet: &mut Sheet) -> Result<(), Stop> {
    let Some(head) = sheet.header(HEADER)? else { return Ok(()) };
    let byte = |at: usize| head.get(at).copied().unwrap_or_default();
    let word = |at: usize| u64::from(be16(&head, at).unwrap_or_default());
    let (storage, width, dimensions) = (byte(2), u64::from(byte(3)), word(4));
    for (at, name, value, allowed) in
        [(2, "storage", u64::from(storage), 0..=1), (3, "bytes of a sample", width, 1..=2), (4, "dimensions", dimensions, 1..=3)]
    {
        if !allowed.contains(&value) {
            sheet.field(at, name, value as i64);
            return Ok(());
        }
    }
    let (lines, channels) = (if dimensions > 1 { word(8) } else { 1 }, if dimensions > 2 { word(10) } else { 1 });
    if channels == 0 {
        sheet.field(10, "channels", 0);
    }
    if !sheet.picture(6, word(6), lines) || channels == 0 {
        return Ok(());
    }
    let pixels = word(6) * lines * channels * width;
    if storage == 0 {
        sheet.plain(6, HEADER, pixels);
        return Ok(());
    }
    if sheet.holds(6, pixels, 128) { packed(sheet, word(6), lines * channels, width) } else { Ok(()) }
}

/// Lines in runs, found by a table of offsets and one of sizes.
fn packed(sheet: &mut Sheet, pixels: u64, lines: u64, width: u64) -> Result<(), Stop> {
    let bytes = sheet.all()?;
    let first = (HEADER + 8 * lines) as usize;
    if first > bytes.len() {
        sheet.cut("table", first as u64);
        return Ok(());
    }
    for line in 0..lines {
        let at = (HEADER + 4 * line) as usize;
        let [from, size] = [at, at + 4 * lines as usize].map(|at| be32(&bytes, at).unwrap_or_default() as usize);
        let Some(data) = from.checked_add(size).and_then(|end| bytes.get(from..end)).filter(|_| from >= HEADER as usize) else {
            sheet.outside(at as u64, "line", from as u64 + size as u64, sheet.size);
            return Ok(());
        };
        if let Some(problem) = runs(data, pixels, width as usize) {
            sheet.run(from as u64, line, problem);
            return Ok(());
        }
    }
    Ok(())
}

/// What is wrong with the runs of a line.
fn runs(data: &[u8], pixels: u64, width: usize) -> Option<&'static str> {
    let (mut rest, mut seen) = (data, 0u64);
    // A line may end without its zero when all its pixels are there.
    while seen < pixels {
        let Some((control, after)) = rest.split_at_checked(width) else { return Some("short") };
        let control = control.last().copied().unwrap_or_default();
        let count = usize::from(control & 0x7F);
        if count == 0 {
            return Some("short");
        }
        let step = if control & 0x80 != 0 { count * width } else { width };
        let Some(next) = after.get(step..) else { return Some("short") };
        rest = next;
        seen += count as u64;
    }
    (seen > pixels).then_some("long")
}
