//! The fields that say what a picture is.

use super::{Layout, Packing};
use crate::exr::{Attribute, Channel, SampleType, Value};
use crate::still::{Header, Opened, window};

/// Bytes of both headers of a DPX file; a Cineon file's is shorter.
pub(super) const SIZE: u64 = 2048;

/// A field that was not filled in (ST 268-1, 3.2).
const UNDEFINED: u32 = u32::MAX;

/// Fields by their byte.
struct Fields<'a> {
    bytes: &'a [u8],
    big_endian: bool,
}

impl Fields<'_> {
    fn long(&self, at: usize) -> Option<u32> {
        let bytes = *self.bytes.get(at..)?.first_chunk()?;
        Some(if self.big_endian { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
    }

    fn short(&self, at: usize) -> Option<u16> {
        let bytes = *self.bytes.get(at..)?.first_chunk()?;
        Some(if self.big_endian { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// A field that was filled in.
    fn known(&self, at: usize) -> Option<u32> {
        self.long(at).filter(|value| *value != UNDEFINED)
    }

    /// A real number that was filled in.
    fn real(&self, at: usize) -> Option<f32> {
        self.known(at).map(f32::from_bits).filter(|value| value.is_finite() && *value > 0.0)
    }

    /// A text attribute, when it says something.
    fn text(&self, name: &str, at: usize, size: usize) -> Option<Attribute> {
        let bytes = self.bytes.get(at..)?.get(..size)?;
        let text: Vec<u8> = bytes.iter().copied().take_while(|byte| !matches!(byte, 0 | 0xFF)).collect();
        let text = String::from_utf8_lossy(&text).trim().to_owned();
        (!text.is_empty()).then(|| attribute(name, at, size, Value::Text(text)))
    }
}

fn attribute(name: &str, at: usize, size: usize, value: Value) -> Attribute {
    Attribute { name: name.to_owned(), kind: String::new(), at: at as u64, size: size as u32, value }
}

/// Reads a DPX header (ST 268-1, tables 1 to 5), its first image element.
pub(super) fn dpx(bytes: &[u8]) -> Opened<Layout> {
    let fields = Fields { bytes, big_endian: bytes.starts_with(b"SDPX") };
    let (width, height) = (fields.long(772)?, fields.long(776)?);
    let window = window(width, height)?;
    let (depth, descriptor) = (fields.byte(803)?, fields.byte(800)?);
    let (names, subsampled): (&[&str], bool) = match descriptor {
        1 => (&["R"], false),
        2 => (&["G"], false),
        3 => (&["B"], false),
        4 => (&["A"], false),
        8 => (&["Z"], false),
        50 => (&["R", "G", "B"], false),
        51 => (&["R", "G", "B", "A"], false),
        52 => (&["A", "B", "G", "R"], false),
        100..=103 => (&["Y", "BY", "RY"], true),
        _ => (&["Y"], descriptor != 6),
    };
    let packing = fields.short(804)?;
    let header = Header {
        channels: channels(names, depth),
        compression: described(depth, packing, fields.short(806)? == 1),
        data_window: window,
        display_window: window,
        pixel_aspect: aspect(&fields),
        attributes: attributes(&fields),
    };
    let layout = packing_of(depth, packing).and_then(|packing| {
        let unread = [
            (fields.short(770) != Some(1), "several image elements"),
            (subsampled, "luminance-chroma pixels"),
            (fields.short(806) == Some(1), "run-length encoding"),
            (fields.long(780) == Some(1), "signed samples"),
        ];
        match unread.iter().find(|(is, _)| *is) {
            Some((_, why)) => Err(*why),
            None => Ok(packing),
        }
    });
    let offset = fields.known(808).filter(|offset| *offset > 0).or_else(|| fields.known(4)).unwrap_or(0).into();
    let padding = fields.known(812).unwrap_or(0).into();
    let big_endian = fields.big_endian;
    let layout = layout.map(|packing| Layout { width, height, channels: names.len(), packing, big_endian, offset, padding });
    Some((header, layout))
}

/// Reads a Cineon header.
pub(super) fn cineon(bytes: &[u8]) -> Opened<Layout> {
    let fields = Fields { bytes, big_endian: bytes.starts_with(&[0x80, 0x2A, 0x5F, 0xD7]) };
    let (width, height) = (fields.long(200)?, fields.long(204)?);
    let window = window(width, height)?;
    let count = fields.byte(193)?;
    let names: &[&str] = if count == 3 { &["R", "G", "B"] } else { &["Y"] };
    let (depth, packing) = (fields.byte(198)?, fields.byte(681)?);
    let header = Header {
        channels: channels(names, depth),
        compression: described(depth, u16::from(packing & 0x7F == 5), false),
        data_window: window,
        display_window: window,
        pixel_aspect: 1.0,
        attributes: Vec::new(),
    };
    let layout = match (count, depth, packing & 0x7F) {
        (1 | 3, 10, 5) => Ok(Packing::Tens(2)),
        (1 | 3, 10, 6) => Ok(Packing::Tens(0)),
        (1 | 3, 8, 0) => Ok(Packing::Whole(8)),
        _ => Err("an unusual packing"),
    };
    let offset = fields.long(4)?.into();
    let padding = fields.known(684).unwrap_or(0).into();
    let big_endian = fields.big_endian;
    Some((header, layout.map(|packing| Layout { width, height, channels: names.len(), packing, big_endian, offset, padding })))
}

fn channels(names: &[&str], depth: u8) -> Vec<Channel> {
    let kind = if depth == 8 { SampleType::U8 } else { SampleType::U16 };
    names.iter().map(|name| Channel { name: (*name).to_owned(), kind, linear: false, sampling: [1, 1] }).collect()
}

fn packing_of(depth: u8, packing: u16) -> Result<Packing, &'static str> {
    match (depth, packing) {
        (8 | 16, _) => Ok(Packing::Whole(depth)),
        (10, 1) => Ok(Packing::Tens(2)),
        (10, 2) => Ok(Packing::Tens(0)),
        (12, 1) => Ok(Packing::Twelve(4)),
        (12, 2) => Ok(Packing::Twelve(0)),
        (10 | 12, 0) => Ok(Packing::Stream(depth)),
        _ => Err("an unusual depth or packing"),
    }
}

/// Depth and packing in words; both are judged as one.
fn described(depth: u8, packing: u16, is_packed: bool) -> String {
    let packing = match packing {
        1 => ", filled A",
        2 => ", filled B",
        _ => "",
    };
    format!("{} ({depth}-bit{packing})", if is_packed { "RLE" } else { "none" })
}

fn aspect(fields: &Fields) -> f32 {
    let sides = fields.known(1628).zip(fields.known(1632)).filter(|(width, height)| *width > 0 && *height > 0);
    sides.map_or(1.0, |(width, height)| (f64::from(width) / f64::from(height)) as f32)
}

/// Who made it, when in the edit it stands, and what its values stand for.
fn attributes(fields: &Fields) -> Vec<Attribute> {
    let rate = fields.real(1940).or_else(|| fields.real(1724));
    let time = fields.known(1920).filter(|time| *time > 0);
    let transfer = fields.byte(801).filter(|transfer| !matches!(transfer, 0 | 0xFF));
    [
        fields.text("Software", 160, 100),
        fields.text("capDate", 136, 24),
        time.map(|time| attribute("timeCode", 1920, 4, Value::TimeCode(time, 0))),
        rate.map(|rate| attribute("framesPerSecond", 1940, 4, Value::Ints(vec![(rate * 1000.0).round() as i32, 1000]))),
        transfer.map(|transfer| attribute("oiio:ColorSpace", 801, 1, Value::Text(transfer_name(transfer)))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Transfer characteristics (ST 268-1, table 5A).
fn transfer_name(transfer: u8) -> String {
    let name = match transfer {
        1 => "printing density",
        2 => "linear",
        3 => "logarithmic",
        4 => "unspecified video",
        5 => "SMPTE 274M",
        6 => "ITU-R 709",
        7 => "ITU-R 601 625",
        8 => "ITU-R 601 525",
        9 => "composite NTSC",
        10 => "composite PAL",
        11 => "linear depth",
        12 => "homogeneous depth",
        13 => "ADX",
        _ => return format!("transfer {transfer}"),
    };
    name.to_owned()
}
