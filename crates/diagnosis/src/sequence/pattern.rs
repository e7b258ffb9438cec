//! A frame sequence as people write it: `beauty.#.exr`, `beauty.1001-1100@@@@.exr`, `beauty.%04d.exr`.

use super::{FrameRange, parse_ranges};

/// What stands around the frame number, and which frames are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    prefix: String,
    suffix: String,
    /// All frames when nothing is said.
    ranges: Vec<FrameRange>,
}

impl Pattern {
    /// Reads a file name. `None` when nothing in it stands for a frame number.
    pub fn of(name: &str) -> Option<Self> {
        let (start, end) = hashes(name).or_else(|| printf(name))?;
        let (before, suffix) = (name.get(..start)?, name.get(end..)?);
        let (prefix, ranges) = split_ranges(before);
        Some(Self { prefix: prefix.to_owned(), suffix: suffix.to_owned(), ranges })
    }

    /// The frame of a file name that is meant.
    pub fn frame(&self, name: &str) -> Option<i64> {
        let digits = name.strip_prefix(self.prefix.as_str())?.strip_suffix(self.suffix.as_str())?;
        let is_number = digits.strip_prefix('-').unwrap_or(digits).bytes().all(|byte| byte.is_ascii_digit());
        let frame = is_number.then(|| digits.parse().ok()).flatten()?;
        (self.ranges.is_empty() || self.ranges.iter().any(|range| range.contains(frame))).then_some(frame)
    }
}

/// The last run of `#` or of `@`.
fn hashes(name: &str) -> Option<(usize, usize)> {
    let end = name.rfind(['#', '@'])? + 1;
    let mark = name.get(..end)?.chars().next_back()?;
    Some((name.get(..end)?.trim_end_matches(mark).len(), end))
}

/// `%d` or `%04d`.
fn printf(name: &str) -> Option<(usize, usize)> {
    let start = name.rfind('%')?;
    let rest = name.get(start + 1..)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    (rest.as_bytes().get(digits) == Some(&b'd')).then_some((start, start + digits + 2))
}

/// The ranges at the end of a text, when they are no part of a word.
fn split_ranges(text: &str) -> (&str, Vec<FrameRange>) {
    let prefix = text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | ',' | 'x'));
    let stands_apart = prefix.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let ranges = text.get(prefix.len()..).filter(|_| stands_apart).and_then(|ranges| parse_ranges(ranges).ok());
    ranges.map_or((text, Vec::new()), |ranges| (prefix, ranges))
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn a_pattern_names_its_frames_and_no_other() {
        let check = |pattern: &str, name: &str, want: Option<i64>| {
            assert_eq!(Pattern::of(pattern).and_then(|pattern| pattern.frame(name)), want, "{pattern} {name}");
        };
        for pattern in ["b.#.exr", "b.@@@@.exr", "b.%04d.exr", "b.1001-1100#.exr", "b.1001-1010,1019#.exr", "b.%d.exr"] {
            check(pattern, "b.1003.exr", Some(1003));
            check(pattern, "c.1003.exr", None);
            check(pattern, "b.10a3.exr", None);
        }
        check("b.1001-1010#.exr", "b.1019.exr", None);
        check("sh010_v001#.exr", "sh010_v0011003.exr", Some(1003));
        check("b_#.exr", "b_-002.exr", Some(-2));
        assert_eq!(Pattern::of("b.1003.exr"), None);
        assert_eq!(Pattern::of("100%.exr"), None);
    }
}
