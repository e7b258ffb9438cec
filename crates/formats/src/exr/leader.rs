//! The leader of a chunk: where it belongs and how large it is.

use super::grid::{Grid, Place, counts};
use super::{Chunk, Compression, Field, Part};
use crate::Stop;
use crate::view::{View, i32_at, u64_at};

/// Largest leader: part, four tile fields, three deep sizes.
const LONGEST: usize = 4 + 16 + 24;

/// One part's chunks among those of the whole file, which are numbered through all parts.
pub(super) struct Layout<'a> {
    pub(super) part: &'a Part,
    pub(super) grid: Grid,
    /// Number of its first chunk.
    pub(super) first: u64,
}

impl Layout<'_> {
    /// Coordinates in a leader of this part.
    fn coordinates(&self) -> usize {
        if self.grid.kind().is_tiled() { 4 } else { 1 }
    }

    /// Bytes of the sizes in a leader of this part.
    fn sizes(&self) -> u64 {
        if self.grid.kind().is_deep() { 24 } else { 4 }
    }

    /// Bytes of a leader of this part.
    pub(super) fn leader_length(&self, multi: bool) -> u64 {
        let part = if multi { 4 } else { 0 };
        part + 4 * self.coordinates() as u64 + self.sizes()
    }

    /// The coordinates that the leader of a chunk of this part must hold.
    fn leader(&self, number: u64) -> Option<[i32; 4]> {
        self.grid.place(number.checked_sub(self.first)?).map(|place| place.leader)
    }
}

/// All parts' chunks, and what every leader is judged by.
pub(super) struct Map<'a> {
    pub(super) layouts: Vec<Layout<'a>>,
    pub(super) multi: bool,
    /// Byte after the last table.
    pub(super) pixels_at: u64,
    pub(super) ratio: u64,
}

/// A leader's field that cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) field: Field,
    /// Bytes from the chunk's start.
    pub(super) offset: u64,
    pub(super) seen: i64,
    pub(super) expected: Option<i64>,
}

/// What stands at a place where a chunk should begin.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leader {
    /// Number of the chunk that it claims to be, or the field that matches none.
    pub(super) says: Result<u64, Wrong>,
    /// Whether all its bytes are zero.
    pub(super) blank: bool,
    pub(super) data_at: u64,
    /// Packed bytes, when the field can be true of the chunk it claims to be; else what is wrong.
    pub(super) packed: Result<u64, Wrong>,
}

impl Map<'_> {
    /// Chunks of all parts.
    pub(super) fn total(&self) -> u64 {
        self.layouts.last().map_or(0, |layout| layout.first.saturating_add(layout.grid.count()))
    }

    /// The part that a chunk belongs to, and its number.
    pub(super) fn layout(&self, number: u64) -> Option<(u32, &Layout<'_>)> {
        let at = self.layouts.partition_point(|layout| layout.first <= number).checked_sub(1)?;
        Some((at as u32, self.layouts.get(at)?))
    }

    /// Where a chunk belongs.
    pub(super) fn place(&self, number: u64) -> Option<Place> {
        let (_, layout) = self.layout(number)?;
        layout.grid.place(number - layout.first)
    }

    /// Byte of a chunk's entry in its table.
    pub(super) fn entry_at(&self, number: u64) -> u64 {
        self.layout(number).map_or(0, |(_, layout)| layout.part.table_at + 8 * (number - layout.first))
    }

    /// The whole chunk that lies there, as it is handed out.
    pub(super) fn chunk(&self, number: u64, at: u64, end: u64) -> Option<Chunk> {
        let (part, layout) = self.layout(number)?;
        let data_at = at.checked_add(layout.leader_length(self.multi))?;
        let packed = end.checked_sub(data_at)?;
        let index = number - layout.first;
        let place = layout.grid.place(index)?;
        let deep = layout.grid.kind().is_deep();
        let unpacked = if deep { 0 } else { layout.grid.unpacked(&place.window, &layout.part.channels) };
        Some(Chunk { part, index: index as u32, at, data_at, packed, unpacked, window: place.window, level: place.level })
    }

    /// Reads the leader at `at`, believing that it belongs to chunk `expected` when its own coordinates match none.
    ///
    /// `None` when the file ends inside it.
    pub(super) fn leader(&self, view: &mut View, at: u64, expected: Option<u64>) -> Result<Option<Leader>, Stop> {
        Ok(self.parse(view.bytes(at, LONGEST)?, at, expected))
    }

    fn parse(&self, bytes: &[u8], at: u64, expected: Option<u64>) -> Option<Leader> {
        let (layout, skip, wrong) = self.part_of(bytes, expected)?;
        let coordinates = layout.coordinates();
        let mut leader = [0; 4];
        for (index, field) in leader.iter_mut().enumerate().take(coordinates) {
            *field = i32_at(bytes, skip + 4 * index)?;
        }
        let sizes = skip + 4 * coordinates;
        let length = sizes + layout.sizes() as usize;
        let blank = bytes.get(..length)?.iter().all(|&byte| byte == 0);
        let says = match (wrong, layout.grid.find(leader)) {
            (Some(wrong), _) => Err(wrong),
            (None, Some(index)) => Ok(layout.first + index),
            (None, None) => Err(differing(leader, expected.and_then(|number| layout.leader(number)), layout, skip)),
        };
        let number = says.ok().or(expected).and_then(|number| number.checked_sub(layout.first));
        let packed = size(layout, number, bytes, sizes, self.ratio)?;
        Some(Leader { says, blank, data_at: at + length as u64, packed })
    }

    /// The layout that the leader follows, the bytes of its part field, and what is wrong with that.
    fn part_of(&self, bytes: &[u8], expected: Option<u64>) -> Option<(&Layout<'_>, usize, Option<Wrong>)> {
        if !self.multi {
            return Some((self.layouts.first()?, 0, None));
        }
        let seen = i32_at(bytes, 0)?;
        if let Some(layout) = usize::try_from(seen).ok().and_then(|part| self.layouts.get(part)) {
            return Some((layout, 4, None));
        }
        let (part, layout) = expected.and_then(|number| self.layout(number)).or_else(|| Some((0, self.layouts.first()?)))?;
        let wrong = Wrong { field: Field::Part, offset: 0, seen: i64::from(seen), expected: expected.map(|_| i64::from(part)) };
        Some((layout, 4, Some(wrong)))
    }

    /// The size field of a leader whose size cannot be, for a reason that lies outside it.
    pub(super) fn size_field(&self, number: u64, packed: u64) -> Wrong {
        let sizes = self.layout(number).map_or(0, |(_, layout)| layout.leader_length(self.multi) - layout.sizes());
        let deep = self.layout(number).is_some_and(|(_, layout)| layout.grid.kind().is_deep());
        Wrong { field: Field::Size, offset: sizes + if deep { 8 } else { 0 }, seen: packed as i64, expected: None }
    }

    /// Whether a flat chunk may be packed into that many bytes.
    pub(super) fn may_be(&self, number: u64, packed: i64) -> bool {
        let unpacked = self.chunk(number, 0, u64::from(u32::MAX)).map_or(0, |chunk| chunk.unpacked as i64);
        (1..=unpacked).contains(&packed)
    }

    /// How a leader that claims to be chunk `says` differs from the one that chunk `expected` must have.
    pub(super) fn mismatch(&self, says: u64, expected: u64) -> Option<Wrong> {
        let (said_part, _) = self.layout(says)?;
        let (part, layout) = self.layout(expected)?;
        if said_part != part {
            return Some(Wrong { field: Field::Part, offset: 0, seen: i64::from(said_part), expected: Some(i64::from(part)) });
        }
        let skip = if self.multi { 4 } else { 0 };
        Some(differing(self.place(says)?.leader, Some(self.place(expected)?.leader), layout, skip))
    }
}

