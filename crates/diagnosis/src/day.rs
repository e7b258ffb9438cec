//! Days, for what is declared until one.

use std::fmt;

/// A day of the Gregorian calendar, in universal time: days since 1 January 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

/// Nanoseconds of a day.
const NANOSECONDS: i64 = 86_400_000_000_000;

/// Days of 400 years, after which the calendar repeats itself.
const ERA: i64 = 146_097;

/// Days from 1 March of the year 0 to 1 January 1970.
const EPOCH: i64 = 719_468;

impl Day {
    /// The day of a moment, nanoseconds since 1970.
    pub fn of(moment: i64) -> Self {
        Self(moment.div_euclid(NANOSECONDS))
    }

    /// Reads `YYYY-MM-DD`; `None` for anything else, and for days that no month has.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let mut part = |digits: usize| {
            let part = parts.next().filter(|p| p.len() == digits && p.bytes().all(|b| b.is_ascii_digit()))?;
            part.parse::<i64>().ok()
        };
        let (year, month, day) = (part(4)?, part(2)?, part(2)?);
        let made = Self::civil(year, month, day);
        (made.parts() == (year, month, day)).then_some(made)
    }

    /// Its first moment, nanoseconds since 1970.
    pub fn start(self) -> i64 {
        self.0.saturating_mul(NANOSECONDS)
    }

    /// Years begin in March here, so that the leap day is the last of its year.
    fn civil(year: i64, month: i64, day: i64) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let (era, year) = (year.div_euclid(400), year.rem_euclid(400));
        let in_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        Self(era * ERA + year * 365 + year / 4 - year / 100 + in_year - EPOCH)
    }

    /// Year, month and day.
    fn parts(self) -> (i64, i64, i64) {
        let (era, day) = ((self.0 + EPOCH).div_euclid(ERA), (self.0 + EPOCH).rem_euclid(ERA));
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        let in_year = day - (365 * year + year / 4 - year / 100);
        let month = (5 * in_year + 2) / 153;
        let month_of = if month < 10 { month + 3 } else { month - 9 };
        (era * 400 + year + i64::from(month_of <= 2), month_of, in_year - (153 * month + 2) / 5 + 1)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn days_are_read_and_written() {
        for (text, number) in [("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2026-11-24", 20_781)] {
            assert_eq!(Day::parse(text), Some(Day(number)), "{text}");
            assert_eq!(Day(number).to_string(), text);
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in ["2026-02-29", "2026-13-01", "2026-1-01", "24/11/2026", "2026-11-24T10", "", "2026-00-10"] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_moment_has_its_day() {
        let day = Day(20_781);
        assert_eq!(Day::of(day.start() - 1).to_string(), "2026-11-23");
        assert_eq!(Day::of(day.start()), day);
    }
}
