//! The hedgehog, sitting and looking at the light.

use super::coat::{coat, skin};
use super::surface::Surface;
use crate::noise::value3;
use crate::shapes::{cone, ellipsoid, smoothstep, union};
use crate::trace::normal;
use crate::vector::{V3, v3};

/// Where it sits, and how far it is turned from +x towards the eye.
const SEAT: V3 = v3(-0.62, 0.05, 0.0);
const YAW: f32 = 0.68;

/// The eye on the positive side.
const EYE: V3 = v3(0.375, 1.245, 0.215);

/// The pose of one moment.
pub(super) struct Hedgehog {
    turn: (f32, f32),
    breath: f32,
    nod: f32,
    ears: f32,
    sniff: f32,
    lids: f32,
}

#[derive(Clone, Copy, PartialEq)]
enum Part {
    Fur,
    Coat,
    Ear,
    Nose,
    Eye,
}

/// Centre and radius of the ball that holds the animal.
pub(super) const BALLS: [(V3, f32); 1] = [(v3(-0.60, 0.86, 0.0), 1.12)];

const PARTS: [Part; 5] = [Part::Fur, Part::Coat, Part::Ear, Part::Nose, Part::Eye];

impl Hedgehog {
    /// The pose at a time in seconds.
    pub(super) fn at(time: f32) -> Self {
        Self {
            turn: YAW.sin_cos(),
            breath: 0.5 + 0.5 * (time * 2.6).sin(),
            nod: 0.018 * (time * 1.3 + 0.4).sin(),
            ears: 0.10 * (time * 3.7).sin() * smoothstep(0.2, 0.9, (time * 1.9).sin()),
            sniff: 0.012 * (time * 13.0).sin() * smoothstep(-0.2, 0.6, (time * 2.1 + 1.0).sin()),
            lids: smoothstep(0.07, 0.0, (time - 0.80).abs()),
        }
    }

    fn own(&self, p: V3) -> V3 {
        let (s, c) = self.turn;
        let q = p - SEAT;
        v3(c * q.x + s * q.z, q.y, c * q.z - s * q.x)
    }

    /// The head's own place: it nods about the neck.
    fn head(&self, q: V3) -> V3 {
        v3(q.x + self.nod * (q.y - 0.8), q.y - self.nod * q.x, q.z)
    }

    /// Distance to the animal.
    pub(super) fn distance(&self, p: V3) -> f32 {
        let q = self.own(p);
        let far = cone(q, v3(-0.14, 0.36, 0.0), v3(0.02, 1.16, 0.0), 0.76, 0.72).0;
        if far > 0.15 {
            return far;
        }
        PARTS.iter().fold(f32::MAX, |near, part| near.min(self.part(q, *part)))
    }

    /// Outward normal at a point of the surface.
    pub(super) fn normal(&self, p: V3) -> V3 {
        let part = self.nearest(self.own(p));
        normal(p, 0.005, |q| self.part(self.own(q), part))
    }

    fn nearest(&self, q: V3) -> Part {
        PARTS
            .iter()
            .fold((f32::MAX, Part::Fur), |near, part| {
                let d = self.part(q, *part);
                if d < near.0 { (d, *part) } else { near }
            })
            .1
    }

    /// Distance to the great masses of the animal: what throws its shadow.
    pub(super) fn mass(&self, p: V3) -> f32 {
        let q = self.own(p);
        self.torso(q).min(skull(self.head(q))).min(skin(q))
    }

    fn part(&self, q: V3, part: Part) -> f32 {
        let side = v3(q.x, q.y, q.z.abs());
        let head = self.head(side);
        match part {
            Part::Fur => self.fur(side, head),
            Part::Coat => coat(q).0,
            Part::Ear => self.ear(head).0,
            Part::Nose => (head - v3(0.655 + self.sniff, 1.075 + self.sniff, 0.0)).length() - 0.074,
            Part::Eye => (head - EYE).length() - 0.086,
        }
    }

    fn torso(&self, side: V3) -> f32 {
        let chest = 0.012 * self.breath;
        ellipsoid(side - v3(0.02, 0.54, 0.0), v3(0.46 + chest, 0.56, 0.46 + chest))
    }

