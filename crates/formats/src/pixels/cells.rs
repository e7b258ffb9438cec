//! Which 16 × 16 blocks of a channel hold something.

use serde::{Deserialize, Serialize};

use crate::exr::SampleType;

/// Pixels on a side of a cell.
pub const CELL: u32 = 16;

/// Occupancy of a channel on a grid of [`CELL`] × [`CELL`] pixels, from the data window's first corner.
///
/// A cell whose chunks did not decode is like an empty one: ask the defects.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cells {
    /// Cells in a row.
    pub width: u32,
    /// Rows of cells.
    pub height: u32,
    some: Vec<u8>,
    every: Vec<u8>,
}

impl Cells {
    /// Whether a sample of that cell is not zero.
    pub fn some(&self, column: u32, row: u32) -> bool {
        self.bit(&self.some, column, row)
    }

    /// Whether every sample of that cell is not zero.
    pub fn every(&self, column: u32, row: u32) -> bool {
        self.bit(&self.every, column, row)
    }

    fn bit(&self, bits: &[u8], column: u32, row: u32) -> bool {
        let at = self.stride() * row as usize + column as usize / 8;
        column < self.width && bits.get(at).is_some_and(|byte| byte >> (column % 8) & 1 == 1)
    }

    /// Bytes of one row of cells.
    fn stride(&self) -> usize {
        self.width.div_ceil(8) as usize
    }

    /// A grid over a window of so many pixels, to be marked.
    pub(super) fn unmarked(width: u64, height: u64) -> Self {
        let cells = |pixels: u64| u32::try_from(pixels.div_ceil(u64::from(CELL))).unwrap_or(0);
        let grid = Self { width: cells(width), height: cells(height), ..Self::default() };
        let bytes = grid.stride() * grid.height as usize;
        Self { some: vec![0; bytes], every: vec![0xFF; bytes], ..grid }
    }

    /// Marks what one run of samples at that pixel of the window holds. `full` says that none of them is zero.
    pub(super) fn mark(&mut self, kind: SampleType, run: &[u8], full: bool, x: u64, y: u64) {
        let (Ok(first), Ok(row)) = (usize::try_from(x), usize::try_from(y / u64::from(CELL))) else { return };
        let row = self.stride() * row..self.stride() * (row + 1);
        let end = first + run.len() / kind.bytes() as usize;
        if first < end
            && end <= (self.width * CELL) as usize
            && let (Some(some), Some(every)) = (self.some.get_mut(row.clone()), self.every.get_mut(row))
        {
            if full {
                set(some, first / SIDE, (end - 1) / SIDE);
            } else {
                judge(&Lanes::of(kind), run, first, some, every);
            }
        }
    }

    /// Joins the marks of other runs.
    pub(super) fn join(&mut self, other: &Self) {
        self.some.iter_mut().zip(&other.some).for_each(|(bits, other)| *bits |= other);
        self.every.iter_mut().zip(&other.every).for_each(|(bits, other)| *bits &= other);
    }

    /// Takes back what was never marked.
    pub(super) fn finish(mut self) -> Self {
        self.every.iter_mut().zip(&self.some).for_each(|(every, some)| *every &= some);
        self
    }
}

/// [`CELL`] as a length.
const SIDE: usize = CELL as usize;
/// Samples that fill a byte of marks.
const GROUP: usize = 8 * SIDE;

/// How the samples of a kind lie in a 64-bit word.
struct Lanes {
    /// Bytes of a sample.
    size: usize,
    /// One in each lane.
    ones: u64,
    /// What is not zero is not empty: all bits but the sign.
    mask: u64,
}

impl Lanes {
    fn of(kind: SampleType) -> Self {
        let (size, ones) = match kind {
            SampleType::U8 => (1, 0x0101_0101_0101_0101),
            SampleType::Half | SampleType::U16 => (2, 0x0001_0001_0001_0001),
            SampleType::Uint | SampleType::Float => (4, 0x0000_0001_0000_0001),
        };
        let mask = match kind {
            SampleType::Half => 0x7FFF * ones,
            SampleType::Float => 0x7FFF_FFFF * ones,
            SampleType::Uint | SampleType::U8 | SampleType::U16 => u64::MAX,
        };
        Self { size, ones, mask }
    }

    /// Whether a cell's samples in one run are all empty, and whether any is.
    #[inline]
    fn empty(&self, words: impl Iterator<Item = u64>) -> [bool; 2] {
        let (mut held, mut zeros) = (0, 0);
        for word in words.map(|word| word & self.mask) {
            held |= word;
            // A lane that is zero borrows, so that its highest bit comes up.
            zeros |= word.wrapping_sub(self.ones) & !word;
        }
        [held == 0, zeros & (self.ones << (8 * self.size - 1)) != 0]
    }

