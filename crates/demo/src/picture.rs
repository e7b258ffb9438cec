//! A painted frame, and what a camera adds to it.

use crate::noise::grain;
use crate::vector::{V2, V3, v2};

/// One frame, scene-linear Rec.709, rows from the top; every plane holds `width * height` samples.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Red light; a little above 1 where a lamp shines.
    pub red: Vec<f32>,
    /// Green light.
    pub green: Vec<f32>,
    /// Blue light.
    pub blue: Vec<f32>,
    /// Coverage, 0..1.
    pub alpha: Vec<f32>,
    /// What a renderer writes beside the beauty, for the shots that have it.
    pub passes: Option<Passes>,
}

/// Data passes of a rendered shot.
#[derive(Clone, Debug, PartialEq)]
pub struct Passes {
    /// Distance along the camera's axis, in scene units; what is farther than everything has [`FAR`].
    pub depth: Vec<f32>,
    /// World-space surface normals, components x, y, z in -1..1; null where nothing was hit.
    pub normal: [Vec<f32>; 3],
    /// Coverage of the hero, of the lantern and of the ground, 0..1.
    pub matte: [Vec<f32>; 3],
}

/// Depth where the eye meets only sky, in scene units.
pub const FAR: f32 = 100.0;

impl Picture {
    /// Paints each pixel with `colour`, called with the pixel's centre in picture coordinates: y from -0.5 (bottom) to 0.5,
    /// x to the same scale.
    pub(crate) fn painted(width: usize, height: usize, colour: impl Fn(V2) -> V3) -> Self {
        let mut picture = Self::blank(width, height);
        for y in 0..height {
            for x in 0..width {
                picture.set(x, y, colour(place(width, height, x as f32 + 0.5, y as f32 + 0.5)));
            }
        }
        picture
    }

    /// A black, opaque picture without passes.
    pub(crate) fn blank(width: usize, height: usize) -> Self {
        let zeros = vec![0.0; width * height];
        Self { width, height, red: zeros.clone(), green: zeros.clone(), blue: zeros, alpha: vec![1.0; width * height], passes: None }
    }

    pub(crate) fn set(&mut self, x: usize, y: usize, colour: V3) {
        let i = y * self.width + x;
        (self.red[i], self.green[i], self.blue[i]) = (colour.x, colour.y, colour.z);
    }

    /// Darkens the corners, lifts the blacks a hair and adds grain that is new in every frame.
    pub(crate) fn developed(mut self, frame: i32, vignette: f32) -> Self {
        for y in 0..self.height {
            for x in 0..self.width {
                let p = place(self.width, self.height, x as f32 + 0.5, y as f32 + 0.5);
                let gain = 1.0 - vignette * p.dot(p);
                let i = y * self.width + x;
                let shared = grain(x, y, frame, 0);
                for (channel, plane) in [&mut self.red, &mut self.green, &mut self.blue].into_iter().enumerate() {
                    let noise = 0.7 * shared + 0.5 * grain(x, y, frame, channel as i32 + 1);
                    let light = plane[i] * gain + 0.0016;
                    plane[i] = light + noise * (0.020 * light + 0.028 * light.sqrt().min(0.6) * light + 0.0007);
                }
            }
        }
        self
    }
}

/// Picture coordinates of a place in pixels.
pub(crate) fn place(width: usize, height: usize, x: f32, y: f32) -> V2 {
    v2((x - width as f32 * 0.5) / height as f32, 0.5 - y / height as f32)
}
