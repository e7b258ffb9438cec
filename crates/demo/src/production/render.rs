//! A painted frame as a renderer would write it.

use etabli_formats::exr::{Extra, PartPixels, Plane};

use crate::{Passes, Picture, Shot};

/// Primaries and white of Rec.709, as `chromaticities` holds them.
pub(super) const REC709: [f32; 8] = [0.64, 0.33, 0.30, 0.60, 0.15, 0.06, 0.3127, 0.3290];

/// What wrote the files.
pub(super) const SOFTWARE: &str = concat!("Etabli demo ", env!("CARGO_PKG_VERSION"));

/// A frame: half RGBA with ZIP, and the passes beside it when the shot has them.
pub(super) fn part(shot: &Shot, frame: i32, picture: &Picture) -> PartPixels {
    let mut part = still(shot, frame, picture);
    if let Some(passes) = &picture.passes {
        part.planes.extend(planes(passes));
    }
    part.extra.extend([
        Extra::ints("framesPerSecond", "rational", &[24, 1]),
        Extra::ints("imageCounter", "int", &[frame]),
        Extra::ints("timeCode", "timecode", &[timecode(frame), 0]),
    ]);
    part
}

/// The beauty alone, without a place in time.
pub(super) fn still(shot: &Shot, frame: i32, picture: &Picture) -> PartPixels {
    let plane = |name, samples: &[f32]| Plane::half(name, samples.iter().copied());
    let mut part = PartPixels::new(picture.width as u32, picture.height as u32);
    part.planes = vec![plane("R", &picture.red), plane("G", &picture.green), plane("B", &picture.blue), plane("A", &picture.alpha)];
    part.extra = vec![
        Extra::floats("chromaticities", "chromaticities", &REC709),
        Extra::text("comments", &format!("{} {} {frame}", shot.sequence, shot.name)),
        Extra::text("software", SOFTWARE),
    ];
    part
}

fn planes(passes: &Passes) -> Vec<Plane> {
    let mut planes = vec![Plane::float("depth.Z", passes.depth.iter().copied())];
    for (names, group) in [(["N.X", "N.Y", "N.Z"], &passes.normal), (["matte.R", "matte.G", "matte.B"], &passes.matte)] {
        planes.extend(names.into_iter().zip(group).map(|(name, samples)| Plane::half(name, samples.iter().copied())));
    }
    planes
}

/// Time of a frame at 24 frames a second, in binary-coded decimals as the format's `timecode` type packs them for film.
fn timecode(frame: i32) -> i32 {
    let fields = [frame % 24, frame / 24 % 60, frame / 1440 % 60, frame / 86_400 % 24];
    fields.iter().rev().fold(0, |packed, field| (packed << 8) | ((field / 10) << 4) | (field % 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_code_follows_the_frames() {
        assert_eq!(timecode(1001), 0x0000_4117, "41 seconds and 17 frames");
        assert_eq!(timecode(1008), 0x0000_4200);
        assert_eq!(timecode(86_400 * 13 + 1440 * 59), 0x1359_0000);
    }
}
