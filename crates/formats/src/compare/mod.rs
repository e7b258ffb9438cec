//! Two pictures compared sample by sample, whatever their formats. Outside its data window a picture is zero, as every application
//! shows it.

mod delta;
mod heat;
mod held;
mod mask;
mod measure;
mod side;
mod tally;

use serde::{Deserialize, Serialize};

pub use delta::{ChannelDelta, Largest, Turned};
pub use heat::Heat;
pub use mask::Changed;
pub use side::{Header, Side};

use crate::exr::{Box2i, Scratch};
use crate::{Budget, Stop};
use tally::Tally;

/// How far two samples may lie apart and count as the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Tolerance {
    /// In the unit of the samples; integers count as 0 to 1.
    pub absolute: f32,
    /// As a share of the larger of the two magnitudes; the larger of both tolerances holds.
    pub relative: f32,
}

/// What is compared with what.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// Part and channel before, part and channel after.
    pub pairs: Vec<[(u32, u32); 2]>,
    /// What counts as the same.
    pub tolerance: Tolerance,
    /// Boxes in OpenEXR pixel space within which pixels may change; `None` when nobody asks.
    pub inside: Option<Vec<Box2i>>,
    /// Most pixels on a side of a picture of the differences, when one is wanted.
    pub heat: Option<u32>,
}

/// How two pictures differ.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Compared {
    /// Each pair of the plan, in its order.
    pub channels: Vec<ChannelDelta>,
    /// Pixels in which some sample differs, or that only one side has.
    pub changed: Changed,
    /// Those of them outside the boxes of the plan; the same as all when nobody asked.
    pub outside: Changed,
    /// Pixels that could be read after and not before, and the other way round.
    pub alone: [u64; 2],
    /// Pieces of the picture that could be read on neither side.
    pub neither: u64,
    /// A picture of the differences, when it was wanted and there are some.
    pub heat: Option<Heat>,
}

/// Compares the planned channels of two pictures.
///
/// # Errors
/// [`Stop::Io`] when a source cannot be read, [`Stop::Budget`] when a file asks for more than the budget.
pub fn compare(before: &Side, after: &Side, plan: &Plan, budget: &Budget, scratch: &mut [Scratch; 2]) -> Result<Compared, Stop> {
    let mut tally = Tally::new(plan, before.window().joined(&after.window()));
    let mut parts: Vec<[u32; 2]> = plan.pairs.iter().map(|pair| pair.map(|(part, _)| part)).collect();
    parts.sort_unstable();
    parts.dedup();
    for parts in parts {
        tally.turn_to(parts);
        match before.abreast(after, parts) {
            Some([one, two]) => one.each(&two, budget, scratch, &mut |beside| tally.beside(&beside))?,
            None => held::compare(before, after, parts, budget, scratch, &mut tally)?,
        }
    }
    Ok(tally.finish())
}

impl Box2i {
    /// The smallest box around both; one that is inside out adds nothing.
    #[must_use]
    pub fn joined(&self, other: &Self) -> Self {
        let is_empty = |window: &Self| window.width() == 0 || window.height() == 0;
        match (is_empty(self), is_empty(other)) {
            (true, _) => *other,
            (_, true) => *self,
            _ => Self {
                min: [self.min[0].min(other.min[0]), self.min[1].min(other.min[1])],
                max: [self.max[0].max(other.max[0]), self.max[1].max(other.max[1])],
            },
        }
    }

    /// Whether a pixel lies in it.
    pub fn holds(&self, [x, y]: [i32; 2]) -> bool {
        (self.min[0]..=self.max[0]).contains(&x) && (self.min[1]..=self.max[1]).contains(&y)
    }
}
