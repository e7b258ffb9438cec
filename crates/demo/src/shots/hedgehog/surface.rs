//! What a surface is made of.

use crate::vector::V3;

/// How a point of matter answers light.
#[derive(Clone, Copy, Debug)]
pub(super) struct Surface {
    /// Share of light given back, linear.
    pub(super) colour: V3,
    /// Strength of reflections, 0 chalk, 1 wet.
    pub(super) gloss: f32,
    /// How far light bleeds past the terminator, 0..1 (skin, wax, paper).
    pub(super) soft: f32,
    /// Strength of the bright rim of hair and moss seen edge-on.
    pub(super) fuzz: f32,
}
