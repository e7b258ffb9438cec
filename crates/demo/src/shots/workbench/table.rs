//! The top of the bench in perspective, the sheet of the moment on its peg bar, and the apron.

use super::drawing;
use super::lights::{LANTERN, Lights};
use super::{BACK, FRONT, PIXEL};
use crate::noise::{fractal, uniform, value};
use crate::shapes::{block, cover, line, smoothstep};
use crate::vector::{V2, V3, v2, v3};

/// The eye: its height, and its distance from the wall.
const EYE: V2 = v2(0.10, 1.15);

/// Where things touch the bench in the picture, and half-width of the soft shadow under them.
const FEET: [(V2, f32); 6] = [
    (v2(LANTERN.x, -0.232), 0.060),
    (v2(0.312, -0.276), 0.046),
    (v2(0.495, -0.242), 0.046),
    (v2(-0.455, -0.308), 0.125),
    (v2(0.690, -0.216), 0.076),
    (v2(-0.745, -0.204), 0.100),
];

/// The point of the bench seen at a place of the picture.
fn point(p: V2) -> V3 {
    let s = (EYE.x - BACK) / (EYE.x - p.y);
    v3(p.x * s, BACK, EYE.y * (1.0 - s))
}

/// Light of the bench at a place below the wall.
pub(super) fn table(p: V2, lights: &Lights) -> V3 {
    if p.y < FRONT {
        return apron(p, lights);
    }
    let at = point(p);
    let n = v3(0.0, 1.0, 0.0);
    let wood = planks(at);
    let shade = FEET.iter().fold(1.0_f32, |least, (foot, wide)| least.min(under(at, point(*foot), *wide, lights)));
    let corner = 0.45 + 0.55 * smoothstep(0.0, 0.10, at.z);
    let sheen = lights.shine(at, v3(0.04 * (wood.x * 30.0).sin(), 0.80, 0.60), 8) * 0.16;
    let bare = wood.times(lights.on(at, n)) * (shade * corner) + sheen * (shade * wood.x * 4.0);
    let lip = smoothstep(FRONT + 0.006, FRONT, p.y);
    paper(at, bare, lights, shade) * (1.0 + 0.6 * lip)
}

/// Soft shadow of a thing that stands on the bench, drawn away from the lamp.
fn under(at: V3, foot: V3, wide: f32, lights: &Lights) -> f32 {
    let away = v2(foot.x - lights.bulb.x, foot.z - lights.bulb.z) * 0.22;
    let d = line(v2(at.x, at.z), v2(foot.x, foot.z), v2(foot.x + away.x, foot.z + away.y + 0.001), wide * 0.55);
    0.30 + 0.70 * smoothstep(-0.02, wide * 0.9, d)
}

/// Planks with their grain, gaps and wear.
fn planks(at: V3) -> V3 {
    let plank = (at.z / 0.098).floor();
    let chance = |k| uniform(plank as i32, 50, k);
    let q = v2(at.x + 3.0 * chance(0), at.z);
    let bend = 0.020 * (fractal(v2(q.x * 1.6, q.y * 5.0), 2, 51) - 0.5);
    let rings = fractal(v2(q.x * 2.4, (q.y + bend) * 75.0), 4, 52);
    let pore = value(v2(q.x * 26.0, q.y * 520.0), 53);
    let tone = v3(0.37, 0.195, 0.088).mix(v3(0.235, 0.112, 0.048), smoothstep(0.35, 0.70, rings)) * (0.82 + 0.36 * chance(1));
    let gap = (at.z / 0.098 - plank - 0.5).abs() * 0.098 - 0.049;
    let stain = 1.0 - 0.30 * smoothstep(0.55, 0.75, fractal(v2(at.x * 3.0, at.z * 6.0), 3, 54));
    tone * ((0.90 + 0.20 * pore) * stain * (0.25 + 0.75 * smoothstep(0.0, -0.0035, gap)))
}

