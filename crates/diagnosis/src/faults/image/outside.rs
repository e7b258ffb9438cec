//! What IMG006 and IMG007 share: a layer whose bound is clearly outside what its siblings keep.

use std::collections::BTreeMap;

use etabli_formats::exr::{ChannelStats, Test};

use crate::layers::{Layer, Role, layers};
use crate::pixels::{Suspect, locate, median};
use crate::{Context, File, Findings, Picture, Series};

/// How far a channel goes outside, and where one has to look.
pub(super) struct Bound {
    /// Layers that are judged.
    pub(super) role: Role,
    /// How far outside the channel's worst sample lies; 0 inside.
    pub(super) excess: fn(&ChannelStats) -> f64,
    /// Excess that filters, codecs and wide gamuts leave: no fault below it.
    pub(super) tolerance: f64,
    /// What to look for, beyond an excess.
    pub(super) test: fn(&ChannelStats, f64) -> Test,
}

/// Siblings that must stay inside before one frame can be called outside.
const SIBLINGS: usize = 3;

/// A frame must go so many times further than its siblings usually do.
const FURTHER: f64 = 4.0;

struct Seen<'a> {
    file: &'a File,
    picture: Picture<'a>,
    layer: Layer,
    channel: u32,
    excess: f64,
}

/// Reports every layer of every frame that goes outside where its siblings do not.
pub(super) fn report(bound: &Bound, series: &Series, context: &Context, findings: &mut Findings) {
    let mut channels: BTreeMap<(u32, &str), Vec<Seen>> = BTreeMap::new();
    for (_, file, picture) in series.pictures(context.folder) {
        for layer in layers(&picture, &context.roles).into_iter().filter(|l| l.role == bound.role) {
            for channel in layer.channels.clone() {
                let Some(excess) = picture.stats(layer.part, channel).map(bound.excess) else { continue };
                let name = (layer.part, picture.channel_name(layer.part, channel));
                channels.entry(name).or_default().push(Seen { file, picture, layer: layer.clone(), channel, excess });
            }
        }
    }
    let mut suspects: BTreeMap<(usize, u32, String), (Seen, Vec<u32>)> = BTreeMap::new();
    for seen in channels.into_values().flat_map(|seen| outsiders(seen, bound.tolerance)) {
        let key = (seen.file.index, seen.layer.part, seen.layer.name.clone());
        let channel = seen.channel;
        suspects.entry(key).or_insert_with(|| (seen, Vec::new())).1.push(channel);
    }
    for (seen, channels) in suspects.into_values() {
        say(bound, &seen, channels, context, findings);
    }
}

/// The frames of one channel that go clearly further than the others do.
fn outsiders(seen: Vec<Seen>, tolerance: f64) -> Vec<Seen> {
    let usual = median(seen.iter().map(|s| s.excess).collect());
    let limit = tolerance.max(usual * FURTHER);
    let inside = seen.iter().filter(|s| s.excess <= limit).count();
    if inside < SIBLINGS || inside * 2 < seen.len() {
        return Vec::new();
    }
    seen.into_iter().filter(|s| s.excess > limit).collect()
}

fn say(bound: &Bound, seen: &Seen, channels: Vec<u32>, context: &Context, findings: &mut Findings) {
    let Some(stats) = seen.picture.stats(seen.layer.part, seen.channel) else { return };
    let test = (bound.test)(stats, bound.tolerance);
    let worst = if matches!(test, Test::Below(_)) { stats.min } else { stats.max };
    let suspect = Suspect { layer: Layer { channels, ..seen.layer.clone() }, count: 1 };
    locate(seen.file, &seen.picture, &suspect, test, context, findings).with("value", worst);
}
