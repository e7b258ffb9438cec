//! Fuzz targets: a replay of their seeds in each test run, and minutes of new bytes in a long one.
//!
//! They live in `fuzz/`, outside the workspace: their sanitiser needs flags that the product is not built with.

use std::fs::File;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use toml::{Table, Value};

use crate::{shell, tools};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Minutes for each target; by default 10 for the heart, the OpenEXR reader and the grouper, and 5 for the others
    #[arg(long)]
    pub(crate) minutes: Option<u64>,
    /// The target to feed; all of them by default
    #[arg(long, value_name = "NAME")]
    pub(crate) target: Option<String>,
}

/// What every check goes through.
const HEART: [&str; 2] = ["exr", "group"];

/// Memory a target may hold or ask for at once, in MiB, sanitiser included, and seconds one input may take.
const LIMITS: [&str; 3] = ["-rss_limit_mb=1024", "-malloc_limit_mb=256", "-timeout=10"];

/// Feeds the targets with mutated bytes until their minutes are over; a crash, a hang or a greedy allocation fails.
pub(crate) fn run(root: &Path, options: &Options) -> Result<()> {
    tools::ensure(root, &[&tools::FUZZ])?;
    let known = targets(root)?;
    ensure!(!known.is_empty(), "there is no fuzz target: fuzz/Cargo.toml names none");
    let chosen = match &options.target {
        Some(name) if !known.contains(name) => bail!("there is no fuzz target `{name}`; there are: {}", known.join(", ")),
        Some(name) => vec![name.clone()],
        None => known,
    };
    shell::run(shell::cargo(root, "fuzz build --release").env("RUSTC_BOOTSTRAP", "1"))?;
    let at_once = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let failed: Vec<String> = chosen.chunks(at_once).flat_map(|some| side_by_side(root, some, options.minutes)).collect();
    ensure!(failed.is_empty(), "{}", failed.join("; "));
    Ok(())
}

/// Feeds some targets at the same time; what each failed of.
fn side_by_side(root: &Path, targets: &[String], minutes: Option<u64>) -> Vec<String> {
    std::thread::scope(|scope| {
        let running: Vec<_> = targets.iter().map(|target| scope.spawn(move || feed(root, target, minutes))).collect();
        let ended = running.into_iter().map(|one| one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        ended.filter_map(|result| result.err().map(|error| format!("{error:#}"))).collect()
    })
}

/// Feeds one target. Its engine says thousands of lines: they are kept beside what it found, and the last is shown.
fn feed(root: &Path, target: &str, minutes: Option<u64>) -> Result<()> {
    let found = format!("fuzz/corpus/{target}");
    std::fs::create_dir_all(root.join(&found)).with_context(|| format!("making {found}"))?;
    let seconds = minutes.unwrap_or(if HEART.contains(&target) { 10 } else { 5 }) * 60;
    let log = root.join(&found).with_extension("log");
    let said = File::create(&log).with_context(|| format!("writing {}", log.display()))?;
    let mut engine = fuzz(root, target, &[&found]);
    let status = engine.arg(format!("-max_total_time={seconds}")).stderr(said).status().context("could not start cargo-fuzz")?;
    ensure!(status.success(), "{target} failed ({status}): {} has its own words", log.display());
    let text = std::fs::read_to_string(&log).with_context(|| format!("reading {}", log.display()))?;
    println!("   {target}: {}", last_words(&text));
    Ok(())
}

/// What the engine says at its end.
fn last_words(log: &str) -> &str {
    log.lines().rev().find(|line| line.starts_with("Done ")).unwrap_or("no word of its end")
}

/// Runs each target once over each of its seeds.
pub(crate) fn replay(root: &Path) -> Result<()> {
    let seeded: Vec<String> = targets(root)?.into_iter().filter(|target| root.join(seeds(target)).is_dir()).collect();
    if seeded.is_empty() {
        println!("   no target has seeds");
        return Ok(());
    }
    tools::ensure(root, &[&tools::FUZZ])?;
    seeded.iter().try_for_each(|target| shell::run(fuzz(root, target, &[]).arg("-runs=0")))
}

fn seeds(target: &str) -> String {
    format!("fuzz/seeds/{target}")
}

/// A run of one target: new inputs are kept in the first corpus, the seeds are read.
fn fuzz(root: &Path, target: &str, corpora: &[&str]) -> Command {
    let mut command = shell::cargo(root, &format!("fuzz run --release {target}"));
    // The sanitiser's flag is unstable by name only: the runtime ships with the stable toolchain.
    command.env("RUSTC_BOOTSTRAP", "1").args(corpora);
    if root.join(seeds(target)).is_dir() {
        command.arg(seeds(target));
    }
    command.arg("--").args(LIMITS);
    command
}

/// The targets of `fuzz/Cargo.toml`; none when there is no such file.
fn targets(root: &Path) -> Result<Vec<String>> {
    let manifest = root.join("fuzz/Cargo.toml");
    if !manifest.is_file() {
        return Ok(Vec::new());
    }
    let text = std::fs::read_to_string(&manifest).context("reading fuzz/Cargo.toml")?;
    names(&text).context("fuzz/Cargo.toml is no manifest")
}

fn names(manifest: &str) -> Result<Vec<String>> {
    let table: Table = manifest.parse()?;
    let bins = table.get("bin").and_then(Value::as_array).into_iter().flatten();
    Ok(bins.filter_map(|bin| bin.get("name")?.as_str()).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_names_the_targets() {
        assert_eq!(names("[package]\nname = \"f\"\n[[bin]]\nname = \"exr\"\n[[bin]]\nname = \"group\"\n").unwrap(), ["exr", "group"]);
        assert!(names("[package]\n").unwrap().is_empty());
        assert!(names("[[bin").is_err());
    }

    #[test]
    fn the_engine_ends_with_its_count() {
        assert_eq!(last_words("#1 INITED\nDone 23 runs in 61 second(s)\n\n"), "Done 23 runs in 61 second(s)");
        assert_eq!(last_words("killed"), "no word of its end");
    }
}
