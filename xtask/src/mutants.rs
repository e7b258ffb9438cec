//! How good are the tests? The code is broken at places spread over it, in a copy, and each break that no test notices is a hole.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use ignore::WalkBuilder;

use crate::shell::{cargo, read, run as shell_run, step};
use crate::{test, tools};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many mutants to try at least, spread over all of them
    #[arg(long, default_value_t = 200)]
    pub(crate) count: usize,
    /// Another seed tries other mutants
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: usize,
    /// The share that must be caught, in percent
    #[arg(long, default_value_t = 90)]
    pub(crate) least: usize,
}

/// The rooms whose mutants are tried, and whose tests must notice.
const ROOMS: [&str; 2] = ["etabli-formats", "etabli-diagnosis"];
/// A mutant's tests may take these seconds; one that loops is caught by them.
const PATIENCE: &str = "240";

#[derive(Default)]
struct Score {
    caught: usize,
    unviable: usize,
    missed: Vec<String>,
}

pub(crate) fn run(root: &Path, options: &Options) -> Result<()> {
    tools::ensure(root, &[&tools::MUTANTS, &tools::NEXTEST])?;
    let home = root.join("target/mutants");
    let tree = home.join("tree");
    copy(root, &tree)?;
    step("tests without a mutant", || baseline(&tree, &home))?;
    attempt(&tree, &home, &share(list(&tree)?, options.count, options.seed))?;
    Score::read(&home.join("mutants.out"))?.judge(options.least)
}

impl Score {
    /// The lists of one run; a mutant that hangs is noticed, so it is caught.
    fn read(out: &Path) -> Result<Self> {
        let names = |list: &str| -> Result<Vec<String>> {
            let text = std::fs::read_to_string(out.join(list)).with_context(|| format!("reading {list}"))?;
            Ok(text.lines().map(str::to_owned).collect())
        };
        let caught = names("caught.txt")?.len() + names("timeout.txt")?.len();
        Ok(Self { caught, unviable: names("unviable.txt")?.len(), missed: names("missed.txt")? })
    }

    fn judge(&self, least: usize) -> Result<()> {
        for name in &self.missed {
            println!("   missed: {name}");
        }
        let viable = self.caught + self.missed.len();
        println!("   {} tried, {} do not build, {} of {viable} caught", viable + self.unviable, self.unviable, self.caught);
        ensure!(viable > 0, "no mutant was tried");
        ensure!(self.caught * 100 >= least * viable, "{} of {viable} mutants caught: less than {least} %", self.caught);
        Ok(())
    }
}

/// A fresh copy of what Git would keep, so that nobody's tree is broken on purpose.
fn copy(root: &Path, tree: &Path) -> Result<()> {
    if tree.exists() {
        std::fs::remove_dir_all(tree).context("removing the copy of the last run")?;
    }
    for entry in WalkBuilder::new(root).hidden(false).require_git(false).filter_entry(|entry| entry.file_name() != ".git").build() {
        let entry = entry.context("walking the repository")?;
        let place = tree.join(entry.path().strip_prefix(root)?);
        if entry.path().is_dir() {
            std::fs::create_dir_all(&place)?;
        } else {
            std::fs::copy(entry.path(), &place).with_context(|| format!("copying {}", entry.path().display()))?;
        }
    }
    Ok(())
}

/// How many mutants there are.
fn list(tree: &Path) -> Result<usize> {
    let mut list = cargo(tree, "mutants --list --colors never");
    list.args(ROOMS.iter().flat_map(|room| ["--package", room]));
    Ok(read(&mut list)?.lines().count())
}

/// One mutant in so many, from another start for another seed: as cargo-mutants writes a share of all.
fn share(all: usize, count: usize, seed: usize) -> String {
    let shares = (all / count.max(1)).max(1);
    format!("{}/{shares}", seed % shares)
}

/// Tests that fail without a mutant would catch every mutant.
fn baseline(tree: &Path, home: &Path) -> Result<()> {
    let mut tests = cargo(tree, "nextest run");
    tests.args(ROOMS.iter().flat_map(|room| ["--package", room]));
    shell_run(in_copy(&mut tests, home))
}

fn attempt(tree: &Path, home: &Path, share: &str) -> Result<()> {
    let mut mutants = cargo(tree, "mutants --in-place --baseline skip --test-tool nextest --colors never --sharding round-robin");
    mutants.args(ROOMS.iter().flat_map(|room| ["--package", room, "--test-package", room]));
    mutants.args(["--timeout", PATIENCE, "--shard", share, "--output"]).arg(home);
    let status = in_copy(&mut mutants, home).status().context("could not start cargo-mutants")?;
    // 2 and 3 say that mutants were missed or hung: the lists tell which.
    ensure!(matches!(status.code(), Some(0 | 2 | 3)), "cargo-mutants failed ({status}); its own words are above");
    Ok(())
}

/// One seed: a mutant that it does not show is a hole in what the tests look at, not in how often.
fn in_copy<'a>(command: &'a mut std::process::Command, home: &Path) -> &'a mut std::process::Command {
    command.env("CARGO_TARGET_DIR", home.join("target")).env(test::SEEDS, "1").env("NEXTEST_PROFILE", "mutants");
    // Hundreds of builds, each run once: building is the cost.
    for profile in ["TEST", "DEV"] {
        command.env(format!("CARGO_PROFILE_{profile}_DEBUG"), "false").env(format!("CARGO_PROFILE_{profile}_OPT_LEVEL"), "0");
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_holds_what_was_asked_for_and_another_seed_takes_another() {
        assert_eq!(share(5260, 200, 1), "1/26");
        assert_eq!(share(5260, 200, 27), "1/26");
        assert_eq!(share(5260, 200, 2), "2/26");
        assert_eq!(share(5, 200, 3), "0/1");
    }

    #[test]
    fn the_score_counts_viable_mutants_only() {
        let score = |caught, missed: usize| Score { caught, unviable: 5, missed: vec![String::new(); missed] };
        assert!(score(9, 1).judge(90).is_ok());
        assert!(score(8, 1).judge(90).is_err());
        assert!(score(0, 0).judge(0).is_err(), "nothing tried proves nothing");
    }
}
