//! The scene of one moment, and the light that a ray brings back from it.

use super::animal::{self, Hedgehog};
use super::backdrop::{Backdrop, GlowWorm, glow_worms};
use super::lantern::{self, Lantern};
use super::meadow;
use super::surface::Surface;
use crate::grass::{Blades, Row, grown};
use crate::light::{WARM, falloff, fresnel, haze};
use crate::picture::FAR;
use crate::shapes::smoothstep;
use crate::trace::{Camera, crosses, march, normal, openness, shadow};
use crate::vector::{V2, V3, v3};

const MOON: V3 = v3(-0.62, 0.46, -0.63);
const MOONLIGHT: V3 = v3(0.17, 0.35, 0.66);
const SKYLIGHT: V3 = v3(0.060, 0.110, 0.180);
const LAMP: f32 = 1.5;

/// Where the eye begins and ends to look for a surface.
const NEAR: f32 = 4.2;
const REACH: f32 = 10.5;

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

/// What a ray may meet: the ground, and the things whose ball it crosses.
#[derive(Clone, Copy)]
struct Ahead {
    ground: bool,
    hero: bool,
    globe: bool,
    twig: bool,
    mushrooms: bool,
}

impl Ahead {
    fn along(from: V3, ray: V3, margin: f32) -> Self {
        let crosses = |ball| crosses(from, ray, ball, margin);
        Self {
            ground: from.y + ray.y * REACH < 0.2,
            hero: crosses(animal::BALL),
            globe: crosses(lantern::GLOBE_BALL),
            twig: lantern::TWIG_BALLS.iter().any(|ball| crosses(*ball)),
            mushrooms: meadow::MUSHROOM_BALLS.iter().any(|ball| crosses(*ball)),
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Thing {
    Hero,
    Globe,
    Twig,
    Ground,
    Mushroom,
}

/// Everything at one moment.
pub(super) struct Stage {
    camera: Camera,
    hero: Hedgehog,
    lantern: Lantern,
    lamp: V2,
    backdrop: Backdrop,
    worms: Vec<GlowWorm>,
    grass: Vec<Blades>,
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

    /// Distance to the nearest thing that the ray may meet, and which it is.
    fn nearest(&self, p: V3, ahead: Ahead) -> (f32, Thing) {
        let mut near = (f32::MAX, Thing::Ground);
        let mut offer = |d: f32, thing| {
            if d < near.0 {
                near = (d, thing);
            }
        };
        if ahead.ground {
            offer(meadow::ground(p), Thing::Ground);
        }
        if ahead.hero {
            offer(self.hero.distance(p), Thing::Hero);
        }
        if ahead.globe {
            offer(self.lantern.globe(p).0, Thing::Globe);
        }
        if ahead.twig {
            offer(self.lantern.twig(p).0, Thing::Twig);
        }
        if ahead.mushrooms {
            offer(meadow::mushrooms(p).0, Thing::Mushroom);
        }
        near
    }

    /// Distance to what throws shadows along a ray.
    fn mass(&self, p: V3, ahead: Ahead) -> f32 {
        let hero = if ahead.hero { self.hero.mass(p) } else { f32::MAX };
        let mushrooms = if ahead.mushrooms { meadow::mushrooms(p).0 } else { f32::MAX };
        hero.min(mushrooms).min(1.0)
    }

    fn normal(&self, p: V3, thing: Thing) -> V3 {
        match thing {
            Thing::Ground => meadow::ground_normal(p),
            Thing::Hero => self.hero.normal(p),
            Thing::Globe => normal(p, 0.005, |q| self.lantern.globe(q).0),
            Thing::Twig => normal(p, 0.005, |q| self.lantern.twig(q).0),
            Thing::Mushroom => normal(p, 0.005, |q| meadow::mushrooms(q).0),
        }
    }

    /// What the ray through a place of the picture meets, no nearer than `from`.
    pub(super) fn sample(&self, p: V2, from: f32) -> Sample {
        let ray = self.camera.ray(p);
        let ahead = Ahead::along(self.camera.eye, ray, 0.0);
        let Some(t) = march(self.camera.eye, ray, from.max(NEAR), REACH, |q| self.nearest(q, ahead).0) else {
            let colour = self.backdrop.light(p) + self.lamp_haze(ray, REACH + 2.0);
            return Sample { colour, normal: V3::default(), matte: V3::default(), depth: FAR };
        };
        let at = self.camera.eye + ray * t;
        let thing = self.nearest(at, ahead).1;
        let n = self.normal(at, thing);
        let mist = 1.0 - (-((t - 6.2).max(0.0) * 0.34).powi(2)).exp();
        let lit = self.lit(at, n, ray, thing).mix(v3(0.036, 0.082, 0.112), mist);
        let matte = match thing {
            Thing::Hero => v3(1.0, 0.0, 0.0),
            Thing::Globe | Thing::Twig => v3(0.0, 1.0, 0.0),
            Thing::Ground | Thing::Mushroom => v3(0.0, 0.0, 1.0),
        };
        Sample { colour: lit + self.lamp_haze(ray, t), normal: n, matte, depth: t * ray.dot(self.camera.forward) }
    }

    fn lamp_haze(&self, ray: V3, length: f32) -> V3 {
        let depth = haze(self.camera.eye, ray, length, self.lantern.centre, 0.25);
        WARM * (self.lantern.flame * depth * (0.004 + 0.0028 * depth))
    }

    fn lit(&self, p: V3, n: V3, ray: V3, thing: Thing) -> V3 {
        match thing {
            Thing::Hero => self.shade(p, n, ray, &self.hero.surface(p)),
            Thing::Mushroom => self.shade(p, n, ray, &meadow::mushroom_surface(p, meadow::mushrooms(p).1)),
            Thing::Ground => self.shade(p, n, ray, &meadow::ground_surface(p)),
            Thing::Twig => self.shade(p, n, ray, &lantern::surface(self.lantern.twig(p).1)),
            Thing::Globe => {
                let part = self.lantern.globe(p).1;
                let seen = self.shade(p, n, ray, &lantern::surface(part));
                if part == lantern::Part::Paper { seen * 0.3 + self.lantern.glow(p, (-n.dot(ray)).max(0.0)) } else { seen }
            }
        }
    }

    /// Light of lantern, moon and sky that a surface sends back along the ray.
    fn shade(&self, p: V3, n: V3, ray: V3, surface: &Surface) -> V3 {
        let to = self.lantern.centre - p;
        let reach = to.length();
        let towards = to * (1.0 / reach);
        let around = Ahead::along(p, n, 0.0);
        let open = openness(p, n, |q| self.mass(q, around).min(meadow::ground(q)));
        let before = Ahead::along(p, towards, 0.1);
        let seen = shadow(p + n * 0.02, towards, reach - 0.3, 7.0, |q| self.mass(q, before));
        let lamp = WARM * (LAMP * self.lantern.flame * falloff(to, 0.22));
        let wrap = |cosine: f32| ((cosine + surface.soft) / (1.0 + surface.soft)).max(0.0);
        let facing = (-n.dot(ray)).clamp(0.0, 1.0);
        let rim = surface.fuzz * (1.0 - facing).powi(3);
        let warm = lamp * (seen * (wrap(n.dot(towards)) * 1.5 + rim * 0.8) + 0.05 * open);
        let cool = MOONLIGHT * ((wrap(n.dot(MOON)) + 1.4 * rim * smoothstep(-0.3, 0.5, n.dot(MOON))) * (0.3 + 0.7 * open));
        let sky = SKYLIGHT * ((0.62 + 0.38 * n.y) * open);
        let matte = surface.colour.times(warm + cool + sky);
        matte + self.shine(n, ray, towards, lamp * seen, surface.gloss)
    }

    /// Reflections: a broad highlight of each light, and the sky at grazing angles.
    fn shine(&self, n: V3, ray: V3, towards: V3, lamp: V3, gloss: f32) -> V3 {
        if gloss <= 0.0 {
            return V3::default();
        }
        let peak = |light: V3| n.dot((light - ray).unit()).max(0.0).powi(if gloss > 0.8 { 44 } else { 14 });
        let grazing = fresnel(-n.dot(ray), 0.04);
        (lamp * (1.6 * peak(towards)) + MOONLIGHT * (0.35 * peak(MOON)) + SKYLIGHT * grazing) * gloss
    }

    /// What lies between the scene and the lens: grass out of focus, and glow-worms.
    pub(super) fn veiled(&self, p: V2, seen: &Sample) -> V3 {
        let open = 1.0 - seen.matte.x - seen.matte.y - seen.matte.z;
        let mut colour = seen.colour;
        if open > 0.0 {
            colour = self.worms.iter().fold(colour, |sum, worm| sum + worm.light(p) * open);
        }
        for blades in &self.grass {
            let (inside, along) = blades.cover(p);
            if inside > 0.0 {
                colour = colour.mix(self.blade(blades.row, p, along), inside);
            }
        }
        colour
    }

    /// Colour of a blade of grass: the dusk, and the lantern when near.
    fn blade(&self, row: &Row, p: V2, along: f32) -> V3 {
        let away = p - self.lamp;
        let near = row.lit * (0.2 + 0.8 * along) / (away.dot(away) + 0.04);
        v3(0.010, 0.024, 0.020).mix(v3(0.028, 0.062, 0.050), along) + WARM.times(v3(0.22, 0.36, 0.10)) * near
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
