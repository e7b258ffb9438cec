//! What changed in a sequence, each thing once with its frames.

use std::collections::{BTreeMap, BTreeSet};

use etabli_diagnosis::compare::{Change, Comparison, Rules, Verdict, What};
use etabli_scan::{Absent, Differences, Frame, Sequence};

use crate::frames::Runs;

/// Frames of each verdict.
#[derive(Debug, Clone, Default)]
pub(super) struct Counts {
    pub(super) same: Vec<i64>,
    pub(super) inside: Vec<i64>,
    pub(super) different: Vec<i64>,
    pub(super) unread: Vec<i64>,
    /// Files of each verdict, numbered or not; those of one side only are not among them.
    pub(super) files: [u64; 4],
    /// Files of one side only.
    pub(super) absent: [u64; 2],
}

/// What headers say otherwise in some frames.
pub(super) struct HeaderGroup<'a> {
    pub(super) what: What,
    pub(super) name: &'a str,
    /// Before and after, when all these frames have the same.
    pub(super) values: Option<[Option<&'a str>; 2]>,
    pub(super) frames: Runs,
    pub(super) counts: bool,
}

/// Channels that came and went in some frames.
pub(super) struct ChannelGroup<'a> {
    pub(super) removed: &'a [String],
    pub(super) added: &'a [String],
    pub(super) frames: Runs,
}

/// The runs of some frames.
pub(super) fn runs(frames: impl IntoIterator<Item = i64>) -> Runs {
    Runs::of(frames.into_iter().map(|frame| (frame, frame)))
}

/// Comparisons of a sequence with their frames.
fn compared(sequence: &Sequence) -> impl Iterator<Item = (&Frame, &Comparison)> {
    sequence.frames.iter().filter_map(|frame| Some((frame, frame.compared.as_deref().ok()?)))
}

impl Counts {
    /// Of one sequence.
    pub(super) fn of(sequence: &Sequence) -> Self {
        let mut counts = Self::default();
        for frame in &sequence.frames {
            let (list, place) = match frame.verdict {
                Verdict::Same => (&mut counts.same, 0),
                Verdict::Inside => (&mut counts.inside, 1),
                Verdict::Different => (&mut counts.different, 2),
                Verdict::Unread => (&mut counts.unread, 3),
            };
            list.extend(frame.frame);
            counts.files[place] += 1;
        }
        counts.absent = sequence.absent.each_ref().map(|absent| absent.len() as u64);
        counts
    }

    /// Of all sequences.
    pub(super) fn total(differences: &Differences) -> Self {
        differences.sequences.iter().map(Self::of).fold(Self::default(), |mut sum, one| {
            sum.files.iter_mut().zip(one.files).for_each(|(sum, one)| *sum += one);
            sum.absent.iter_mut().zip(one.absent).for_each(|(sum, one)| *sum += one);
            sum.different.extend(one.different);
            sum.inside.extend(one.inside);
            sum
        })
    }

    /// Pairs of all verdicts.
    pub(super) fn pairs(&self) -> u64 {
        self.files.iter().sum()
    }
}

/// Whether nothing of a sequence has to be told.
pub(super) fn is_silent(sequence: &Sequence) -> bool {
    let is_told = |comparison: &Comparison| !comparison.is_same_bytes && (comparison.changed.pixels > 0 || !comparison.headers.is_empty());
    sequence.absent.iter().all(Vec::is_empty)
        && sequence.frames.iter().all(|frame| frame.verdict == Verdict::Same && frame.compared.as_deref().is_ok_and(|one| !is_told(one)))
}

/// Places of the frames that show a change, those that count before the others, the most changed first.
pub(super) fn ranked(sequence: &Sequence, rules: &Rules) -> Vec<usize> {
    let weight = |frame: &Frame| {
        let comparison = frame.compared.as_deref().ok()?;
        let is_other = comparison.changed.pixels > 0 || !comparison.removed.is_empty() || !comparison.added.is_empty();
        let is_shown = comparison.headers.iter().any(|change| rules.counts(change) && is_seen(change.what));
        (is_other || is_shown).then_some((frame.verdict == Verdict::Different, comparison.outside.pixels, comparison.changed.pixels))
    };
    let mut ranked: Vec<_> = sequence.frames.iter().enumerate().filter_map(|(place, frame)| Some((weight(frame)?, place))).collect();
    ranked.sort_by(|(a, at), (b, other)| b.cmp(a).then(at.cmp(other)));
    ranked.into_iter().map(|(_, place)| place).collect()
}

/// Whether a person would see it in the picture.
fn is_seen(what: What) -> bool {
    matches!(what, What::DataWindow | What::DisplayWindow | What::PixelAspect)
}

/// Headers, by what they say; what counts first.
pub(super) fn headers<'a>(sequence: &'a Sequence, rules: &Rules) -> Vec<HeaderGroup<'a>> {
    let mut groups: BTreeMap<(bool, What, &str), Said> = BTreeMap::new();
    for (frame, comparison) in compared(sequence) {
        for change in &comparison.headers {
            let key = (!rules.counts(change), change.what, change.name.as_str());
            let said = groups.entry(key).or_default();
            said.values.insert(values_of(change));
            said.frames.extend(frame.frame);
        }
    }
    let group = |((is_light, what, name), said): ((bool, What, &'a str), Said<'a>)| HeaderGroup {
        what,
        name,
        values: said.values.first().copied().filter(|_| said.values.len() == 1),
        frames: runs(said.frames),
        counts: !is_light,
    };
    groups.into_iter().map(group).collect()
}

/// The values of one thing in a header, before and after, and its frames.
#[derive(Default)]
struct Said<'a> {
    values: BTreeSet<[Option<&'a str>; 2]>,
    frames: Vec<i64>,
}

fn values_of(change: &Change) -> [Option<&str>; 2] {
    [change.before.as_deref(), change.after.as_deref()]
}

/// Channels that came and went.
pub(super) fn channels(sequence: &Sequence) -> Vec<ChannelGroup<'_>> {
    let mut groups: BTreeMap<(&[String], &[String]), Vec<i64>> = BTreeMap::new();
    for (frame, one) in compared(sequence).filter(|(_, one)| !one.removed.is_empty() || !one.added.is_empty()) {
        groups.entry((&one.removed, &one.added)).or_default().extend(frame.frame);
    }
    groups.into_iter().map(|((removed, added), frames)| ChannelGroup { removed, added, frames: runs(frames) }).collect()
}

/// Frames of one side only, and the paths of those that have no number.
pub(super) fn absent(absent: &[Absent]) -> (Runs, Vec<&str>) {
    let alone = absent.iter().filter(|one| one.frame.is_none()).map(|one| one.path.as_str());
    (runs(absent.iter().filter_map(|one| one.frame)), alone.collect())
}
