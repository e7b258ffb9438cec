//! From marker to marker (B.1).

use crate::Stop;
use crate::view::{View, be16};

/// Bytes that are searched at once for the end of a scan.
const PIECE: usize = 32 << 10;

/// Start of image.
pub(super) const SOI: u8 = 0xD8;
/// End of image.
pub(super) const EOI: u8 = 0xD9;
/// Start of scan.
pub(super) const SOS: u8 = 0xDA;
/// Huffman tables.
pub(super) const DHT: u8 = 0xC4;
/// Quantisation tables.
pub(super) const DQT: u8 = 0xDB;
/// Restart interval.
pub(super) const DRI: u8 = 0xDD;

/// A marker and its segment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Segment {
    pub(super) marker: u8,
    /// Byte of the marker.
    pub(super) at: u64,
    /// Bytes of its content, without the two that say so; 0 for a marker that stands alone.
    pub(super) size: u64,
}

/// What comes next.
pub(super) enum Step {
    Segment(Segment),
    /// Something else than a marker.
    Stray(u64, u8),
    /// The file ends inside the segment of a marker.
    Cut(u8),
    /// The file ends where a marker should be.
    Ended,
}

impl Segment {
    /// Byte of its content.
    pub(super) fn content_at(&self) -> u64 {
        self.at + 4
    }

    /// Byte after it.
    pub(super) fn end(&self) -> u64 {
        if stands_alone(self.marker) { self.at + 2 } else { self.content_at() + self.size }
    }
}

/// Whether a marker has no segment.
fn stands_alone(marker: u8) -> bool {
    matches!(marker, 0x01 | 0xD0..=0xD9)
}

/// Whether a marker begins a frame.
pub(super) fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC)
}

/// The name of a marker.
pub(super) fn name(marker: u8) -> String {
    match marker {
        SOI => "SOI".to_owned(),
        EOI => "EOI".to_owned(),
        SOS => "SOS".to_owned(),
        DHT => "DHT".to_owned(),
        DQT => "DQT".to_owned(),
        DRI => "DRI".to_owned(),
        0xFE => "COM".to_owned(),
        0xE0..=0xEF => format!("APP{}", marker - 0xE0),
        frame if is_frame(frame) => format!("SOF{}", frame - 0xC0),
        other => format!("{other:#04X}"),
    }
}

/// What stands at `at`, where a marker should be. A marker may have any number of fill bytes before it.
pub(super) fn step(view: &mut View, at: u64) -> Result<Step, Stop> {
    let mut at = at;
    let marker = loop {
        let head = view.bytes(at, 2)?;
        match *head {
            [0xFF, 0xFF] => at += 1,
            [0xFF, marker] if marker != 0 => break marker,
            [stray, _] => return Ok(Step::Stray(at, stray)),
            _ => return Ok(Step::Ended),
        }
    };
    if stands_alone(marker) {
        return Ok(Step::Segment(Segment { marker, at, size: 0 }));
    }
    let Some(size) = be16(view.bytes(at + 2, 2)?, 0) else { return Ok(Step::Cut(marker)) };
    let segment = Segment { marker, at, size: u64::from(size).saturating_sub(2) };
    Ok(if segment.end() > view.size() { Step::Cut(marker) } else { Step::Segment(segment) })
}

/// Byte of the first marker from `at` on that is neither a stuffed byte nor a restart; `None` when the file ends before.
pub(super) fn scan_end(view: &mut View, at: u64) -> Result<Option<u64>, Stop> {
    let mut from = at;
    loop {
        let piece = view.bytes(from, PIECE)?;
        if piece.len() < 2 {
            return Ok(None);
        }
        let found = piece.windows(2).position(|two| matches!(*two, [0xFF, marker] if !matches!(marker, 0x00 | 0xD0..=0xD7 | 0xFF)));
        if let Some(place) = found {
            return Ok(Some(from + place as u64));
        }
        from += piece.len() as u64 - 1;
    }
}
