//! The colour that a renderer shows where a texture is missing.

use serde::{Deserialize, Serialize};

/// Green over the larger of red and blue: a missing texture has next to none, even lit; lit cloth and sunsets have more.
const GREEN: f32 = 0.02;
/// Red over blue: pure magenta has 1; light and view transform move the colour seen on real frames to 0.40 : 0.53.
const RED_TO_BLUE: std::ops::RangeInclusive<f32> = 0.6..=1.1;
/// The larger of red and blue: below it, noise and compression decide the ratio.
const FLOOR: f32 = 0.05;

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
pub(in super::super) fn is_magenta(red: f32, green: f32, blue: f32) -> bool {
    let strong = if red > blue { red } else { blue };
    // Without branches, so that a line of pixels is judged several at a time; a ratio is compared by its product.
    (strong >= FLOOR)
        & (strong < f32::INFINITY)
        & (green <= GREEN * strong)
        & (red >= RED_TO_BLUE.start() * blue)
        & (red <= RED_TO_BLUE.end() * blue)
}

/// How many pixels of a line are near the colour.
pub(super) fn count_magenta(red: &[f32], green: &[f32], blue: &[f32]) -> u64 {
    red.iter().zip(green).zip(blue).map(|((&r, &g), &b)| u64::from(is_magenta(r, g, b))).sum()
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
    fn a_line_is_counted_pixel_by_pixel() {
        assert_eq!(count_magenta(&[1.0, 1.0, 0.0], &[0.0, 1.0, 0.0], &[1.0, 1.0, 0.0]), 1);
    }
}
