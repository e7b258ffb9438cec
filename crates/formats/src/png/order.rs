//! Where a chunk may stand, and how often (5.6, and 11.3.6 for animations).

use super::read::{Chunk, Reader};
use super::{Colour, Rule};

/// Chunks that must come before the palette and the image data.
const BEFORE_PALETTE: [&[u8; 4]; 8] = [b"cHRM", b"cICP", b"gAMA", b"iCCP", b"mDCV", b"cLLI", b"sBIT", b"sRGB"];

/// Chunks that must come before the image data.
const BEFORE_DATA: [&[u8; 4]; 6] = [b"PLTE", b"bKGD", b"hIST", b"tRNS", b"pHYs", b"acTL"];

/// Other chunks that come once.
const ONCE: [&[u8; 4]; 4] = [b"IHDR", b"IEND", b"eXIf", b"tIME"];

/// Writes down what is wrong with the place of a chunk.
pub(super) fn check(reader: &mut Reader, chunk: Chunk) {
    if reader.met.names.is_empty() && &chunk.name != b"IHDR" {
        reader.journal.broken(chunk.at, Rule::Missing { chunk: "IHDR".to_owned() });
    }
    let without_palette = reader.structure.colour == Colour::Palette && !reader.met.has(*b"PLTE");
    if &chunk.name == b"IDAT" && without_palette && !reader.met.has(*b"IDAT") {
        reader.journal.broken(chunk.at, Rule::Missing { chunk: "PLTE".to_owned() });
    }
    let Some(problem) = problem(reader, chunk.name) else { return };
    let rule = Rule::Order { chunk: chunk.name(), problem: problem.to_owned() };
    if chunk.is_ancillary() { reader.journal.odd(chunk.at, rule) } else { reader.journal.broken(chunk.at, rule) }
}

fn problem(reader: &Reader, name: [u8; 4]) -> Option<&'static str> {
    let met = &reader.met;
    if &name == b"IDAT" {
        return (met.has(name) && !met.in_data).then_some("apart");
    }
    let (first, early) = (BEFORE_PALETTE.contains(&&name), BEFORE_DATA.contains(&&name));
    if met.has(name) && (first || early || ONCE.contains(&&name)) {
        return Some("twice");
    }
    if (first || early) && met.has(*b"IDAT") {
        return Some("after-data");
    }
    (first && met.has(*b"PLTE")).then_some("after-palette")
}
