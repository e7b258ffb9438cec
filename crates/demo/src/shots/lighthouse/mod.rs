//! sq010 sh010: dusk on the coast; the lighthouse has just been lit.

mod beam;
mod land;
mod sea;
mod sky;
mod tower;

use super::SIZE;
use crate::grass::{Blades, Row, grown};
use crate::light::bloom;
use crate::picture::Picture;
use crate::vector::{V2, V3, v3};

/// Picture height of the horizon.
const HORIZON: f32 = -0.09;

/// One pixel, in picture coordinates.
const PIXEL: f32 = 1.0 / 270.0;

/// Paints the frame at `time` seconds.
pub(super) fn frame(time: f32, number: i32) -> Picture {
    let beam = beam::Beam::at(time);
    let grass = grown(&ROWS, time);
    let mut picture = Picture::painted(SIZE.0, SIZE.1, |p| dune(p, colour(p, time, &beam), &grass));
    bloom(&mut picture, 0.75, 18, 0.30);
    picture.developed(number, 0.40)
}

fn colour(p: V2, time: f32, beam: &beam::Beam) -> V3 {
    let far = if p.y > HORIZON { land::far(p, sky::sky(p, time)) } else { sea::sea(p, time, beam.strength) };
    let near = tower::over(p, land::headland(p, far, beam.strength), time);
    let sail = land::boat(p, near, time);
    let birds = land::gulls(p, sail, time);
    birds + beam.light(p)
}

/// Marram grass before the lens.
fn dune(p: V2, behind: V3, grass: &[Blades]) -> V3 {
    grass.iter().fold(behind, |colour, blades| {
        let (inside, along) = blades.cover(p);
        if inside <= 0.0 {
            return colour;
        }
        let warm = v3(0.30, 0.15, 0.075) * (along * along * (0.25 + 0.35 * (-p.x - 0.1).max(0.0)));
        colour.mix(v3(0.012, 0.015, 0.022) + warm * blades.row.lit, inside)
    })
}

static ROWS: [Row; 3] = [
    Row { roots: -0.520, tall: 0.120, pitch: 0.0085, half: 0.0026, soft: 0.0020, lit: 1.0, layer: 20 },
    Row { roots: -0.545, tall: 0.170, pitch: 0.0140, half: 0.0042, soft: 0.0032, lit: 0.7, layer: 21 },
    Row { roots: -0.600, tall: 0.230, pitch: 0.0300, half: 0.0085, soft: 0.0075, lit: 0.4, layer: 22 },
];
