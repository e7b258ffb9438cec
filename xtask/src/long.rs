//! `cargo xtask long`: what must hold before an issue is closed.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::shell::{cargo, every, run as shell_run};
use crate::{bench, corpus, fuzz, mutants, test, tools};

/// What the long run covers; each part runs even when one before it failed.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Seeds of each fault and variant in the contract test
    #[arg(long, default_value_t = 200)]
    seeds: u32,
    /// Minutes for each fuzz target; by default 10 for the heart and 5 for the others
    #[arg(long)]
    fuzz_minutes: Option<u64>,
    /// Mutants to try
    #[arg(long, default_value_t = 200)]
    mutants: usize,
    /// A corpus with its MANIFEST.tsv; without one, that part is left out
    #[arg(long, value_name = "DIR")]
    corpus: Option<PathBuf>,
}

pub(crate) fn run(root: &Path, options: &Options) -> Result<()> {
    tools::ensure(root, &[&tools::NEXTEST])?;
    let fuzzing = fuzz::Options { minutes: options.fuzz_minutes, target: None };
    let mutation = mutants::Options { count: options.mutants, seed: 1, least: 90 };
    let corpus = |root: &Path| {
        let Some(folder) = &options.corpus else {
            println!("   none given: `--corpus DIR` names one");
            return Ok(());
        };
        corpus::run(root, &corpus::Options::whole(folder))
    };
    every(
        root,
        &[
            ("contract", &|root| many_seeds(root, options.seeds)),
            ("fuzz", &|root| fuzz::run(root, &fuzzing)),
            ("mutants", &|root| mutants::run(root, &mutation)),
            ("corpus", &corpus),
            ("bench", &|root| bench::run(root, &bench::Options::gate())),
        ],
    )
}

/// The contract of all faults. In release: so many seeds are a hundred thousand pictures. The other tests do not depend on seeds.
fn many_seeds(root: &Path, seeds: u32) -> Result<()> {
    let contract = "nextest run --package etabli-diagnosis --test contract --cargo-profile release";
    shell_run(cargo(root, contract).env(test::SEEDS, seeds.to_string()))
}
