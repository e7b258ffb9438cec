//! Colour profiles (ICC.1): whether their own sizes hold.

use crate::view::be32;

/// Bytes of the header.
const HEADER: usize = 128;

/// What is wrong with a profile, a short stable word: "size", "signature", "tags".
pub(crate) fn problem(profile: &[u8]) -> Option<&'static str> {
    let claimed = be32(profile, 0).unwrap_or_default() as usize;
    if profile.len() < HEADER + 4 || claimed > profile.len() || claimed < HEADER + 4 {
        return Some("size");
    }
    if profile.get(36..40) != Some(b"acsp") {
        return Some("signature");
    }
    let count = be32(profile, HEADER).unwrap_or_default() as usize;
    let entries = profile.get(HEADER + 4..).unwrap_or_default().chunks_exact(12);
    let inside =
        |entry: &[u8]| be32(entry, 4).zip(be32(entry, 8)).is_some_and(|(at, size)| u64::from(at) + u64::from(size) <= profile.len() as u64);
    (count > entries.len() || !entries.take(count).all(inside)).then_some("tags")
}
