//! Statistics of integers that stand for 0 to 1: the compiler makes vectors of these loops.

use etabli_kernels::Stats;

/// Samples added up in 32 bits before the sum becomes 64-bit.
const PIECE: usize = 1 << 16;

/// Of a run of bytes.
pub(super) fn bytes(run: &[u8]) -> Stats {
    let (mut min, mut max, mut sum) = (u8::MAX, 0, 0u64);
    for piece in run.chunks(PIECE) {
        min = piece.iter().fold(min, |min, sample| min.min(*sample));
        max = piece.iter().fold(max, |max, sample| max.max(*sample));
        sum += u64::from(piece.iter().fold(0, |sum, sample| sum + u32::from(*sample)));
    }
    if run.is_empty() { Stats::NONE } else { unit(min.into(), max.into(), sum, u8::MAX.into()) }
}

/// Of a run of 16-bit integers, little-endian.
pub(super) fn words(run: &[u8]) -> Stats {
    let (mut min, mut max, mut sum) = (u16::MAX, 0, 0u64);
    let samples = run.as_chunks().0;
    for piece in samples.chunks(PIECE) {
        min = piece.iter().fold(min, |min, sample| min.min(u16::from_le_bytes(*sample)));
        max = piece.iter().fold(max, |max, sample| max.max(u16::from_le_bytes(*sample)));
        sum += u64::from(piece.iter().fold(0, |sum, sample| sum + u32::from(u16::from_le_bytes(*sample))));
    }
    if samples.is_empty() { Stats::NONE } else { unit(min.into(), max.into(), sum, u16::MAX.into()) }
}

fn unit(min: f64, max: f64, sum: u64, one: f64) -> Stats {
    Stats { min: min / one, max: max / one, sum: sum as f64 / one, ..Stats::NONE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_stand_for_0_to_1() {
        let check = |stats: Stats, min: f64, max: f64, sum: f64| {
            assert_eq!((stats.min, stats.max, stats.sum, stats.nan), (min, max, sum, 0));
        };
        check(bytes(&[0, 51, 255]), 0.0, 1.0, 1.2);
        check(bytes(&vec![255; 100_000]), 1.0, 1.0, 100_000.0);
        check(words(&[0xFF, 0xFF, 0x33, 0x33]), 0.2, 1.0, 1.2);
        check(words(&vec![0xFF; 400_000]), 1.0, 1.0, 200_000.0);
        assert_eq!((bytes(&[]), words(&[7])), (Stats::NONE, Stats::NONE));
    }
}