/// The first coordinate that differs from the expected ones, or simply the first when none is expected.
fn differing(leader: [i32; 4], expected: Option<[i32; 4]>, layout: &Layout, skip: usize) -> Wrong {
    let names: &[Field] =
        if layout.grid.kind().is_tiled() { &[Field::TileX, Field::TileY, Field::LevelX, Field::LevelY] } else { &[Field::Y] };
    let fields = names.iter().zip(leader).zip(expected.unwrap_or([i32::MIN; 4])).enumerate();
    let first = fields.into_iter().find(|(_, ((_, seen), right))| seen != right);
    let (index, ((field, seen), right)) = first.unwrap_or((0, ((&Field::Y, leader[0]), leader[0])));
    Wrong { field: *field, offset: (skip + 4 * index) as u64, seen: i64::from(seen), expected: expected.map(|_| i64::from(right)) }
}

/// The packed size that stands at `at` in the leader, or why it cannot be. `None` when the leader is cut.
fn size(layout: &Layout, index: Option<u64>, bytes: &[u8], at: usize, ratio: u64) -> Option<Result<u64, Wrong>> {
    let place = index.and_then(|index| layout.grid.place(index));
    let wrong = |offset: usize, seen: i64, expected| Some(Err(Wrong { field: Field::Size, offset: offset as u64, seen, expected }));
    let stored = layout.grid.compression() == Compression::None;
    if layout.grid.kind().is_deep() {
        let fields = [u64_at(bytes, at)?, u64_at(bytes, at + 8)?, u64_at(bytes, at + 16)?];
        let counts = place.map(|place| [counts(&place.window), layout.grid.whole_counts()]);
        return Some(deep_size(fields, counts, stored, ratio).map_err(|index| Wrong {
            field: Field::Size,
            offset: (at + 8 * index) as u64,
            seen: fields.get(index).map_or(0, |&value| value as i64),
            expected: None,
        }));
    }
    let seen = i32_at(bytes, at)?;
    let Ok(packed) = u64::try_from(seen) else { return wrong(at, i64::from(seen), None) };
    let Some(place) = place else { return Some(Ok(packed)) };
    let unpacked = layout.grid.unpacked(&place.window, &layout.part.channels);
    if stored && packed != unpacked {
        return wrong(at, i64::from(seen), Some(unpacked as i64));
    }
    if packed > unpacked || packed == 0 && unpacked > 0 {
        return wrong(at, i64::from(seen), None);
    }
    Some(Ok(packed))
}

/// Packed bytes of a deep chunk, sample counts and samples together, or the index of the size that cannot be. The counts have their own
/// bytes, or those of a whole tile: OpenEXR's writer stores as many for one that the window cuts.
fn deep_size([table, data, raw]: [u64; 3], counts: Option<[u64; 2]>, stored: bool, ratio: u64) -> Result<u64, usize> {
    let half = u64::MAX / 4;
    let fits = |[own, whole]: [u64; 2]| table > 0 && (table == whole || table == own || table < own && !stored);
    if table > half || counts.is_some_and(|counts| !fits(counts)) {
        return Err(0);
    }
    if data > half || data > raw {
        return Err(1);
    }
    if raw > half || stored && raw != data || raw > data.saturating_mul(ratio) {
        return Err(2);
    }
    Ok(table + data)
}
