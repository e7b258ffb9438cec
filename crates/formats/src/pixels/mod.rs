//! What the pixels of a file hold, whatever its format: counted, never judged; and questions about them answered.

mod cells;
mod chroma;
mod colour;
mod integers;
mod line;
mod look;
mod places;
mod quantiles;
mod sum;
mod tally;

use serde::{Deserialize, Serialize};

pub use cells::{CELL, Cells};
pub use colour::Colours;
pub(crate) use line::{Line, Lines, judged};
pub use look::{Answer, Ask, LISTED, Spot, Test, WINDOW};
pub(crate) use look::{answer, distinct, spots};
pub use quantiles::SHARES;
pub use tally::Tally;

use crate::exr::Defect;

/// Quantiles and colours look at one line in so many, counted from the data window's first.
pub const STEP: u64 = 8;

/// What to count besides the statistics that every channel gets. Parts and channels are counted from 0; what is not there is not counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Part and channel whose quantiles are wanted.
    pub levels: Vec<(u32, u32)>,
    /// Part and channel whose occupied cells are wanted.
    pub cells: Vec<(u32, u32)>,
    /// Part and its red, green and blue channels, to be searched for the missing-texture colour.
    pub colours: Vec<(u32, [u32; 3])>,
}

/// What the pixels of a file hold.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Survey {
    /// Each part, in file order.
    pub parts: Vec<PartStats>,
    /// The colours planned, in their order.
    pub colours: Vec<Colours>,
    /// Chunks that do not decode, those of smaller levels included, in the order of the chunks.
    pub defects: Vec<Defect>,
}

/// What the pixels of one part hold.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PartStats {
    /// Each channel, in file order.
    pub channels: Vec<ChannelStats>,
}

/// What one channel holds at full resolution.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChannelStats {
    /// Samples read: fewer than the data window holds when chunks are gone or do not decode; in a deep part those of all pixels.
    pub samples: u64,
    /// Samples that are not a number.
    pub nan: u64,
    /// Samples of +∞.
    pub positive_infinite: u64,
    /// Samples of −∞.
    pub negative_infinite: u64,
    /// Smallest finite sample, +∞ when there is none.
    pub min: f64,
    /// Largest finite sample, −∞ when there is none.
    pub max: f64,
    /// Sum of the finite samples.
    pub sum: f64,
    /// Values below which the [`SHARES`] of the finite samples of every [`STEP`]th line lie, within 0.8 % and within the channel's own
    /// bounds (what is under 5e-7, or 6e-5 in a 32-bit channel, counts as 0, what is over 65 504 as that much); when planned, and when
    /// there are such samples.
    pub quantiles: Option<[f32; 7]>,
    /// Which 16 × 16 cells hold something, when planned.
    pub cells: Option<Cells>,
}

impl ChannelStats {
    /// Finite samples.
    pub fn finite(&self) -> u64 {
        self.samples - self.nan - self.positive_infinite - self.negative_infinite
    }

    /// Mean of the finite samples.
    pub fn mean(&self) -> Option<f64> {
        let count = self.finite();
        (count > 0).then(|| self.sum / count as f64)
    }
}
