//! Lists of checksum tools: `md5sum` and its family, `xxhsum`, `b3sum`, `rclone hashsum`, BSD's `--tag` form, `.sfv`.

use super::path::plain;
use super::text::{decode, lines};
use super::{Algorithm, Entry, Manifest, Rule, Value, quoted};

/// Reads a list. `name` is its own name, which a value without a name refers to ("a.mov.md5" is about "a.mov"); `hint` is the
/// algorithm that its name tells.
pub fn read(bytes: &[u8], name: &str, hint: Option<Algorithm>) -> Manifest {
    let mut manifest = Manifest::default();
    let (text, _) = decode(bytes);
    let is_xxh = name.to_ascii_lowercase().contains("xxh");
    let only = text.iter().filter(|byte| !byte.is_ascii_whitespace()).count();
    for (number, line) in lines(&text) {
        let blank = line.trim_ascii();
        if blank.is_empty() || blank.starts_with(b"#") || blank.starts_with(b";") || blank.starts_with(b"//") {
            continue;
        }
        // A value alone is about the file that the list's own name names.
        let own = (blank.len() == only).then(|| name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        match split(line, hint, is_xxh, own) {
            Some(Line::Sum(sum)) => manifest.add(number, sum),
            Some(Line::Absent(name)) => manifest.break_at(number, Rule::HashAbsent(lossy(name))),
            None => manifest.break_at(number, Rule::Line(quoted(&lossy(line)))),
        }
    }
    manifest.judge();
    manifest
}

/// Whether anything in it is a line of a list: a file may have the name of one and be something else.
pub fn is_list(manifest: &Manifest) -> bool {
    let told = |rule: &Rule| matches!(rule, Rule::MalformedHash(..) | Rule::HashAbsent(_) | Rule::PathEscapes(_));
    !manifest.entries.is_empty() || manifest.defects.iter().any(|defect| told(&defect.rule))
}

/// One line of a list.
enum Line<'a> {
    Sum(Sum<'a>),
    /// A file whose hash the tool could not give.
    Absent(&'a [u8]),
}

/// A value and the name it is about.
struct Sum<'a> {
    algorithm: Result<Algorithm, String>,
    value: String,
    name: &'a [u8],
    /// The name is written with `\\`, `\n` and `\r`.
    is_escaped: bool,
    /// The value's bytes are in the other order (`xxhsum --little-endian`).
    is_reversed: bool,
}

fn split<'a>(line: &'a [u8], hint: Option<Algorithm>, is_xxh: bool, own: Option<&'a str>) -> Option<Line<'a>> {
    if hint == Some(Algorithm::Crc32) {
        return verification(line).map(Line::Sum);
    }
    tagged(line).map(Line::Sum).or_else(|| plainly(line, hint, is_xxh, own))
}

/// `MD5 (name) = 0123…`, as BSD's tools and `--tag` write it; `openssl dgst` leaves out the spaces.
fn tagged(line: &[u8]) -> Option<Sum<'_>> {
    let (is_escaped, line) = line.strip_prefix(b"\\").map_or((false, line), |rest| (true, rest));
    let open = line.iter().position(|byte| *byte == b'(')?;
    let tag = lossy(line.get(..open)?.trim_ascii());
    let close = line.windows(2).rposition(|pair| matches!(pair, [b')', b' ' | b'=']))?;
    let value = line.get(close + 1..)?.trim_ascii().strip_prefix(b"=")?.trim_ascii();
    let name = line.get(open + 1..close)?;
    // A value before a name in brackets is no tag.
    let is_value = tag.len() >= 8 && tag.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_tag = !tag.is_empty() && !is_value && tag.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/'));
    let (bare, is_reversed) = tag.strip_suffix("_LE").map_or((tag.as_str(), false), |bare| (bare, true));
    let algorithm = Algorithm::of_name(bare).ok_or_else(|| tag.clone());
    let value = lossy(value);
    let value = value.strip_prefix("XXH3_").unwrap_or(&value).to_owned();
    is_tag.then_some(Sum { algorithm, value, name, is_escaped, is_reversed })
}

/// `0123…  name`, with `*` for the second space in binary mode, and `\` before a name that is escaped.
fn plainly<'a>(line: &'a [u8], hint: Option<Algorithm>, is_xxh: bool, own: Option<&'a str>) -> Option<Line<'a>> {
    let (is_escaped, line) = line.strip_prefix(b"\\").map_or((false, line), |rest| (true, rest));
    let started = line.trim_ascii_start();
    let end = started.iter().position(|byte| matches!(byte, b' ' | b'\t')).unwrap_or(started.len());
    let (word, rest) = started.split_at_checked(end)?;
    let name = name_of(rest);
    if line.len() - started.len() >= 8 && rest.is_empty() {
        return Some(Line::Absent(started));
    }
    if matches!(word, b"UNSUPPORTED" | b"ERROR") && !name.is_empty() {
        return Some(Line::Absent(name));
    }
    let name = if name.is_empty() { own?.as_bytes() } else { name };
    let text = lossy(word);
    let (value, hint) = match text.strip_prefix("XXH3_") {
        Some(value) => (value.to_owned(), Some(Algorithm::Xxh3)),
        None => (text, hint),
    };
    let is_value = value.len() >= 8 && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    let guessed = hint.or_else(|| Algorithm::of_digits(value.len(), is_xxh));
    let algorithm = guessed.ok_or_else(|| format!("{} bit", value.len() * 4));
    is_value.then_some(Line::Sum(Sum { algorithm, value, name, is_escaped, is_reversed: false }))
}

