//! `cargo xtask long`: what must hold before an issue is closed.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use crate::shell::{cargo, run as shell_run, step};
use crate::{corpus, fuzz, mutants, test, tools};

/// What the long run covers; each part runs even when one before it failed.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Seeds of each fault and variant in the contract test
    #[arg(long, default_value_t = 200)]
    seeds: u32,
    /// Minutes for each fuzz target
    #[arg(long, default_value_t = 10)]
    fuzz_minutes: u64,
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
    let mutation = mutants::Options { count: options.mutants, seed: 1, minutes: 240, least: 90 };
    let mut results = vec![
        step("tests", || many_seeds(root, options.seeds)),
        step("fuzz", || fuzz::run(root, &fuzzing)),
        step("mutants", || mutants::run(root, &mutation)),
    ];
    if let Some(folder) = &options.corpus {
        results.push(step("corpus", || corpus::run(root, &corpus::Options::whole(folder))));
    }
    let failed: Vec<_> = results.into_iter().filter_map(Result::err).collect();
    for error in &failed {
        println!("   {error:#}");
    }
    ensure!(failed.is_empty(), "long: {} parts failed", failed.len());
    Ok(())
}

/// In release: so many seeds are a hundred thousand pictures.
fn many_seeds(root: &Path, seeds: u32) -> Result<()> {
    shell_run(cargo(root, "nextest run --workspace --cargo-profile release").env(test::SEEDS, seeds.to_string()))
}
