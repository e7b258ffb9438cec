//! What is left of an unfinished or damaged file, as a new file that every reader opens.

use std::collections::HashMap;
use std::ops::Range;

use super::header::{HeaderEdit, edits};
use super::samples::LEVEL;
use crate::exr::decode::{Decoder, Scratch};
use crate::exr::grid::{Grid, counts};
use crate::exr::write::Press;
use crate::exr::{Box2i, Chunk, Compression, Extra, Part, Structure, Value};
use crate::{Budget, Exceeded, Piece, Source, Stop};

/// Attribute of the new file that says which lines were lost: runs as `32..80`, separated by spaces.
pub const LOST_LINES: &str = "etabliLostLines";
/// Most runs of lost lines that it names.
const NAMED: usize = 32;

/// What was saved.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// The new file, as pieces of the damaged one.
    pub pieces: Vec<Piece>,
    /// Chunks kept, byte for byte.
    pub kept: u64,
    /// Chunks that the headers announce.
    pub of: u64,
    /// Lost lines, in part and line order.
    pub lost: Vec<Lost>,
}

/// A run of lost lines of one part, filled with zeros.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// Part, counted from 0.
    pub part: u32,
    /// First and last line, in OpenEXR pixel space. Of a tiled part, parts of them are left.
    pub lines: [i32; 2],
}

/// A new file with every chunk that is whole and decodes, byte for byte; in the place of the others, zeros. Its header is the old one,
/// with an attribute that names the lost lines.
///
/// `None` when the header is not whole, or no chunk is.
///
/// # Errors
/// [`Stop::Io`] when the source cannot be read; [`Stop::Budget`] when the lost pixels would take more than [`Budget::chunk`] bytes: zeros of
/// a codec that is not written here are stored as they are.
pub fn salvage(source: &dyn Source, structure: &Structure, chunks: &[Chunk], budget: &Budget) -> Result<Option<Kept>, Stop> {
    let good = decodable(source, structure, chunks, budget)?;
    let known = structure.parts.first().is_some_and(|part| part.table_at > 0) && structure.announced > 0;
    let grids: Option<Vec<Grid>> = structure.parts.iter().map(Grid::of).collect();
    let Some(grids) = grids.filter(|_| known && !good.is_empty()) else { return Ok(None) };
    let lost = lost(structure, &grids, &good);
    let Some((mut pieces, length)) = head(structure, &lost) else { return Ok(None) };
    let at = length + 8 * structure.announced;
    let multi = structure.parts.len() > 1 || structure.version & 0x1000 != 0;
    let mut writer = Writer { good: &good, multi, at, table: Vec::new(), body: Vec::new(), spent: 0, cap: budget.chunk };
    for (number, (part, grid)) in structure.parts.iter().zip(&grids).enumerate() {
        writer.part(number as u32, part, grid)?;
    }
    pieces.push(Piece::Bytes(writer.table));
    pieces.extend(writer.body);
    Ok(Some(Kept { pieces, kept: good.len() as u64, of: structure.announced, lost }))
}

/// The chunks whose pixels decode, or whose pixels nobody reads here, by part and index.
fn decodable(source: &dyn Source, structure: &Structure, chunks: &[Chunk], budget: &Budget) -> Result<HashMap<(u32, u32), Chunk>, Stop> {
    let decoder = Decoder::new(source, structure, chunks, budget)?;
    let mut scratch = Scratch::default();
    let mut good = HashMap::new();
    for chunk in chunks {
        let Scratch { packed, codecs, .. } = &mut scratch;
        let decodes = match decoder.part(chunk) {
            Some(part) => decoder.unpack(part, chunk, packed, codecs)?.is_ok(),
            None => true,
        };
        if decodes {
            good.insert((chunk.part, chunk.index), *chunk);
        }
    }
    Ok(good)
}

/// Runs of full-resolution lines of which some chunk is lost.
fn lost(structure: &Structure, grids: &[Grid], good: &HashMap<(u32, u32), Chunk>) -> Vec<Lost> {
    let mut lost: Vec<Lost> = Vec::new();
    for (part, (_, grid)) in structure.parts.iter().zip(grids).enumerate() {
        let part = part as u32;
        let gone = (0..grid.count()).filter(|&index| !good.contains_key(&(part, index as u32))).filter_map(|index| grid.place(index));
        for Box2i { min, max } in gone.filter(|place| place.level == [0, 0]).map(|place| place.window) {
            match lost.last_mut().filter(|last| last.part == part && i64::from(last.lines[1]) + 1 >= i64::from(min[1])) {
                Some(last) => last.lines[1] = last.lines[1].max(max[1]),
                None => lost.push(Lost { part, lines: [min[1], max[1]] }),
            }
        }
    }
    lost
}

