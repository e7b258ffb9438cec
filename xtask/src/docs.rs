//! The documents that the program writes of itself: generated, committed, and compared in each test run.

use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::shell;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Write nothing; fail when a document is not what the program would write
    #[arg(long)]
    check: bool,
}

/// A document's path from the root, and the arguments with which `etabli` prints it.
const DOCUMENTS: &[(&str, &str)] = &[
    ("docs/faults.fr.md", "explain --all --markdown --lang fr"),
    ("docs/faults.en.md", "explain --all --markdown --lang en"),
    ("docs/configuration.fr.md", "explain etabli.toml --markdown --lang fr"),
    ("docs/configuration.en.md", "explain etabli.toml --markdown --lang en"),
    ("docs/etabli.1", "man"),
    ("docs/completions/etabli.bash", "completions bash"),
    ("docs/completions/etabli.zsh", "completions zsh"),
    ("docs/completions/etabli.fish", "completions fish"),
];

pub(crate) fn run(root: &Path, options: &Options) -> Result<()> {
    if options.check { compare(root) } else { write(root) }
}

/// Fails when a document differs from what the program prints, or is missing.
pub(crate) fn compare(root: &Path) -> Result<()> {
    let stale = stale(root, &made(DOCUMENTS, |arguments| says(root, arguments))?);
    println!("   {} documents", DOCUMENTS.len());
    ensure!(stale.is_empty(), "stale: {}; run `cargo xtask docs` and commit what it writes", stale.join(", "));
    Ok(())
}

fn write(root: &Path) -> Result<()> {
    for (path, text) in made(DOCUMENTS, |arguments| says(root, arguments))? {
        let file = root.join(path);
        std::fs::create_dir_all(file.parent().unwrap_or(root)).with_context(|| format!("making the folder of {path}"))?;
        std::fs::write(&file, text).with_context(|| format!("writing {path}"))?;
    }
    Ok(())
}

/// In the tests' profile, so that a test run builds once, and whatever language the machine speaks.
fn says(root: &Path, arguments: &str) -> Result<String> {
    let mut command = shell::cargo(root, &format!("run --quiet --profile test --package etabli -- {arguments}"));
    shell::read(command.env("LC_ALL", "C"))
}

fn made<'a>(documents: &[(&'a str, &str)], says: impl Fn(&str) -> Result<String>) -> Result<Vec<(&'a str, String)>> {
    documents.iter().map(|(path, arguments)| Ok((*path, says(arguments).with_context(|| format!("making {path}"))?))).collect()
}

fn stale<'a>(root: &Path, made: &[(&'a str, String)]) -> Vec<&'a str> {
    let same = |path: &str, text: &String| std::fs::read_to_string(root.join(path)).is_ok_and(|kept| kept == *text);
    made.iter().filter(|(path, text)| !same(path, text)).map(|(path, _)| *path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_that_differs_or_is_missing_is_stale() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let documents = [("Cargo.toml", "kept"), ("src/main.rs", "changed"), ("no/such/page.md", "new")];
        let kept = std::fs::read_to_string(root.join("Cargo.toml")).unwrap();
        let made = made(&documents, |arguments| Ok(if arguments == "kept" { kept.clone() } else { arguments.to_owned() })).unwrap();
        assert_eq!(stale(root, &made), ["src/main.rs", "no/such/page.md"]);
    }
}
