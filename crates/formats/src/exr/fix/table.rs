//! The chunk tables, made again from where the chunks lie.

use crate::Piece;
use crate::exr::{Chunk, Structure};

/// The file with its chunk tables made again from the chunks' leaders. `None` when not every announced chunk was found.
pub fn rebuild_table(structure: &Structure, chunks: &[Chunk], size: u64) -> Option<Vec<Piece>> {
    let at = structure.parts.first()?.table_at;
    let bytes = tables(structure, chunks, |chunk| chunk.at)?;
    Some(Piece::replace(size, [(at..structure.pixels_at, bytes)]))
}

/// The tables of all parts with the place that `at` gives each chunk. `None` when a chunk is missing.
pub(super) fn tables(structure: &Structure, chunks: &[Chunk], at: impl Fn(&Chunk) -> u64) -> Option<Vec<u8>> {
    let start = structure.parts.first()?.table_at;
    if chunks.len() as u64 != structure.announced || structure.pixels_at != start + 8 * structure.announced {
        return None;
    }
    let mut bytes = vec![0; usize::try_from(structure.pixels_at - start).ok()?];
    for chunk in chunks {
        let part = structure.parts.get(chunk.part as usize)?;
        let entry = usize::try_from(part.table_at - start).ok()? + 8 * chunk.index as usize;
        *bytes.get_mut(entry..).and_then(<[u8]>::first_chunk_mut)? = at(chunk).to_le_bytes();
    }
    Some(bytes)
}
