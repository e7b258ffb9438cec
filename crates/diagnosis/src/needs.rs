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
    /// The data of pictures other than OpenEXR checked (sums, codes, padding), at the level of pixels; their structure alone below it.
    pub const DATA: Self = Self(0b10_0001);
    /// Every pixel decoded; per channel: NaN, infinities, minimum, maximum, mean.
    pub const STATS: Self = Self(0b10_0011);
    /// Quantiles of the colour and alpha layers.
    pub const LEVELS: Self = Self(0b10_0111);
    /// Which 16 × 16 cells of the colour and alpha layers are empty.
    pub const CELLS: Self = Self(0b10_1011);
    /// How many pixels wear the missing-texture colour.
    pub const COLOURS: Self = Self(0b11_0011);

    /// Whether everything in `other` is in this set.
    pub fn holds(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// What of it is known without a look at data or pixels.
    pub(crate) fn structure(self) -> Self {
        Self(self.0 & Self::STRUCTURE.0)
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
        assert!(Needs::STATS.holds(Needs::DATA) && !Needs::DATA.pixels());
        assert_eq!((Needs::DATA.structure(), Needs::ENTRY.structure()), (Needs::STRUCTURE, Needs::ENTRY));
        assert!((Needs::CELLS | Needs::LEVELS).holds(Needs::LEVELS));
    }
}
