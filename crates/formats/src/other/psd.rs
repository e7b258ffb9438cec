//! Adobe Photoshop files and their large form (Adobe, "Photoshop File Formats Specification").

use super::sheet::Sheet;
use crate::view::{be16, be32};
use crate::{Stop, photoshop, tiff};

/// What the header says.
struct Head {
    /// Whether sizes of sections have 64 bits.
    large: bool,
    channels: u64,
    width: u64,
    height: u64,
    depth: u64,
}

impl Head {
    /// Bytes of one line of one channel.
    fn line(&self) -> u64 {
        (self.width * self.depth).div_ceil(8)
    }
}

pub(super) fn check(sheet: &mut Sheet) -> Result<(), Stop> {
    let Some(bytes) = sheet.header(26)? else { return Ok(()) };
    let Some(head) = header(sheet, &bytes) else { return Ok(()) };
    let mode = be16(&bytes, 24).unwrap_or_default();
    let Some(colours) = section(sheet, 26, 4, "colour mode data")? else { return Ok(()) };
    if mode == 2 && colours - 30 != 768 {
        sheet.field(26, "palette size", (colours - 30) as i64);
    }
    let Some(resources) = section(sheet, colours, 4, "image resources")? else { return Ok(()) };
    metadata(sheet, colours + 4, resources)?;
    let width = if head.large { 8 } else { 4 };
    let Some(layers) = section(sheet, resources, width, "layers and masks")? else { return Ok(()) };
    if layers > resources + width {
        records(sheet, resources + width, layers, &head)?;
    }
    merged(sheet, layers, &head)
}

fn header(sheet: &mut Sheet, bytes: &[u8]) -> Option<Head> {
    let word = |at: usize| be16(bytes, at).unwrap_or_default();
    let [height, width] = [14, 18].map(|at| u64::from(be32(bytes, at).unwrap_or_default()));
    let (version, channels, depth, mode) = (word(4), word(12), word(22), word(24));
    if !matches!(version, 1 | 2) {
        sheet.field(4, "version", version);
        return None;
    }
    let most = if version == 2 { 300_000 } else { 30_000 };
    if !(1..=56).contains(&channels) {
        sheet.field(12, "channels", channels);
    } else if !matches!(depth, 1 | 8 | 16 | 32) {
        sheet.field(22, "depth", depth);
    } else if !matches!(mode, 0..=4 | 7..=9) {
        sheet.field(24, "colour mode", mode);
    } else if sheet.picture(14, width, height) {
        if width > most || height > most {
            sheet.field(14, "size", width.max(height) as i64);
        }
        return Some(Head { large: version == 2, channels: u64::from(channels), width, height, depth: u64::from(depth) });
    }
    None
}

/// The end of a section that begins with its size; `None` when it ends past the end of the file.
fn section(sheet: &mut Sheet, at: u64, width: u64, what: &str) -> Result<Option<u64>, Stop> {
    let bytes = sheet.bytes(at, width)?;
    let size = if width == 8 {
        be32(&bytes, 0).zip(be32(&bytes, 4)).map(|(high, low)| u64::from(high) << 32 | u64::from(low))
    } else {
        be32(&bytes, 0).map(u64::from)
    };
    let Some(size) = size else {
        sheet.cut(what, at + width);
        return Ok(None);
    };
    let end = (at + width).saturating_add(size);
    if end > sheet.size {
        sheet.outside(at, what, size, sheet.size.saturating_sub(at + width));
        return Ok(None);
    }
    Ok(Some(end))
}

/// The resources: their own sizes, Exif and the thumbnail inside them.
fn metadata(sheet: &mut Sheet, from: u64, end: u64) -> Result<(), Stop> {
    let bytes = sheet.bytes(from, end - from)?;
    if (bytes.len() as u64) < end - from {
        return Ok(());
    }
    let wrong = photoshop::each(&bytes, &mut |number, content| match number {
        1058 | 1059 => tiff::exif(content).first().map(|_| "Exif"),
        1033 | 1036 => thumbnail(content).then_some("thumbnail"),
        1005 if content.len() < 16 => Some("resolution"),
        _ => None,
    });
    if let Some((at, problem)) = wrong {
        sheet.metadata(from + at as u64, "Photoshop", problem);
    }
    Ok(())
}

/// Whether a thumbnail contradicts itself: its format, line and packed size.
fn thumbnail(content: &[u8]) -> bool {
    let field = |at: usize| u64::from(be32(content, at).unwrap_or_default());
    let (format, width, line, packed) = (field(0), field(4), field(12), field(20));
    format > 1 || line != (width * 24).div_ceil(32) * 4 || packed > content.len().saturating_sub(28) as u64
}

/// The records of the layers: their boxes, and the sizes of their channels.
fn records(sheet: &mut Sheet, at: u64, end: u64, head: &Head) -> Result<(), Stop> {
    let width = if head.large { 8 } else { 4 };
    let Some(info) = section(sheet, at, width, "layers")? else { return Ok(()) };
    if info > end {
        sheet.outside(at, "layers", info - at, end - at);
        return Ok(());
    }
    let bytes = sheet.bytes(at + width, info - at - width)?;
    let Some(count) = be16(&bytes, 0).map(|count| (count as i16).unsigned_abs()) else { return Ok(()) };
    let (mut place, mut data) = (2usize, 0u64);
    for _ in 0..count {
        match record(&bytes, place, head.large) {
            Ok((next, size)) => (place, data) = (next, data.saturating_add(size)),
            Err((wrong, what)) => {
                sheet.field(at + width + wrong as u64, what, 0);
                return Ok(());
            }
        }
    }
    let room = (info - at - width).saturating_sub(place as u64);
    if data > room {
        sheet.outside(at + width + place as u64, "layer pixels", data, room);
    }
    Ok(())
}

