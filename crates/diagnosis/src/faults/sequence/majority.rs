//! What most frames of a sequence have in common, and the frames that differ.

use std::collections::HashMap;
use std::hash::Hash;

use crate::{Context, Finding, Findings, Lang, Phrase, Picture, Series, Severity, Text, Value};

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
    /// The sequence is in two parts, each of at least three frames: the larger one, or the earlier of two equal ones.
    Divided,
    /// Most frames agree on it, but too few to be sure.
    FewSiblings,
}

/// Frames that a standard is read from.
const SIBLINGS: usize = 3;
/// Share of a sequence, as a fraction, that two parts hold when it falls into them.
const PARTS: (usize, usize) = (9, 10);

impl Basis {
    /// Words between what was seen and what was expected.
    pub(super) fn words(self) -> Text {
        match self {
            Self::Declared => Text { fr: "la production déclare", en: "the production declares" },
            Self::Siblings | Self::Divided | Self::FewSiblings => Text { fr: "les autres images ont", en: "the other frames have" },
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

/// What more than half the frames have in common; or the larger of two parts that a sequence falls into.
pub(super) fn standard<K: Copy + Eq + Hash>(keys: impl Iterator<Item = K>) -> Option<Standard<K>> {
    let groups = groups(keys);
    let all: usize = groups.iter().map(|(_, count)| count).sum();
    let (first, second) = (groups.first()?, groups.get(1).map_or(0, |(_, count)| *count));
    let divided = second >= SIBLINGS && (first.1 + second) * PARTS.1 >= all * PARTS.0;
    let usual = agreed(&groups);
    if divided && usual.as_ref().is_none_or(|usual| usual.basis != Basis::Siblings) {
        return Some(Standard { key: first.0, basis: Basis::Divided });
    }
    usual
}

/// What more than half have in common, where two parts may be as they should.
pub(super) fn majority<K: Copy + Eq + Hash>(keys: impl Iterator<Item = K>) -> Option<Standard<K>> {
    agreed(&groups(keys))
}

fn agreed<K: Copy>(groups: &[(K, usize)]) -> Option<Standard<K>> {
    let all: usize = groups.iter().map(|(_, count)| count).sum();
    let &(key, count) = groups.first().filter(|(_, count)| count * 2 > all && *count > 1)?;
    let sure = count >= SIBLINGS && count * 3 >= all * 2;
    Some(Standard { key, basis: if sure { Basis::Siblings } else { Basis::FewSiblings } })
}

/// How many frames have each key: the largest group first, of equal ones that which begins first.
fn groups<K: Copy + Eq + Hash>(keys: impl Iterator<Item = K>) -> Vec<(K, usize)> {
    let mut places: HashMap<K, usize> = HashMap::new();
    let mut groups: Vec<(K, usize)> = Vec::new();
    let mut keys = keys.peekable();
    while let Some(key) = keys.next() {
        // Neighbours are mostly equal, and hashing is dear.
        let run = 1 + std::iter::from_fn(|| keys.next_if_eq(&key)).count();
        let place = *places.entry(key).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, count)) => *count += run,
            None => groups.push((key, run)),
        }
    }
    groups.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    groups
}

/// Reports frames that differ, one finding for each run of frames that differ alike. `say` fills the finding in, and answers
/// whether the frame differs at all. What too few siblings show is a note. `parts` names what a divided sequence has two of.
pub(super) fn report<K: PartialEq>(
    frames: &[Judged<K>],
    basis: Basis,
    parts: Text,
    context: &Context,
    findings: &mut Findings,
    say: impl Fn(&K, &mut Finding) -> bool,
) {
    let is_usual = |f: &&Judged<K>| !say(&f.key, &mut findings.draft(f.index, context));
    let usual = if basis == Basis::Divided { frames.iter().filter(is_usual).count() } else { 0 };
    for run in frames.chunk_by(|a, b| a.key == b.key && a.frame.checked_add(1) == Some(b.frame)) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let mut finding = findings.draft(first.index, context);
        if !say(&first.key, &mut finding) {
            continue;
        }
        finding.run(first.frame, last.frame).with("frames", frames_text(first.frame, last.frame)).with("length", run.len());
        finding.with("judged", frames.len());
        let alike = || frames.iter().filter(|f| f.key == first.key).count();
        let divided = if basis == Basis::Divided { divided(parts, [usual, alike()], frames.len(), &finding) } else { Phrase::default() };
        finding.with("basis", basis.words()).with("parts", divided);
        if basis == Basis::FewSiblings {
            finding.weigh(Severity::Note);
        }
        findings.list.push(finding);
    }
}

/// "; two sizes: 50 frames 1920×1080, 50 frames 960×540". Nothing when there are more than two.
fn divided(parts: Text, [usual, odd]: [usize; 2], all: usize, finding: &Finding) -> Phrase {
    if usual + odd != all {
        return Phrase::default();
    }
    let part = |count: usize, what: &str, lang: Lang| {
        let noun = if lang == Lang::Fr { "images" } else { "frames" };
        let said = finding.evidence.get(what).map_or_else(String::new, |value| format!(" {}", value.words(lang)));
        format!("{} {noun}{said}", Value::from(count).words(lang))
    };
    Phrase::of(|lang| format!("{}{}, {}", parts.set(lang), part(usual, "expected", lang), part(odd, "seen", lang)))
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

    #[test]
    fn of_two_parts_the_larger_or_the_earlier_is_usual() {
        let check = |parts: &[(u8, usize)], expected: Option<(u8, Basis)>| {
            let keys = parts.iter().flat_map(|&(key, count)| std::iter::repeat_n(key, count));
            assert_eq!(standard(keys).map(|s| (s.key, s.basis)), expected, "{parts:?}");
        };
        check(&[(1, 50), (2, 50)], Some((1, Basis::Divided)));
        check(&[(2, 45), (1, 55)], Some((1, Basis::Divided)));
        check(&[(2, 3), (1, 3), (2, 1)], Some((2, Basis::Divided)));
        check(&[(1, 48), (2, 46), (3, 6)], Some((1, Basis::Divided)));
        check(&[(1, 34), (2, 33), (3, 33)], None);
        check(&[(1, 70), (2, 30)], Some((1, Basis::Siblings)));
    }
}
