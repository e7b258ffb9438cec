//! Radiance RGBE (Ward, "Real Pixels"; the file format of Radiance).

use super::Rule;
use super::sheet::Sheet;
use crate::Stop;

/// Bytes of the longest header that is read.
const HEADER: u64 = 64 << 10;

pub(super) fn check(sheet: &mut Sheet) -> Result<(), Stop> {
    let head = sheet.bytes(0, HEADER)?;
    if !head.starts_with(b"#?") {
        sheet.journal.broken(0, Rule::Signature { seen: head.into_iter().take(16).collect() });
        return Ok(());
    }
    let Some(blank) = head.windows(2).position(|two| two == b"\n\n") else {
        sheet.cut("header", 0);
        return Ok(());
    };
    let rest = head.get(blank + 2..).unwrap_or_default();
    let Some(end) = rest.iter().position(|&byte| byte == b'\n') else {
        sheet.cut("header", 0);
        return Ok(());
    };
    let line = String::from_utf8_lossy(rest.get(..end).unwrap_or_default()).into_owned();
    let at = blank as u64 + 2;
    let Some((lines, pixels)) = size(&line) else {
        sheet.field(at, "resolution", 0);
        return Ok(());
    };
    let upright = line.trim_start().get(1..2) == Some("Y");
    let (width, height) = if upright { (pixels, lines) } else { (lines, pixels) };
    if sheet.picture(at, width, height) && sheet.holds(at, width.saturating_mul(height).saturating_mul(4), 256) {
        scanlines(sheet, at + end as u64 + 1, lines, pixels)?;
    }
    Ok(())
}

/// Lines and pixels of a line, from the resolution ("-Y 512 +X 768").
fn size(line: &str) -> Option<(u64, u64)> {
    let mut words = line.split_ascii_whitespace();
    let mut next = || {
        let axis = words.next()?;
        let known = matches!(axis, "-Y" | "+Y" | "-X" | "+X");
        words.next()?.parse::<u64>().ok().filter(|_| known)
    };
    Some((next()?, next()?))
}

fn scanlines(sheet: &mut Sheet, first: u64, lines: u64, pixels: u64) -> Result<(), Stop> {
    let bytes = sheet.all()?;
    let mut rest = bytes.get(first as usize..).unwrap_or_default();
    for line in 0..lines {
        let end = match *rest {
            [2, 2, hi, lo, ..] if hi < 128 && (8..32768).contains(&pixels) => {
                if u64::from(hi) << 8 | u64::from(lo) == pixels {
                    channels(rest.get(4..).unwrap_or_default(), pixels)
                } else {
                    Err("long")
                }
            }
            _ => flat(rest, pixels),
        };
        match end {
            Ok(after) => rest = after,
            Err("short") => {
                sheet.cut("pixels", 0);
                return Ok(());
            }
            Err(problem) => {
                sheet.run(sheet.size - rest.len() as u64, line, problem);
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Four channels, one after the other, each in runs.
fn channels(bytes: &[u8], pixels: u64) -> Result<&[u8], &'static str> {
    let mut rest = bytes;
    for _ in 0..4 {
        let mut seen = 0;
        while seen < pixels {
            let (&count, after) = rest.split_first().ok_or("short")?;
            let (run, size) = if count > 128 { (u64::from(count) - 128, 1) } else { (u64::from(count), usize::from(count)) };
            if run == 0 {
                return Err("code");
            }
            rest = after.get(size..).ok_or("short")?;
            seen += run;
        }
        if seen > pixels {
            return Err("long");
        }
    }
    Ok(rest)
}

/// Plain pixels; one of three ones repeats the last, and each that follows at once is worth 256 times more.
fn flat(bytes: &[u8], pixels: u64) -> Result<&[u8], &'static str> {
    let (mut rest, mut seen, mut shift) = (bytes, 0u64, 0u32);
    while seen < pixels {
        let (pixel, after) = rest.split_first_chunk::<4>().ok_or("short")?;
        if let [1, 1, 1, count] = *pixel {
            seen = seen.saturating_add(u64::from(count).checked_shl(shift).unwrap_or(u64::MAX));
            shift += 8;
        } else {
            seen += 1;
            shift = 0;
        }
        rest = after;
    }
    if seen > pixels { Err("long") } else { Ok(rest) }
}
