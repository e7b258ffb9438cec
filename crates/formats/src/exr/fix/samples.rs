//! Samples replaced: only the chunks that hold them are packed again.

use half::f16;

use super::Edit;
use super::table::tables;
use crate::exr::decode::{Decoder, Scratch};
use crate::exr::write::Press;
use crate::exr::{Chunk, Part, SampleType, Structure};
use crate::{Budget, Piece, Source, Stop};

/// Effort of deflate: OpenEXR's own.
pub(super) const LEVEL: u8 = 4;

/// A sample and its new value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NewSample {
    /// Part, counted from 0.
    pub part: u32,
    /// Channel, as an index into the part's list.
    pub channel: u32,
    /// In OpenEXR pixel space.
    pub pixel: [i32; 2],
    /// Its new value, rounded to the channel's type.
    pub value: f32,
}

/// The file with some full-resolution samples replaced. Where a chunk gets another size, those after it move and the tables follow.
///
/// `None` when a sample lies in no chunk, in one that does not decode or whose codec is not written here; when a sample has smaller
/// copies of it (a mip map); or when the file has defects of structure.
///
/// # Errors
/// [`Stop`] when the source cannot be read, or a chunk goes over the budget.
pub fn replace_samples(
    source: &dyn Source,
    (structure, chunks): (&Structure, &[Chunk]),
    samples: &[NewSample],
    budget: &Budget,
) -> Result<Option<Vec<Piece>>, Stop> {
    let decoder = Decoder::new(source, structure, chunks, budget)?;
    let mut left: Vec<NewSample> = samples.to_vec();
    left.sort_by_key(|sample| (sample.part, sample.pixel[1], sample.pixel[0], sample.channel));
    let mut scratch = Scratch::default();
    let (mut edits, mut placed) = (Vec::new(), 0);
    for chunk in chunks.iter().filter(|chunk| chunk.level == [0, 0]) {
        let own: Vec<&NewSample> = inside(&left, chunk).collect();
        if own.is_empty() {
            continue;
        }
        placed += own.len();
        match repacked(&decoder, chunk, &own, &mut scratch)? {
            Some(edit) => edits.push(edit),
            None => return Ok(None),
        }
    }
    let known = placed == left.len() && structure.defects.is_empty();
    Ok(if known { moved(structure, chunks, source.size(), edits) } else { None })
}

/// The samples that lie in a chunk. They are sorted by part and line.
fn inside<'s>(samples: &'s [NewSample], chunk: &Chunk) -> impl Iterator<Item = &'s NewSample> {
    let [min, max] = [chunk.window.min, chunk.window.max];
    let part = chunk.part;
    let first = samples.partition_point(|sample| (sample.part, sample.pixel[1]) < (part, min[1]));
    let rows = samples.iter().skip(first).take_while(move |sample| (sample.part, sample.pixel[1]) <= (part, max[1]));
    rows.filter(move |sample| (min[0]..=max[0]).contains(&sample.pixel[0]))
}

/// The size field and the data of a chunk with some samples replaced, and where they stand.
fn repacked(decoder: &Decoder, chunk: &Chunk, samples: &[&NewSample], scratch: &mut Scratch) -> Result<Option<Edit>, Stop> {
    let Some(part) = decoder.part(chunk).filter(|part| part.is_plain() && part.tiling.is_none_or(|tiling| tiling.levels == 0)) else {
        return Ok(None);
    };
    let Some(mut press) = Press::new(part.compression, LEVEL) else { return Ok(None) };
    let Scratch { packed, codecs, line, .. } = scratch;
    let Ok(mut unpacked) = decoder.unpack(part, chunk, packed, codecs)? else { return Ok(None) };
    let mut raw = unpacked.next(usize::try_from(chunk.unpacked).unwrap_or(0), line).to_vec();
    for sample in samples {
        if !put(&mut raw, part, chunk, sample) {
            return Ok(None);
        }
    }
    let data = press.pack(&raw);
    let Ok(size) = i32::try_from(data.len()) else { return Ok(None) };
    let bytes = [size.to_le_bytes().as_slice(), data].concat();
    Ok(Some((chunk.data_at - 4..chunk.data_at + chunk.packed, bytes)))
}

/// Writes a sample into the bytes of its chunk; whether it has a place there.
fn put(raw: &mut [u8], part: &Part, chunk: &Chunk, sample: &NewSample) -> bool {
    let Some(channel) = part.channels.get(sample.channel as usize) else { return false };
    let before = part.channels.iter().take(sample.channel as usize).fold(0, |sum, c| sum + c.kind.bytes() * chunk.window.width());
    let ([x, y], [left, top]) = (sample.pixel, chunk.window.min);
    let (x, y) = (i64::from(x) - i64::from(left), i64::from(y) - i64::from(top));
    let at = part.line_bytes(&chunk.window, top) * y as u64 + before + channel.kind.bytes() * x as u64;
    let bytes = match channel.kind {
        SampleType::Half => f16::from_f32(sample.value).to_le_bytes().to_vec(),
        SampleType::Float => sample.value.to_le_bytes().to_vec(),
        SampleType::Uint => (sample.value as u32).to_le_bytes().to_vec(),
        // No OpenEXR file has these.
        SampleType::U8 | SampleType::U16 => return false,
    };
    let to = usize::try_from(at).ok().and_then(|at| raw.get_mut(at..at + bytes.len()));
    to.map(|to| to.copy_from_slice(&bytes)).is_some()
}

/// The file with these chunks' bytes replaced, everything after them moved, and the tables to match.
fn moved(structure: &Structure, chunks: &[Chunk], size: u64, mut edits: Vec<Edit>) -> Option<Vec<Piece>> {
    edits.sort_by_key(|(range, _)| range.start);
    let mut shift = 0_i64;
    let shifts: Vec<(u64, i64)> = edits
        .iter()
        .map(|(range, bytes)| {
            shift += bytes.len() as i64 - (range.end - range.start) as i64;
            (range.start, shift)
        })
        .collect();
    if shifts.iter().any(|(_, shift)| *shift != 0) {
        let at = |chunk: &Chunk| {
            let before = shifts.partition_point(|(start, _)| *start < chunk.at);
            let shift = before.checked_sub(1).and_then(|last| shifts.get(last)).map_or(0, |(_, shift)| *shift);
            chunk.at.saturating_add_signed(shift)
        };
        let table_at = structure.parts.first()?.table_at;
        edits.insert(0, (table_at..structure.pixels_at, tables(structure, chunks, at)?));
    }
    Some(Piece::replace(size, edits))
}
