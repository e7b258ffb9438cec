//! Netpbm's formats: bitmaps, grey and colour maps, as words or bytes; PAM; and floating-point maps.

use super::sheet::Sheet;
use crate::Stop;

/// Bytes of the longest header that is read.
const HEADER: u64 = 4096;

pub(super) fn check(sheet: &mut Sheet) -> Result<(), Stop> {
    let head = sheet.bytes(0, HEADER)?;
    let kind = head.get(1).copied().unwrap_or_default();
    if kind == b'7' {
        return Ok(());
    }
    let mut words = Words { bytes: &head, at: 2 };
    let (Some((width_at, width)), Some((_, height))) = (words.number(), words.number()) else {
        unfinished(sheet, &words);
        return Ok(());
    };
    if !sheet.picture(width_at, width, height) {
        return Ok(());
    }
    let samples = if matches!(kind, b'3' | b'6' | b'F') { 3 } else { 1 };
    let bytes = match kind {
        b'1' | b'4' => 0,
        b'F' | b'f' => {
            words.number();
            4
        }
        _ => {
            let Some((at, most)) = words.number() else {
                unfinished(sheet, &words);
                return Ok(());
            };
            if !(1..=65535).contains(&most) {
                sheet.field(at, "largest value", most as i64);
                return Ok(());
            }
            if most > 255 { 2 } else { 1 }
        }
    };
    let first = words.at as u64 + 1;
    match kind {
        b'1'..=b'3' => plain(sheet, first, width.saturating_mul(height).saturating_mul(if kind == b'1' { 1 } else { 2 * samples })),
        b'4' => sheet.plain(width_at, first, width.div_ceil(8).saturating_mul(height)),
        _ => sheet.plain(width_at, first, width.saturating_mul(height).saturating_mul(samples * bytes)),
    }
    Ok(())
}

/// A header that the file ends in, or that holds no number where one must be.
fn unfinished(sheet: &mut Sheet, words: &Words) {
    match words.bytes.get(words.at) {
        Some(&byte) => sheet.field(words.at as u64, "header", byte),
        None => sheet.cut("header", 0),
    }
}

/// Samples in words: each takes at least a digit and a space but the last.
fn plain(sheet: &mut Sheet, first: u64, least: u64) {
    let expected = first.saturating_add(least.saturating_sub(1));
    if expected > sheet.size {
        sheet.cut("pixels", expected);
    }
}

struct Words<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Words<'_> {
    /// The next number and its byte, comments passed over; a sign and a fraction count as part of it.
    fn number(&mut self) -> Option<(u64, u64)> {
        loop {
            match self.bytes.get(self.at)? {
                b'#' => self.at += self.bytes.get(self.at..)?.iter().position(|&byte| byte == b'\n')?,
                space if space.is_ascii_whitespace() => self.at += 1,
                _ => break,
            }
        }
        let first = self.at;
        let rest = self.bytes.get(first..)?;
        let size = rest.iter().position(|byte| !matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e')).unwrap_or(rest.len());
        let text = std::str::from_utf8(rest.get(..size)?).ok()?;
        let value = text.parse::<f64>().ok()?;
        self.at += size;
        Some((first as u64, value.abs() as u64))
    }
}
