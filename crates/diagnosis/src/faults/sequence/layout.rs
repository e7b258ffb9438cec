//! Channels and encoding of the frames of a sequence.

use etabli_formats::exr::{Compression, SampleType, Structure};

/// A channel of a frame, in the file's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Named<'a> {
    /// Name of its part, empty when it has none.
    pub(super) part: &'a str,
    /// Full name.
    pub(super) name: &'a str,
    /// Number of its part.
    pub(super) number: u32,
}

impl<'a> Named<'a> {
    /// What makes two channels the same one: parts are known by their names, not their order.
    pub(super) fn key(&self) -> (&'a str, &'a str) {
        (self.part, self.name)
    }
}

/// Every channel with the type of its samples, sorted by part and name.
pub(super) fn channels(structure: &Structure) -> Vec<(Named<'_>, SampleType)> {
    let mut channels: Vec<_> = structure
        .parts
        .iter()
        .zip(0..)
        .flat_map(|(part, number)| {
            part.channels.iter().map(move |channel| (Named { part: &part.name, name: &channel.name, number }, channel.kind))
        })
        .collect();
    channels.sort_by_key(|(channel, _)| *channel);
    channels
}

/// The compression of every part, in the order of their names.
pub(super) fn compressions(structure: &Structure) -> Vec<Compression> {
    let mut parts: Vec<(&str, Compression)> = structure.parts.iter().map(|part| (part.name.as_str(), part.compression)).collect();
    parts.sort_by_key(|(name, _)| *name);
    parts.into_iter().map(|(_, compression)| compression).collect()
}
