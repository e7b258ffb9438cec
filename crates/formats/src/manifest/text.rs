//! Texts of manifests: their encodings and lines.

/// A text in UTF-8 from bytes that may wear a mark of their order; what is no text of that encoding is replaced.
pub(super) fn decode(bytes: &[u8]) -> (std::borrow::Cow<'_, [u8]>, bool) {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (rest.into(), true),
        [0xFF, 0xFE, rest @ ..] => (utf16(rest, u16::from_le_bytes).into(), true),
        [0xFE, 0xFF, rest @ ..] => (utf16(rest, u16::from_be_bytes).into(), true),
        _ => (bytes.into(), false),
    }
}

/// UTF-16 in one order of bytes, as UTF-8.
pub(super) fn utf16(bytes: &[u8], order: fn([u8; 2]) -> u16) -> Vec<u8> {
    let units = bytes.chunks_exact(2).map(|pair| order([pair.first().copied().unwrap_or(0), pair.last().copied().unwrap_or(0)]));
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>().into_bytes()
}

/// Lines with their numbers from 1, without their ends.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = (u64, &[u8])> {
    let numbered = (1_u64..).zip(bytes.split(|byte| *byte == b'\n'));
    numbered.map(|(number, line)| (number, line.strip_suffix(b"\r").unwrap_or(line)))
}
