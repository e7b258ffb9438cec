//! Headlands, the rock under the tower, a boat coming home, and gulls.

use super::tower::LAMP;
use super::{HORIZON, PIXEL};
use crate::noise::{fractal, uniform};
use crate::shapes::{cover, line, smoothstep, taper};
use crate::vector::{V2, V3, v2, v3};

/// Far headlands over the sky, each paler than the one before it.
pub(super) fn far(p: V2, sky: V3) -> V3 {
    if p.y > HORIZON + 0.12 {
        return sky;
    }
    RIDGES.iter().fold(sky, |colour, ridge| {
        let top = HORIZON
            + ridge.tall * smoothstep(ridge.from, ridge.to, p.x) * (0.35 + 1.0 * fractal(v2(p.x * ridge.rough, 0.0), 4, ridge.layer));
        colour.mix(ridge.colour, cover(p.y - top, PIXEL * 0.8) * ridge.strength)
    })
}

struct Ridge {
    tall: f32,
    rough: f32,
    /// Where it leaves the sea, and where it is at its height.
    from: f32,
    to: f32,
    colour: V3,
    strength: f32,
    layer: i32,
}

const RIDGES: [Ridge; 3] = [
    Ridge { tall: 0.060, rough: 3.0, from: 0.20, to: -0.95, colour: v3(0.270, 0.190, 0.205), strength: 0.75, layer: 40 },
    Ridge { tall: 0.085, rough: 4.2, from: -0.38, to: -1.05, colour: v3(0.130, 0.108, 0.150), strength: 0.9, layer: 41 },
    Ridge { tall: 0.070, rough: 3.6, from: 0.30, to: 1.00, colour: v3(0.105, 0.105, 0.150), strength: 0.9, layer: 42 },
];

/// Top of the rock under the tower.
fn crest(x: f32) -> f32 {
    let rise = smoothstep(0.02, 0.34, x);
    let level = smoothstep(0.30, 0.36, x) * 0.012;
    HORIZON - 0.055
        + 0.105 * rise
        + level
        + 0.030 * (fractal(v2(x * 9.0, 0.5), 4, 43) - 0.5) * (1.0 - 0.75 * smoothstep(0.30, 0.35, x))
        + 0.06 * smoothstep(0.62, 0.95, x)
}

/// Foot of the rock, where the sea washes it.
fn foot(x: f32) -> f32 {
    HORIZON - 0.050 - 0.120 * smoothstep(0.10, 0.95, x) + 0.014 * fractal(v2(x * 14.0, 3.0), 3, 44)
}

/// Paints the rock, with turf on its top; `lamp` is how much of the lamp's light comes this way.
pub(super) fn headland(p: V2, behind: V3, lamp: f32) -> V3 {
    if p.x < 0.0 || p.y > 0.10 || p.y < -0.27 {
        return behind;
    }
    let (top, bottom) = (crest(p.x), foot(p.x));
    let inside = cover(p.y - top, PIXEL * 0.7) * cover(bottom - p.y, PIXEL * 1.2);
    if inside <= 0.0 {
        return behind;
    }
    let facet = |q: V2| (2.0 * fractal(v2(q.x * 13.0 + q.y * 7.0, q.y * 17.0 - q.x * 8.0), 5, 45) - 1.0).abs();
    let slant = (facet(p + v2(0.005, 0.003)) - facet(p)) * 3.4;
    let depth = ((top - p.y) / (top - bottom).max(0.01)).clamp(0.0, 1.0);
    let turf = smoothstep(0.24, 0.08, depth + 0.25 * (facet(p) - 0.5));
    let stone = v3(0.118, 0.100, 0.105).mix(v3(0.085, 0.105, 0.040), turf);
    let west = (0.30 + slant).clamp(0.0, 1.2) * (1.0 - 0.65 * smoothstep(0.30, 0.85, p.x));
    let light = v3(0.95, 0.46, 0.25) * west + v3(0.20, 0.28, 0.44) * ((0.80 - 0.50 * depth) * (0.35 + 1.1 * facet(p)).min(1.0));
    let warm = v3(0.16, 0.085, 0.030) * ((0.4 + 0.6 * lamp) * (-(p - LAMP + v2(0.0, 0.28)).length() * 9.0).exp());
    let wet = smoothstep(0.75, 1.0, depth);
    let rock = stone.times(light) * (1.0 - 0.55 * wet) + warm;
    let foam = smoothstep(0.012, 0.0, (p.y - bottom - 0.004).abs()) * smoothstep(0.45, 0.7, fractal(v2(p.x * 30.0, p.y * 40.0), 3, 46));
    behind.mix(rock.mix(v3(0.36, 0.33, 0.36), 0.7 * foam), inside)
}

