//! The bits between samples, which must be zero (SMPTE 268M, 5.5 and annex C).

use super::structure::{Element, Packing, Structure};
use super::{Defect, Rule};
use crate::defect::Journal;
use crate::{Budget, Source, Stop};

/// Bytes looked at at once: whole words.
const PIECE: u64 = 1 << 20;

/// Says in which elements the bits between samples are not zero. Only whole samples in words leave such bits.
///
/// # Errors
/// [`Stop::Io`] when the source cannot be read.
pub fn verify(source: &dyn Source, structure: &Structure, budget: &Budget) -> Result<Vec<Defect>, Stop> {
    let mut journal = Journal::default();
    for (number, element) in (1..).zip(&structure.elements).filter(|(_, element)| !element.run_length) {
        let met = match mask(element) {
            Some((mask, width)) => words(source, structure, element, budget, mask, width)?,
            None => line_ends(source, structure, element)?,
        };
        if let Some((byte, count)) = met {
            journal.odd(byte, Rule::Padding { element: number, count });
        }
    }
    Ok(journal.into_sorted())
}

/// The first word of an element whose padding is not zero, and how many there are.
type Met = Option<(u64, u64)>;

/// Looks at every word.
fn words(source: &dyn Source, structure: &Structure, element: &Element, budget: &Budget, mask: u32, width: usize) -> Result<Met, Stop> {
    let end = element.at.saturating_add(structure.least(element)).min(source.size());
    let (mut at, mut first, mut count) = (element.at, None, 0);
    while at < end && at - element.at < budget.pixels {
        let bytes = source.read_range(at, PIECE.min(end - at))?;
        if bytes.is_empty() {
            break;
        }
        for (place, word) in (at..).step_by(width).zip(bytes.chunks_exact(width)) {
            if number_of(word, structure.big_endian) & mask != 0 {
                first.get_or_insert(place);
                count += 1;
            }
        }
        at += bytes.len() as u64;
    }
    Ok(first.map(|byte| (byte, count)))
}

/// Looks at the last word of each line, where bits follow bits: it is filled from its lowest bit.
fn line_ends(source: &dyn Source, structure: &Structure, element: &Element) -> Result<Met, Stop> {
    let used = element.samples(u64::from(structure.width)).saturating_mul(u64::from(element.bits)) % 32;
    let line = element.line(structure.width) + u64::from(element.line_padding);
    let whole = element.at.saturating_add(line.saturating_mul(u64::from(structure.height))) <= source.size();
    // Where lines follow each other inside a word, there is no such end.
    if used == 0 || !whole || !matches!(element.bits, 1 | 10 | 12) {
        return Ok(None);
    }
    let (mut first, mut count) = (None, 0);
    for y in 0..u64::from(structure.height) {
        let at = element.at + line * y + element.line(structure.width) - 4;
        if number_of(&source.read_range(at, 4)?, structure.big_endian) >> used != 0 {
            first.get_or_insert(at);
            count += 1;
        }
    }
    Ok(first.map(|byte| (byte, count)))
}

/// The bits of a word that hold no sample, and the bytes of a word.
fn mask(element: &Element) -> Option<(u32, usize)> {
    match (element.bits, element.packing) {
        (10, Packing::FilledA) => Some((0x0000_0003, 4)),
        (10, Packing::FilledB) => Some((0xC000_0000, 4)),
        (12, Packing::FilledA) => Some((0x000F, 2)),
        (12, Packing::FilledB) => Some((0xF000, 2)),
        _ => None,
    }
}

fn number_of(word: &[u8], big_endian: bool) -> u32 {
    let add = |sum: u32, byte: &u8| sum << 8 | u32::from(*byte);
    if big_endian { word.iter().fold(0, add) } else { word.iter().rev().fold(0, add) }
}
