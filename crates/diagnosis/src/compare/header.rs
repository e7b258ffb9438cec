//! What two headers say otherwise.

use std::collections::BTreeMap;

use etabli_formats::compare::{Header, Side};
use etabli_formats::exr::{Box2i, Kind, LineOrder, Value};
use serde::{Deserialize, Serialize};

use crate::{Part, Picture};

/// Fields that stand under their own word, or that follow from others.
const OWN: &[&str] = &[
    "channels",
    "chunkCount",
    "compression",
    "dataWindow",
    "displayWindow",
    "lineOrder",
    "pixelAspectRatio",
    "preview",
    "tiles",
    "type",
    "version",
];

/// Last words of attributes that another value at each saving says nothing of.
const PASSING: &[&str] = &[
    "capdate",
    "computer",
    "createdate",
    "creation time",
    "date",
    "datetime",
    "datetimedigitized",
    "datetimeoriginal",
    "host",
    "hostcomputer",
    "hostname",
    "jobid",
    "memory",
    "metadatadate",
    "modifydate",
    "peakmemory",
    "pid",
    "render_time",
    "renderdate",
    "rendertime",
    "synchronization_time",
    "total_time",
    "user",
    "username",
];

/// What of a header changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// The format of the file.
    Format,
    /// Scanlines or tiles, and their order.
    Layout,
    /// The compression.
    Compression,
    /// The pixels that are there.
    DataWindow,
    /// The pixels that are shown.
    DisplayWindow,
    /// The width of a pixel over its height.
    PixelAspect,
    /// The type of a channel's samples.
    SampleType,
    /// Anything else that the header says.
    Attribute,
}

/// One thing that two headers say otherwise.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Change {
    /// What it is.
    pub what: What,
    /// The attribute's or the channel's name, the part's before it where there are several; empty where `what` says it all.
    pub name: String,
    /// What it was; `None` when it was not there.
    pub before: Option<String>,
    /// What it is; `None` when it is gone.
    pub after: Option<String>,
    /// It is another at each saving (a date, a duration, a machine, a person): told, and no difference.
    pub is_passing: bool,
}

/// What the headers of two pictures say otherwise, in the parts that are each other's like.
pub(super) fn changes(pictures: [&Picture; 2], parts: &[[u32; 2]], sides: [&Side; 2]) -> Vec<Change> {
    let mut changes = Vec::new();
    note(&mut changes, What::Format, "", sides.map(|side| Some(side.format().name().to_owned())));
    let are_many = pictures.iter().any(|picture| picture.parts().count() > 1);
    for numbers in parts {
        let [Some(before), Some(after)] = [pictures[0].part(numbers[0]), pictures[1].part(numbers[1])] else { continue };
        let lead = if are_many { before.name } else { "" };
        let layouts = [layout(sides[0], numbers[0]), layout(sides[1], numbers[1])];
        note(&mut changes, What::Layout, lead, layouts);
        fields(&mut changes, lead, &before, &after);
        attributes(&mut changes, lead, &before, &after);
    }
    changes.sort();
    changes.dedup();
    changes
}

fn fields(changes: &mut Vec<Change>, lead: &str, before: &Part, after: &Part) {
    let parts = [before, after];
    note(changes, What::Compression, lead, parts.map(|part| Some(part.compression.to_owned())));
    note(changes, What::DataWindow, lead, parts.map(|part| Some(window(&part.data_window))));
    note(changes, What::DisplayWindow, lead, parts.map(|part| Some(window(&part.display_window))));
    note(changes, What::PixelAspect, lead, parts.map(|part| Some(part.pixel_aspect.to_string())));
    for channel in before.channels {
        if let Some(other) = after.channels.iter().find(|other| other.name == channel.name) {
            let kinds = [channel, other].map(|channel| Some(channel.kind.name().to_owned()));
            note(changes, What::SampleType, &joined(lead, &channel.name), kinds);
        }
    }
}

fn attributes(changes: &mut Vec<Change>, lead: &str, before: &Part, after: &Part) {
    let all = |part: &Part| -> BTreeMap<String, Option<String>> {
        let kept = part.attributes.iter().filter(|attribute| !OWN.contains(&attribute.name.as_str()) && attribute.name != "name");
        kept.map(|attribute| (attribute.name.clone(), Some(said(&attribute.value)))).collect()
    };
    let [was, is] = [all(before), all(after)];
    let mut names: Vec<&String> = was.keys().chain(is.keys()).collect();
    names.sort();
    names.dedup();
    for name in names {
        let values = [&was, &is].map(|side| side.get(name).cloned().flatten());
        note(changes, What::Attribute, &joined(lead, name), values);
    }
}

