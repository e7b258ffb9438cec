//! A picture of the differences: the place that changed glows over the picture as it was, which is grey and dim.

use serde::{Deserialize, Serialize};

use crate::WIDEST;
use crate::exr::Box2i;
use crate::raster::Raster;

/// The largest difference within each cell of a grid over the data windows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Heat {
    window: Box2i,
    step: u32,
    width: u32,
    height: u32,
    cells: Vec<f32>,
}

/// Differences of this much and less have the first colour, those of [`MOST`] and more the last; between them the scale is logarithmic.
const LEAST: f32 = 1.0 / 65536.0;
/// See [`LEAST`].
const MOST: f32 = 4.0;
/// Colours from small to large, each lighter than the one before.
const RAMP: [[u8; 3]; 5] = [[92, 60, 190], [196, 52, 132], [240, 104, 52], [250, 200, 76], [255, 255, 235]];
/// How bright the picture below is, of 255.
const BELOW: u32 = 96;

impl Heat {
    /// A grid over a window, at most `most` cells wide and high; `None` for an empty window.
    pub(super) fn new(window: Box2i, most: u32) -> Option<Self> {
        let longest = window.width().max(window.height());
        let step = longest.div_ceil(u64::from(most.clamp(1, WIDEST))).max(1);
        let side = |pixels: u64| u32::try_from(pixels.div_ceil(step)).ok().filter(|&side| side > 0);
        let (width, height) = (side(window.width())?, side(window.height())?);
        let cells = vec![0.0; width as usize * height as usize];
        Some(Self { window, step: u32::try_from(step).ok()?, width, height, cells })
    }

    /// Adds the differences of a line.
    pub(super) fn add(&mut self, [x, y]: [i32; 2], differences: impl Iterator<Item = f32>) {
        let row = (y.abs_diff(self.window.min[1]) / self.step) as usize * self.width as usize;
        let first = x.abs_diff(self.window.min[0]);
        for (column, difference) in (first..).zip(differences).filter(|(_, difference)| *difference > 0.0) {
            if let Some(cell) = self.cells.get_mut(row + (column / self.step) as usize) {
                *cell = cell.max(difference);
            }
        }
    }

    /// The picture, over another of the same grid when there is one.
    pub fn develop(&self, below: Option<&Raster>) -> Raster {
        let below = below.filter(|raster| raster.width == self.width && raster.height == self.height && raster.window == self.window);
        let mut rgb = Vec::with_capacity(self.cells.len() * 3);
        for (index, cell) in self.cells.iter().enumerate() {
            let dim = || below.and_then(|raster| raster.rgb.get(index * 3..index * 3 + 3)).map_or([0; 3], dimmed);
            rgb.extend(if *cell > 0.0 { glow(*cell) } else { dim() });
        }
        Raster { width: self.width, height: self.height, window: self.window, rgb }
    }

    /// Cells on the longer side: what a picture below it should have at most.
    pub fn longest(&self) -> u32 {
        self.width.max(self.height)
    }
}

/// The luminance of a pixel (ITU-R BT.709), darkened.
fn dimmed(pixel: &[u8]) -> [u8; 3] {
    let weighed: u32 = pixel.iter().zip([54, 183, 19]).map(|(value, weight)| u32::from(*value) * weight).sum();
    [(weighed / 256 * BELOW / 255) as u8; 3]
}

/// The colour of a difference.
fn glow(difference: f32) -> [u8; 3] {
    let share = (difference.clamp(LEAST, MOST) / LEAST).log2() / (MOST / LEAST).log2();
    let place = share * (RAMP.len() - 1) as f32;
    let at = |index: usize| RAMP.get(index.min(RAMP.len() - 1)).copied().unwrap_or_default();
    let (low, high) = (at(place as usize), at(place as usize + 1));
    let mix = |channel: usize| {
        let [from, to] = [low, high].map(|colour| colour.get(channel).map_or(0.0, |value| f32::from(*value)));
        (from + (to - from) * place.fract()).round() as u8
    };
    [mix(0), mix(1), mix(2)]
}

#[cfg(test)]
mod tests {
    use super::{Heat, glow};
    use crate::exr::Box2i;

    #[test]
    fn larger_differences_are_lighter() {
        let light = |difference: f32| glow(difference).iter().map(|value| u32::from(*value)).sum::<u32>();
        let lights: Vec<u32> = [1e-9, 1e-4, 1e-3, 0.02, 0.3, 1.0, 100.0, f32::INFINITY].map(light).to_vec();
        assert!(lights.is_sorted() && lights[1] > lights[0] && lights[7] > lights[4], "{lights:?}");
    }

    #[test]
    fn a_cell_keeps_its_largest_difference() {
        let mut heat = Heat::new(Box2i { min: [-4, 0], max: [3, 3] }, 4).unwrap();
        heat.add([-4, 1], [0.0, 0.5, 0.0, 0.0].into_iter());
        heat.add([-4, 0], [0.25].into_iter());
        let raster = heat.develop(None);
        assert_eq!((raster.width, raster.height), (4, 2));
        assert_eq!(raster.rgb[..3], glow(0.5));
        assert!(raster.rgb[3..].iter().all(|value| *value == 0));
    }
}
