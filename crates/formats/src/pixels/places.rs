//! Where samples pass a test.

use std::collections::BinaryHeap;

use super::Line;
use super::colour::is_magenta;
use super::look::{Answer, LISTED, Spot, Test};
use crate::exr::Box2i;

/// What was found so far: the lines come in the order of the chunks, which need not be that of reading.
pub(super) struct Places {
    /// So many are kept.
    limit: usize,
    count: u64,
    bbox: Option<Box2i>,
    /// The first in reading order, the last of them on top: y, x, rank of the channel in the question, channel, bits of the value.
    first: BinaryHeap<(i32, i32, usize, u32, u32)>,
}

impl Default for Places {
    fn default() -> Self {
        Self::keeping(LISTED)
    }
}

impl Places {
    /// No place yet, and room for so many.
    pub(super) fn keeping(limit: usize) -> Self {
        Self { limit, count: 0, bbox: None, first: BinaryHeap::new() }
    }

    /// Tests the samples of one channel of a line.
    pub(super) fn samples(&mut self, line: &Line, (rank, channel): (usize, u32), test: Test, values: &mut Vec<f32>) {
        for (x, &value) in line.columns(channel).zip(line.values(channel, values)) {
            let passes = match test {
                Test::Nan => value.is_nan(),
                Test::Infinite => value.is_infinite(),
                Test::Below(bound) => value.is_finite() && f64::from(value) < bound,
                Test::Above(bound) => value.is_finite() && f64::from(value) > bound,
                Test::Magenta => false,
            };
            if passes {
                self.add((line.at[1], x, rank, channel, value.to_bits()));
            }
        }
    }

    /// Tests the pixels of a line.
    pub(super) fn magenta(&mut self, line: &Line, [r, g, b]: [u32; 3], [red, green, blue]: &mut [Vec<f32>; 3]) {
        let (red, green, blue) = (line.values(r, red), line.values(g, green), line.values(b, blue));
        for (x, ((&red, &green), &blue)) in line.columns(r).zip(red.iter().zip(green).zip(blue)) {
            if is_magenta(red, green, blue) {
                self.add((line.at[1], x, 0, r, red.to_bits()));
            }
        }
    }

    fn add(&mut self, place: (i32, i32, usize, u32, u32)) {
        let (y, x, ..) = place;
        self.count += 1;
        let bbox = self.bbox.get_or_insert(Box2i { min: [x, y], max: [x, y] });
        bbox.min = [bbox.min[0].min(x), bbox.min[1].min(y)];
        bbox.max = [bbox.max[0].max(x), bbox.max[1].max(y)];
        if self.first.len() < self.limit || self.first.peek().is_some_and(|last| place < *last) {
            self.first.push(place);
            if self.first.len() > self.limit {
                self.first.pop();
            }
        }
    }

    /// The answer; `None` when nothing was found.
    pub(super) fn answer(self) -> Option<Answer> {
        let places = self.first.into_sorted_vec();
        let &(y, x, _, channel, _) = places.first()?;
        let listed = places.iter().map(|&(y, x, .., bits)| ([x, y], f64::from(f32::from_bits(bits)))).collect();
        Some(Answer::Where { count: self.count, first: [x, y], channel, bbox: self.bbox?, listed })
    }

    /// Every place, in reading order; `None` when there are more than were kept.
    pub(super) fn spots(self) -> Option<Vec<Spot>> {
        let spot = |(y, x, _, channel, bits)| Spot { pixel: [x, y], channel, value: f32::from_bits(bits) };
        (self.count <= self.limit as u64).then(|| self.first.into_sorted_vec().into_iter().map(spot).collect())
    }
}
