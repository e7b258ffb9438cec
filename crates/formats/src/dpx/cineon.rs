//! Cineon 4.5: the file and image part of its header; its own fields are those that DPX later took over.

use super::Rule;
use super::fields::{Header, UNSET, field};
use super::structure::{Element, Kind, Packing, Structure};
use crate::defect::Journal;

/// Bytes of the whole header.
const HEADER: u64 = 2048;

/// Byte of the first channel's fields, and bytes of each.
const CHANNELS: [usize; 2] = [196, 28];

/// Reads the header of a Cineon file of `size` bytes.
pub(super) fn read(header: &Header, size: u64, journal: &mut Journal<Rule>) -> Structure {
    if (header.bytes.len() as u64) < HEADER {
        journal.broken(size, Rule::TruncatedHeader { expected: HEADER });
        return Structure { kind: Kind::Cineon, ..Structure::default() };
    }
    let data_at = u64::from(header.u32(4));
    let claimed = header.u32(20);
    if claimed != UNSET && claimed != 0 && u64::from(claimed) != size {
        journal.slight(20, Rule::FileSize { seen: u64::from(claimed), held: size });
    }
    let count = header.u8(193);
    if !(1..=8).contains(&count) {
        journal.broken(193, field("number of channels", &count));
    }
    if header.u8(192) > 7 {
        journal.odd(192, field("image orientation", &header.u8(192)));
    }
    let element = channels(header, usize::from(count.clamp(1, 8)), data_at, journal);
    Structure {
        kind: Kind::Cineon,
        big_endian: header.big_endian,
        width: header.u32(200),
        height: header.u32(204),
        orientation: u16::from(header.u8(192)),
        elements: vec![element],
        data_at,
        ..Structure::default()
    }
}

/// All channels as one element: the format interleaves them by pixel in practice.
fn channels(header: &Header, count: usize, data_at: u64, journal: &mut Journal<Rule>) -> Element {
    let [first, step] = CHANNELS;
    let mut bits = 0;
    for number in 0..count {
        let base = first + number * step;
        let own = header.u8(base + 2);
        if !matches!(own, 1 | 8 | 10 | 12 | 16) {
            journal.broken((base + 2) as u64, field("bits per pixel", &own));
        } else if number == 0 {
            bits = own;
        }
        for (at, name, like) in [(4, "pixels per line", 200), (8, "lines per image", 204)] {
            let value = header.u32(base + at);
            if value == 0 || value == UNSET || value != header.u32(like) {
                journal.broken((base + at) as u64, field(name, &value));
            }
        }
    }
    let packing = header.u8(681);
    if packing & 0x7F > 6 {
        journal.odd(681, field("packing", &packing));
    }
    let unset = |value: u32| if value == UNSET { 0 } else { value };
    Element {
        descriptor: if count >= 3 { 50 } else { 6 },
        transfer: u8::MAX,
        colorimetric: u8::MAX,
        components: count as u8,
        bits,
        signed: header.u8(682) == 1,
        packing: match packing & 0x7F {
            5 => Packing::FilledA,
            6 => Packing::FilledB,
            _ => Packing::Packed,
        },
        run_length: false,
        at: data_at,
        line_padding: unset(header.u32(684)),
    }
}
