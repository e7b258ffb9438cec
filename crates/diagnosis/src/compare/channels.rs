//! Which channel of one picture is which of another: by name, whatever parts they stand in.

use std::collections::{BTreeMap, BTreeSet};

use etabli_formats::compare::Side;

use crate::Picture;

/// A channel that both pictures have.
pub(super) struct PairedChannel {
    /// Its name for people.
    pub(super) name: String,
    /// Part and channel, before and after.
    pub(super) places: [(u32, u32); 2],
}

/// The channels of two pictures.
#[derive(Default)]
pub(super) struct Paired {
    /// Parts that are each other's like, before and after.
    pub(super) parts: Vec<[u32; 2]>,
    /// Channels that are compared.
    pub(super) pairs: Vec<PairedChannel>,
    /// Only before, only after.
    pub(super) removed: Vec<String>,
    pub(super) added: Vec<String>,
    /// Channels of both that nobody reads here, with the reason.
    pub(super) uncompared: Vec<(String, String)>,
}

/// Pairs channels, in the order of the first picture.
pub(super) fn pair(pictures: [&Picture; 2], sides: [&Side; 2]) -> Paired {
    let [before, after] = pictures.map(named);
    let like: BTreeMap<&str, (u32, u32)> = after.iter().map(|(name, place)| (name.as_str(), *place)).collect();
    let mut paired = Paired { parts: parts(pictures), ..Paired::default() };
    for (name, place) in &before {
        let Some(other) = like.get(name.as_str()).copied() else {
            paired.removed.push(name.clone());
            continue;
        };
        match sides[0].unread(place.0).or_else(|| sides[1].unread(other.0)) {
            Some(why) => paired.uncompared.push((name.clone(), why.to_owned())),
            None => paired.pairs.push(PairedChannel { name: name.clone(), places: [*place, other] }),
        }
    }
    let known: BTreeSet<&String> = before.iter().map(|(name, _)| name).collect();
    paired.added = after.iter().filter(|(name, _)| !known.contains(name)).map(|(name, _)| name.clone()).collect();
    paired
}

/// Every channel of a picture under a name that no other has. A part's name stands before that of its channel unless the channel has it
/// already, or the picture has one part.
fn named(picture: &Picture) -> Vec<(String, (u32, u32))> {
    let is_alone = picture.parts().count() < 2;
    let mut taken: BTreeMap<String, u32> = BTreeMap::new();
    let mut names = Vec::new();
    for (part, number) in picture.parts().zip(0..) {
        for (channel, index) in part.channels.iter().zip(0..) {
            let is_full = is_alone || part.name.is_empty() || channel.name.starts_with(part.name);
            let name = if is_full { channel.name.clone() } else { format!("{}.{}", part.name, channel.name) };
            let times = taken.entry(name.clone()).or_default();
            *times += 1;
            names.push((if *times > 1 { format!("{name} ({times})") } else { name }, (number, index)));
        }
    }
    names
}

/// Parts by their names; of two pictures with one part each, these.
fn parts(pictures: [&Picture; 2]) -> Vec<[u32; 2]> {
    let names = pictures.map(|picture| picture.parts().map(|part| part.name).collect::<Vec<&str>>());
    let [before, after] = &names;
    if before.len() == 1 && after.len() == 1 {
        return vec![[0, 0]];
    }
    let like = |name: &&str| after.iter().position(|own| own == name);
    before.iter().zip(0..).filter_map(|(name, number)| Some([number, u32::try_from(like(name)?).ok()?])).collect()
}
