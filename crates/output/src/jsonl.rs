//! JSON lines, the public contract: `schema/events.schema.json`. Members are only ever added.

use std::io::{self, Write};

use etabli_diagnosis::causes::CauseFound;
use etabli_diagnosis::{At, Finding, Lang, Severity, Value, artist, fingerprint, render};
use etabli_scan::{Fixing, Report, SequenceLine, Summary, Unchecked};
use serde::Serialize;

use crate::{VERSION, base64, count, fixes, unchecked};

/// Number of the contract; it changes only when a member's meaning does.
pub const SCHEMA: u32 = 1;

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Event<'a> {
    Start {
        schema: u32,
        version: &'static str,
        root: &'a str,
    },
    Sequence {
        root: &'a str,
        sequence: &'a str,
        frames: &'a str,
        found: usize,
        findings: usize,
    },
    Finding(Box<FindingEvent<'a>>),
    Unchecked {
        root: &'a str,
        path: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        path_b64: Option<String>,
        sequence: Option<&'a str>,
        frame: Option<i64>,
        kind: &'static str,
        why: String,
    },
    Fix {
        code: &'static str,
        name: &'static str,
        root: &'a str,
        path: &'a str,
        frame: Option<i64>,
        kind: &'static str,
        what: String,
        outcome: &'static str,
        why: Option<String>,
    },
    Cause {
        code: &'static str,
        name: &'static str,
        root: &'a str,
        explains: &'a [String],
        sure: f64,
        words: Words,
    },
    Summary {
        files: u64,
        errors: u64,
        warnings: u64,
        notes: u64,
        unchecked: u64,
        unclaimed: u64,
        known: u64,
        ignored: u64,
    },
}

#[derive(Serialize)]
struct FindingEvent<'a> {
    code: &'static str,
    subcode: Option<&'a str>,
    name: &'static str,
    severity: Severity,
    root: &'a str,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path_b64: Option<String>,
    sequence: Option<&'a str>,
    frame: Option<i64>,
    until: Option<i64>,
    at: &'a At,
    evidence: &'a std::collections::BTreeMap<&'static str, Value>,
    related: &'a [String],
    words: Words,
    fix: Fix,
    fingerprint: String,
}

#[derive(Serialize)]
struct Words {
    artist: String,
    td: String,
}

#[derive(Serialize)]
struct Fix {
    kind: &'static str,
    what: String,
}

/// Writes everything: for each report its start and its events, then one summary.
pub fn write(reports: &[Report], lang: Lang, out: &mut impl Write) -> io::Result<()> {
    for report in reports {
        start(&report.root, out)?;
        events(report, lang, out)?;
    }
    summary(reports, out)
}

/// Writes the first event of a root and flushes it, so that a reader knows at once that the scan runs.
pub fn start(root: &str, out: &mut impl Write) -> io::Result<()> {
    line(&Event::Start { schema: SCHEMA, version: VERSION, root }, out)?;
    out.flush()
}

/// Writes what was found under one root: sequences, findings, unchecked files, each in path order, causes, and fixes.
pub fn events(report: &Report, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let root = &report.root;
    report.sequences.iter().try_for_each(|sequence| line(&sequence_event(root, sequence), out))?;
    report.findings.iter().try_for_each(|finding| line(&finding_event(root, finding, lang), out))?;
    report.unchecked.iter().try_for_each(|file| line(&unchecked_event(root, file, lang), out))?;
    report.causes.iter().try_for_each(|found| line(&cause_event(root, found, lang), out))?;
    report.fixes.iter().try_for_each(|fixing| line(&fix_event(root, fixing, lang), out))
}

/// Writes the last event: the counts of all roots together.
pub fn summary(reports: &[Report], out: &mut impl Write) -> io::Result<()> {
    let Summary { files, errors, warnings, notes, unchecked, known, ignored } = count::total(reports.iter());
    let unclaimed = reports.iter().map(|r| r.unclaimed).sum();
    line(&Event::Summary { files, errors, warnings, notes, unchecked, unclaimed, known, ignored }, out)?;
    out.flush()
}

fn line(event: &Event, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, event)?;
    out.write_all(b"\n")
}

fn sequence_event<'a>(root: &'a str, line: &'a SequenceLine) -> Event<'a> {
    Event::Sequence { root, sequence: &line.sequence, frames: &line.frames, found: line.found, findings: line.findings }
}

fn finding_event<'a>(root: &'a str, finding: &'a Finding, lang: Lang) -> Event<'a> {
    Event::Finding(Box::new(FindingEvent {
        code: finding.fault.code,
        subcode: finding.subcode.as_deref(),
        name: finding.fault.name,
        severity: finding.severity,
        root,
        path: &finding.path,
        path_b64: finding.raw.as_deref().map(base64::encode),
        sequence: finding.sequence.as_deref(),
        frame: finding.frame,
        until: finding.until,
        at: &finding.at,
        evidence: &finding.evidence,
        related: &finding.related,
        words: Words { artist: artist(finding, lang), td: render(&finding.fault.words.td, finding, lang) },
        fix: Fix { kind: finding.fix_kind(), what: fixes::what(finding, lang) },
        fingerprint: fingerprint(finding),
    }))
}

fn unchecked_event<'a>(root: &'a str, file: &'a Unchecked, lang: Lang) -> Event<'a> {
    Event::Unchecked {
        root,
        path: &file.path,
        path_b64: file.raw.as_deref().map(base64::encode),
        sequence: file.sequence.as_deref(),
        frame: file.frame,
        kind: unchecked::kind(&file.why),
        why: unchecked::words(&file.why, lang),
    }
}

fn fix_event<'a>(root: &'a str, Fixing { finding, outcome }: &'a Fixing, lang: Lang) -> Event<'a> {
    Event::Fix {
        code: finding.fault.code,
        name: finding.fault.name,
        root,
        path: &finding.path,
        frame: finding.frame,
        kind: finding.fix_kind(),
        what: fixes::what(finding, lang),
        outcome: fixes::kind(outcome),
        why: fixes::why(outcome, lang),
    }
}

fn cause_event<'a>(root: &'a str, found: &'a CauseFound, lang: Lang) -> Event<'a> {
    let CauseFound { cause, explains, sure, .. } = found;
    let words = Words { artist: found.artist(lang), td: found.td(lang) };
    Event::Cause { code: cause.code, name: cause.name, root, explains, sure: *sure, words }
}
