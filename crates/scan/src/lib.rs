//! Walking, the confined reader, the facts cache, patches on disk. This room judges nothing.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod cache;
mod child;
mod confine;
mod disk;
mod protocol;
mod reader;
mod report;
mod scan;
mod walk;

pub use cache::{Cache, cache_home};
pub use child::run as run_child;
pub use confine::{Confinement, probe as probe_confinement};
pub use disk::{DiskSource, DiskTree};
pub use report::{Report, SequenceLine, Summary, Unchecked, Why};
pub use scan::{Options, Progress, scan};
pub use reader::CHILD_ARGUMENT;
pub use walk::{Collected, collect};
