//! `etabli version`.

use clap::Args;

use super::print;
use crate::problem::Outcome;

/// Show the version
#[derive(Debug, Args)]
pub(crate) struct Arguments {}

pub(crate) fn run(_: &Arguments) -> Outcome {
    print(|out| writeln!(out, "etabli {}", env!("CARGO_PKG_VERSION")))
}
