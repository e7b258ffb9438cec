//! Quantiles of samples, by counting.

use crate::exr::SampleType;

/// The shares whose values are kept.
pub const SHARES: [f64; 7] = [0.01, 0.10, 0.25, 0.50, 0.75, 0.90, 0.99];

/// Bits of a half below its bin: seven of the fraction remain, so a bin is less than 0.8 % wide.
const DROPPED: u32 = 3;
/// Bins of one sign: 128 for each exponent of a half, infinity and NaN included.
const BINS: usize = 32 * 128;
/// Bins of the finite halves of one sign.
const FINITE: usize = 31 * 128;

/// Counters of each bin that neighbouring samples take in turn: they often lie in one bin, and a counter takes its time.
const TURNS: usize = 2;

/// How many samples lie in each of a fixed set of bins: two of them join exactly.
///
/// A bin is the sign, the exponent and the upper fraction of a half. A 32-bit sample goes to the bin of its own exponent and
/// fraction; below the smallest normal half, 2⁻¹⁴, to that of zero, and above the largest to that one's. Counters wrap past 2³²,
/// eight times what a picture of 16k × 16k gives them.
#[derive(Debug, Clone)]
pub(super) struct Histogram(Vec<[u32; TURNS]>);

impl Default for Histogram {
    fn default() -> Self {
        Self(vec![[0; TURNS]; 2 * BINS])
    }
}

impl PartialEq for Histogram {
    fn eq(&self, other: &Self) -> bool {
        self.counts().eq(other.counts())
    }
}

impl Histogram {
    /// Counts the samples of a run.
    pub(super) fn add(&mut self, kind: SampleType, run: &[u8]) {
        match kind {
            SampleType::Half => self.each(run, |bytes| usize::from(u16::from_le_bytes(bytes) >> DROPPED)),
            SampleType::Float => self.each(run, |bytes| bin(f32::from_le_bytes(bytes))),
            SampleType::Uint => self.each(run, |bytes| bin(u32::from_le_bytes(bytes) as f32)),
            SampleType::U8 => self.each(run, |[byte]| bin(f32::from(byte) / 255.0)),
            SampleType::U16 => self.each(run, |bytes| bin(f32::from(u16::from_le_bytes(bytes)) / 65535.0)),
        }
    }

    #[inline]
    fn each<const N: usize>(&mut self, run: &[u8], bin: impl Fn([u8; N]) -> usize) {
        let (samples, _) = run.as_chunks::<N>();
        let (turns, rest) = samples.as_chunks::<TURNS>();
        for turn in turns.iter().map(<[_; TURNS]>::as_slice).chain([rest]) {
            for (at, bytes) in turn.iter().enumerate() {
                self.count(bin(*bytes), at, 1);
            }
        }
    }

    /// Counts so many samples of one finite value.
    pub(super) fn add_equal(&mut self, value: f32, count: u32) {
        self.count(bin(value), 0, count);
    }

    #[inline]
    fn count(&mut self, bin: usize, turn: usize, count: u32) {
        if let Some(counter) = self.0.get_mut(bin).and_then(|turns| turns.get_mut(turn)) {
            *counter = counter.wrapping_add(count);
        }
    }

    /// Joins the counts of other samples.
    pub(super) fn join(&mut self, other: &Self) {
        for (counter, other) in self.0.as_flattened_mut().iter_mut().zip(other.0.as_flattened()) {
            *counter = counter.wrapping_add(*other);
        }
    }

    /// The count of each bin.
    fn counts(&self) -> impl DoubleEndedIterator<Item = u64> + ExactSizeIterator {
        self.0.iter().map(|turns| turns.iter().copied().map(u64::from).sum())
    }

    /// The values below which the [`SHARES`] of the finite samples lie, interpolated inside their bins; `None` without such samples.
    pub(super) fn quantiles(&self) -> Option<[f32; 7]> {
        let total: u64 = self.ascending().map(|(_, count)| count).sum();
        let last = total.checked_sub(1)? as f64;
        let mut bins = self.ascending();
        let (mut before, mut bin) = (0.0, bins.next()?);
        // The shares ascend, so one way through the bins serves all.
        Some(SHARES.map(|share| {
            let rank = share * last;
            while rank >= before + bin.1 as f64
                && let Some(next) = bins.next()
            {
                before += bin.1 as f64;
                bin = next;
            }
            let ([low, high], count) = bin;
            (low + (high - low) * (rank - before + 0.5) / count as f64) as f32
        }))
    }

    /// Edges and count of each bin that holds finite samples, from the smallest value up.
    fn ascending(&self) -> impl Iterator<Item = ([f64; 2], u64)> {
        let negative = self.counts().skip(BINS).take(FINITE).enumerate().rev();
        let positive = self.counts().take(FINITE).enumerate();
        let negative = negative.filter(|(_, count)| *count > 0).map(|(bin, count)| (edges(bin).map(|edge| -edge), count));
        let positive = positive.filter(|(_, count)| *count > 0).map(|(bin, count)| (edges(bin), count));
        negative.map(|([high, low], count)| ([low, high], count)).chain(positive)
    }
}

