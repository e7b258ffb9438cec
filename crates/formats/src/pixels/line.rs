//! One line of pixels, and where lines come from.

use etabli_kernels::widen;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128_with_seed};

use crate::Stop;
use crate::exr::{Box2i, Channel, SampleType};

/// Some pixels of one line of one part: channel after channel, samples little-endian. A subsampled channel has fewer samples, or none.
///
/// A line of a deep part, as it is counted, has as many "pixels" as its pixels have samples.
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    /// Part, counted from 0.
    pub(crate) part: u32,
    /// Channels of that part.
    pub(crate) channels: &'a [Channel],
    /// Its first pixel, in OpenEXR pixel space.
    pub(crate) at: [i32; 2],
    /// Pixels.
    pub(crate) width: usize,
    /// Their samples.
    pub(crate) bytes: &'a [u8],
}

/// The full-resolution pixels of a file.
pub(crate) trait Lines {
    /// Shows every line that can be read of the pieces that are `wanted`, which is told their part and window.
    fn each(&mut self, wanted: &dyn Fn(u32, &Box2i) -> bool, show: &mut dyn FnMut(&Line)) -> Result<(), Stop>;

    /// Whether some pixels of that part can be read, one sample for each.
    fn is_readable(&self, part: u32) -> bool;

    /// Pixels that all parts should have; 0 when they cannot be compared one by one.
    fn area(&self) -> u64;
}

impl<'a> Line<'a> {
    /// The samples of each channel.
    pub(crate) fn runs(&self) -> impl Iterator<Item = (SampleType, &'a [u8])> + use<'a> {
        let (mut rest, width, y) = (self.bytes, self.width as u64, self.at[1]);
        self.channels.iter().map(move |channel| {
            let run;
            (run, rest) = rest.split_at(((channel.kind.bytes() * channel.on_line(width, y)) as usize).min(rest.len()));
            (channel.kind, run)
        })
    }

    /// The samples of one channel as they are stored; `None` when there is no such channel.
    pub(crate) fn run(&self, channel: u32) -> Option<(SampleType, &'a [u8])> {
        let (before, from) = self.channels.split_at_checked(channel as usize)?;
        let own = from.first()?;
        let bytes = |channel: &Channel| (channel.kind.bytes() * channel.on_line(self.width as u64, self.at[1])) as usize;
        let at = before.iter().map(bytes).sum::<usize>();
        Some((own.kind, self.bytes.get(at..)?.get(..bytes(own))?))
    }

    /// The samples of one channel as they are judged, in a buffer that is reused; none when there is no such channel.
    pub(crate) fn values<'v>(&self, channel: u32, values: &'v mut Vec<f32>) -> &'v [f32] {
        let Some((kind, run)) = self.run(channel) else { return &[] };
        judged(kind, run, values)
    }

    /// The x of the pixels of a channel's samples.
    pub(super) fn columns(&self, channel: u32) -> impl Iterator<Item = i32> + use<> {
        let ([x, _], step) = (self.at, self.step(channel));
        (0..self.width).step_by(step).map(move |column| x.saturating_add(column as i32))
    }

    /// Pixels across that a sample of a channel stands for.
    pub(super) fn step(&self, channel: u32) -> usize {
        self.channels.get(channel as usize).map_or(1, |channel| channel.sampling[0].max(1).unsigned_abs() as usize)
    }

    /// Copies what lies in a row that begins at `left`.
    pub(super) fn copy(&self, channel: u32, left: i32, row: &mut [f32], values: &mut Vec<f32>) {
        let (step, values) = (self.step(channel), self.values(channel, values));
        let skip = |from: i32, to: i32| usize::try_from(i64::from(to) - i64::from(from)).unwrap_or(0);
        let first = self.at[0];
        let into = row.iter_mut().skip(skip(left, first));
        let each = values.iter().flat_map(|value| std::iter::repeat_n(value, step));
        into.zip(each.skip(skip(first, left))).for_each(|(to, from)| *to = *from);
    }

    /// Digest of one channel, bound to its place.
    pub(super) fn digest(&self, channel: u32) -> u128 {
        let [x, y] = self.at.map(i32::cast_unsigned);
        let seed = xxh3_64([self.part, channel, y, x].map(u32::to_le_bytes).as_flattened());
        let run = self.run(channel).map_or(&[] as &[u8], |(_, run)| run);
        xxh3_128_with_seed(run, seed)
    }
}

/// Samples as they are judged, in a buffer that is reused.
pub(crate) fn judged<'v>(kind: SampleType, run: &[u8], values: &'v mut Vec<f32>) -> &'v [f32] {
    values.resize(run.len() / kind.bytes() as usize, 0.0);
    match kind {
        SampleType::Half => widen(run, values),
        SampleType::Float => fill(run, values, f32::from_le_bytes),
        SampleType::Uint => fill(run, values, |bytes| u32::from_le_bytes(bytes) as f32),
        SampleType::U8 => fill(run, values, |[byte]| f32::from(byte) / 255.0),
        SampleType::U16 => fill(run, values, |bytes| f32::from(u16::from_le_bytes(bytes)) / 65535.0),
    }
    values
}

fn fill<const N: usize>(run: &[u8], values: &mut [f32], value: fn([u8; N]) -> f32) {
    values.iter_mut().zip(run.as_chunks().0).for_each(|(out, bytes)| *out = value(*bytes));
}
