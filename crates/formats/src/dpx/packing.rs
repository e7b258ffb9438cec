//! The bits between samples, which must be zero (SMPTE 268M, 5.5 and annex C).

use std::ops::Range;

use super::structure::{Element, Packing, Structure};
use super::{Defect, Rule};
use crate::defect::Journal;
use crate::{Budget, Exceeded, Piece, Source, Stop};

/// Bytes looked at at once: whole words.
const PIECE: u64 = 1 << 20;

/// Says in which elements the bits between samples are not zero. Only whole samples in words leave such bits.
///
/// # Errors
/// [`Stop::Io`] when the source cannot be read.
pub fn verify(source: &dyn Source, structure: &Structure, budget: &Budget) -> Result<Vec<Defect>, Stop> {
    let mut journal = Journal::default();
    for (number, element) in (1..).zip(&structure.elements).filter(|(_, element)| !element.run_length) {
        let (mut first, mut count) = (None, 0);
        look(source, structure, element, budget, &mut |at, bytes, gap| {
            for place in gap.filled(bytes) {
                first.get_or_insert(at + place as u64);
                count += 1;
            }
            Ok(())
        })?;
        if let Some(byte) = first {
            journal.odd(byte, Rule::Padding { element: number, count });
        }
    }
    Ok(journal.into_sorted())
}

/// The file with every bit between samples set to zero, and no other bit changed. `None` when all are, or elements lie over each other.
///
/// # Errors
/// [`Stop::Io`] when the source cannot be read; [`Stop::Budget`] when more than [`Budget::chunk`] bytes would be written anew.
pub fn clear_padding(source: &dyn Source, structure: &Structure, budget: &Budget) -> Result<Option<Vec<Piece>>, Stop> {
    let mut edits: Vec<(Range<u64>, Vec<u8>)> = Vec::new();
    let mut spent = 0_u64;
    for element in structure.elements.iter().filter(|element| !element.run_length) {
        look(source, structure, element, budget, &mut |at, bytes, gap| {
            let Some((first, last)) = ends(gap.filled(bytes)) else { return Ok(()) };
            let mut cleared = bytes.get(first..last + gap.width).unwrap_or_default().to_vec();
            cleared.chunks_exact_mut(gap.width).for_each(|word| gap.clear(word));
            spent += cleared.len() as u64;
            let begin = at + first as u64;
            edits.push((begin..begin + cleared.len() as u64, cleared));
            let over = Exceeded { what: "padding", asked: spent, cap: budget.chunk };
            if spent > budget.chunk { Err(Stop::Budget(over)) } else { Ok(()) }
        })?;
    }
    edits.sort_by_key(|(range, _)| range.start);
    let apart = edits.iter().zip(edits.iter().skip(1)).all(|(a, b)| a.0.end <= b.0.start);
    Ok((!edits.is_empty() && apart).then(|| Piece::replace(source.size(), edits)))
}

fn ends(mut places: impl Iterator<Item = usize>) -> Option<(usize, usize)> {
    let first = places.next()?;
    Some((first, places.last().unwrap_or(first)))
}

/// Is given some words: their place in the file, their bytes, and which of their bits hold no sample.
type Act<'a> = &'a mut dyn FnMut(u64, &[u8], Gap) -> Result<(), Stop>;

fn look(source: &dyn Source, structure: &Structure, element: &Element, budget: &Budget, act: Act) -> Result<(), Stop> {
    match Gap::of(element, structure.big_endian) {
        Some(gap) => words(source, structure, element, budget, gap, act),
        None => line_ends(source, structure, element, act),
    }
}

/// Looks at every word.
fn words(source: &dyn Source, structure: &Structure, element: &Element, budget: &Budget, gap: Gap, act: Act) -> Result<(), Stop> {
    let end = element.at.saturating_add(structure.least(element)).min(source.size());
    let mut at = element.at;
    while at < end && at - element.at < budget.pixels {
        let bytes = source.read_range(at, PIECE.min(end - at))?;
        if bytes.is_empty() {
            break;
        }
        act(at, &bytes, gap)?;
        at += bytes.len() as u64;
    }
    Ok(())
}

/// Looks at the last word of each line, where bits follow bits: it is filled from its lowest bit.
fn line_ends(source: &dyn Source, structure: &Structure, element: &Element, act: Act) -> Result<(), Stop> {
    let used = element.samples(u64::from(structure.width)).saturating_mul(u64::from(element.bits)) % 32;
    let line = element.line(structure.width) + u64::from(element.line_padding);
    let whole = element.at.saturating_add(line.saturating_mul(u64::from(structure.height))) <= source.size();
    // Where lines follow each other inside a word, there is no such end.
    if used == 0 || !whole || !matches!(element.bits, 1 | 10 | 12) {
        return Ok(());
    }
    let gap = Gap { mask: u32::MAX << used, width: 4, big_endian: structure.big_endian };
    (0..u64::from(structure.height)).try_for_each(|y| {
        let at = element.at + line * y + element.line(structure.width) - 4;
        act(at, &source.read_range(at, 4)?, gap)
    })
}

/// The bits of a word that hold no sample.
#[derive(Clone, Copy)]
struct Gap {
    mask: u32,
    /// Bytes of a word.
    width: usize,
    big_endian: bool,
}

impl Gap {
    /// The gap in every word of an element; `None` where bits follow bits.
    fn of(element: &Element, big_endian: bool) -> Option<Self> {
        let (mask, width) = match (element.bits, element.packing) {
            (10, Packing::FilledA) => (0x0000_0003, 4),
            (10, Packing::FilledB) => (0xC000_0000, 4),
            (12, Packing::FilledA) => (0x000F, 2),
            (12, Packing::FilledB) => (0xF000, 2),
            _ => return None,
        };
        Some(Self { mask, width, big_endian })
    }

    /// Where the words begin whose gap is not zero.
    fn filled(self, bytes: &[u8]) -> impl Iterator<Item = usize> {
        let words = (0..).step_by(self.width).zip(bytes.chunks_exact(self.width));
        words.filter(move |(_, word)| self.number(word) & self.mask != 0).map(|(at, _)| at)
    }

    /// Sets the gap of a word to zero.
    fn clear(self, word: &mut [u8]) {
        let number = self.number(word) & !self.mask;
        let at = |place: usize| if self.big_endian { self.width - 1 - place } else { place };
        for (place, byte) in number.to_le_bytes().into_iter().take(self.width).enumerate() {
            if let Some(own) = word.get_mut(at(place)) {
                *own = byte;
            }
        }
    }

    fn number(self, word: &[u8]) -> u32 {
        let add = |sum: u32, byte: &u8| sum << 8 | u32::from(*byte);
        if self.big_endian { word.iter().fold(0, add) } else { word.iter().rev().fold(0, add) }
    }
}