fn note(changes: &mut Vec<Change>, what: What, name: &str, [before, after]: [Option<String>; 2]) {
    if before != after {
        let is_passing = what == What::Attribute && is_passing(name);
        changes.push(Change { what, name: name.to_owned(), before, after, is_passing });
    }
}

fn is_passing(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let last = lower.rsplit([':', '/', '.']).next().unwrap_or_default();
    PASSING.contains(&last)
}

fn joined(lead: &str, name: &str) -> String {
    if lead.is_empty() { name.to_owned() } else { format!("{lead}: {name}") }
}

/// How chunks are laid out; nothing in formats that have one way.
fn layout(side: &Side, part: u32) -> Option<String> {
    let Header::Exr(structure) = side.header() else { return None };
    let part = structure.parts.get(part as usize)?;
    let order = match part.line_order {
        LineOrder::Increasing => "increasing",
        LineOrder::Decreasing => "decreasing",
        LineOrder::Random => "random",
    };
    let kind = match part.kind {
        Kind::Scanline => "scanlines",
        Kind::Tiled => "tiles",
        Kind::DeepScanline => "deep scanlines",
        Kind::DeepTiled => "deep tiles",
    };
    let tiles = part.tiling.map_or_else(String::new, |tiling| format!(" {}x{}, levels {}", tiling.size[0], tiling.size[1], tiling.levels));
    Some(format!("{kind}{tiles}, {order}"))
}

/// A window as an X geometry: `480x270+0+0`.
fn window(window: &Box2i) -> String {
    format!("{}x{}{:+}{:+}", window.width(), window.height(), window.min[0], window.min[1])
}

/// A value as people read it; of types that nobody reads here, a digest.
fn said(value: &Value) -> String {
    match value {
        Value::Int(value) => value.to_string(),
        Value::Float(value) => value.to_string(),
        Value::Double(value) => value.to_string(),
        Value::Text(text) => text.clone(),
        Value::Texts(texts) => texts.join(", "),
        Value::Ints(values) => values.iter().map(i32::to_string).collect::<Vec<_>>().join(" "),
        Value::Floats(values) => values.iter().map(f32::to_string).collect::<Vec<_>>().join(" "),
        Value::Box2i(value) => window(value),
        Value::TimeCode(time, user) => timecode(*time, *user),
        Value::Other(digest) => format!("#{digest:016x}"),
    }
}

/// Packed decimal digits (SMPTE ST 12-1) as `hh:mm:ss:ff`, with the flags and user data only where they hold something.
fn timecode(time: u32, user: u32) -> String {
    let two = |shift: u32, tens: u32| (time >> (shift + 4) & tens) * 10 + (time >> shift & 0xF);
    let drop = if time & 0x40 == 0 { ':' } else { ';' };
    let text = format!("{:02}:{:02}:{:02}{drop}{:02}", two(24, 3), two(16, 7), two(8, 7), two(0, 3));
    let flags = time & 0xC080_8080;
    if flags == 0 && user == 0 { text } else { format!("{text} ({flags:08x} {user:08x})") }
}

#[cfg(test)]
mod tests {
    use etabli_formats::exr::{Box2i, Value};

    use super::{is_passing, said};

    #[test]
    fn values_are_said_as_people_read_them() {
        let check = |value: Value, want: &str| assert_eq!(said(&value), want);
        check(Value::TimeCode(0x0102_0304, 0), "01:02:03:04");
        check(Value::TimeCode(0x0102_0344, 7), "01:02:03;04 (00000000 00000007)");
        check(Value::Box2i(Box2i { min: [-3, 0], max: [476, 269] }), "480x270-3+0");
        check(Value::Floats(vec![0.64, 1.0]), "0.64 1");
        check(Value::Other(255), "#00000000000000ff");
    }

    #[test]
    fn what_changes_at_each_saving_is_known_by_its_last_word() {
        assert!(
            ["capDate", "Exif:DateTimeOriginal", "RenderTime", "cycles.ViewLayer.render_time", "host"].iter().all(|name| is_passing(name))
        );
        assert!(!["Software", "chromaticities", "timeCode", "update"].iter().any(|name| is_passing(name)));
    }
}
