//! The smallest program around a scan: `cargo run --example scan -- PATH…` prints one JSON line a finding.

use std::io::Write;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use etabli_diagnosis::{Config, Level, Selection};
use etabli_scan::{CHILD_ARGUMENT, Options, Progress, Scope, run_child, scan};

struct Quiet;

impl Progress for Quiet {
    fn expect(&self, _: u64) {}
    fn step(&self) {}
}

fn main() -> std::io::Result<()> {
    if std::env::args().nth(1).as_deref() == Some(CHILD_ARGUMENT) {
        return run_child();
    }
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_nanos() as i64);
    let options = Options {
        selection: Selection::all(Level::Pixels),
        config: &|_| Config::default(),
        binary: std::env::current_exe()?,
        jobs: 2,
        memory: 2 << 30,
        min_age: 0,
        cache: None,
        now,
        wanted: &|_| true,
        scope: Scope::default(),
        pace: 0,
        manifests: true,
        volume: &(),
    };
    let mut out = std::io::stdout().lock();
    for root in std::env::args().skip(1) {
        for finding in scan(Path::new(&root), &options, &Quiet)?.findings {
            let line = serde_json::json!({
                "type": "finding", "code": finding.fault.code, "name": finding.fault.name, "severity": finding.severity,
                "path": finding.path, "frame": finding.frame, "until": finding.until, "at": finding.at, "evidence": finding.evidence,
            });
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}
