//! The rhythm of a frame sequence: its step, how full it is, and its holes.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::{FrameSequence, Series};

/// Frames without which a part of a sequence shows no rhythm.
const BLOCK: usize = 4;
/// Fewer frames are too few to miss others without a doubt or a declaration.
const SHOT: usize = 8;

/// The step between frame numbers when it is not one: 2 for a sequence numbered on twos. Every distance is a multiple of it
/// and at least three in four are one step.
pub fn step(sequence: &FrameSequence) -> Option<i64> {
    if sequence.kind == Series::Udim {
        return None;
    }
    let frames: Vec<i64> = sequence.members.iter().map(|m| m.frame).collect();
    step_of(&frames).filter(|step| *step > 1)
}

/// The commonest distance of ascending frames, when it carries them all.
pub(super) fn step_of(frames: &[i64]) -> Option<i64> {
    let gaps: Vec<i64> = frames.iter().zip(frames.iter().skip(1)).map(|(a, b)| b - a).collect();
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for gap in &gaps {
        *counts.entry(*gap).or_default() += 1;
    }
    let (step, count) = counts.into_iter().rev().max_by_key(|(_, count)| *count)?;
    let carries = gaps.len() > 1 && count * 4 >= gaps.len() * 3 && gaps.iter().all(|gap| gap % step == 0);
    carries.then_some(step)
}

/// The share of frames present between first and last, counted in steps: above 0, and 1 for a full sequence.
pub fn density(sequence: &FrameSequence) -> f64 {
    let step = step(sequence).unwrap_or(1);
    sequence.bounds().map_or(1.0, |(first, last)| sequence.members.len() as f64 / ((last - first) / step + 1) as f64)
}

/// The lone holes of a dense sequence, ascending; on a step, one range per missing frame.
///
/// A gap longer than what stands before it or after it, than a tenth of the sequence and than three frames is no hole but a border:
/// a slate, a part rendered alone. Between borders, four frames and three quarters of their range must be there. A frame that
/// a stray stands for is not missing, and a texture set has no holes.
pub fn holes(sequence: &FrameSequence) -> Vec<RangeInclusive<i64>> {
    let (frames, step) = frames(sequence);
    stretches(&frames, step).into_iter().filter(|s| is_dense(s, step)).flat_map(|s| holes_of(s, step)).collect()
}

/// Frames absent from a sequence where nothing tells a loss from an intent, ascending; on a step, one range per missing frame.
///
/// A border between two blocks of four frames or more, and what is scattered over a stretch that is not dense. A sequence of fewer
/// than eight frames, or of which less than half is there, was chosen frame by frame: nothing is absent from it.
pub fn gaps(sequence: &FrameSequence) -> Vec<RangeInclusive<i64>> {
    let (frames, step) = frames(sequence);
    if frames.len() < SHOT || (frames.len() as i64).saturating_mul(2) < span(&frames, step) {
        return Vec::new();
    }
    let stretches = stretches(&frames, step);
    let scattered = stretches.iter().filter(|s| s.len() >= BLOCK && !is_dense(s, step)).flat_map(|s| holes_of(s, step));
    let pairs = stretches.iter().zip(stretches.iter().skip(1)).filter(|(a, b)| a.len() >= BLOCK && b.len() >= BLOCK);
    let borders = pairs.filter_map(|(a, b)| Some([*a.last()?, *b.first()?])).flat_map(|ends| holes_of(&ends, step).collect::<Vec<_>>());
    let mut gaps: Vec<RangeInclusive<i64>> = scattered.chain(borders).collect();
    gaps.sort_unstable_by_key(|gap| *gap.start());
    gaps
}

/// Every frame that some name stands for, ascending, and the step between them; none of a texture set.
fn frames(sequence: &FrameSequence) -> (Vec<i64>, i64) {
    if sequence.kind == Series::Udim {
        return (Vec::new(), 1);
    }
    let strays = sequence.strays.iter().map(|s| s.frame);
    let mut frames: Vec<i64> = sequence.members.iter().map(|m| m.frame).chain(strays).collect();
    frames.sort_unstable();
    frames.dedup();
    (frames, step(sequence).unwrap_or(1))
}

/// Steps from the first frame to the last, both counted.
fn span(frames: &[i64], step: i64) -> i64 {
    frames.last().zip(frames.first()).map_or(0, |(last, first)| last.saturating_sub(*first) / step + 1)
}

/// Frames between borders.
fn stretches(frames: &[i64], step: i64) -> Vec<&[i64]> {
    let (mut rest, mut stretches) = (frames, Vec::new());
    let mut start = 0;
    for (before, (a, b)) in (1..).zip(frames.iter().zip(frames.iter().skip(1))) {
        let usual = before.min(frames.len() - before).max(frames.len() / 10).max(3);
        if missing(*a, *b, step) > usual as i64 {
            let (stretch, next) = rest.split_at(before - start);
            stretches.push(stretch);
            (rest, start) = (next, before);
        }
    }
    stretches.push(rest);
    stretches
}

fn is_dense(frames: &[i64], step: i64) -> bool {
    frames.len() >= BLOCK && frames.len() as i64 * 4 >= span(frames, step).saturating_mul(3)
}

fn holes_of(frames: &[i64], step: i64) -> impl Iterator<Item = RangeInclusive<i64>> {
    let gaps = frames.iter().zip(frames.iter().skip(1)).filter(move |(a, b)| missing(**a, **b, step) > 0);
    gaps.flat_map(move |(a, b)| {
        let runs = if step == 1 { 1 } else { missing(*a, *b, step) };
        (1..=runs).map(move |run| if step == 1 { a + 1..=b - 1 } else { a + run * step..=a + run * step })
    })
}

/// Frames absent between two neighbours.
fn missing(a: i64, b: i64, step: i64) -> i64 {
    (b - a - 1) / step
}
