//! `etabli list`: every fault.

use clap::{Args, ValueEnum};
use etabli_diagnosis::{Fault, Lang, Severity, faults};
use serde_json::json;

use super::print;
use crate::lang::either;
use crate::problem::Outcome;

/// List every fault
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Shape of the list
    #[arg(long, value_enum, default_value = "table", value_name = "FORMAT")]
    output_format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Table,
    /// One JSON object a line.
    Jsonl,
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Outcome {
    print(|out| {
        faults::all().try_for_each(|fault| match arguments.output_format {
            Format::Table => writeln!(out, "{}", row(fault, lang)),
            Format::Jsonl => writeln!(out, "{}", line(fault)),
        })
    })
}

fn row(fault: &Fault, lang: Lang) -> String {
    let page = fault.words.page.set(lang);
    let first = page.split_inclusive(". ").next().unwrap_or_default().trim();
    format!("{:<7} {:<24} {:<14} {first}", fault.code, fault.name, weight(fault.severity, lang))
}

fn line(fault: &Fault) -> serde_json::Value {
    let both = |text: &etabli_diagnosis::Text| json!({"fr": text.fr, "en": text.en});
    json!({
        "code": fault.code, "name": fault.name, "severity": fault.severity, "since": fault.since,
        "variants": fault.inject.variants, "fix": fault.fix.kind(), "outranks": fault.outranks, "implies": fault.implies,
        "words": {"artist": both(&fault.words.artist), "td": both(&fault.words.td), "advice": both(&fault.words.advice), "page": both(&fault.words.page)},
    })
}

/// The word for a severity.
pub(crate) fn weight(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => either(lang, "avertissement", "warning"),
        Severity::Error => either(lang, "erreur", "error"),
    }
}
