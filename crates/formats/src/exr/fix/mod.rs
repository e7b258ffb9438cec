//! New content for a file with a defect, as pieces of the old: nothing that is right is written again.
//!
//! Each function looks only at what [`read`](super::read) gave. Whether the result is sound is for the caller to read.

mod header;
mod leader;
mod salvage;
mod samples;
mod table;

/// A range of the file, and what takes its place.
type Edit = (std::ops::Range<u64>, Vec<u8>);

pub use header::{HeaderEdit, edit_header, rename_channels};
pub use leader::correct_leaders;
pub use salvage::{Kept, LOST_LINES, Lost, salvage};
pub use samples::{NewSample, replace_samples};
pub use table::rebuild_table;
