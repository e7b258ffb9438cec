//! The shots of the demonstration, in the order of the story.

mod hedgehog;
mod lighthouse;
mod workbench;

use crate::picture::Picture;

/// Width and height of every frame, in pixels.
const SIZE: (usize, usize) = (480, 270);

/// Frames per second.
const RATE: f32 = 24.0;

/// One shot: its place in the production, its frames, and how it is painted.
#[derive(Clone, Copy, Debug)]
pub struct Shot {
    /// Name within its sequence ("sh010").
    pub name: &'static str,
    /// Sequence of shots it belongs to ("sq010").
    pub sequence: &'static str,
    /// First frame number.
    pub first: i32,
    /// Last frame number, inclusive.
    pub last: i32,
    /// Whether depth, normals and mattes are painted too.
    pub has_passes: bool,
    /// Seconds since the first frame, and the frame number for the grain.
    brush: fn(f32, i32) -> Picture,
}

static SHOTS: [Shot; 3] = [
    Shot { name: "sh010", sequence: "sq010", first: 1001, last: 1032, has_passes: false, brush: lighthouse::frame },
    Shot { name: "sh020", sequence: "sq010", first: 1001, last: 1024, has_passes: true, brush: hedgehog::frame },
    Shot { name: "sh010", sequence: "sq020", first: 1001, last: 1032, has_passes: false, brush: workbench::frame },
];

/// Every shot, in story order.
pub fn shots() -> &'static [Shot] {
    &SHOTS
}

/// One frame of a shot. The same shot and frame always give the same samples; frames outside the shot's range are its handles.
pub fn paint(shot: &Shot, frame: i32) -> Picture {
    (shot.brush)((frame - shot.first) as f32 / RATE, frame)
}
