//! Behind the knoll: dusk, the moon, pines in mist, and distant glow-worms.

use crate::noise::{fractal, uniform, value};
use crate::shapes::smoothstep;
use crate::vector::{V2, V3, v2, v3};

/// Where the moon stands in the picture.
const MOON: V2 = v2(-0.60, 0.29);

/// The backdrop of one moment.
pub(super) struct Backdrop {
    time: f32,
    rows: Vec<Vec<Pine>>,
}

impl Backdrop {
    /// The backdrop at a time in seconds.
    pub(super) fn at(time: f32) -> Self {
        Self { time, rows: PINES.iter().map(planted).collect() }
    }

    /// Light from behind, at a place of the picture.
    pub(super) fn light(&self, p: V2) -> V3 {
        PINES.iter().zip(&self.rows).enumerate().fold(sky(p), |colour, (i, (row, trees))| {
            let wooded = colour.mix(row.colour, pines(p, row, trees) * row.strength);
            let low = smoothstep(row.top + 0.06, row.top - 0.26, p.y);
            if low > 0.0 { wooded.mix(row.mist, mist(p, self.time, i as f32) * low) } else { wooded }
        })
    }
}

struct Pines {
    /// Picture height of the tips, and size of a tree.
    top: f32,
    size: f32,
    colour: V3,
    mist: V3,
    strength: f32,
    layer: i32,
}

const PINES: [Pines; 3] = [
    Pines { top: 0.13, size: 0.085, colour: v3(0.038, 0.072, 0.105), mist: v3(0.070, 0.130, 0.180), strength: 0.75, layer: 60 },
    Pines { top: 0.10, size: 0.135, colour: v3(0.020, 0.046, 0.068), mist: v3(0.050, 0.105, 0.145), strength: 0.85, layer: 61 },
    Pines { top: 0.06, size: 0.215, colour: v3(0.009, 0.024, 0.036), mist: v3(0.036, 0.082, 0.112), strength: 0.92, layer: 62 },
];

fn sky(p: V2) -> V3 {
    let height = smoothstep(-0.10, 0.52, p.y);
    let low = v3(0.150, 0.180, 0.185).mix(v3(0.040, 0.085, 0.135), smoothstep(0.0, 0.45, height));
    let colour = low.mix(v3(0.014, 0.030, 0.066), smoothstep(0.40, 1.0, height));
    let to = p - MOON;
    let away = to.length();
    let disc = if away < 0.0625 { moon(to, away) } else { V3::default() };
    let halo = v3(0.10, 0.13, 0.15) * (0.9 * (-away * 6.0).exp() + 0.7 * (-away * 22.0).exp());
    let veil = 0.55 + 0.45 * fractal(v2(p.x * 2.2, p.y * 7.0), 3, 51);
    colour + disc * (0.75 + 0.25 * veil) + halo * veil + stars(p) * (1.0 - smoothstep(0.05, 0.35, 0.35 - p.y))
}

/// The disc of the moon with its seas.
fn moon(to: V2, away: f32) -> V3 {
    let seas = 0.80 + 0.20 * smoothstep(0.36, 0.60, fractal(to * 30.0, 3, 50));
    v3(0.72, 0.72, 0.62) * (seas * smoothstep(0.0625, 0.0585, away))
}

/// A few soft stars, each some pixels wide.
fn stars(p: V2) -> V3 {
    let cell = v2((p.x * 13.0).floor(), (p.y * 13.0).floor());
    let (i, j) = (cell.x as i32, cell.y as i32);
    if uniform(i, j, 52) < 0.62 {
        return V3::default();
    }
    let centre = v2(i as f32 + 0.2 + 0.6 * uniform(i, j, 53), j as f32 + 0.2 + 0.6 * uniform(i, j, 54)) * (1.0 / 13.0);
    let d = (p - centre).length() * 270.0;
    v3(0.75, 0.85, 1.0) * ((-d * d * 0.65).exp() * (0.06 + 0.26 * uniform(i, j, 55).powi(2)))
}

