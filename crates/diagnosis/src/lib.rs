//! What can be wrong, how it is found, said, fixed and made; from findings to a cause.
//!
//! This room is pure: no IO, no clock, no thread. Files come in as [`Facts`], trees through [`Tree`], and what a pass could
//! not keep is asked through [`Looker`].
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod baseline;
pub mod causes;
mod check;
pub mod compare;
pub mod config;
mod content;
mod context;
mod day;
pub mod declared;
pub mod delivery;
mod dice;
mod entry;
mod examine;
mod example;
mod facts;
mod fault;
pub mod faults;
mod finding;
mod fingerprint;
mod fix;
mod folder;
pub mod healthy;
mod inject;
pub mod layers;
mod needs;
mod patch;
mod picture;
mod pixels;
pub mod sequence;
mod stills;
mod tree;
mod view;
mod words;

pub use baseline::{Baseline, Known};
pub use check::{check, check_with, codes, read_entry};
pub use config::Config;
pub use content::Content;
pub use context::{Context, Looker};
pub use day::Day;
pub use dice::Dice;
pub use entry::{Entry, EntryKind, Resolves};
pub use etabli_formats::Piece;
pub use examine::{Level, Selection, Verdict, examine, judge, may_be_unfinished};
pub use example::example;
pub use facts::{ExrFacts, Facts, Failure, Reading, Split, first_bytes, look, read, read_from};
pub use fault::{Detect, Fault, Severity, Text, Words};
pub use finding::{At, Finding, Findings, Phrase, Value};
pub use fingerprint::{Facet, facets, fingerprint, shape};
pub use fix::{Change, Cure, Fix, Plan, Repair, Sentence, Subject};
pub use folder::{File, Folder, Series};
pub use inject::{Declined, Frame, Healthy, Inject, Made, Place, Site};
pub use needs::Needs;
pub use patch::{Patch, Step};
pub use picture::{Part, Picture};
pub use stills::StillFacts;
pub use tree::{MemoryTree, Node, Tree, join};
pub use view::{View, view};
pub use words::{Lang, advice, artist, render, typeset};
