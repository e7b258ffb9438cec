//! Bags (`BagIt`, RFC 8493 and the drafts from 0.93 on): declaration, manifests, what is fetched, what is told of the payload.

use super::path::plain;
use super::text::{decode, lines, utf16};
use super::{Algorithm, Entry, Manifest, Rule, Value, quoted};

/// What `bagit.txt` declares (RFC 8493 section 2.1.1).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Declaration {
    /// Version of the format: major and minor number.
    pub version: (u32, u32),
    /// How its other texts are encoded.
    pub encoding: Encoding,
    /// What breaks it.
    pub broken: Manifest,
}

/// How the texts of a bag are encoded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, which includes ASCII.
    #[default]
    Utf8,
    /// UTF-16 with a mark of its order, big end first without.
    Utf16,
    /// UTF-16, small end first.
    Utf16Le,
    /// ISO 8859-1.
    Latin1,
}

/// Reads `bagit.txt`.
pub fn declaration(bytes: &[u8]) -> Declaration {
    let mut declared = Declaration { version: (1, 0), ..Declaration::default() };
    let (text, is_marked) = decode(bytes);
    if is_marked {
        declared.broken.break_at(1, Rule::Declaration("BOM".to_owned()));
    }
    let (mut version, mut encoding) = (None, None);
    for (number, line) in lines(&text) {
        let line = String::from_utf8_lossy(line);
        let Some((label, value)) = line.split_once(':') else { continue };
        match label.trim() {
            "BagIt-Version" => version = Some((number, value.trim().to_owned())),
            "Tag-File-Character-Encoding" => encoding = Some((number, value.trim().to_owned())),
            _ => {}
        }
    }
    declared.take("BagIt-Version", version, |declared, text| {
        declared.version = numbers(text)?;
        Some(())
    });
    declared.take("Tag-File-Character-Encoding", encoding, |declared, text| {
        declared.encoding = Encoding::of_name(text)?;
        Some(())
    });
    declared
}

impl Declaration {
    fn take(&mut self, label: &str, field: Option<(u64, String)>, set: impl FnOnce(&mut Self, &str) -> Option<()>) {
        match field {
            None => self.broken.break_at(0, Rule::Declaration(label.to_owned())),
            Some((line, text)) => {
                if set(self, &text).is_none() {
                    self.broken.break_at(line, Rule::Declaration(quoted(&format!("{label}: {text}"))));
                }
            }
        }
    }
}

fn numbers(text: &str) -> Option<(u32, u32)> {
    let (major, minor) = text.split_once('.')?;
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    Some((number(major)?, number(minor)?))
}

impl Encoding {
    fn of_name(name: &str) -> Option<Self> {
        match name.to_ascii_uppercase().as_str() {
            "UTF-8" | "UTF8" | "US-ASCII" | "ASCII" => Some(Self::Utf8),
            "UTF-16" | "UTF-16BE" => Some(Self::Utf16),
            "UTF-16LE" => Some(Self::Utf16Le),
            "ISO-8859-1" | "LATIN1" | "WINDOWS-1252" => Some(Self::Latin1),
            _ => None,
        }
    }

    fn decode(self, bytes: &[u8]) -> Vec<u8> {
        let (text, is_marked) = decode(bytes);
        match self {
            Self::Utf16 if !is_marked => utf16(bytes, u16::from_be_bytes),
            Self::Utf16Le if !is_marked => utf16(bytes, u16::from_le_bytes),
            Self::Latin1 if !is_marked => bytes.iter().map(|byte| char::from(*byte)).collect::<String>().into_bytes(),
            _ => text.into_owned(),
        }
    }
}

