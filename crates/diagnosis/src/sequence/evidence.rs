//! Whether names that differ in one number are frames, or a numbered handful of things.

use super::bucket::Candidate;
use super::{Member, name, words};

/// A third of a second: shorter than any shot, longer than most sets of numbered variants.
const LONG: usize = 8;
/// When half the gaps are wider, the numbers are identities (issues, times, hashes).
const WIDEST_USUAL_GAP: i64 = 1000;
/// The same of numbers that nothing marks as frames, per name: a look test has one frame in sixty.
const WIDEST_SHARE: usize = 100;

/// Whether `members`, sorted by frame, are a sequence.
///
/// A number between dots before the extension is a frame, and so is one after the word "frame", or one of at least three digits
/// with leading zeros. Four digits without zeros must not be scattered, three must be dense, fewer dense and many: `ch1`, `ch2`
/// and `basn0g01`, `02`, `04` are none.
pub(super) fn is_sequence(candidate: &Candidate<'_>, members: &[Member]) -> bool {
    let digits = members.iter().map(|m| m.digits).min().unwrap_or_default();
    let zeros = members.iter().any(|m| name::has_leading_zero(m.frame, m.digits));
    if members.len() < 2 || usual_gap(members) > WIDEST_USUAL_GAP {
        return false;
    }
    let last = candidate.suffix.trim_start_matches(')').rfind('.').is_none_or(|dot| dot == 0);
    let named = (last && candidate.prefix.ends_with('.')) || words::is_frame(last_word(candidate.prefix));
    let span = members.last().zip(members.first()).map_or(0, |(last, first)| last.frame.abs_diff(first.frame)) + 1;
    let count = members.len();
    let dense = count as u64 * 4 >= span * 3;
    named
        || match digits {
            4.. => zeros || (count * WIDEST_SHARE) as u64 >= span,
            3 => zeros || (dense && count > 2),
            _ => last && dense && count >= LONG,
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
