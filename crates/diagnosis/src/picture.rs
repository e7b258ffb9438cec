//! A picture as detectors judge it, whatever the format of its file.

use etabli_formats::exr::{self, Attribute, Box2i, Channel, ChannelStats, Kind, Rule, Structure, Survey, Value};

use crate::ExrFacts;

/// What is known of one picture: borrowed from the facts of its file, so that it costs nothing to ask for.
#[derive(Debug, Clone, Copy)]
pub struct Picture<'a> {
    /// What its pixels hold, when they were asked for and read.
    pub survey: Option<&'a Survey>,
    /// Parts whose pixels nobody reads here, each with its reason.
    pub unread: &'a [(u32, String)],
    structure: &'a Structure,
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
        Self { survey: None, unread: &[], structure }
    }

    /// Its parts, in the file's order.
    pub fn parts(&self) -> impl ExactSizeIterator<Item = Part<'a>> + use<'a> {
        self.structure.parts.iter().map(Part::of)
    }

    /// A part by its number, from 0.
    pub fn part(&self, number: u32) -> Option<Part<'a>> {
        self.structure.parts.get(number as usize).map(Part::of)
    }

    /// Whether both are borrowed from one place, as those of files that share their facts are.
    pub fn is(&self, other: &Self) -> bool {
        std::ptr::eq(self.structure, other.structure)
    }

    /// Whether nothing is wrong with the structure of the file.
    pub fn is_sound(&self) -> bool {
        self.structure.defects.is_empty()
    }

    /// Whether it is sound and every pixel that is read here was.
    pub fn is_read(&self) -> bool {
        self.is_sound() && self.survey.is_some_and(|survey| survey.defects.is_empty())
    }

    /// Whether its header can be trusted, whatever became of the pixels.
    pub fn has_header(&self) -> bool {
        let breaks = |rule: &Rule| matches!(rule, Rule::TruncatedHeader { .. } | Rule::BadAttribute { .. } | Rule::Oversize { .. });
        !self.structure.parts.is_empty() && !self.structure.defects.iter().any(|defect| breaks(&defect.rule))
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

    /// The attribute of that name.
    pub fn attribute(&self, name: &str) -> Option<&'a Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }
}
