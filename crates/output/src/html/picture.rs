//! Pictures inside the page: as PNG in the text, ringed where the fault is.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use etabli_diagnosis::{At, View};
use etabli_formats::Raster;

use super::wanted::{Pictures, Wanted};
use crate::base64;

/// Points of a ring.
const POINTS: u32 = 14;

/// A picture as the address of an image. `None` when it cannot be encoded, which a raster of the right size always can.
fn address(raster: &Raster) -> Option<String> {
    Some(format!("data:image/png;base64,{}", base64::encode(&png(raster)?)))
}

/// A picture as a PNG file. `None` when it cannot be encoded.
pub(crate) fn png(raster: &Raster) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, raster.width, raster.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::High);
    encoder.write_header().and_then(|mut writer| writer.write_image_data(&raster.rgb)).ok()?;
    Some(bytes)
}

/// The pictures of a page, each encoded once however often it is shown.
pub(super) struct Album<'a>(BTreeMap<&'a Wanted, Shown<'a>>);

/// A picture with its image element. What it shows is said in words beside it.
pub(super) struct Shown<'a> {
    pub(super) raster: &'a Raster,
    pub(super) image: String,
}

impl<'a> Album<'a> {
    pub(super) fn of(pictures: &'a Pictures) -> Self {
        Self(pictures.iter().filter_map(|(wanted, raster)| Some((wanted, Shown { raster, image: image(raster)? }))).collect())
    }

    /// What was made of a view of a file of a report.
    pub(super) fn get(&self, report: usize, path: &str, view: View) -> Option<&Shown<'a>> {
        self.0.get(&(report, path.to_owned(), view))
    }
}

/// The image element of a picture. What it shows is said in words beside it.
pub(crate) fn image(raster: &Raster) -> Option<String> {
    Some(format!("<img src=\"{}\" width=\"{}\" height=\"{}\" alt=\"\"/>", address(raster)?, raster.width, raster.height))
}

/// A slightly uneven ring around the place of a finding, and its tail to the loupe at the right when there is one; `seed` moves its
/// unevenness, so that one finding always has one ring.
pub(crate) fn ring(raster: &Raster, at: &At, seed: u64, has_loupe: bool) -> Option<String> {
    let (width, height) = (raster.window.width(), raster.window.height());
    let drawn = |class: &str, path: &str| format!("<path class=\"under{class}\" d=\"{path}\"/><path class=\"over{class}\" d=\"{path}\"/>");
    let tail = tail_path(raster, at).filter(|_| has_loupe).map_or_else(String::new, |tail| drawn(" tail", &tail));
    Some(format!(
        "<svg class=\"mark\" viewBox=\"0 0 {width} {height}\" preserveAspectRatio=\"none\" aria-hidden=\"true\">{tail}{}</svg>",
        drawn("", &ring_path(raster, at, seed)?)
    ))
}

/// The ring alone, as the path of an SVG whose units are the pixels of the window.
pub(crate) fn ring_path(raster: &Raster, at: &At, seed: u64) -> Option<String> {
    let ([cx, cy], [rx, ry], _) = placed(raster, at)?;
    Some(path([cx, cy], [rx, ry], seed))
}

/// Its tail to a loupe at the right, in the same units.
pub(crate) fn tail_path(raster: &Raster, at: &At) -> Option<String> {
    let ([cx, cy], [rx, _], size) = placed(raster, at)?;
    Some(tail([cx + rx, cy], size))
}

/// Middle and radii of a ring, and the size of what it is drawn on.
fn placed(raster: &Raster, at: &At) -> Option<([f32; 2], [f32; 2], [f32; 2])> {
    let [x0, y0, x1, y1] = at.bbox.or_else(|| at.pixel.map(|[x, y]| [x, y, x, y]))?;
    let (width, height) = (raster.window.width() as f32, raster.window.height() as f32);
    let middle = |from: i32, to: i32, start: i32| (from as f32 + to as f32 + 1.0) / 2.0 - start as f32;
    let centre = [middle(x0, x1, raster.window.min[0]), middle(y0, y1, raster.window.min[1])];
    let least = width.max(height) * 0.022;
    let half = |from: i32, to: i32| ((to as f32 - from as f32 + 1.0) * 0.72).max(least);
    Some((centre, [half(x0, x1).min(width * 0.49), half(y0, y1).min(height * 0.49)], [width, height]))
}

