//! What a DPX or Cineon file says of its picture, in the words of OpenEXR.

use super::{Layout, unpack};
use crate::dpx::{Element, Kind, Packing, Structure};
use crate::exr::{Attribute, Channel, SampleType, Value};
use crate::still::{Header, Opened, window};

/// The picture of a file whose structure was read. `None` when it has no size or no element; the word says why pixels are not read.
pub(in crate::still) fn open(structure: &Structure) -> Opened<Layout> {
    let element = structure.elements.first()?;
    let window = window(structure.width, structure.height)?;
    let names = names(element.descriptor);
    let header = Header {
        channels: channels(names.unwrap_or(&["Y", "BY", "RY"]), element.bits),
        compression: compression(element),
        data_window: window,
        display_window: window,
        pixel_aspect: aspect(structure),
        attributes: attributes(structure, element),
    };
    let layout = names.and_then(|names| {
        let packing = readable(structure, element)?;
        let Structure { width, height, big_endian, .. } = *structure;
        Ok(Layout { width, height, channels: names.len(), packing, big_endian, offset: element.at, padding: element.line_padding.into() })
    });
    Some((header, layout))
}

/// Channels by the descriptor of their element (ST 268-1, table 1).
fn names(descriptor: u8) -> Result<&'static [&'static str], &'static str> {
    match descriptor {
        1 => Ok(&["R"]),
        2 => Ok(&["G"]),
        3 => Ok(&["B"]),
        4 => Ok(&["A"]),
        6 => Ok(&["Y"]),
        8 => Ok(&["Z"]),
        50 => Ok(&["R", "G", "B"]),
        51 => Ok(&["R", "G", "B", "A"]),
        52 => Ok(&["A", "B", "G", "R"]),
        100..=103 => Err("luminance-chroma pixels"),
        _ => Err("unusual components"),
    }
}

fn readable(structure: &Structure, element: &Element) -> Result<unpack::Packing, &'static str> {
    if structure.elements.len() > 1 {
        return Err("several image elements");
    }
    if element.run_length {
        return Err("run-length encoding");
    }
    if element.signed {
        return Err("signed samples");
    }
    match (element.bits, element.packing) {
        (8 | 16, _) => Ok(unpack::Packing::Whole(element.bits)),
        (10, Packing::FilledA) => Ok(unpack::Packing::Tens(2)),
        (10, Packing::FilledB) => Ok(unpack::Packing::Tens(0)),
        (12, Packing::FilledA) => Ok(unpack::Packing::Twelve(4)),
        (12, Packing::FilledB) => Ok(unpack::Packing::Twelve(0)),
        (10 | 12, Packing::Packed) => Ok(unpack::Packing::Stream(element.bits)),
        _ => Err("an unusual depth"),
    }
}

fn channels(names: &[&str], bits: u8) -> Vec<Channel> {
    let kind = if bits == 8 { SampleType::U8 } else { SampleType::U16 };
    names.iter().map(|name| Channel { name: (*name).to_owned(), kind, linear: false, sampling: [1, 1] }).collect()
}

/// Depth and packing in words; both are judged as one.
fn compression(element: &Element) -> String {
    let packing = match element.packing {
        Packing::Packed => "",
        Packing::FilledA => ", filled A",
        Packing::FilledB => ", filled B",
    };
    format!("{} ({}-bit{packing})", if element.run_length { "RLE" } else { "none" }, element.bits)
}

fn aspect(structure: &Structure) -> f32 {
    let sides = structure.aspect.filter(|sides| sides.iter().all(|side| *side > 0));
    sides.map_or(1.0, |[width, height]| (f64::from(width) / f64::from(height)) as f32)
}

/// Who made it, where in the edit it stands, and what its values stand for.
fn attributes(structure: &Structure, element: &Element) -> Vec<Attribute> {
    let said = |name: &str, value: Value| Attribute { name: name.to_owned(), kind: String::new(), at: 0, size: 0, value };
    let maker = (!structure.creator.is_empty()).then(|| said("Software", Value::Text(structure.creator.clone())));
    let time = structure.timecode.map(|time| said("timeCode", Value::TimeCode(time, 0)));
    let terms = |rate: f32| Value::Ints(vec![(rate * 1000.0).round() as i32, 1000]);
    let rate = structure.frame_rate.map(|rate| said("framesPerSecond", terms(rate)));
    let transfer = Some(element).filter(|_| structure.kind == Kind::Dpx).and_then(|element| transfer(element.transfer));
    let transfer = transfer.map(|name| said("oiio:ColorSpace", Value::Text(name.to_owned())));
    [maker, time, rate, transfer].into_iter().flatten().collect()
}

/// Transfer characteristics (ST 268-1, table 5A); `None` when the field is not set, or outside the table.
fn transfer(transfer: u8) -> Option<&'static str> {
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
        _ => return None,
    };
    Some(name)
}
