//! The differences of one run of samples: the compiler makes vectors of the first loop.

use super::Tolerance;
use super::delta::{ChannelDelta, Largest};

/// Samples that are worked on at once.
const LANES: usize = 8;

/// Measures a run of samples that begins at a pixel, and leaves in `excess` each difference that is more than tolerated, else 0; what
/// turned into or from infinity or no number at all is infinite there.
pub(super) fn run(delta: &mut ChannelDelta, at: [i32; 2], a: &[f32], b: &[f32], tolerance: Tolerance, excess: &mut Vec<f32>) {
    excess.clear();
    excess.resize(a.len().min(b.len()), 0.0);
    let Some(found) = finite(a, b, tolerance, excess) else { return odd(delta, at, a, b, tolerance, excess) };
    delta.sum += found.sum;
    delta.squares += found.squares;
    if found.count == 0 {
        return;
    }
    delta.differing += u64::from(found.count);
    if delta.largest.is_none_or(|largest| f64::from(found.largest) > largest.difference) {
        #[expect(clippy::float_cmp, reason = "the largest is one of them")]
        let place = excess.iter().position(|&one| one == found.largest).unwrap_or(0);
        delta.largest = Some(largest(at, place, f64::from(found.largest), a, b));
    }
    reach(delta, at, excess);
}

/// Figures of a run without infinities and the like.
#[derive(Default)]
struct Found {
    sum: f64,
    squares: f64,
    largest: f32,
    count: u32,
}

/// `None` when some difference is not finite.
fn finite(a: &[f32], b: &[f32], tolerance: Tolerance, excess: &mut [f32]) -> Option<Found> {
    let (mut sum, mut squares, mut largest, mut count) = ([0.0f64; LANES], [0.0f64; LANES], [0.0f32; LANES], [0u32; LANES]);
    for ((a, b), excess) in a.chunks(LANES).zip(b.chunks(LANES)).zip(excess.chunks_mut(LANES)) {
        for lane in 0..excess.len().min(LANES) {
            let (Some(&a), Some(&b), Some(excess)) = (a.get(lane), b.get(lane), excess.get_mut(lane)) else { continue };
            let apart = (a - b).abs();
            let limit = tolerance.absolute.max(tolerance.relative * a.abs().max(b.abs()));
            *excess = if apart > limit { apart } else { 0.0 };
            if let (Some(sum), Some(squares), Some(largest), Some(count)) =
                (sum.get_mut(lane), squares.get_mut(lane), largest.get_mut(lane), count.get_mut(lane))
            {
                *sum += f64::from(apart);
                *squares += f64::from(apart) * f64::from(apart);
                *largest = if *excess > *largest { *excess } else { *largest };
                *count += u32::from(apart > limit);
            }
        }
    }
    let found = Found {
        sum: sum.iter().sum(),
        squares: squares.iter().sum(),
        largest: largest.iter().fold(0.0, |most, one| most.max(*one)),
        count: count.iter().sum(),
    };
    found.sum.is_finite().then_some(found)
}

/// The same with infinities and what is not a number, one sample after the other.
fn odd(delta: &mut ChannelDelta, at: [i32; 2], a: &[f32], b: &[f32], tolerance: Tolerance, excess: &mut [f32]) {
    for (place, ((&before, &after), excess)) in a.iter().zip(b).zip(&mut *excess).enumerate() {
        *excess = if before.is_finite() && after.is_finite() {
            exact(delta, at, place, [f64::from(before), f64::from(after)], tolerance)
        } else {
            turned(delta, before, after)
        };
    }
    reach(delta, at, excess);
}

/// Two samples of which one at least is not finite.
fn turned(delta: &mut ChannelDelta, before: f32, after: f32) -> f32 {
    #[expect(clippy::float_cmp, reason = "infinities are equal or not")]
    if (before.is_nan() && after.is_nan()) || before == after {
        return 0.0;
    }
    delta.differing += 1;
    delta.nan.appeared += u64::from(after.is_nan());
    delta.nan.vanished += u64::from(before.is_nan());
    delta.infinite.appeared += u64::from(after.is_infinite());
    delta.infinite.vanished += u64::from(before.is_infinite());
    f32::INFINITY
}

/// Two finite samples in full precision; answers the difference when it is more than tolerated.
fn exact(delta: &mut ChannelDelta, at: [i32; 2], place: usize, values: [f64; 2], tolerance: Tolerance) -> f32 {
    let [before, after] = values;
    let apart = (before - after).abs();
    delta.sum += apart;
    delta.squares += apart * apart;
    let limit = f64::from(tolerance.absolute).max(f64::from(tolerance.relative) * before.abs().max(after.abs()));
    if apart <= limit {
        return 0.0;
    }
    delta.differing += 1;
    if delta.largest.is_none_or(|largest| apart > largest.difference) {
        delta.largest = Some(Largest { difference: apart, pixel: pixel(at, place), values });
    }
    apart as f32
}

