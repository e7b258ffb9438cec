//! `etabli doctor`: what this machine gives, and what it lacks.

use std::io;
use std::process::{Command, ExitCode, Stdio};

use clap::Args;
use etabli_diagnosis::{Lang, faults};
use etabli_scan::{Cache, cache_home, probe_confinement};
use serde_json::{Value, json};

use super::print;
use crate::lang::either;
use crate::problem::Outcome;
use crate::scanning;

/// First argument of the binary when it is to try the walls around the reader on itself.
pub(crate) const PROBE: &str = "__walls";

/// Show what this machine gives: walls around the reader, cache, limits
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// As one JSON object
    #[arg(long)]
    json: bool,
    /// Also the desk's data in this folder: database, files and audit chain, all read again
    #[cfg(feature = "desk")]
    #[arg(long, value_name = "DIR")]
    data: Option<std::path::PathBuf>,
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Outcome {
    #[cfg(feature = "desk")]
    if let Some(data) = &arguments.data {
        return super::backup::look_at(data, lang);
    }
    let walls = walls();
    let cache = cache_home().map(Cache::new);
    let kept = cache.as_ref().and_then(|cache| cache.size().ok()).unwrap_or_default();
    let facts = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "faults": faults::all().count(),
        "walls": walls,
        "cache": {"path": cache.as_ref().map(|cache| cache.home().to_string_lossy()), "bytes": kept.0, "folders": kept.1},
        "jobs": scanning::cores(),
        "memory": scanning::memory(scanning::cores()),
    });
    if arguments.json {
        return print(|out| writeln!(out, "{facts:#}"));
    }
    print(|out| rows(&facts, lang).iter().try_for_each(|(name, value)| writeln!(out, "{name:<28} {value}")))
}

/// Which walls stand, asked of a child that closes itself in: this process stays free.
fn walls() -> Value {
    let asked = || -> io::Result<Value> {
        let child = Command::new(std::env::current_exe()?).arg(PROBE).stdin(Stdio::null()).stderr(Stdio::null()).output()?;
        serde_json::from_slice(&child.stdout).map_err(io::Error::other)
    };
    asked().unwrap_or_else(|error| json!({"error": error.to_string()}))
}

/// Tries the walls on this process and prints what stands.
pub(crate) fn probe() -> ExitCode {
    let walls = probe_confinement(&[std::env::temp_dir()]);
    let said = print(|out| writeln!(out, "{}", json!({"files": walls.files, "calls": walls.calls, "memory": walls.memory})));
    said.unwrap_or(ExitCode::FAILURE)
}

fn rows(facts: &Value, lang: Lang) -> Vec<(&'static str, String)> {
    let wall = |name: &str| match facts["walls"][name].as_bool() {
        Some(true) => either(lang, "oui", "yes").to_owned(),
        Some(false) => either(
            lang,
            "NON : ce noyau ne le permet pas ; le lecteur reste un processus à part",
            "NO: this kernel cannot; the reader stays a process of its own",
        )
        .to_owned(),
        None => either(lang, "inconnu : le lecteur n'a pas démarré", "unknown: the reader did not start").to_owned(),
    };
    let number = |value: &Value| value.as_u64().unwrap_or(0);
    let size = |value: &Value| super::cache::mebibytes(number(value), lang);
    let place = facts["cache"]["path"].as_str().unwrap_or(either(lang, "aucun (HOME est vide)", "none (HOME is empty)"));
    vec![
        (
            "etabli",
            format!("{}, {} {}", env!("CARGO_PKG_VERSION"), number(&facts["faults"]), either(lang, "défauts connus", "known faults")),
        ),
        (either(lang, "lecteur : fichiers fermés", "reader: files closed off"), wall("files")),
        (either(lang, "lecteur : appels fermés", "reader: calls closed off"), wall("calls")),
        (either(lang, "lecteur : mémoire bornée", "reader: memory bounded"), wall("memory")),
        (
            either(lang, "faits gardés", "kept facts"),
            format!(
                "{place}, {} {}, {}",
                number(&facts["cache"]["folders"]),
                either(lang, "dossiers", "folders"),
                size(&facts["cache"]["bytes"])
            ),
        ),
        (either(lang, "tâches par défaut", "jobs by default"), number(&facts["jobs"]).to_string()),
        (either(lang, "mémoire par défaut", "memory by default"), size(&facts["memory"])),
    ]
}
