//! Grass in the picture plane: rows of blades that sway, laid out once a frame so that each pixel looks at a few.

use crate::noise::{uniform, value};
use crate::shapes::smoothstep;
use crate::vector::{V2, v2};

/// One row of grass.
pub(crate) struct Row {
    /// Picture height of the roots, and of the tallest blade above them.
    pub(crate) roots: f32,
    pub(crate) tall: f32,
    /// Distance between blades, half-width of one, softness of its edge (out of focus).
    pub(crate) pitch: f32,
    pub(crate) half: f32,
    pub(crate) soft: f32,
    /// How much of the lamp's light it takes.
    pub(crate) lit: f32,
    /// Which field of chance it takes its blades from.
    pub(crate) layer: i32,
}

struct Blade {
    root: V2,
    tall: f32,
    lean: f32,
}

/// The blades of one row at one moment.
pub(crate) struct Blades {
    pub(crate) row: &'static Row,
    first: i32,
    blades: Vec<Blade>,
}

/// Lays out rows at a time in seconds.
pub(crate) fn grown(rows: &'static [Row], time: f32) -> Vec<Blades> {
    rows.iter().map(|row| Blades::of(row, time)).collect()
}

impl Blades {
    fn of(row: &'static Row, time: f32) -> Self {
        let reach = (1.0 / row.pitch) as i32;
        Self { row, first: -reach, blades: (-reach..=reach).map(|i| Blade::of(row, i, time)).collect() }
    }

    /// Coverage at a place of the picture, and how high along the blade (0 root, 1 point).
    pub(crate) fn cover(&self, p: V2) -> (f32, f32) {
        let y = p.y - self.row.roots;
        if y < -0.75 * self.row.tall || y > 2.3 * self.row.tall {
            return (0.0, 0.0);
        }
        let cell = (p.x / self.row.pitch).floor() as i32 - self.first;
        let (from, to) = ((cell - 3).max(0) as usize, (cell + 4).max(0) as usize);
        let near = self.blades.get(from..to.min(self.blades.len())).unwrap_or_default();
        near.iter().map(|blade| blade.cover(self.row, p)).fold((0.0, 0.0), |best, one| if one.0 > best.0 { one } else { best })
    }
}

impl Blade {
    /// Blades are longer in clumps and towards the sides of the picture.
    fn of(row: &Row, i: i32, time: f32) -> Self {
        let chance = |k| uniform(i, row.layer, k);
        let x = (i as f32 + chance(3)) * row.pitch;
        let clump = smoothstep(0.25, 0.80, value(v2(i as f32 * 0.17, 0.5), row.layer));
        let side = 1.0 + 0.9 * (x * 1.12).powi(4);
        let tall = row.tall * side * (0.25 + 0.75 * chance(0)) * (0.25 + 0.75 * clump);
        let sway = 0.10 * (time * 1.6 + x * 3.0 + chance(1) * 2.0).sin();
        let root = v2(x, row.roots + (chance(4) - 0.5) * 0.6 * row.tall);
        Self { root, tall, lean: (chance(2) - 0.5) * 1.1 + sway }
    }

    fn cover(&self, row: &Row, p: V2) -> (f32, f32) {
        let up = (p.y - self.root.y) / self.tall;
        if !(-0.3..1.0).contains(&up) {
            return (0.0, 0.0);
        }
        let along = up.max(0.0);
        let centre = self.root.x + self.lean * self.tall * along * along;
        let half = row.half * (1.0 - along).sqrt();
        let inside = smoothstep(half + row.soft, half - row.soft, (p.x - centre).abs());
        (inside * smoothstep(1.0, 0.9, along) * smoothstep(-0.3, 0.0, up), along)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static ROWS: [Row; 1] = [Row { roots: 0.0, tall: 0.1, pitch: 0.01, half: 0.003, soft: 0.001, lit: 1.0, layer: 1 }];

    #[test]
    fn blades_grow_from_their_roots_and_sway() {
        let (now, later) = (&grown(&ROWS, 0.0)[0], &grown(&ROWS, 0.5)[0]);
        let along = |row: &Blades, y: f32| (0..400).map(|i| row.cover(v2(i as f32 * 0.002 - 0.4, y)).0).collect::<Vec<f32>>();
        assert!(along(now, 0.03).iter().any(|c| *c > 0.9) && along(now, 0.03).contains(&0.0));
        assert!(along(now, 0.3).iter().all(|c| *c == 0.0));
        assert_ne!(along(now, 0.05), along(later, 0.05));
    }
}
