//! The turning beam: two pencils of light in hazy air, seen in true perspective.

use super::HORIZON;
use super::tower::LAMP;
use crate::vector::{V2, V3, v3};

/// Distance from the eye to the tower, in picture heights.
const DISTANCE: f32 = 1.15;

/// The beam at one moment.
pub(super) struct Beam {
    direction: V3,
    /// How much it comes towards the eye, 0..1.
    pub(super) strength: f32,
}

impl Beam {
    /// The beam at a time in seconds: a slow turn, mostly to the left of the tower.
    pub(super) fn at(time: f32) -> Self {
        let angle = 2.62 + 0.62 * time;
        let direction = v3(angle.cos(), -0.035, angle.sin()).unit();
        Self { direction, strength: (0.5 - 0.5 * direction.z).clamp(0.0, 1.0) }
    }

    /// Light of both pencils and of the lamp's own halo at a place of the picture.
    pub(super) fn light(&self, p: V2) -> V3 {
        let ray = v3(p.x, p.y - HORIZON, DISTANCE).unit();
        let lamp = v3(LAMP.x, LAMP.y - HORIZON, DISTANCE);
        let pencils = pencil(ray, lamp, self.direction) + pencil(ray, lamp, v3(-self.direction.x, self.direction.y, -self.direction.z));
        let away = (p - LAMP).length();
        let halo = (0.30 + 0.25 * self.strength) * (-away * 30.0).exp() + 0.060 * (-away * 6.5).exp();
        v3(1.0, 0.80, 0.52) * (0.20 * pencils) + v3(1.0, 0.66, 0.32) * halo
    }
}

/// Light of one pencil along a ray from the eye: gathered where the two lines come closest.
fn pencil(ray: V3, lamp: V3, along: V3) -> f32 {
    let meet = ray.dot(along);
    let cross = (1.0 - meet * meet).max(0.02);
    let out = ((ray * ray.dot(lamp) - lamp).dot(along) / cross).clamp(0.0, 3.0);
    let on = lamp + along * out;
    let gap = on - ray * ray.dot(on);
    let wide = 0.011 + 0.060 * out;
    let edge = gap.dot(gap) / (wide * wide);
    let towards = 0.80 - 0.55 * along.z;
    (-edge * 1.4).exp() * towards * (-out * 1.25).exp() * (0.022 / wide).powf(0.62) / cross.sqrt()
}
