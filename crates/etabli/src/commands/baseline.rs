//! `etabli baseline`: records what is known, so that `check --baseline` shows what is new.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use etabli_diagnosis::{Baseline, Day, Finding, Lang};

use super::print;
use crate::lang::{both, either};
use crate::problem::{Excerpt, Outcome, Problem};
use crate::roots;
use crate::scanning::Scanning;

/// Record the findings of today, for check --baseline
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    scanning: Scanning,
    /// The file to write
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// Last day on which they are accepted (2027-01-31); for ever by default
    #[arg(long, value_name = "DAY")]
    until: Option<String>,
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Outcome {
    let plan = arguments.scanning.plan()?;
    plan.look_at_configuration()?;
    let until = arguments.until.as_deref().map(day).transpose()?;
    let mut findings: Vec<Finding> = Vec::new();
    for root in &plan.roots {
        findings.extend(plan.scan(root, lang)?.findings);
    }
    let baseline = Baseline::of(&findings, until);
    let text = serde_json::to_string_pretty(&baseline).map_err(|error| Problem::disk(&arguments.output, &error.into()))?;
    fs::write(&arguments.output, text + "\n").map_err(|error| Problem::disk(&arguments.output, &error))?;
    let (count, kinds, path) = (findings.len(), baseline.known.len(), arguments.output.display());
    let said = both(format!("{path} : {count} constats en {kinds} lignes"), format!("{path}: {count} findings in {kinds} entries"));
    print(|out| writeln!(out, "{}", said.of(lang)))?;
    Ok(ExitCode::SUCCESS)
}

fn day(text: &str) -> Result<Day, Box<Problem>> {
    Day::parse(text).ok_or_else(|| {
        let what = both(format!("--until : « {text} » n'est pas un jour"), format!("--until: \"{text}\" is no day"));
        Problem::new(what, both("écrire par exemple 2027-01-31", "write for example 2027-01-31"))
    })
}

/// Reads what was recorded.
pub(crate) fn read(path: &Path) -> Result<Baseline, Box<Problem>> {
    if !path.exists() {
        return Err(roots::absent(path));
    }
    let text = fs::read_to_string(path).map_err(|error| Problem::disk(path, &error))?;
    serde_json::from_str(&text).map_err(|error| {
        let start: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        let at = (start + error.column()).saturating_sub(1);
        let what = both(format!("ce n'est pas un fichier de constats connus ({error})"), format!("this is no baseline ({error})"));
        let cure = both("en refaire un : etabli baseline CHEMIN -o FICHIER", "make it again: etabli baseline PATH -o FILE");
        Problem::at(Excerpt::of(path, &text, at..at + 1), what, cure)
    })
}

/// What is no more accepted, for a person.
pub(crate) fn expired(baseline: &Baseline, today: Day, lang: Lang) -> Vec<String> {
    let since = either(lang, "n'est plus accepté depuis le", "is no longer accepted since");
    baseline
        .expired(today)
        .map(|known| format!("{} {} {since} {}", known.code, known.subject, known.until.as_deref().unwrap_or_default()))
        .collect()
}
