//! A picture small enough to be shown: pixels gathered into larger ones, light mapped to what a screen gives.

use serde::{Deserialize, Serialize};

use crate::exr::Box2i;

/// Most pixels on a side of a [`Raster`].
pub const WIDEST: u32 = 1920;
/// What stands where nothing was decoded: a grey that no picture of ours has by chance in a whole block.
const ABSENT: [u8; 3] = [117; 3];
/// Light that becomes white, in scene-linear units.
const WHITE: f32 = 4.0;

/// An sRGB picture of eight bits a channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raster {
    /// Pixels in a line.
    pub width: u32,
    /// Lines.
    pub height: u32,
    /// What it shows, inclusive, in the pixel space of the file.
    pub window: Box2i,
    /// Red, green and blue of each pixel, line after line.
    pub rgb: Vec<u8>,
}

/// What the samples of a picture stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Samples {
    /// Scene-linear light, without an upper end.
    Light,
    /// What a screen or a film recorder is given, 0 to 1.
    Encoded,
}

/// Gathers samples, line by line in any order.
#[derive(Debug)]
pub(crate) struct Canvas {
    window: Box2i,
    step: u32,
    width: u32,
    height: u32,
    cells: Vec<[Cell; 3]>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    sum: f32,
    finite: u32,
    seen: u32,
}

impl Canvas {
    /// A canvas for a window, at most `most` pixels wide and high. `None` for an empty window.
    pub(crate) fn new(window: Box2i, most: u32) -> Option<Self> {
        let most = u64::from(most.clamp(1, WIDEST));
        let longest = window.width().max(window.height());
        let step = longest.div_ceil(most).max(1);
        let side = |pixels: u64| u32::try_from(pixels.div_ceil(step)).ok().filter(|&side| side > 0);
        let (width, height) = (side(window.width())?, side(window.height())?);
        let cells = vec![[Cell::default(); 3]; width as usize * height as usize];
        Some(Self { window, step: u32::try_from(step).ok()?, width, height, cells })
    }

    /// Adds the samples of one line of one channel, the first of which is at `x`. `slot` is 0 for red, 1 for green, 2 for blue.
    pub(crate) fn add(&mut self, [x, y]: [i32; 2], slot: usize, samples: &[f32]) {
        if y < self.window.min[1] || y > self.window.max[1] {
            return;
        }
        let row = (y.abs_diff(self.window.min[1]) / self.step) as usize * self.width as usize;
        for (sample, x) in samples.iter().zip(x..=self.window.max[0]).filter(|(_, x)| *x >= self.window.min[0]) {
            let column = (x.abs_diff(self.window.min[0]) / self.step) as usize;
            if let Some(cell) = self.cells.get_mut(row + column).and_then(|cell| cell.get_mut(slot)) {
                cell.add(*sample);
            }
        }
    }

    /// The picture: light mapped for a screen, samples that were made for a screen as they are.
    pub(crate) fn develop(self, samples: Samples) -> Raster {
        let shade = |cell: Cell| cell.shade(samples);
        let rgb = self.cells.iter().flat_map(|cell| if cell.iter().all(|c| c.seen == 0) { ABSENT } else { cell.map(shade) });
        Raster { width: self.width, height: self.height, window: self.window, rgb: rgb.collect() }
    }
}

impl Cell {
    /// An infinity is as bright as can be shown; what is not a number gives no light.
    fn add(&mut self, sample: f32) {
        self.seen += 1;
        if !sample.is_nan() {
            self.sum += sample.clamp(-1e6, 1e6);
            self.finite += 1;
        }
    }

    fn shade(self, samples: Samples) -> u8 {
        let mean = if self.finite == 0 { 0.0 } else { self.sum / self.finite as f32 };
        match samples {
            Samples::Light => screen(mean),
            Samples::Encoded => (mean.clamp(0.0, 1.0) * 255.0).round() as u8,
        }
    }
}

/// Scene-linear light to an sRGB byte: highlights roll off (Reinhard and others, 2002, equation 4), then the transfer function of IEC 61966-2-1.
fn screen(light: f32) -> u8 {
    let light = light.max(0.0);
    let shown = (light * (1.0 + light / (WHITE * WHITE)) / (1.0 + light) * 1.6).min(1.0);
    let curved = if shown <= 0.003_130_8 { shown * 12.92 } else { 1.055 * shown.powf(1.0 / 2.4) - 0.055 };
    (curved * 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::{ABSENT, Canvas, Samples};
    use crate::exr::Box2i;

    fn canvas(width: i32, height: i32, most: u32) -> Canvas {
        Canvas::new(Box2i { min: [-2, 3], max: [width - 3, height + 2] }, most).unwrap()
    }

    #[test]
    fn samples_land_in_their_pixel_and_what_was_not_decoded_is_grey() {
        let mut small = canvas(4, 2, 2);
        for slot in 0..3 {
            small.add([-2, 3], slot, &[0.0, 0.0, 1e9, 1e9]);
        }
        let raster = small.develop(Samples::Light);
        assert_eq!((raster.width, raster.height), (2, 1));
        assert_eq!(raster.rgb, [0, 0, 0, 255, 255, 255]);
        let mut large = canvas(4, 2, 4);
        large.add([0, 4], 1, &[1e9, 1e9, 1e9]);
        let raster = large.develop(Samples::Light);
        assert_eq!(raster.rgb.chunks_exact(3).take(6).filter(|p| *p == ABSENT).count(), 6);
        assert_eq!(raster.rgb.chunks_exact(3).skip(6).collect::<Vec<_>>(), [[0, 255, 0]; 2]);
    }

    #[test]
    fn not_a_number_is_black_and_infinity_white() {
        let mut canvas = canvas(2, 1, 2);
        (0..3).for_each(|slot| canvas.add([-2, 3], slot, &[f32::NAN, f32::INFINITY]));
        assert_eq!(canvas.develop(Samples::Light).rgb, [0, 0, 0, 255, 255, 255]);
    }

    #[test]
    fn what_was_made_for_a_screen_is_shown_as_it_is() {
        let mut canvas = canvas(4, 1, 4);
        (0..3).for_each(|slot| canvas.add([-2, 3], slot, &[0.0, 0.2, 1.0, 7.0]));
        let grey = |level: u8| [level; 3];
        assert_eq!(canvas.develop(Samples::Encoded).rgb, [grey(0), grey(51), grey(255), grey(255)].concat());
    }

    #[test]
    fn more_light_is_never_darker() {
        let shades: Vec<u8> = (0..400).map(|n| super::screen(n as f32 / 50.0)).collect();
        assert!(shades.is_sorted() && shades[0] == 0 && shades[399] == 255, "{shades:?}");
        assert!(Canvas::new(Box2i { min: [0, 0], max: [-1, 5] }, 10).is_none());
    }
}
