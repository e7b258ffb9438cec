//! Values on the command line: sizes, durations, dates, frame ranges.

use etabli_diagnosis::Day;
use etabli_diagnosis::config::Range;
use etabli_diagnosis::sequence::{FrameRange, parse_ranges};

use crate::lang::both;
use crate::problem::Problem;

/// Frames of the longest range that may be expected: twelve hours at 24 frames a second.
const MOST_FRAMES: i64 = 1_000_000;

/// Bytes of `1GiB`, `512M`, `1048576`. K, M, G and T are powers of 1024, like KiB; KB, MB and GB are powers of 1000.
pub(crate) fn size(option: &str, text: &str) -> Result<u64, Box<Problem>> {
    let digits = text.trim().trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = text.trim()[digits.len()..].to_ascii_lowercase();
    let base: u64 = if unit.len() == 2 && unit.ends_with('b') { 1000 } else { 1024 };
    let power = match unit.trim_end_matches("ib").trim_end_matches('b') {
        "" => Some(0),
        "k" => Some(1),
        "m" => Some(2),
        "g" => Some(3),
        "t" => Some(4),
        _ => None,
    };
    let number = digits.trim().parse::<f64>().ok().filter(|n| n.is_finite() && *n >= 0.0);
    match (number, power) {
        (Some(number), Some(power)) => Ok((number * base.pow(power) as f64) as u64),
        _ => Err(bad(option, text, "une taille", "a size", "1GiB, 512MiB")),
    }
}

/// Nanoseconds of `30`, `1.5`, `90s`, `2m`, `1h`.
pub(crate) fn duration(option: &str, text: &str) -> Result<i64, Box<Problem>> {
    let (number, unit) = match text.char_indices().last() {
        Some((at, 's')) => (&text[..at], 1.0),
        Some((at, 'm')) => (&text[..at], 60.0),
        Some((at, 'h')) => (&text[..at], 3600.0),
        _ => (text, 1.0),
    };
    let seconds = number.trim().parse::<f64>().ok().filter(|n| n.is_finite() && *n >= 0.0);
    seconds.map(|n| (n * unit * 1e9) as i64).ok_or_else(|| bad(option, text, "une durée", "a duration", "30, 90s, 2m"))
}

/// The moment of `2026-11-24`, `2026-11-24T10:30` or `2026-11-24T10:30:00Z`, in universal time; `None` for another text.
pub(crate) fn moment(text: &str) -> Option<i64> {
    let (day, time) = text.split_once('T').unwrap_or((text, "00:00"));
    let start = Day::parse(day)?.start();
    let mut parts = time.strip_suffix('Z').unwrap_or(time).split(':');
    let mut part = |most: i64| parts.next().map(|p| p.parse::<i64>().ok().filter(|n| (0..most).contains(n)));
    let (hours, minutes, seconds) = (part(24)??, part(60)??, part(60).unwrap_or(Some(0))?);
    parts.next().is_none().then_some(start + (hours * 3600 + minutes * 60 + seconds) * 1_000_000_000)
}

/// Frame ranges, as `1001-1100x2,1150`.
pub(crate) fn frames(option: &str, text: &str) -> Result<Vec<FrameRange>, Box<Problem>> {
    parse_ranges(text).map_err(|error| {
        let (column, piece) = (error.column, &error.piece);
        let what = both(
            format!("{option} : « {piece} » (caractère {column}) n'est pas une plage d'images"),
            format!("{option}: \"{piece}\" (character {column}) is no frame range"),
        );
        Problem::new(what, both(format!("écrire {}", error.instead), format!("write {}", error.instead)))
    })
}

/// One range that must be there whole: its first and last frame, and what a step leaves out as holes.
pub(crate) fn expected(option: &str, text: &str) -> Result<Range, Box<Problem>> {
    let ranges = frames(option, text)?;
    let (Some(first), Some(last)) = (ranges.iter().map(|r| r.first).min(), ranges.iter().map(|r| r.last).max()) else {
        return Err(bad(option, text, "une plage d'images", "a frame range", "1001-1100"));
    };
    if last.saturating_sub(first) > MOST_FRAMES {
        return Err(bad(option, text, "une plage d'un million d'images au plus", "a range of a million frames at most", "1001-1100"));
    }
    let holes: Vec<String> = (first..=last).filter(|f| !ranges.iter().any(|r| r.contains(*f))).map(|f| f.to_string()).collect();
    Ok(Range { first, last, holes: (!holes.is_empty()).then(|| holes.join(",")), ..Range::default() })
}

fn bad(option: &str, text: &str, fr: &str, en: &str, example: &str) -> Box<Problem> {
    let what = both(format!("{option} : « {text} » n'est pas {fr}"), format!("{option}: \"{text}\" is not {en}"));
    Problem::new(what, both(format!("écrire par exemple {example}"), format!("write for example {example}")))
}

#[cfg(test)]
mod tests {
    use super::{duration, expected, moment, size};

    #[test]
    fn sizes_are_read_as_people_write_them() {
        let check = |text: &str, want: u64| assert_eq!(size("--memory", text).ok(), Some(want), "{text}");
        check("1048576", 1 << 20);
        check("1GiB", 1 << 30);
        check("512M", 512 << 20);
        check("1.5k", 1536);
        check("2GB", 2_000_000_000);
        for text in ["", "GiB", "lots", "-1M", "1PiB"] {
            assert!(size("--memory", text).is_err(), "{text}");
        }
    }

    #[test]
    fn durations_and_moments_are_read() {
        assert_eq!(duration("--min-age", "1.5").ok(), Some(1_500_000_000));
        assert_eq!(duration("--min-age", "2m").ok(), Some(120_000_000_000));
        assert!(duration("--min-age", "soon").is_err());
        let day = moment("1970-01-02").unwrap();
        assert_eq!(day, 86_400_000_000_000);
        assert_eq!(moment("1970-01-02T01:00:01Z"), Some(day + 3_601_000_000_000));
        assert_eq!(moment("1970-01-02T01:30"), Some(day + 5_400_000_000_000));
        assert!(["report.jsonl", "1970-01-02T25:00", "1970-01-02T1", "1970-01-02T01:00:00:00"].iter().all(|text| moment(text).is_none()));
    }

    #[test]
    fn a_range_that_no_shot_has_is_refused() {
        assert!(expected("--expect-range", "1-999999999999x2").is_err());
    }

    #[test]
    fn a_step_leaves_declared_holes() {
        let range = expected("--expect-range", "1001-1005x2").unwrap();
        assert_eq!((range.first, range.last, range.holes.as_deref()), (1001, 1005, Some("1002,1004")));
        assert_eq!(expected("--expect-range", "1001-1100").unwrap().holes, None);
    }
}