/// What the water shows of the rock, for a mirrored place above the horizon.
pub(super) fn mirrored(p: V2, sky: V3) -> V3 {
    if p.x < 0.03 {
        return sky;
    }
    let top = 2.0 * HORIZON - foot(p.x) * 1.0 + (crest(p.x) - HORIZON) * 0.9;
    let rock = smoothstep(0.015, -0.03, p.y - top) * smoothstep(0.03, 0.22, p.x);
    sky.mix(v3(0.045, 0.050, 0.070), 0.85 * rock)
}

/// A small boat under sail, its lantern lit, coming in.
pub(super) fn boat(p: V2, behind: V3, time: f32) -> V3 {
    let at = v2(-0.205 + 0.016 * time, HORIZON - 0.030 + 0.0022 * (time * 2.1).sin());
    let q = (p - at).turned(-0.035 * (time * 1.6 + 0.5).sin());
    if q.x.abs() > 0.12 || q.y > 0.16 || q.y < -0.14 {
        return behind;
    }
    let hull = (q.y - 0.006).max(-0.016 - q.y).max(q.x.abs() - 0.046 - 0.45 * q.y);
    let mast = line(q, v2(0.004, 0.0), v2(0.004, 0.118), 0.0011);
    let main = sail(q, v2(0.000, 0.014), v2(0.000, 0.114), v2(-0.046, 0.020));
    let jib = sail(q, v2(0.009, 0.016), v2(0.006, 0.098), v2(0.046, 0.014));
    let cloth = v3(0.46, 0.120, 0.045) * (0.80 + 5.0 * (q.x + 0.04)) + v3(0.03, 0.022, 0.03);
    let wake = smoothstep(0.020, 0.0, (q.y + 0.018).abs()) * smoothstep(0.11, 0.03, q.x.abs());
    let dark = behind.mix(v3(0.040, 0.042, 0.060), 0.55 * wake).mix(mirror(q, behind), 0.8);
    let sailed = dark.mix(cloth, cover(main.min(jib), PIXEL * 0.7)).mix(v3(0.030, 0.024, 0.030), cover(hull.min(mast), PIXEL * 0.7));
    let lamp = (q - v2(-0.042, 0.016)).length();
    let glint = (-(q.x + 0.042).powi(2) * 16000.0).exp() * smoothstep(-0.012, -0.022, q.y) * smoothstep(-0.11, -0.03, q.y);
    sailed + v3(1.0, 0.60, 0.24) * ((-lamp * lamp * 90_000.0).exp() * 1.1 + (-lamp * 75.0).exp() * 0.28 + 0.22 * glint)
}

/// The sails' reflection under the hull.
fn mirror(q: V2, behind: V3) -> V3 {
    let u = v2(q.x + 0.004 * (q.y * 260.0).sin(), -0.034 - q.y * 1.15);
    let main = sail(u, v2(0.000, 0.0), v2(0.000, 0.100), v2(-0.046, 0.004));
    behind.mix(v3(0.115, 0.060, 0.052), 0.55 * cover(main, 0.006) * smoothstep(-0.014, -0.022, q.y))
}

/// Signed distance to a triangular sail with a full leech.
fn sail(q: V2, tack: V2, top: V2, clew: V2) -> f32 {
    let side = |a: V2, b: V2| {
        let (e, w) = (b - a, q - a);
        (e.x * w.y - e.y * w.x) / e.length()
    };
    let turn = if (clew.x - tack.x) > 0.0 { 1.0 } else { -1.0 };
    let (luff, leech, foot) = (side(tack, top) * turn, side(top, clew) * turn, side(clew, tack) * turn);
    luff.max(leech - 0.006).max(foot)
}

/// Gulls: two bent wings each, slow beats.
pub(super) fn gulls(p: V2, behind: V3, time: f32) -> V3 {
    if !(0.09..0.33).contains(&p.y) || p.x.abs() > 0.45 {
        return behind;
    }
    (0..5).fold(behind, |colour, i| {
        let chance = |k| uniform(i, 60, k);
        let size = 0.010 + 0.010 * chance(0);
        let at = v2(
            -0.10 + 0.42 * (chance(1) - 0.5) + time * (0.018 + 0.01 * chance(2)),
            0.13 + 0.16 * chance(3) + 0.006 * (time * 1.1 + i as f32).sin(),
        );
        let q = (p - at) * (1.0 / size);
        if q.dot(q) > 3.0 {
            return colour;
        }
        let beat = 0.42 * (time * (4.0 + chance(4)) + chance(5) * 6.0).sin();
        let q = v2(q.x.abs(), q.y);
        let inner = taper(q, v2(0.0, 0.0), v2(0.55, 0.30 + 0.5 * beat), 0.13, 0.10);
        let outer = taper(q, v2(0.55, 0.30 + 0.5 * beat), v2(1.25, 0.16 + 0.1 * beat), 0.10, 0.02);
        colour.mix(v3(0.052, 0.050, 0.072), 0.85 * cover(inner.min(outer) * size, PIXEL * 0.7))
    })
}
