//! Findings gathered the way people read them: by sequence, then by fault.

use std::collections::BTreeMap;

use etabli_diagnosis::{Fault, Finding, Severity};
use etabli_scan::{Report, SequenceLine, Summary, Unchecked};

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
    /// Frames that it is on.
    pub(crate) fn runs(&self) -> Runs {
        Runs::of_findings(self.findings.iter().copied())
    }
}

impl Block<'_> {
    /// Counts of this block.
    pub(crate) fn summary(&self) -> Summary {
        let count = |severity| self.faults.iter().filter(|g| g.severity == severity).map(|g| g.findings.len() as u64).sum();
        Summary {
            files: 0,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
            unchecked: self.unchecked.len() as u64,
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
