//! How good are the tests? The code is broken at random places, in a copy, and each break that no test notices is a hole.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use ignore::WalkBuilder;

use crate::shell::{cargo, read, run as shell_run, step};
use crate::{test, tools};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many mutants to try, drawn from all of them
    #[arg(long, default_value_t = 200)]
    pub(crate) count: usize,
    /// Another seed draws other mutants
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Start no more mutants after these minutes; what was tried until then is counted
    #[arg(long, default_value_t = 120)]
    pub(crate) minutes: u64,
    /// The share that must be caught, in percent
    #[arg(long, default_value_t = 90)]
    pub(crate) least: usize,
}

/// The rooms whose mutants are tried, and whose tests must notice.
const ROOMS: [&str; 2] = ["etabli-formats", "etabli-diagnosis"];
/// Mutants between two looks at the clock.
const BATCH: usize = 100;
/// Mutants that cargo-mutants tries whatever it is asked for: they are not drawn, and not counted when they are tried.
const UNASKED: &str = "delete field";
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
    let drawn = draw(list(&tree)?, options.count, options.seed);
    step("tests without a mutant", || baseline(&tree, &home))?;
    let end = Instant::now() + Duration::from_secs(options.minutes * 60);
    let mut score = Score::default();
    for batch in drawn.chunks(BATCH) {
        if Instant::now() > end {
            break;
        }
        try_batch(&tree, &home, batch)?;
        let tried = score.add(&home.join("mutants.out"), batch)?;
        ensure!(tried == batch.len(), "{tried} of {} mutants were tried: cargo-mutants did not find the others again", batch.len());
    }
    score.judge(options.least, drawn.len())
}

impl Score {
    /// Adds one run's lists, and answers how many mutants of the batch they hold; a mutant that hangs is noticed, so it is caught.
    fn add(&mut self, out: &Path, batch: &[String]) -> Result<usize> {
        let names = |list: &str| -> Result<Vec<String>> {
            let text = std::fs::read_to_string(out.join(list)).with_context(|| format!("reading {list}"))?;
            Ok(text.lines().filter(|name| batch.iter().any(|asked| asked == name)).map(str::to_owned).collect())
        };
        let (caught, unviable, missed) =
            (names("caught.txt")?.len() + names("timeout.txt")?.len(), names("unviable.txt")?.len(), names("missed.txt")?);
        let tried = caught + unviable + missed.len();
        self.caught += caught;
        self.unviable += unviable;
        self.missed.extend(missed);
        Ok(tried)
    }

    fn judge(&self, least: usize, drawn: usize) -> Result<()> {
        for name in &self.missed {
            println!("   missed: {name}");
        }
        let viable = self.caught + self.missed.len();
        println!("   {drawn} drawn, {} tried, {} do not build, {} of {viable} caught", viable + self.unviable, self.unviable, self.caught);
        ensure!(viable > 0, "no mutant was tried: give it more minutes");
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

fn list(tree: &Path) -> Result<Vec<String>> {
    let mut list = cargo(tree, "mutants --list --colors never");
    list.args(ROOMS.iter().flat_map(|room| ["--package", room]));
    Ok(read(&mut list)?.lines().filter(|name| !name.contains(UNASKED)).map(str::to_owned).collect())
}

/// The first `count` of a shuffle that depends on the seed alone.
fn draw(mut names: Vec<String>, count: usize, seed: u64) -> Vec<String> {
    names.sort();
    let mut state = seed;
    for at in 0..names.len().min(count) {
        let other = at + usize::try_from(next(&mut state) % (names.len() - at) as u64).unwrap_or(0);
        names.swap(at, other);
    }
    names.truncate(count);
    names
}

/// `SplitMix64`: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// Tests that fail without a mutant would catch every mutant.
fn baseline(tree: &Path, home: &Path) -> Result<()> {
    let mut tests = cargo(tree, "nextest run");
    tests.args(ROOMS.iter().flat_map(|room| ["--package", room]));
    shell_run(in_copy(&mut tests, home))
}

fn try_batch(tree: &Path, home: &Path, names: &[String]) -> Result<()> {
    let mut mutants = cargo(tree, "mutants --in-place --baseline skip --test-tool nextest --colors never --no-shuffle");
    mutants.args(ROOMS.iter().flat_map(|room| ["--package", room, "--test-package", room]));
    mutants.args(["--timeout", PATIENCE, "--output"]).arg(home).args(["--re", &one_of(names)]);
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

/// A regular expression for exactly these names: only its own signs are escaped, since `\<` would be the start of a word.
fn one_of(names: &[String]) -> String {
    let escaped = names.iter().map(|name| {
        name.chars().fold(String::new(), |mut out, c| {
            if r"\.+*?()|[]{}^$#&-~".contains(c) {
                out.push('\\');
            }
            out.push(c);
            out
        })
    });
    format!("^(?:{})$", escaped.collect::<Vec<_>>().join("|"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(range: std::ops::Range<usize>) -> Vec<String> {
        range.map(|n| format!("{n:03}")).collect()
    }

    #[test]
    fn a_seed_draws_the_same_mutants_and_none_twice() {
        let drawn = draw(names(0..100), 20, 7);
        assert_eq!(drawn, draw(names(0..100), 20, 7));
        assert_ne!(drawn, draw(names(0..100), 20, 8));
        let mut unique = drawn.clone();
        unique.sort();
        unique.dedup();
        assert_eq!((drawn.len(), unique.len()), (20, 20));
        assert_eq!(draw(names(0..3), 20, 7).len(), 3);
    }

    #[test]
    fn names_are_matched_by_the_letter() {
        assert_eq!(one_of(&["a.rs:1: replace f -> bool with ()".into(), "b".into()]), r"^(?:a\.rs:1: replace f \-> bool with \(\)|b)$");
    }

    #[test]
    fn the_score_counts_viable_mutants_only() {
        let score = |caught, missed: usize| Score { caught, unviable: 5, missed: vec![String::new(); missed] };
        assert!(score(9, 1).judge(90, 15).is_ok());
        assert!(score(8, 1).judge(90, 15).is_err());
        assert!(score(0, 0).judge(0, 15).is_err(), "nothing tried proves nothing");
    }
}