/// The bin of a 32-bit sample; past the last one when it is not finite.
fn bin(value: f32) -> usize {
    /// Difference of the exponents' biases, in bins.
    const REBASE: u32 = (127 - 15) << 7;
    if !value.is_finite() {
        return usize::MAX;
    }
    let magnitude = ((value.to_bits() & 0x7FFF_FFFF) >> 16).saturating_sub(REBASE) as usize;
    let magnitude = if magnitude < 128 { 0 } else { magnitude.min(FINITE - 1) };
    if value.is_sign_negative() { BINS + magnitude } else { magnitude }
}

/// Where a bin of positive values begins and ends; that of zero is a point.
fn edges(bin: usize) -> [f64; 2] {
    let edge = |bin: usize| {
        let (exponent, fraction) = (bin as u64 >> 7, bin as u64 & 127);
        let smallest = f64::from_bits((1023 - 14) << 52);
        if exponent == 0 { fraction as f64 / 128.0 * smallest } else { f64::from_bits((exponent + 1023 - 15) << 52 | fraction << 45) }
    };
    if bin == 0 { [0.0; 2] } else { [edge(bin), edge(bin + 1)] }
}

#[cfg(test)]
mod tests {
    use half::f16;

    use super::*;

    fn bytes(kind: SampleType, values: &[f32]) -> Vec<u8> {
        match kind {
            SampleType::Half => values.iter().flat_map(|&value| f16::from_f32(value).to_le_bytes()).collect(),
            SampleType::Float => values.iter().flat_map(|value| value.to_le_bytes()).collect(),
            SampleType::Uint => values.iter().flat_map(|&value| (value as u32).to_le_bytes()).collect(),
            SampleType::U8 => values.iter().map(|&value| (value * 255.0).round() as u8).collect(),
            SampleType::U16 => values.iter().flat_map(|&value| ((value * 65535.0).round() as u16).to_le_bytes()).collect(),
        }
    }

    fn of(kind: SampleType, values: &[f32]) -> Option<[f32; 7]> {
        let mut histogram = Histogram::default();
        histogram.add(kind, &bytes(kind, values));
        histogram.quantiles()
    }

    #[test]
    fn a_ramp_has_its_shares() {
        let ramp: Vec<f32> = (0..=1000).map(|i| i as f32 / 100.0 - 5.0).collect();
        for kind in [SampleType::Half, SampleType::Float] {
            for (quantile, expect) in of(kind, &ramp).unwrap().into_iter().zip([-4.9, -4.0, -2.5, 0.0, 2.5, 4.0, 4.9]) {
                assert!((quantile - expect).abs() <= 0.02, "{quantile} for {expect}");
            }
        }
    }

    #[test]
    fn a_bin_is_less_than_a_hundredth_wide_down_to_where_it_counts_as_zero() {
        for (kind, values) in [
            (SampleType::Half, [6.2e-5, 1e-3, 0.18, 1.0, 65504.0]),
            (SampleType::Float, [6.2e-5, 1e-3, 0.18, 1.0, 65500.0]),
            (SampleType::Uint, [1.0, 2.0, 3.0, 1000.0, 65000.0]),
        ] {
            for value in values {
                let median = of(kind, &[value]).unwrap()[3];
                assert!((median / value - 1.0).abs() < 0.008, "{median} for {value}");
            }
        }
        assert_eq!(of(SampleType::Half, &[4e-7, -4e-7]), Some([0.0; 7]));
        assert!((of(SampleType::Half, &[-5e-6]).unwrap()[3] + 5e-6).abs() < 3e-7);
        assert_eq!(of(SampleType::Float, &[6e-5, -6e-5, 3e-5]), Some([0.0; 7]));
    }

    #[test]
    fn only_finite_samples_count() {
        let mixed = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY];
        for kind in [SampleType::Half, SampleType::Float] {
            assert_eq!(of(kind, &mixed), None);
            assert_eq!(of(kind, &[&[-0.0, 0.0], &mixed[..]].concat()), Some([0.0; 7]));
        }
        let far = of(SampleType::Float, &[-1e30, 1e30, 1e30]).unwrap();
        assert!(far[0] < -65000.0 && far[6] > 65000.0, "{far:?}");
    }

    #[test]
    fn equal_samples_count_like_each_of_them() {
        for value in [0.0, 1.0, -0.18, 65504.0] {
            let mut histogram = Histogram::default();
            histogram.add_equal(value, 1000);
            let mut each = Histogram::default();
            each.add(SampleType::Half, &bytes(SampleType::Half, &[value; 1000]));
            assert_eq!(histogram, each);
        }
    }

    #[test]
    fn joined_counts_are_those_of_the_whole() {
        let values: Vec<f32> = (0..500).map(|i| (i as f32 - 100.0).powi(3) / 999.0).collect();
        let counted = |values: &[f32]| {
            let mut histogram = Histogram::default();
            histogram.add(SampleType::Float, &bytes(SampleType::Float, values));
            histogram
        };
        let mut joined = Histogram::default();
        values.chunks(99).for_each(|part| joined.join(&counted(part)));
        assert_eq!(joined, counted(&values));
    }
}
