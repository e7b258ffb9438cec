//! What pixel faults share: which layers are suspect, and where their samples lie.

use etabli_formats::exr::{Answer, Ask, ChannelStats, Test};

use crate::layers::{Layer, Role, layers};
use crate::{Context, File, Finding, Findings, Picture};

/// A layer some of whose channels show something, with how many samples do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Suspect {
    /// The layer, cut down to the channels that show it.
    pub layer: Layer,
    /// Samples that show it, all channels together.
    pub count: u64,
}

/// Every layer in which `count` is not zero for some channel. `count` sees a channel's statistics and its layer's role.
pub(crate) fn suspects(picture: &Picture, context: &Context, count: impl Fn(&ChannelStats, Role) -> u64) -> Vec<Suspect> {
    let suspect = |mut layer: Layer| {
        let of = |c: u32| picture.stats(layer.part, c).map_or(0, |s| count(s, layer.role));
        let total = layer.channels.iter().map(|&c| of(c)).sum();
        let shown = layer.channels.iter().copied().filter(|&c| of(c) > 0).collect();
        layer.channels = shown;
        (total > 0).then_some(Suspect { layer, count: total })
    };
    layers(picture, &context.roles).into_iter().filter_map(suspect).collect()
}

/// Looks for the place of a suspect's samples and reports it: first pixel, box, count, channels.
/// Without an answer (the pixels cannot be read again) the finding stands, without a place.
pub(crate) fn locate<'f>(
    file: &File,
    picture: &Picture,
    suspect: &Suspect,
    test: Test,
    context: &Context,
    findings: &'f mut Findings,
) -> &'f mut Finding {
    let Layer { part, channels, .. } = &suspect.layer;
    let names: Vec<&str> = channels.iter().map(|&c| picture.channel_name(*part, c)).collect();
    let ask = Ask::Where { part: *part, channels: channels.clone(), test };
    let finding = findings.on(file.index, context);
    finding.with("channels", names.clone()).with("count", suspect.count);
    finding.channel(*part, names.first().copied().unwrap_or_default());
    if let Some(Answer::Where { count, first, channel, bbox, .. }) = context.look(file, &ask) {
        finding.channel(*part, picture.channel_name(*part, channel)).with("count", count);
        finding.pixels(first, [bbox.min[0], bbox.min[1], bbox.max[0], bbox.max[1]]);
    }
    finding
}

/// The median of some numbers; 0 of none.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
