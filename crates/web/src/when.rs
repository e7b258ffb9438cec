//! Moments and days as a person of each language writes them, in the time zone of the machine.

use std::borrow::Borrow;

use etabli_desk::Lang;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

const MONTHS_FR: [&str; 12] = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
const MONTHS_EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAYS_FR: [&str; 7] = ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."];
const DAYS_EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// A moment: the hour alone today, the day before it otherwise. Milliseconds since 1970.
pub(crate) fn moment(at: impl Borrow<i64>, lang: impl Borrow<Lang>) -> String {
    let (then, now, lang) = (local(*at.borrow()), ZonedDateTime::now(), *lang.borrow());
    let hour = match lang {
        Lang::Fr => format!("{}\u{A0}h\u{A0}{:02}", then.hour(), then.minute()),
        Lang::En => format!("{:02}:{:02}", then.hour(), then.minute()),
    };
    if then.date() == now.date() { hour } else { format!("{}, {hour}", date(then.date(), lang)) }
}

/// The hour alone, for a trail.
pub(crate) fn hour(at: impl Borrow<i64>) -> String {
    let then = local(*at.borrow());
    format!("{:02}:{:02}", then.hour(), then.minute())
}

/// A day written `YYYY-MM-DD`, as a person writes it; as it is when it is none.
pub(crate) fn day(text: impl AsRef<str>, lang: impl Borrow<Lang>) -> String {
    let text = text.as_ref();
    text.parse::<Date>().map_or_else(|_| text.to_owned(), |day| date(day, *lang.borrow()))
}

/// A moment for machines (`datetime`).
pub(crate) fn stamp(at: impl Borrow<i64>) -> String {
    Timestamp::from_millisecond(*at.borrow()).unwrap_or_default().to_string()
}

fn local(at: i64) -> ZonedDateTime {
    Timestamp::from_millisecond(at).unwrap_or_default().to_zoned_datetime(TimeZone::system())
}

fn date(day: Date, lang: Lang) -> String {
    let (weekday, month) = (day.weekday().to_monday_zero_offset() as usize, day.month() as usize - 1);
    let year = if day.year() == ZonedDateTime::now().year() { String::new() } else { format!(" {}", day.year()) };
    let pick = |names: &[&'static str], at: usize| names.get(at).copied().unwrap_or_default();
    match lang {
        Lang::Fr => {
            let number = if day.day() == 1 { "1er".to_owned() } else { day.day().to_string() };
            format!("{} {number} {}{year}", pick(&DAYS_FR, weekday), pick(&MONTHS_FR, month))
        }
        Lang::En => format!("{} {} {}{year}", pick(&DAYS_EN, weekday), day.day(), pick(&MONTHS_EN, month)),
    }
}

#[cfg(test)]
mod tests {
    use super::{date, day};
    use etabli_desk::Lang;

    #[test]
    fn a_day_is_written_as_people_write_it() {
        let friday = "2020-11-27".parse().unwrap();
        assert_eq!(date(friday, Lang::Fr), "ven. 27 nov. 2020");
        assert_eq!(date(friday, Lang::En), "Fri 27 Nov 2020");
        assert_eq!(day("2020-05-01", Lang::Fr), "ven. 1er mai 2020");
        assert_eq!(day("soon", Lang::En), "soon");
    }
}
