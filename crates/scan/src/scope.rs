//! Which files of a folder a scan is asked about. Their siblings are context: named, never read, never judged.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use etabli_diagnosis::sequence::{FrameRange, group};
use etabli_diagnosis::{Entry, Finding, Folder, Series, join};

/// Bounds of a scan; the default has none.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// Only files modified at this moment or later, nanoseconds since 1970.
    pub since: Option<i64>,
    /// Only these frames of each frame sequence; all when empty. Files of no sequence stay.
    pub frames: Vec<FrameRange>,
}

impl Scope {
    /// Whether it has no bounds.
    pub(crate) fn is_unbounded(&self) -> bool {
        self.since.is_none() && self.frames.is_empty()
    }

    /// The entries that are asked about, by index; `None` when all are.
    pub(crate) fn asked(&self, folder: &str, entries: &[Entry], named: Option<&BTreeSet<String>>) -> Option<BTreeSet<usize>> {
        if self.is_unbounded() && named.is_none() {
            return None;
        }
        let frames = self.frames_of(entries);
        let is_asked = |(index, entry): (usize, &Entry)| {
            let recent = self.since.is_none_or(|since| entry.modified >= since);
            let framed = frames.get(&index).is_none_or(|frame| self.has(*frame));
            let is_named = named.is_none_or(|named| named.contains(&join(folder, &entry.name)));
            (recent && framed && is_named).then_some(index)
        };
        Some(entries.iter().enumerate().filter_map(is_asked).collect())
    }

    fn has(&self, frame: i64) -> bool {
        self.frames.is_empty() || self.frames.iter().any(|range| range.contains(frame))
    }

    fn frames_of(&self, entries: &[Entry]) -> BTreeMap<usize, i64> {
        if self.frames.is_empty() {
            return BTreeMap::new();
        }
        let names: Vec<&str> = entries.iter().map(|e| e.name.as_str()).collect();
        let sequences = group(&names).sequences;
        let members = sequences.iter().flat_map(|s| s.members.iter().map(|m| (m.name, m.frame)));
        members.chain(sequences.iter().flat_map(|s| s.strays.iter().map(|s| (s.name, s.frame)))).collect()
    }

    /// What is asked about in one folder, made ready for many findings.
    pub(crate) fn held<'a>(&'a self, folder: &Folder, asked: &'a BTreeSet<usize>) -> Held<'a> {
        let files = folder.files.iter().map(|f| (folder.path_of(&f.entry.name), f.index)).collect();
        let series = folder.series.iter().filter(|series| reaches(series, asked)).map(|series| folder.path_of(&series.notation)).collect();
        Held { scope: self, asked, files, series }
    }
}

/// What is asked about in one folder.
pub(crate) struct Held<'a> {
    scope: &'a Scope,
    asked: &'a BTreeSet<usize>,
    /// Every file of the folder, by its path.
    files: HashMap<String, usize>,
    /// Sequences of which some member is asked about.
    series: HashSet<String>,
}

impl Held<'_> {
    /// Whether a finding is about what was asked: a file that was, or an absent frame of a sequence of which some was.
    pub(crate) fn holds(&self, finding: &Finding) -> bool {
        if let Some(index) = self.files.get(&finding.path) {
            return self.asked.contains(index);
        }
        let run = finding.frame.map(|first| first..=finding.until.unwrap_or(first));
        let framed = run.is_none_or(|mut run| run.any(|frame| self.scope.has(frame)));
        framed && finding.sequence.as_ref().is_some_and(|sequence| self.series.contains(sequence))
    }
}

/// Whether some member of a sequence is asked about.
pub(crate) fn reaches(series: &Series, asked: &BTreeSet<usize>) -> bool {
    series.frames.iter().any(|(_, index)| asked.contains(index))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use etabli_diagnosis::sequence::parse_ranges;
    use etabli_diagnosis::{Entry, EntryKind};

    use super::Scope;

    fn entries(names: &[&str]) -> Vec<Entry> {
        let entry = |(name, modified): (&&str, i64)| Entry {
            name: (*name).to_owned(),
            raw: None,
            kind: EntryKind::File,
            size: 1,
            modified,
            changed: modified,
            mode: 0o644,
            uid: 0,
            gid: 0,
            identity: (0, 0),
            moving: false,
        };
        names.iter().zip(1..).map(entry).collect()
    }

    fn asked(scope: &Scope, named: Option<&[&str]>) -> Option<Vec<usize>> {
        let named = named.map(|names| names.iter().map(|n| (*n).to_owned()).collect::<BTreeSet<_>>());
        let entries = entries(&["a.1001.exr", "a.1002.exr", "a.1003.exr", "note.txt"]);
        scope.asked("f", &entries, named.as_ref()).map(|asked| asked.into_iter().collect())
    }

    #[test]
    fn a_scope_bounds_time_frames_and_names() {
        assert_eq!(asked(&Scope::default(), None), None);
        assert_eq!(asked(&Scope { since: Some(3), ..Scope::default() }, None), Some(vec![2, 3]));
        let odd = Scope { frames: parse_ranges("1001-1100x2").unwrap(), ..Scope::default() };
        assert_eq!(asked(&odd, None), Some(vec![0, 2, 3]), "a file of no sequence stays");
        assert_eq!(asked(&Scope::default(), Some(&["f/a.1002.exr"])), Some(vec![1]));
    }
}