/// Measures a run of 32-bit integers, which a 32-bit float could not tell apart.
pub(super) fn uints(delta: &mut ChannelDelta, at: [i32; 2], a: &[u8], b: &[u8], tolerance: Tolerance, excess: &mut Vec<f32>) {
    excess.clear();
    for (place, (a, b)) in a.as_chunks().0.iter().zip(b.as_chunks().0).enumerate() {
        let values = [a, b].map(|bytes| f64::from(u32::from_le_bytes(*bytes)));
        excess.push(exact(delta, at, place, values, tolerance));
    }
    reach(delta, at, excess);
}

fn largest(at: [i32; 2], place: usize, difference: f64, a: &[f32], b: &[f32]) -> Largest {
    let value = |run: &[f32]| run.get(place).map_or(0.0, |value| f64::from(*value));
    Largest { difference, pixel: pixel(at, place), values: [value(a), value(b)] }
}

fn reach(delta: &mut ChannelDelta, at: [i32; 2], excess: &[f32]) {
    let differs = |one: &f32| *one > 0.0;
    if let (Some(first), Some(last)) = (excess.iter().position(differs), excess.iter().rposition(differs)) {
        delta.reach([first, last].map(|place| pixel(at, place)[0]), at[1]);
    }
}

fn pixel([x, y]: [i32; 2], place: usize) -> [i32; 2] {
    [x.saturating_add(i32::try_from(place).unwrap_or(i32::MAX)), y]
}

#[cfg(test)]
mod tests {
    use super::super::Tolerance;
    use super::{ChannelDelta, run, uints};

    const INF: f32 = f32::INFINITY;

    fn measured(a: &[f32], b: &[f32], tolerance: Tolerance) -> (ChannelDelta, Vec<f32>) {
        let (mut delta, mut excess) = (ChannelDelta::default(), Vec::new());
        run(&mut delta, [10, 3], a, b, tolerance, &mut excess);
        (delta, excess)
    }

    #[test]
    fn differences_are_counted_summed_and_placed() {
        let (a, mut b) = (vec![0.5; 100], vec![0.5; 100]);
        b[7] = 0.75;
        b[64] = 0.0;
        let (delta, excess) = measured(&a, &b, Tolerance::default());
        assert_eq!((delta.differing, delta.sum, delta.squares), (2, 0.75, 0.0625 + 0.25));
        let largest = delta.largest.unwrap();
        assert_eq!((largest.difference, largest.pixel, largest.values), (0.5, [74, 3], [0.5, 0.0]));
        assert_eq!(delta.bbox.map(|bbox| (bbox.min, bbox.max)), Some(([17, 3], [74, 3])));
        assert_eq!(excess.iter().filter(|one| **one > 0.0).count(), 2);
    }

    #[test]
    fn what_is_tolerated_does_not_differ() {
        let check = |absolute: f32, relative: f32, differing: u64| {
            let (delta, _) = measured(&[1.0, 100.0], &[1.01, 101.0], Tolerance { absolute, relative });
            assert_eq!(delta.differing, differing, "{absolute} {relative}");
            assert!(delta.sum > 1.0);
        };
        check(0.0, 0.0, 2);
        check(0.02, 0.0, 1);
        check(0.0, 0.02, 0);
    }

    #[test]
    fn what_is_no_finite_number_is_the_same_or_has_turned() {
        let (delta, excess) =
            measured(&[f32::NAN, INF, -INF, f32::NAN, 1.0, INF, 1.0], &[f32::NAN, INF, INF, 1.0, f32::NAN, 0.0, 1.5], Tolerance::default());
        assert_eq!(excess, [0.0, 0.0, INF, INF, INF, INF, 0.5]);
        assert_eq!((delta.differing, delta.sum), (5, 0.5));
        assert_eq!((delta.nan.appeared, delta.nan.vanished, delta.infinite.appeared, delta.infinite.vanished), (1, 1, 1, 2));
        assert_eq!(delta.largest.map(|largest| largest.pixel), Some([16, 3]));
    }

    #[test]
    fn large_identities_are_told_apart() {
        let bytes = |values: [u32; 2]| values.map(u32::to_le_bytes).concat();
        let (mut delta, mut excess) = (ChannelDelta::default(), Vec::new());
        uints(&mut delta, [0, 0], &bytes([u32::MAX, 7]), &bytes([u32::MAX - 1, 7]), Tolerance::default(), &mut excess);
        assert_eq!((delta.differing, delta.sum), (1, 1.0));
    }
}
