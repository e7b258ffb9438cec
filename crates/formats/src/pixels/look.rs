//! A second look at the pixels, to answer one question.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Lines;
use super::chroma::Chroma;
use super::places::Places;
use crate::Stop;
use crate::exr::{Box2i, SampleType};
use crate::raster::{Canvas, Raster, Samples};

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
        /// Its channels for red, green and blue; those named `RY`, `Y` and `BY` are made into these.
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

/// A sample that passes a test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// In OpenEXR pixel space.
    pub pixel: [i32; 2],
    /// Channel, as an index into the part's list.
    pub channel: u32,
    /// Its value.
    pub value: f32,
}

/// Answers a question. `None` when the pixels cannot be read: an unreadable part, no such channel, a window too large; for a test,
/// no sample that passes; for a digest, any chunk that is gone or does not decode; a deep part, for all but a test.
pub(crate) fn answer(lines: &mut dyn Lines, ask: &Ask) -> Result<Option<Answer>, Stop> {
    match ask {
        Ask::Where { part, channels, test } => places(lines, *part, channels, *test),
        Ask::Samples { part, channels, window } => samples(lines, *part, channels, window),
        Ask::Picture { part, channels, window, most } => picture(lines, *part, *channels, *window, *most),
        Ask::Digest => digest(lines),
    }
}

fn places(lines: &mut dyn Lines, part: u32, channels: &[u32], test: Test) -> Result<Option<Answer>, Stop> {
    let mut places = Places::default();
    tested(lines, part, channels, test, &mut places)?;
    Ok(places.answer())
}

/// Every sample of these channels of a part that passes a test, in reading order; `None` when there are more than `limit`.
pub(crate) fn spots(lines: &mut dyn Lines, part: u32, channels: &[u32], test: Test, limit: usize) -> Result<Option<Vec<Spot>>, Stop> {
    let mut places = Places::keeping(limit);
    tested(lines, part, channels, test, &mut places)?;
    Ok(places.spots())
}

/// The distinct bit patterns of the samples of some channels of a part, and how many pixels were seen; no more than one line beyond
/// `limit`.
pub(crate) fn distinct(lines: &mut dyn Lines, part: u32, channels: &[u32], limit: usize) -> Result<(BTreeSet<u32>, u64), Stop> {
    let (mut seen, mut pixels, mut values) = (BTreeSet::new(), 0, Vec::new());
    lines.each(&|number, _| number == part, &mut |line| {
        pixels += line.width as u64;
        for &channel in channels {
            if seen.len() <= limit {
                seen.extend(line.values(channel, &mut values).iter().map(|value| value.to_bits()));
            }
        }
    })?;
    Ok((seen, pixels))
}

fn tested(lines: &mut dyn Lines, part: u32, channels: &[u32], test: Test, places: &mut Places) -> Result<(), Stop> {
    let mut values = Default::default();
    lines.each(&|number, _| number == part, &mut |line| {
        if let (Test::Magenta, &[r, g, b]) = (test, channels) {
            places.magenta(line, [r, g, b], &mut values);
            return;
        }
        for asked in channels.iter().copied().enumerate() {
            let [values, ..] = &mut values;
            places.samples(line, asked, test, values);
        }
    })
}

fn samples(lines: &mut dyn Lines, part: u32, channels: &[u32], window: &Box2i) -> Result<Option<Answer>, Stop> {
    if !lines.is_readable(part) || window.width().max(window.height()) > WINDOW {
        return Ok(None);
    }
    let (width, height) = (window.width() as usize, window.height() as usize);
    let (mut samples, mut values) = (vec![f32::NAN; width * height * channels.len()], Vec::new());
    lines.each(&|number, piece| number == part && meets(piece, window), &mut |line| {
        let y = line.at[1];
        for (plane, &channel) in samples.chunks_exact_mut((width * height).max(1)).zip(channels) {
            let row = y.abs_diff(window.min[1]) as usize;
            if y >= window.min[1]
                && let Some(row) = plane.chunks_exact_mut(width.max(1)).nth(row)
            {
                line.copy(channel, window.min[0], row, &mut values);
            }
        }
    })?;
    Ok(Some(Answer::Samples(samples)))
}

fn picture(lines: &mut dyn Lines, part: u32, channels: [u32; 3], window: Box2i, most: u32) -> Result<Option<Answer>, Stop> {
    let Some(mut canvas) = Canvas::new(window, most).filter(|_| lines.is_readable(part)) else { return Ok(None) };
    let (mut values, mut samples, mut chroma) = (Vec::new(), Samples::Light, Chroma::default());
    lines.each(&|number, piece| number == part && meets(piece, &window), &mut |line| {
        if Chroma::is_asked(line, channels) {
            let colours = chroma.colours(line, channels);
            colours.iter().enumerate().for_each(|(slot, values)| canvas.add(line.at, slot, values));
            return;
        }
        for (slot, channel) in channels.into_iter().enumerate() {
            canvas.add(line.at, slot, line.values(channel, &mut values));
        }
        let kind = line.channels.first().map(|channel| channel.kind);
        // Integers of 8 and 16 bits are made for a screen, a projector or a film recorder.
        if matches!(kind, Some(SampleType::U8 | SampleType::U16)) {
            samples = Samples::Encoded;
        }
    })?;
    Ok(Some(Answer::Picture(canvas.develop(samples))))
}

fn digest(lines: &mut dyn Lines) -> Result<Option<Answer>, Stop> {
    let (mut digest, mut seen) = (0u128, 0u64);
    lines.each(&|_, _| true, &mut |line| {
        seen += line.width as u64;
        for channel in 0..line.channels.len() as u32 {
            digest = digest.wrapping_add(line.digest(channel));
        }
    })?;
    let whole = lines.area();
    Ok((seen == whole && whole > 0).then(|| Answer::Digest(digest.to_le_bytes())))
}

fn meets(a: &Box2i, b: &Box2i) -> bool {
    let before = |a: [i32; 2], b: [i32; 2]| a[0] <= b[0] && a[1] <= b[1];
    before(a.min, b.max) && before(b.min, a.max)
}
