//! The one pass over the pixels.

use etabli_kernels::{Stats, floats, halves, uints, widen};

use super::super::codec::{Unpacked, most};
use super::super::decode::{Decoder, Scratch, line_bytes};
use super::super::{Chunk, Compression, Part, SampleType, Structure};
use super::colour::{count_magenta, may_be_magenta};
use super::{ChannelTally, Colours, Plan, STEP, Tally};
use crate::{Budget, Source, Stop};

/// Counts what some chunks of a file hold. The caller may split the chunks of one file over threads, and joins the tallies in order.
///
/// Parts whose pixels are not read ([`unreadable`](super::super::unreadable)) and chunks that are cut keep their counts at 0.
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
    let mut tally = Tally::new(structure, plan, most(Compression::Dwaa, source.size(), budget.ratio));
    for chunk in chunks {
        let Some(part) = decoder.part(chunk) else { continue };
        let Scratch { packed, codecs, line, values } = scratch;
        match decoder.unpack(part, chunk, packed, codecs)? {
            Ok(unpacked) if chunk.level == [0, 0] => tally.chunk(part, chunk, unpacked, line, values),
            Ok(_) => {}
            Err(defect) => tally.defects.push(defect),
        }
    }
    Ok(tally)
}

impl Tally {
    fn chunk(&mut self, part: &Part, chunk: &Chunk, mut unpacked: Unpacked, near: &mut Vec<u8>, values: &mut [Vec<f32>; 3]) {
        let Some(tallies) = self.parts.get_mut(chunk.part as usize) else { return };
        let (Ok(length), Ok(width)) = (usize::try_from(line_bytes(part, chunk)), usize::try_from(chunk.window.width())) else { return };
        let (corner, origin) = (chunk.window.min, part.data_window.min);
        let [left, top] = [corner[0].abs_diff(origin[0]), corner[1].abs_diff(origin[1])].map(u64::from);
        for y in top..top + chunk.window.height() {
            let line = unpacked.next(length, near);
            let mut rest = line;
            for (channel, tally) in part.channels.iter().zip(&mut *tallies) {
                let run;
                (run, rest) = rest.split_at((channel.kind.bytes() as usize * width).min(rest.len()));
                tally.run(channel.kind, run, [left, y]);
            }
            if y % STEP == 0 {
                let here = self.colours.iter_mut().filter(|colours| colours.part == chunk.part);
                here.for_each(|colours| colours.line(part, tallies, line, width, values));
            }
        }
        tallies.iter_mut().for_each(ChannelTally::end_chunk);
    }
}

impl ChannelTally {
    fn run(&mut self, kind: SampleType, run: &[u8], [x, y]: [u64; 2]) {
        self.run = match kind {
            SampleType::Half => halves(run),
            SampleType::Float => floats(run),
            SampleType::Uint => uints(run),
        };
        let Stats { min, max, .. } = self.run;
        let count = run.len() as u64 / kind.bytes();
        self.samples += count;
        self.stats.add(&self.run);
        if let Some(cells) = &mut self.cells {
            cells.mark(kind, run, min > 0.0 || max < 0.0, x, y);
        }
        if let Some(levels) = &mut self.levels
            && y % STEP == 0
        {
            // An alpha of one, a black border: many runs hold one value.
            if self.run.nan + self.run.positive_infinite + self.run.negative_infinite == 0 && min.total_cmp(&max).is_eq() {
                levels.add_equal(min as f32, count as u32);
            } else {
                levels.add(kind, run);
            }
        }
    }
}

impl Colours {
    fn line(&mut self, part: &Part, tallies: &[ChannelTally], line: &[u8], width: usize, values: &mut [Vec<f32>; 3]) {
        let [Some(red), Some(green), Some(blue)] = self.channels.map(|channel| tallies.get(channel as usize)) else { return };
        self.sampled += width as u64;
        if !may_be_magenta(&red.run, &green.run, &blue.run) {
            return;
        }
        let [red, green, blue] = values;
        for (channel, values) in self.channels.iter().zip([&mut *red, &mut *green, &mut *blue]) {
            let Some((kind, run)) = run_of(part, line, width, *channel) else { return };
            floats_of(kind, run, values);
        }
        self.magenta += count_magenta(red, green, blue);
    }
}

/// The run of one channel in a line of that many pixels.
pub(in super::super) fn run_of<'a>(part: &Part, line: &'a [u8], width: usize, channel: u32) -> Option<(SampleType, &'a [u8])> {
    let (before, from) = part.channels.split_at_checked(channel as usize)?;
    let kind = from.first()?.kind;
    let at = before.iter().map(|channel| channel.kind.bytes() as usize).sum::<usize>() * width;
    Some((kind, line.get(at..)?.get(..kind.bytes() as usize * width)?))
}

/// The samples of a run as 32-bit floats, in a buffer that is reused.
pub(in super::super) fn floats_of<'a>(kind: SampleType, run: &[u8], values: &'a mut Vec<f32>) -> &'a [f32] {
    values.resize(run.len() / kind.bytes() as usize, 0.0);
    match kind {
        SampleType::Half => widen(run, values),
        SampleType::Float => fill(run, values, f32::from_le_bytes),
        SampleType::Uint => fill(run, values, |bytes| u32::from_le_bytes(bytes) as f32),
    }
    values
}

fn fill(run: &[u8], values: &mut [f32], value: fn([u8; 4]) -> f32) {
    values.iter_mut().zip(run.as_chunks().0).for_each(|(out, bytes)| *out = value(*bytes));
}
