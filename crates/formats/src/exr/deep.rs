//! Deep chunks: how many samples each pixel has, then the samples, line by line and channel by channel
//! (<https://openexr.com/en/latest/OpenEXRFileLayout.html>, deep data).

use super::codec::{Codecs, Unpacked, most};
use super::decode::{Decoder, defect, within};
use super::{Chunk, Damage, Defect, Part};
use crate::Stop;
use crate::pixels::Line;
use crate::view::u64_at;

/// Bytes of the sizes that stand before the data: of the packed counts, of the packed samples, of the samples.
const SIZES: u64 = 24;
/// Bytes of a count.
const COUNT: u64 = 4;

/// A deep chunk whose counts were found to give just the samples that it holds.
pub(super) struct Deep<'a> {
    /// For each pixel of each line, how many samples the line has up to its end.
    ends: Vec<u32>,
    samples: Unpacked<'a>,
}

impl Decoder<'_> {
    /// Reads and unpacks one deep chunk; a chunk that does not decode is a defect, never an error.
    pub(super) fn unpack_deep<'s>(
        &self,
        part: &Part,
        chunk: &Chunk,
        packed: &'s mut Vec<u8>,
        codecs: &'s mut Codecs,
    ) -> Result<Result<Deep<'s>, Defect>, Stop> {
        let Some(from) = chunk.data_at.checked_sub(SIZES) else { return Ok(Err(defect(chunk, Damage::Size))) };
        self.fill(from, SIZES, packed)?;
        let [table, data, raw] = [0, 8, 16].map(|at| u64_at(packed, at).unwrap_or(0));
        let counts = chunk.window.width().saturating_mul(chunk.window.height()).saturating_mul(COUNT);
        within("chunk", counts.max(raw), self.budget.chunk)?;
        if table.checked_add(data) != Some(chunk.packed) {
            return Ok(Err(defect(chunk, Damage::Size)));
        }
        let beyond = |unpacked: u64, packed: u64| unpacked > most(part.compression, packed, self.budget.ratio);
        if beyond(counts, table) || beyond(raw, data) {
            return Ok(Err(defect(chunk, Damage::Ratio)));
        }
        self.fill(chunk.data_at, chunk.packed, packed)?;
        let (table, data) = packed.split_at(usize::try_from(table).unwrap_or(usize::MAX).min(packed.len()));
        // What stands after the counts of a tile that the window cuts means nothing.
        let table = table.get(..table.len().min(usize::try_from(counts).unwrap_or(usize::MAX))).unwrap_or_default();
        let ends = match codecs.plain(part.compression, table, counts) {
            Ok(mut unpacked) => ends(unpacked.next(usize::try_from(counts).unwrap_or(0), &mut Vec::new()), chunk),
            Err(problem) => return Ok(Err(defect(chunk, problem))),
        };
        let pixel = part.channels.iter().fold(0, |sum, channel| sum + channel.kind.bytes());
        let Some(ends) = ends.filter(|(_, total)| total.checked_mul(pixel) == Some(raw)) else {
            return Ok(Err(defect(chunk, Damage::Counts)));
        };
        let samples = codecs.plain(part.compression, data, raw);
        Ok(samples.map(|samples| Deep { ends: ends.0, samples }).map_err(|problem| defect(chunk, problem)))
    }
}

/// The counts of all pixels and the samples of all lines; `None` when a line counts backwards.
fn ends(counts: &[u8], chunk: &Chunk) -> Option<(Vec<u32>, u64)> {
    let ends: Vec<u32> = counts.as_chunks().0.iter().map(|four| u32::from_le_bytes(*four)).collect();
    let width = usize::try_from(chunk.window.width()).ok().filter(|width| *width > 0)?;
    let is_sorted = ends.chunks(width).all(<[u32]>::is_sorted);
    let total = ends.chunks(width).filter_map(<[u32]>::last).fold(0u64, |sum, last| sum + u64::from(*last));
    is_sorted.then_some((ends, total))
}

impl Deep<'_> {
    /// Shows all samples of each line, to be counted.
    pub(super) fn each_line(&mut self, part: &Part, chunk: &Chunk, near: &mut Vec<u8>, show: &mut dyn FnMut(&Line)) {
        self.each(part, chunk, near, |y, ends, bytes| {
            let width = ends.last().map_or(0, |last| *last as usize);
            show(&Line { part: chunk.part, channels: &part.channels, at: [chunk.window.min[0], y], width, bytes });
        });
    }

    /// Shows each sample as a line of one pixel, where it is.
    pub(super) fn each_sample(&mut self, part: &Part, chunk: &Chunk, near: &mut Vec<u8>, show: &mut dyn FnMut(&Line)) {
        let mut sample = Vec::new();
        self.each(part, chunk, near, |y, ends, bytes| {
            let all = ends.last().map_or(0, |last| *last as usize);
            let mut first = 0;
            for (x, &end) in (chunk.window.min[0]..).zip(ends) {
                for number in first..end as usize {
                    gather(part, bytes, (number, all), &mut sample);
                    show(&Line { part: chunk.part, channels: &part.channels, at: [x, y], width: 1, bytes: &sample });
                }
                first = end as usize;
            }
        });
    }

    fn each(&mut self, part: &Part, chunk: &Chunk, near: &mut Vec<u8>, mut show: impl FnMut(i32, &[u32], &[u8])) {
        let pixel = part.channels.iter().fold(0, |sum, channel| sum + channel.kind.bytes() as usize);
        let lines = self.ends.chunks(usize::try_from(chunk.window.width()).unwrap_or(1).max(1));
        for (y, ends) in (chunk.window.min[1]..).zip(lines) {
            let length = ends.last().map_or(0, |last| *last as usize * pixel);
            show(y, ends, self.samples.next(length, near));
        }
    }
}

/// One sample of every channel of a line of so many.
fn gather(part: &Part, line: &[u8], (number, all): (usize, usize), sample: &mut Vec<u8>) {
    sample.clear();
    let mut rest = line;
    for size in part.channels.iter().map(|channel| channel.kind.bytes() as usize) {
        let run;
        (run, rest) = rest.split_at((size * all).min(rest.len()));
        sample.extend_from_slice(run.get(size * number..size * (number + 1)).unwrap_or_default());
    }
}
