//! Noise without state: the same place and time always give the same value.

use crate::vector::{V2, V3, v2};

/// Mixes three integers into 32 well-spread bits.
pub(crate) fn hash(x: i32, y: i32, z: i32) -> u32 {
    let mut h = (x as u32).wrapping_mul(0x8da6_b343) ^ (y as u32).wrapping_mul(0xd816_3841) ^ (z as u32).wrapping_mul(0xcb1a_b31f);
    h = (h ^ (h >> 16)).wrapping_mul(0x7feb_352d);
    h = (h ^ (h >> 15)).wrapping_mul(0x846c_a68b);
    h ^ (h >> 16)
}

/// A uniform number in 0..1 for three integers.
pub(crate) fn uniform(x: i32, y: i32, z: i32) -> f32 {
    (hash(x, y, z) >> 8) as f32 / 16_777_216.0
}

/// The integer below, and what is above it (faster than the library's floor on plain x86-64).
fn split(x: f32) -> (i32, f32) {
    let i = x as i32;
    let i = if (i as f32) > x { i - 1 } else { i };
    (i, x - i as f32)
}

fn ease(t: f32) -> f32 {
    t * t * (3.0 - 2.0 * t)
}

fn lerp(a: f32, b: f32, t: f32) -> f32 {
    a + (b - a) * t
}

/// Smooth noise of the plane in 0..1, one feature per unit; `layer` gives independent fields.
pub(crate) fn value(p: V2, layer: i32) -> f32 {
    let ((i, x), (j, y)) = (split(p.x), split(p.y));
    let (x, y) = (ease(x), ease(y));
    let row = |j| lerp(uniform(i, j, layer), uniform(i + 1, j, layer), x);
    lerp(row(j), row(j + 1), y)
}

/// Smooth noise of space in 0..1, one feature per unit.
pub(crate) fn value3(p: V3) -> f32 {
    let ((i, x), (j, y), (k, z)) = (split(p.x), split(p.y), split(p.z));
    let (x, y, z) = (ease(x), ease(y), ease(z));
    let row = |j, k| lerp(uniform(i, j, k), uniform(i + 1, j, k), x);
    let face = |k| lerp(row(j, k), row(j + 1, k), y);
    lerp(face(k), face(k + 1), z)
}

/// Several octaves of [`value`], each turned so that the grid never shows; in 0..1, mean one half.
pub(crate) fn fractal(p: V2, octaves: i32, layer: i32) -> f32 {
    let (mut sum, mut weight, mut total, mut p) = (0.0, 0.5, 0.0, p);
    for octave in 0..octaves {
        sum += weight * value(p, layer * 16 + octave);
        total += weight;
        weight *= 0.5;
        p = v2(1.6 * p.x + 1.2 * p.y + 3.7, 1.6 * p.y - 1.2 * p.x + 1.9);
    }
    sum / total
}

/// Grain of one pixel of one frame: bell-shaped, mean zero, never beyond ±1.
pub(crate) fn grain(x: usize, y: usize, frame: i32, channel: i32) -> f32 {
    let h = hash(x as i32 + (channel << 16), y as i32, frame);
    let halves = (h & 0xffff) as f32 + (h >> 16) as f32;
    halves / 65_535.0 - 1.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vector::v3;

    #[test]
    fn noise_stays_in_range_and_fills_it() {
        let samples: Vec<f32> = (0..4000).map(|i| value(v2(i as f32 * 0.37 - 700.0, i as f32 * -0.11), 3)).collect();
        assert!(samples.iter().all(|v| (0.0..=1.0).contains(v)));
        assert!(samples.iter().any(|v| *v < 0.1) && samples.iter().any(|v| *v > 0.9));
    }

    #[test]
    fn noise_is_continuous_across_cells() {
        for cell in [-2.0_f32, -1.0, 0.0, 1.0, 5.0] {
            let (a, b) = (value(v2(cell - 1e-4, 0.3), 0), value(v2(cell + 1e-4, 0.3), 0));
            assert!((a - b).abs() < 1e-3, "cell {cell}");
            let (a, b) = (value3(v3(0.3, cell - 1e-4, 0.6)), value3(v3(0.3, cell + 1e-4, 0.6)));
            assert!((a - b).abs() < 1e-3, "cell {cell} in space");
        }
    }

    #[test]
    fn grain_is_centred_and_differs_between_frames() {
        let of = |frame| (0..10_000).map(|i| grain(i % 100, i / 100, frame, 0)).collect::<Vec<f32>>();
        let (a, b) = (of(1001), of(1002));
        assert!((a.iter().sum::<f32>() / 10_000.0).abs() < 0.01);
        assert!(a.iter().zip(&b).filter(|(a, b)| a.to_bits() == b.to_bits()).count() < 100);
    }
}
