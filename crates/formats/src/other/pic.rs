//! Softimage PIC: channel packets, and lines in plain, pure or mixed runs.

use super::sheet::Sheet;
use crate::Stop;
use crate::view::be16;

/// Bytes of the header.
const HEADER: u64 = 104;

/// A packet of channels: how its lines are packed, and how many bytes a pixel has.
type Packet = (u8, usize);

pub(super) fn check(sheet: &mut Sheet) -> Result<(), Stop> {
    let Some(head) = sheet.header(HEADER)? else { return Ok(()) };
    if head.get(88..92) != Some(b"PICT") {
        sheet.field(88, "identifier", i64::from(be16(&head, 88).unwrap_or_default()));
        return Ok(());
    }
    let [width, height] = [92, 94].map(|at| u64::from(be16(&head, at).unwrap_or_default()));
    if !sheet.picture(92, width, height) {
        return Ok(());
    }
    let bytes = sheet.all()?;
    let Some((packets, first)) = packets(sheet, &bytes) else { return Ok(()) };
    let pixel: u64 = packets.iter().map(|(_, size)| *size as u64).sum();
    if !sheet.holds(92, width * height * pixel, 1 << 16) {
        return Ok(());
    }
    let mut rest = bytes.get(first..).unwrap_or_default();
    for line in 0..height {
        for packet in &packets {
            match runs(rest, *packet, width) {
                Ok(after) => rest = after,
                Err("short") => {
                    sheet.cut("pixels", 0);
                    return Ok(());
                }
                Err(problem) => {
                    sheet.run((bytes.len() - rest.len()) as u64, line, problem);
                    return Ok(());
                }
            }
        }
    }
    Ok(())
}

/// The packets after the header, and where the pixels begin.
fn packets(sheet: &mut Sheet, bytes: &[u8]) -> Option<(Vec<Packet>, usize)> {
    let mut packets = Vec::new();
    let mut at = HEADER as usize;
    loop {
        let Some(&[chained, bits, kind, channels]) = bytes.get(at..).and_then(|rest| rest.first_chunk()) else {
            sheet.cut("header", at as u64 + 4);
            return None;
        };
        if bits == 0 || !bits.is_multiple_of(8) || kind & 0x0F > 2 || channels == 0 || packets.len() > 7 {
            sheet.field(at as u64, "channel packet", kind);
            return None;
        }
        packets.push((kind & 0x0F, (channels.count_ones() as usize) * usize::from(bits / 8)));
        at += 4;
        if chained == 0 {
            return Some((packets, at));
        }
    }
}

fn runs(bytes: &[u8], (kind, size): Packet, width: u64) -> Result<&[u8], &'static str> {
    if kind == 0 {
        return bytes.get(width as usize * size..).ok_or("short");
    }
    let (mut rest, mut seen) = (bytes, 0u64);
    while seen < width {
        let (&count, after) = rest.split_first().ok_or("short")?;
        let (run, step) = match (kind, count) {
            (1, count) => (u64::from(count), size),
            (_, plain @ 0..128) => (u64::from(plain) + 1, (usize::from(plain) + 1) * size),
            (_, 128) => {
                let long = be16(after, 0).ok_or("short")?;
                (u64::from(long), 2 + size)
            }
            (_, run) => (u64::from(run) - 127, size),
        };
        if run == 0 {
            return Err("code");
        }
        rest = after.get(step..).ok_or("short")?;
        seen += run;
    }
    if seen > width { Err("long") } else { Ok(rest) }
}
