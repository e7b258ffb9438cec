//! sq020 sh010: the bench at night, where the lantern was made.

mod drawing;
mod lights;
mod table;
mod things;
mod tools;
mod wall;
mod window;

use super::SIZE;
use crate::light::bloom;
use crate::picture::Picture;
use crate::vector::{V2, V3};
use lights::Lights;

/// One pixel, in picture coordinates.
const PIXEL: f32 = 1.0 / 270.0;

/// Where the bench meets the wall, and where its front edge is.
const BACK: f32 = -0.185;
const FRONT: f32 = -0.425;

/// Paints the frame at `time` seconds.
pub(super) fn frame(time: f32, number: i32) -> Picture {
    let lights = Lights::at(time);
    let mut picture = Picture::painted(SIZE.0, SIZE.1, |p| colour(p, time, &lights));
    bloom(&mut picture, 0.60, 18, 0.30);
    picture.developed(number, 0.46)
}

fn colour(p: V2, time: f32, lights: &Lights) -> V3 {
    let ground = if p.y > BACK { wall::wall(p, time, lights) } else { table::table(p, lights) };
    things::over(p, ground, time, lights) + lights.veil(p, time)
}
