//! IMG004: lone samples far above everything around them.

use std::collections::{BTreeMap, BTreeSet};

use etabli_formats::exr::{Answer, Ask, Box2i, Test};

use super::fixing::{Opened, TOO_MANY};
use super::making;
use super::shot::Still;
use crate::check::TreeLooker;
use crate::fix::NO_LONGER;
use crate::pixels::median;
use crate::{
    Context, Cure, Declined, Detect, Dice, Fault, File, Findings, Fix, Folder, Healthy, Inject, Needs, Patch, Picture, Place, Plan, Repair,
    Sentence, Severity, Site, Text, Words,
};

/// IMG004.
pub(super) static FAULT: Fault = Fault {
    code: "IMG004",
    name: "firefly",
    severity: Severity::Note,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{count} {count:point bien trop clair|points bien trop clairs} dans {file}, le premier en {pixel}.",
            en: "{count} {count:dot|dots} far too bright in {file}, the first at {pixel}.",
        },
        td: Text {
            fr: "{count} {count:luciole|lucioles} dans {file} : ({pixel}) vaut {value}, {ratio} fois ses voisins.",
            en: "{count} {count:firefly|fireflies} in {file}: ({pixel}) is {value}, {ratio} times its neighbours.",
        },
        advice: Text {
            fr: "Borner les échantillons indirects ou augmenter leur nombre ; un filtre médian sur ces seuls pixels suffit souvent.",
            en: "Clamp indirect samples or raise their number; a median filter on these pixels alone is often enough.",
        },
        page: Text {
            fr: "Une luciole est un échantillon isolé, dans l'image et dans le temps : ni ses voisins ni les images d'à côté ne l'ont. Un soleil qui reste, une étincelle large, la pluie n'en sont pas. Les lucioles d'une image font une seule note, avec leur nombre.",
            en: "A firefly is a sample alone in the picture and in time: neither its neighbours nor the next frames have it. A sun that stays, a wide spark or rain are none. The fireflies of a frame make one note, with their number.",
        },
    },
    detect: Detect::Image(Needs::LEVELS, detect),
    outranks: &[],
    implies: &["IMG008"],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["one", "three"], make },
    fix: Fix::Unsafe(Cure {
        what: Text {
            fr: "remplace chaque luciole par la médiane de ses voisins, canal par canal",
            en: "replaces each firefly by the median of its neighbours, channel by channel",
        },
        make: fix,
        only: &[],
        leaves: &[],
    }),
};

/// A firefly is so many times brighter than 99 % of its picture.
const ABOVE_PICTURE: f64 = 20.0;

/// And so many times brighter than the pixels around it, here and in the next frames.
const ABOVE_AROUND: f64 = 10.0;

/// Pixels on each side in which it must be alone: a drop of rain or a spark is longer.
const REACH: i32 = 2;

/// A picture darker than this is judged as if it had this level: in the dark every sample is far above the others.
const LEVEL: f64 = 0.05;

/// Pixels looked at one by one in a frame; their share of lone ones stands for the others.
const TRIED: usize = 12;

fn detect(file: &File, picture: &Picture, context: &Context, findings: &mut Findings) {
    // Where values end at 1 nothing can be told from a light.
    let Some(still) = Still::alone(file, *picture, context).filter(|still| !still.is_display()) else { return };
    let Some(level) = still.levels().map(|levels| levels[6].max(LEVEL)) else { return };
    let limit = level * ABOVE_PICTURE;
    if still.stats().all(|stats| stats.max < limit) {
        return;
    }
    let ask = Ask::Where { part: still.colour.part, channels: still.colour.channels.clone(), test: Test::Above(limit) };
    let Some(Answer::Where { count, listed, .. }) = context.look(file, &ask) else { return };
    let mut spots = listed;
    spots.dedup_by_key(|(pixel, _)| *pixel);
    let tried = spots.len().min(TRIED);
    let lone: Vec<Lone> = spots.iter().take(TRIED).filter_map(|&(pixel, value)| lone(&still, pixel, value, context)).collect();
    if let Some(first) = lone.first() {
        let pixels = count / still.colour.channels.len().max(1) as u64;
        let estimate = (pixels.max(1) * lone.len() as u64).div_ceil(tried as u64).max(lone.len() as u64);
        let bbox = [first.pixel[0], first.pixel[1], first.pixel[0], first.pixel[1]];
        let finding = findings.on(file.index, context).pixels(first.pixel, bbox);
        finding.with("count", estimate).with("value", first.value).with("ratio", first.ratio);
    }
}

struct Lone {
    pixel: [i32; 2],
    value: f64,
    ratio: f64,
}

