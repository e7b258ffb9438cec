//! The sea: it mirrors the sky, broken by swell, under the sunset and under the lamp.

use super::sky::clear;
use super::tower::LAMP;
use super::{HORIZON, land};
use crate::light::fresnel;
use crate::noise::fractal;
use crate::shapes::smoothstep;
use crate::vector::{V2, V3, v2, v3};

/// Light of the sea at a place below the horizon; `lamp` is how much of the lamp's light comes this way.
pub(super) fn sea(p: V2, time: f32, lamp: f32) -> V3 {
    let below = (HORIZON - p.y).max(0.0) + 0.004;
    let away = 0.16 / below;
    let at = v2(p.x * away * 7.0, away * 9.0);
    let slope = swell(at, time);
    let calm = smoothstep(0.0, 0.16, below);
    let mirror = v2(p.x + slope.x * 0.10 * calm, HORIZON + below * (0.9 + 0.4 * calm) + slope.y * (0.05 + 0.24 * calm));
    let mirrored = land::mirrored(v2(mirror.x, mirror.y.max(HORIZON + 0.001)), clear(mirror));
    let reflect = fresnel((0.16 + 0.9 * below + 0.25 * slope.y).clamp(0.02, 1.0), 0.03);
    let deep = v3(0.010, 0.026, 0.040).mix(v3(0.014, 0.044, 0.056), calm);
    let water = deep.mix(mirrored, (0.10 + 0.90 * reflect).min(1.0));
    let haze = (-below * 30.0).exp();
    water.mix(clear(v2(p.x, HORIZON + 0.015)), 0.45 * haze) + glitter(p, below, slope, lamp)
}

/// Slope of the water, across and towards the eye, by three trains of waves and their noise.
fn swell(at: V2, time: f32) -> V2 {
    let long = (at.y * 1.1 + at.x * 0.25 + time * 1.5).sin() * 0.10;
    let rough = fractal(v2(at.x * 0.55 + time * 0.35, at.y * 1.25 + time * 0.95), 4, 10) - 0.5;
    let fine = fractal(v2(at.x * 1.9 - time * 0.5, at.y * 4.6 + time * 1.3), 4, 11) - 0.5;
    v2(fine * 0.9, long + rough * 1.0 + fine * 0.75)
}

/// The lamp's path on the water: a column of sparks under the tower, wider near the eye.
fn glitter(p: V2, below: f32, slope: V2, lamp: f32) -> V3 {
    let wide = 0.012 + 0.10 * below;
    let aside = (p.x - LAMP.x + slope.x * 0.05) / wide;
    let spark = smoothstep(-0.06, 0.26, slope.y + 0.05);
    let column = (-aside * aside).exp() * spark * (1.0 - smoothstep(0.12, 0.42, below) * 0.75) * smoothstep(0.03, 0.07, below);
    v3(1.0, 0.66, 0.30) * (column * (0.34 + 0.22 * lamp))
}
