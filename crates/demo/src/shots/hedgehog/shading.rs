//! The light that a ray brings back from a surface, and what lies between the scene and the lens.

use super::lantern;
use super::meadow;
use super::stage::{Ahead, Sample, Stage, Thing};
use super::surface::Surface;
use crate::grass::Row;
use crate::light::{WARM, falloff, fresnel, haze};
use crate::shapes::smoothstep;
use crate::trace::{openness, shadow};
use crate::vector::{V2, V3, v3};

const MOON: V3 = v3(-0.62, 0.46, -0.63);
const MOONLIGHT: V3 = v3(0.17, 0.35, 0.66);
const SKYLIGHT: V3 = v3(0.060, 0.110, 0.180);
const LAMP: f32 = 1.65;

impl Stage {
    /// Light that the mist of the clearing sends along a ray.
    pub(super) fn lamp_haze(&self, ray: V3, length: f32) -> V3 {
        let depth = haze(self.camera.eye, ray, length, self.lantern.centre, 0.25);
        WARM * (self.lantern.flame * depth * (0.004 + 0.0028 * depth))
    }

    /// Light of a surface point, for a thing with its normal.
    pub(super) fn lit(&self, p: V3, n: V3, ray: V3, thing: Thing) -> V3 {
        match thing {
            Thing::Hero => self.shade(p, n, ray, &self.hero.surface(p)),
            Thing::Mushroom => self.shade(p, n, ray, &meadow::mushroom_surface(p, meadow::mushrooms(p).1)),
            Thing::Ground => self.shade(p, n, ray, &meadow::ground_surface(p)),
            Thing::Twig => self.shade(p, n, ray, &lantern::surface(self.lantern.twig(p).1)),
            Thing::Globe => {
                let part = self.lantern.globe(p).1;
                let seen = self.shade(p, n, ray, &lantern::surface(part));
                if part == lantern::Part::Paper { seen * 0.06 + self.lantern.glow(p, (-n.dot(ray)).max(0.0)) } else { seen }
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
        let lamp = WARM * (LAMP * self.lantern.flame * falloff(to, 0.48));
        let wrap = |cosine: f32| ((cosine + surface.soft) / (1.0 + surface.soft)).max(0.0);
        let facing = (-n.dot(ray)).clamp(0.0, 1.0);
        let rim = surface.fuzz * (1.0 - facing).powi(3);
        let warm = lamp * (seen * (wrap(n.dot(towards)) * 1.5 + rim * 0.8) + 0.05 * open);
        let cool = MOONLIGHT * ((wrap(n.dot(MOON)) + 1.4 * rim * smoothstep(-0.3, 0.5, n.dot(MOON))) * (0.3 + 0.7 * open));
        let sky = SKYLIGHT * ((0.62 + 0.38 * n.y) * open);
        let matte = surface.colour.times(warm + cool + sky);
        matte + shine(n, ray, towards, lamp * seen, surface.gloss)
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

/// Reflections: a broad highlight of each light, and the sky at grazing angles.
fn shine(n: V3, ray: V3, towards: V3, lamp: V3, gloss: f32) -> V3 {
    if gloss <= 0.0 {
        return V3::default();
    }
    let peak = |light: V3| n.dot((light - ray).unit()).max(0.0).powi(if gloss > 0.8 { 44 } else { 14 });
    let grazing = fresnel(-n.dot(ray), 0.04);
    (lamp * (1.6 * peak(towards)) + MOONLIGHT * (0.35 * peak(MOON)) + SKYLIGHT * grazing) * gloss
}
