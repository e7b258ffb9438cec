//! What the chunks beside the image data say (11.2, 11.3).

use xxhash_rust::xxh3::xxh3_64;

use super::read::{Chunk, Reader};
use super::{Colour, Note, Rule, text};
use crate::view::{be16, be32};

/// Chunks of one size.
const SIZES: [(&[u8; 4], u64); 11] = [
    (b"IHDR", 13),
    (b"IEND", 0),
    (b"cHRM", 32),
    (b"gAMA", 4),
    (b"sRGB", 1),
    (b"cICP", 4),
    (b"mDCV", 24),
    (b"cLLI", 8),
    (b"pHYs", 9),
    (b"tIME", 7),
    (b"acTL", 8),
];

/// Reads a chunk. What it says of an image that its size contradicts is not taken.
pub(super) fn read(reader: &mut Reader, chunk: Chunk, content: &[u8]) {
    if SIZES.iter().any(|&(name, size)| *name == chunk.name && size != chunk.size) {
        return wrong_size(reader, chunk);
    }
    match &chunk.name {
        b"IHDR" => header(reader, chunk, content),
        b"PLTE" => palette(reader, chunk),
        b"tRNS" => transparency(reader, chunk, content),
        b"sBIT" => significant(reader, chunk, content),
        b"bKGD" => of_colour(reader, chunk, [2, 6, 1]),
        b"gAMA" | b"cHRM" => note(reader, chunk, figures(content)),
        b"cICP" | b"sRGB" | b"pHYs" => units(reader, chunk, content),
        b"iCCP" => {
            note(reader, chunk, format!("{:016x}", xxh3_64(content)));
            text::profile(reader, chunk, content);
        }
        b"tEXt" | b"zTXt" | b"iTXt" => text::read(reader, chunk, content),
        b"acTL" => animation(reader, chunk, content),
        b"fcTL" | b"fdAT" => frame(reader, chunk, content),
        _ => {}
    }
}

pub(super) fn wrong_size(reader: &mut Reader, chunk: Chunk) {
    let rule = Rule::Size { chunk: chunk.name(), seen: chunk.size };
    if chunk.is_ancillary() { reader.journal.odd(chunk.at, rule) } else { reader.journal.broken(chunk.at, rule) }
}

pub(super) fn field(reader: &mut Reader, chunk: Chunk, at: u64, field: &str, seen: impl Into<u64>) {
    let rule = Rule::Field { chunk: chunk.name(), field: field.to_owned(), seen: seen.into() };
    let byte = chunk.content_at() + at;
    if chunk.is_ancillary() { reader.journal.odd(byte, rule) } else { reader.journal.broken(byte, rule) }
}

pub(super) fn note(reader: &mut Reader, chunk: Chunk, value: String) {
    reader.structure.notes.push(Note { name: chunk.name(), value });
}

fn figures(content: &[u8]) -> String {
    let words: Vec<String> = content.chunks(4).filter_map(|four| be32(four, 0)).map(|figure| figure.to_string()).collect();
    words.join(" ")
}

fn header(reader: &mut Reader, chunk: Chunk, content: &[u8]) {
    let (Some(width), Some(height)) = (be32(content, 0), be32(content, 4)) else { return };
    let &[depth, colour, compression, filter, interlace] = content.get(8..).unwrap_or_default() else { return };
    for (at, name, size) in [(0, "width", width), (4, "height", height)] {
        if size == 0 || size > i32::MAX as u32 {
            field(reader, chunk, at, name, size);
        }
    }
    let known = Colour::of(colour);
    match known {
        None => field(reader, chunk, 9, "colour type", colour),
        Some(known) if !known.allows(depth) => field(reader, chunk, 8, "bit depth", depth),
        Some(_) => {}
    }
    for (at, name, value, most) in [(10, "compression", compression, 0), (11, "filter", filter, 0), (12, "interlace", interlace, 1)] {
        if value > most {
            field(reader, chunk, at, name, value);
        }
    }
    let structure = &mut reader.structure;
    (structure.width, structure.height, structure.depth) = (width, height, depth);
    (structure.colour, structure.interlaced) = (known.unwrap_or_default(), interlace == 1);
}

fn palette(reader: &mut Reader, chunk: Chunk) {
    let entries = chunk.size / 3;
    let most = if reader.structure.colour == Colour::Palette { 1 << reader.structure.depth.min(8) } else { 256 };
    if !chunk.size.is_multiple_of(3) || entries == 0 || entries > most {
        return wrong_size(reader, chunk);
    }
    reader.structure.palette = entries as u16;
    if matches!(reader.structure.colour, Colour::Grey | Colour::GreyAlpha) {
        let rule = Rule::Order { chunk: chunk.name(), problem: "not-allowed".to_owned() };
        reader.journal.odd(chunk.at, rule);
    }
}

