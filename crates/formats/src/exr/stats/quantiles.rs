//! Quantiles of samples, by counting.

/// The shares whose values are kept.
pub const SHARES: [f64; 7] = [0.01, 0.10, 0.25, 0.50, 0.75, 0.90, 0.99];

/// Bits of a float below its bin: seven of the fraction remain, so a bin is less than 0.8 % wide.
const DROPPED: u32 = 16;
/// Bits of 2⁻²⁴, the smallest half, above the dropped ones, less one: what lies below counts as zero.
const LOWEST: u32 = ((127 - 24) << 7) - 1;
/// Bins of one sign: zero, then 128 for each power of two up to 2¹⁶, past the largest half; what lies above counts in the last.
const BINS: usize = 1 + 40 * 128;

/// How many samples lie in each of a fixed set of bins: two of them join exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Histogram {
    negative: Vec<u32>,
    positive: Vec<u32>,
}

impl Default for Histogram {
    fn default() -> Self {
        Self { negative: vec![0; BINS], positive: vec![0; BINS] }
    }
}

impl Histogram {
    /// Counts the finite values among these.
    pub(super) fn add(&mut self, values: &[f32]) {
        for value in values {
            let magnitude = value.to_bits() & 0x7FFF_FFFF;
            if magnitude >= 0x7F80_0000 {
                continue;
            }
            let bin = (magnitude >> DROPPED).saturating_sub(LOWEST) as usize;
            let side = if value.is_sign_negative() { &mut self.negative } else { &mut self.positive };
            if let Some(count) = side.get_mut(bin.min(BINS - 1)) {
                *count += 1;
            }
        }
    }

    /// Joins the counts of other samples.
    pub(super) fn join(&mut self, other: &Self) {
        let ours = self.negative.iter_mut().chain(&mut self.positive);
        for (count, other) in ours.zip(other.negative.iter().chain(&other.positive)) {
            *count += other;
        }
    }

    /// The values below which the [`SHARES`] lie, interpolated inside their bins; `None` without samples.
    pub(super) fn quantiles(&self) -> Option<[f32; 7]> {
        let total: u64 = self.ascending().map(|(_, count)| u64::from(count)).sum();
        (total > 0).then(|| SHARES.map(|share| self.at(share * (total - 1) as f64)))
    }

    /// The value of a rank counted from 0.
    fn at(&self, rank: f64) -> f32 {
        let mut before = 0.0;
        for ([low, high], count) in self.ascending().filter(|(_, count)| *count > 0) {
            let count = f64::from(count);
            if rank < before + count {
                return (low + (high - low) * (rank - before + 0.5) / count) as f32;
            }
            before += count;
        }
        0.0
    }

    /// Edges and count of each bin, from the smallest value up.
    fn ascending(&self) -> impl Iterator<Item = ([f64; 2], u32)> {
        let negative = self.negative.iter().enumerate().rev().map(|(bin, &count)| {
            let [low, high] = edges(bin);
            ([-high, -low], count)
        });
        negative.chain(self.positive.iter().enumerate().map(|(bin, &count)| (edges(bin), count)))
    }
}

/// Where a bin of positive values begins and ends; that of zero is a point.
fn edges(bin: usize) -> [f64; 2] {
    let edge = |bin: usize| f64::from(f32::from_bits((LOWEST + bin as u32) << DROPPED));
    if bin == 0 { [0.0; 2] } else { [edge(bin), edge(bin + 1)] }
}

#[cfg(test)]
mod tests {
    use super::Histogram;

    fn of(values: &[f32]) -> Option<[f32; 7]> {
        let mut histogram = Histogram::default();
        histogram.add(values);
        histogram.quantiles()
    }

    #[test]
    fn a_ramp_has_its_shares() {
        let ramp: Vec<f32> = (0..=1000).map(|i| i as f32 / 100.0 - 5.0).collect();
        let quantiles = of(&ramp).unwrap();
        for (quantile, expect) in quantiles.into_iter().zip([-4.9, -4.0, -2.5, 0.0, 2.5, 4.0, 4.9]) {
            assert!((quantile - expect).abs() <= 0.02, "{quantile} for {expect}");
        }
    }

    #[test]
    fn a_bin_is_less_than_a_hundredth_wide_from_the_smallest_half_to_the_largest() {
        for value in [2f32.powi(-24), 1e-5, 0.18, 1.0, 65504.0] {
            for value in [value, -value] {
                let median = of(&[value]).unwrap()[3];
                assert!((median / value - 1.0).abs() < 0.008, "{median} for {value}");
            }
        }
    }

    #[test]
    fn only_finite_samples_count() {
        assert_eq!(of(&[f32::NAN, f32::INFINITY, f32::NEG_INFINITY]), None);
        assert_eq!(of(&[0.0, -0.0, f32::NAN, 1e-20]), Some([0.0; 7]));
        assert!(of(&[1e30]).unwrap()[0] > 65504.0);
    }

    #[test]
    fn joined_counts_are_those_of_the_whole() {
        let values: Vec<f32> = (0..500).map(|i| (i as f32 - 100.0).powi(3) / 999.0).collect();
        let mut whole = Histogram::default();
        whole.add(&values);
        let mut joined = Histogram::default();
        for part in values.chunks(99) {
            let mut one = Histogram::default();
            one.add(part);
            joined.join(&one);
        }
        assert_eq!(joined, whole);
    }
}
