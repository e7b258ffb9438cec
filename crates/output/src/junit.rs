//! `JUnit` XML as Jenkins and GitLab read it: a suite per sequence, a case per fault in it.

use std::collections::BTreeMap;
use std::io::{self, Write};

use etabli_diagnosis::{Finding, Lang, Text, advice, render};
use etabli_scan::{Report, Unchecked};

use crate::frames::Runs;
use crate::groups::{FaultGroup, by_sense, from_here};
use crate::style::Style;
use crate::text::printable;
use crate::{count, place, unchecked};

/// Places written in the body of one case.
const EXAMPLES: usize = 10;
/// Columns of the frames in a case's name.
const FRAME_COLUMNS: usize = 60;

/// What a case ends with.
enum Outcome {
    Passed,
    /// Found, lighter than what fails.
    Said(String),
    /// Element, its type, message and body.
    Failed(&'static str, &'static str, String, String),
}

struct Case {
    name: String,
    outcome: Outcome,
}

#[derive(Default)]
struct Tally {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

pub(crate) fn write(reports: &[Report], style: &Style, out: &mut impl Write) -> io::Result<()> {
    let suites: Vec<(String, Vec<Case>)> = reports.iter().flat_map(|report| suites(report, style)).collect();
    let total = tally(suites.iter().flat_map(|(_, cases)| cases));
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<testsuites name="etabli" tests="{}" failures="{}" errors="{}">"#, total.tests, total.failures, total.errors)?;
    for (name, cases) in &suites {
        let Tally { tests, failures, errors, skipped } = tally(cases);
        let name = escaped(name);
        writeln!(out, r#"  <testsuite name="{name}" tests="{tests}" failures="{failures}" errors="{errors}" skipped="{skipped}">"#)?;
        cases.iter().try_for_each(|case| write_case(&name, case, out))?;
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

fn tally<'a>(cases: impl IntoIterator<Item = &'a Case>) -> Tally {
    let mut tally = Tally::default();
    for case in cases {
        tally.tests += 1;
        match case.outcome {
            Outcome::Failed("failure", ..) => tally.failures += 1,
            Outcome::Failed("error", ..) => tally.errors += 1,
            Outcome::Failed(..) => tally.skipped += 1,
            Outcome::Passed | Outcome::Said(_) => {}
        }
    }
    tally
}

/// Every sequence, the sound ones included, and one suite for what is in none.
fn suites(report: &Report, style: &Style) -> Vec<(String, Vec<Case>)> {
    let mut subjects: BTreeMap<&str, (Vec<&Finding>, Vec<&Unchecked>)> = BTreeMap::new();
    for line in &report.sequences {
        subjects.entry(&line.sequence).or_default();
    }
    for finding in &report.findings {
        subjects.entry(finding.sequence.as_deref().unwrap_or_default()).or_default().0.push(finding);
    }
    for file in &report.unchecked {
        subjects.entry(file.sequence.as_deref().unwrap_or_default()).or_default().1.push(file);
    }
    let suite = |(name, (findings, unchecked)): (&str, (Vec<&Finding>, Vec<&Unchecked>))| {
        let title = if name.is_empty() { OUTSIDE.of(style.lang).to_owned() } else { name.to_owned() };
        (from_here(&report.root, &title), cases(findings, &unchecked, style))
    };
    subjects.into_iter().map(suite).collect()
}

fn cases(findings: Vec<&Finding>, unchecked: &[&Unchecked], style: &Style) -> Vec<Case> {
    let mut cases: Vec<Case> = by_sense(findings).iter().map(|group| fault_case(group, style)).collect();
    cases.extend(unchecked_cases(unchecked, style.lang));
    if cases.is_empty() {
        cases.push(Case { name: SOUND.of(style.lang).to_owned(), outcome: Outcome::Passed });
    }
    cases
}

fn fault_case(group: &FaultGroup, style: &Style) -> Case {
    let (fault, lang) = (group.fault, style.lang);
    let frames = group.runs().shown(FRAME_COLUMNS);
    let name = format!("{} {} {frames}", fault.code, fault.name);
    let body = body(group, lang);
    let outcome = if group.severity >= style.fail_on {
        Outcome::Failed("failure", fault.code, render(&fault.words.td, &group.speaker(), lang), body)
    } else {
        Outcome::Said(format!("{}: {body}", count::severity(group.severity, lang)))
    };
    Case { name: name.trim_end().to_owned(), outcome }
}

fn body(group: &FaultGroup, lang: Lang) -> String {
    let place = |finding: &&Finding| {
        let frames = Runs::of_findings([*finding]).text();
        let line = [finding.path.as_str(), &frames, &place::words(&finding.at, lang)].join(" ");
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut lines = vec![group.artist(lang, FRAME_COLUMNS), render(&group.fault.words.td, &group.speaker(), lang)];
    lines.extend(listed(group.findings.iter().map(place), group.findings.len(), lang));
    lines.push(advice(&group.speaker(), lang));
    lines.join("\n")
}

/// Files of one suite that were not checked, a case per reason.
fn unchecked_cases(files: &[&Unchecked], lang: Lang) -> Vec<Case> {
    let mut reasons: BTreeMap<(&'static str, String), Vec<&Unchecked>> = BTreeMap::new();
    for file in files {
        reasons.entry((unchecked::kind(&file.why), unchecked::words(&file.why, lang))).or_default().push(file);
    }
    let case = |((kind, words), files): ((&'static str, String), Vec<&Unchecked>)| {
        let element = if files.iter().any(|file| unchecked::is_failure(&file.why)) { "error" } else { "skipped" };
        let frames = Runs::of(files.iter().filter_map(|file| Some((file.frame?, file.frame?)))).shown(FRAME_COLUMNS);
        let body = listed(files.iter().map(|file| file.path.clone()), files.len(), lang);
        Case { name: format!("{kind} {frames}").trim_end().to_owned(), outcome: Outcome::Failed(element, kind, words, body.join("\n")) }
    };
    reasons.into_iter().map(case).collect()
}

/// The first of them, and how many more.
fn listed(lines: impl Iterator<Item = String>, count: usize, lang: Lang) -> Vec<String> {
    let more = count.saturating_sub(EXAMPLES) as u64;
    lines.take(EXAMPLES).chain((more > 0).then(|| format!("+{}", count::OTHERS.count(more, lang)))).collect()
}

fn write_case(suite: &str, case: &Case, out: &mut impl Write) -> io::Result<()> {
    let name = escaped(&case.name);
    match &case.outcome {
        Outcome::Passed => writeln!(out, r#"    <testcase classname="{suite}" name="{name}"/>"#),
        Outcome::Said(text) => {
            writeln!(out, r#"    <testcase classname="{suite}" name="{name}">"#)?;
            writeln!(out, "      <system-out>{}</system-out>\n    </testcase>", escaped_body(text))
        }
        Outcome::Failed(element, kind, message, body) => {
            writeln!(out, r#"    <testcase classname="{suite}" name="{name}">"#)?;
            let (message, body) = (escaped(message), escaped_body(body));
            writeln!(out, r#"      <{element} type="{kind}" message="{message}">{body}</{element}>"#)?;
            writeln!(out, "    </testcase>")
        }
    }
}

/// Text for an attribute. XML 1.0 has no control characters, not even escaped (section 2.2).
fn escaped(text: &str) -> String {
    let marks = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;")];
    let safe = printable(text).replace(['\u{FFFE}', '\u{FFFF}'], "\u{FFFD}");
    marks.iter().fold(safe, |text, (mark, entity)| text.replace(mark, entity))
}

/// Text for an element, whose lines are kept.
fn escaped_body(text: &str) -> String {
    text.split('\n').map(escaped).collect::<Vec<_>>().join("\n")
}

const OUTSIDE: Text = Text { fr: "fichiers hors des suites d’images", en: "files outside sequences" };
const SOUND: Text = Text { fr: "saine", en: "sound" };
