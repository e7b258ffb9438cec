//! The reader: the header's fields, and where the image data end.

use super::fields::{ELEMENT, Header, SMALL, Small, TELEVISION, UNSET, components, field};
use super::structure::{Element, Kind, Packing, Structure};
use super::{MAGIC, Rule, cineon};
use crate::defect::Journal;
use crate::view::zeros;
use crate::{Budget, Source, Stop};

/// Bytes of the whole header.
const HEADER: u64 = 2048;

/// Bytes of its generic part, which every file has.
const GENERIC: u64 = 1664;

/// Byte of the first image element's fields, and bytes of each.
const ELEMENTS: [usize; 2] = [780, 72];

/// Reads the structure of a DPX or Cineon file.
///
/// Content is never an error: what is wrong stands in [`Structure::defects`].
///
/// # Errors
/// [`Stop::Io`] when the source cannot be read.
pub fn read(source: &dyn Source, budget: &Budget) -> Result<Structure, Stop> {
    let bytes = source.read_range(0, HEADER)?;
    let mut journal = Journal::default();
    let mut structure = match bytes.get(..4).and_then(order) {
        Some((Kind::Cineon, big_endian)) => cineon::read(&Header { bytes, big_endian }, source.size(), &mut journal),
        Some((Kind::Dpx, big_endian)) => dpx(&Header { bytes, big_endian }, source, &mut journal),
        None => foreign(bytes, source, &mut journal)?,
    };
    extent(source, budget, &structure, &mut journal)?;
    structure.defects = journal.into_sorted();
    Ok(structure)
}

fn order(magic: &[u8]) -> Option<(Kind, bool)> {
    match magic {
        b"SDPX" => Some((Kind::Dpx, true)),
        b"XPDS" => Some((Kind::Dpx, false)),
        [0x80, 0x2A, 0x5F, 0xD7] => Some((Kind::Cineon, true)),
        [0xD7, 0x5F, 0x2A, 0x80] => Some((Kind::Cineon, false)),
        _ => None,
    }
}

/// A file whose first bytes are wrong: a version at its place says that the rest is DPX all the same.
fn foreign(bytes: Vec<u8>, source: &dyn Source, journal: &mut Journal<Rule>) -> Result<Structure, Stop> {
    if let Some((byte, run)) = zeros(source, 0)? {
        journal.broken(byte, Rule::Zeros { run });
        return Ok(Structure::default());
    }
    let seen: Vec<u8> = bytes.iter().take(4).copied().collect();
    journal.broken(0, if MAGIC.starts_with(&seen) { Rule::TruncatedHeader { expected: GENERIC } } else { Rule::Signature { seen } });
    let offset = |big_endian: bool| Header { bytes: bytes.clone(), big_endian }.u32(4);
    if !bytes.get(8..).is_some_and(|version| version.starts_with(b"V1.0") || version.starts_with(b"V2.0")) {
        return Ok(Structure::default());
    }
    let big_endian = offset(true) <= offset(false);
    Ok(dpx(&Header { bytes, big_endian }, source, journal))
}

fn dpx(header: &Header, source: &dyn Source, journal: &mut Journal<Rule>) -> Structure {
    if (header.bytes.len() as u64) < GENERIC {
        journal.broken(source.size(), Rule::TruncatedHeader { expected: GENERIC });
        return Structure::default();
    }
    let data_at = u64::from(header.u32(4));
    version(header, journal);
    small(header, &SMALL, 0, journal);
    if data_at < GENERIC {
        journal.odd(4, field("offset to image data", &data_at));
    }
    if data_at >= HEADER {
        small(header, &TELEVISION, 0, journal);
    }
    file_size(header, source, journal);
    let count = usize::from(header.u16(770));
    let size = [header.u32(772), header.u32(776)];
    for (at, name, value) in [(772, "pixels per line", size[0]), (776, "lines per image element", size[1])] {
        if value == 0 || value == UNSET {
            journal.broken(at, field(name, &value));
        }
    }
    if !(1..=8).contains(&count) {
        journal.broken(770, field("number of image elements", &count));
    }
    let elements = (0..count.min(8)).map(|number| element(header, number, data_at, journal)).collect();
    let aspect = [header.u32(1628), header.u32(1632)];
    let has_industry = data_at >= HEADER;
    Structure {
        kind: Kind::Dpx,
        big_endian: header.big_endian,
        width: size[0],
        height: size[1],
        orientation: header.u16(768),
        elements,
        data_at,
        aspect: Some(aspect).filter(|both| both.iter().all(|&one| one != UNSET && one != 0)),
        timecode: Some(header.u32(1920)).filter(|&code| has_industry && code != UNSET),
        frame_rate: [1940, 1724].into_iter().find_map(|at| header.f32(at)).filter(|&rate| has_industry && rate > 0.0),
        creator: header.text(160, 100),
        defects: Vec::new(),
    }
}

