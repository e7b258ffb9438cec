//! A second look at the pixels, to answer one question.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{xxh3_64, xxh3_128_with_seed};

use super::decode::{Decoder, Scratch, line_bytes};
use super::places::Places;
use super::stats::{floats_of, run_of};
use super::{Box2i, Chunk, Part, Structure};
use crate::raster::{Canvas, Raster};
use crate::{Budget, Source, Stop};

/// Pixels listed one by one.
pub const LISTED: usize = 64;
/// Pixels on a side of the largest window whose samples are given.
pub const WINDOW: u64 = 64;

/// A question about the full-resolution pixels of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// Where samples of these channels pass a test.
    Where {
        /// Part, counted from 0.
        part: u32,
        /// Its channels; red, green and blue for [`Test::Magenta`].
        channels: Vec<u32>,
        /// What is looked for.
        test: Test,
    },
    /// The samples of these channels in a window of at most [`WINDOW`] pixels each way.
    Samples {
        /// Part, counted from 0.
        part: u32,
        /// Its channels.
        channels: Vec<u32>,
        /// Pixels, inclusive, in OpenEXR pixel space.
        window: Box2i,
    },
    /// A picture to be shown.
    Picture {
        /// Part, counted from 0.
        part: u32,
        /// Its channels for red, green and blue.
        channels: [u32; 3],
        /// Pixels, inclusive, in OpenEXR pixel space; what lies outside the data window is left out.
        window: Box2i,
        /// Most pixels on a side, at most [`WIDEST`](crate::WIDEST).
        most: u32,
    },
    /// A digest of all pixels of all parts.
    Digest,
}

/// What a sample is tested for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Test {
    /// Not a number.
    Nan,
    /// +∞ or −∞.
    Infinite,
    /// Finite and smaller.
    Below(f64),
    /// Finite and larger.
    Above(f64),
    /// A pixel near the missing-texture colour.
    Magenta,
}

/// The answer to an [`Ask`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// Samples that pass the test (pixels, for [`Test::Magenta`]). Chunks that do not decode are left out.
    Where {
        /// How many.
        count: u64,
        /// Pixel of the first in reading order, in OpenEXR pixel space.
        first: [i32; 2],
        /// Channel of the first.
        channel: u32,
        /// Smallest box around all.
        bbox: Box2i,
        /// Pixel and value of the first [`LISTED`] in reading order; the value of a magenta pixel is its red.
        listed: Vec<([i32; 2], f64)>,
    },
    /// Channel after channel, each line by line; not a number outside the data window and in chunks that do not decode.
    Samples(Vec<f32>),
    /// What was asked for; chunks that do not decode are grey.
    Picture(Raster),
    /// Equal for files of equal pixels at equal places whose channel lists agree, whatever their headers and compression, as long as
    /// both have scanlines, or both tiles of one size.
    Digest([u8; 16]),
}

/// Answers a question. `None` when the pixels cannot be read: an unreadable part, no such channel, a window too large; for a test,
/// no sample that passes; for a digest, any chunk that is gone or does not decode.
pub fn look(
    source: &dyn Source,
    structure: &Structure,
    chunks: &[Chunk],
    ask: &Ask,
    budget: &Budget,
    scratch: &mut Scratch,
) -> Result<Option<Answer>, Stop> {
    let decoder = Decoder::new(source, structure, chunks, budget)?;
    let search = Search { decoder, chunks, scratch };
    match ask {
        Ask::Where { part, channels, test } => search.places(*part, channels, *test),
        Ask::Samples { part, channels, window } => search.samples(*part, channels, *window),
        Ask::Picture { part, channels, window, most } => search.picture(*part, *channels, *window, *most),
        Ask::Digest => search.digest(structure),
    }
}

struct Search<'a> {
    decoder: Decoder<'a>,
    chunks: &'a [Chunk],
    scratch: &'a mut Scratch,
}

/// One line of one chunk.
pub(super) struct Line<'a> {
    part: &'a Part,
    chunk: &'a Chunk,
    pub(super) y: i32,
    width: usize,
    bytes: &'a [u8],
}

