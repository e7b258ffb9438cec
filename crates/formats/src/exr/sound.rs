//! The pass over a sound file: every entry and leader agrees, in any order, without overlap.

use super::leader::Map;
use super::{Chunk, Compression};
use crate::Stop;
use crate::view::View;

/// Zeros at the end of a deflate stream that its checksum cannot be.
const DEFLATE_END: usize = 8;
/// Zeros at the end of run lengths that no encoder writes.
const RUNS_END: usize = 64;

/// Every chunk, when nothing is wrong with any; `None` otherwise.
pub(super) fn orderly(view: &mut View, map: &Map, table: &[u64]) -> Result<Option<Vec<Chunk>>, Stop> {
    let mut chunks = Vec::with_capacity(table.len().min(4096));
    let mut end = map.pixels_at;
    let mut ascending = true;
    for (number, &at) in table.iter().enumerate() {
        let Some(chunk) = agrees(view, map, number as u64, at)? else { return Ok(None) };
        ascending &= chunk.at >= end;
        end = chunk.data_at + chunk.packed;
        chunks.push(chunk);
    }
    if !ascending && overlap(&chunks) {
        return Ok(None);
    }
    Ok(Some(chunks))
}

/// The chunk at `at`, when its leader says that it is `number` and it ends within the file.
pub(super) fn agrees(view: &mut View, map: &Map, number: u64, at: u64) -> Result<Option<Chunk>, Stop> {
    if at < map.pixels_at || at >= view.size() {
        return Ok(None);
    }
    let Some(leader) = map.leader(view, at, Some(number))? else { return Ok(None) };
    let (Ok(says), Ok(packed)) = (leader.says, leader.packed) else { return Ok(None) };
    let end = leader.data_at + packed;
    if says != number || end > view.size() {
        return Ok(None);
    }
    Ok(map.chunk(number, at, end))
}

fn overlap(chunks: &[Chunk]) -> bool {
    let mut spans: Vec<_> = chunks.iter().map(|chunk| (chunk.at, chunk.data_at + chunk.packed)).collect();
    spans.sort_unstable();
    spans.iter().zip(spans.iter().skip(1)).any(|(a, b)| a.1 > b.0)
}

/// The chunk that ends last.
pub(super) fn last(chunks: &[Chunk]) -> Option<&Chunk> {
    chunks.iter().max_by_key(|chunk| chunk.data_at + chunk.packed)
}

/// Whether a chunk ends in zeros that its codec cannot have written.
pub(super) fn hollow(view: &mut View, map: &Map, chunk: &Chunk) -> Result<bool, Stop> {
    let compression = map.layouts.get(chunk.part as usize).map(|layout| layout.grid.compression());
    let zeros = match compression {
        Some(Compression::Zips | Compression::Zip | Compression::Pxr24) => DEFLATE_END,
        Some(Compression::Rle) => RUNS_END,
        _ => return Ok(false),
    };
    let raw = chunk.packed >= chunk.unpacked;
    if raw || chunk.packed < zeros as u64 {
        return Ok(false);
    }
    let at = chunk.data_at + chunk.packed - zeros as u64;
    Ok(view.bytes(at, zeros)?.iter().all(|&byte| byte == 0))
}