/// Reads a manifest of the payload, or, with `is_payload` false, of a bag's other files (RFC 8493 sections 2.1.3 and 2.2.1).
pub fn manifest(bytes: &[u8], algorithm: Algorithm, is_payload: bool, declared: &Declaration) -> Manifest {
    let mut manifest = Manifest::default();
    for (number, line) in lines(&declared.encoding.decode(bytes)) {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let Ok(line) = std::str::from_utf8(line) else {
            manifest.break_at(number, Rule::Encoding("UTF-8".to_owned()));
            continue;
        };
        let Some((value, rest)) = line.split_once([' ', '\t']) else {
            manifest.break_at(number, Rule::Line(quoted(line)));
            continue;
        };
        let rest = rest.trim_start_matches([' ', '\t']);
        // A bag made with md5sum's tools marks binary mode.
        let written = rest.strip_prefix('*').unwrap_or(rest);
        let digest = algorithm.parse(value);
        if digest.is_none() {
            manifest.break_at(number, Rule::MalformedHash(algorithm, quoted(value)));
        }
        let Some(path) = place(written, is_payload, declared) else {
            manifest.break_at(number, Rule::PathEscapes(quoted(written)));
            continue;
        };
        let values = digest.map(|digest| Value::of(algorithm, digest)).into_iter().collect();
        manifest.entries.push(Entry { path, line: number, values, ..Entry::default() });
    }
    manifest.judge();
    manifest
}

/// The plain form of a path; a payload file lies below `data/`.
fn place(written: &str, is_payload: bool, declared: &Declaration) -> Option<String> {
    let path = plain(&unescaped(written, declared.version >= (1, 0)))?;
    (!is_payload || path.starts_with("data/")).then_some(path)
}

/// Ends of lines are percent-encoded, from version 1.0 on the percent sign too (RFC 8493 section 2.1.3).
fn unescaped(path: &str, with_percent: bool) -> String {
    let mut plain = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('%') {
        plain.push_str(before);
        let (letter, length) = match after.get(..2) {
            Some("0A" | "0a") => ('\n', 2),
            Some("0D" | "0d") => ('\r', 2),
            Some("25") if with_percent => ('%', 2),
            _ => ('%', 0),
        };
        plain.push(letter);
        rest = after.get(length..).unwrap_or_default();
    }
    plain.push_str(rest);
    plain
}

/// Reads `fetch.txt` (RFC 8493 section 2.2.3): what may still be absent, with its size when it is told. Entries hold no value.
pub fn fetch(bytes: &[u8], declared: &Declaration) -> Manifest {
    let mut manifest = Manifest::default();
    for (number, line) in lines(&declared.encoding.decode(bytes)) {
        let line = String::from_utf8_lossy(line);
        if line.trim().is_empty() {
            continue;
        }
        let blank = [' ', '\t'];
        let parts = line.split_once(blank).and_then(|(_, rest)| rest.trim_start_matches(blank).split_once(blank));
        let Some((length, written)) = parts.map(|(length, path)| (length, path.trim_start_matches(blank))) else {
            manifest.break_at(number, Rule::Line(quoted(&line)));
            continue;
        };
        let size = length.parse().ok();
        if size.is_none() && length != "-" {
            manifest.break_at(number, Rule::BadSize(quoted(length)));
        }
        match place(written, true, declared) {
            Some(path) => manifest.entries.push(Entry { path, line: number, size, ..Entry::default() }),
            None => manifest.break_at(number, Rule::PathEscapes(quoted(written))),
        }
    }
    manifest
}

/// What `Payload-Oxum` tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Line that tells it, from 1.
    pub line: u64,
    /// Bytes and files; the text when it is none.
    pub payload: Result<(u64, u64), String>,
}

/// `Payload-Oxum` of `bag-info.txt` (RFC 8493 section 2.2.2).
pub fn oxum(bytes: &[u8], declared: &Declaration) -> Option<Told> {
    let text = declared.encoding.decode(bytes);
    lines(&text).find_map(|(line, text)| {
        let text = String::from_utf8_lossy(text);
        let (label, value) = text.split_once(':')?;
        let value = value.trim();
        let parsed = value.split_once('.').and_then(|(bytes, files)| Some((bytes.parse().ok()?, files.parse().ok()?)));
        label.trim().eq_ignore_ascii_case("Payload-Oxum").then(|| Told { line, payload: parsed.ok_or_else(|| quoted(value)) })
    })
}

/// `bagit.txt` as it is written here.
pub const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// A manifest of a bag: paths with `/`, in the order given.
pub fn write<'a>(algorithm: Algorithm, files: impl Iterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut out = String::new();
    for (path, digest) in files {
        let path = path.replace('%', "%25").replace('\n', "%0A").replace('\r', "%0D");
        out.push_str(&algorithm.write(digest));
        out.push_str("  ");
        out.push_str(&path);
        out.push('\n');
    }
    out.into_bytes()
}
