//! The numbers of one name that may be its frame number.

use super::words;

/// Longer names are on no file system.
const LONGEST_NAME: usize = 1024;
/// Any number of so many digits, and the distance between any two, fits an `i64`.
const MOST_DIGITS: usize = 18;
/// Numbers further left are taken as part of the name.
const MOST_NUMBERS: usize = 8;

/// One number of a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    /// First byte, a minus sign included.
    pub start: u16,
    /// First byte after it.
    pub end: u16,
    /// Digits written.
    pub digits: u8,
    /// Written as `u1_v1`.
    pub tile: bool,
    /// Its value.
    pub frame: i64,
}

enum Token {
    /// Bytes whose digits are part of the name: a version, a date, a resolution.
    Constant(usize),
    Number(Number),
}

/// Whether a number of this value is written with zeros before it.
pub(super) fn has_leading_zero(frame: i64, digits: u8) -> bool {
    let least = 10_u64.saturating_pow(u32::from(digits).saturating_sub(1));
    digits > 1 && frame.unsigned_abs() < least
}

/// Separators of a name's parts.
pub(super) fn is_separator(byte: u8) -> bool {
    matches!(byte, b'.' | b'_' | b'-' | b' ')
}

/// Appends the numbers of `name` that may be its frame number, left to right: none in its extension, in a hidden file or in a
/// name longer than any file system takes; at most the last eight.
pub(super) fn numbers(name: &str, found: &mut Vec<Number>) {
    let base = found.len();
    let stem = stem(name).as_bytes();
    let mut at = 0;
    while let Some(offset) = stem.get(at..).and_then(|rest| rest.iter().position(u8::is_ascii_digit)) {
        let (before, rest) = stem.split_at(at + offset);
        at += offset;
        match token(before, rest) {
            Token::Constant(length) => at += length,
            Token::Number(number) => {
                at = usize::from(number.end);
                found.push(number);
            }
        }
    }
    let surplus = (found.len() - base).saturating_sub(MOST_NUMBERS);
    found.drain(base..base + surplus);
}

/// The part of a name in which a frame number may stand.
fn stem(name: &str) -> &str {
    if name.starts_with('.') || name.len() > LONGEST_NAME {
        return "";
    }
    match name.rsplit_once('.') {
        Some((stem, extension)) if !extension.bytes().all(|b| b.is_ascii_digit()) => stem,
        Some(_) => name,
        None => "",
    }
}

/// Reads what begins with the first digit of `rest`.
fn token(before: &[u8], rest: &[u8]) -> Token {
    let digits = leading_digits(rest);
    let word = last_word(before);
    if words::is_label(word) {
        let chain = if words::is_version(word) { dotted_version(rest, digits) } else { digits };
        return Token::Constant(chain);
    }
    if word.eq_ignore_ascii_case("u")
        && let Some(tile) = uv_tile(before, rest, digits)
    {
        return Token::Number(tile);
    }
    if let Some(length) = date(rest, digits).or_else(|| resolution(rest, digits)) {
        return Token::Constant(length);
    }
    let (number, after) = rest.split_at(digits);
    if after.first().is_some_and(|&b| !is_separator(b) && b != b')') || digits > MOST_DIGITS {
        return Token::Constant(digits);
    }
    decimal(before, number).map_or(Token::Constant(digits), Token::Number)
}

/// A decimal number; "-0" is none, as nothing writes it.
fn decimal(before: &[u8], number: &[u8]) -> Option<Number> {
    let negative = match before {
        [.., edge, b'-'] => is_separator(*edge),
        [b'-'] => true,
        _ => false,
    };
    let value = value(number);
    if negative && value == 0 {
        return None;
    }
    let sign = usize::from(negative);
    Some(Number {
        start: (before.len() - sign) as u16,
        end: (before.len() + number.len()) as u16,
        digits: number.len() as u8,
        tile: false,
        frame: if negative { -value } else { value },
    })
}

/// `u1_v1`, the first digit of `rest` being u's: the UDIM number counts both from 1.
fn uv_tile(before: &[u8], rest: &[u8], digits: usize) -> Option<Number> {
    let (u, after) = rest.split_at(digits);
    let v_digits = after.strip_prefix(b"_v").or_else(|| after.strip_prefix(b"_V"))?;
    let length = leading_digits(v_digits);
    let (v, after) = v_digits.split_at(length);
    let ends = after.first().is_none_or(|&b| is_separator(b));
    if !ends || length == 0 || length > 2 || digits > 2 || value(u) > 10 {
        return None;
    }
    Some(Number {
        start: (before.len() - 1) as u16,
        end: (before.len() + digits + 2 + length) as u16,
        digits: 4,
        tile: true,
        frame: 1001 + (value(u) - 1) + 10 * (value(v) - 1),
    })
}

/// The length of a version such as `1.3.0`: a single digit may be followed by others of at most two digits. After `001` a
/// dot begins the frame number.
fn dotted_version(rest: &[u8], digits: usize) -> usize {
    let mut end = digits;
    while digits == 1
        && let Some(part) = rest.get(end..).and_then(|more| more.strip_prefix(b"."))
        && let length @ 1..=2 = leading_digits(part)
    {
        end += 1 + length;
    }
    end
}

/// The length of a date: `2024-05-01` with any separator, or `20240501`.
fn date(rest: &[u8], digits: usize) -> Option<usize> {
    let (year, month, day, length) = match (digits, rest) {
        (4, _) => {
            let separator = rest.get(4).filter(|b| is_separator(**b))?;
            let month = rest.get(5..7)?;
            rest.get(7).filter(|b| *b == separator)?;
            (rest.get(..4)?, month, rest.get(8..10)?, 10)
        }
        (8, _) => (rest.get(..4)?, rest.get(4..6)?, rest.get(6..8)?, 8),
        _ => return None,
    };
    let all_digits = [month, day].into_iter().flatten().all(u8::is_ascii_digit);
    let ends = !rest.get(length).is_some_and(u8::is_ascii_digit);
    let real = (1980..2100).contains(&value(year)) && (1..=12).contains(&value(month)) && (1..=31).contains(&value(day));
    (all_digits && ends && real).then_some(length)
}

/// The length of a resolution: `1920x1080`.
fn resolution(rest: &[u8], digits: usize) -> Option<usize> {
    let height = rest.get(digits..)?;
    let height = height.strip_prefix(b"x").or_else(|| height.strip_prefix(b"X"))?;
    Some(digits + 1 + leading_digits(height))
}

fn leading_digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|b| b.is_ascii_digit()).count()
}

/// The ASCII letters that end `bytes`.
pub(super) fn last_word(bytes: &[u8]) -> &str {
    let length = bytes.iter().rev().take_while(|b| b.is_ascii_alphabetic()).count();
    bytes.get(bytes.len() - length..).and_then(|word| std::str::from_utf8(word).ok()).unwrap_or_default()
}

/// The value of at most eighteen digits.
fn value(digits: &[u8]) -> i64 {
    digits.iter().take(MOST_DIGITS).fold(0, |sum, digit| sum * 10 + i64::from(digit.wrapping_sub(b'0')))
}
