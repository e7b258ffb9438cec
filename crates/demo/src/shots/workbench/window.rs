//! The window: night, pines and the moon behind old glass.

use super::PIXEL;
use super::lights::{Lights, WINDOW};
use crate::noise::{fractal, uniform};
use crate::shapes::{block, cover, smoothstep};
use crate::vector::{V2, V3, v2, v3};

const HALF: V2 = v2(0.150, 0.195);

/// Signed distance to the window with its frame.
pub(super) fn outline(p: V2) -> f32 {
    block(p - WINDOW, HALF + v2(0.020, 0.020), 0.002)
}

/// Light of the window and of its frame.
pub(super) fn window(p: V2, time: f32, lights: &Lights) -> V3 {
    let q = p - WINDOW;
    let glass = block(q, HALF, 0.001);
    let bars = (q.x.abs() - 0.0070).min((q.y - 0.030).abs() - 0.0060);
    let frame = glass.max(-bars);
    let seen = outside(q, time) * (0.88 + 0.12 * fractal(v2(p.x * 5.0, p.y * 3.0), 2, 40));
    let wood = wood(p, q, lights);
    let sill = smoothstep(0.020, 0.0, -glass.max(-HALF.y - q.y)) * 0.30;
    wood.mix(seen * (1.0 - sill), cover(frame, PIXEL * 0.7))
}

fn wood(p: V2, q: V2, lights: &Lights) -> V3 {
    let inner = v2(q.x - HALF.x * q.x.signum(), q.y - HALF.y * q.y.signum());
    let n = v3(-0.4 * inner.x.signum() * q.x.signum(), 0.5 * inner.y.signum(), 1.0).unit();
    let grain = 0.8 + 0.4 * fractal(v2(p.x * 40.0, p.y * 40.0), 2, 41);
    let backlit = v3(0.020, 0.032, 0.055) * smoothstep(0.03, -0.01, block(q, HALF, 0.0).abs());
    v3(0.30, 0.27, 0.23).times(lights.on(v3(p.x, p.y, 0.02), n)) * grain + backlit
}

fn outside(q: V2, time: f32) -> V3 {
    let up = (q.y + HALF.y) / (2.0 * HALF.y);
    let sky = v3(0.115, 0.190, 0.285).mix(v3(0.020, 0.045, 0.115), smoothstep(0.0, 0.95, up));
    let moon = (q - v2(0.066, 0.105)).length();
    let lit = sky + v3(0.80, 0.82, 0.74) * smoothstep(0.0275, 0.0245, moon) + v3(0.10, 0.14, 0.18) * (-moon * 17.0).exp();
    let wisp = fractal(v2(q.x * 6.0 + time * 0.05, q.y * 17.0), 4, 42);
    let clouded = lit.mix(v3(0.125, 0.185, 0.265), 0.55 * smoothstep(0.50, 0.80, wisp));
    let far = pines(q, 0.052, -0.035, 43);
    let near = pines(q, 0.085, -0.075, 44);
    let misty = clouded.mix(v3(0.055, 0.105, 0.155), 0.9 * far).mix(v3(0.110, 0.175, 0.240), 0.55 * smoothstep(0.02, -0.16, q.y));
    misty.mix(v3(0.018, 0.038, 0.060), 0.92 * near)
}

/// Coverage of a row of pines of one size, tips about `top`.
fn pines(q: V2, size: f32, top: f32, layer: i32) -> f32 {
    let pitch = size * 0.42;
    let cell = (q.x / pitch).floor() as i32;
    (cell - 1..=cell + 1).fold(0.0_f32, |most, i| {
        let chance = |k| uniform(i, layer, k);
        let down = (top + size * (chance(0) - 0.3) - q.y) / size;
        let side = (q.x - (i as f32 + 0.25 + 0.5 * chance(1)) * pitch).abs() / size;
        let half = 0.010 + 0.20 * down.max(0.0) * (0.60 + 0.40 * (down * 6.0).rem_euclid(1.0));
        most.max(smoothstep(half + 0.05, half - 0.03, side) * smoothstep(0.0, 0.05, down))
    })
}
