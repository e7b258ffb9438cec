//! Two parts of one layout read chunk beside chunk: what both packed alike is not unpacked.

use std::collections::BTreeMap;

use super::codec::Unpacked;
use super::decode::{Decoder, Scratch};
use super::{Box2i, Chunk, Part, Structure, unreadable};
use crate::pixels::Line;
use crate::{Budget, Source, Stop};

/// What two parts hold at one place.
pub(crate) enum Beside<'a> {
    /// The same packed bytes, whatever they unpack to.
    Same(Box2i),
    /// A line of each, of the same pixels.
    Lines(&'a Line<'a>, &'a Line<'a>),
    /// Only that side (0 or 1) has pixels that can be read.
    Alone(usize, Box2i),
    /// A chunk of both that neither can be read of.
    Neither,
}

/// One of the two files.
pub(crate) struct Abreast<'a> {
    pub(crate) source: &'a dyn Source,
    pub(crate) structure: &'a Structure,
    pub(crate) chunks: &'a [Chunk],
    /// Part, counted from 0.
    pub(crate) part: u32,
}

/// Whether the chunks of two parts cover the same pixels.
pub(crate) fn are_alike(a: &Part, b: &Part) -> bool {
    let is_read = |part: &Part| part.is_plain() && unreadable(part).is_none();
    let size = |part: &Part| part.tiling.map(|tiling| tiling.size);
    let lines = |part: &Part| part.compression.lines().filter(|_| part.tiling.is_none());
    is_read(a) && is_read(b) && a.kind == b.kind && a.data_window == b.data_window && size(a) == size(b) && lines(a) == lines(b)
}

impl Abreast<'_> {
    /// Shows what this part and another of the same layout hold, chunk after chunk.
    ///
    /// # Errors
    /// [`Stop::Io`] when a source cannot be read, [`Stop::Budget`] when a file asks for too much.
    pub(crate) fn each(&self, other: &Self, budget: &Budget, scratch: &mut [Scratch; 2], show: &mut dyn FnMut(Beside)) -> Result<(), Stop> {
        let decoders = [self.decoder(budget)?, other.decoder(budget)?];
        let [ours, theirs] = [self.own(), other.own()];
        let mut numbers: Vec<u32> = ours.keys().chain(theirs.keys()).copied().collect();
        numbers.sort_unstable();
        numbers.dedup();
        for number in numbers {
            match (ours.get(&number), theirs.get(&number)) {
                (Some(a), Some(b)) => both(&decoders, [a, b], scratch, show)?,
                (Some(a), None) => alone(&decoders[0], a, 0, &mut scratch[0], show)?,
                (None, Some(b)) => alone(&decoders[1], b, 1, &mut scratch[1], show)?,
                (None, None) => {}
            }
        }
        Ok(())
    }

    fn decoder<'a>(&'a self, budget: &'a Budget) -> Result<Decoder<'a>, Stop> {
        Decoder::new(self.source, self.structure, self.chunks, budget)
    }

    /// Its full-resolution chunks by number.
    fn own(&self) -> BTreeMap<u32, &Chunk> {
        let is_own = |chunk: &&Chunk| chunk.part == self.part && chunk.level == [0, 0];
        self.chunks.iter().filter(is_own).map(|chunk| (chunk.index, chunk)).collect()
    }
}

/// Shows a chunk that only one side has.
fn alone(decoder: &Decoder, chunk: &Chunk, side: usize, scratch: &mut Scratch, show: &mut dyn FnMut(Beside)) -> Result<(), Stop> {
    let Scratch { packed, codecs, .. } = scratch;
    let Some(part) = decoder.part(chunk) else { return Ok(()) };
    let is_read = decoder.unpack(part, chunk, packed, codecs)?.is_ok();
    show(if is_read { Beside::Alone(side, chunk.window) } else { Beside::Neither });
    Ok(())
}

/// Shows a chunk that both sides have.
fn both(decoders: &[Decoder; 2], chunks: [&Chunk; 2], scratch: &mut [Scratch; 2], show: &mut dyn FnMut(Beside)) -> Result<(), Stop> {
    let ([one, two], [a, b], [left, right]) = (decoders, chunks, scratch);
    let (Some(of_a), Some(of_b)) = (one.part(a), two.part(b)) else {
        match (one.part(a), two.part(b)) {
            (Some(_), None) => alone(one, a, 0, left, show)?,
            (None, Some(_)) => alone(two, b, 1, right, show)?,
            _ => show(Beside::Neither),
        }
        return Ok(());
    };
    one.fill(a.data_at, a.packed, &mut left.packed)?;
    two.fill(b.data_at, b.packed, &mut right.packed)?;
    if of_a.compression == of_b.compression && of_a.channels == of_b.channels && a.unpacked == b.unpacked && left.packed == right.packed {
        show(Beside::Same(a.window));
        return Ok(());
    }
    let (Scratch { packed, codecs, line, .. }, Scratch { packed: packed_b, codecs: codecs_b, line: line_b, .. }) = (left, right);
    match (one.unpack_held(of_a, a, packed, codecs)?, two.unpack_held(of_b, b, packed_b, codecs_b)?) {
        (Ok(first), Ok(second)) => lines([of_a, of_b], chunks, [first, second], [line, line_b], show),
        (Ok(_), Err(_)) => show(Beside::Alone(0, a.window)),
        (Err(_), Ok(_)) => show(Beside::Alone(1, a.window)),
        (Err(_), Err(_)) => show(Beside::Neither),
    }
    Ok(())
}

fn lines(parts: [&Part; 2], chunks: [&Chunk; 2], unpacked: [Unpacked; 2], near: [&mut Vec<u8>; 2], show: &mut dyn FnMut(Beside)) {
    let ([a, b], [near_a, near_b]) = (parts, near);
    let [mut first, mut second] = unpacked;
    let window = chunks[0].window;
    let (Ok(width), Ok(long_a), Ok(long_b)) = (
        usize::try_from(window.width()),
        usize::try_from(a.line_bytes(&window, window.min[1])),
        usize::try_from(b.line_bytes(&window, window.min[1])),
    ) else {
        return;
    };
    for y in window.min[1]..=window.max[1] {
        let at = [window.min[0], y];
        let one = Line { part: chunks[0].part, channels: &a.channels, at, width, bytes: first.next(long_a, near_a) };
        let two = Line { part: chunks[1].part, channels: &b.channels, at, width, bytes: second.next(long_b, near_b) };
        show(Beside::Lines(&one, &two));
    }
}
