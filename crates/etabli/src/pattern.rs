//! Frame sequences named by a pattern instead of a path: `beauty.1001-1100#.exr`, `beauty.####.exr`, `beauty.%04d.exr`.

use std::fs;
use std::path::{Path, PathBuf};

use etabli_diagnosis::sequence::{FrameRange, parse_ranges};

/// Digits of `#` in fileseq notation where no file says another number.
const USUAL_DIGITS: usize = 4;

/// Most files that a range may name.
const MOST: usize = 1_000_000;

/// A name taken apart where its frame stands.
struct Pattern<'a> {
    before: &'a str,
    after: &'a str,
    /// Digits of a frame; `None` for any number of them.
    digits: Option<usize>,
    ranges: Vec<FrameRange>,
}

/// The files that a pattern names: those of its range, whether they are there or not, else those that are there. `None` when the
/// path is no pattern, or nothing is there.
pub(crate) fn expand(path: &Path) -> Option<Vec<PathBuf>> {
    let pattern = Pattern::of(path.file_name()?.to_str()?)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let names = fs::read_dir(folder).ok()?.filter_map(|found| found.ok()?.file_name().into_string().ok());
    let mut there: Vec<String> = names.filter(|name| pattern.frame(name).is_some()).collect();
    there.sort();
    let named = if pattern.ranges.is_empty() { there } else { pattern.named(there.first())? };
    (!named.is_empty()).then(|| named.into_iter().map(|name| path.with_file_name(name)).collect())
}

impl<'a> Pattern<'a> {
    fn of(name: &'a str) -> Option<Self> {
        if let Some((before, rest)) = name.split_once('%') {
            let (digits, after) = rest.split_once('d')?;
            let digits = if digits.is_empty() { None } else { Some(digits.strip_prefix('0')?.parse().ok()?) };
            return Some(Self { before, after, digits, ranges: Vec::new() });
        }
        let start = name.find(['#', '@'])?;
        let (head, rest) = name.split_at(start);
        let after = rest.trim_start_matches(['#', '@']);
        let signs = rest.len() - after.len();
        let from = head.trim_end_matches(|c: char| c.is_ascii_digit() || "-,x".contains(c)).len();
        let (before, range) = head.split_at(from);
        // Before several signs digits belong to the name: `v02####`.
        match parse_ranges(range) {
            Ok(ranges) if signs == 1 && !range.is_empty() => Some(Self { before, after, digits: None, ranges }),
            _ => Some(Self { before: head, after, digits: (signs > 1).then_some(signs), ranges: Vec::new() }),
        }
    }

    /// The digits of a name of this pattern.
    fn frame<'n>(&self, name: &'n str) -> Option<&'n str> {
        let frame = name.strip_prefix(self.before)?.strip_suffix(self.after)?;
        let fits = self.digits.is_none_or(|digits| frame.len() == digits || (frame.len() > digits && !frame.starts_with('0')));
        (!frame.is_empty() && frame.bytes().all(|byte| byte.is_ascii_digit()) && fits).then_some(frame)
    }

    /// The names of the range, with as many digits as a file that is there.
    fn named(&self, there: Option<&String>) -> Option<Vec<String>> {
        let width = there.and_then(|name| self.frame(name)).map_or(USUAL_DIGITS, str::len);
        let frames: Vec<i64> = self.ranges.iter().flat_map(|range| range.frames()).take(MOST + 1).collect();
        let Self { before, after, .. } = self;
        (frames.len() <= MOST).then(|| frames.iter().map(|frame| format!("{before}{frame:0width$}{after}")).collect())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::expand;

    #[test]
    fn patterns_name_files_as_people_write_them() {
        let home = tempfile::tempdir().unwrap();
        for name in ["b.1001.exr", "b.1002.exr", "b.1004.exr", "v02.1001.exr", "b.10.exr", "b.left.exr", "c7.exr"] {
            fs::write(home.path().join(name), b"").unwrap();
        }
        let check = |pattern: &str, wanted: Option<&[&str]>| {
            let named = expand(&home.path().join(pattern));
            let names = named.map(|all| all.iter().map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect::<Vec<_>>());
            let wanted = wanted.map(|all| all.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
            assert_eq!(names, wanted, "{pattern}");
        };
        check("b.####.exr", Some(&["b.1001.exr", "b.1002.exr", "b.1004.exr"]));
        check("b.%04d.exr", Some(&["b.1001.exr", "b.1002.exr", "b.1004.exr"]));
        check("b.%d.exr", Some(&["b.10.exr", "b.1001.exr", "b.1002.exr", "b.1004.exr"]));
        check("v02.@@@@.exr", Some(&["v02.1001.exr"]));
        check("v02.1001-1003x2#.exr", Some(&["v02.1001.exr", "v02.1003.exr"]));
        check("c7-8#.exr", Some(&["c7.exr", "c8.exr"]));
        for none in ["b.exr", "d.####.exr", "b.%s.exr", "b.1001-9999999999#.exr"] {
            check(none, None);
        }
    }
}
