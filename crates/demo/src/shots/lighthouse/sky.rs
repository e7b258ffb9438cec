//! The sky a quarter of an hour after sunset.

use super::HORIZON;
use crate::noise::{fractal, uniform};
use crate::shapes::smoothstep;
use crate::vector::{V2, V3, v2, v3};

/// Where the sun went down.
const SUNSET: f32 = -0.42;

/// Clear sky at a place of the picture, without clouds: what the sea mirrors at its smoothest.
pub(super) fn clear(p: V2) -> V3 {
    let up = (p.y - HORIZON).max(0.0);
    let aside = (p.x - SUNSET) * 0.9;
    let glow = (-(aside * aside) * 3.2 - up * 6.5).exp();
    let band = (-up * 5.2).exp();
    let zenith = v3(0.009, 0.024, 0.074);
    let middle = v3(0.060, 0.112, 0.205);
    let low = v3(0.380, 0.225, 0.205);
    let sky = zenith.mix(middle, (-up * 3.6).exp()).mix(low, band * 0.85);
    sky + v3(0.95, 0.34, 0.075) * glow
}

/// The sky with its clouds and first stars.
pub(super) fn sky(p: V2, time: f32) -> V3 {
    let base = clear(p) + stars(p, time);
    let up = p.y - HORIZON;
    let drift = v2(p.x * 1.35 + time * 0.020, up * 5.4 - p.x * 0.35);
    let shape = fractal(v2(drift.x + 0.3 * drift.y, drift.y), 5, 1);
    let lower = fractal(v2(drift.x + 0.3 * drift.y + 0.05, drift.y - 0.22), 4, 1);
    let thick = smoothstep(0.44, 0.66, shape) * smoothstep(0.02, 0.12, up);
    let underlit = ((shape - lower) * 4.2 + 0.36).clamp(0.0, 1.0);
    let near = (-(p.x - SUNSET).powi(2) * 1.1).exp();
    let lit = v3(0.52, 0.25, 0.22).mix(v3(1.05, 0.43, 0.17), near) * (1.05 - 1.15 * up).max(0.12);
    let body = v3(0.046, 0.056, 0.110).mix(v3(0.135, 0.090, 0.135), near);
    base.mix(body.mix(lit, underlit), thick * 0.86)
}

/// Soft stars in the darker part of the sky.
fn stars(p: V2, time: f32) -> V3 {
    let fade = smoothstep(0.14, 0.48, p.y);
    let (i, j) = ((p.x * 11.0).floor() as i32, (p.y * 11.0).floor() as i32);
    if fade <= 0.0 || uniform(i, j, 2) < 0.6 {
        return V3::default();
    }
    let centre = v2(i as f32 + 0.2 + 0.6 * uniform(i, j, 3), j as f32 + 0.2 + 0.6 * uniform(i, j, 4)) * (1.0 / 11.0);
    let d = (p - centre).length() * 270.0;
    let twinkle = 0.9 + 0.1 * (time * (2.0 + 3.0 * uniform(i, j, 5)) + 6.0 * uniform(i, j, 6)).sin();
    v3(0.85, 0.88, 1.0) * ((-d * d * 0.6).exp() * (0.08 + 0.30 * uniform(i, j, 7).powi(3)) * fade * twinkle)
}
