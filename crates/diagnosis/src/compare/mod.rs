//! Two pictures compared: what changed, where, and whether it counts.

mod channels;
mod frames;
mod header;
mod verdict;
mod zone;

use etabli_formats::compare::{Changed, ChannelDelta, Compared, Header, Heat, Plan, Side, Tolerance, compare as compare_pixels};
use etabli_formats::exr::{Box2i, Scratch};
use etabli_formats::{Budget, Format, Raster, Source, Stop};
use serde::{Deserialize, Serialize};

use crate::layers::{Roles, main};
use crate::{Picture, View, view};

pub use frames::{Match, Pair, matched};
pub use header::{Change, What};
pub use verdict::{Rules, Verdict};
pub use zone::{Spot, Zone};

/// Bytes of two files that are compared at once.
const PIECE: usize = 1 << 18;

/// What is asked of two files.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// What counts as the same sample.
    pub tolerance: Tolerance,
    /// Boxes within which pixels may change; `None` when nobody asks.
    pub inside: Option<Vec<Box2i>>,
    /// Most pixels on a side of a picture of the differences, when one is wanted.
    pub heat: Option<u32>,
}

/// What changed from one file to another.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Whether both have the same bytes; then nothing else was looked at.
    pub is_same_bytes: bool,
    /// Why a side shows no picture.
    pub unread: [Option<Unread>; 2],
    /// What the headers say otherwise.
    pub headers: Vec<Change>,
    /// Channels that are only before.
    pub removed: Vec<String>,
    /// Channels that are only after.
    pub added: Vec<String>,
    /// Channels whose pixels nobody reads here, each with its reason.
    pub uncompared: Vec<(String, String)>,
    /// How many channels were compared.
    pub compared: u32,
    /// Those in which something differs, tolerated or not.
    pub channels: Vec<ChannelChange>,
    /// Pixels of both data windows together.
    pub area: u64,
    /// Pixels that changed.
    pub changed: Changed,
    /// Those of them outside the boxes that were asked about.
    pub outside: Changed,
    /// Pixels that could be read after and not before, and the other way round.
    pub alone: [u64; 2],
    /// Pieces that could be read on neither side.
    pub neither: u64,
    /// The channel that a picture of the change should show: of the main picture when it changed, without a name then.
    pub shown: Option<String>,
    /// A picture of the differences, when it was wanted and there are some.
    pub heat: Option<Raster>,
}

/// Why a file shows no picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unread {
    /// It has no bytes.
    Empty,
    /// Its first bytes name no format, or its header does not say what the picture is.
    Broken,
    /// Nobody reads that format here.
    Format(String),
}

/// How one channel changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChannelChange {
    /// Its full name, the part's before it where there are several.
    pub name: String,
    /// In figures.
    pub delta: ChannelDelta,
}

impl ChannelChange {
    /// The layer it is of; empty for the main picture.
    pub fn layer(&self) -> &str {
        self.name.rsplit_once('.').map_or("", |(layer, _)| layer)
    }
}

/// Compares two files. Equal bytes are equal, and nothing else is looked at then.
///
/// # Errors
/// [`Stop::Io`] when a source cannot be read, [`Stop::Budget`] when a file asks for more than the budget.
pub fn compare(
    before: &dyn Source,
    after: &dyn Source,
    asked: &Asked,
    roles: &Roles,
    budget: &Budget,
    scratch: &mut [Scratch; 2],
) -> Result<Comparison, Stop> {
    if are_equal(before, after)? {
        return Ok(Comparison { is_same_bytes: true, ..Comparison::default() });
    }
    let sides = [Side::open(before, budget)?, Side::open(after, budget)?];
    let [Some(one), Some(two)] = &sides else {
        let unread = [unread(before, sides[0].is_some())?, unread(after, sides[1].is_some())?];
        return Ok(Comparison { unread, ..Comparison::default() });
    };
    let pictures = [picture(one), picture(two)];
    let paired = channels::pair([&pictures[0], &pictures[1]], [one, two]);
    let (comparison, heat) = pixels([one, two], &paired, asked, budget, scratch)?;
    let shown = shown(&comparison, &pictures[0], roles);
    let below = heat.as_ref().map(|heat| View { channel: shown.clone(), around: None, most: heat.longest() });
    let below = below.map(|wanted| view(before, &wanted, roles, budget, &mut scratch[0])).transpose()?.flatten();
    Ok(Comparison {
        headers: header::changes([&pictures[0], &pictures[1]], &paired.parts, [one, two]),
        removed: paired.removed,
        added: paired.added,
        uncompared: paired.uncompared,
        heat: heat.map(|heat| heat.develop(below.as_ref())),
        shown,
        ..comparison
    })
}

