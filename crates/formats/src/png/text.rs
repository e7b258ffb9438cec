//! Texts and colour profiles: keyword, packed or plain, and whether they are made to exhaust their reader (11.3.3).

use super::ancillary::{field, wrong_size};
use super::read::{Chunk, Reader};
use super::{Note, Rule};
use crate::inflate::trace_zlib;
use crate::xmp;

/// Most bytes that a text may unpack to: libpng's own cap for a chunk.
const MOST: usize = 8_000_000;

/// Bytes of a text that are kept.
const KEPT: usize = 256;

/// Keywords of texts that say what made the file: the program, and the scene that renderers name.
const MAKERS: [&[u8]; 3] = [b"Software", b"File", b"Scene"];

/// Keyword under which the XMP of a file stands.
const XMP: &[u8] = b"XML:com.adobe.xmp";

/// Reads a text of any of the three chunks.
pub(super) fn read(reader: &mut Reader, chunk: Chunk, content: &[u8]) {
    let Some((keyword, rest)) = keyword(reader, chunk, content) else { return };
    let text = match &chunk.name {
        b"zTXt" => packed(reader, chunk, rest.get(1..).unwrap_or_default()),
        b"iTXt" => international(reader, chunk, rest),
        _ => Some(rest.to_vec()),
    };
    let Some(text) = text else { return };
    if keyword == XMP
        && let Some(problem) = xmp::hostile(&text)
    {
        hostile(reader, chunk, problem);
    }
    if MAKERS.contains(&keyword) {
        let value = String::from_utf8_lossy(text.get(..text.len().min(KEPT)).unwrap_or_default()).into_owned();
        reader.structure.notes.push(Note { name: String::from_utf8_lossy(keyword).into_owned(), value });
    }
}

/// Checks that a profile unpacks.
pub(super) fn profile(reader: &mut Reader, chunk: Chunk, content: &[u8]) {
    if let Some((_, rest)) = keyword(reader, chunk, content) {
        match rest.first() {
            Some(0) => drop(packed(reader, chunk, rest.get(1..).unwrap_or_default())),
            Some(&method) => field(reader, chunk, (content.len() - rest.len()) as u64, "compression", method),
            None => wrong_size(reader, chunk),
        }
    }
}

/// The keyword and what follows its zero.
fn keyword<'a>(reader: &mut Reader, chunk: Chunk, content: &'a [u8]) -> Option<(&'a [u8], &'a [u8])> {
    let end = content.iter().take(80).position(|&byte| byte == 0).filter(|&end| end > 0);
    let split = end.and_then(|end| Some((content.get(..end)?, content.get(end + 1..)?)));
    if split.is_none() {
        let seen = content.iter().take(80).count() as u64;
        let rule = Rule::Field { chunk: chunk.name(), field: "keyword".to_owned(), seen };
        reader.journal.slight(chunk.content_at(), rule);
    }
    split
}

/// Flag, method, language and translated keyword stand before the text.
fn international(reader: &mut Reader, chunk: Chunk, rest: &[u8]) -> Option<Vec<u8>> {
    let flag = *rest.first()?;
    let after = |bytes: &[u8]| bytes.iter().position(|&byte| byte == 0).map(|end| end + 1);
    let language = rest.get(2..)?;
    let translated = language.get(after(language)?..)?;
    let text = translated.get(after(translated)?..)?;
    if flag == 1 { packed(reader, chunk, text) } else { Some(text.to_vec()) }
}

fn packed(reader: &mut Reader, chunk: Chunk, stream: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    let traced = trace_zlib(stream, &mut |piece| {
        text.extend_from_slice(piece);
        text.len() <= MOST
    });
    match traced.problem {
        None => Some(text),
        Some("long") => {
            hostile(reader, chunk, "too-long");
            None
        }
        Some(problem) => {
            let rule = Rule::Stream { chunk: chunk.name(), problem: problem.to_owned(), seen: traced.produced, expected: 0 };
            reader.journal.odd(chunk.content_at() + chunk.size - stream.len() as u64 + traced.consumed, rule);
            None
        }
    }
}

fn hostile(reader: &mut Reader, chunk: Chunk, problem: &str) {
    let rule = Rule::Text { chunk: chunk.name(), problem: problem.to_owned() };
    reader.journal.odd(chunk.content_at(), rule);
}