/// Whether a bright pixel is alone: among those around it, and at its place in the next frames.
fn lone(still: &Still, pixel: [i32; 2], value: f64, context: &Context) -> Option<Lone> {
    let around = samples(still, pixel, REACH, context)?;
    let usual = median(around.clone()).max(LEVEL / ABOVE_AROUND);
    let rivals = around.iter().filter(|v| **v * ABOVE_AROUND > value).count();
    // The pixel itself, and one it leaks into: a filter spreads a sample over its neighbour.
    let alone_here = rivals <= 2 * still.colour.channels.len();
    let stays = context.neighbours(still.file).into_iter().flatten().any(|(file, picture)| {
        let next = Still::alone(file, picture, context);
        next.and_then(|next| samples(&next, pixel, REACH, context)).is_some_and(|seen| seen.iter().any(|v| *v * ABOVE_AROUND > value))
    });
    (alone_here && !stays).then(|| Lone { pixel, value, ratio: value / usual })
}

/// The finite samples of the main picture around a pixel.
fn samples(still: &Still, [x, y]: [i32; 2], reach: i32, context: &Context) -> Option<Vec<f64>> {
    let window = Box2i { min: [x.saturating_sub(reach), y.saturating_sub(reach)], max: [x.saturating_add(reach), y.saturating_add(reach)] };
    let ask = Ask::Samples { part: still.colour.part, channels: still.colour.channels.clone(), window };
    match context.look(still.file, &ask)? {
        Answer::Samples(seen) => Some(seen.into_iter().map(f64::from).filter(|v| v.is_finite()).collect()),
        _ => None,
    }
}

/// Bright samples that a fix looks at one by one, each in three frames.
const LOOKED_AT: usize = 512;

fn fix(repair: &Repair) -> Result<Plan, Sentence> {
    let opened = Opened::open(repair)?;
    let folder = with_neighbours(repair)?;
    let looker = TreeLooker { tree: repair.tree, folder: &folder.path };
    let context = Context::new(&folder, repair.config, repair.now, &looker);
    let file = folder.files.iter().find(|f| f.entry.name == repair.name()).ok_or(NO_LONGER)?;
    let still = file.picture().and_then(|picture| Still::alone(file, picture, &context)).ok_or(NO_LONGER)?;
    let level = still.levels().map_or(LEVEL, |levels| levels[6].max(LEVEL));
    let bright = opened.spots(still.colour.part, &still.colour.channels, Test::Above(level * ABOVE_PICTURE))?;
    if bright.len() > LOOKED_AT {
        return Err(TOO_MANY.into());
    }
    let pixels: BTreeMap<[i32; 2], f64> = bright.iter().map(|spot| (spot.pixel, f64::from(spot.value))).collect();
    let alone: Vec<[i32; 2]> =
        pixels.into_iter().filter(|&(pixel, value)| lone(&still, pixel, value, &context).is_some()).map(|(p, _)| p).collect();
    // Every channel of the pixel: a colour is replaced whole.
    let all = opened.spots_at(still.colour.part, &still.colour.channels, &alone)?;
    if all.is_empty() { Err(NO_LONGER.into()) } else { opened.plan(repair, &BTreeMap::from([(still.colour.part, all)])) }
}

/// The folder with what is known of the frame and of those before and after it.
fn with_neighbours(repair: &Repair) -> Result<Folder, Sentence> {
    let named = repair.look(Needs::ENTRY, |_| false)?;
    let place = named.files.iter().find(|f| f.entry.name == repair.name()).and_then(|f| named.place(f.index));
    let near: BTreeSet<usize> = place.map_or_else(BTreeSet::new, |(series, frame)| {
        let at = series.frames.partition_point(|&(f, _)| f < frame);
        series.frames.iter().skip(at.saturating_sub(1)).take(3).map(|&(_, index)| index).collect()
    });
    let wanted: BTreeSet<&str> = near.iter().filter_map(|&index| named.files.get(index)).map(|f| f.entry.name.as_str()).collect();
    repair.look(Needs::LEVELS, |entry| wanted.contains(entry.name.as_str()) || entry.name == repair.name())
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    let count = if site.variant == "three" { 3 } else { 1 };
    let mut spots: Vec<[u64; 2]> = (0..count).map(|n| [dice.range(4, 30) + 30 * n, dice.range(4, 50)]).collect();
    let patch = making::colours(&frame, |channel, x, y, value| if channel != "A" && spots.contains(&[x, y]) { 6e4 } else { value })?;
    spots.sort_by_key(|[x, y]| (*y, *x));
    let first = spots.first().map(|[x, y]| [*x as i32, *y as i32]);
    Ok((patch, vec![Place { pixel: first, ..frame.place() }]))
}
