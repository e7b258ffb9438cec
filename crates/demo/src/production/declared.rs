//! The `etabli.toml` of the production.

use crate::{Shot, shots};

/// Frames rendered before and after the cut, part of every shot's range.
const HANDLES: i32 = 4;

/// What the production declares of itself.
pub(super) fn declaration() -> String {
    let ranges: Vec<String> = shots().iter().map(range).collect();
    format!("{HEAD}{}", ranges.concat())
}

/// The cut of one shot, with the frames rendered around it.
fn range(shot: &Shot) -> String {
    let (first, last) = (shot.first + HANDLES, shot.last - HANDLES);
    format!("\"{}/{}/**\" = {{ first = {first}, last = {last}, handles = {HANDLES} }}\n", shot.sequence, shot.name)
}

/// What the folder of assets declares otherwise: textures have their own size.
pub(super) const ASSETS: &str = "[image]\nresolution = [256, 256]\n";

const HEAD: &str = r#"# What this production declares: frames are judged against it.
show = "the_keeper"
root = true

[image]
resolution = [480, 270]
pixel_aspect = 1.0
frame_rate = 24.0

[colour]
# Rec.709 primaries and white.
chromaticities = [0.64, 0.33, 0.30, 0.60, 0.15, 0.06, 0.3127, 0.3290]

[layers]
# Masks of the hedgehog, the lantern and the ground: never judged as light.
matte = "matte"

# The cut of each shot, and the frames rendered around it.
[ranges]
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shot_has_its_range_with_handles() {
        let text = declaration();
        assert!(text.contains("\"sq010/sh010/**\" = { first = 1005, last = 1028, handles = 4 }"), "{text}");
        assert_eq!(text.matches("handles = 4").count(), shots().len());
    }
}
