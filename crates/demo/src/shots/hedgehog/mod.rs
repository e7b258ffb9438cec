//! sq010 sh020: a hedgehog has found a paper lantern in the pines.

mod animal;
mod backdrop;
mod coat;
mod lantern;
mod meadow;
mod shading;
mod stage;
mod surface;

use crate::light::bloom;
use crate::picture::{FAR, Passes, Picture, place};
use crate::vector::{V2, V3};

use super::SIZE;
use stage::{Sample, Stage};

/// Places within a pixel where its edges are looked at again.
const CORNERS: [(f32, f32); 3] = [(0.15, 0.30), (0.75, 0.15), (0.60, 0.85)];

/// Paints the frame at `time` seconds.
pub(super) fn frame(time: f32, number: i32) -> Picture {
    let (width, height) = SIZE;
    let stage = Stage::at(time);
    let centres: Vec<Sample> = (0..width * height).map(|i| stage.sample(centre(i), 0.0)).collect();
    let mut picture = Picture::blank(width, height);
    let mut passes = Passes::blank(width * height);
    for i in 0..width * height {
        let seen = if is_edge(&centres, i) { finer(&stage, i, &centres) } else { centres[i] };
        let colour = stage.veiled(centre(i), &seen);
        picture.set(i % width, i / width, colour);
        passes.set(i, &seen);
    }
    picture.passes = Some(passes);
    bloom(&mut picture, 0.55, 15, 0.35);
    picture.developed(number, 0.42)
}

fn centre(i: usize) -> V2 {
    place(SIZE.0, SIZE.1, (i % SIZE.0) as f32 + 0.5, (i / SIZE.0) as f32 + 0.5)
}

/// The four neighbours of a pixel, itself at the border.
fn around(i: usize) -> [usize; 4] {
    let (width, height) = SIZE;
    let (x, y) = (i % width, i / width);
    [(x.max(1) - 1, y), ((x + 1).min(width - 1), y), (x, y.max(1) - 1), (x, (y + 1).min(height - 1))].map(|(x, y)| y * width + x)
}

/// Whether a pixel's neighbours show something else, so that one look is not enough.
fn is_edge(seen: &[Sample], i: usize) -> bool {
    around(i).iter().any(|j| seen[i].differs(&seen[*j]))
}

/// The mean of a pixel's centre and of three looks around it; depth is the nearest, as renderers write it.
fn finer(stage: &Stage, i: usize, seen: &[Sample]) -> Sample {
    let (x, y) = ((i % SIZE.0) as f32, (i / SIZE.0) as f32);
    let centre = &seen[i];
    let near = around(i).iter().fold(centre.depth, |near, j| near.min(seen[*j].depth));
    let looks = CORNERS.map(|(dx, dy)| stage.sample(place(SIZE.0, SIZE.1, x + dx, y + dy), near - 0.15));
    let mean = |of: fn(&Sample) -> V3| looks.iter().fold(of(centre), |sum, s| sum + of(s)) * 0.25;
    Sample {
        colour: mean(|s| s.colour),
        normal: mean(|s| s.normal),
        matte: mean(|s| s.matte),
        depth: looks.iter().fold(centre.depth, |near, s| near.min(s.depth)),
    }
}

impl Passes {
    fn blank(pixels: usize) -> Self {
        let zeros = || [vec![0.0; pixels], vec![0.0; pixels], vec![0.0; pixels]];
        Self { depth: vec![FAR; pixels], normal: zeros(), matte: zeros() }
    }

    fn set(&mut self, i: usize, seen: &Sample) {
        self.depth[i] = seen.depth;
        let parts = |v: V3| [v.x, v.y, v.z];
        for (plane, v) in self.normal.iter_mut().zip(parts(seen.normal)) {
            plane[i] = v;
        }
        for (plane, v) in self.matte.iter_mut().zip(parts(seen.matte)) {
            plane[i] = v;
        }
    }
}
