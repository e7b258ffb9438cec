//! The paper lantern on its bent twig, and its flame.

use std::sync::LazyLock;

use super::surface::Surface;
use crate::light::flame;
use crate::shapes::{cone, drum, ellipsoid, smoothstep};
use crate::vector::{V3, v3};

/// The twig: foot, two pulls and tip of a cubic curve; thickness goes from the first to the second value.
const TWIG: [V3; 4] = [v3(2.02, -0.25, -0.40), v3(2.30, 1.30, -0.35), v3(1.86, 2.42, 0.20), v3(1.02, 2.04, 0.50)];
const THICK: (f32, f32) = (0.062, 0.015);
const JOINTS: usize = 13;

static CURVE: LazyLock<[(V3, f32); JOINTS]> = LazyLock::new(|| std::array::from_fn(|i| joint(i as f32 / (JOINTS - 1) as f32)));

fn joint(t: f32) -> (V3, f32) {
    let u = 1.0 - t;
    let place = TWIG[0] * (u * u * u) + TWIG[1] * (3.0 * u * u * t) + TWIG[2] * (3.0 * u * t * t) + TWIG[3] * (t * t * t);
    (place, THICK.0 + (THICK.1 - THICK.0) * t)
}

/// Distance to the twig alone: the two pieces that meet at the nearest joint.
fn branch(p: V3) -> f32 {
    let mut near = (f32::MAX, 0);
    for (i, joint) in CURVE.iter().enumerate() {
        let to = p - joint.0;
        if to.dot(to) < near.0 {
            near = (to.dot(to), i);
        }
    }
    let piece = |i: usize| cone(p, CURVE[i].0, CURVE[i + 1].0, CURVE[i].1, CURVE[i + 1].1).0;
    piece(near.1.max(1) - 1).min(piece(near.1.min(JOINTS - 2)))
}

/// Leaves: foot, tip.
const LEAVES: [(V3, V3); 3] = [
    (v3(1.86, 1.74, 0.02), v3(2.18, 1.90, 0.14)),
    (v3(2.07, 1.06, -0.24), v3(2.40, 1.26, -0.05)),
    (v3(1.50, 2.06, 0.24), v3(1.70, 2.30, 0.34)),
];

const RADII: V3 = v3(0.33, 0.355, 0.33);

/// Centre and radius of the balls that hold the globe and the twig.
pub(super) const GLOBE_BALLS: [(V3, f32); 1] = [(v3(0.99, 1.10, 0.56), 0.66)];
pub(super) const TWIG_BALLS: [(V3, f32); 5] = [
    (v3(2.08, 0.10, -0.38), 0.36),
    (v3(2.12, 0.74, -0.30), 0.42),
    (v3(2.10, 1.46, -0.04), 0.52),
    (v3(1.60, 2.06, 0.22), 0.48),
    (v3(1.06, 1.82, 0.50), 0.36),
];

/// The lantern at one moment.
pub(super) struct Lantern {
    /// Middle of the paper globe, and of the light.
    pub(super) centre: V3,
    /// Strength of the flame, about one.
    pub(super) flame: f32,
    swing: f32,
}

/// The parts that are seen.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Part {
    Paper,
    Wood,
    Leaf,
    Tassel,
}

impl Lantern {
    /// The lantern at a time in seconds.
    pub(super) fn at(time: f32) -> Self {
        let swing = 0.045 * (time * 1.7).sin();
        let tip = TWIG[3];
        Self { centre: tip + v3(0.84 * swing - 0.03, -0.86, 0.06), flame: flame(time, 0.05), swing }
    }

    /// Distance to the globe with its caps and tassel, and the nearest part.
    pub(super) fn globe(&self, p: V3) -> (f32, Part) {
        let q = self.own(p);
        let caps = drum(v3(q.x, q.y.abs() - 0.345, q.z), 0.135, 0.030, 0.014);
        let parts = [(paper(q), Part::Paper), (caps, Part::Wood), (self.tassel(q), Part::Tassel)];
        parts.iter().fold((f32::MAX, Part::Wood), |near, d| if d.0 < near.0 { *d } else { near })
    }

