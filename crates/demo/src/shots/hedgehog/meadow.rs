//! The mossy knoll, its mushrooms, and the grass in front of everything.

use super::surface::Surface;
use crate::noise::{fractal, uniform, value};
use crate::shapes::{cone, ellipsoid, smoothstep, union};
use crate::vector::{V3, v2, v3};

/// Mushrooms: foot, height, cap radius.
const MUSHROOMS: [(V3, f32, f32); 5] = [
    (v3(0.52, -0.02, 0.85), 0.30, 0.165),
    (v3(0.76, -0.04, 0.98), 0.17, 0.105),
    (v3(0.33, -0.02, 1.02), 0.12, 0.075),
    (v3(-1.86, -0.02, 0.10), 0.40, 0.215),
    (v3(-2.14, -0.03, 0.32), 0.21, 0.125),
];

/// Centre and radius of the balls that hold the mushrooms.
pub(super) const MUSHROOM_BALLS: [(V3, f32); 2] = [(v3(0.55, 0.14, 0.93), 0.40), (v3(-1.96, 0.2, 0.2), 0.48)];

/// Height of the knoll: gentle waves, falling away behind.
pub(super) fn height(x: f32, z: f32) -> f32 {
    let waves = 0.045 * (x * 1.3 + 0.6).sin() + 0.035 * (z * 1.9 + x * 0.6).sin() + 0.012 * (x * 5.1 + z * 3.0).sin();
    let behind = (-z - 0.7).max(0.0);
    waves - 0.30 * behind * behind - 0.010 * x * x
}

/// Distance to the ground (a bound: slopes stay gentle where the eye goes).
pub(super) fn ground(p: V3) -> f32 {
    (p.y - height(p.x, p.z)) * 0.86
}

/// Outward normal of the ground, with the tufts of the moss.
pub(super) fn ground_normal(p: V3) -> V3 {
    let tuft = |x: f32, z: f32| 0.022 * value(v2(x * 14.0, z * 14.0), 40) + 0.030 * value(v2(x * 5.0, z * 5.0), 41);
    let at = |x: f32, z: f32| height(x, z) + tuft(x, z);
    let e = 0.02;
    v3(at(p.x - e, p.z) - at(p.x + e, p.z), 2.0 * e, at(p.x, p.z - e) - at(p.x, p.z + e)).unit()
}

/// Moss, earth showing through, and pale lichen.
pub(super) fn ground_surface(p: V3) -> Surface {
    let patch = fractal(v2(p.x * 1.7, p.z * 1.7), 3, 42);
    let fleck = value(v2(p.x * 26.0, p.z * 26.0), 43);
    let moss = v3(0.15, 0.23, 0.060).mix(v3(0.30, 0.29, 0.08), smoothstep(0.35, 0.7, patch));
    let colour = moss.mix(v3(0.19, 0.125, 0.080), smoothstep(0.52, 0.34, patch) * 0.8) * (0.65 + 0.7 * fleck);
    Surface { colour, gloss: 0.0, soft: 0.25, fuzz: 0.5 }
}

/// Distance to the mushrooms, and whether it is a cap (1) or a stem (0).
pub(super) fn mushrooms(p: V3) -> (f32, f32) {
    MUSHROOMS.iter().fold((f32::MAX, 0.0), |near, (foot, tall, wide)| {
        let q = p - *foot;
        let bound = (q - v3(0.0, tall * 0.6, 0.0)).length() - tall.max(*wide) - 0.05;
        if bound > 0.15 {
            return if bound < near.0 { (bound, 0.0) } else { near };
        }
        let stem = cone(q, v3(0.0, -0.1, 0.0), v3(wide * 0.15, *tall, 0.0), wide * 0.32, wide * 0.22).0;
        let top = q - v3(wide * 0.15, *tall, 0.0);
        let dome = ellipsoid(top, v3(*wide, wide * 0.78, *wide));
        let cap = union_cut(dome, top.y + 0.02 - 0.35 * (top.x * top.x + top.z * top.z), wide * 0.15);
        let (d, which) = if cap < stem { (cap, 1.0) } else { (stem, 0.0) };
        if d < near.0 { (d, which) } else { near }
    })
}

/// The dome above a cutting surface, with a rounded lip.
fn union_cut(dome: f32, above: f32, k: f32) -> f32 {
    -union(-dome, above, k)
}

/// Coral caps with cream spots, pale stems.
pub(super) fn mushroom_surface(p: V3, which: f32) -> Surface {
    if which < 0.5 {
        return Surface { colour: v3(0.62, 0.53, 0.42), gloss: 0.0, soft: 0.4, fuzz: 0.2 };
    }
    let q = v2(p.x * 11.0 + p.y * 3.0, p.z * 11.0 - p.y * 9.0);
    let (i, j) = (q.x.floor(), q.y.floor());
    let chance = |k| uniform(i as i32, j as i32, k);
    let spot = v2(i + 0.35 + 0.3 * chance(0), j + 0.35 + 0.3 * chance(1));
    let white = smoothstep(0.08, 0.0, (q - spot).length() - 0.12 - 0.18 * chance(2));
    let colour = v3(0.52, 0.115, 0.055).mix(v3(0.72, 0.62, 0.50), white);
    Surface { colour, gloss: 0.22, soft: 0.25, fuzz: 0.15 }
}
