//! Signed distances to simple shapes, negative inside (after Inigo Quilez, <https://iquilezles.org/articles/distfunctions/>).

use crate::vector::{V2, V3, v2, v3};

/// Zero below `a`, one above `b`, smooth between.
pub(crate) fn smoothstep(a: f32, b: f32, x: f32) -> f32 {
    let t = ((x - a) / (b - a)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// The smaller of two distances, with a fillet of width `k`.
pub(crate) fn union(a: f32, b: f32, k: f32) -> f32 {
    let h = (k - (a - b).abs()).max(0.0) / k;
    a.min(b) - h * h * k * 0.25
}

/// How much of a pixel of size `soft` lies inside, 0..1.
pub(crate) fn cover(distance: f32, soft: f32) -> f32 {
    smoothstep(soft, -soft, distance)
}

/// Box centred on the origin, `half` wide and high, corners rounded by `r`.
pub(crate) fn block(p: V2, half: V2, r: f32) -> f32 {
    let q = v2(p.x.abs() - half.x + r, p.y.abs() - half.y + r);
    v2(q.x.max(0.0), q.y.max(0.0)).length() + q.x.max(q.y).min(0.0) - r
}

/// Line from `a` to `b`, thick `r` on each side.
pub(crate) fn line(p: V2, a: V2, b: V2, r: f32) -> f32 {
    let (pa, ba) = (p - a, b - a);
    let h = (pa.dot(ba) / ba.dot(ba)).clamp(0.0, 1.0);
    (pa - ba * h).length() - r
}

/// Line from `a` to `b` whose thickness goes from `ra` to `rb`.
pub(crate) fn taper(p: V2, a: V2, b: V2, ra: f32, rb: f32) -> f32 {
    let (pa, ba) = (p - a, b - a);
    let h = (pa.dot(ba) / ba.dot(ba)).clamp(0.0, 1.0);
    (pa - ba * h).length() - (ra + (rb - ra) * h)
}

/// Upright trapezium of half-width `bottom` at `-h` and `top` at `h` (a bound away from the slanted sides).
pub(crate) fn trapezium(p: V2, bottom: f32, top: f32, h: f32) -> f32 {
    let k = ((p.y + h) / (2.0 * h)).clamp(0.0, 1.0);
    let slope = (bottom - top) / (2.0 * h);
    let side = (p.x.abs() - (bottom + (top - bottom) * k)) / (1.0 + slope * slope).sqrt();
    side.max(p.y.abs() - h)
}

/// Ellipsoid centred on the origin (a bound, good near the surface).
pub(crate) fn ellipsoid(p: V3, r: V3) -> f32 {
    let q = v3(p.x / r.x, p.y / r.y, p.z / r.z);
    let k0 = q.length();
    let k1 = v3(q.x / r.x, q.y / r.y, q.z / r.z).length();
    k0 * (k0 - 1.0) / k1.max(1e-6)
}

/// Capsule from `a` to `b` whose radius goes from `ra` to `rb`, and the place along it (0..1).
pub(crate) fn cone(p: V3, a: V3, b: V3, ra: f32, rb: f32) -> (f32, f32) {
    let (pa, ba) = (p - a, b - a);
    let h = (pa.dot(ba) / ba.dot(ba)).clamp(0.0, 1.0);
    ((pa - ba * h).length() - (ra + (rb - ra) * h), h)
}

/// Upright cylinder centred on the origin, edges rounded by `r`.
pub(crate) fn drum(p: V3, radius: f32, half: f32, r: f32) -> f32 {
    block(v2(v2(p.x, p.z).length(), p.y), v2(radius, half), r)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_negative_inside_and_grow_outside() {
        assert!((block(v2(3.0, 0.0), v2(1.0, 1.0), 0.2) - 2.0).abs() < 1e-5);
        assert!((block(v2(0.0, 0.0), v2(1.0, 2.0), 0.2) + 1.0).abs() < 1e-5);
        assert!((line(v2(0.5, 2.0), v2(0.0, 0.0), v2(1.0, 0.0), 0.5) - 1.5).abs() < 1e-5);
        assert!((taper(v2(1.0, 2.0), v2(0.0, 0.0), v2(1.0, 0.0), 0.5, 0.25) - 1.75).abs() < 1e-5);
        assert!((ellipsoid(v3(3.0, 0.0, 0.0), v3(1.0, 1.0, 1.0)) - 2.0).abs() < 1e-5);
        assert!(ellipsoid(v3(0.4, 0.1, 0.0), v3(0.5, 0.2, 0.2)) < 0.0);
        assert!((drum(v3(0.0, 2.0, 0.0), 1.0, 0.5, 0.1) - 1.5).abs() < 1e-5);
        assert!((cone(v3(0.0, 1.0, 0.0), V3::default(), v3(0.0, 0.0, 2.0), 0.25, 0.1).0 - 0.75).abs() < 1e-5);
        assert!(trapezium(v2(0.55, 0.9), 1.0, 0.5, 1.0) > 0.0 && trapezium(v2(0.55, -0.9), 1.0, 0.5, 1.0) < 0.0);
    }

    #[test]
    fn a_fillet_only_adds_matter_near_the_seam() {
        assert!(union(0.1, 0.1, 0.2) < 0.1);
        assert!((union(0.1, 0.9, 0.2) - 0.1).abs() < 1e-6);
    }
}
