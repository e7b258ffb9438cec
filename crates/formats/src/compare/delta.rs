//! How one channel differs.

use serde::{Deserialize, Serialize};

use crate::exr::Box2i;

/// How one channel differs from its like on the other side.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ChannelDelta {
    /// Samples compared.
    pub samples: u64,
    /// Those that differ by more than is tolerated.
    pub differing: u64,
    /// Sum of the absolute differences between finite samples, the tolerated ones included.
    pub sum: f64,
    /// Sum of their squares.
    pub squares: f64,
    /// The largest difference between finite samples that is not tolerated.
    pub largest: Option<Largest>,
    /// Samples that became, or were, not a number.
    pub nan: Turned,
    /// Samples that became, or were, infinite (or infinite the other way).
    pub infinite: Turned,
    /// Smallest box around what differs, in OpenEXR pixel space.
    pub bbox: Option<Box2i>,
}

/// The largest difference, and where.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Largest {
    /// Absolute.
    pub difference: f64,
    /// The first pixel that has it, in the order of the file.
    pub pixel: [i32; 2],
    /// What stood there before and after.
    pub values: [f64; 2],
}

/// Samples that turned into something, and back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turned {
    /// Only after.
    pub appeared: u64,
    /// Only before.
    pub vanished: u64,
}

impl ChannelDelta {
    /// Mean absolute difference.
    pub fn mean(&self) -> f64 {
        if self.samples == 0 { 0.0 } else { self.sum / self.samples as f64 }
    }

    /// Peak signal-to-noise ratio for a peak of 1, in decibels; `None` when there is no difference at all.
    pub fn psnr(&self) -> Option<f64> {
        let mean = self.squares / self.samples as f64;
        (self.squares > 0.0 && self.samples > 0).then(|| -10.0 * mean.log10())
    }

    /// Widens the box.
    pub(super) fn reach(&mut self, [first, last]: [i32; 2], y: i32) {
        let own = Box2i { min: [first, y], max: [last, y] };
        self.bbox = Some(self.bbox.map_or(own, |bbox| bbox.joined(&own)));
    }
}