fn transparency(reader: &mut Reader, chunk: Chunk, content: &[u8]) {
    let (colour, depth) = (reader.structure.colour, reader.structure.depth);
    let fits = match colour {
        Colour::Grey => chunk.size == 2,
        Colour::Rgb => chunk.size == 6,
        Colour::Palette => chunk.size > 0 && chunk.size <= u64::from(reader.structure.palette),
        Colour::GreyAlpha | Colour::Rgba => {
            let rule = Rule::Order { chunk: chunk.name(), problem: "not-allowed".to_owned() };
            return reader.journal.odd(chunk.at, rule);
        }
    };
    if !fits {
        return wrong_size(reader, chunk);
    }
    if colour != Colour::Palette {
        let over = (0..content.len()).step_by(2).filter_map(|at| Some((at, be16(content, at)?)));
        if let Some((at, value)) = over.into_iter().find(|&(_, value)| u32::from(value) >> depth.min(16) != 0) {
            field(reader, chunk, at as u64, "sample", value);
        }
    }
}

fn significant(reader: &mut Reader, chunk: Chunk, content: &[u8]) {
    let structure = &reader.structure;
    let (count, most) = match structure.colour {
        Colour::Palette => (3, 8),
        other => (other.samples(), structure.depth),
    };
    if chunk.size != u64::from(count) {
        return wrong_size(reader, chunk);
    }
    if let Some((at, &bits)) = content.iter().enumerate().find(|&(_, &bits)| bits == 0 || bits > most) {
        field(reader, chunk, at as u64, "significant bits", bits);
    }
}

/// A chunk of one size for grey, another for colour, another for a palette.
fn of_colour(reader: &mut Reader, chunk: Chunk, [grey, rgb, palette]: [u64; 3]) {
    let right = match reader.structure.colour {
        Colour::Grey | Colour::GreyAlpha => grey,
        Colour::Rgb | Colour::Rgba => rgb,
        Colour::Palette => palette,
    };
    if chunk.size != right {
        wrong_size(reader, chunk);
    }
}

/// Chunks whose last byte is one of a few numbers.
fn units(reader: &mut Reader, chunk: Chunk, content: &[u8]) {
    let most = if &chunk.name == b"sRGB" { 3 } else { 1 };
    if let Some(&last) = content.last().filter(|&&last| last > most) {
        field(reader, chunk, content.len() as u64 - 1, "unit", last);
    }
    let bytes: Vec<String> = content.iter().map(u8::to_string).collect();
    note(reader, chunk, bytes.join(" "));
}

fn animation(reader: &mut Reader, chunk: Chunk, content: &[u8]) {
    let frames = be32(content, 0).unwrap_or_default();
    if frames == 0 || frames > i32::MAX as u32 {
        field(reader, chunk, 0, "frames", frames);
    } else {
        reader.structure.frames = Some(frames);
    }
}

/// The control or the data of an animation's frame: both count their sequence.
fn frame(reader: &mut Reader, chunk: Chunk, content: &[u8]) {
    let is_control = &chunk.name == b"fcTL";
    if chunk.size < 4 || (is_control && chunk.size != 26) {
        return wrong_size(reader, chunk);
    }
    let sequence = be32(content, 0).unwrap_or_default();
    if sequence != reader.met.sequence || !reader.met.has(*b"acTL") {
        let rule = Rule::Order { chunk: chunk.name(), problem: "sequence".to_owned() };
        reader.journal.odd(chunk.at, rule);
    }
    reader.met.sequence = sequence.wrapping_add(1);
    reader.met.frames += u32::from(is_control);
    if is_control {
        inside(reader, chunk, content);
    }
}

/// A frame of an animation lies inside the image (11.3.6.2).
fn inside(reader: &mut Reader, chunk: Chunk, content: &[u8]) {
    let size = [reader.structure.width, reader.structure.height];
    for (axis, name, whole) in [(0, "frame width", size[0]), (4, "frame height", size[1])] {
        let (part, from) = (be32(content, 4 + axis).unwrap_or_default(), be32(content, 12 + axis).unwrap_or_default());
        if part == 0 || u64::from(part) + u64::from(from) > u64::from(whole) {
            field(reader, chunk, 4 + axis as u64, name, part);
        }
    }
}