/// The animation sheet: on the peg bar (bar, disc, bar), half drawn, with its blue pencil.
fn paper(at: V3, bare: V3, lights: &Lights, shade: f32) -> V3 {
    let q = v2(at.x - 0.065, at.z - 0.345).turned(0.10);
    let lit = lights.on(at, v3(0.0, 1.0, 0.0)) * shade;
    let sheet = block(q, v2(0.170, 0.128), 0.002);
    let under = block(q + v2(0.012, -0.006), v2(0.172, 0.130), 0.002);
    let shadow = bare * (0.45 + 0.55 * smoothstep(-0.002, 0.014, sheet.min(under)));
    let lower = shadow.mix(v3(0.58, 0.54, 0.46).times(lit), cover(under, 0.003));
    let ink = drawing::hedgehog(v2(q.x - 0.005, -q.y - 0.020) * (1.0 / 0.105));
    let page = v3(0.80, 0.76, 0.67).mix(v3(0.045, 0.215, 0.42), 0.80 * ink).times(lit);
    let sheeted = lower.mix(page, cover(sheet, 0.003));
    let bar = block(q - v2(0.0, 0.106), v2(0.128, 0.0125), 0.004);
    let pegs = ((q - v2(0.0, 0.106)).length() - 0.0085).min(block(v2(q.x.abs() - 0.082, q.y - 0.106), v2(0.0180, 0.0058), 0.0055));
    let metal = v3(0.15, 0.155, 0.16).times(lit) + lights.shine(at, v3(0.0, 0.72, 0.70), 6) * 0.4;
    let pegged = sheeted.mix(metal, cover(bar, 0.0025)).mix(metal * 1.6 + lit * 0.30, cover(pegs, 0.0025));
    pencil(q, pegged, lit)
}

/// A blue pencil across the sheet's corner.
fn pencil(q: V2, behind: V3, lit: V3) -> V3 {
    let (a, b) = (v2(0.118, 0.060), v2(0.272, -0.022));
    let d = line(q, a, b, 0.0058);
    let along = (q - a).dot(b - a) / (b - a).dot(b - a);
    let shadow = behind * (0.55 + 0.45 * smoothstep(-0.003, 0.009, line(q + v2(0.0, -0.006), a, b, 0.006)));
    let body = v3(0.055, 0.255, 0.48)
        .mix(v3(0.60, 0.42, 0.25), smoothstep(0.15, 0.12, along))
        .mix(v3(0.02, 0.09, 0.20), smoothstep(0.045, 0.03, along));
    let round = 0.65 + 0.75 * smoothstep(0.006, -0.004, d + 0.004 * (q.y - a.y + 0.5325 * (q.x - a.x)).signum());
    shadow.mix(body.times(lit) * round, cover(d, 0.0028))
}

/// The front of the bench, below its edge: three drawers with brass pulls.
fn apron(p: V2, lights: &Lights) -> V3 {
    let at = v3(p.x * 0.55, -0.24, 0.56);
    let rings = fractal(v2(p.x * 2.0, p.y * 50.0), 4, 55);
    let wood = v3(0.260, 0.130, 0.060).mix(v3(0.150, 0.072, 0.032), smoothstep(0.35, 0.70, rings));
    let q = v2(p.x - (p.x / 0.56).round() * 0.56, p.y + 0.480);
    let drawer = block(q, v2(0.262, 0.036), 0.003);
    let groove = 0.35 + 0.65 * smoothstep(0.0, 0.004, drawer.abs());
    let under = 0.45 + 0.55 * smoothstep(0.0, 0.020, FRONT - p.y);
    let front = lights.on(at, v3(0.0, 0.62, 0.78)) * 0.42 + v3(0.012, 0.012, 0.015);
    let pull = v2(q.x * 0.55, q.y - 0.006).length() - 0.0105;
    let brass = v3(0.55, 0.35, 0.11).times(front) * (1.3 + 1.6 * smoothstep(-0.004, 0.008, q.y - 0.006))
        + lights.shine(at, v3(0.0, 0.6, 0.8), 6) * 0.15;
    (wood.times(front) * (groove * under)).mix(brass, cover(pull, PIXEL * 0.8))
}