/// Where the next record begins and how many bytes the channels of this one have; else the byte that is wrong, and what.
fn record(bytes: &[u8], at: usize, large: bool) -> Result<(usize, u64), (usize, &'static str)> {
    let edge = |n: usize| be32(bytes, at + 4 * n).map(|edge| i64::from(edge as i32)).ok_or((at, "layer box"));
    let [top, left, bottom, right] = [edge(0)?, edge(1)?, edge(2)?, edge(3)?];
    if bottom < top || right < left || bottom - top > 300_000 || right - left > 300_000 {
        return Err((at, "layer box"));
    }
    let channels = usize::from(be16(bytes, at + 16).ok_or((at + 16, "layer channels"))?);
    if channels > 56 {
        return Err((at + 16, "layer channels"));
    }
    let step = if large { 10 } else { 6 };
    let size = |n: usize| {
        let own = at + 18 + n * step + 2;
        let high = if large { u64::from(be32(bytes, own)?) << 32 } else { 0 };
        Some(high | u64::from(be32(bytes, own + step - 6)?))
    };
    let mut data = 0u64;
    for n in 0..channels {
        data = data.saturating_add(size(n).ok_or((at + 18, "layer channels"))?);
    }
    let blend = at + 18 + channels * step;
    if bytes.get(blend..blend + 4) != Some(b"8BIM") {
        return Err((blend, "blend signature"));
    }
    let extra = be32(bytes, blend + 12).ok_or((blend + 12, "layer extra"))? as usize;
    let next = (blend + 16).saturating_add(extra);
    if next > bytes.len() { Err((blend + 12, "layer extra")) } else { Ok((next, data)) }
}

/// The merged picture at the end.
fn merged(sheet: &mut Sheet, at: u64, head: &Head) -> Result<(), Stop> {
    let Some(compression) = be16(&sheet.bytes(at, 2)?, 0) else {
        sheet.cut("pixels", at + 2);
        return Ok(());
    };
    let lines = head.channels * head.height;
    match compression {
        0 => sheet.plain(14, at + 2, lines.saturating_mul(head.line())),
        1 => packed(sheet, at + 2, lines, head)?,
        2 | 3 => {}
        other => sheet.field(at, "compression", other),
    }
    Ok(())
}

/// Lines packed by run lengths, after a table of their sizes.
fn packed(sheet: &mut Sheet, at: u64, lines: u64, head: &Head) -> Result<(), Stop> {
    let width = if head.large { 4 } else { 2 };
    if !sheet.holds(14, lines.saturating_mul(head.line()), 128) {
        return Ok(());
    }
    let first = at.saturating_add(lines * width);
    let table = sheet.bytes(at, lines * width)?;
    let sizes = table
        .chunks_exact(width as usize)
        .map(|own| u64::from(if head.large { be32(own, 0).unwrap_or_default() } else { be16(own, 0).map_or(0, u32::from) }));
    let mut place = first;
    for (line, size) in (0..).zip(sizes) {
        let data = sheet.bytes(place, size)?;
        if (data.len() as u64) < size {
            sheet.cut("pixels", place + size);
            return Ok(());
        }
        if let Some(problem) = line_of(&data, head.line()) {
            sheet.run(place, line, problem);
            return Ok(());
        }
        place += size;
    }
    if first > sheet.size {
        sheet.cut("table", first);
    }
    Ok(())
}

/// What is wrong with a packed line of so many bytes.
fn line_of(data: &[u8], wanted: u64) -> Option<&'static str> {
    let (mut rest, mut seen) = (data, 0u64);
    while let Some((&count, after)) = rest.split_first() {
        let (run, step) = match count as i8 {
            -128 => (0, 0),
            run @ ..0 => (1 + u64::from(run.unsigned_abs()), 1),
            plain => (1 + plain as u64, 1 + plain as usize),
        };
        seen += run;
        let Some(next) = after.get(step..) else { return Some("short") };
        rest = next;
    }
    match seen.cmp(&wanted) {
        std::cmp::Ordering::Less => Some("short"),
        std::cmp::Ordering::Equal => None,
        // One pad byte of some writers is a run of its own.
        std::cmp::Ordering::Greater => (seen > wanted + 1).then_some("long"),
    }
}

#[cfg(test)]
mod tests {
    use super::line_of;

    #[test]
    fn lines_unpack_to_their_size() {
        assert_eq!(line_of(&[0xFE, 7, 1, 8, 9], 5), None);
        assert_eq!(line_of(&[0xFE, 7], 5), Some("short"));
        assert_eq!(line_of(&[5, 8, 9], 6), Some("short"));
        assert_eq!(line_of(&[0xF0, 1], 5), Some("long"));
    }
}
