//! `cargo xtask test`: everything that must hold before a commit lands, from nothing, without network once the tools are there.

use std::path::Path;

use anyhow::Result;

use crate::shell::{cargo, run as shell_run, step};
use crate::{docs, fuzz, tidy, tools};

/// The variable by which the contract test learns over how many seeds it runs.
pub(crate) const SEEDS: &str = "ETABLI_SEEDS";

/// The runner's tests come last, so that its summary closes the run.
pub(crate) fn run(root: &Path) -> Result<()> {
    tools::ensure_compilers(root)?;
    tools::ensure(root, &[&tools::NEXTEST])?;
    step("tidy", || tidy::run(root))?;
    step("build", || shell_run(&mut cargo(root, "nextest run --workspace --no-run")))?;
    step("generated documents", || docs::compare(root))?;
    step("doc tests", || shell_run(&mut cargo(root, "test --quiet --doc --workspace")))?;
    step("fuzz seeds", || fuzz::replay(root))?;
    step("tests", || shell_run(&mut cargo(root, "nextest run --workspace")))
}