/// From the side of a ring to the loupe, which stands beside the upper part of the picture.
fn tail([x, y]: [f32; 2], [width, height]: [f32; 2]) -> String {
    let end = y.clamp(height * 0.06, height * 0.24);
    let bend = [f32::midpoint(x, width), f32::midpoint(y, end) + height * 0.02];
    format!("M{x:.1} {y:.1}Q{:.1} {:.1} {:.1} {end:.1}", bend[0], bend[1], width * 1.016)
}

/// A closed curve through the middles of the sides of an uneven polygon.
fn path([cx, cy]: [f32; 2], [rx, ry]: [f32; 2], seed: u64) -> String {
    let corner = |n: u32| {
        let angle = std::f32::consts::TAU * n as f32 / POINTS as f32;
        let uneven = 1.0 + (((seed >> (n * 4)) & 15) as f32 - 7.5) / 110.0;
        [cx + rx * uneven * angle.cos(), cy + ry * uneven * angle.sin()]
    };
    let between = |a: [f32; 2], b: [f32; 2]| [f32::midpoint(a[0], b[0]), f32::midpoint(a[1], b[1])];
    let start = between(corner(POINTS - 1), corner(0));
    let mut path = format!("M{:.1} {:.1}", start[0], start[1]);
    for n in 0..POINTS {
        let (here, next) = (corner(n), corner((n + 1) % POINTS));
        let end = between(here, next);
        // Writing into a string cannot fail.
        let _ = write!(path, "Q{:.1} {:.1} {:.1} {:.1}", here[0], here[1], end[0], end[1]);
    }
    path + "Z"
}

/// A box around one pixel of a loupe.
pub(crate) fn pixel_box(raster: &Raster, [x, y]: [i32; 2]) -> String {
    let (x, y) = (i64::from(x) - i64::from(raster.window.min[0]), i64::from(y) - i64::from(raster.window.min[1]));
    format!(
        "<svg class=\"exact\" viewBox=\"0 0 {} {}\" aria-hidden=\"true\"><rect class=\"under\" x=\"{x}\" y=\"{y}\" width=\"1\" height=\"1\"/>\
         <rect class=\"over\" x=\"{x}\" y=\"{y}\" width=\"1\" height=\"1\"/></svg>",
        raster.width, raster.height
    )
}

#[cfg(test)]
mod tests {
    use etabli_diagnosis::At;
    use etabli_formats::Raster;
    use etabli_formats::exr::Box2i;

    use super::{address, ring};

    fn raster() -> Raster {
        Raster { width: 2, height: 1, window: Box2i { min: [0, 0], max: [199, 99] }, rgb: vec![255, 0, 0, 0, 0, 255] }
    }

    #[test]
    fn a_picture_is_a_whole_png() {
        let address = address(&raster()).unwrap();
        assert!(address.starts_with("data:image/png;base64,iVBORw0KGgo"), "{address}");
    }

    #[test]
    fn a_ring_keeps_its_shape_for_one_finding_and_is_another_for_the_next() {
        let at = At { pixel: Some([10, 20]), ..At::default() };
        let ring = |at: &At, seed, has_loupe| ring(&raster(), at, seed, has_loupe);
        assert_eq!(ring(&at, 7, false), ring(&at, 7, false));
        assert_ne!(ring(&at, 7, false), ring(&at, 8, false));
        assert_eq!(ring(&At::default(), 7, true), None);
        assert!(ring(&at, 7, true).unwrap().contains(" tail") && !ring(&at, 7, false).unwrap().contains(" tail"));
    }
}
