//! Which pixels changed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::exr::Box2i;

/// Pixels, counted and boxed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// How many.
    pub pixels: u64,
    /// Smallest box around them, in OpenEXR pixel space.
    pub bbox: Option<Box2i>,
    /// First of them in reading order.
    pub first: Option<[i32; 2]>,
}

/// A bit for each pixel, kept only for the lines in which something changed.
#[derive(Debug, Default)]
pub(super) struct Mask {
    left: i32,
    rows: BTreeMap<i32, Vec<u64>>,
}

impl Mask {
    /// Nothing changed yet, in columns from `left` on.
    pub(super) fn new(left: i32) -> Self {
        Self { left, rows: BTreeMap::new() }
    }

    /// Marks the pixels of a line where `is_changed` says so.
    pub(super) fn mark(&mut self, [x, y]: [i32; 2], is_changed: impl Iterator<Item = bool>) {
        let first = x.abs_diff(self.left) as usize;
        let row = self.rows.entry(y).or_default();
        for (column, _) in (first..).zip(is_changed).filter(|(_, is_changed)| *is_changed) {
            if row.len() <= column / 64 {
                row.resize(column / 64 + 1, 0);
            }
            if let Some(word) = row.get_mut(column / 64) {
                *word |= 1 << (column % 64);
            }
        }
    }

    /// What changed, all of it or what lies in none of these boxes.
    pub(super) fn changed(&self, except: &[Box2i]) -> Changed {
        let mut changed = Changed::default();
        for (&y, row) in &self.rows {
            for (word, start) in row.iter().zip((0..).step_by(64)) {
                let set = (0..64u32).filter(|bit| word >> bit & 1 == 1);
                for x in set.map(|bit| self.left.saturating_add_unsigned(start + bit)) {
                    if !except.iter().any(|zone| zone.holds([x, y])) {
                        changed.add([x, y]);
                    }
                }
            }
        }
        changed
    }
}

impl Changed {
    fn add(&mut self, pixel: [i32; 2]) {
        let own = Box2i { min: pixel, max: pixel };
        self.pixels += 1;
        self.first = self.first.or(Some(pixel));
        self.bbox = Some(self.bbox.map_or(own, |bbox| bbox.joined(&own)));
    }
}

#[cfg(test)]
mod tests {
    use super::Mask;
    use crate::exr::Box2i;

    #[test]
    fn pixels_are_counted_once_and_boxed_outside_what_is_left_out() {
        let mut mask = Mask::new(-5);
        mask.mark([-5, 2], [true, false, true].into_iter());
        mask.mark([-3, 2], [true].into_iter());
        mask.mark([90, -1], (0..70).map(|n| n % 69 == 0));
        let all = mask.changed(&[]);
        assert_eq!((all.pixels, all.first), (4, Some([90, -1])));
        assert_eq!(all.bbox, Some(Box2i { min: [-5, -1], max: [159, 2] }));
        let zone = Box2i { min: [80, -1], max: [200, 0] };
        assert_eq!(mask.changed(&[zone]).bbox, Some(Box2i { min: [-5, 2], max: [-3, 2] }));
    }
}
