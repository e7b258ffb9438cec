//! The lights of the workshop: a lamp on its cord, the paper lantern, the night in the window.

use crate::light::{WARM, falloff, flame};
use crate::noise::{fractal, uniform};
use crate::shapes::smoothstep;
use crate::vector::{V2, V3, v2, v3};

/// Middle of the paper globe, out from the wall.
pub(super) const LANTERN: V3 = v3(-0.170, -0.122, 0.17);

/// Middle of the window.
pub(super) const WINDOW: V2 = v2(-0.655, 0.185);

const BULB: V3 = v3(1.0, 0.70, 0.38);
const NIGHT: V3 = v3(0.30, 0.47, 0.80);

/// The lights of one moment. Points are in picture heights, z out from the wall towards the eye.
pub(super) struct Lights {
    /// The bulb under its shade.
    pub(super) bulb: V3,
    /// How far the cord leans, in radians.
    pub(super) lean: f32,
    /// Strength of the lantern's flame, about one.
    pub(super) flame: f32,
}

impl Lights {
    /// The lights at a time in seconds: the lamp swings a little, the flame breathes.
    pub(super) fn at(time: f32) -> Self {
        let lean = 0.050 * (time * 2.3).sin();
        Self { bulb: v3(0.130 + 0.45 * lean, 0.335, 0.26), lean, flame: flame(time + 3.0, 0.05) }
    }

    /// Light that falls on a point with a normal.
    pub(super) fn on(&self, at: V3, n: V3) -> V3 {
        self.lamp(at, n) + self.lantern(at, n) + night(at, n) + v3(0.015, 0.020, 0.030)
    }

    /// Light of the lamp alone, cut by its shade.
    pub(super) fn lamp(&self, at: V3, n: V3) -> V3 {
        let to = self.bulb - at;
        let towards = to.unit();
        BULB * (0.250 * falloff(to, 0.10) * n.dot(towards).max(0.0) * self.cone(towards))
    }

    /// Share of the lamp's light that leaves the shade in the direction opposite to `towards`.
    fn cone(&self, towards: V3) -> f32 {
        let axis = v3(-self.lean.sin(), self.lean.cos(), 0.0);
        0.06 + 0.94 * smoothstep(0.22, 0.74, axis.dot(towards))
    }

    fn lantern(&self, at: V3, n: V3) -> V3 {
        let to = LANTERN - at;
        let wrapped = (0.75 * n.dot(to.unit()) + 0.25).max(0.0);
        WARM * (0.026 * self.flame * falloff(to, 0.06) * wrapped)
    }

    /// A highlight on something smooth, seen from the front.
    pub(super) fn shine(&self, at: V3, n: V3, sharp: i32) -> V3 {
        let peak = |towards: V3| n.dot((towards + v3(0.0, 0.0, 1.0)).unit()).max(0.0).powi(sharp);
        let (to, glow) = (self.bulb - at, LANTERN - at);
        BULB * (0.16 * peak(to.unit()) * falloff(to, 0.12) * self.cone(to.unit()))
            + WARM * (0.018 * self.flame * peak(glow.unit()) * falloff(glow, 0.08))
            + NIGHT * (0.05 * peak(v3(-0.8, 0.3, 0.3).unit()))
    }

    /// Light in the air: the lamp's cone, the lantern's halo, dust turning in both.
    pub(super) fn veil(&self, p: V2, time: f32) -> V3 {
        let q = v2(p.x - self.bulb.x, p.y - self.bulb.y).turned(-self.lean);
        let down = (-q.y).max(0.0);
        let edge = q.x.abs() / (0.075 + 0.80 * down);
        let cone = smoothstep(1.0, 0.35, edge) * smoothstep(-0.01, 0.03, -q.y) * (-down * 3.0).exp();
        let drift = v2(p.x * 4.0 - time * 0.06, p.y * 4.0 + time * 0.10);
        let smoke = if cone > 0.0 { 0.65 + 0.7 * fractal(drift, 3, 10) } else { 0.0 };
        let away = v2(p.x - LANTERN.x, p.y - LANTERN.y).length();
        let halo = 0.050 * self.flame * (-away * 9.0).exp();
        BULB * (0.060 * cone * smoke) + WARM * halo + BULB * (dust(p, time) * (0.03 + 0.8 * cone))
    }
}

/// The cool light of the window.
fn night(at: V3, n: V3) -> V3 {
    let to = v3(WINDOW.x, WINDOW.y, 0.16) - at;
    NIGHT * (0.020 * falloff(to, 0.16) * (0.7 * n.dot(to.unit()) + 0.3).max(0.0))
}

/// Motes that float: soft discs some pixels wide.
fn dust(p: V2, time: f32) -> f32 {
    (0..3).fold(0.0, |sum, layer| {
        let scale = 9.0 + 3.0 * layer as f32;
        let q = v2(p.x * scale + 0.35 * (time * 0.6 + layer as f32).sin(), p.y * scale - time * (0.20 + 0.08 * layer as f32));
        let (i, j) = (q.x.floor(), q.y.floor());
        let chance = |k| uniform(i as i32, j as i32, 20 + layer * 8 + k);
        let centre = v2(i + 0.25 + 0.5 * chance(0), j + 0.25 + 0.5 * chance(1));
        let radius = 0.045 + 0.045 * chance(2);
        let d = (q - centre).length() / radius;
        sum + (-d * d * 1.6).exp() * 0.11 * smoothstep(0.45, 1.0, chance(3))
    })
}
