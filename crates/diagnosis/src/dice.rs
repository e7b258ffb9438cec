//! Chance that a seed repeats.

/// A small deterministic generator (splitmix64): the same seed gives the same faults for ever.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Dice of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed ^ 0x5EED_0FE7_AB11)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number in `low..high`; `low` when the range is empty.
    pub fn range(&mut self, low: u64, high: u64) -> u64 {
        let span = high.saturating_sub(low);
        if span == 0 { low } else { low + self.bits() % span }
    }

    /// A real number in [0, 1).
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// One of several; `None` of none.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.range(0, from.len() as u64) as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn a_seed_repeats_and_another_differs() {
        let roll = |seed| Dice::new(seed).range(0, 1 << 40);
        assert_eq!(roll(1), roll(1));
        assert_ne!(roll(1), roll(2));
    }

    /// The first numbers of splitmix64 from a state of 0.
    #[test]
    fn faults_made_before_are_made_again() {
        let mut dice = Dice::new(0x5EED_0FE7_AB11);
        assert_eq!([dice.bits(), dice.bits(), dice.bits()], [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F]);
    }

    #[test]
    fn real_numbers_spread_over_their_range() {
        let mut dice = Dice::new(3);
        let rolls: Vec<f64> = (0..400).map(|_| dice.unit()).collect();
        assert!(rolls.iter().all(|x| (0.0..1.0).contains(x)));
        assert!([0.25, 0.5, 0.75].iter().all(|cut| (0.2..0.8).contains(&(rolls.iter().filter(|x| *x < cut).count() as f64 / 400.0))));
    }

    #[test]
    fn a_range_is_kept() {
        let mut dice = Dice::new(7);
        let rolls: Vec<u64> = (0..200).map(|_| dice.range(3, 6)).collect();
        assert!([3, 4, 5].iter().all(|n| rolls.contains(n)) && rolls.iter().all(|n| (3..6).contains(n)));
        assert_eq!(dice.range(9, 9), 9);
    }
}
