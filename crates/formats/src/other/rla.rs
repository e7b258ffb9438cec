//! Wavefront RLA and its later form, RPF: a header, a table of lines, and channels in runs.

use super::Rule;
use super::sheet::Sheet;
use crate::Stop;
use crate::view::{be16, be32};

/// Bytes of the header.
const HEADER: u64 = 740;

pub(super) fn check(sheet: &mut Sheet) -> Result<(), Stop> {
    let Some(head) = sheet.header(HEADER)? else { return Ok(()) };
    let word = |at: usize| i64::from(be16(&head, at).unwrap_or_default() as i16);
    if !matches!(be16(&head, 26), Some(0xFFFE | 0xFFFD)) {
        sheet.journal.broken(26, Rule::Signature { seen: head.get(26..28).unwrap_or_default().to_vec() });
        return Ok(());
    }
    // Left, right, bottom, top of the active window.
    let size = |low: i64, high: i64| u64::try_from(high - low + 1).unwrap_or_default();
    let (width, height) = (size(word(8), word(10)), size(word(12), word(14)));
    if !sheet.picture(8, width, height) {
        return Ok(());
    }
    let kinds = [(20, 658, 18), (22, 662, 660), (24, 666, 664)].map(|(count, bits, kind)| (word(count), word(bits), word(kind)));
    for (at, (count, bits, kind)) in [20, 22, 24].into_iter().zip(kinds) {
        if !(0..=64).contains(&count) || (count > 0 && (!(0..=32).contains(&bits) || !(0..=4).contains(&kind))) {
            sheet.field(at, "channels", count);
            return Ok(());
        }
    }
    let channels: i64 = kinds.iter().map(|(count, ..)| count).sum();
    if channels == 0 {
        sheet.field(20, "channels", 0);
        return Ok(());
    }
    lines(sheet, width, height, &kinds)
}

/// Every line by the table, and every channel of it.
fn lines(sheet: &mut Sheet, width: u64, height: u64, kinds: &[(i64, i64, i64)]) -> Result<(), Stop> {
    let bytes = sheet.all()?;
    if HEADER + 4 * height > sheet.size {
        sheet.cut("table", HEADER + 4 * height);
        return Ok(());
    }
    for line in 0..height {
        let entry = (HEADER + 4 * line) as usize;
        let mut at = be32(&bytes, entry).unwrap_or_default() as usize;
        if (at as u64) < HEADER || at >= bytes.len() {
            sheet.outside(entry as u64, "line", at as u64, sheet.size);
            return Ok(());
        }
        for &(count, bits, kind) in kinds {
            for _ in 0..count {
                let Some(data) = be16(&bytes, at).and_then(|size| bytes.get(at + 2..at + 2 + usize::from(size))) else {
                    sheet.cut("pixels", at as u64 + 2);
                    return Ok(());
                };
                let wanted = width * u64::try_from(bits).unwrap_or_default().div_ceil(8).max(1);
                // Floating-point samples stand as they are.
                if let Some(problem) = if kind == 4 { None } else { runs(data, wanted) } {
                    sheet.run(at as u64, line, problem);
                    return Ok(());
                }
                at += 2 + data.len();
            }
        }
    }
    Ok(())
}

/// What is wrong with the runs of a channel of so many bytes: a count from 0 repeats one more time, a negative one is followed by as many.
fn runs(data: &[u8], wanted: u64) -> Option<&'static str> {
    let (mut rest, mut seen) = (data, 0u64);
    while seen < wanted {
        let Some((&count, after)) = rest.split_first() else { return Some("short") };
        let count = count as i8;
        let (run, step) =
            if count >= 0 { (count as u64 + 1, 1) } else { (u64::from(count.unsigned_abs()), usize::from(count.unsigned_abs())) };
        let Some(next) = after.get(step..) else { return Some("short") };
        rest = next;
        seen += run;
    }
    (seen > wanted).then_some("long")
}
