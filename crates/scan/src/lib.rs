//! Walking, the confined reader, the facts cache, patches on disk. This room judges nothing.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod apply;
mod cache;
mod child;
mod compare;
mod confine;
mod delivery;
mod disk;
mod fix;
mod hand;
mod journal;
mod nearby;
mod pace;
mod protocol;
mod reader;
mod refusal;
mod report;
mod salvage;
mod scan;
mod scope;
mod trash;
mod undo;
mod views;
mod walk;
mod watch;
mod witness;

pub use apply::{Order, apply};
pub use cache::{Cache, cache_home};
pub use child::run as run_child;
pub use compare::{Absent, Compared, Comparing, Differences, Frame, Sequence, Shown, ZoneOf, compare, views as compared_views};
pub use confine::{Confinement, probe as probe_confinement};
pub use delivery::{NewSeal, Sealed, Style, Unsealed, Verifying, Volume, seal, verify};
pub use disk::{DiskSource, DiskTree};
pub use fix::{FixOrder, FixOutcome, Fixing, fix, plan_fixes};
pub use reader::CHILD_ARGUMENT;
pub use refusal::{Obstacle, Refusal};
pub use report::{Report, SequenceLine, Summary, Unchecked, Why};
pub use salvage::salvage;
pub use scan::{Options, Progress, scan, scan_files};
pub use scope::Scope;
pub use trash::{Run, runs};
pub use undo::{Undone, undo};
pub use views::views;
pub use walk::{Collected, Stats, collect, collect_files};