    fn fur(&self, side: V3, head: V3) -> f32 {
        let chest = 0.012 * self.breath;
        let torso = self.torso(side);
        let skull = skull(head);
        let snout = cone(head, v3(0.26, 1.09, 0.0), v3(0.58 + self.sniff, 1.03 + self.sniff, 0.0), 0.25, 0.085).0;
        let arm = cone(side, v3(0.26, 0.80, 0.33), v3(0.50, 0.66 + chest, 0.13), 0.095, 0.070).0;
        let foot = ellipsoid(side - v3(0.38, 0.075, 0.25), v3(0.225, 0.092, 0.125));
        let body = union(union(skull, snout, 0.16), torso, 0.20);
        union(union(body, arm, 0.05), foot, 0.06)
    }

    /// Distance to the ear on the positive side, and how deep inside its shell.
    fn ear(&self, head: V3) -> (f32, f32) {
        let q = head - v3(0.15 + self.ears * 0.3, 1.52, 0.31 + self.ears * 0.2);
        let shell = ellipsoid(q, v3(0.060, 0.135, 0.125));
        let hollow = (q - v3(0.095, 0.0, 0.02)).length() - 0.115;
        (shell.max(-hollow), hollow)
    }

    /// What is seen at a point of the surface whose normal is `n`.
    pub(super) fn surface(&self, p: V3) -> Surface {
        let q = self.own(p);
        match self.nearest(q) {
            Part::Coat => spines(coat(q).1),
            Part::Ear => self.ear_surface(q),
            Part::Nose => Surface { colour: v3(0.030, 0.020, 0.020), gloss: 0.55, soft: 0.0, fuzz: 0.0 },
            Part::Eye => self.eye_surface(q),
            Part::Fur => self.fur_surface(q),
        }
    }

    fn eye_surface(&self, q: V3) -> Surface {
        let lid = self.lids > 0.02 && self.head(q).y > EYE.y + 0.09 - 0.19 * self.lids;
        if lid { self.fur_surface(q) } else { Surface { colour: v3(0.012, 0.009, 0.008), gloss: 1.0, soft: 0.0, fuzz: 0.0 } }
    }

    fn ear_surface(&self, q: V3) -> Surface {
        let inside = smoothstep(0.03, -0.01, self.ear(self.head(v3(q.x, q.y, q.z.abs()))).1 - 0.01);
        let colour = v3(0.30, 0.17, 0.10).mix(v3(0.62, 0.30, 0.24), inside);
        Surface { colour, gloss: 0.0, soft: 0.45, fuzz: 0.5 }
    }

    fn fur_surface(&self, q: V3) -> Surface {
        let head = self.head(v3(q.x, q.y, q.z.abs()));
        let (cream, brown, dark) = (v3(0.88, 0.70, 0.51), v3(0.38, 0.20, 0.105), v3(0.20, 0.10, 0.055));
        let belly = smoothstep(0.08, 0.30, q.x - 0.30 * q.z.abs()) * smoothstep(1.00, 0.84, q.y) * smoothstep(0.08, 0.26, q.y);
        let muzzle = smoothstep(0.36, 0.16, (head - v3(0.48, 0.98, 0.06)).length());
        let mask = smoothstep(0.19, 0.07, (head - EYE).length());
        let cheek = smoothstep(0.14, 0.02, (head - v3(0.36, 1.04, 0.29)).length());
        let bow = 1.6 * (head.x - 0.52).powi(2) + 0.955 - head.y;
        let smile = smoothstep(0.017, 0.005, bow.abs()) * smoothstep(0.15, 0.11, (head.x - 0.49).abs());
        let hair = 0.82 + 0.36 * value3(v3(q.x * 60.0, q.y * 16.0, q.z * 60.0));
        let coat = brown.mix(cream, (belly + 0.9 * muzzle).min(1.0)).mix(dark, 0.6 * mask);
        let colour = coat.mix(v3(0.80, 0.27, 0.19), 0.55 * cheek).mix(v3(0.05, 0.025, 0.02), smile) * hair;
        Surface { colour, gloss: 0.0, soft: 0.22, fuzz: 0.8 }
    }
}

fn skull(head: V3) -> f32 {
    (head - v3(0.08, 1.17, 0.0)).length() - 0.42
}

/// Dark at the root, a pale band, a brown point, as on the animal.
fn spines(along: f32) -> Surface {
    let band = smoothstep(0.15, 0.62, along);
    let point = smoothstep(0.80, 1.0, along);
    let colour = v3(0.150, 0.088, 0.052).mix(v3(0.66, 0.50, 0.34), band).mix(v3(0.34, 0.22, 0.14), 0.6 * point);
    Surface { colour, gloss: 0.10, soft: 0.12, fuzz: 0.25 }
}