impl Search<'_> {
    /// Shows every line of the full-resolution chunks that are wanted and decode.
    fn lines(&mut self, wanted: impl Fn(&Chunk) -> bool, mut show: impl FnMut(&Line, &mut [Vec<f32>; 3])) -> Result<(), Stop> {
        for chunk in self.chunks.iter().filter(|chunk| chunk.level == [0, 0] && wanted(chunk)) {
            let Some(part) = self.decoder.part(chunk) else { continue };
            let Scratch { packed, codecs, line, values } = &mut *self.scratch;
            let Ok(mut unpacked) = self.decoder.unpack(part, chunk, packed, codecs)? else { continue };
            let length = usize::try_from(line_bytes(part, chunk)).unwrap_or(0);
            let width = usize::try_from(chunk.window.width()).unwrap_or(0);
            for y in chunk.window.min[1]..=chunk.window.max[1] {
                let bytes = unpacked.next(length, line);
                show(&Line { part, chunk, y, width, bytes }, values);
            }
        }
        Ok(())
    }

    fn places(mut self, part: u32, channels: &[u32], test: Test) -> Result<Option<Answer>, Stop> {
        let mut places = Places::default();
        self.lines(
            |chunk| chunk.part == part,
            |line, values| {
                if let (Test::Magenta, &[r, g, b]) = (test, channels) {
                    places.magenta(line, [r, g, b], values);
                    return;
                }
                for asked in channels.iter().copied().enumerate() {
                    let [values, ..] = &mut *values;
                    places.samples(line, asked, test, values);
                }
            },
        )?;
        Ok(places.answer())
    }

    fn samples(mut self, part: u32, channels: &[u32], window: Box2i) -> Result<Option<Answer>, Stop> {
        let readable = self.chunks.iter().any(|chunk| chunk.part == part && self.decoder.part(chunk).is_some());
        if !readable || window.width().max(window.height()) > WINDOW {
            return Ok(None);
        }
        let (width, height) = (window.width() as usize, window.height() as usize);
        let mut samples = vec![f32::NAN; width * height * channels.len()];
        self.lines(
            |chunk| chunk.part == part && meets(&chunk.window, &window),
            |line, values| {
                let planes = samples.chunks_exact_mut((width * height).max(1));
                for (plane, &channel) in planes.zip(channels) {
                    let [values, ..] = &mut *values;
                    let row = line.y.abs_diff(window.min[1]) as usize;
                    let mut rows = plane.chunks_exact_mut(width.max(1));
                    if line.y >= window.min[1]
                        && let Some(row) = rows.nth(row)
                    {
                        line.copy(channel, window.min[0], row, values);
                    }
                }
            },
        )?;
        Ok(Some(Answer::Samples(samples)))
    }

    fn picture(mut self, part: u32, channels: [u32; 3], window: Box2i, most: u32) -> Result<Option<Answer>, Stop> {
        let Some(mut canvas) = Canvas::new(window, most) else { return Ok(None) };
        self.lines(
            |chunk| chunk.part == part && meets(&chunk.window, &window),
            |line, values| {
                let [values, ..] = &mut *values;
                for (slot, channel) in channels.into_iter().enumerate() {
                    canvas.add([line.chunk.window.min[0], line.y], slot, line.values(channel, values));
                }
            },
        )?;
        Ok(Some(Answer::Picture(canvas.develop())))
    }

    fn digest(mut self, structure: &Structure) -> Result<Option<Answer>, Stop> {
        let (mut digest, mut seen) = (0u128, 0u64);
        self.lines(
            |_| true,
            |line, _| {
                seen += line.width as u64;
                for channel in 0..line.part.channels.len() as u32 {
                    digest = digest.wrapping_add(line.digest(channel));
                }
            },
        )?;
        let area = |part: &Part| part.data_window.width().saturating_mul(part.data_window.height());
        let whole = structure.parts.iter().fold(0u64, |sum, part| sum.saturating_add(area(part)));
        Ok((seen == whole && whole > 0).then(|| Answer::Digest(digest.to_le_bytes())))
    }
}

impl Line<'_> {
    /// The x of its pixels.
    pub(super) fn columns(&self) -> impl Iterator<Item = i32> + use<> {
        self.chunk.window.min[0]..=self.chunk.window.max[0]
    }

    /// The samples of one channel; none when there is no such channel.
    pub(super) fn values<'v>(&self, channel: u32, values: &'v mut Vec<f32>) -> &'v [f32] {
        match run_of(self.part, self.bytes, self.width, channel) {
            Some((kind, run)) => floats_of(kind, run, values),
            None => &[],
        }
    }

    /// Copies what lies in a row that begins at `left`.
    fn copy(&self, channel: u32, left: i32, row: &mut [f32], values: &mut Vec<f32>) {
        let values = self.values(channel, values);
        let skip = |from: i32, to: i32| usize::try_from(i64::from(to) - i64::from(from)).unwrap_or(0);
        let first = self.chunk.window.min[0];
        let into = row.iter_mut().skip(skip(left, first));
        into.zip(values.iter().skip(skip(first, left))).for_each(|(to, from)| *to = *from);
    }

    /// Digest of one run, bound to its place.
    fn digest(&self, channel: u32) -> u128 {
        let place = [self.chunk.part, channel, self.y.cast_unsigned(), self.chunk.window.min[0].cast_unsigned()];
        let seed = xxh3_64(place.map(u32::to_le_bytes).as_flattened());
        let run = run_of(self.part, self.bytes, self.width, channel).map_or(&[] as &[u8], |(_, run)| run);
        xxh3_128_with_seed(run, seed)
    }
}

fn meets(a: &Box2i, b: &Box2i) -> bool {
    let before = |a: [i32; 2], b: [i32; 2]| a[0] <= b[0] && a[1] <= b[1];
    before(a.min, b.max) && before(b.min, a.max)
}
