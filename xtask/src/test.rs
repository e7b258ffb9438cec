//! `cargo xtask test`: everything that must hold before a commit lands, from nothing, without network once the tools are there.

use std::path::Path;

use anyhow::Result;

use crate::shell::{cargo, every, run as shell_run};
use crate::{browser, docs, fuzz, tidy, tools};

/// The variable by which the contract test learns over how many seeds it runs.
pub(crate) const SEEDS: &str = "ETABLI_SEEDS";

/// The runner's tests come last, so that its summary closes the run.
pub(crate) fn run(root: &Path) -> Result<()> {
    tools::ensure_compilers(root)?;
    tools::ensure_python(root)?;
    tools::ensure_postgres(root)?;
    tools::ensure(root, &[&tools::NEXTEST])?;
    every(
        root,
        &[
            ("tidy", &tidy::run),
            ("build", &|root| shell_run(&mut cargo(root, "nextest run --workspace --no-run"))),
            ("generated documents", &docs::compare),
            ("doc tests", &|root| shell_run(&mut cargo(root, "test --quiet --doc --workspace"))),
            ("fuzz seeds", &fuzz::replay),
            ("the page in a browser", &browser::look),
            ("tests", &|root| shell_run(&mut cargo(root, "nextest run --workspace"))),
        ],
    )
}