/// Whether two files have the same bytes.
fn are_equal(before: &dyn Source, after: &dyn Source) -> Result<bool, Stop> {
    if before.size() != after.size() || before.size() == 0 {
        return Ok(false);
    }
    let (mut a, mut b, mut at) = (vec![0; PIECE], vec![0; PIECE], 0);
    while at < before.size() {
        let held = [before.read_at(at, &mut a)?, after.read_at(at, &mut b)?];
        if held[0] != held[1] || held[0] == 0 || a.get(..held[0]) != b.get(..held[0]) {
            return Ok(false);
        }
        at += held[0] as u64;
    }
    Ok(true)
}

fn unread(source: &dyn Source, is_open: bool) -> Result<Option<Unread>, Stop> {
    if is_open {
        return Ok(None);
    }
    let head = source.read_range(0, Format::PROBE as u64)?;
    let is_read =
        |format: &Format| matches!(format, Format::Exr | Format::Png | Format::Tiff | Format::Dpx | Format::Cineon | Format::Jpeg);
    Ok(Some(match Format::of(&head) {
        _ if head.is_empty() => Unread::Empty,
        Some(format) if !is_read(&format) => Unread::Format(format.name().to_owned()),
        _ => Unread::Broken,
    }))
}

/// The channel to be shown: none when the main picture changed, else the one that changed most.
fn shown(comparison: &Comparison, picture: &Picture, roles: &Roles) -> Option<String> {
    let main = main(picture, roles).map(|(layer, _)| layer);
    let is_main = |change: &&ChannelChange| main.as_ref().is_some_and(|layer| layer.name == change.layer());
    if comparison.channels.iter().any(|change| is_main(&change) && change.delta.differing > 0) {
        return None;
    }
    comparison.channels.iter().max_by_key(|change| change.delta.differing).map(|change| change.name.clone())
}

/// Compares the pixels of the paired channels.
fn pixels(
    sides: [&Side; 2],
    paired: &channels::Paired,
    asked: &Asked,
    budget: &Budget,
    scratch: &mut [Scratch; 2],
) -> Result<(Comparison, Option<Heat>), Stop> {
    let plan = Plan {
        pairs: paired.pairs.iter().map(|pair| pair.places).collect(),
        tolerance: asked.tolerance,
        inside: asked.inside.clone(),
        heat: asked.heat,
    };
    let Compared { channels, changed, outside, alone, neither, heat } = compare_pixels(sides[0], sides[1], &plan, budget, scratch)?;
    let named = paired.pairs.iter().zip(channels).map(|(pair, delta)| ChannelChange { name: pair.name.clone(), delta });
    let window = sides[0].window().joined(&sides[1].window());
    let comparison = Comparison {
        compared: u32::try_from(plan.pairs.len()).unwrap_or(u32::MAX),
        channels: named.filter(|change| change.delta.differing > 0 || change.delta.sum > 0.0).collect(),
        area: window.width().saturating_mul(window.height()),
        changed,
        outside,
        alone,
        neither,
        ..Comparison::default()
    };
    Ok((comparison, heat))
}

/// A side as detectors see pictures.
fn picture<'a>(side: &'a Side) -> Picture<'a> {
    match side.header() {
        Header::Exr(structure) => Picture::unseen(structure),
        Header::Still(still) => Picture::unseen_still(&still.header, true),
    }
}
