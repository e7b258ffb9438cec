//! One token of a name: a label with its number, a date, an identifier, a number, or a word.

use super::parts::Facet;

/// What stands at a place of a name, and how many bytes it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// A value that says by itself what it is.
    Raw(Facet, usize),
    /// A number alone, its sign included.
    Number(usize),
    /// A word, or a separator.
    Kept(usize),
}

/// Words before a number, and what the two are together.
const LABELS: &[(Facet, &[&str])] = &[
    (Facet::Episode, &["ep", "episode"]),
    (Facet::Sequence, &["sq", "seq", "sequence", "sc", "scene"]),
    (Facet::Shot, &["sh", "shot", "pl", "plan"]),
    (Facet::Version, &["v", "ver", "version", "rev", "take", "tk"]),
    (Facet::Host, &["host", "node", "rn", "blade", "farm", "ws", "wks", "workstation", "pc"]),
];

/// Lengths of digests in hexadecimal: MD5, SHA-1, SHA-256.
const DIGESTS: &[usize] = &[32, 40, 64];

pub(super) fn is_separator(c: char) -> bool {
    matches!(c, '.' | '_' | '-' | ' ')
}

/// How many ASCII digits a text begins with.
pub(super) fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

fn ends(text: &str, length: usize) -> bool {
    text.get(length..).is_some_and(|after| after.is_empty() || after.starts_with(is_separator))
}

/// The token at the start of `rest`; `before` is the name up to there.
pub(super) fn next(before: &str, rest: &str, after_date: bool) -> Token {
    let signed = rest.starts_with('-') && (before.is_empty() || before.ends_with(is_separator));
    if signed && let Some(length) = number(rest.get(1..).unwrap_or_default()) {
        return Token::Number(length + 1);
    }
    if rest.starts_with(is_separator) {
        return Token::Kept(1);
    }
    let value = identifier(rest)
        .map(|length| (Facet::Uuid, length))
        .or_else(|| date(rest).map(|length| (Facet::Date, length)))
        .or_else(|| (after_date && digits(rest) == 6 && ends(rest, 6)).then_some((Facet::Time, 6)))
        .or_else(|| tile(rest).map(|length| (Facet::Udim, length)))
        .or_else(|| labelled(rest));
    if let Some((facet, length)) = value {
        return Token::Raw(facet, length);
    }
    match number(rest) {
        Some(length) => Token::Number(length),
        None => Token::Kept(rest.find(is_separator).unwrap_or(rest.len())),
    }
}

/// Where the last number that stands alone begins in a file's stem: its frame.
pub(super) fn last_number(stem: &str) -> Option<usize> {
    let (mut at, mut last, mut date) = (0, None, false);
    while let Some(rest) = stem.get(at..).filter(|rest| !rest.is_empty()) {
        let token = next(stem.get(..at).unwrap_or_default(), rest, date);
        let (Token::Raw(_, length) | Token::Number(length) | Token::Kept(length)) = token;
        if matches!(token, Token::Number(_)) {
            last = Some(at);
        }
        date = matches!(token, Token::Raw(Facet::Date, _)) || (date && length == 1);
        at += length;
    }
    last
}

fn number(text: &str) -> Option<usize> {
    let length = digits(text);
    (length > 0 && ends(text, length)).then_some(length)
}

/// A word of [`LABELS`] with its number (`sh040`, `shot_0040`, `sh040A`), alone or before another (`sq010sh040`).
pub(super) fn labelled(text: &str) -> Option<(Facet, usize)> {
    let word = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (label, after) = text.split_at(word);
    let (facet, _) = LABELS.iter().find(|(_, words)| words.iter().any(|known| known.eq_ignore_ascii_case(label)))?;
    let gap = usize::from(word > 2 && after.starts_with(['_', '-']));
    let digits = digits(after.get(gap..)?);
    let length = word + gap + digits;
    let rest = text.get(length..)?;
    let suffix = usize::from(rest.starts_with(|c: char| c.is_ascii_alphabetic()) && ends(rest, 1));
    (digits > 0 && (ends(rest, suffix) || labelled(rest).is_some())).then_some((*facet, length + suffix))
}

/// `u1_v1`.
fn tile(text: &str) -> Option<usize> {
    let u = digits(text.strip_prefix(['u', 'U'])?);
    let v = text.get(1 + u..)?.strip_prefix("_v").or_else(|| text.get(1 + u..)?.strip_prefix("_V"))?;
    let length = 1 + u + 2 + digits(v);
    (u > 0 && digits(v) > 0 && ends(text, length)).then_some(length)
}

/// 20260314 or 2026-03-14, also with `_` or `.`.
fn date(text: &str) -> Option<usize> {
    let field = |start: usize, length: usize| {
        let text = text.get(start..start + length)?;
        (digits(text) == length).then(|| text.parse::<u32>().ok())?
    };
    let joined = ends(text, 8).then_some((4, 6, 8));
    let spaced = text.get(4..5).filter(|gap| gap.starts_with(is_separator) && text.get(7..8) == Some(gap)).map(|_| (5, 8, 10));
    let (month, day, length) = joined.or(spaced)?;
    let plausible = (1990..2100).contains(&field(0, 4)?) && (1..=12).contains(&field(month, 2)?) && (1..=31).contains(&field(day, 2)?);
    (plausible && ends(text, length)).then_some(length)
}

/// A UUID, or a digest in hexadecimal.
fn identifier(text: &str) -> Option<usize> {
    let hex = |text: &str| text.bytes().take_while(u8::is_ascii_hexdigit).count();
    let groups = [8, 4, 4, 4, 12];
    let mut at = 0;
    let uuid = groups.iter().all(|&group| {
        let whole = text.get(at..).is_some_and(|rest| hex(rest) == group && (group == 12 || rest.as_bytes().get(group) == Some(&b'-')));
        at += group + 1;
        whole
    });
    let length = if uuid { 36 } else { hex(text) };
    ((uuid || DIGESTS.contains(&length)) && ends(text, length)).then_some(length)
}