/// The old header up to its tables with the lost lines named, and its length.
fn head(structure: &Structure, lost: &[Lost]) -> Option<(Vec<Piece>, u64)> {
    let table_at = structure.parts.first()?.table_at;
    let fields: Vec<HeaderEdit> = structure.parts.iter().zip(0..).filter_map(|(part, number)| named(part, number, lost)).collect();
    let (edits, moved) = edits(structure, &fields)?;
    Some((Piece::replace(table_at, edits), table_at.checked_add_signed(moved)?))
}

/// The attribute that names the lost lines of a part; after those that an earlier salvage named.
fn named(part: &Part, number: u32, lost: &[Lost]) -> Option<HeaderEdit> {
    let runs: Vec<&Lost> = lost.iter().filter(|lost| lost.part == number).collect();
    let mut said: Vec<String> = runs.iter().take(NAMED).map(|Lost { lines: [first, last], .. }| format!("{first}..{last}")).collect();
    if runs.len() > NAMED {
        said.push("...".to_owned());
    }
    if runs.is_empty() {
        return None;
    }
    let added = Extra::text(LOST_LINES, &said.join(" "));
    Some(match part.attribute(LOST_LINES).map(|attribute| &attribute.value) {
        Some(Value::Text(before)) => {
            HeaderEdit::Set { part: number, name: LOST_LINES.to_owned(), bytes: [before.as_bytes(), b" ", &added.bytes].concat() }
        }
        Some(_) => HeaderEdit::Set { part: number, name: LOST_LINES.to_owned(), bytes: Vec::new() },
        None => HeaderEdit::Add { part: number, attribute: added },
    })
}

/// Writes tables and chunks of the new file.
struct Writer<'a> {
    good: &'a HashMap<(u32, u32), Chunk>,
    multi: bool,
    /// Byte of the next chunk.
    at: u64,
    table: Vec<u8>,
    body: Vec<Piece>,
    /// New bytes so far, and the most.
    spent: u64,
    cap: u64,
}

impl Writer<'_> {
    fn part(&mut self, number: u32, part: &Part, grid: &Grid) -> Result<(), Stop> {
        let mut blanks: HashMap<u64, Vec<u8>> = HashMap::new();
        for index in 0..grid.count() {
            self.table.extend(self.at.to_le_bytes());
            match self.good.get(&(number, index as u32)) {
                Some(chunk) => self.keep(chunk.at..chunk.data_at + chunk.packed),
                None => self.blank(number, part, grid, index, &mut blanks)?,
            }
        }
        Ok(())
    }

    fn keep(&mut self, range: Range<u64>) {
        self.at += range.end - range.start;
        match self.body.last_mut() {
            Some(Piece::Keep(last)) if last.end == range.start => last.end = range.end,
            _ => self.body.push(Piece::Keep(range)),
        }
    }

    /// A chunk of zeros: packed where we write its codec, else as it is, which every reader takes for any codec.
    fn blank(&mut self, number: u32, part: &Part, grid: &Grid, index: u64, blanks: &mut HashMap<u64, Vec<u8>>) -> Result<(), Stop> {
        let Some(place) = grid.place(index) else { return Ok(()) };
        let deep = part.kind.is_deep();
        let unpacked = if deep { counts(&place.window) } else { grid.unpacked(&place.window, &part.channels) };
        let data = blanks.entry(unpacked).or_insert_with(|| zeros(part.compression, unpacked, deep));
        let mut bytes = Vec::new();
        if self.multi {
            bytes.extend(number.to_le_bytes());
        }
        let coordinates = if part.kind.is_tiled() { 4 } else { 1 };
        bytes.extend(place.leader.iter().take(coordinates).flat_map(|field| field.to_le_bytes()));
        if deep {
            bytes.extend([data.len() as u64, 0, 0].iter().flat_map(|size| size.to_le_bytes()));
        } else {
            bytes.extend((data.len() as u32).to_le_bytes());
        }
        bytes.extend_from_slice(data);
        self.spent += bytes.len() as u64;
        if self.spent > self.cap {
            return Err(Stop::Budget(Exceeded { what: "lost pixels", asked: self.spent, cap: self.cap }));
        }
        self.at += bytes.len() as u64;
        self.body.push(Piece::Bytes(bytes));
        Ok(())
    }
}

/// So many zeros, as a codec stores them. The reader found that a chunk of the part is within the budget.
fn zeros(compression: Compression, count: u64, deep: bool) -> Vec<u8> {
    let raw = vec![0; usize::try_from(count).unwrap_or(0)];
    match Press::new(compression, LEVEL).filter(|_| !deep) {
        Some(mut press) => press.pack(&raw).to_vec(),
        None => raw,
    }
}
