//! Checks, tests and generated documents of the workspace: what `cargo xtask` runs.
//!
//! Beside the product, never inside it: nothing here is built into `etabli`, and no room depends on it.
#![allow(clippy::print_stdout, reason = "a person at a terminal is this program's only reader")]

mod bench;
mod browser;
mod corpus;
mod docs;
mod fuzz;
mod long;
mod mutants;
mod portable;
mod shell;
mod test;
mod tidy;
mod tools;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Checks, tests and generated documents of the workspace")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Everything that must hold before a commit lands: tidy, the tests, the documents
    Test,
    /// What must hold before an issue is closed: the tests over 200 seeds, fuzzing, mutants, the corpus
    Long(long::Options),
    /// Format, lints, spelling, licences and the rules of the house
    Tidy,
    /// Feed the fuzz targets with spoiled bytes
    Fuzz(fuzz::Options),
    /// Break the code on purpose, at random places, and count how many breaks the tests catch
    Mutants(mutants::Options),
    /// Measure the program beside its peers
    Bench(bench::Options),
    /// Write the documents that are generated from the program
    Docs(docs::Options),
    /// Look at the page of a check in Chromium: accessibility, keyboard, paper
    Browser,
    /// Build the release binary of farms, for older C libraries, and say its size
    Portable,
    /// Check a corpus whose faults are known, and score the findings
    Corpus(corpus::Options),
}

fn main() -> ExitCode {
    match perform(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> Result<()> {
    let root = root()?;
    match task {
        Task::Test => test::run(&root),
        Task::Long(options) => long::run(&root, &options),
        Task::Tidy => tidy::run(&root),
        Task::Fuzz(options) => fuzz::run(&root, &options),
        Task::Mutants(options) => mutants::run(&root, &options),
        Task::Bench(options) => bench::run(&root, &options),
        Task::Docs(options) => docs::run(&root, &options),
        Task::Browser => browser::look(&root),
        Task::Portable => portable::run(&root),
        Task::Corpus(options) => corpus::run(&root, &options),
    }
}

/// The workspace's folder: the parent of the one Cargo says this package lives in.
fn root() -> Result<PathBuf> {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").context("run it as `cargo xtask`: Cargo says where the workspace is")?;
    Ok(Path::new(&package).parent().context("xtask has a parent folder")?.to_path_buf())
}