/// One tree: its tip in the picture, and how many boughs it has.
struct Pine {
    tip: V2,
    boughs: f32,
}

/// Cells of a row on each side of the middle.
const REACH: i32 = 40;

fn planted(row: &Pines) -> Vec<Pine> {
    (-REACH..=REACH).map(|i| pine(row, i)).collect()
}

fn pine(row: &Pines, i: i32) -> Pine {
    let chance = |k| uniform(i, row.layer, k);
    let hill = 0.10 * (value(v2(i as f32 * 0.17, 0.0), row.layer) - 0.5);
    let giant = if chance(3) > 0.75 { 0.3 * row.size } else { 0.0 };
    let x = (i as f32 + 0.2 + 0.6 * chance(1)) * row.pitch();
    Pine { tip: v2(x, row.top + hill - row.size * 0.75 * chance(0) + giant), boughs: 8.0 + 3.0 * chance(2) }
}

impl Pines {
    fn pitch(&self) -> f32 {
        self.size * 0.42
    }
}

/// Coverage of a row of pines: saw-toothed cones of uneven height.
fn pines(p: V2, row: &Pines, trees: &[Pine]) -> f32 {
    let cell = (p.x / row.pitch()).floor() as i32 + REACH;
    let near = (cell - 2).max(0) as usize..((cell + 3).max(0) as usize).min(trees.len());
    trees.get(near).unwrap_or_default().iter().fold(0.0_f32, |most, tree| {
        let down = (tree.tip.y - p.y) / row.size;
        if down <= 0.0 {
            return most;
        }
        let side = (p.x - tree.tip.x).abs() / row.size;
        let half = 0.014 + 0.16 * down.sqrt() * down.sqrt().sqrt() * (0.62 + 0.38 * (down * tree.boughs).fract());
        let edge = 0.0035 / row.size;
        most.max(smoothstep(half + edge, half - edge, side) * smoothstep(0.0, 0.02, down))
    })
}

/// Drifting banks between the rows.
fn mist(p: V2, time: f32, depth: f32) -> f32 {
    let drift = v2(p.x * 1.6 + time * (0.05 + 0.03 * depth) + depth * 7.0, p.y * 6.0 + depth * 3.0);
    0.35 + 0.62 * fractal(drift, 4, 70)
}

/// A glow-worm out of focus: a warm disc.
pub(super) struct GlowWorm {
    centre: V2,
    radius: f32,
    light: V3,
}

/// The glow-worms of one moment; they wander and breathe.
pub(super) fn glow_worms(time: f32) -> Vec<GlowWorm> {
    (0..16).map(|i| glow_worm(i, time)).collect()
}

fn glow_worm(i: i32, time: f32) -> GlowWorm {
    let chance = |k| uniform(i, 80, k);
    let wander = v2((time * (0.5 + chance(0)) + chance(1) * 6.0).sin(), (time * (0.4 + chance(2)) + chance(3) * 6.0).cos()) * 0.018;
    let radius = 0.006 + 0.012 * chance(6).powi(2);
    let breath = 0.65 + 0.35 * (time * (0.8 + chance(7)) + chance(8) * 6.0).sin();
    let light = v3(0.95, 0.86, 0.26) * (breath * (0.16 + 0.22 * chance(9)) * (0.008 / radius));
    GlowWorm { centre: v2(chance(4) * 1.9 - 0.95, chance(5).powf(1.4) * 0.42 - 0.20) + wander, radius, light }
}

impl GlowWorm {
    /// Its light at a place of the picture.
    pub(super) fn light(&self, p: V2) -> V3 {
        let d = (p - self.centre).length();
        if d > self.radius * 3.0 {
            return V3::default();
        }
        let disc = smoothstep(self.radius, self.radius * 0.65, d);
        let halo = 0.25 * (1.0 - d / (self.radius * 3.0)).powi(2);
        self.light * (disc + halo)
    }
}
