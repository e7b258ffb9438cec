//! What the pixels of a file hold: counted, never judged.

mod cells;
mod colour;
mod pass;
mod quantiles;
mod sum;

use etabli_kernels::Stats;
use serde::{Deserialize, Serialize};

pub use cells::{CELL, Cells};
pub use colour::Colours;
pub(super) use colour::is_magenta;
pub use pass::survey;
pub(super) use pass::{floats_of, run_of};
pub use quantiles::SHARES;

use super::{Defect, Structure};
use quantiles::Histogram;
use sum::Sum;

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
    /// Samples read: fewer than the data window holds when chunks are gone or do not decode.
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

/// The counts of some chunks of a file, to be joined in the order of the chunks.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    parts: Vec<Vec<ChannelTally>>,
    colours: Vec<Colours>,
    defects: Vec<Defect>,
}

#[derive(Debug, Clone, PartialEq)]
struct ChannelTally {
    samples: u64,
    /// Counts and bounds of all chunks, sum of the one that is being read.
    stats: Stats,
    /// Those of the last run.
    run: Stats,
    sum: Sum,
    levels: Option<Histogram>,
    cells: Option<Cells>,
}

impl Tally {
    /// Nothing counted yet; `held` is the most pixels that the file could hold, whatever its header claims.
    fn new(structure: &Structure, plan: &Plan, held: u64) -> Self {
        let part = |(part, index): (&super::Part, u32)| {
            let window = &part.data_window;
            let fits = window.width().saturating_mul(window.height()) <= held;
            let channel = |(_, channel)| ChannelTally {
                samples: 0,
                stats: Stats::NONE,
                run: Stats::NONE,
                sum: Sum::default(),
                levels: plan.levels.contains(&(index, channel)).then(Histogram::default),
                cells: (fits && plan.cells.contains(&(index, channel))).then(|| Cells::unmarked(window.width(), window.height())),
            };
            part.channels.iter().zip(0..).map(channel).collect()
        };
        let colour = |&(part, channels): &(u32, [u32; 3])| Colours { part, channels, sampled: 0, magenta: 0 };
        Self {
            parts: structure.parts.iter().zip(0..).map(part).collect(),
            colours: plan.colours.iter().map(colour).collect(),
            defects: Vec::new(),
        }
    }

    /// Joins the counts of the chunks that follow: the same bits wherever the chunks were split.
    pub fn merge(&mut self, later: Self) {
        for (ours, later) in self.parts.iter_mut().flatten().zip(later.parts.iter().flatten()) {
            ours.join(later);
        }
        for (ours, later) in self.colours.iter_mut().zip(&later.colours) {
            ours.sampled += later.sampled;
            ours.magenta += later.magenta;
        }
        self.defects.extend(later.defects);
    }

    /// Makes figures of the counts.
    pub fn finish(self) -> Survey {
        let parts = self.parts.into_iter().map(|part| PartStats { channels: part.into_iter().map(ChannelTally::finish).collect() });
        Survey { parts: parts.collect(), colours: self.colours, defects: self.defects }
    }
}

impl ChannelTally {
    /// Moves the sum of a chunk to where order does not matter.
    fn end_chunk(&mut self) {
        self.sum.add(std::mem::take(&mut self.stats.sum));
    }

    fn join(&mut self, later: &Self) {
        self.samples += later.samples;
        self.stats.add(&later.stats);
        self.sum.join(&later.sum);
        if let (Some(ours), Some(later)) = (&mut self.levels, &later.levels) {
            ours.join(later);
        }
        if let (Some(ours), Some(later)) = (&mut self.cells, &later.cells) {
            ours.join(later);
        }
    }

    fn finish(self) -> ChannelStats {
        let Stats { nan, positive_infinite, negative_infinite, min, max, .. } = self.stats;
        let within = |value: f32| value.max(min as f32).min(max as f32);
        ChannelStats {
            samples: self.samples,
            nan,
            positive_infinite,
            negative_infinite,
            min,
            max,
            sum: self.sum.value(),
            quantiles: self.levels.and_then(|levels| levels.quantiles()).map(|values| values.map(within)),
            cells: self.cells.map(Cells::finish),
        }
    }
}
