//! What was already wrong on a day that somebody accepted, so that only what is new is shown.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::sequence::{FrameRange, parse_ranges};
use crate::{Day, Finding, fingerprint};

/// Findings that are known, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// Number of this format: 1.
    pub schema: u32,
    /// What is known, in order of subject and code.
    pub known: Vec<Known>,
}

/// Findings of one fault on one subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// Code.
    pub code: String,
    /// Frame sequence, its frame number written `#`, or the file's path; relative to the root.
    pub subject: String,
    /// Fingerprint.
    pub fingerprint: String,
    /// How many.
    pub count: usize,
    /// The frames that are absent ("1013,1015-1017"): of these not their number is known, but which they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frames: Option<String>,
    /// Last day on which they are accepted (YYYY-MM-DD); for ever when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

type Key = (String, String, String);

impl Baseline {
    /// Records findings, all until the same day.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Finding>, until: Option<Day>) -> Self {
        let mut groups: BTreeMap<Key, Vec<&Finding>> = BTreeMap::new();
        for finding in findings {
            groups.entry(key(finding)).or_default().push(finding);
        }
        let until = until.map(|day| day.to_string());
        let known = |((subject, code, fingerprint), findings): (Key, Vec<&Finding>)| {
            let frames = (code == ABSENT).then(|| written(&findings));
            Known { code, subject, fingerprint, count: findings.len(), frames, until: until.clone() }
        };
        Self { schema: 1, known: groups.into_iter().map(known).collect() }
    }

    /// What is still accepted on a day: asked for each finding in turn, it says whether that one is known.
    pub fn accepted(&self, today: Day) -> impl FnMut(&Finding) -> bool + use<> {
        let held = self.known.iter().filter(|known| !known.is_expired(today));
        let mut left: BTreeMap<Key, Left> = BTreeMap::new();
        for known in held {
            let left = left.entry((known.subject.clone(), known.code.clone(), known.fingerprint.clone())).or_default();
            match known.frames.as_deref().and_then(|frames| parse_ranges(frames).ok()) {
                Some(frames) => left.frames.extend(frames),
                None => left.count += known.count,
            }
        }
        move |finding| left.get_mut(&key(finding)).is_some_and(|left| left.take(finding))
    }

    /// What is no more accepted on a day.
    pub fn expired(&self, today: Day) -> impl Iterator<Item = &Known> {
        self.known.iter().filter(move |known| known.is_expired(today))
    }
}

/// The fault whose findings are frames that are not there: each is another one.
const ABSENT: &str = "SEQ001";

/// What is still accepted of one fault on one subject.
#[derive(Default)]
struct Left {
    count: usize,
    frames: Vec<FrameRange>,
}

impl Left {
    fn take(&mut self, finding: &Finding) -> bool {
        let run = finding.frame.map(|first| (first, finding.until.unwrap_or(first)));
        if run.is_some_and(|(first, last)| self.frames.iter().any(|range| range.contains(first) && range.contains(last))) {
            return true;
        }
        let is_known = self.count > 0;
        self.count = self.count.saturating_sub(1);
        is_known
    }
}

/// The frames of findings as runs, ascending, those that touch joined.
fn written(findings: &[&Finding]) -> String {
    let mut runs: Vec<(i64, i64)> = findings.iter().filter_map(|f| f.frame.map(|first| (first, f.until.unwrap_or(first)))).collect();
    runs.sort_unstable();
    let mut joined: Vec<(i64, i64)> = Vec::new();
    for (first, last) in runs {
        match joined.last_mut() {
            Some(open) if first <= open.1.saturating_add(1) => open.1 = open.1.max(last),
            _ => joined.push((first, last)),
        }
    }
    let text = |(first, last): &(i64, i64)| if first == last { first.to_string() } else { format!("{first}-{last}") };
    joined.iter().map(text).collect::<Vec<_>>().join(",")
}

impl Known {
    fn is_expired(&self, today: Day) -> bool {
        self.until.as_ref().is_some_and(|until| Day::parse(until).is_none_or(|last| last < today))
    }
}

fn key(finding: &Finding) -> Key {
    (subject(finding), finding.fault.code.to_owned(), fingerprint(finding))
}

/// A sequence keeps its name while frames come and go: the last number of the name that is the frame is written `#`.
fn subject(finding: &Finding) -> String {
    let Some(frame) = finding.frame.filter(|_| finding.sequence.is_some()) else { return finding.path.clone() };
    let (folder, name) = crate::tree::split(&finding.path);
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let written = frame.unsigned_abs().to_string();
    match name.rfind(&written).and_then(|at| Some((name.get(..at)?, name.get(at + written.len()..)?))) {
        Some((before, after)) => format!("{prefix}{}#{after}", before.trim_end_matches('0')),
        None => finding.path.clone(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Baseline;
    use crate::{At, Day, Finding, faults};

    fn finding(code: &str, frame: i64) -> Finding {
        let fault = faults::find(code).unwrap();
        Finding {
            fault,
            subcode: None,
            severity: fault.severity,
            path: format!("sh010/beauty.{frame:06}.exr"),
            raw: None,
            sequence: Some(format!("sh010/beauty.1-{frame}#.exr")),
            frame: Some(frame),
            until: None,
            at: At::default(),
            evidence: BTreeMap::new(),
            related: Vec::new(),
        }
    }

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn shown(baseline: &Baseline, findings: &[Finding], today: &str) -> usize {
        let mut accepted = baseline.accepted(day(today));
        findings.iter().filter(|f| !accepted(f)).count()
    }

    #[test]
    fn as_many_as_were_recorded_are_known_of_a_sequence() {
        let baseline = Baseline::of(&[finding("EXR001", 7), finding("EXR001", 10)], None);
        assert_eq!(baseline.known.iter().map(|k| (k.subject.as_str(), k.count)).collect::<Vec<_>>(), [("sh010/beauty.#.exr", 2)]);
        assert_eq!(shown(&baseline, &[finding("EXR001", 8), finding("EXR001", 70)], "2026-11-24"), 0);
        assert_eq!(shown(&baseline, &[finding("EXR001", 7), finding("EXR001", 10), finding("EXR001", 11)], "2026-11-24"), 1);
        assert_eq!(shown(&baseline, &[finding("FIL001", 7)], "2026-11-24"), 1);
    }

    #[test]
    fn absent_frames_are_remembered_not_counted() {
        let absent = |first: i64, last: i64| Finding { until: (first != last).then_some(last), ..finding("SEQ001", first) };
        let baseline = Baseline::of(&[absent(1013, 1013), absent(1014, 1016), absent(1020, 1020)], None);
        assert_eq!(baseline.known[0].frames.as_deref(), Some("1013-1016,1020"));
        let today = "2026-11-24";
        assert_eq!(shown(&baseline, &[absent(1013, 1013), absent(1015, 1016), absent(1020, 1020)], today), 0);
        assert_eq!(shown(&baseline, &[absent(1030, 1030)], today), 1, "another frame is new");
        assert_eq!(shown(&baseline, &[absent(1013, 1017)], today), 1, "a hole that grew is new");
    }

    #[test]
    fn what_has_expired_is_shown_again() {
        let baseline = Baseline::of(&[finding("EXR001", 7)], Some(day("2026-12-31")));
        assert_eq!(shown(&baseline, &[finding("EXR001", 7)], "2026-12-31"), 0);
        assert_eq!(shown(&baseline, &[finding("EXR001", 7)], "2027-01-01"), 1);
        assert_eq!(baseline.expired(day("2027-01-01")).count(), 1);
        assert_eq!(baseline.expired(day("2026-12-31")).count(), 0);
    }
}
