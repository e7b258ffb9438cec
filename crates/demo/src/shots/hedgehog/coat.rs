//! The hedgehog's coat: some hundreds of spines on an egg, found by direction so that each look costs four of them.

use std::sync::LazyLock;

use crate::noise::uniform;
use crate::shapes::{cone, ellipsoid};
use crate::vector::{V2, V3, v2, v3};

/// Centre and radii of the egg that carries the spines, in the animal's own space (it looks along +x).
const CENTRE: V3 = v3(-0.12, 0.83, 0.0);
const RADII: V3 = v3(0.50, 0.83, 0.55);

/// The way spines lie: back and down.
const LEAN: V3 = v3(-0.34, -0.30, 0.0);

const CELLS: usize = 29;
const LENGTH: f32 = 0.27;

struct Spine {
    base: V3,
    tip: V3,
    width: f32,
}

static SPINES: LazyLock<Vec<Option<Spine>>> = LazyLock::new(|| (0..CELLS * CELLS).map(|i| spine(i % CELLS, i / CELLS)).collect());

/// Distance to the coat, and how far along a spine that is (0 skin, 1 tip).
pub(super) fn coat(p: V3) -> (f32, f32) {
    let q = p - CENTRE;
    let egg = ellipsoid(q, RADII).max(front(q));
    if egg > LENGTH + 0.1 {
        return (egg - LENGTH, 0.0);
    }
    let upright = q - LEAN * egg.max(0.0);
    let cell = (unfold(v3(upright.x / RADII.x, upright.y / RADII.y, upright.z / RADII.z)) + v2(1.0, 1.0)) * (CELLS as f32 * 0.5);
    let (i, j) = ((cell.x - 0.5).max(0.0) as usize, (cell.y - 0.5).max(0.0) as usize);
    let around = [(i, j), (i + 1, j), (i, j + 1), (i + 1, j + 1)];
    around.iter().filter_map(|(i, j)| SPINES.get(j * CELLS + i)?.as_ref()).fold((egg, 0.0), |near, s| {
        let (d, along) = cone(p, s.base, s.tip, s.width, 0.006);
        if d < near.0 { (d, along) } else { near }
    })
}

/// Distance to the egg without its spines, for shadows.
pub(super) fn skin(p: V3) -> f32 {
    let q = p - CENTRE;
    ellipsoid(q, RADII).max(front(q))
}

/// Positive where the face and belly are, so that the coat ends in a hood around them.
fn front(q: V3) -> f32 {
    q.x * 0.93 - q.y * 0.28 - 0.07 + 0.04 * (q.z / RADII.z).powi(2)
}

fn spine(i: usize, j: usize) -> Option<Spine> {
    let jitter = |k| 0.5 + 0.5 * (uniform(i as i32, j as i32, k) - 0.5);
    let place = v2(i as f32 + jitter(0), j as f32 + jitter(1)) * (2.0 / CELLS as f32) - v2(1.0, 1.0);
    let n = fold(place);
    let foot = v3(n.x * RADII.x, n.y * RADII.y, n.z * RADII.z);
    if front(foot) > -0.01 || foot.y < -0.68 {
        return None;
    }
    let outward = v3(n.x / RADII.x, n.y / RADII.y, n.z / RADII.z).unit();
    let length = LENGTH * (0.72 + 0.28 * uniform(i as i32, j as i32, 2));
    let base = CENTRE + foot * 0.97;
    Some(Spine { base, tip: base + (outward + LEAN).unit() * length, width: 0.030 })
}

/// Octahedral map of a direction to the square -1..1, its seam at the front where no spine grows.
fn unfold(d: V3) -> V2 {
    let k = 1.0 / (d.x.abs() + d.y.abs() + d.z.abs()).max(1e-6);
    let (a, b) = (d.y * k, d.z * k);
    if d.x <= 0.0 { v2(a, b) } else { v2((1.0 - b.abs()).copysign(a), (1.0 - a.abs()).copysign(b)) }
}

/// The inverse of [`unfold`].
fn fold(p: V2) -> V3 {
    let x = p.x.abs() + p.y.abs() - 1.0;
    if x <= 0.0 {
        return v3(x, p.x, p.y).unit();
    }
    v3(x, (1.0 - p.y.abs()).copysign(p.x), (1.0 - p.x.abs()).copysign(p.y)).unit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_come_back_from_the_square() {
        for d in [v3(-1.0, 0.2, 0.3), v3(0.4, 0.8, -0.5), v3(-0.1, -0.9, 0.2), v3(0.7, -0.3, -0.6)] {
            assert!((fold(unfold(d)) - d.unit()).length() < 1e-5, "{d:?}");
        }
    }

    #[test]
    fn spines_grow_on_the_back_and_none_on_the_face() {
        let grown = SPINES.iter().flatten();
        assert!(grown.clone().count() > 200);
        assert!(grown.clone().all(|s| s.base.x < 0.35 && (s.tip - s.base).length() < LENGTH + 1e-4));
    }
}