fn version(header: &Header, journal: &mut Journal<Rule>) {
    let seen = header.bytes.get(8..16).unwrap_or_default();
    if !matches!(seen.get(..5), Some(b"V1.0\0" | b"V2.0\0")) {
        journal.odd(8, field("version", &String::from_utf8_lossy(seen).trim_end_matches('\0')));
    }
}

fn small(header: &Header, fields: &[Small], base: usize, journal: &mut Journal<Rule>) {
    for own in fields {
        if let Some(value) = own.wrong(header, base) {
            journal.odd((base + own.at) as u64, field(own.name, &value));
        }
    }
}

/// The size in the header: known writers forget to write it again when they change the picture.
fn file_size(header: &Header, source: &dyn Source, journal: &mut Journal<Rule>) {
    let (seen, held) = (header.u32(16), source.size());
    if seen != UNSET && u64::from(seen) != held {
        journal.slight(16, Rule::FileSize { seen: u64::from(seen), held });
    }
}

fn element(header: &Header, number: usize, data_at: u64, journal: &mut Journal<Rule>) -> Element {
    let [first, step] = ELEMENTS;
    let base = first + number * step;
    small(header, &ELEMENT, base, journal);
    let bits = header.u8(base + 23);
    let known = matches!(bits, 1 | 8 | 10 | 12 | 16 | 32 | 64);
    if !known {
        journal.broken((base + 23) as u64, field("bit size", &bits));
    }
    let descriptor = header.u8(base + 20);
    let own_at = header.u32(base + 28);
    let unset = |value: u32| if value == UNSET { 0 } else { value };
    // One element may leave its offset to the file's.
    let at = if (number == 0 && own_at == 0) || own_at == UNSET { data_at } else { u64::from(own_at) };
    Element {
        descriptor,
        transfer: header.u8(base + 21),
        colorimetric: header.u8(base + 22),
        components: components(descriptor),
        bits: if known { bits } else { 0 },
        signed: header.u32(base) == 1,
        packing: match header.u16(base + 24) {
            1 => Packing::FilledA,
            2 => Packing::FilledB,
            _ => Packing::Packed,
        },
        run_length: header.u16(base + 26) == 1,
        at,
        line_padding: unset(header.u32(base + 32)),
    }
}

/// Whether the image data of every element lie inside the file.
fn extent(source: &dyn Source, budget: &Budget, structure: &Structure, journal: &mut Journal<Rule>) -> Result<(), Stop> {
    let (size, header) = (source.size(), if structure.kind == Kind::Dpx { GENERIC } else { 1024 });
    for (number, element) in (1..).zip(&structure.elements) {
        if element.bits == 0 || structure.width == 0 || structure.height == 0 {
            continue;
        }
        let least = if element.run_length { 1 } else { structure.least(element) };
        let cap = size.saturating_mul(64).min(budget.pixels);
        if least > cap {
            journal.broken(if structure.kind == Kind::Dpx { 772 } else { 200 }, Rule::Oversize { value: least, cap });
        } else if element.at < header || element.at >= size {
            journal.broken(4, Rule::Offset { element: number, seen: element.at });
        } else if element.at.saturating_add(least) > size {
            let line = element.line(structure.width) + u64::from(element.line_padding);
            let whole = (size - element.at).checked_div(line).unwrap_or_default();
            let (expected, of) = (element.at + least, u64::from(structure.height));
            journal.broken(size, Rule::Truncated { element: number, expected, whole, of });
        }
    }
    tail(source, structure, journal)
}

/// Zeros from a block of the disk to the end, begun within a line, are what a full disk leaves; a black border begins with a line.
fn tail(source: &dyn Source, structure: &Structure, journal: &mut Journal<Rule>) -> Result<(), Stop> {
    let Some(element) = structure.elements.first().filter(|element| element.bits > 0) else { return Ok(()) };
    let line = element.line(structure.width) + u64::from(element.line_padding);
    if let Some((byte, run)) = zeros(source, source.size().saturating_sub(BLOCK))?
        && byte > element.at
        && byte.is_multiple_of(BLOCK)
        && !(byte - element.at).is_multiple_of(line.max(1))
    {
        journal.broken(byte, Rule::Zeros { run });
    }
    Ok(())
}

/// Bytes of a block of the disk.
const BLOCK: u64 = 4096;