    /// The same of the part of a cell.
    fn empty_part(&self, part: &[u8]) -> [bool; 2] {
        let value = |sample: &[u8]| sample.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte)) & self.mask;
        let mut empty = part.chunks(self.size).map(|sample| value(sample) == 0);
        [empty.clone().all(|empty| empty), empty.any(|empty| empty)]
    }

    /// The marks of the cells of one byte, from a run that begins at that sample of the first.
    fn group(&self, run: &[u8], start: usize) -> [u8; 2] {
        let (head, body) = run.split_at(((SIDE - start % SIDE) % SIDE * self.size).min(run.len()));
        let mut marks = Marks { bit: start / SIDE, some: 0, every: u8::MAX };
        if !head.is_empty() {
            marks.add(self.empty_part(head));
        }
        let tail = match self.size {
            1 => self.cells::<2>(body, &mut marks),
            2 => self.cells::<4>(body, &mut marks),
            _ => self.cells::<8>(body, &mut marks),
        };
        if !tail.is_empty() {
            marks.add(self.empty_part(tail));
        }
        [marks.some, marks.every]
    }

    /// Marks whole cells of that many words, and gives what is left.
    #[inline]
    fn cells<'a, const WORDS: usize>(&self, run: &'a [u8], marks: &mut Marks) -> &'a [u8] {
        let (words, _) = run.as_chunks::<8>();
        let (cells, _) = words.as_chunks::<WORDS>();
        for cell in cells {
            marks.add(self.empty(cell.iter().map(|word| u64::from_le_bytes(*word))));
        }
        run.get(cells.as_flattened().as_flattened().len()..).unwrap_or_default()
    }
}

/// The marks of the cells of one byte, being made.
struct Marks {
    bit: usize,
    some: u8,
    every: u8,
}

impl Marks {
    #[inline]
    fn add(&mut self, [all, any]: [bool; 2]) {
        self.some |= u8::from(!all) << self.bit;
        self.every &= !(u8::from(any) << self.bit);
        self.bit += 1;
    }
}

/// Marks the cells of one row with a run of samples that begins at that sample of the row.
fn judge(lanes: &Lanes, run: &[u8], first: usize, some: &mut [u8], every: &mut [u8]) {
    let (head, body) = run.split_at(((GROUP - first % GROUP) % GROUP * lanes.size).min(run.len()));
    let groups = head.chunks(GROUP * lanes.size).chain(body.chunks(GROUP * lanes.size));
    let mut start = first % GROUP;
    for ((group, some), every) in groups.zip(some.iter_mut().skip(first / GROUP)).zip(every.iter_mut().skip(first / GROUP)) {
        let [held, full] = lanes.group(group, start);
        *some |= held;
        *every &= full;
        start = 0;
    }
}

/// Sets the bits from one to another, both included.
fn set(bits: &mut [u8], first: usize, last: usize) {
    for (at, byte) in bits.iter_mut().enumerate().take(last / 8 + 1).skip(first / 8) {
        let from = if at == first / 8 { first % 8 } else { 0 };
        let to = if at == last / 8 { last % 8 } else { 7 };
        *byte |= u8::MAX << from & u8::MAX >> (7 - to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(cells: &Cells) -> String {
        let cell = |x, y| match (cells.some(x, y), cells.every(x, y)) {
            (true, true) => '#',
            (true, false) => '+',
            (false, false) => '.',
            (false, true) => '!',
        };
        (0..cells.height).map(|y| (0..cells.width).map(|x| cell(x, y)).chain("\n".chars()).collect::<String>()).collect()
    }

    /// Marks a window of 40 × 20 whose pixels hold something where `holds` says, in runs that begin at `split` too.
    #[track_caller]
    fn check(kind: SampleType, split: u64, holds: fn(u64, u64) -> bool, expect: &str) {
        let bytes = kind.bytes();
        let sample = |x, y| if holds(x, y) { [1, 0, 0, 0x80] } else { [0, if kind == SampleType::Half { 0x80 } else { 0 }, 0, 0] };
        let mut parts = [Cells::unmarked(40, 20), Cells::unmarked(40, 20)];
        for y in 0..20 {
            for (x0, x1) in [(0, split), (split, 40)] {
                let run: Vec<u8> = (x0..x1).flat_map(|x| sample(x, y).into_iter().take(bytes as usize)).collect();
                parts[y as usize % 2].mark(kind, &run, x0 < x1 && (x0..x1).all(|x| holds(x, y)), x0, y);
            }
        }
        let [mut cells, other] = parts;
        cells.join(&other);
        assert_eq!(picture(&cells.finish()), expect);
    }

    #[test]
    fn a_cell_is_empty_holds_something_or_is_full() {
        for kind in [SampleType::Half, SampleType::Float, SampleType::Uint, SampleType::U8, SampleType::U16] {
            for split in [0, 9, 16, 33] {
                check(kind, split, |x, y| x < 17 && y != 19, "#+.\n++.\n");
                check(kind, split, |x, y| (x, y) == (39, 17), "...\n..+\n");
            }
        }
    }

    #[test]
    fn what_no_run_reached_is_empty() {
        let mut cells = Cells::unmarked(40, 20);
        cells.mark(SampleType::Half, &[1; 32], false, 16, 3);
        assert_eq!(picture(&cells.finish()), ".#.\n...\n");
    }

    #[test]
    fn a_run_outside_the_window_marks_nothing() {
        let mut cells = Cells::unmarked(40, 20);
        cells.mark(SampleType::Half, &[1; 64], false, 20, 3);
        cells.mark(SampleType::Half, &[1; 32], false, 0, 32);
        assert_eq!(picture(&cells.finish()), "...\n...\n");
        assert!(!Cells::unmarked(40, 20).some(47, 0));
    }

    #[test]
    fn only_an_integer_counts_its_highest_bit() {
        let mut cells = Cells::unmarked(16, 1);
        cells.mark(SampleType::Float, &[0, 0, 0, 0x80].repeat(16), false, 0, 0);
        assert_eq!(picture(&cells.clone().finish()), ".\n");
        cells = Cells::unmarked(16, 1);
        cells.mark(SampleType::Uint, &[0, 0, 0, 0x80].repeat(16), false, 0, 0);
        assert_eq!(picture(&cells.finish()), "#\n");
    }
}