    /// Distance to the twig, its leaves and the string, and the nearest part.
    pub(super) fn twig(&self, p: V3) -> (f32, Part) {
        let tip = TWIG[3];
        let string = cone(p, tip, self.centre + v3(-0.36 * self.swing, 0.36, 0.0), 0.009, 0.009).0;
        let wood = string.min(branch(p));
        let leaves = self.leaves(p);
        if leaves < wood { (leaves, Part::Leaf) } else { (wood, Part::Wood) }
    }

    /// The globe's own space, tilted with the swing.
    fn own(&self, p: V3) -> V3 {
        let q = p - self.centre;
        v3(q.x - self.swing * q.y, q.y + self.swing * q.x, q.z)
    }

    fn leaves(&self, p: V3) -> f32 {
        LEAVES.iter().enumerate().fold(f32::MAX, |near, (i, (foot, tip))| {
            let to = p - (*foot + *tip) * 0.5;
            if to.dot(to) > 0.16 {
                return near.min(to.length() - 0.25);
            }
            let tip = *tip + v3(0.0, 0.5 * self.swing * (i as f32 - 0.6), 0.3 * self.swing);
            let (_, along) = cone(p, *foot, tip, 0.0, 0.0);
            let middle = *foot + (tip - *foot) * along;
            let q = p - middle;
            let width = 0.26 * along * (1.0 - along) * (1.25 - 0.7 * along) + 0.008;
            near.min((v3(q.x, q.y, q.z * 2.6).length() - width) * 0.38)
        })
    }

    /// Distance to the tassel, which lags behind the swing.
    fn tassel(&self, q: V3) -> f32 {
        let q = v3(q.x + 0.6 * self.swing * (-0.3 - q.y).max(0.0), q.y, q.z);
        let bead = (q - v3(0.0, -0.42, 0.0)).length() - 0.034;
        let skirt = cone(q, v3(0.0, -0.47, 0.0), v3(0.0, -0.66, 0.0), 0.026, 0.044).0;
        bead.min(skirt)
    }

    /// Light that the paper lets through, seen with its normal turned `facing` towards the eye (the cosine).
    pub(super) fn glow(&self, p: V3, facing: f32) -> V3 {
        let q = self.own(p);
        let rib = 0.80 + 0.20 * smoothstep(-0.95, -0.35, -(q.y * 58.0).cos());
        let low = (-(q.y + 0.07).powi(2) * 9.0).exp();
        let heart = (0.34 + 0.42 * facing + 1.25 * facing.powi(3) * low) * rib * self.flame;
        v3(1.18, 0.66, 0.27).mix(v3(1.25, 0.92, 0.58), 0.8 * facing.powi(4) * low) * heart
    }
}

/// Distance to the ribbed globe, in its own space.
fn paper(q: V3) -> f32 {
    let egg = ellipsoid(q, RADII);
    if egg > 0.1 { egg - 0.01 } else { egg - 0.006 * (q.y * 58.0).cos() }
}

/// What a part is made of.
pub(super) fn surface(part: Part) -> Surface {
    match part {
        Part::Paper => Surface { colour: v3(0.55, 0.42, 0.30), gloss: 0.0, soft: 0.4, fuzz: 0.0 },
        Part::Wood => Surface { colour: v3(0.16, 0.10, 0.065), gloss: 0.12, soft: 0.1, fuzz: 0.2 },
        Part::Leaf => Surface { colour: v3(0.13, 0.24, 0.06), gloss: 0.15, soft: 0.5, fuzz: 0.1 },
        Part::Tassel => Surface { colour: v3(0.42, 0.075, 0.050), gloss: 0.05, soft: 0.3, fuzz: 0.3 },
    }
}
