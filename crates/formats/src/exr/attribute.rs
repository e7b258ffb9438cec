//! Attribute values (<https://openexr.com/en/latest/OpenEXRFileLayout.html#predefined-attribute-types>).

use xxhash_rust::xxh3::xxh3_64;

use super::{Box2i, Flaw, Value};
use crate::view::{f32_at, i32_at, u32_at, u64_at};

/// Longest text kept of a `string`.
const TEXT: usize = 4096;
/// Most elements kept of a `stringvector` or `floatvector`.
const ELEMENTS: usize = 1024;
/// Most a zlib stream expands.
const DEFLATE: u64 = 1032;

/// Bytes that a value of this type always has; `None` for a type of variable size, or one that is not predefined.
pub(super) fn fixed_size(kind: &str) -> Option<u32> {
    let size = match kind {
        "compression" | "lineOrder" | "envmap" | "deepImageState" => 1,
        "int" | "float" => 4,
        "v2i" | "v2f" | "rational" | "timecode" | "double" => 8,
        "tiledesc" => 9,
        "v3i" | "v3f" => 12,
        "box2i" | "box2f" | "v2d" => 16,
        "v3d" => 24,
        "keycode" => 28,
        "chromaticities" => 32,
        "m33f" => 36,
        "m44f" => 64,
        "m33d" => 72,
        "m44d" => 128,
        _ => return None,
    };
    Some(size)
}

/// Reads a value. A problem is a stable word of [`Rule::BadAttribute`](super::Rule::BadAttribute), with what was seen.
pub(super) fn value(kind: &str, bytes: &[u8]) -> (Value, Option<(Flaw, String)>) {
    if let Some(size) = fixed_size(kind)
        && bytes.len() as u64 != u64::from(size)
    {
        return (Value::Other(xxh3_64(bytes)), Some((Flaw::WrongSize, bytes.len().to_string())));
    }
    match typed(kind, bytes) {
        Some(value) => (value, problem(kind, bytes)),
        None => (Value::Other(xxh3_64(bytes)), Some((Flaw::WrongSize, bytes.len().to_string()))),
    }
}

/// The value, or `None` when the size contradicts the type.
fn typed(kind: &str, bytes: &[u8]) -> Option<Value> {
    let value = match kind {
        "int" => Value::Int(i32_at(bytes, 0)?),
        "float" => Value::Float(f32_at(bytes, 0)?),
        "double" => Value::Double(f64::from_bits(u64_at(bytes, 0)?)),
        "string" => Value::Text(text(bytes)),
        "stringvector" => Value::Texts(texts(bytes)?),
        "v2i" | "v3i" | "rational" | "keycode" => Value::Ints(fours(bytes).map(i32::from_le_bytes).collect()),
        "v2f" | "v3f" | "m33f" | "m44f" | "box2f" | "chromaticities" => Value::Floats(fours(bytes).map(f32::from_le_bytes).collect()),
        "floatvector" => floats(bytes)?,
        "box2i" => Value::Box2i(box2i(bytes)?),
        "timecode" => Value::TimeCode(u32_at(bytes, 0)?, u32_at(bytes, 4)?),
        _ => Value::Other(xxh3_64(bytes)),
    };
    Some(value)
}

/// What is wrong inside a value whose size fits its type.
fn problem(kind: &str, bytes: &[u8]) -> Option<(Flaw, String)> {
    match kind {
        "envmap" => bytes.first().filter(|&&byte| byte > 1).map(|byte| (Flaw::UnknownValue, byte.to_string())),
        "deepImageState" => bytes.first().filter(|&&byte| byte > 3).map(|byte| (Flaw::UnknownValue, byte.to_string())),
        "preview" => preview(bytes),
        "idmanifest" => manifest(bytes),
        _ => None,
    }
}

/// A preview is two sizes and four bytes a pixel.
fn preview(bytes: &[u8]) -> Option<(Flaw, String)> {
    let (Some(width), Some(height)) = (u32_at(bytes, 0), u32_at(bytes, 4)) else {
        return Some((Flaw::WrongSize, bytes.len().to_string()));
    };
    let pixels = u64::from(width) * u64::from(height);
    (pixels.checked_mul(4).and_then(|n| n.checked_add(8)) != Some(bytes.len() as u64))
        .then(|| (Flaw::WrongSize, format!("{width} x {height}")))
}

/// A compressed identity manifest begins with the bytes that it unpacks to.
fn manifest(bytes: &[u8]) -> Option<(Flaw, String)> {
    let Some(unpacked) = u32_at(bytes, 0) else { return Some((Flaw::WrongSize, bytes.len().to_string())) };
    (u64::from(unpacked) > DEFLATE * (bytes.len() as u64)).then(|| (Flaw::Oversize, unpacked.to_string()))
}

/// Four `i32`: minimum x and y, maximum x and y.
pub(super) fn box2i(bytes: &[u8]) -> Option<Box2i> {
    Some(Box2i { min: [i32_at(bytes, 0)?, i32_at(bytes, 4)?], max: [i32_at(bytes, 8)?, i32_at(bytes, 12)?] })
}

fn fours(bytes: &[u8]) -> impl Iterator<Item = [u8; 4]> + '_ {
    bytes.as_chunks().0.iter().copied()
}

fn text(bytes: &[u8]) -> String {
    let kept = bytes.get(..TEXT).unwrap_or(bytes);
    let mut text = String::from_utf8_lossy(kept).into_owned();
    if kept.len() < bytes.len() {
        text.push('…');
    }
    text
}

fn texts(bytes: &[u8]) -> Option<Vec<String>> {
    let mut rest = bytes;
    let mut texts = Vec::new();
    while !rest.is_empty() {
        let (length, after) = rest.split_first_chunk()?;
        let length = usize::try_from(i32::from_le_bytes(*length)).ok()?;
        let (one, after) = after.split_at_checked(length)?;
        if texts.len() < ELEMENTS {
            texts.push(text(one));
        }
        rest = after;
    }
    Some(texts)
}

fn floats(bytes: &[u8]) -> Option<Value> {
    if !bytes.len().is_multiple_of(4) {
        return None;
    }
    Some(if bytes.len() / 4 <= ELEMENTS {
        Value::Floats(fours(bytes).map(f32::from_le_bytes).collect())
    } else {
        Value::Other(xxh3_64(bytes))
    })
}
