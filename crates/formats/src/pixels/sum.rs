//! A sum that does not depend on the order of its terms.

/// Exponent of the lowest bit kept: that of the smallest 32-bit float.
const LOWEST: i32 = -149;
/// That bit's value.
const UNIT: f64 = f64::from_bits(((1023 + LOWEST) as u64) << 52);
/// One limb's worth, 2⁶⁴.
const LIMB: f64 = 18_446_744_073_709_551_616.0;

/// A fixed-point number wide enough for any sum of 2⁴⁰ 32-bit floats, in two's complement, lowest limb first.
///
/// Partial sums of floats depend on where a file was cut; added here, they give the same bits however it was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sum([u64; 5]);

impl Sum {
    /// Adds a finite number that is a multiple of the smallest 32-bit float, as every sum of such floats is.
    pub(super) fn add(&mut self, term: f64) {
        let bits = term.to_bits();
        let biased = (bits >> 52 & 0x7FF) as i32;
        let fraction = bits & ((1 << 52) - 1) | u64::from(biased > 0) << 52;
        // The fraction's lowest bit stands for 2^(biased - 1075).
        let shift = biased.max(1) - 1075 - LOWEST;
        let (fraction, shift) =
            if shift < 0 { (fraction.unbounded_shr(shift.unsigned_abs()), 0) } else { (fraction, shift.unsigned_abs()) };
        let wide = u128::from(fraction) << (shift % 64);
        let mut magnitude = Self::default();
        for (limb, part) in magnitude.0.iter_mut().skip((shift / 64) as usize).zip([wide as u64, (wide >> 64) as u64]) {
            *limb = part;
        }
        self.join(&if term < 0.0 { magnitude.negated() } else { magnitude });
    }

    /// Adds another sum.
    pub(super) fn join(&mut self, other: &Self) {
        let mut carry = false;
        for (limb, term) in self.0.iter_mut().zip(other.0) {
            (*limb, carry) = limb.carrying_add(term, carry);
        }
    }

    /// The nearest double, within one unit of its last place.
    pub(super) fn value(&self) -> f64 {
        let negative = self.0.last().is_some_and(|limb| limb >> 63 == 1);
        let magnitude = if negative { self.negated() } else { *self };
        let value = magnitude.0.iter().rev().fold(0.0, |value, limb| value * LIMB + *limb as f64) * UNIT;
        if negative { -value } else { value }
    }

    fn negated(&self) -> Self {
        let mut inverse = Self(self.0.map(|limb| !limb));
        inverse.join(&Self([1, 0, 0, 0, 0]));
        inverse
    }
}

#[cfg(test)]
mod tests {
    use super::Sum;

    fn of<'a>(terms: impl IntoIterator<Item = &'a f64>) -> Sum {
        let mut sum = Sum::default();
        for &term in terms {
            sum.add(term);
        }
        sum
    }

    #[track_caller]
    fn check(terms: &[f64], expect: f64) {
        assert_eq!(of(terms).value().to_bits(), expect.to_bits(), "{terms:?}");
        assert_eq!(of(terms.iter().rev()), of(terms));
    }

    #[test]
    fn every_magnitude_of_a_float_is_kept() {
        for term in [0.0, 1.0, -1.5, 65504.0, f64::from(f32::MAX), f64::from(f32::MIN), f64::from(f32::from_bits(1)), 2f64.powi(-149) * 3.0]
        {
            check(&[term], term);
        }
        check(&[1e9 * f64::from(f32::MAX)], 1e9 * f64::from(f32::MAX));
    }

    #[test]
    fn what_floats_would_lose_stays() {
        let (huge, small) = (f64::from(f32::MAX), 2f64.powi(-140));
        check(&[huge, small, -huge], small);
        check(&[small, -huge, huge, -2.0 * small], -small);
        check(&[0.1f32.into(), 0.2f32.into(), (-0.1f32).into()], 0.2f32.into());
    }

    #[test]
    fn parts_join_to_the_whole() {
        let terms: Vec<f64> = (0..100).map(|i| f64::from((i as f32 - 40.3) * 10f32.powi(i % 30))).collect();
        let mut joined = Sum::default();
        for part in terms.chunks(7) {
            joined.join(&of(part));
        }
        assert_eq!(joined, of(&terms));
    }
}
