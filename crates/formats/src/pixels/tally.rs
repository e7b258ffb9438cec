//! Counting, line by line.

use etabli_kernels::{Stats, floats, halves, uints};

use super::colour::{count_magenta, may_be_magenta};
use super::integers::{bytes, words};
use super::quantiles::Histogram;
use super::sum::Sum;
use super::{Cells, ChannelStats, Colours, Line, PartStats, Plan, STEP, Survey};
use crate::exr::{Box2i, Channel, Defect, SampleType};

/// The counts of some chunks of a file, to be joined in the order of the chunks.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    parts: Vec<Vec<ChannelTally>>,
    colours: Vec<Colours>,
    pub(crate) defects: Vec<Defect>,
}

#[derive(Debug, Clone, PartialEq)]
struct ChannelTally {
    samples: u64,
    /// Counts and bounds of all chunks, sum of the one that is being read.
    stats: Stats,
    /// Those of the last run.
    run: Stats,
    sum: Sum,
    levels: Option<Histogram>,
    cells: Option<Cells>,
}

impl Tally {
    /// Nothing counted yet of parts that have these channels and such a data window; `held` is the most pixels that the file could
    /// hold, whatever its header claims.
    pub(crate) fn new<'a>(parts: impl Iterator<Item = (&'a [Channel], &'a Box2i)>, plan: &Plan, held: u64) -> Self {
        let part = |((channels, window), index): ((&[Channel], &Box2i), u32)| {
            let is_held = window.width().saturating_mul(window.height()) <= held;
            let tally = |(channel, kept): (u32, &Channel)| ChannelTally {
                samples: 0,
                stats: Stats::NONE,
                run: Stats::NONE,
                sum: Sum::default(),
                levels: plan.levels.contains(&(index, channel)).then(Histogram::default),
                // A cell is made of the pixels of the window, of which a subsampled channel has some only.
                cells: (is_held && kept.sampling == [1, 1] && plan.cells.contains(&(index, channel)))
                    .then(|| Cells::unmarked(window.width(), window.height())),
            };
            (0..).zip(channels).map(tally).collect()
        };
        let colour = |&(part, channels): &(u32, [u32; 3])| Colours { part, channels, sampled: 0, magenta: 0 };
        Self { parts: parts.zip(0..).map(part).collect(), colours: plan.colours.iter().map(colour).collect(), defects: Vec::new() }
    }

    /// Counts a line; `origin` is the first pixel of its part's data window.
    pub(crate) fn line(&mut self, line: &Line, origin: [i32; 2], values: &mut [Vec<f32>; 3]) {
        let Some(tallies) = self.parts.get_mut(line.part as usize) else { return };
        let [x, y] = [line.at[0].abs_diff(origin[0]), line.at[1].abs_diff(origin[1])].map(u64::from);
        for ((kind, run), tally) in line.runs().zip(&mut *tallies) {
            tally.run(kind, run, [x, y]);
        }
        if y % STEP == 0 {
            let here = self.colours.iter_mut().filter(|colours| colours.part == line.part);
            here.for_each(|colours| colours.line(line, tallies, values));
        }
    }

    /// Moves the sums of a chunk to where the order of chunks does not matter.
    pub(crate) fn end_chunk(&mut self, part: u32) {
        self.parts.get_mut(part as usize).into_iter().flatten().for_each(ChannelTally::end_chunk);
    }

    /// Joins the counts of the chunks that follow: the same bits wherever the chunks were split.
    pub fn merge(&mut self, later: Self) {
        for (ours, later) in self.parts.iter_mut().flatten().zip(later.parts.iter().flatten()) {
            ours.join(later);
        }
        for (ours, later) in self.colours.iter_mut().zip(&later.colours) {
            ours.sampled += later.sampled;
            ours.magenta += later.magenta;
        }
        self.defects.extend(later.defects);
    }

    /// Makes figures of the counts.
    pub fn finish(self) -> Survey {
        let parts = self.parts.into_iter().map(|part| PartStats { channels: part.into_iter().map(ChannelTally::finish).collect() });
        Survey { parts: parts.collect(), colours: self.colours, defects: self.defects }
    }
}

impl ChannelTally {
    /// Moves the sum of a chunk to where order does not matter.
    fn end_chunk(&mut self) {
        self.sum.add(std::mem::take(&mut self.stats.sum));
    }

    fn join(&mut self, later: &Self) {
        self.samples += later.samples;
        self.stats.add(&later.stats);
        self.sum.join(&later.sum);
        if let (Some(ours), Some(later)) = (&mut self.levels, &later.levels) {
            ours.join(later);
        }
        if let (Some(ours), Some(later)) = (&mut self.cells, &later.cells) {
            ours.join(later);
        }
    }

    fn finish(self) -> ChannelStats {
        let Stats { nan, positive_infinite, negative_infinite, min, max, .. } = self.stats;
        let within = |value: f32| value.max(min as f32).min(max as f32);
        ChannelStats {
            samples: self.samples,
            nan,
            positive_infinite,
            negative_infinite,
            min,
            max,
            sum: self.sum.value(),
            quantiles: self.levels.and_then(|levels| levels.quantiles()).map(|values| values.map(within)),
            cells: self.cells.map(Cells::finish),
        }
    }
}

impl ChannelTally {
    fn run(&mut self, kind: SampleType, run: &[u8], [x, y]: [u64; 2]) {
        self.run = match kind {
            SampleType::Half => halves(run),
            SampleType::Float => floats(run),
            SampleType::Uint => uints(run),
            SampleType::U8 => bytes(run),
            SampleType::U16 => words(run),
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
    fn line(&mut self, line: &Line, tallies: &[ChannelTally], values: &mut [Vec<f32>; 3]) {
        let [Some(red), Some(green), Some(blue)] = self.channels.map(|channel| tallies.get(channel as usize)) else { return };
        self.sampled += line.width as u64;
        if may_be_magenta(&red.run, &green.run, &blue.run) {
            let [red, green, blue] = values;
            let [r, g, b] = self.channels;
            self.magenta += count_magenta(line.values(r, red), line.values(g, green), line.values(b, blue));
        }
    }
}
