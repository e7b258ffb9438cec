//! What most frames of a sequence have in common, and the frames that differ.

use std::collections::HashMap;
use std::hash::Hash;

use crate::{Context, Finding, Findings, Picture, Series, Severity, Text};

/// A frame with what is judged of it.
pub(super) struct Judged<K> {
    pub(super) frame: i64,
    /// Index in the folder's files.
    pub(super) index: usize,
    pub(super) key: K,
}

/// What frames are judged against.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Standard<K> {
    pub(super) key: K,
    pub(super) basis: Basis,
}

/// Where a standard comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Basis {
    /// The production declares it.
    Declared,
    /// At least three frames agree on it, and two in three.
    Siblings,
    /// Most frames agree on it, but too few to be sure.
    FewSiblings,
}

/// Frames that a standard is read from.
const SIBLINGS: usize = 3;

impl Basis {
    /// Words between what was seen and what was expected.
    pub(super) fn words(self) -> Text {
        match self {
            Self::Declared => Text { fr: "la production déclare", en: "the production declares" },
            Self::Siblings | Self::FewSiblings => Text { fr: "les autres images ont", en: "the other frames have" },
        }
    }
}

/// Frames whose header is whole: of no other is anything said.
pub(super) fn headers<'a>(series: &'a Series, context: &Context<'a>) -> impl Iterator<Item = (i64, usize, Picture<'a>)> {
    let known = series.pictures(context.folder).filter(|(_, _, picture)| picture.has_header());
    known.map(|(frame, file, picture)| (frame, file.index, picture))
}

/// Whether a sequence is of OpenEXR: what a production declares of compression and colour is declared for it.
pub(super) fn is_exr(series: &Series, context: &Context) -> bool {
    series.pictures(context.folder).next().is_some_and(|(_, _, picture)| picture.is_exr())
}

/// What more than half the frames have in common.
pub(super) fn standard<K: Copy + Eq + Hash>(keys: impl Iterator<Item = K>) -> Option<Standard<K>> {
    let mut counts: HashMap<K, usize> = HashMap::new();
    let mut all = 0;
    let mut keys = keys.peekable();
    while let Some(key) = keys.next() {
        // Neighbours are mostly equal, and hashing is dear.
        let run = 1 + std::iter::from_fn(|| keys.next_if_eq(&key)).count();
        *counts.entry(key).or_default() += run;
        all += run;
    }
    let (key, count) = counts.into_iter().find(|(_, count)| count * 2 > all && *count > 1)?;
    let sure = count >= SIBLINGS && count * 3 >= all * 2;
    Some(Standard { key, basis: if sure { Basis::Siblings } else { Basis::FewSiblings } })
}

/// Reports frames that differ, one finding for each run of frames that differ alike. `say` fills the finding in, and answers
/// whether the frame differs at all. What too few siblings show is a note.
pub(super) fn report<K: PartialEq>(
    frames: &[Judged<K>],
    basis: Basis,
    context: &Context,
    findings: &mut Findings,
    say: impl Fn(&K, &mut Finding) -> bool,
) {
    for run in frames.chunk_by(|a, b| a.key == b.key && a.frame.checked_add(1) == Some(b.frame)) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let mut finding = findings.draft(first.index, context);
        if !say(&first.key, &mut finding) {
            continue;
        }
        finding.run(first.frame, last.frame).with("frames", frames_text(first.frame, last.frame)).with("basis", basis.words());
        if basis == Basis::FewSiblings {
            finding.weigh(Severity::Note);
        }
        findings.list.push(finding);
    }
}

/// A run as it is written: "1035", "1035-1040".
pub(super) fn frames_text(first: i64, last: i64) -> String {
    if first == last { first.to_string() } else { format!("{first}-{last}") }
}

#[cfg(test)]
mod tests {
    use super::{Basis, standard};

    #[test]
    fn a_majority_of_three_decides() {
        let check = |keys: &[u8], expected: Option<(u8, Basis)>| {
            assert_eq!(standard(keys.iter().copied()).map(|s| (s.key, s.basis)), expected, "{keys:?}");
        };
        check(&[], None);
        check(&[1], None);
        check(&[1, 1], Some((1, Basis::FewSiblings)));
        check(&[1, 2], None);
        check(&[1, 2, 1], Some((1, Basis::FewSiblings)));
        check(&[1, 1, 1], Some((1, Basis::Siblings)));
        check(&[1, 2, 1, 1], Some((1, Basis::Siblings)));
        check(&[1, 1, 2, 2], None);
        check(&[1, 1, 1, 2, 2], Some((1, Basis::FewSiblings)));
        check(&[1, 1, 1, 1, 2, 2], Some((1, Basis::Siblings)));
        check(&[1, 1, 1, 2, 2, 2, 3], None);
    }
}
