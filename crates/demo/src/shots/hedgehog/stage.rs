//! The scene of one moment, and what a ray meets in it.

use super::animal::{self, Hedgehog};
use super::backdrop::{Backdrop, GlowWorm, glow_worms};
use super::lantern::{self, Lantern};
use super::meadow;
use crate::grass::{Blades, Row, grown};
use crate::picture::FAR;
use crate::trace::{Camera, entry, march, normal};
use crate::vector::{V2, V3, v3};

/// How far the eye looks for a surface, and the height that no ground reaches.
const REACH: f32 = 10.5;
const HIGHEST: f32 = 0.12;

/// What one ray brings back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sample {
    pub(super) colour: V3,
    pub(super) normal: V3,
    /// Coverage of hero, lantern and ground.
    pub(super) matte: V3,
    pub(super) depth: f32,
}

impl Sample {
    /// Whether two neighbours belong to different surfaces, or to one that turns sharply.
    pub(super) fn differs(&self, o: &Self) -> bool {
        self.matte != o.matte
            || (self.depth - o.depth).abs() > 0.035 * self.depth
            || self.normal.dot(o.normal) < 0.55 * self.normal.dot(self.normal)
    }
}

/// What a ray may meet.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Thing {
    Ground,
    Hero,
    Globe,
    Twig,
    Mushroom,
}

const THINGS: [Thing; 5] = [Thing::Ground, Thing::Hero, Thing::Globe, Thing::Twig, Thing::Mushroom];

impl Thing {
    /// Centres and radii of the balls that hold it; none for the ground.
    fn balls(self) -> &'static [(V3, f32)] {
        match self {
            Self::Ground => &[],
            Self::Hero => &animal::BALLS,
            Self::Globe => &lantern::GLOBE_BALLS,
            Self::Twig => &lantern::TWIG_BALLS,
            Self::Mushroom => &meadow::MUSHROOM_BALLS,
        }
    }

    /// The mask that it is part of: hero, lantern or ground.
    fn matte(self) -> V3 {
        match self {
            Self::Hero => v3(1.0, 0.0, 0.0),
            Self::Globe | Self::Twig => v3(0.0, 1.0, 0.0),
            Self::Ground | Self::Mushroom => v3(0.0, 0.0, 1.0),
        }
    }
}

/// The things that a ray may meet, one bit each, and the distance before which it meets none.
#[derive(Clone, Copy)]
pub(super) struct Ahead {
    bits: u8,
    clear: f32,
}

impl Ahead {
    /// The things whose balls, widened by `margin`, the ray crosses; the ground when it goes low enough.
    pub(super) fn along(from: V3, ray: V3, margin: f32) -> Self {
        let to_ground = ((HIGHEST - from.y) / ray.y.min(-1e-6)).max(0.0);
        let ground = if to_ground < REACH { Self { bits: 1, clear: to_ground } } else { Self { bits: 0, clear: REACH } };
        THINGS.iter().fold(ground, |ahead, thing| {
            let entries = thing.balls().iter().filter_map(|ball| entry(from, ray, *ball, margin));
            match entries.reduce(f32::min) {
                Some(near) => Self { bits: ahead.bits | 1 << *thing as u8, clear: ahead.clear.min(near) },
                None => ahead,
            }
        })
    }

    fn holds(self, thing: Thing) -> bool {
        self.bits & (1 << thing as u8) != 0
    }
}

/// Everything at one moment.
pub(super) struct Stage {
    pub(super) camera: Camera,
    pub(super) hero: Hedgehog,
    pub(super) lantern: Lantern,
    /// Where the lantern shows in the picture.
    pub(super) lamp: V2,
    backdrop: Backdrop,
    pub(super) worms: Vec<GlowWorm>,
    pub(super) grass: Vec<Blades>,
}

