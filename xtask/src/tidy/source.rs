//! Rust text without what is no code: comments, strings and characters blanked, every byte and line in its place.

/// The text with each byte of a comment, string or character literal replaced by a space; line ends stay.
///
/// Delimiters go too, so that a brace, a word or a quote that remains is code.
pub(super) fn blank(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let end = at + token(bytes, at).max(1);
        if end > at + 1 || bytes[at] == b'"' {
            blank_range(&mut out, at, end.min(bytes.len()));
        }
        at = end;
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn blank_range(out: &mut [u8], from: usize, to: usize) {
    out[from..to].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
}

/// The length of the comment or literal that starts here; 0 when code does.
fn token(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at..];
    match rest {
        [b'/', b'/', ..] => rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len()),
        [b'/', b'*', ..] => block_comment(rest),
        [b'"', ..] => quoted(rest, b'"'),
        [b'\'', ..] => character(rest),
        [b'r', b'"' | b'#', ..] if !in_word(bytes, at) => raw_string(rest),
        _ => 0,
    }
}

/// Block comments nest.
fn block_comment(rest: &[u8]) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        match rest[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

fn quoted(rest: &[u8], quote: u8) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            b'\\' => at += 2,
            byte if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// `'a'` and `'\n'` are characters; the `'a` of a lifetime is code.
fn character(rest: &[u8]) -> usize {
    match rest {
        [_, b'\\', ..] => quoted(rest, b'\''),
        [_, first, ..] => {
            let width = match first {
                0..0x80 => 1,
                0x80..0xe0 => 2,
                0xe0..0xf0 => 3,
                _ => 4,
            };
            if rest.get(1 + width) == Some(&b'\'') { width + 2 } else { 0 }
        }
        _ => 0,
    }
}

/// `r"…"` and `r#"…"#`; the `r#` of a raw identifier is code.
fn raw_string(rest: &[u8]) -> usize {
    let hashes = rest[1..].iter().take_while(|byte| **byte == b'#').count();
    if rest.get(1 + hashes) != Some(&b'"') {
        return 0;
    }
    let closing: Vec<u8> = std::iter::once(b'"').chain(std::iter::repeat_n(b'#', hashes)).collect();
    let body = 2 + hashes;
    rest[body..].windows(closing.len()).position(|window| window == closing).map_or(rest.len(), |end| body + end + closing.len())
}

/// Whether the byte before continues a word, but for the `b` and `c` of byte and C strings.
fn in_word(bytes: &[u8], at: usize) -> bool {
    let word = |at: usize| bytes.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let Some(before) = at.checked_sub(1) else { return false };
    let prefix = matches!(bytes[before], b'b' | b'c') && !before.checked_sub(1).is_some_and(word);
    word(before) && !prefix
}

/// Where a word stands alone in blanked code: the bytes at which it begins.
pub(super) fn word<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).map(|(at, _)| at).filter(move |at| {
        let before = code[..*at].chars().next_back();
        let after = code[at + word.len()..].chars().next();
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_leave_only_code() {
        let cases = [
            ("a // b\nc", "a     \nc"),
            ("a /* b /* c */ d */ e", "a                   e"),
            (r#"f("x { \" }") }"#, r"f(          ) }"),
            (r##"r#"a " b"# ; br"c""##, "           ; b    "),
            ("fn f<'a>(c: char) { c == '{' || c == '\\'' || c == 'é' }", "fn f<'a>(c: char) { c ==     || c ==      || c ==      }"),
            ("r#type; for\"\"", "r#type; for  "),
            ("\"\"\"never closed", "               "),
        ];
        for (text, code) in cases {
            assert_eq!(blank(text), code, "of {text}");
            assert_eq!(blank(text).len(), text.len(), "every byte stays in place");
        }
    }

    #[test]
    fn a_word_stands_alone() {
        assert_eq!(word("mod a; module mod_b; mod", "mod").collect::<Vec<_>>(), [0, 21]);
    }
}
