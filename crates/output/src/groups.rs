//! Findings gathered the way people read them: by sequence, then by fault.

use std::collections::BTreeMap;

use etabli_diagnosis::{Fault, Finding, Lang, Severity, Text, Value, artist};
use etabli_scan::{Report, SequenceLine, Summary, Unchecked};

use crate::count::FILES;
use crate::frames::Runs;

/// One sequence that has something to say.
pub(crate) struct Block<'a> {
    /// Path and notation.
    pub(crate) name: &'a str,
    /// What is known of its frames; a texture set has no such line.
    pub(crate) line: Option<&'a SequenceLine>,
    /// Its faults, the heaviest first.
    pub(crate) faults: Vec<FaultGroup<'a>>,
    /// Its frames that were not checked.
    pub(crate) unchecked: Vec<&'a Unchecked>,
    /// Findings on it that were recorded before: only its frame map shows them.
    pub(crate) recorded: Vec<&'a Finding>,
}

/// One fault with one weight, wherever it is in a block. Never empty.
pub(crate) struct FaultGroup<'a> {
    /// What it is.
    pub(crate) fault: &'static Fault,
    /// Weight.
    pub(crate) severity: Severity,
    /// The finding that speaks for the others.
    pub(crate) first: &'a Finding,
    /// All of them, in frame order.
    pub(crate) findings: Vec<&'a Finding>,
    /// Which it is of the groups that say different things of one fault, from 0.
    pub(crate) part: usize,
}

impl FaultGroup<'_> {
    /// A finding that can speak for all of them: the first, over the frames of all when they differ by nothing else.
    pub(crate) fn speaker(&self) -> Finding {
        speaker(&self.findings).unwrap_or_else(|| self.first.clone())
    }

    /// Whether one sentence says all of them.
    pub(crate) fn is_joined(&self) -> bool {
        speaker(&self.findings).is_some()
    }

    /// The artist's sentence, with the frames or the number of files of which the same is true, in so many columns.
    pub(crate) fn artist(&self, lang: Lang, columns: usize) -> String {
        let said = artist(&self.speaker(), lang);
        let others = self.findings.get(1..).unwrap_or_default();
        if others.is_empty() || self.is_joined() {
            return said;
        }
        let runs = Runs::of_findings(others.iter().copied());
        let subjects = if runs.len() == 0 { FILES.count(others.len() as u64, lang) } else { runs.shown(columns / 2) };
        let is_alike = others.iter().all(|other| sense(other) == sense(self.first));
        format!("{said} {}{subjects}.", if is_alike { LIKEWISE } else { OTHERWISE }.set(lang))
    }

    /// Frames that it is on.
    pub(crate) fn runs(&self) -> Runs {
        Runs::of_findings(self.findings.iter().copied())
    }
}

const LIKEWISE: Text = Text { fr: "De même : ", en: "Likewise: " };
const OTHERWISE: Text = Text { fr: "Avec d’autres valeurs : ", en: "With other values: " };
/// Different things said of one fault in one block beyond which they are told together.
const SENSES: usize = 4;

/// Evidence of a finding on a run of frames, and of how many they are.
const RUNS: [(&str, &str); 2] = [("frames", "length"), ("missing", "count")];
/// Evidence that only says the same of one run.
const OF_ONE_RUN: [&str; 1] = ["parts"];

/// The first of several findings of one fault, over the frames of them all; `None` when they are one, or say different things.
pub(crate) fn speaker(findings: &[&Finding]) -> Option<Finding> {
    let (first, others) = findings.split_first().filter(|(_, others)| !others.is_empty())?;
    let (frames, count) = of_runs(first)?;
    let own = sense(first);
    if others.iter().any(|other| other.sequence != first.sequence || sense(other) != own) {
        return None;
    }
    let runs = Runs::of_findings(findings.iter().copied());
    let mut speaker = (*first).clone();
    speaker.with(frames, runs.text()).with(count, runs.len());
    Some(speaker)
}

/// The evidence of a run of frames and of their number, of a finding that has both.
fn of_runs(finding: &Finding) -> Option<(&'static str, &'static str)> {
    RUNS.into_iter().find(|(frames, count)| [frames, count].iter().all(|key| finding.evidence.contains_key(**key)))
}

/// What a finding on a run of frames says, whichever the run; empty for others, which differ from file to file.
fn sense(finding: &Finding) -> Vec<(&'static str, &Value)> {
    let Some((frames, count)) = of_runs(finding) else { return Vec::new() };
    let known = |key: &&'static str| ![frames, count].contains(key) && !OF_ONE_RUN.contains(key);
    finding.evidence.iter().filter(|(key, _)| known(key)).map(|(key, value)| (*key, value)).collect()
}

impl Block<'_> {
    /// Counts of this block.
    pub(crate) fn summary(&self) -> Summary {
        let count = |severity| self.faults.iter().filter(|g| g.severity == severity).map(|g| g.findings.len() as u64).sum();
        Summary {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
            unchecked: self.unchecked.len() as u64,
            ..Summary::default()
        }
    }
}

