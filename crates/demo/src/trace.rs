//! Sphere tracing: a camera, the first surface along a ray, its normal, and how much light reaches it.

use crate::vector::{V2, V3, v3};

/// A pinhole camera.
pub(crate) struct Camera {
    pub(crate) eye: V3,
    right: V3,
    up: V3,
    pub(crate) forward: V3,
    lens: f32,
}

impl Camera {
    /// Looks from `eye` at `target`; `lens` is the height of the picture at distance one.
    pub(crate) fn new(eye: V3, target: V3, lens: f32) -> Self {
        let forward = (target - eye).unit();
        let right = forward.cross(v3(0.0, 1.0, 0.0)).unit();
        Self { eye, right, up: right.cross(forward), forward, lens }
    }

    /// Direction through a place of the picture.
    pub(crate) fn ray(&self, p: V2) -> V3 {
        (self.forward + (self.right * p.x + self.up * p.y) * self.lens).unit()
    }

    /// Where a point of space shows in the picture.
    pub(crate) fn project(&self, p: V3) -> V2 {
        let to = p - self.eye;
        let scale = 1.0 / (to.dot(self.forward) * self.lens);
        V2 { x: to.dot(self.right) * scale, y: to.dot(self.up) * scale }
    }
}

/// Where a ray enters a ball (zero from within), when it crosses it.
pub(crate) fn entry(from: V3, ray: V3, ball: (V3, f32), margin: f32) -> Option<f32> {
    let to = ball.0 - from;
    let along = to.dot(ray);
    let half = (ball.1 + margin).powi(2) - (to.dot(to) - along * along);
    let half = if half > 0.0 { half.sqrt() } else { return None };
    (along + half > 0.0).then(|| (along - half).max(0.0))
}

/// Distance to the first surface between `from` and `to` along a ray, when there is one.
pub(crate) fn march(eye: V3, ray: V3, from: f32, to: f32, distance: impl Fn(V3) -> f32) -> Option<f32> {
    let mut t = from;
    for _ in 0..110 {
        let d = distance(eye + ray * t);
        if d < 0.0009 * t {
            return Some(t);
        }
        t += d * 0.92;
        if t > to {
            return None;
        }
    }
    Some(t)
}

/// Outward normal by four samples around `p`.
pub(crate) fn normal(p: V3, step: f32, distance: impl Fn(V3) -> f32) -> V3 {
    let corners = [v3(1.0, -1.0, -1.0), v3(-1.0, -1.0, 1.0), v3(-1.0, 1.0, -1.0), v3(1.0, 1.0, 1.0)];
    corners.iter().fold(V3::default(), |sum, c| sum + *c * distance(p + *c * step)).unit()
}

/// Share of a light at distance `reach` that is not hidden, with a penumbra: the greater `sharp`, the smaller the lamp.
pub(crate) fn shadow(p: V3, towards: V3, reach: f32, sharp: f32, distance: impl Fn(V3) -> f32) -> f32 {
    let (mut t, mut seen) = (0.03, 1.0_f32);
    for _ in 0..16 {
        let d = distance(p + towards * t);
        seen = seen.min(0.5 + 0.5 * sharp * d / t);
        if seen <= 0.0 || t > reach {
            break;
        }
        t += d.clamp(0.04, 0.3);
    }
    let seen = seen.clamp(0.0, 1.0);
    seen * seen * (3.0 - 2.0 * seen)
}

/// Share of the sky that close matter leaves open, by two looks along the normal.
pub(crate) fn openness(p: V3, normal: V3, distance: impl Fn(V3) -> f32) -> f32 {
    let look = |h: f32| (distance(p + normal * h) / h).clamp(0.0, 1.0);
    0.4 + 0.3 * look(0.09) + 0.3 * look(0.28)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ball(p: V3) -> f32 {
        p.length() - 1.0
    }

    #[test]
    fn a_ray_meets_the_ball_where_geometry_says() {
        let hit = march(v3(0.0, 0.0, 4.0), v3(0.0, 0.0, -1.0), 0.0, 10.0, ball);
        assert!(hit.is_some_and(|t| (t - 3.0).abs() < 0.01), "{hit:?}");
        assert!(march(v3(0.0, 1.5, 4.0), v3(0.0, 0.0, -1.0), 0.0, 10.0, ball).is_none());
    }

    #[test]
    fn the_normal_points_outward() {
        assert!((normal(v3(0.0, 0.0, 1.0), 0.001, ball) - v3(0.0, 0.0, 1.0)).length() < 1e-3);
    }

    #[test]
    fn what_is_behind_the_ball_is_in_shadow() {
        let towards = v3(0.0, 0.0, -1.0);
        assert!(shadow(v3(0.0, 0.0, 3.0), towards, 6.0, 8.0, ball) < 0.01);
        assert!(shadow(v3(3.0, 0.0, 3.0), towards, 6.0, 8.0, ball) > 0.99);
    }

    #[test]
    fn a_ball_is_entered_at_its_near_side() {
        let (from, ray) = (v3(0.0, 0.0, 4.0), v3(0.0, 0.0, -1.0));
        assert_eq!(entry(from, ray, (V3::default(), 1.0), 0.5), Some(2.5));
        assert_eq!(entry(from, ray, (v3(0.0, 0.0, 4.5), 1.0), 0.0), Some(0.0), "from within");
        assert_eq!(entry(from, ray, (v3(0.0, 2.0, 0.0), 1.0), 0.0), None, "beside");
        assert_eq!(entry(from, ray, (v3(0.0, 0.0, 7.0), 1.0), 0.0), None, "behind");
    }

    #[test]
    fn a_projected_ray_comes_back() {
        let camera = Camera::new(v3(1.0, 2.0, 5.0), V3::default(), 0.5);
        let p = V2 { x: 0.3, y: -0.2 };
        assert!((camera.project(camera.eye + camera.ray(p) * 4.0) - p).length() < 1e-4);
    }
}
