//! The release binary over files whose faults are known, and how well it did.

mod manifest;
mod score;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::shell;
use manifest::Entry;
use score::Score;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// The corpus: a folder with MANIFEST.tsv in it
    folder: PathBuf,
    /// Families to score, separated by commas: the first folder of each path; all by default
    #[arg(long, value_delimiter = ',')]
    family: Vec<String>,
    /// Name each file that was missed, accused or warned of
    #[arg(long)]
    list: bool,
    /// Count a spoiled file as found only when a finding gives its byte
    #[arg(long)]
    bytes: bool,
    /// Fail under this number of spoiled files found
    #[arg(long, default_value_t = 0)]
    min_bad: usize,
    /// Fail under this number of spoiled sets found
    #[arg(long, default_value_t = 0)]
    min_sets: usize,
}

impl Options {
    /// Every family of a corpus, no number asked for.
    pub(crate) fn whole(folder: &Path) -> Options {
        Options { folder: folder.to_path_buf(), family: Vec::new(), list: false, bytes: false, min_bad: 0, min_sets: 0 }
    }
}

pub(crate) fn run(root: &Path, options: &Options) -> Result<()> {
    let path = options.folder.join("MANIFEST.tsv");
    let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}: a corpus has one", path.display()))?;
    let wanted = |entry: &Entry| options.family.is_empty() || options.family.iter().any(|family| family == entry.family());
    let entries: Vec<Entry> = manifest::read(&text)?.into_iter().filter(wanted).collect();
    ensure!(!entries.is_empty(), "the manifest has no file of that family");
    let score = Score::of(&entries, &check(root, &options.folder)?, options.bytes)?;
    println!("{score}");
    if options.list {
        score.remarks.iter().for_each(|remark| println!("{remark}"));
    }
    score.judge(options.min_bad, options.min_sets)
}

/// The JSON lines of `etabli check`; faults in the files are its exit code 1, files it could not read its 3.
fn check(root: &Path, folder: &Path) -> Result<String> {
    shell::run(&mut shell::cargo(root, "build --release --package etabli"))?;
    let binary = root.join("target/release/etabli");
    let mut command = shell::command(root, &binary.to_string_lossy(), ["check", "--no-cache", "--output-format", "jsonl"]);
    let output = command.arg(std::path::absolute(folder)?).output().context("could not start etabli")?;
    ensure!(
        matches!(output.status.code(), Some(0 | 1 | 3)),
        "etabli failed ({}): {}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).context("etabli printed something that is no text")
}
