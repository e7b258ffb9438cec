//! The colour that a renderer shows where a texture is missing.

use etabli_kernels::Stats;
use serde::{Deserialize, Serialize};

/// Green over the larger of red and blue: a missing texture has next to none, even lit; lit cloth and sunsets have more.
const GREEN: f32 = 0.02;
/// Red over blue: pure magenta has 1; light and view transform move the colour seen on real frames to 0.40 : 0.53.
const RED_TO_BLUE: (f32, f32) = (0.6, 1.1);
/// The larger of red and blue: below it, noise and compression decide the ratio.
const FLOOR: f32 = 0.05;
/// Room for the rounding of a 32-bit product.
const SLACK: f64 = 1.0001;

/// How much of a picture is near the missing-texture colour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colours {
    /// Part, counted from 0.
    pub part: u32,
    /// Its red, green and blue channels.
    pub channels: [u32; 3],
    /// Pixels looked at: those of every [`STEP`](super::STEP)th line.
    pub sampled: u64,
    /// Pixels of these near the colour.
    pub magenta: u64,
}

/// Whether a colour is near that of a missing texture: strong magenta, its red and blue finite.
pub(super) fn is_magenta(red: f32, green: f32, blue: f32) -> bool {
    let strong = if red > blue { red } else { blue };
    // The ratio is compared by its product, which has no trouble with zero.
    (FLOOR..f32::INFINITY).contains(&strong) && green <= GREEN * strong && (RED_TO_BLUE.0 * blue..=RED_TO_BLUE.1 * blue).contains(&red)
}

/// Whether a pixel of a line may be near it, by the bounds of the line's channels.
pub(super) fn may_be_magenta(red: &Stats, green: &Stats, blue: &Stats) -> bool {
    let strong = red.max.max(blue.max);
    strong >= f64::from(FLOOR) && green.min <= f64::from(GREEN) * strong * SLACK
}

/// How many pixels of a line are near it.
pub(super) fn count_magenta(red: &[f32], green: &[f32], blue: &[f32]) -> u64 {
    let near: u32 = red.iter().zip(green).zip(blue).map(|((&r, &g), &b)| u32::from(is_magenta(r, g, b))).sum();
    near.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn magenta_has_little_green_and_balanced_ends() {
        for colour in
            [[0.40, 0.003, 0.53], [1.0, 0.0, 1.0], [0.05, 0.001, 0.05], [0.6, 0.0, 1.0], [1.1, -0.5, 1.0], [9000.0, 100.0, 9000.0]]
        {
            assert!(is_magenta(colour[0], colour[1], colour[2]), "{colour:?}");
        }
        for colour in [[0.40, 0.02, 0.53], [0.04, 0.0, 0.04], [0.59, 0.0, 1.0], [1.12, 0.0, 1.0], [0.0, 0.0, 1.0], [-1.0, -1.0, -1.0]] {
            assert!(!is_magenta(colour[0], colour[1], colour[2]), "{colour:?}");
        }
        for x in [f32::NAN, f32::NEG_INFINITY, f32::INFINITY] {
            assert!(!is_magenta(x, 0.0, 1.0) && !is_magenta(x, 0.0, x) && !is_magenta(1.0, 0.0, x), "{x}");
        }
        assert!(!is_magenta(1.0, f32::NAN, 1.0));
    }

    #[test]
    fn a_line_is_left_out_only_when_no_pixel_can_be_near() {
        let run = |values: [f32; 2]| etabli_kernels::floats(values.map(f32::to_le_bytes).as_flattened());
        let may = |r, g, b| may_be_magenta(&run(r), &run(g), &run(b));
        assert!(may([0.0, 0.40], [0.5, 0.003], [0.0, 0.53]) && may([1.0; 2], [0.02; 2], [1.0; 2]) && may([0.05; 2], [-1.0; 2], [0.05; 2]));
        assert!(!may([1.0; 2], [0.021; 2], [1.0; 2]) && !may([0.04; 2], [0.0; 2], [0.04; 2]));
    }

    #[test]
    fn a_line_is_counted_pixel_by_pixel() {
        assert_eq!(count_magenta(&[1.0, 1.0, 0.0], &[0.0, 1.0, 0.0], &[1.0, 1.0, 0.0]), 1);
    }
}
