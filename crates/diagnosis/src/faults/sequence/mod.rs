//! Frame sequences as a whole.

use crate::sequence::{density, step};
use crate::{Fault, Series};

mod channel_change;
mod colour_space_change;
mod duplicate_frame;
mod encoding_change;
mod fixing;
mod layout;
mod majority;
mod missing_frame;
mod mixed_source;
mod range_mismatch;
mod resolution_change;
mod size_outlier;
mod sources;
mod timecode;
mod timecode_mismatch;
mod twins;
mod view_mismatch;
mod window_change;
mod windows;

/// The room's faults, in code order.
pub static FAULTS: &[&Fault] = &[
    &missing_frame::FAULT,
    &duplicate_frame::FAULT,
    &resolution_change::FAULT,
    &channel_change::FAULT,
    &encoding_change::FAULT,
    &window_change::FAULT,
    &range_mismatch::FAULT,
    &size_outlier::FAULT,
    &mixed_source::FAULT,
    &timecode_mismatch::FAULT,
    &view_mismatch::FAULT,
    &colour_space_change::FAULT,
];

/// First and last frame, those of stray names included: they are there, under another name.
fn ends(series: &Series) -> Option<(i64, i64)> {
    let frames = || series.frames.iter().map(|&(frame, _)| frame).chain(series.names.strays.iter().map(|s| s.frame));
    Some((frames().min()?, frames().max()?))
}

/// Frames further apart are chosen to look at, not rendered to be played.
const LARGEST_STEP: i64 = 4;
/// Fewer of its frames than this share, and a sequence is a test.
const SPARSE: f64 = 0.5;

/// Whether a sequence is a test of a few spread frames.
fn is_test(series: &Series) -> bool {
    step(&series.names).is_some_and(|step| step > LARGEST_STEP) || density(&series.names) < SPARSE
}
