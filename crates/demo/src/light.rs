//! Light: falloff, haze around a lamp, reflection, and the glow that a lens adds.

use crate::picture::Picture;
use crate::vector::{V3, v3};

/// Paper lantern and lamp light, before intensity.
pub(crate) const WARM: V3 = v3(1.0, 0.53, 0.20);

/// How much light an inverse-square source gives at `offset`, softened within `size`.
pub(crate) fn falloff(offset: V3, size: f32) -> f32 {
    1.0 / (offset.dot(offset) + size * size)
}

/// Light scattered towards the eye by even haze around a point source, along a ray of `length` from `eye`.
///
/// The integral of an inverse-square source along a line has a closed form; `size` keeps the heart finite.
pub(crate) fn haze(eye: V3, ray: V3, length: f32, source: V3, size: f32) -> f32 {
    let to = source - eye;
    let along = to.dot(ray);
    let near = (to.dot(to) - along * along).max(0.0);
    let distance = (near + size * size).sqrt();
    (((length - along) / distance).atan() + (along / distance).atan()) / distance
}

/// Schlick's approximation of how much a smooth surface reflects; `facing` is the cosine to the eye.
pub(crate) fn fresnel(facing: f32, straight: f32) -> f32 {
    let k = 1.0 - facing.clamp(0.0, 1.0);
    straight + (1.0 - straight) * k * k * k * k * k
}

/// A calm flame: about one, never beyond ±`depth`, with two slow beats and one quick.
pub(crate) fn flame(time: f32, depth: f32) -> f32 {
    1.0 + depth * (0.5 * (time * 5.1).sin() + 0.3 * (time * 8.3 + 1.0).sin() + 0.2 * (time * 17.0 + 2.0).sin())
}

/// Lens glow: what is brighter than `threshold` spreads softly over about `radius` pixels, weighted by `amount`.
///
/// It is worked out at half the picture's size: width and height must be even.
pub(crate) fn bloom(picture: &mut Picture, threshold: f32, radius: usize, amount: f32) {
    let (width, height) = (picture.width, picture.height);
    for plane in [&mut picture.red, &mut picture.green, &mut picture.blue] {
        let mut bright = halved(plane, width, threshold);
        for _ in 0..3 {
            blur_rows(&mut bright, width / 2, radius / 6);
            bright = transposed(&bright, width / 2, height / 2);
            blur_rows(&mut bright, height / 2, radius / 6);
            bright = transposed(&bright, height / 2, width / 2);
        }
        spread(plane, &bright, width, amount);
    }
}

/// What exceeds the threshold, mean of each square of four pixels.
fn halved(plane: &[f32], width: usize, threshold: f32) -> Vec<f32> {
    let over = |v: f32| (v - threshold).max(0.0);
    let pair = |top: &[f32], bottom: &[f32]| (over(top[0]) + over(top[1]) + over(bottom[0]) + over(bottom[1])) * 0.25;
    let rows = plane.chunks_exact(2 * width).map(|rows| rows.split_at(width));
    rows.flat_map(|(top, bottom)| top.chunks_exact(2).zip(bottom.chunks_exact(2)).map(move |(a, b)| pair(a, b))).collect()
}

/// Adds a glow of half the size, each pixel leaning three quarters on its own sample and a quarter on the next.
fn spread(plane: &mut [f32], glow: &[f32], width: usize, amount: f32) {
    let (columns, rows) = (width / 2, glow.len() / (width / 2));
    let pair = |i: usize, last: usize| (i / 2, if i.is_multiple_of(2) { (i / 2).max(1) - 1 } else { (i / 2 + 1).min(last - 1) });
    for (i, v) in plane.iter_mut().enumerate() {
        let ((x, beside), (y, next)) = (pair(i % width, columns), pair(i / width, rows));
        let row = |y: usize| 0.75 * glow[y * columns + x] + 0.25 * glow[y * columns + beside];
        *v += amount * (0.75 * row(y) + 0.25 * row(next));
    }
}

/// Running mean of `2 * radius + 1` samples in every row; the border repeats.
fn blur_rows(plane: &mut [f32], width: usize, radius: usize) {
    let mut source = vec![0.0; width];
    let scale = 1.0 / (2 * radius + 1) as f32;
    for row in plane.chunks_exact_mut(width) {
        source.copy_from_slice(row);
        let at = |i: isize| f64::from(source[i.clamp(0, width as isize - 1) as usize]);
        let reach = radius as isize;
        let mut sum: f64 = (-reach..=reach).map(at).sum();
        for (x, out) in row.iter_mut().enumerate() {
            *out = sum as f32 * scale;
            sum += at(x as isize + reach + 1) - at(x as isize - reach);
        }
    }
}

fn transposed(plane: &[f32], width: usize, height: usize) -> Vec<f32> {
    let mut out = vec![0.0; plane.len()];
    for (y, row) in plane.chunks_exact(width).enumerate() {
        for (x, v) in row.iter().enumerate() {
            out[x * height + y] = *v;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn haze_is_brightest_through_the_source_and_fades_aside() {
        let at = |x: f32| haze(V3::default(), v3(x, 0.0, 1.0).unit(), 10.0, v3(0.0, 0.0, 5.0), 0.1);
        assert!(at(0.0) > at(0.1) && at(0.1) > at(0.4) && at(0.4) > 0.0);
    }

    #[test]
    fn the_flame_is_calm() {
        assert!((0..500).map(|i| flame(i as f32 / 24.0, 0.04)).all(|v| (v - 1.0).abs() <= 0.04));
    }

    #[test]
    fn a_bright_spot_glows_around_itself_and_the_dark_stays_dark() {
        let mut picture = Picture::blank(40, 40);
        (19..21).for_each(|y| (19..21).for_each(|x| picture.red[y * 40 + x] = 9.0));
        bloom(&mut picture, 1.0, 12, 0.5);
        let at = |x: usize, y: usize| picture.red[y * 40 + x];
        assert!(at(24, 20) > at(28, 20) && at(28, 20) > 0.0);
        assert!((at(24, 20) - at(15, 19)).abs() < 1e-4, "the same on both sides");
        assert!(at(0, 0).to_bits() == 0 && picture.green.iter().all(|v| v.to_bits() == 0));
    }

    #[test]
    fn blurring_keeps_the_mean_and_spreads() {
        let mut row = vec![0.0; 41];
        row[20] = 1.0;
        blur_rows(&mut row, 41, 4);
        assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        assert!(row[20] < 0.2 && row[17] > 0.1);
    }
}