impl Stage {
    /// The scene at a time in seconds.
    pub(super) fn at(time: f32) -> Self {
        let camera = Camera::new(v3(0.18 + 0.02 * time, 1.22, 6.4), v3(0.22, 1.00, 0.0), 0.455);
        let lantern = Lantern::at(time);
        let lamp = camera.project(lantern.centre);
        Self {
            camera,
            hero: Hedgehog::at(time),
            lantern,
            lamp,
            backdrop: Backdrop::at(time),
            worms: glow_worms(time),
            grass: grown(&ROWS, time),
        }
    }

    fn distance(&self, thing: Thing, p: V3) -> f32 {
        match thing {
            Thing::Ground => meadow::ground(p),
            Thing::Hero => self.hero.distance(p),
            Thing::Globe => self.lantern.globe(p).0,
            Thing::Twig => self.lantern.twig(p).0,
            Thing::Mushroom => meadow::mushrooms(p).0,
        }
    }

    /// Distance to the nearest thing that the ray may meet, and which it is.
    fn nearest(&self, p: V3, ahead: Ahead) -> (f32, Thing) {
        THINGS.iter().filter(|thing| ahead.holds(**thing)).fold((f32::MAX, Thing::Ground), |near, thing| {
            let d = self.distance(*thing, p);
            if d < near.0 { (d, *thing) } else { near }
        })
    }

    /// Distance to what throws shadows along a ray.
    pub(super) fn mass(&self, p: V3, ahead: Ahead) -> f32 {
        let hero = if ahead.holds(Thing::Hero) { self.hero.mass(p) } else { 1.0 };
        let mushrooms = if ahead.holds(Thing::Mushroom) { meadow::mushrooms(p).0 } else { 1.0 };
        hero.min(mushrooms)
    }

    fn normal(&self, p: V3, thing: Thing) -> V3 {
        match thing {
            Thing::Ground => meadow::ground_normal(p),
            Thing::Hero => self.hero.normal(p),
            Thing::Globe | Thing::Twig | Thing::Mushroom => normal(p, 0.005, |q| self.distance(thing, q)),
        }
    }

    /// What the ray through a place of the picture meets, no nearer than `from`.
    pub(super) fn sample(&self, p: V2, from: f32) -> Sample {
        let ray = self.camera.ray(p);
        let ahead = Ahead::along(self.camera.eye, ray, 0.0);
        let Some(t) = march(self.camera.eye, ray, from.max(ahead.clear), REACH, |q| self.nearest(q, ahead).0) else {
            let colour = self.backdrop.light(p) + self.lamp_haze(ray, REACH + 2.0);
            return Sample { colour, normal: V3::default(), matte: V3::default(), depth: FAR };
        };
        let at = self.camera.eye + ray * t;
        let thing = self.nearest(at, ahead).1;
        let n = self.normal(at, thing);
        let mist = 1.0 - (-((t - 6.2).max(0.0) * 0.34).powi(2)).exp();
        let lit = self.lit(at, n, ray, thing).mix(v3(0.036, 0.082, 0.112), mist);
        Sample { colour: lit + self.lamp_haze(ray, t), normal: n, matte: thing.matte(), depth: t * ray.dot(self.camera.forward) }
    }
}

/// Grass in front of everything, from far to near.
static ROWS: [Row; 5] = [
    Row { roots: -0.385, tall: 0.045, pitch: 0.0062, half: 0.0022, soft: 0.0018, lit: 0.26, layer: 93 },
    Row { roots: -0.430, tall: 0.065, pitch: 0.0085, half: 0.0026, soft: 0.0020, lit: 0.20, layer: 94 },
    Row { roots: -0.490, tall: 0.120, pitch: 0.0120, half: 0.0034, soft: 0.0024, lit: 0.08, layer: 90 },
    Row { roots: -0.540, tall: 0.170, pitch: 0.0190, half: 0.0060, soft: 0.0050, lit: 0.03, layer: 91 },
    Row { roots: -0.610, tall: 0.230, pitch: 0.0360, half: 0.0110, soft: 0.0100, lit: 0.010, layer: 92 },
];
