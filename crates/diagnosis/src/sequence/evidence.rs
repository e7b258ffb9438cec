//! Whether names that differ in one number are frames, or a numbered handful of things.

use super::bucket::Candidate;
use super::{Member, name, words};

/// A third of a second: shorter than any shot, longer than most sets of numbered variants.
const LONG: usize = 8;
/// When half the gaps are wider, the numbers are identities (issues, times, hashes).
const WIDEST_USUAL_GAP: i64 = 1000;

/// Whether `members`, sorted by frame, are a sequence.
///
/// Four digits, or three with leading zeros, are frames. So is a number between dots before the extension, or one after the
/// word "frame". Three digits need to be dense; fewer, dense and many: `ch1`, `ch2` and `basn0g01`, `02`, `04` are none.
pub(super) fn is_sequence(candidate: &Candidate<'_>, members: &[Member]) -> bool {
    let digits = members.iter().map(|m| m.digits).min().unwrap_or_default();
    let zeros = members.iter().any(|m| name::has_leading_zero(m.frame, m.digits));
    if members.len() < 2 || usual_gap(members) > WIDEST_USUAL_GAP {
        return false;
    }
    let last = candidate.suffix.rfind('.').is_none_or(|dot| dot == 0);
    let named = (last && candidate.prefix.ends_with('.')) || words::is_frame(last_word(candidate.prefix));
    match digits {
        4.. => true,
        3 => zeros || named || is_dense(members),
        _ => named || (last && is_dense(members) && members.len() >= LONG),
    }
}

/// The letters before the frame number, a separator between them left out.
fn last_word(prefix: &str) -> &str {
    let bytes = prefix.as_bytes();
    name::last_word(bytes.split_last().filter(|(last, _)| name::is_separator(**last)).map_or(bytes, |(_, rest)| rest))
}

/// The lower median of the distances between neighbours.
fn usual_gap(members: &[Member]) -> i64 {
    let mut gaps: Vec<i64> = members.iter().zip(members.iter().skip(1)).map(|(a, b)| b.frame - a.frame).collect();
    let middle = gaps.len().saturating_sub(1) / 2;
    gaps.sort_unstable();
    gaps.get(middle).copied().unwrap_or_default()
}

/// At least three frames in four are there.
fn is_dense(members: &[Member]) -> bool {
    let span = members.last().zip(members.first()).map_or(0, |(last, first)| last.frame - first.frame + 1);
    i64::try_from(members.len()).is_ok_and(|count| count.saturating_mul(4) >= span.saturating_mul(3))
}
