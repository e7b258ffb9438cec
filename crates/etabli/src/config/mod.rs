//! `etabli.toml`: found upwards from a folder, checked, merged.
//!
//! The nearest file wins over its parents and over the user's own; the command line wins over all. Tables merge, arrays
//! replace, `root = true` stops the search. Globs are relative to the folder of the file that declares them.

mod cascade;
mod judge;
mod keys;
mod read;
mod sidecar;

pub(crate) use cascade::{Cascade, Overrides};
pub(crate) use keys::sample;

/// Name of the file.
pub(crate) const NAME: &str = "etabli.toml";
