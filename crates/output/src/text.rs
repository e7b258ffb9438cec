//! Text on a grid of columns: width, folding, and what must not reach a terminal.

use etabli_diagnosis::Lang;
use unicode_width::UnicodeWidthStr;

/// Columns that a text takes, escape sequences of our own colours not counted.
pub(crate) fn width(text: &str) -> usize {
    let mut columns = 0;
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{1B}') {
        columns += before.width();
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    columns + rest.width()
}

/// A text from a file (a name, an attribute) without control characters or marks that turn the reading direction: each is written as its
/// code point, so that no name can move the cursor or hide its extension.
pub(crate) fn printable(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if is_unsafe(c) {
            safe.extend(c.escape_unicode());
        } else {
            safe.push(c);
        }
    }
    safe
}

fn is_unsafe(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Folds a text into lines of at most `columns`. A mark that French sets apart stays with its word; a word longer than a line stands alone.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words(text) {
        match lines.last_mut() {
            Some(line) if width(line) + 1 + width(&word) <= columns => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}

/// Words at spaces that may break a line.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split([' ', '\n']).filter(|word| !word.is_empty()) {
        let closes = matches!(word, ":" | ";" | "?" | "!" | "·") || word.starts_with('»');
        match words.last_mut() {
            Some(last) if closes || last == "«" => {
                last.push(' ');
                last.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
    }
    words
}

/// `left` and `right` at the two edges of a line, or on two lines when they do not fit.
pub(crate) fn justify(left: &str, right: &str, columns: usize) -> String {
    if right.is_empty() {
        return left.to_owned();
    }
    let taken = width(left) + width(right);
    match columns.checked_sub(taken) {
        Some(gap) if gap >= 2 => format!("{left}{}{right}", " ".repeat(gap)),
        _ => format!("{left}\n{}{right}", " ".repeat(columns.saturating_sub(width(right)).min(2))),
    }
}

/// Pads a text to a width.
pub(crate) fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// The artist's sentence, ready to be passed on.
pub(crate) fn quote(sentence: &str, lang: Lang) -> String {
    match lang {
        Lang::Fr => format!("«\u{A0}{sentence}\u{A0}»"),
        Lang::En => format!("“{sentence}”"),
    }
}

/// A path as a POSIX shell and an option parser take it.
pub fn quoted(path: &str) -> String {
    let argument = if path.starts_with('-') { format!("./{path}") } else { path.to_owned() };
    let plain = |c: char| c.is_alphanumeric() || "/._-+=:,@%".contains(c);
    if !argument.is_empty() && argument.chars().all(plain) { argument } else { format!("'{}'", argument.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::{justify, printable, quoted, width, wrap};

    #[test]
    fn lines_fold_at_spaces_and_french_marks_stay_with_their_word() {
        let check = |text: &str, columns: usize, want: &[&str]| assert_eq!(wrap(text, columns), want, "{text}");
        check("the first pixel", 9, &["the first", "pixel"]);
        check("elle est coupée : le bas manque", 15, &["elle est", "coupée : le bas", "manque"]);
        check("un lien vers « ../a.exr » : absente", 14, &["un lien vers", "« ../a.exr » :", "absente"]);
        check("sq010/sh040/render/beauty.1019.exr", 10, &["sq010/sh040/render/beauty.1019.exr"]);
        check("", 10, &[]);
    }

    #[test]
    fn names_cannot_steer_a_terminal() {
        assert_eq!(printable("a\u{1B}[2Jb\n.exr"), r"a\u{1b}[2Jb\u{a}.exr");
        assert_eq!(printable("gpj.\u{202E}rxe"), r"gpj.\u{202e}rxe");
        assert_eq!(printable("plan é 日本.exr"), "plan é 日本.exr");
    }

    #[test]
    fn colours_take_no_columns_and_wide_letters_take_two() {
        assert_eq!(width("\u{1B}[31m◆\u{1B}[0m ab"), 4);
        assert_eq!(width("日本"), 4);
    }

    #[test]
    fn two_edges_share_a_line_when_they_fit() {
        assert_eq!(justify("abc", "de", 8), "abc   de");
        assert_eq!(justify("abcdef", "de", 8), "abcdef\n  de");
        assert_eq!(justify("abc", "", 8), "abc");
    }

    #[test]
    fn arguments_are_quoted_when_a_shell_would_split_them() {
        assert_eq!(quoted("sq010/sh040"), "sq010/sh040");
        assert_eq!(quoted("l'image 1"), r"'l'\''image 1'");
        assert_eq!(quoted("-root"), "./-root");
    }
}
