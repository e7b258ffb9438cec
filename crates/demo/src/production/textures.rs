//! The texture set of the paper lantern: four tiles of handmade paper.

use etabli_formats::exr::{Extra, PartPixels, Plane};

use super::render::{REC709, SOFTWARE};
use crate::noise::{fractal, value};
use crate::shapes::smoothstep;
use crate::vector::{V2, V3, v2, v3};

/// UDIM numbers of the tiles: two columns, two rows.
pub(super) const TILES: [u32; 4] = [1001, 1002, 1011, 1012];

const SIDE: u32 = 256;

/// Path of a tile, relative to the show's folder.
pub(super) fn path(tile: u32) -> String {
    format!("assets/lantern/textures/paper_basecolor.{tile}.exr")
}

/// One tile; neighbours join without a seam, because the paper is a function of the whole set's coordinates.
pub(super) fn part(tile: u32) -> PartPixels {
    let (column, row) = ((tile - 1001) % 10, (tile - 1001) / 10);
    let at = |x: u32, y: u32| v2((column * SIDE + x) as f32, (row * SIDE + SIDE - 1 - y) as f32) * (1.0 / SIDE as f32);
    let pixels: Vec<V3> = (0..SIDE).flat_map(|y| (0..SIDE).map(move |x| at(x, y))).map(paper).collect();
    let plane = |name, pick: fn(&V3) -> f32| Plane::half(name, pixels.iter().map(pick));
    let mut part = PartPixels::new(SIDE, SIDE);
    part.planes = vec![plane("R", |p| p.x), plane("G", |p| p.y), plane("B", |p| p.z)];
    part.extra = vec![Extra::floats("chromaticities", "chromaticities", &REC709), Extra::text("software", SOFTWARE)];
    part
}

/// Colour of the paper: cream, with long fibres, specks of bark, and a shade along each rib.
fn paper(p: V2) -> V3 {
    let bend = 0.35 * fractal(p * 3.0, 3, 100);
    let fibre = fractal(v2((p.x + bend) * 9.0, (p.y - bend) * 150.0), 3, 101);
    let cross = fractal(v2((p.x - bend) * 120.0, (p.y + bend) * 8.0), 3, 102);
    let bark = smoothstep(0.80, 0.90, value(p * 46.0, 103)) * smoothstep(0.5, 0.7, fractal(p * 5.0, 2, 104));
    let rib = smoothstep(0.035, 0.0, (p.y * 6.0 - (p.y * 6.0).round()).abs() / 6.0);
    let cream = v3(0.74, 0.61, 0.44).mix(v3(0.84, 0.73, 0.56), 0.6 * fibre + 0.4 * cross);
    cream.mix(v3(0.30, 0.18, 0.09), 0.7 * bark) * (1.0 - 0.25 * rib)
}
