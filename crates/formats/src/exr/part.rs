//! From attributes to a part's header, and the rules that bind its fields.

use std::fmt::Display;

use super::header::{Flags, RawPart};
use super::journal::Journal;
use super::{Attribute, Box2i, Channel, Compression, Flaw, Kind, LineOrder, Part, Tiling, Value, channels};
use crate::view::{i32_at, u32_at};

/// Coordinates at or beyond this are refused by every reader (half of the largest `i32`).
const FAR: i32 = i32::MAX / 2;
/// Largest tile side that readers accept.
const TILE: u32 = (i32::MAX / 4) as u32;

/// Reads fields of one part out of its attributes.
struct Fields<'a> {
    attributes: &'a [Attribute],
    head: &'a [u8],
    flags: Flags,
    number: Option<u32>,
    end: u64,
    complete: bool,
    journal: &'a mut Journal,
}

/// The part that a list of attributes describes, and whether it says enough to lay its pixels out.
pub(super) fn build(raw: RawPart, index: u32, flags: Flags, head: &[u8], journal: &mut Journal) -> (Part, bool) {
    let number = flags.multi().then_some(index);
    let mut fields = Fields { attributes: &raw.attributes, head, flags, number, end: raw.end, complete: raw.complete, journal };
    fields.duplicates();
    let kind = fields.kind();
    let channels = fields.channels();
    let compression = fields.compression();
    let data_window = fields.window("dataWindow");
    let display_window = fields.window("displayWindow");
    let line_order = fields.line_order(kind);
    let pixel_aspect = fields.pixel_aspect();
    fields.screen_window();
    let tiling = fields.tiling(kind);
    let name = fields.name();
    let view = fields.text("view", false).map(str::to_owned);
    fields.take("chunkCount", "int", flags.multi() || flags.deep());
    fields.deep(kind, compression);
    if let (Some(channels), Some(window)) = (&channels, &data_window) {
        fields.sampling(channels, window, kind);
    }
    let tiled = kind.is_some_and(Kind::is_tiled);
    let known = raw.complete
        && kind.is_some()
        && channels.is_some()
        && compression.is_some()
        && data_window.is_some()
        && (!tiled || tiling.is_some());
    let part = Part {
        name,
        view,
        kind: kind.unwrap_or_default(),
        channels: channels.unwrap_or_default().into_iter().map(|(channel, _)| channel).collect(),
        compression: compression.unwrap_or_default(),
        data_window: data_window.unwrap_or_default(),
        display_window: display_window.unwrap_or_default(),
        pixel_aspect,
        line_order,
        tiling: tiling.filter(|_| tiled),
        attributes: raw.attributes,
        table_at: 0,
        chunks: 0,
    };
    (part, known)
}

impl<'a> Fields<'a> {
    fn bad(&mut self, byte: u64, name: &str, problem: Flaw, seen: &dyn Display) {
        self.journal.attribute(self.number, byte, name, problem, &seen);
    }

    fn duplicates(&mut self) {
        for (index, attribute) in self.attributes.iter().enumerate() {
            if self.attributes.iter().take(index).any(|other| other.name == attribute.name) {
                self.bad(attribute.at, &attribute.name, Flaw::Duplicate, &"");
            }
        }
    }

