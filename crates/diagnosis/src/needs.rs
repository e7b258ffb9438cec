//! What a detector wants to know, so that one pass computes no more than somebody asked for.

use std::ops::BitOr;

use serde::{Deserialize, Serialize};

/// A set of facts that a detector judges.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Needs(u8);

impl Needs {
    /// Names, sizes and rights: nothing is opened.
    pub const ENTRY: Self = Self(0);
    /// Headers, tables and leaders.
    pub const STRUCTURE: Self = Self(0b1);
    /// Every pixel decoded; per channel: NaN, infinities, minimum, maximum, mean.
    pub const STATS: Self = Self(0b11);
    /// Quantiles of the colour and alpha layers.
    pub const LEVELS: Self = Self(0b111);
    /// Which 16 × 16 cells of the colour and alpha layers are empty.
    pub const CELLS: Self = Self(0b1011);
    /// How many pixels wear the missing-texture colour.
    pub const COLOURS: Self = Self(0b1_0011);

    /// Whether everything in `other` is in this set.
    pub fn holds(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether pixels are decoded for it.
    pub fn pixels(self) -> bool {
        self.holds(Self::STATS)
    }
}

impl BitOr for Needs {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Needs;

    #[test]
    fn pixels_bring_the_structure() {
        assert!(Needs::CELLS.holds(Needs::STRUCTURE));
        assert!(Needs::CELLS.pixels() && !Needs::STRUCTURE.pixels());
        assert!(!Needs::CELLS.holds(Needs::LEVELS));
        assert!((Needs::CELLS | Needs::LEVELS).holds(Needs::LEVELS));
    }
}
