//! Which files of a folder a scan is asked about. Their siblings are context: the nearest are read for comparison, none is judged.

use std::collections::{BTreeMap, BTreeSet, HashMap};

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

    /// Files to read beside those that are asked about: their nearest neighbours, without which nobody can tell what is usual.
    /// A file that is broken needs no comparison.
    pub(crate) fn beside(entries: &[Entry], asked: &BTreeSet<usize>, is_sound: &dyn Fn(usize) -> bool) -> BTreeSet<usize> {
        let names: Vec<&str> = entries.iter().map(|e| e.name.as_str()).collect();
        let mut beside = BTreeSet::new();
        for sequence in group(&names).sequences {
            for (place, _) in sequence.members.iter().enumerate().filter(|(_, m)| asked.contains(&m.name) && is_sound(m.name)) {
                let near = place.saturating_sub(BESIDE)..=(place + BESIDE).min(sequence.members.len().saturating_sub(1));
                let members = sequence.members.get(near).unwrap_or_default();
                beside.extend(members.iter().map(|m| m.name).filter(|name| !asked.contains(name)));
            }
        }
        beside
    }

    /// What is asked about in one folder, made ready for many findings.
    pub(crate) fn held<'a>(&'a self, folder: &Folder, asked: &'a BTreeSet<usize>, is_named: bool) -> Held<'a> {
        let files = folder.files.iter().map(|f| (folder.path_of(&f.entry.name), f.index)).collect();
        let reach = |series: &Series| Some((folder.path_of(&series.notation), self.reach(series, asked, is_named)?));
        Held { scope: self, asked, files, series: folder.series.iter().filter_map(reach).collect() }
    }

    /// How much of a sequence is asked about; `None` when nothing is. `is_named` when files were named: frames that are absent
    /// between them are asked about too, and no others.
    pub(crate) fn reach(&self, series: &Series, asked: &BTreeSet<usize>, is_named: bool) -> Option<Reach> {
        let own: Vec<i64> = series.frames.iter().filter(|(_, index)| asked.contains(index)).map(|(frame, _)| *frame).collect();
        let ends = own.first().copied().zip(own.last().copied());
        let meets = |(first, last): (i64, i64)| self.frames.iter().any(|range| range.first <= last && first <= range.last);
        let is_met = !is_named && series.ends().is_some_and(meets);
        (ends.is_some() || is_met).then_some(Reach { between: ends.filter(|_| is_named), is_whole: own.len() == series.frames.len() })
    }
}

/// Neighbours on each side that are read for comparison: as many as a run of faulty frames and the frames that tell it apart.
const BESIDE: usize = 6;

/// Faults of a whole sequence, told at its first frame: some of its frames say nothing of them.
const OF_THE_WHOLE: [&str; 2] = ["SEQ007", "SEQ011"];

/// How much of a sequence is asked about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reach {
    /// First and last of the frames whose files were named.
    between: Option<(i64, i64)>,
    /// Whether every member is asked about.
    is_whole: bool,
}

/// What is asked about in one folder.
pub(crate) struct Held<'a> {
    scope: &'a Scope,
    asked: &'a BTreeSet<usize>,
    /// Every file of the folder, by its path.
    files: HashMap<String, usize>,
    /// Sequences of which something is asked about.
    series: HashMap<String, Reach>,
}

impl Held<'_> {
    /// Whether a finding is about what was asked: a file that was, an absent frame of a sequence of which some was, or a sequence
    /// of which all was.
    pub(crate) fn holds(&self, finding: &Finding) -> bool {
        let reach = finding.sequence.as_ref().and_then(|sequence| self.series.get(sequence));
        if OF_THE_WHOLE.contains(&finding.fault.code) {
            return reach.is_some_and(|reach| reach.is_whole);
        }
        if let Some(index) = self.files.get(&finding.path) {
            return self.asked.contains(index);
        }
        let Some((first, last)) = finding.frame.map(|first| (first, finding.until.unwrap_or(first))) else { return reach.is_some() };
        let framed = (first..=last).any(|frame| self.scope.has(frame));
        framed && reach.is_some_and(|reach| reach.between.is_none_or(|(from, to)| first <= to && from <= last))
    }
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
