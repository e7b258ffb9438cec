//! An earlier report in JSON lines: what it names is not news.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use etabli_diagnosis::Finding;
use serde::Deserialize;

use crate::lang::both;
use crate::problem::{Excerpt, Problem};
use crate::roots;

/// The findings of an earlier report.
#[derive(Debug)]
pub(crate) struct Earlier(BTreeSet<Line>);

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
struct Line {
    code: String,
    #[serde(default)]
    subcode: Option<String>,
    path: String,
    #[serde(default)]
    frame: Option<i64>,
    #[serde(default)]
    until: Option<i64>,
    #[serde(default)]
    at: Place,
}

#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
struct Place {
    #[serde(default)]
    part: Option<u32>,
    #[serde(default)]
    channel: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Kind {
    #[serde(rename = "type")]
    kind: String,
}

/// Reads a report.
///
/// # Errors
/// A file that is not there, or a line that is no event.
pub(crate) fn read(path: &Path) -> Result<Earlier, Box<Problem>> {
    if !path.exists() {
        return Err(absent(path));
    }
    let text = fs::read_to_string(path).map_err(|error| Problem::disk(path, &error))?;
    let mut findings = BTreeSet::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let bad = || not_a_report(path, &text, offset..offset + line.trim_end().len());
        let kind: Kind = serde_json::from_str(line).map_err(|_| bad())?;
        if kind.kind == "finding" {
            findings.insert(serde_json::from_str(line).map_err(|_| bad())?);
        }
        offset += line.len();
    }
    Ok(Earlier(findings))
}

impl Earlier {
    /// Whether the report names this finding.
    pub(crate) fn knows(&self, finding: &Finding) -> bool {
        self.0.contains(&Line {
            code: finding.fault.code.to_owned(),
            subcode: finding.subcode.clone(),
            path: finding.path.clone(),
            frame: finding.frame,
            until: finding.until,
            at: Place { part: finding.at.part, channel: finding.at.channel.clone() },
        })
    }
}

fn absent(path: &Path) -> Box<Problem> {
    if path.to_string_lossy().contains(['/', '.']) {
        return roots::absent(path);
    }
    let what = both(
        format!("--since : « {} » n'est ni un moment ni un rapport", path.display()),
        format!("--since: \"{}\" is neither a moment nor a report", path.display()),
    );
    Problem::new(what, both("écrire 2026-11-24, 2026-11-24T10:30 ou rapport.jsonl", "write 2026-11-24, 2026-11-24T10:30 or report.jsonl"))
}

/// A line that is of no report.
pub(crate) fn not_a_report(path: &Path, text: &str, span: std::ops::Range<usize>) -> Box<Problem> {
    let mut excerpt = Excerpt::of(path, text, span);
    excerpt.text = excerpt.text.chars().take(80).collect();
    excerpt.length = excerpt.length.min(80);
    let what = both("cette ligne n'est pas d'un rapport en lignes JSON", "this line is not of a report in JSON lines");
    Problem::at(
        excerpt,
        what,
        both("en faire un avec etabli check --output-format jsonl", "make one with etabli check --output-format jsonl"),
    )
}