fn name_of(rest: &[u8]) -> &[u8] {
    if let [b' ', b' ' | b'*', name @ ..] = rest {
        return name;
    }
    let name = rest.trim_ascii_start();
    name.strip_prefix(b"*").unwrap_or(name)
}

/// `name 01234567`, as `.sfv` files have it.
fn verification(line: &[u8]) -> Option<Sum<'_>> {
    let line = line.trim_ascii();
    let space = line.iter().rposition(|byte| matches!(byte, b' ' | b'\t'))?;
    let (name, value) = line.split_at_checked(space)?;
    let sum = Sum {
        algorithm: Ok(Algorithm::Crc32),
        value: lossy(value.trim_ascii()),
        name: name.trim_ascii_end(),
        is_escaped: false,
        is_reversed: false,
    };
    (!sum.name.is_empty()).then_some(sum)
}

impl Manifest {
    fn add(&mut self, line: u64, sum: Sum) {
        let name = if sum.is_escaped { unescaped(sum.name) } else { sum.name.to_vec() };
        let shown = lossy(&name);
        let algorithm = match sum.algorithm {
            Ok(algorithm) => algorithm,
            Err(name) => return self.break_at(line, Rule::UnknownAlgorithm(quoted(&name))),
        };
        let mut digest = algorithm.parse(&sum.value);
        if let Some(digest) = digest.as_mut().filter(|_| sum.is_reversed) {
            digest.reverse();
        }
        if digest.is_none() {
            self.break_at(line, Rule::MalformedHash(algorithm, quoted(&sum.value)));
        }
        let Some(path) = plain(&shown) else { return self.break_at(line, Rule::PathEscapes(quoted(&shown))) };
        let raw = std::str::from_utf8(&name).is_err().then_some(name);
        let values = digest.map(|digest| Value::of(algorithm, digest)).into_iter().collect();
        self.entries.push(Entry { path, raw, line, values, ..Entry::default() });
    }

    /// Names paths that are listed with two different values, and lists each path once for each of its values.
    pub(super) fn judge(&mut self) {
        let mut seen = std::collections::HashMap::new();
        let mut defects = Vec::new();
        self.entries.retain(|entry| {
            let Some(value) = entry.values.first() else { return true };
            let key = (entry.path.clone(), entry.raw.clone(), value.algorithm);
            match seen.get(&key) {
                None => {
                    seen.insert(key, value.digest.clone());
                    return true;
                }
                Some(known) if *known != value.digest => defects.push((entry.line, Rule::Conflict(quoted(&entry.path)))),
                Some(_) => {}
            }
            false
        });
        for (line, rule) in defects {
            self.break_at(line, rule);
        }
        self.defects.sort_by_key(|defect| defect.line);
    }
}

fn unescaped(name: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(name.len());
    let mut bytes = name.iter().copied();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => match bytes.next() {
                Some(b'n') => plain.push(b'\n'),
                Some(b'r') => plain.push(b'\r'),
                None | Some(b'\\') => plain.push(b'\\'),
                Some(other) => plain.extend([b'\\', other]),
            },
            _ => plain.push(byte),
        }
    }
    plain
}

/// A list in the form that `md5sum`, `sha256sum`, `xxhsum` and `b3sum` read with `-c`: paths as bytes, in the order given.
pub fn write<'a>(algorithm: Algorithm, files: impl Iterator<Item = (&'a [u8], &'a [u8])>) -> Vec<u8> {
    let mut out = Vec::new();
    for (path, digest) in files {
        let escaped = path.iter().any(|byte| matches!(byte, b'\\' | b'\n' | b'\r'));
        if escaped {
            out.push(b'\\');
        }
        // A bare value of XXH3 looks like one of XXH64: every xxhsum reads its tag.
        let is_tagged = algorithm == Algorithm::Xxh3;
        let value = algorithm.write(digest);
        out.extend(if is_tagged { b"XXH3 (".to_vec() } else { format!("{value}  ").into_bytes() });
        for byte in path {
            match byte {
                b'\\' if escaped => out.extend(*b"\\\\"),
                b'\n' => out.extend(*b"\\n"),
                b'\r' => out.extend(*b"\\r"),
                other => out.push(*other),
            }
        }
        out.extend(if is_tagged { format!(") = {value}\n").into_bytes() } else { b"\n".to_vec() });
    }
    out
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
