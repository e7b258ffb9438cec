//! The fields of the header, each by its offset and its range.

use std::fmt::Display;
use std::ops::RangeInclusive;

use super::Rule;
use crate::view::be32;

/// Value of a field of 32 bits that is not set.
pub(super) const UNSET: u32 = u32::MAX;

/// A header in its byte order.
pub(super) struct Header {
    pub(super) bytes: Vec<u8>,
    pub(super) big_endian: bool,
}

impl Header {
    pub(super) fn u32(&self, at: usize) -> u32 {
        let stored = be32(&self.bytes, at).unwrap_or(UNSET);
        if self.big_endian { stored } else { stored.swap_bytes() }
    }

    pub(super) fn u16(&self, at: usize) -> u16 {
        let stored = crate::view::be16(&self.bytes, at).unwrap_or(u16::MAX);
        if self.big_endian { stored } else { stored.swap_bytes() }
    }

    pub(super) fn u8(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(u8::MAX)
    }

    /// A number that is set; an infinity is how some writers leave it.
    pub(super) fn f32(&self, at: usize) -> Option<f32> {
        Some(self.u32(at)).filter(|&bits| bits != UNSET).map(f32::from_bits).filter(|number| number.is_finite())
    }

    /// A text up to its zero; one that is not set is empty.
    pub(super) fn text(&self, at: usize, size: usize) -> String {
        let bytes = self.bytes.get(at..at + size).unwrap_or_default();
        let end = bytes.iter().position(|&byte| byte == 0 || byte == 0xFF).unwrap_or(bytes.len());
        String::from_utf8_lossy(bytes.get(..end).unwrap_or_default()).into_owned()
    }
}

/// A field with a value that the standard does not know.
pub(super) fn field(name: &str, seen: &dyn Display) -> Rule {
    Rule::Field { field: name.to_owned(), seen: seen.to_string() }
}

/// A field of one small number: offset, bytes, name, what it may be.
pub(super) struct Small {
    pub(super) at: usize,
    pub(super) width: u8,
    pub(super) name: &'static str,
    pub(super) allowed: &'static [RangeInclusive<u32>],
    /// Whether it may be left unset, all bits one.
    pub(super) optional: bool,
}

/// Fields of the file, the image and the television header whose values are numbered (tables 1, 2, 5).
pub(super) const SMALL: [Small; 5] = [
    Small { at: 20, width: 4, name: "ditto key", allowed: &[0..=1], optional: false },
    Small { at: 24, width: 4, name: "generic header size", allowed: &[1664..=1664], optional: true },
    Small { at: 28, width: 4, name: "industry header size", allowed: &[0..=0, 384..=384], optional: true },
    Small { at: 32, width: 4, name: "user data size", allowed: &[0..=1_048_576], optional: true },
    Small { at: 768, width: 2, name: "image orientation", allowed: &[0..=7], optional: false },
];

/// Fields of the television header, where the file has one.
pub(super) const TELEVISION: [Small; 2] = [
    Small { at: 1928, width: 1, name: "interlace", allowed: &[0..=1], optional: true },
    Small {
        at: 1930,
        width: 1,
        name: "video signal standard",
        allowed: &[0..=4, 50..=51, 100..=101, 150..=153, 200..=203],
        optional: true,
    },
];

/// Fields of an image element, from its beginning (table 2, field 21).
pub(super) const ELEMENT: [Small; 7] = [
    Small { at: 0, width: 4, name: "data sign", allowed: &[0..=1], optional: true },
    Small { at: 20, width: 1, name: "descriptor", allowed: &[0..=9, 50..=52, 100..=103, 150..=156], optional: false },
    Small { at: 21, width: 1, name: "transfer characteristic", allowed: &[0..=13], optional: true },
    Small { at: 22, width: 1, name: "colorimetric specification", allowed: &[0..=13], optional: true },
    Small { at: 23, width: 1, name: "bit size", allowed: &[1..=1, 8..=8, 10..=10, 12..=12, 16..=16, 32..=32, 64..=64], optional: false },
    Small { at: 24, width: 2, name: "packing", allowed: &[0..=2], optional: false },
    Small { at: 26, width: 2, name: "encoding", allowed: &[0..=1], optional: false },
];

impl Small {
    /// The value at `base`, when it is none that the field may have.
    pub(super) fn wrong(&self, header: &Header, base: usize) -> Option<u32> {
        let (value, unset) = match self.width {
            1 => (u32::from(header.u8(base + self.at)), u32::from(u8::MAX)),
            2 => (u32::from(header.u16(base + self.at)), u32::from(u16::MAX)),
            _ => (header.u32(base + self.at), UNSET),
        };
        let allowed = self.allowed.iter().any(|range| range.contains(&value)) || (self.optional && value == unset);
        (!allowed).then_some(value)
    }
}

/// Components of a descriptor (table 1 of 268M).
pub(super) fn components(descriptor: u8) -> u8 {
    match descriptor {
        50 | 101 | 102 => 3,
        51 | 52 | 103 => 4,
        100 => 2,
        150..=156 => descriptor - 148,
        _ => 1,
    }
}
