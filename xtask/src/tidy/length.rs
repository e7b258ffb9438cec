//! Files near 400 lines and functions near 60: past that, a second look.

use super::house::{House, Remark};
use super::source;

const FILE: usize = 400;
const FUNCTION: usize = 60;

pub(super) fn files(house: &House) -> Vec<Remark> {
    let long = house.rust().map(|(path, file)| (path, file.text.lines().count())).filter(|(_, lines)| *lines > FILE);
    long.map(|(path, lines)| Remark::warning(path, 0, format!("{lines} lines: past {FILE} a file tells two stories"))).collect()
}

pub(super) fn functions(house: &House) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for (path, file) in house.rust() {
        for (from, to) in bodies(&file.code) {
            let (first, last) = (file.line(from), file.line(to));
            let lines = last - first + 1;
            if lines > FUNCTION {
                remarks.push(Remark::warning(path, first, format!("a function of {lines} lines: past {FUNCTION} it does two things")));
            }
        }
    }
    remarks
}

/// First and last byte of each function that has a body.
fn bodies(code: &str) -> impl Iterator<Item = (usize, usize)> {
    let named = |at: &usize| code[at + 2..].trim_start().starts_with(|c: char| c.is_alphabetic() || c == '_');
    source::word(code, "fn").filter(named).filter_map(|at| Some((at, at + body_end(&code[at..])?)))
}

/// The byte of the brace that closes the body; none when the signature ends with a semicolon.
fn body_end(code: &str) -> Option<usize> {
    let (mut brackets, mut braces) = (0_usize, 0_usize);
    for (at, byte) in code.bytes().enumerate() {
        match byte {
            b'(' | b'[' => brackets += 1,
            b')' | b']' => brackets = brackets.saturating_sub(1),
            b';' if brackets == 0 && braces == 0 => return None,
            b'{' => braces += 1,
            b'}' if braces == 1 => return Some(at),
            b'}' => braces = braces.saturating_sub(1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function_of(lines: usize) -> String {
        format!("trait T {{ fn f(&self) -> [u8; 4]; }}\nfn g(a: [u8; 4]) {{\n{}}}\n", "    // {\n".repeat(lines - 2))
    }

    #[test]
    fn a_function_past_sixty_lines_is_seen() {
        assert!(functions(&House::of(&[("a.rs", &function_of(60))])).is_empty());
        let remarks = functions(&House::of(&[("a.rs", &function_of(61))]));
        assert_eq!(remarks, [Remark::warning("a.rs", 2, "a function of 61 lines: past 60 it does two things")]);
    }

    #[test]
    fn a_file_past_four_hundred_lines_is_seen() {
        assert!(files(&House::of(&[("a.rs", &"\n".repeat(400))])).is_empty());
        assert_eq!(files(&House::of(&[("a.rs", &"\n".repeat(401))])).len(), 1);
    }
}
