//! Timecodes as frame counts (SMPTE 12M-1, as OpenEXR packs them for film).

/// A timecode taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TimeCode {
    hours: i64,
    minutes: i64,
    seconds: i64,
    frames: i64,
    drop: bool,
    second_of_pair: bool,
}

/// Rates that a timecode counts in. Above 30 each number stands for two frames, told apart by a flag.
pub(super) const RATES: &[i64] = &[24, 25, 30, 48, 50, 60];

impl TimeCode {
    /// Reads the packed time and flags; `None` when a field is out of its range.
    pub(super) fn of(packed: u32) -> Option<Self> {
        let decimal = |shift: u32, tens: u32| {
            let (units, tens) = (packed >> shift & 0xF, packed >> (shift + 4) & tens);
            (units <= 9).then_some(i64::from(tens * 10 + units))
        };
        let time = Self {
            hours: decimal(24, 3)?,
            minutes: decimal(16, 7)?,
            seconds: decimal(8, 7)?,
            frames: decimal(0, 3)?,
            drop: packed & 0x40 != 0,
            second_of_pair: packed & 0x8000 != 0,
        };
        (time.hours < 24 && time.minutes < 60 && time.seconds < 60 && time.frames < 30).then_some(time)
    }

    /// Frames since midnight at a nominal rate; numbers that drop-frame counting skips are taken out.
    pub(super) fn count(self, rate: i64) -> i64 {
        let paired = rate > 30;
        let base = if paired { rate / 2 } else { rate };
        let minutes = self.hours * 60 + self.minutes;
        let skipped = if self.drop { 2 * (minutes - minutes / 10) } else { 0 };
        let count = (minutes * 60 + self.seconds) * base + self.frames - skipped;
        if paired { 2 * count + i64::from(self.second_of_pair) } else { count }
    }

    /// How many frames it lies after a count, the shorter way round the day: midnight follows 23:59:59.
    pub(super) fn offset(self, rate: i64, count: i64) -> i64 {
        let last = Self { hours: 24, minutes: 0, seconds: 0, frames: 0, second_of_pair: false, ..self };
        let day = last.count(rate).max(1);
        let after = self.count(rate).saturating_sub(count).rem_euclid(day);
        if after * 2 > day { after - day } else { after }
    }

    /// As it is read aloud: `01:00:41:17`, with a semicolon for drop-frame counting.
    pub(super) fn written(self) -> String {
        let mark = if self.drop { ';' } else { ':' };
        format!("{:02}:{:02}:{:02}{mark}{:02}", self.hours, self.minutes, self.seconds, self.frames)
    }
}

#[cfg(test)]
mod tests {
    use super::TimeCode;

    #[test]
    fn fields_are_decimal() {
        let check =
            |packed: u32, written: Option<&str>| assert_eq!(TimeCode::of(packed).map(TimeCode::written).as_deref(), written, "{packed:x}");
        check(0x0100_4117, Some("01:00:41:17"));
        check(0x2359_5929, Some("23:59:59:29"));
        check(0x0000_0040, Some("00:00:00;00"));
        check(0x0000_8001, Some("00:00:00:01"));
        for out in [0x2400_0000, 0x0060_0000, 0x0000_6000, 0x0000_0030, 0x0000_000A, 0x0A00_0000] {
            check(out, None);
        }
    }

    #[test]
    fn a_count_follows_the_rate() {
        let count = |packed: u32, rate: i64| TimeCode::of(packed).unwrap().count(rate);
        assert_eq!(count(0x0100_4117, 24), 3641 * 24 + 17);
        assert_eq!(count(0x0000_0110, 25), 35);
        assert_eq!(count(0x0000_8110, 50), 71);
        assert_eq!(count(0x0000_0110, 60), 80);
        assert_eq!(count(0x0000_0110, 30), 40);
    }

    #[test]
    fn midnight_follows_the_last_second() {
        let offset = |packed: u32, rate: i64, count: i64| TimeCode::of(packed).unwrap().offset(rate, count);
        assert_eq!(offset(0, 24, 86_400 * 24 - 1), 1);
        assert_eq!(offset(0x2359_5923, 24, 0), -1);
        assert_eq!(offset(0, 24, -1), 1);
        assert_eq!(offset(0x0000_0040, 30, 2_589_407), 1, "a day of drop-frame counting is shorter");
        assert_eq!(offset(0x1200_0000, 24, 0), 43_200 * 24);
    }

    #[test]
    fn drop_frame_counting_skips_two_numbers_a_minute_but_each_tenth() {
        let count = |packed: u32| TimeCode::of(packed | 0x40).unwrap().count(30);
        assert_eq!(count(0x0001_0002), count(0x0000_5929) + 1);
        assert_eq!(count(0x0010_0000), count(0x0009_5929) + 1);
    }
}
