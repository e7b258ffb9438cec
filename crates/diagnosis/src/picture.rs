//! A picture as detectors judge it, whatever the format of its file.

use etabli_formats::exr::{self, Attribute, Box2i, Channel, ChannelStats, Kind, Rule, SampleType, Structure, Survey, Value};
use etabli_formats::still::Header;

use crate::{ExrFacts, StillFacts};

/// What is known of one picture: borrowed from the facts of its file, so that it costs nothing to ask for.
#[derive(Debug, Clone, Copy)]
pub struct Picture<'a> {
    /// What its pixels hold, when they were asked for and read.
    pub survey: Option<&'a Survey>,
    /// Parts whose pixels nobody reads here, each with its reason.
    pub unread: &'a [(u32, String)],
    origin: Origin<'a>,
}

/// Where its header stands.
#[derive(Debug, Clone, Copy)]
enum Origin<'a> {
    Exr(&'a Structure),
    Still { header: &'a Header, is_sound: bool },
}

/// One part of a picture: all of it, in formats that know no parts.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// Its name, empty when it has none.
    pub name: &'a str,
    /// Its channels, in the file's order.
    pub channels: &'a [Channel],
    /// Its compression, by the word people know it by.
    pub compression: &'a str,
    /// Pixels that are there, inclusive.
    pub data_window: Box2i,
    /// Pixels that are shown, inclusive.
    pub display_window: Box2i,
    /// Width of a pixel over its height.
    pub pixel_aspect: f32,
    /// What the header says besides, by the names that OpenEXR gives.
    pub attributes: &'a [Attribute],
    /// Whether a pixel is one sample of each channel.
    pub is_flat: bool,
}

impl<'a> Picture<'a> {
    /// The picture of an OpenEXR file.
    pub fn of(facts: &'a ExrFacts) -> Self {
        Self { survey: facts.survey.as_ref(), unread: &facts.unread, ..Self::unseen(&facts.structure) }
    }

    /// What a header promises, without its pixels.
    pub fn unseen(structure: &'a Structure) -> Self {
        Self { survey: None, unread: &[], origin: Origin::Exr(structure) }
    }

    /// The picture of a file of another format; `is_sound` says whether nothing is wrong with its structure.
    pub fn of_still(facts: &'a StillFacts, is_sound: bool) -> Self {
        Self { survey: facts.survey.as_ref(), unread: &facts.unread, ..Self::unseen_still(&facts.header, is_sound) }
    }

    /// The same, without its pixels.
    pub fn unseen_still(header: &'a Header, is_sound: bool) -> Self {
        Self { survey: None, unread: &[], origin: Origin::Still { header, is_sound } }
    }

    /// Its parts, in the file's order.
    pub fn parts(&self) -> impl Iterator<Item = Part<'a>> + use<'a> {
        let (many, one) = match self.origin {
            Origin::Exr(structure) => (structure.parts.as_slice(), None),
            Origin::Still { header, .. } => (&[] as &[exr::Part], Some(Part::of_still(header))),
        };
        many.iter().map(Part::of).chain(one)
    }

    /// A part by its number, from 0.
    pub fn part(&self, number: u32) -> Option<Part<'a>> {
        match self.origin {
            Origin::Exr(structure) => structure.parts.get(number as usize).map(Part::of),
            Origin::Still { header, .. } => (number == 0).then(|| Part::of_still(header)),
        }
    }

    /// Whether it is of OpenEXR.
    pub fn is_exr(&self) -> bool {
        matches!(self.origin, Origin::Exr(_))
    }

    /// Whether its colours are integers: they are made to be shown, end at 0 and 1, and black and white are nothing unusual.
    pub fn is_display(&self) -> bool {
        self.parts().flat_map(|part| part.channels).all(|channel| matches!(channel.kind, SampleType::U8 | SampleType::U16))
    }

    /// Whether both are borrowed from one place, as those of files that share their facts are.
    pub fn is(&self, other: &Self) -> bool {
        match (self.origin, other.origin) {
            (Origin::Exr(one), Origin::Exr(two)) => std::ptr::eq(one, two),
            (Origin::Still { header: one, .. }, Origin::Still { header: two, .. }) => std::ptr::eq(one, two),
            _ => false,
        }
    }

    /// Whether nothing is wrong with the structure of the file.
    pub fn is_sound(&self) -> bool {
        match self.origin {
            Origin::Exr(structure) => structure.defects.is_empty(),
            Origin::Still { is_sound, .. } => is_sound,
        }
    }

    /// Whether it is sound and every pixel that is read here was.
    pub fn is_read(&self) -> bool {
        self.is_sound() && self.survey.is_some_and(|survey| survey.defects.is_empty())
    }

    /// Whether its header can be trusted, whatever became of the pixels.
    pub fn has_header(&self) -> bool {
        let breaks = |rule: &Rule| matches!(rule, Rule::TruncatedHeader { .. } | Rule::BadAttribute { .. } | Rule::Oversize { .. });
        match self.origin {
            Origin::Exr(structure) => !structure.parts.is_empty() && !structure.defects.iter().any(|defect| breaks(&defect.rule)),
            Origin::Still { .. } => true,
        }
    }

    /// Statistics of one channel, when its pixels were read.
    pub fn stats(&self, part: u32, channel: u32) -> Option<&'a ChannelStats> {
        self.survey?.parts.get(part as usize)?.channels.get(channel as usize)
    }

    /// Statistics of every channel of every part; none when no pixels were read.
    pub fn all_stats(&self) -> impl Iterator<Item = &'a ChannelStats> + use<'a> {
        self.survey.into_iter().flat_map(|survey| &survey.parts).flat_map(|part| &part.channels)
    }

    /// A channel's full name.
    pub fn channel_name(&self, part: u32, channel: u32) -> &'a str {
        self.part(part).and_then(|part| part.channels.get(channel as usize)).map_or("", |channel| channel.name.as_str())
    }

    /// The text of an attribute of the first part that has it.
    pub fn text(&self, name: &str) -> Option<&'a str> {
        self.parts().find_map(|part| match &part.attribute(name)?.value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        })
    }
}

impl<'a> Part<'a> {
    fn of(part: &'a exr::Part) -> Self {
        Self {
            name: &part.name,
            channels: &part.channels,
            compression: part.compression.name(),
            data_window: part.data_window,
            display_window: part.display_window,
            pixel_aspect: part.pixel_aspect,
            attributes: &part.attributes,
            is_flat: matches!(part.kind, Kind::Scanline | Kind::Tiled),
        }
    }

    fn of_still(header: &'a Header) -> Self {
        Self {
            name: "",
            channels: &header.channels,
            compression: &header.compression,
            data_window: header.data_window,
            display_window: header.display_window,
            pixel_aspect: header.pixel_aspect,
            attributes: &header.attributes,
            is_flat: true,
        }
    }

    /// The attribute of that name.
    pub fn attribute(&self, name: &str) -> Option<&'a Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }
}
