//! Files made by hand: a sound picture, places in its bytes, and defects in one line each.

use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

use etabli_formats::exr::{self, Chunk, Compression, Defect, Extra, Image, MAGIC, PartPixels, Rule, Structure};
use etabli_formats::{Budget, Source};

/// 40 × 50 pixels of RGBA half: four ZIP chunks of 16 lines, the last of 2.
pub(crate) fn picture() -> PartPixels {
    PartPixels::rgba(40, 50, |x, y| {
        let grain = (x * 7919 + y * 104_729) % 1000;
        [grain as f32 / 500.0, (grain % 37) as f32, x as f32 / 40.0, 1.0]
    })
}

pub(crate) fn written(part: PartPixels) -> Vec<u8> {
    exr::write(&Image::single(part)).unwrap()
}

/// The picture's file.
pub(crate) fn file() -> Vec<u8> {
    written(picture())
}

/// The picture in another codec.
pub(crate) fn packed(compression: Compression) -> Vec<u8> {
    written(PartPixels { compression, ..picture() })
}

pub(crate) fn read(bytes: &[u8]) -> (Structure, Vec<Chunk>) {
    exr::read(&bytes.to_vec(), &Budget::default()).unwrap()
}

pub(crate) fn read_within(bytes: &[u8], budget: &Budget) -> (Structure, Vec<Chunk>) {
    exr::read(&bytes.to_vec(), budget).unwrap()
}

/// Name, type, size and place of each attribute of the first part, and the byte after its list.
fn attributes(bytes: &[u8]) -> (Vec<(String, usize, usize)>, usize) {
    let text = |at: usize| bytes[at..].iter().position(|&byte| byte == 0).map(|length| at + length).unwrap();
    let mut list = Vec::new();
    let mut at = 8;
    while bytes[at] != 0 {
        let name = String::from_utf8(bytes[at..text(at)].to_vec()).unwrap();
        let kind = text(at) + 1;
        let size_at = text(kind) + 1;
        let size = u32::from_le_bytes(bytes[size_at..size_at + 4].try_into().unwrap()) as usize;
        list.push((name, size_at + 4, size));
        at = size_at + 4 + size;
    }
    (list, at + 1)
}

/// Byte of an attribute's value, in the first part.
pub(crate) fn value_at(bytes: &[u8], name: &str) -> usize {
    attributes(bytes).0.into_iter().find(|attribute| attribute.0 == name).unwrap().1
}

/// Byte where the chunk table of a single-part file begins.
pub(crate) fn table_at(bytes: &[u8]) -> usize {
    attributes(bytes).1
}

/// Byte of a table's entry.
pub(crate) fn entry_at(bytes: &[u8], index: usize) -> usize {
    table_at(bytes) + 8 * index
}

/// Byte of a chunk, from the table.
pub(crate) fn chunk_at(bytes: &[u8], index: usize) -> usize {
    let at = entry_at(bytes, index);
    u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap()) as usize
}

pub(crate) fn put(bytes: &mut [u8], at: usize, value: &[u8]) {
    bytes[at..at + value.len()].copy_from_slice(value);
}

pub(crate) fn put_i32(bytes: &mut [u8], at: usize, value: i32) {
    put(bytes, at, &value.to_le_bytes());
}

pub(crate) fn put_entry(bytes: &mut [u8], index: usize, value: u64) {
    let at = entry_at(bytes, index);
    put(bytes, at, &value.to_le_bytes());
}

/// The file without one attribute of its first part, offsets moved with it.
pub(crate) fn without(bytes: &[u8], name: &str) -> Vec<u8> {
    let (list, end) = attributes(bytes);
    let (index, (_, at, size)) = list.iter().enumerate().find(|(_, attribute)| attribute.0 == name).unwrap();
    let start = index.checked_sub(1).map_or(8, |before| list[before].1 + list[before].2);
    let removed = at + size - start;
    let mut rest = [&bytes[..start], &bytes[at + size..]].concat();
    let entries = (chunk_at(bytes, 0) - end) / 8;
    for index in 0..entries {
        let offset = chunk_at(bytes, index) - removed;
        let at = end - removed + 8 * index;
        put(&mut rest, at, &(offset as u64).to_le_bytes());
    }
    rest
}

