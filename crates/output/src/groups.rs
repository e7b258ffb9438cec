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
        format!("{said} {}{subjects}.", LIKEWISE.set(lang))
    }

    /// Frames that it is on.
    pub(crate) fn runs(&self) -> Runs {
        Runs::of_findings(self.findings.iter().copied())
    }
}

const LIKEWISE: Text = Text { fr: "De même : ", en: "Likewise: " };

/// Evidence of a finding on a run of frames, and of how many they are.
const RUNS: [(&str, &str); 2] = [("frames", "length"), ("missing", "count")];
/// Evidence that only says the same of one run.
const OF_ONE_RUN: [&str; 1] = ["parts"];

/// The first of several findings of one fault, over the frames of them all; `None` when they are one, or say different things.
pub(crate) fn speaker(findings: &[&Finding]) -> Option<Finding> {
    let (first, others) = findings.split_first().filter(|(_, others)| !others.is_empty())?;
    let (frames, count) = RUNS.into_iter().find(|(frames, count)| [frames, count].iter().all(|key| first.evidence.contains_key(**key)))?;
    let rest = |finding: &Finding| -> Vec<(&'static str, Value)> {
        let known = |key: &&'static str| ![frames, count].contains(key) && !OF_ONE_RUN.contains(key);
        finding.evidence.iter().filter(|(key, _)| known(key)).map(|(key, value)| (*key, value.clone())).collect()
    };
    let own = rest(first);
    if others.iter().any(|other| other.sequence != first.sequence || rest(other) != own) {
        return None;
    }
    let runs = Runs::of_findings(findings.iter().copied());
    let mut speaker = (*first).clone();
    speaker.with(frames, runs.text()).with(count, runs.len());
    Some(speaker)
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
    let lines: BTreeMap<&str, &SequenceLine> = report.sequences.iter().map(|line| (line.sequence.as_str(), line)).collect();
    let mut blocks = Vec::new();
    for (name, findings) in found {
        let unchecked = unchecked.remove(name).unwrap_or_default();
        blocks.push(Block { name, line: lines.get(name).copied(), faults: by_fault(findings), unchecked });
    }
    blocks
}

/// Findings on files outside sequences.
pub(crate) fn outside(report: &Report) -> Vec<FaultGroup<'_>> {
    by_fault(report.findings.iter().filter(|f| f.sequence.is_none()).collect())
}

/// The heaviest first, then by frame and code.
pub(crate) fn by_fault(findings: Vec<&Finding>) -> Vec<FaultGroup<'_>> {
    let mut groups: Vec<FaultGroup> = Vec::new();
    for finding in findings {
        let alike = |g: &&mut FaultGroup| g.fault.code == finding.fault.code && g.severity == finding.severity;
        match groups.iter_mut().find(alike) {
            Some(group) => group.findings.push(finding),
            None => groups.push(FaultGroup { fault: finding.fault, severity: finding.severity, first: finding, findings: vec![finding] }),
        }
    }
    for group in &mut groups {
        group.findings.sort_by_key(|f| f.frame);
        group.first = group.findings.first().copied().unwrap_or(group.first);
    }
    groups.sort_by_key(|g| (std::cmp::Reverse(g.severity), g.first.frame, g.fault.code));
    groups
}

/// Sequences on which nothing was found and of which every frame was checked.
pub(crate) fn sound(report: &Report) -> u64 {
    let spoken: std::collections::BTreeSet<&str> = report
        .findings
        .iter()
        .filter_map(|f| f.sequence.as_deref())
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
