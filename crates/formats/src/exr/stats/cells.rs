//! Which 16 × 16 blocks of a channel hold something.

use etabli_kernels::occupy;
use serde::{Deserialize, Serialize};

use super::super::SampleType;

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
        let (size, mask) = match kind {
            SampleType::Half => (2, 0x7FFF),
            SampleType::Float => (4, 0x7FFF_FFFF),
            SampleType::Uint => (4, u32::MAX),
        };
        let (Ok(first), Ok(row)) = (usize::try_from(x), usize::try_from(y / u64::from(CELL))) else { return };
        let row = self.stride() * row..self.stride() * (row + 1);
        let end = first + run.len() / size;
        if first < end
            && end <= (self.width * CELL) as usize
            && let (Some(some), Some(every)) = (self.some.get_mut(row.clone()), self.every.get_mut(row))
        {
            if full {
                set(some, first / CELL as usize, (end - 1) / CELL as usize);
            } else {
                occupy(run, size, mask, first, some, every);
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
        let sample = |x, y| if holds(x, y) { [1, 0, 0, 0x80] } else { [0, if bytes == 2 { 0x80 } else { 0 }, 0, 0] };
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
        for kind in [SampleType::Half, SampleType::Float, SampleType::Uint] {
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
