//! The twins that say what each vector form must give.

use crate::Stats;

/// Samples that a group adds up before its sum becomes 64-bit.
pub(crate) const GROUP: usize = 32;

/// Twin of [`crate::halves`].
pub fn halves(run: &[u8]) -> Stats {
    let mut stats = Stats::NONE;
    let mut lanes = [0.0; 4];
    let (groups, rest) = run.as_chunks::<{ 2 * GROUP }>();
    for group in groups {
        let mut x = [0.0; GROUP];
        for (x, bytes) in x.iter_mut().zip(group.as_chunks::<2>().0) {
            *x = judge(f32_of_half(u16::from_le_bytes(*bytes)), &mut stats);
        }
        let eights: [f32; 8] = std::array::from_fn(|l| (x[l] + x[l + 8]) + (x[l + 16] + x[l + 24]));
        for (l, lane) in lanes.iter_mut().enumerate() {
            *lane += f64::from(eights[l] + eights[l + 4]);
        }
    }
    stats.sum = (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]);
    for bytes in rest.as_chunks::<2>().0 {
        let x = judge(f32_of_half(u16::from_le_bytes(*bytes)), &mut stats);
        stats.sum += f64::from(x);
    }
    stats
}

/// Twin of [`crate::floats`].
pub fn floats(run: &[u8]) -> Stats {
    let mut stats = Stats::NONE;
    let mut lanes = [0.0; 8];
    let (groups, rest) = run.as_chunks::<32>();
    for group in groups {
        for (lane, bytes) in lanes.iter_mut().zip(group.as_chunks::<4>().0) {
            *lane += f64::from(judge(f32::from_le_bytes(*bytes), &mut stats));
        }
    }
    let fours: [f64; 4] = std::array::from_fn(|l| lanes[l] + lanes[l + 4]);
    stats.sum = (fours[0] + fours[2]) + (fours[1] + fours[3]);
    let mut tail = 0.0;
    for bytes in rest.as_chunks::<4>().0 {
        tail += f64::from(judge(f32::from_le_bytes(*bytes), &mut stats));
    }
    stats.sum += tail;
    stats
}

/// Statistics of unsigned integers: no vector form, they are rare.
pub fn uints(run: &[u8]) -> Stats {
    let (mut min, mut max, mut sum) = (u32::MAX, 0, 0u64);
    let samples = run.as_chunks::<4>().0;
    for bytes in samples {
        let x = u32::from_le_bytes(*bytes);
        (min, max, sum) = (min.min(x), max.max(x), sum + u64::from(x));
    }
    if samples.is_empty() { Stats::NONE } else { Stats { min: min.into(), max: max.into(), sum: sum as f64, ..Stats::NONE } }
}

/// Twin of [`crate::widen`].
pub fn widen(run: &[u8], out: &mut [f32]) {
    for (bytes, out) in run.as_chunks::<2>().0.iter().zip(out) {
        *out = f32_of_half(u16::from_le_bytes(*bytes));
    }
}

/// Counts one sample, and gives what it adds to the sum: nothing unless it is finite.
fn judge(x: f32, stats: &mut Stats) -> f32 {
    if x.is_finite() {
        // Adding zero takes the sign off a negative one, so that order cannot show.
        let value = f64::from(x) + 0.0;
        (stats.min, stats.max) = (stats.min.min(value), stats.max.max(value));
        return x;
    }
    stats.nan += u64::from(x.is_nan());
    stats.positive_infinite += u64::from(x == f32::INFINITY);
    stats.negative_infinite += u64::from(x == f32::NEG_INFINITY);
    0.0
}

/// The value of a 16-bit float, exactly (IEEE 754 binary16).
pub fn f32_of_half(bits: u16) -> f32 {
    let magnitude = u32::from(bits & 0x7FFF);
    let wide = if magnitude >= 0x7C00 {
        0x7F80_0000 | (magnitude & 0x3FF) << 13
    } else {
        // A half keeps its fraction in 10 bits of 23, and its exponent 112 below.
        (f32::from_bits(magnitude << 13) * f32::from_bits((127 + 112) << 23)).to_bits()
    };
    f32::from_bits(wide | u32::from(bits & 0x8000) << 16)
}
