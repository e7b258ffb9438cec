//! The pixels of an OpenEXR file, counted or asked about.

use std::collections::BTreeSet;

use super::codec::{Unpacked, most};
use super::decode::{Decoder, Scratch};
use super::{Box2i, Chunk, Compression, Part, Structure};
use crate::pixels::{self, Answer, Ask, Line, Lines, Plan, Spot, Tally, Test, answer};
use crate::{Budget, Source, Stop};

/// Counts what some chunks of a file hold. The caller may split the chunks of one file over threads, after asking whether all can be
/// afforded ([`afford`](super::afford)), and joins the tallies in order.
///
/// Parts whose pixels are not read ([`unreadable`](super::unreadable)) and chunks that are cut keep their counts at 0.
/// Smaller levels of a tiled part are decoded only to see whether they can be.
pub fn survey(
    source: &dyn Source,
    structure: &Structure,
    chunks: &[Chunk],
    plan: &Plan,
    budget: &Budget,
    scratch: &mut Scratch,
) -> Result<Tally, Stop> {
    let decoder = Decoder::new(source, structure, chunks, budget)?;
    // A pixel has a byte at least, and no codec packs tighter than DWA.
    let held = most(Compression::Dwaa, source.size(), budget.ratio);
    let mut tally = Tally::new(structure.parts.iter().map(|part| (part.channels.as_slice(), &part.data_window)), plan, held);
    for chunk in chunks {
        let Some(part) = decoder.part(chunk) else { continue };
        let Scratch { packed, codecs, line, values } = &mut *scratch;
        let is_full = chunk.level == [0, 0];
        let mut count = |line: &Line| {
            if is_full {
                tally.line(line, part.data_window.min, values);
            }
        };
        let unpacked = if part.kind.is_deep() {
            decoder.unpack_deep(part, chunk, packed, codecs)?.map(|mut deep| deep.each_line(part, chunk, line, &mut count))
        } else {
            decoder.unpack(part, chunk, packed, codecs)?.map(|mut flat| {
                if is_full {
                    each_line(part, chunk, &mut flat, line, &mut count);
                }
            })
        };
        match unpacked {
            Ok(()) if is_full => tally.end_chunk(chunk.part),
            Ok(()) => {}
            Err(defect) => tally.defects.push(defect),
        }
    }
    Ok(tally)
}

/// Shows the lines of a chunk, from the top.
fn each_line(part: &Part, chunk: &Chunk, unpacked: &mut Unpacked, near: &mut Vec<u8>, show: &mut dyn FnMut(&Line)) {
    let Ok(width) = usize::try_from(chunk.window.width()) else { return };
    for y in chunk.window.min[1]..=chunk.window.max[1] {
        let bytes = unpacked.next(usize::try_from(part.line_bytes(&chunk.window, y)).unwrap_or(0), near);
        show(&Line { part: chunk.part, channels: &part.channels, at: [chunk.window.min[0], y], width, bytes });
    }
}

/// Answers a question about the pixels of a file; `None` where [`Answer`] says so.
pub fn look(
    source: &dyn Source,
    structure: &Structure,
    chunks: &[Chunk],
    ask: &Ask,
    budget: &Budget,
    scratch: &mut Scratch,
) -> Result<Option<Answer>, Stop> {
    answer(&mut lines(source, structure, chunks, budget, scratch)?, ask)
}

/// The full-resolution pixels of a file.
pub(crate) fn lines<'a>(
    source: &'a dyn Source,
    structure: &'a Structure,
    chunks: &'a [Chunk],
    budget: &'a Budget,
    scratch: &'a mut Scratch,
) -> Result<impl Lines + 'a, Stop> {
    let decoder = Decoder::new(source, structure, chunks, budget)?;
    Ok(Search { decoder, structure, chunks, scratch })
}

/// Every sample of these channels of a part that passes a test, in reading order; `None` when there are more than `limit`. Chunks that
/// do not decode are left out.
///
/// # Errors
/// [`Stop`] when the source cannot be read, or the pixels go over the budget.
pub fn spots(
    source: &dyn Source,
    (structure, chunks): (&Structure, &[Chunk]),
    (part, channels): (u32, &[u32]),
    test: Test,
    limit: usize,
    budget: &Budget,
) -> Result<Option<Vec<Spot>>, Stop> {
    let decoder = Decoder::new(source, structure, chunks, budget)?;
    pixels::spots(&mut Search { decoder, structure, chunks, scratch: &mut Scratch::default() }, part, channels, test, limit)
}

/// The distinct bit patterns of the samples of some channels of a part; `None` when there are more than `limit`, or a chunk does not
/// decode.
///
/// # Errors
/// [`Stop`] when the source cannot be read, or the pixels go over the budget.
pub fn distinct(
    source: &dyn Source,
    (structure, chunks): (&Structure, &[Chunk]),
    (part, channels): (u32, &[u32]),
    limit: usize,
    budget: &Budget,
) -> Result<Option<BTreeSet<u32>>, Stop> {
    let decoder = Decoder::new(source, structure, chunks, budget)?;
    let mut search = Search { decoder, structure, chunks, scratch: &mut Scratch::default() };
    let (seen, pixels) = pixels::distinct(&mut search, part, channels, limit)?;
    let area = structure.parts.get(part as usize).map_or(0, |part| part.data_window.width().saturating_mul(part.data_window.height()));
    Ok((pixels == area && area > 0 && seen.len() <= limit).then_some(seen))
}

struct Search<'a> {
    decoder: Decoder<'a>,
    structure: &'a Structure,
    chunks: &'a [Chunk],
    scratch: &'a mut Scratch,
}

impl Lines for Search<'_> {
    fn each(&mut self, wanted: &dyn Fn(u32, &Box2i) -> bool, show: &mut dyn FnMut(&Line)) -> Result<(), Stop> {
        for chunk in self.chunks.iter().filter(|chunk| chunk.level == [0, 0] && wanted(chunk.part, &chunk.window)) {
            let Some(part) = self.decoder.part(chunk) else { continue };
            let Scratch { packed, codecs, line, .. } = &mut *self.scratch;
            if part.kind.is_deep() {
                if let Ok(mut deep) = self.decoder.unpack_deep(part, chunk, packed, codecs)? {
                    deep.each_sample(part, chunk, line, show);
                }
            } else if let Ok(mut unpacked) = self.decoder.unpack(part, chunk, packed, codecs)? {
                each_line(part, chunk, &mut unpacked, line, show);
            }
        }
        Ok(())
    }

    fn is_readable(&self, part: u32) -> bool {
        self.chunks.iter().any(|chunk| chunk.part == part && self.decoder.part(chunk).is_some_and(|part| !part.kind.is_deep()))
    }

    fn area(&self) -> u64 {
        // The order of a deep pixel's samples would be lost on who compares pixels.
        if self.structure.parts.iter().any(|part| part.kind.is_deep()) {
            return 0;
        }
        let area = |part: &Part| part.data_window.width().saturating_mul(part.data_window.height());
        self.structure.parts.iter().fold(0u64, |sum, part| sum.saturating_add(area(part)))
    }
}
