//! `cargo xtask bench`: the checker, the verifier and the comparer beside their peers, in the same minutes on the same machine, as users run them.
//!
//! Whole processes are measured, their children included. Contenders take turns, so that a machine that others use slows all of
//! them alike; ratios are taken within a round, and the median of the rounds is told.

mod contender;
mod data;
mod measure;
mod peers;
mod rows;
mod table;

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use clap::ValueEnum;

use crate::shell;
use data::Data;
use peers::Peers;
use table::{Machine, Row};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// What is measured
    subject: Subject,
    /// Turns of each contender
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Only these rows, separated by commas
    #[arg(long, value_enum, value_delimiter = ',')]
    row: Vec<rows::Name>,
    /// Print JSON instead of tables
    #[arg(long)]
    json: bool,
    /// Fail when a figure is short of what is wanted
    #[arg(long)]
    gate: bool,
}

impl Options {
    /// Every row, and what falls short fails.
    pub(crate) fn gate() -> Self {
        Self { subject: Subject::All, rounds: 5, row: Vec::new(), json: false, gate: true }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Subject {
    /// `etabli check`
    Check,
    /// `etabli verify`
    Verify,
    /// `etabli compare`
    Compare,
    /// Everything
    All,
}

/// Everything that a row needs.
struct Bench {
    etabli: PathBuf,
    decode_only: PathBuf,
    group_names: PathBuf,
    data: Data,
    peers: Peers,
    rounds: u32,
}

pub(crate) fn run(root: &Path, options: &Options) -> Result<()> {
    let bench = Bench::prepare(root, options.rounds)?;
    let before = Machine::now();
    let chosen = rows::Name::value_variants().iter().filter(|name| {
        let is_subject = options.subject == Subject::All || options.subject == name.subject();
        is_subject && (options.row.is_empty() || options.row.contains(name))
    });
    let mut rows = Vec::new();
    for name in chosen {
        let row = name.measure(&bench)?;
        if !options.json {
            println!("{row}");
        }
        rows.push(row);
    }
    let versions = bench.peers.versions(root, &bench.etabli);
    if options.json {
        println!("{:#}", table::json(&rows, &versions, &before, &Machine::now()));
    } else {
        println!("{}", table::notes(&versions, &before, &Machine::now(), &bench.peers.absent));
    }
    let short: Vec<&str> = rows.iter().flat_map(Row::short).collect();
    ensure!(!options.gate || short.is_empty(), "short of what is wanted: {}", short.join("; "));
    Ok(())
}

impl Bench {
    fn prepare(root: &Path, rounds: u32) -> Result<Self> {
        for build in
            ["--package etabli", "--package etabli-formats --example decode_only", "--package etabli-diagnosis --example group_names"]
        {
            shell::run(&mut shell::cargo(root, &format!("build --quiet --release {build}")))?;
        }
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |folder| root.join(folder));
        let release = target.join("release");
        let peers = Peers::gather(root, &target.join("peers"));
        Ok(Self {
            etabli: release.join("etabli"),
            decode_only: release.join("examples/decode_only"),
            group_names: release.join("examples/group_names"),
            data: Data::new(root, &target.join("bench"), peers.python.clone()),
            peers,
            rounds,
        })
    }
}