/// A defect in one line: byte, part, chunk, lines, and what is wrong.
pub(crate) fn line(defect: &Defect) -> String {
    let place = [
        defect.part.map(|part| format!(" part {part}")),
        defect.chunk.map(|chunk| format!(" chunk {chunk}")),
        defect.lines.map(|lines| format!(" lines {}-{}", lines[0], lines[1])),
    ];
    let place: String = place.into_iter().flatten().collect();
    let what = match &defect.rule {
        Rule::TruncatedHeader { inside } => format!("ends inside {inside}"),
        Rule::BadAttribute { name, problem, seen } => format!("{name} {problem} {seen}").trim_end().to_owned(),
        Rule::Oversize { field, value, cap } => format!("{field} {value} over {cap}"),
        Rule::ZeroOffsets { count, of } => format!("{count} of {of} offsets zero"),
        Rule::WrongOffset { problem, seen, count } => format!("{count} offsets {problem}, first {seen}"),
        Rule::TruncatedPixels { expected, seen, whole, of } => format!("ends at {seen} of {expected}, {whole} of {of} whole"),
        Rule::WrongLeader { field, expected, seen } => format!("{field} {seen} for {expected:?}"),
        Rule::ZeroedTail { run } => format!("{run} zeros"),
        Rule::TrailingData { count } => format!("{count} bytes too many"),
        Rule::CorruptChunk { problem } => format!("corrupt {problem}"),
    };
    format!("{}{place}: {what}", defect.byte)
}

/// Asserts what the reader says of a file, defect by defect.
#[track_caller]
pub(crate) fn check(bytes: &[u8], expected: &[String]) {
    let said: Vec<String> = read(bytes).0.defects.iter().map(line).collect();
    assert_eq!(said, expected);
}

/// A source that fails when it is read past its end, and counts.
pub(crate) struct Strict<'a> {
    bytes: &'a [u8],
    reads: AtomicUsize,
    given: AtomicUsize,
}

impl<'a> Strict<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, reads: AtomicUsize::new(0), given: AtomicUsize::new(0) }
    }

    /// Reads so far, and bytes they gave.
    pub(crate) fn count(&self) -> (usize, usize) {
        (self.reads.load(Relaxed), self.given.load(Relaxed))
    }
}

impl Source for Strict<'_> {
    fn size(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> std::io::Result<usize> {
        let end = offset + buffer.len() as u64;
        assert!(end <= self.size(), "read of {offset}..{end} in {} bytes", self.size());
        self.reads.fetch_add(1, Relaxed);
        self.given.fetch_add(buffer.len(), Relaxed);
        self.bytes.read_at(offset, buffer)
    }
}

/// A file put together field by field, for what the writer does not write. One half channel "Y".
pub(crate) struct Raw {
    pub(crate) version: u32,
    pub(crate) kind: &'static str,
    pub(crate) compression: u8,
    pub(crate) size: [i32; 2],
    pub(crate) extra: Vec<Extra>,
}

impl Raw {
    /// The bytes, with a table that leads to these chunks in turn.
    pub(crate) fn bytes(&self, chunks: &[Vec<u8>]) -> Vec<u8> {
        let byte = |name: &str, value: u8| Extra { name: name.into(), kind: name.into(), bytes: vec![value] };
        let window = |name: &str| Extra::ints(name, "box2i", &[0, 0, self.size[0] - 1, self.size[1] - 1]);
        let channels = [b"Y\0".as_slice(), &[1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0]].concat();
        let mut list = vec![
            Extra { name: "channels".into(), kind: "chlist".into(), bytes: channels },
            byte("compression", self.compression),
            byte("lineOrder", 0),
            window("dataWindow"),
            window("displayWindow"),
            Extra::floats("pixelAspectRatio", "float", &[1.0]),
            Extra::floats("screenWindowCenter", "v2f", &[0.0, 0.0]),
            Extra::floats("screenWindowWidth", "float", &[1.0]),
            Extra::text("type", self.kind),
        ];
        list.retain(|attribute| self.extra.iter().all(|extra| extra.name != attribute.name));
        list.extend_from_slice(&self.extra);
        let mut bytes = [&MAGIC[..], &self.version.to_le_bytes()].concat();
        for Extra { name, kind, bytes: value } in list {
            bytes.extend([name.as_bytes(), &[0], kind.as_bytes(), &[0], &(value.len() as u32).to_le_bytes(), &value].concat());
        }
        bytes.push(0);
        let mut at = bytes.len() + 8 * chunks.len();
        for chunk in chunks {
            bytes.extend((at as u64).to_le_bytes());
            at += chunk.len();
        }
        bytes.extend(chunks.concat());
        bytes
    }
}
