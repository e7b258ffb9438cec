//! From a chunk in the file to its bytes.

use std::io;

use super::codec::{Codecs, Unpacked, most};
use super::{Chunk, Compression, Damage, Defect, Part, Rule, Structure};
use crate::{Budget, Exceeded, Source, Stop};

/// Why the pixels of this part are not read, in stable words; `None` when they are.
pub fn unreadable(part: &Part) -> Option<&'static str> {
    if !part.is_plain() && !part.is_deep_or_divided() {
        return Some(if part.kind.is_deep() { "deep pixels" } else { "luminance-chroma pixels" });
    }
    match (part.compression, part.compression.name()) {
        // Its decoder counts on channels of one size.
        (Compression::B44 | Compression::B44a, _) if !part.is_plain() && !part.kind.is_deep() => Some("luminance-chroma pixels in B44"),
        (Compression::Piz | Compression::Pxr24 | Compression::B44 | Compression::B44a | Compression::Dwaa | Compression::Dwab, _)
            if part.kind.is_deep() =>
        {
            Some("deep pixels")
        }
        (Compression::Other(_), "unknown") => Some("unknown compression"),
        (Compression::Htj2k256 | Compression::Htj2k32 | Compression::Other(_), name) => Some(name),
        _ => None,
    }
}

/// Refuses chunks that together unpack to more than the budget allows. Who reads the chunks of one file in several turns asks for all of
/// them first.
///
/// # Errors
/// [`Stop::Budget`].
pub fn afford(chunks: &[Chunk], budget: &Budget) -> Result<(), Stop> {
    let asked = chunks.iter().fold(0u64, |sum, chunk| sum.saturating_add(chunk.unpacked));
    within("pixels", asked, budget.pixels)
}

/// Buffers that pixels pass through: kept from file to file, so that nothing is allocated for each chunk.
#[derive(Default)]
pub struct Scratch {
    pub(crate) packed: Vec<u8>,
    pub(super) codecs: Codecs,
    pub(crate) line: Vec<u8>,
    pub(crate) values: [Vec<f32>; 3],
}

/// Reads the chunks of one file.
pub(super) struct Decoder<'a> {
    source: &'a dyn Source,
    structure: &'a Structure,
    pub(super) budget: &'a Budget,
}

impl<'a> Decoder<'a> {
    /// Refuses a file whose chunks together unpack to more than the budget allows.
    pub(super) fn new(source: &'a dyn Source, structure: &'a Structure, chunks: &[Chunk], budget: &'a Budget) -> Result<Self, Stop> {
        afford(chunks, budget)?;
        Ok(Self { source, structure, budget })
    }

    /// The part of a chunk, when its pixels can be read and all its bytes are there.
    pub(super) fn part(&self, chunk: &Chunk) -> Option<&'a Part> {
        let part = self.structure.parts.get(usize::try_from(chunk.part).ok()?)?;
        let whole = chunk.data_at.checked_add(chunk.packed).is_some_and(|end| end <= self.source.size());
        (whole && unreadable(part).is_none()).then_some(part)
    }

    /// Reads and unpacks one chunk; a chunk that does not decode is a defect, never an error.
    pub(super) fn unpack<'s>(
        &self,
        part: &Part,
        chunk: &Chunk,
        packed: &'s mut Vec<u8>,
        codecs: &'s mut Codecs,
    ) -> Result<Result<Unpacked<'s>, Defect>, Stop> {
        self.fill(chunk.data_at, chunk.packed, packed)?;
        self.unpack_held(part, chunk, packed, codecs)
    }

    /// Unpacks one chunk whose packed bytes were fetched.
    pub(super) fn unpack_held<'s>(
        &self,
        part: &Part,
        chunk: &Chunk,
        packed: &'s [u8],
        codecs: &'s mut Codecs,
    ) -> Result<Result<Unpacked<'s>, Defect>, Stop> {
        match self.refused(part, chunk)? {
            Some(refused) => Ok(Err(refused)),
            None => Ok(codecs.unpack(part, chunk, packed).map_err(|problem| defect(chunk, problem))),
        }
    }

    /// What is wrong with the size that a chunk claims.
    fn refused(&self, part: &Part, chunk: &Chunk) -> Result<Option<Defect>, Stop> {
        within("chunk", chunk.unpacked, self.budget.chunk)?;
        if chunk_bytes(part, chunk) != Some(chunk.unpacked) {
            return Ok(Some(defect(chunk, Damage::Size)));
        }
        let is_hostile = chunk.unpacked > most(part.compression, chunk.packed, self.budget.ratio);
        Ok(is_hostile.then(|| defect(chunk, Damage::Ratio)))
    }

    /// Fills a buffer with bytes that the file was found to hold.
    pub(super) fn fill(&self, at: u64, count: u64, buffer: &mut Vec<u8>) -> Result<(), Stop> {
        buffer.resize(usize::try_from(count).unwrap_or(0), 0);
        if self.source.read_at(at, buffer)? < buffer.len() {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
        }
        Ok(())
    }
}

/// Bytes of a chunk of a flat part.
fn chunk_bytes(part: &Part, chunk: &Chunk) -> Option<u64> {
    let [first, last] = [chunk.window.min[1], chunk.window.max[1]];
    if part.is_plain() {
        return part.line_bytes(&chunk.window, first).checked_mul(chunk.window.height());
    }
    (first..=last).try_fold(0u64, |sum, y| sum.checked_add(part.line_bytes(&chunk.window, y)))
}

pub(super) fn within(what: &'static str, asked: u64, cap: u64) -> Result<(), Stop> {
    if asked > cap { Err(Stop::Budget(Exceeded { what, asked, cap })) } else { Ok(()) }
}

pub(super) fn defect(chunk: &Chunk, problem: Damage) -> Defect {
    Defect {
        rule: Rule::CorruptChunk { problem },
        byte: chunk.data_at,
        part: Some(chunk.part),
        chunk: Some(chunk.index),
        // Lines of a smaller level are no lines of the picture.
        lines: (chunk.level == [0, 0]).then_some([chunk.window.min[1], chunk.window.max[1]]),
    }
}
