//! Chunk tables: where they stand, and whether the file can hold what they announce.

use super::codec;
use super::grid::Grid;
use super::journal::Journal;
use super::leader::{Layout, Map};
use super::{Attribute, Compression, Flaw, Inside, Part, Value};
use crate::view::{View, u64_at};
use crate::{Budget, Exceeded, Stop};

/// Entries looked at when a table does not fit in the file, to tell a cut table from a false claim.
const LOOKED_AT: u64 = 512;
/// Bytes of a table read at once.
const BLOCK: usize = 32 << 10;

/// Gives every part its table's place and size. `None` when a part's layout is not known.
pub(super) fn place(parts: &mut [Part], at: u64, multi: bool, journal: &mut Journal) -> Option<Vec<Grid>> {
    let mut at = at;
    let mut grids = Vec::with_capacity(parts.len());
    for (index, part) in parts.iter_mut().enumerate() {
        let grid = Grid::of(part)?;
        part.table_at = at;
        part.chunks = grid.count();
        at = at.saturating_add(part.chunks.saturating_mul(8));
        if let Some(Attribute { at, value: Value::Int(claimed), .. }) = part.attribute("chunkCount")
            && i64::from(*claimed) != part.chunks as i64
        {
            journal.attribute(multi.then_some(index as u32), *at, "chunkCount", Flaw::ContradictsLayout, &claimed);
        }
        grids.push(grid);
    }
    Some(grids)
}

/// The chunks of all parts, numbered through.
pub(super) fn map(parts: &[Part], grids: Vec<Grid>, multi: bool, ratio: u64) -> Map<'_> {
    let mut first = 0_u64;
    let mut pixels_at = 0;
    let mut layouts = Vec::with_capacity(parts.len());
    for (part, grid) in parts.iter().zip(grids) {
        let count = grid.count();
        layouts.push(Layout { part, grid, first });
        first = first.saturating_add(count);
        pixels_at = part.table_at.saturating_add(count.saturating_mul(8));
    }
    Map { layouts, multi, pixels_at, ratio }
}

/// Whether the tables and one chunk of each part stay within the budget and what the file could hold. Says so when they do not.
///
/// # Errors
/// A chunk that the file could hold, but the budget does not: that is no fault of the file's.
pub(super) fn within(map: &Map, size: u64, budget: &Budget, journal: &mut Journal) -> Result<bool, Stop> {
    let mut total = 0_u64;
    for (index, layout) in map.layouts.iter().enumerate() {
        let number = map.multi.then_some(index as u32);
        let name = if layout.part.tiling.is_some() { "tiles" } else { "dataWindow" };
        total = total.saturating_add(layout.grid.count());
        if total > budget.chunks {
            journal.oversize(number, attribute_at(layout.part, name), name, total, budget.chunks);
            return Ok(false);
        }
        let place = layout.grid.place(0);
        let chunk = place.map_or(0, |place| layout.grid.unpacked(&place.window, &layout.part.channels));
        if chunk > budget.chunk {
            let most = codec::most(layout.grid.compression(), size.saturating_sub(map.pixels_at), map.ratio);
            if chunk <= most {
                return Err(Stop::Budget(Exceeded { what: "chunk", asked: chunk, cap: budget.chunk }));
            }
            journal.oversize(number, attribute_at(layout.part, "dataWindow"), "dataWindow", chunk, most);
            return Ok(false);
        }
    }
    Ok(true)
}

/// All entries of all tables. `None` after saying that the file ends inside them, or never could hold them.
pub(super) fn entries(view: &mut View, map: &Map, journal: &mut Journal) -> Result<Option<Vec<u64>>, Stop> {
    let start = map.layouts.first().map_or(map.pixels_at, |layout| layout.part.table_at);
    if map.pixels_at > view.size() {
        let first =
            map.layouts.iter().position(|layout| layout.part.table_at.saturating_add(layout.grid.count().saturating_mul(8)) > view.size());
        let part = first.filter(|_| map.multi).map(|part| part as u32);
        if honest(view, map, start)? {
            journal.ends(part, view.size(), Inside::ChunkTable);
        } else {
            journal.oversize(part, start, "chunk table", map.pixels_at - start, view.size().saturating_sub(start));
        }
        return Ok(None);
    }
    let mut entries = Vec::with_capacity(((map.pixels_at - start) / 8) as usize);
    let mut at = start;
    while at < map.pixels_at {
        let bytes = view.bytes(at, BLOCK.min((map.pixels_at - at) as usize))?;
        entries.extend(bytes.as_chunks().0.iter().map(|&eight| u64::from_le_bytes(eight)));
        at += BLOCK as u64;
    }
    Ok((entries.len() as u64 == map.total()).then_some(entries))
}

/// Whether the entries that are left could have been written for this very table.
fn honest(view: &mut View, map: &Map, start: u64) -> Result<bool, Stop> {
    let held = view.size().saturating_sub(start) / 8;
    let count = held.min(LOOKED_AT);
    view.grow(start + 8 * count)?;
    let entry = |index: u64| u64_at(view.head(), (start + 8 * index) as usize);
    Ok((0..count).filter_map(entry).all(|offset| offset == 0 || offset >= map.pixels_at))
}

/// Pixels that the headers announce beyond what the file could inflate to: the part, the bytes claimed of deflate, the most possible.
pub(super) fn beyond_ratio(map: &Map, size: u64) -> Option<(u32, u64, u64)> {
    let cap = size.saturating_sub(map.pixels_at).saturating_mul(map.ratio);
    let mut claimed = 0_u64;
    for (part, layout) in map.layouts.iter().enumerate() {
        if bounded(layout.grid.compression()) {
            let total = layout.grid.total(&layout.part.channels);
            claimed = claimed.saturating_add(total.div_ceil(codec::before_deflate(layout.grid.compression())));
        }
        if claimed > cap {
            return Some((part as u32, claimed, cap));
        }
    }
    None
}

/// Whether a codec expands no further than deflate does.
fn bounded(compression: Compression) -> bool {
    use Compression::{B44, B44a, None, Piz, Pxr24, Rle, Zip, Zips};
    matches!(compression, None | Rle | Zips | Zip | Piz | Pxr24 | B44 | B44a)
}

/// Byte of an attribute's value.
pub(super) fn attribute_at(part: &Part, name: &str) -> u64 {
    part.attribute(name).map_or(0, |attribute| attribute.at)
}