    /// The attribute of that name and type. Says so when it has another type, or is required and not there.
    fn take(&mut self, name: &str, kind: &str, required: bool) -> Option<&'a Attribute> {
        let Some(attribute) = self.attributes.iter().find(|attribute| attribute.name == name) else {
            if required && self.complete {
                self.bad(self.end, name, Flaw::Missing, &"");
            }
            return None;
        };
        if attribute.kind != kind {
            self.bad(attribute.at, name, Flaw::WrongType, &attribute.kind);
            return None;
        }
        Some(attribute)
    }

    fn bytes(&self, attribute: &Attribute) -> &'a [u8] {
        let start = attribute.at as usize;
        self.head.get(start..start + attribute.size as usize).unwrap_or_default()
    }

    fn text(&mut self, name: &str, required: bool) -> Option<&'a str> {
        match &self.take(name, "string", required)?.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    fn float(&mut self, name: &str) -> Option<(f32, u64)> {
        let attribute = self.take(name, "float", true)?;
        match attribute.value {
            Value::Float(value) => Some((value, attribute.at)),
            _ => None,
        }
    }

    fn kind(&mut self) -> Option<Kind> {
        let typed = self.flags.multi() || self.flags.deep();
        let byte = self.attributes.iter().find(|attribute| attribute.name == "type").map_or(self.end, |attribute| attribute.at);
        let written = self.text("type", typed);
        let kind = match written {
            Some("scanlineimage") => Some(Kind::Scanline),
            Some("tiledimage") => Some(Kind::Tiled),
            Some("deepscanline") => Some(Kind::DeepScanline),
            Some("deeptile") => Some(Kind::DeepTiled),
            Some(other) => {
                self.bad(byte, "type", Flaw::UnknownType, &other);
                None
            }
            None => None,
        };
        let flagged = if self.flags.tiled() { Kind::Tiled } else { Kind::Scanline };
        if !typed {
            if kind.is_some_and(|kind| kind != flagged) {
                self.bad(byte, "type", Flaw::ContradictsFlags, &written.unwrap_or_default());
            }
            return Some(flagged);
        }
        if kind.is_some_and(Kind::is_deep) && !self.flags.deep() || !self.flags.multi() && kind.is_some_and(|kind| !kind.is_deep()) {
            self.bad(byte, "type", Flaw::ContradictsFlags, &written.unwrap_or_default());
        }
        kind
    }

    fn channels(&mut self) -> Option<Vec<(Channel, u64)>> {
        let attribute = self.take("channels", "chlist", true)?;
        channels::read(attribute, self.bytes(attribute), self.flags.longest_name(), self.number, self.journal)
    }

    fn compression(&mut self) -> Option<Compression> {
        let attribute = self.take("compression", "compression", true)?;
        let &[byte] = self.bytes(attribute) else { return None };
        let compression = Compression::of(byte);
        if compression.lines().is_none() {
            self.bad(attribute.at, "compression", Flaw::UnknownCompression, &byte);
        }
        Some(compression)
    }

    fn window(&mut self, name: &str) -> Option<Box2i> {
        let attribute = self.take(name, "box2i", true)?;
        let Value::Box2i(window) = attribute.value else { return None };
        let [x0, y0] = window.min;
        let [x1, y1] = window.max;
        let problem = if x0 > x1 || y0 > y1 {
            Flaw::InsideOut
        } else if x0 <= -FAR || y0 <= -FAR || x1 >= FAR || y1 >= FAR {
            Flaw::TooFar
        } else {
            return Some(window);
        };
        self.bad(attribute.at, name, problem, &format!("{x0} {y0} {x1} {y1}"));
        None
    }

    fn line_order(&mut self, kind: Option<Kind>) -> LineOrder {
        let Some(attribute) = self.take("lineOrder", "lineOrder", true) else { return LineOrder::default() };
        let scanline = kind.is_some_and(|kind| !kind.is_tiled());
        match self.bytes(attribute) {
            [0] => LineOrder::Increasing,
            [1] => LineOrder::Decreasing,
            [2] if !scanline => LineOrder::Random,
            &[byte] => {
                self.bad(attribute.at, "lineOrder", Flaw::UnknownLineOrder, &byte);
                LineOrder::default()
            }
            _ => LineOrder::default(),
        }
    }

    fn pixel_aspect(&mut self) -> f32 {
        let Some((value, at)) = self.float("pixelAspectRatio") else { return 1.0 };
        if !value.is_normal() || !(1e-6..=1e6).contains(&value) {
            self.bad(at, "pixelAspectRatio", Flaw::OutOfRange, &value);
        }
        value
    }

    fn screen_window(&mut self) {
        self.take("screenWindowCenter", "v2f", true);
        if let Some((value, at)) = self.float("screenWindowWidth")
            && value < 0.0
        {
            self.bad(at, "screenWindowWidth", Flaw::OutOfRange, &value);
        }
    }

    fn tiling(&mut self, kind: Option<Kind>) -> Option<Tiling> {
        let attribute = self.take("tiles", "tiledesc", kind.is_some_and(Kind::is_tiled))?;
        let bytes = self.bytes(attribute);
        let (x, y, mode) = (u32_at(bytes, 0)?, u32_at(bytes, 4)?, *bytes.get(8)?);
        let tiling = Tiling { size: [x, y], levels: mode & 0xF, rounding: mode >> 4 };
        let problem = if x == 0 || y == 0 || x > TILE || y > TILE {
            (attribute.at, Flaw::TileSize, format!("{x} x {y}"))
        } else if tiling.levels > 2 {
            (attribute.at + 8, Flaw::UnknownLevelMode, mode.to_string())
        } else if tiling.rounding > 1 {
            (attribute.at + 8, Flaw::UnknownRounding, mode.to_string())
        } else {
            return Some(tiling);
        };
        self.bad(problem.0, "tiles", problem.1, &problem.2);
        None
    }

    fn name(&mut self) -> String {
        self.text("name", self.flags.multi()).unwrap_or_default().to_owned()
    }

    fn deep(&mut self, kind: Option<Kind>, compression: Option<Compression>) {
        if !kind.is_some_and(Kind::is_deep) {
            return;
        }
        if let Some(attribute) = self.take("version", "int", true)
            && attribute.value != Value::Int(1)
        {
            self.bad(attribute.at, "version", Flaw::UnknownVersion, &i32_at(self.bytes(attribute), 0).unwrap_or_default());
        }
        let allowed = matches!(
            compression,
            None | Some(Compression::None | Compression::Rle | Compression::Zips | Compression::Zip | Compression::Other(_))
        );
        if let (false, Some(compression), Some(attribute)) = (allowed, compression, self.take("compression", "compression", false)) {
            self.bad(attribute.at, "compression", Flaw::NotForDeep, &compression.name());
        }
    }

    /// Subsampling must divide the data window, and exists in flat scanline parts only.
    fn sampling(&mut self, channels: &[(Channel, u64)], window: &Box2i, kind: Option<Kind>) {
        for (channel, byte) in channels {
            let [x, y] = channel.sampling.map(i64::from);
            let at = byte + channel.name.len() as u64 + 9;
            let divides = |min: i32, length: u64, step: i64| i64::from(min) % step == 0 && length as i64 % step == 0;
            if channel.sampling != [1, 1] && kind != Some(Kind::Scanline) {
                self.bad(at, "channels", Flaw::BadSampling, &format!("{}: {x} {y}", channel.name));
            } else if !divides(window.min[0], window.width(), x) || !divides(window.min[1], window.height(), y) {
                self.bad(at, "channels", Flaw::SamplingNotDividing, &format!("{}: {x} {y}", channel.name));
            }
        }
    }
}
