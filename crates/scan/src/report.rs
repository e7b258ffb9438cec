//! What a scan found, as values: the event stream before anybody writes it.

use std::collections::{BTreeSet, HashMap};

use etabli_diagnosis::causes::{CauseFound, causes};
use etabli_diagnosis::{Failure, Finding, Severity};

use crate::fix::Fixing;

/// Everything that a scan of one root found, in path order.
#[derive(Debug, Default)]
pub struct Report {
    /// The root, as the person gave it; the folder, when a file was given.
    pub root: String,
    /// Frame sequences.
    pub sequences: Vec<SequenceLine>,
    /// Faults.
    pub findings: Vec<Finding>,
    /// What explains several of them, by their places in `findings`: whoever takes findings away relates the rest again.
    pub causes: Vec<CauseFound>,
    /// What should have been examined and could not be.
    pub unchecked: Vec<Unchecked>,
    /// How many files were judged.
    pub files: u64,
    /// How many were met whose format nobody claims.
    pub unclaimed: u64,
    /// Findings left out because they were recorded before.
    pub known: Vec<Finding>,
    /// Findings left out because the production accepts them.
    pub ignored: u64,
    /// What was fixed, would be, or could not be.
    pub fixes: Vec<Fixing>,
}

/// One frame sequence of the scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SequenceLine {
    /// Path and fileseq notation, relative to the root.
    pub sequence: String,
    /// First and last frame ("1001-1100").
    pub frames: String,
    /// Frames that are there.
    pub found: usize,
    /// Their numbers, ascending.
    pub present: Vec<i64>,
    /// Those of which nobody looked inside, ascending.
    pub unseen: Vec<i64>,
    /// Findings on it.
    pub findings: usize,
}

/// A file, or part of one, that was not checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unchecked {
    /// Path relative to the root.
    pub path: String,
    /// Exact bytes of the path, when they are no UTF-8.
    pub raw: Option<Vec<u8>>,
    /// Frame sequence it belongs to, path and notation.
    pub sequence: Option<String>,
    /// Frame, when the file is one.
    pub frame: Option<i64>,
    /// Why.
    pub why: Why,
}

impl Unchecked {
    /// A place on the disk that is no file which was read.
    pub fn place(path: &str, why: Why) -> Self {
        Self { path: path.to_owned(), raw: None, sequence: None, frame: None, why }
    }
}

/// Why something was not checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Its reader failed.
    Failed(Failure),
    /// Nobody here reads these pixels: a codec or kind, by its name.
    Unread(String),
    /// The folder could not be walked: the system's words.
    Refused(String),
    /// It was named, and is there no more.
    Absent,
}

/// Counts of a report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files judged.
    pub files: u64,
    /// Findings by weight.
    pub errors: u64,
    /// Findings by weight.
    pub warnings: u64,
    /// Findings by weight.
    pub notes: u64,
    /// Files not checked.
    pub unchecked: u64,
    /// Findings left out because they were recorded before.
    pub known: u64,
    /// Findings left out because the production accepts them.
    pub ignored: u64,
}

/// How many findings each sequence has, by its path and notation.
pub(crate) fn by_sequence(findings: &[Finding]) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    for sequence in findings.iter().filter_map(|finding| finding.sequence.as_deref()) {
        *counts.entry(sequence).or_default() += 1;
    }
    counts
}

impl Report {
    /// Leaves out the findings that were recorded before; the counts and the causes follow.
    pub fn leave_out(&mut self, mut is_known: impl FnMut(&Finding) -> bool) {
        let (known, new) = std::mem::take(&mut self.findings).into_iter().partition(|finding| is_known(finding));
        self.findings = new;
        self.known.extend::<Vec<Finding>>(known);
        let counts = by_sequence(&self.findings);
        for line in &mut self.sequences {
            line.findings = counts.get(line.sequence.as_str()).copied().unwrap_or(0);
        }
        self.relate();
    }

    /// Looks for what explains several of the findings. What was left out, or not checked, is no reason to call a frame good.
    pub(crate) fn relate(&mut self) {
        self.causes = causes(&self.findings);
        let known = self.known.iter().filter_map(|finding| finding.sequence.as_deref());
        let doubtful: BTreeSet<&str> = known.chain(self.unchecked.iter().filter_map(|file| file.sequence.as_deref())).collect();
        for found in &mut self.causes {
            let mut own = found.findings.iter().filter_map(|&index| self.findings.get(index)?.sequence.as_deref());
            found.spares &= !own.any(|sequence| doubtful.contains(sequence));
        }
    }

    /// Counts of this report.
    pub fn summary(&self) -> Summary {
        let count = |severity| self.findings.iter().filter(|f| f.severity == severity).count() as u64;
        Summary {
            files: self.files,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
            unchecked: self.unchecked.len() as u64,
            known: self.known.len() as u64,
            ignored: self.ignored,
        }
    }
}
