//! Moments as seals write them, in universal time.

use etabli_diagnosis::Day;

/// "2026-11-24T10:30:00+00:00", from nanoseconds since 1970.
pub(super) fn date(moment: i64) -> String {
    let [hour, minute, second] = clock(moment);
    format!("{}T{hour:02}:{minute:02}:{second:02}+00:00", Day::of(moment))
}

/// "2026-11-24_103000Z", as the names of generations have it.
pub(super) fn name(moment: i64) -> String {
    let [hour, minute, second] = clock(moment);
    format!("{}_{hour:02}{minute:02}{second:02}Z", Day::of(moment))
}

/// Hour, minute and second of its day.
fn clock(moment: i64) -> [i64; 3] {
    let seconds = moment.div_euclid(1_000_000_000).rem_euclid(86_400);
    [seconds / 3600, seconds / 60 % 60, seconds % 60]
}

#[cfg(test)]
mod tests {
    use super::{date, name};

    #[test]
    fn moments_are_written_in_universal_time() {
        let check = |seconds: i64, want: &str| assert_eq!(date(seconds * 1_000_000_000 + 999), want);
        check(0, "1970-01-01T00:00:00+00:00");
        check(1_700_000_000, "2023-11-14T22:13:20+00:00");
        check(-1, "1969-12-31T23:59:59+00:00");
        assert_eq!(name(1_700_000_000_000_000_000), "2023-11-14_221320Z");
    }
}