/// Sequences with findings, in path order.
pub(crate) fn blocks(report: &Report) -> Vec<Block<'_>> {
    let mut found: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &report.findings {
        if let Some(sequence) = &finding.sequence {
            found.entry(sequence).or_default().push(finding);
        }
    }
    let mut unchecked: BTreeMap<&str, Vec<&Unchecked>> = BTreeMap::new();
    for file in &report.unchecked {
        if let Some(sequence) = &file.sequence {
            unchecked.entry(sequence).or_default().push(file);
        }
    }
    let mut recorded: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &report.known {
        if let Some(sequence) = &finding.sequence {
            recorded.entry(sequence).or_default().push(finding);
        }
    }
    let lines: BTreeMap<&str, &SequenceLine> = report.sequences.iter().map(|line| (line.sequence.as_str(), line)).collect();
    let mut blocks = Vec::new();
    for (name, findings) in found {
        let unchecked = unchecked.remove(name).unwrap_or_default();
        let recorded = recorded.remove(name).unwrap_or_default();
        blocks.push(Block { name, line: lines.get(name).copied(), faults: by_sense(findings), unchecked, recorded });
    }
    blocks
}

/// Findings on files outside sequences: those of deliveries, and the others.
pub(crate) fn outside(report: &Report) -> Vec<(Text, Vec<FaultGroup<'_>>)> {
    let alone = report.findings.iter().filter(|f| f.sequence.is_none());
    let (delivered, others): (Vec<&Finding>, Vec<&Finding>) = alone.partition(|f| f.fault.code.starts_with("XFR"));
    let parts = [(DELIVERED, delivered), (OUTSIDE, others)];
    parts.into_iter().filter(|(_, findings)| !findings.is_empty()).map(|(title, findings)| (title, by_fault(findings))).collect()
}

const DELIVERED: Text = Text { fr: "Livraisons et manifestes", en: "Deliveries and manifests" };
const OUTSIDE: Text = Text { fr: "Fichiers hors des suites d’images", en: "Files outside sequences" };

/// By fault, and apart where runs of frames of one fault say different things.
pub(crate) fn by_sense(findings: Vec<&Finding>) -> Vec<FaultGroup<'_>> {
    let mut groups: Vec<FaultGroup> = by_fault(findings).into_iter().flat_map(split).collect();
    groups.sort_by_key(order);
    groups
}

fn split(group: FaultGroup<'_>) -> Vec<FaultGroup<'_>> {
    let mut parts: Vec<FaultGroup> = Vec::new();
    for &finding in &group.findings {
        let count = parts.len();
        match parts.iter_mut().find(|part| sense(part.first) == sense(finding)) {
            Some(part) => part.findings.push(finding),
            None if count == SENSES => return vec![group],
            None => parts.push(FaultGroup { first: finding, findings: vec![finding], part: count, ..group }),
        }
    }
    parts
}

/// The heaviest first, then by frame and code.
fn order(group: &FaultGroup) -> (std::cmp::Reverse<Severity>, Option<i64>, &'static str, usize) {
    (std::cmp::Reverse(group.severity), group.first.frame, group.fault.code, group.part)
}

/// One group for a fault and a weight, in their order.
pub(crate) fn by_fault(findings: Vec<&Finding>) -> Vec<FaultGroup<'_>> {
    let mut groups: Vec<FaultGroup> = Vec::new();
    for finding in findings {
        let alike = |g: &&mut FaultGroup| g.fault.code == finding.fault.code && g.severity == finding.severity;
        match groups.iter_mut().find(alike) {
            Some(group) => group.findings.push(finding),
            None => groups.push(FaultGroup {
                fault: finding.fault,
                severity: finding.severity,
                first: finding,
                findings: vec![finding],
                part: 0,
            }),
        }
    }
    for group in &mut groups {
        group.findings.sort_by_key(|f| f.frame);
        group.first = group.findings.first().copied().unwrap_or(group.first);
    }
    groups.sort_by_key(order);
    groups
}

/// Sequences on which nothing was found and of which every frame was checked.
pub(crate) fn sound(report: &Report) -> u64 {
    let spoken: std::collections::BTreeSet<&str> = report
        .findings
        .iter()
        .filter_map(|f| f.sequence.as_deref())
        .chain(report.known.iter().filter_map(|f| f.sequence.as_deref()))
        .chain(report.unchecked.iter().filter_map(|u| u.sequence.as_deref()))
        .collect();
    report.sequences.iter().filter(|line| !spoken.contains(line.sequence.as_str())).count() as u64
}

/// The folder of a path, empty for the root.
pub(crate) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A path as the person can give it back, from where they stand.
pub(crate) fn from_here(root: &str, path: &str) -> String {
    match (root, path) {
        ("" | ".", "") => ".".to_owned(),
        ("" | ".", path) => path.to_owned(),
        (root, "") => root.to_owned(),
        (root, path) => format!("{}/{path}", root.trim_end_matches('/')),
    }
}
