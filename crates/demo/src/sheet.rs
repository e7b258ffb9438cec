//! A contact sheet: frames of a folder side by side, as a display shows them.

use std::path::Path;
use std::{fs, io};

use etabli_formats::exr::{Answer, Ask, Box2i, Scratch, WINDOW, look, read};
use etabli_formats::{Budget, Source, Stop};

use crate::png::{Rgb, encode};

/// One frame of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// Path of an OpenEXR file relative to the sheet's folder.
    pub path: String,
    /// A pixel that is ringed, in the frame's own pixels.
    pub ring: Option<[i32; 2]>,
}

/// Size of a tile in pixels: half of a frame of the production.
const TILE: [usize; 2] = [240, 135];

/// Pixels between two tiles.
const GAP: usize = 4;

/// Pixels on a side of what is read at once.
const BAND: usize = WINDOW as usize;

/// Neutral, so that it tints nothing.
const GROUND: [u8; 3] = [20; 3];

/// Strokes of what is not there.
const HATCH: [u8; 3] = [52; 3];

/// The animator's blue pencil, over a dark stroke.
const PENCIL: [f32; 3] = [169.0, 220.0, 250.0];

/// Radius of a ring, in pixels of the sheet.
const RADIUS: f32 = 13.0;

/// Lays frames out in rows, at half their size, sRGB; what cannot be read is hatched. The bytes of a PNG file.
///
/// # Errors
/// When the picture cannot be packed; a frame that cannot be read is none.
pub fn contact_sheet(root: &Path, rows: &[Vec<Tile>]) -> io::Result<Vec<u8>> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let side = |count: usize, size: usize| count * (size + GAP) + GAP;
    let mut sheet = blank(side(columns, TILE[0]), side(rows.len(), TILE[1]), GROUND);
    for (row, tiles) in rows.iter().enumerate() {
        for (column, tile) in tiles.iter().enumerate() {
            let picture = shown(root, tile);
            paste(&mut sheet, &picture, [GAP + column * (TILE[0] + GAP), GAP + row * (TILE[1] + GAP)]);
        }
    }
    encode(&sheet)
}

fn blank(width: usize, height: usize, colour: [u8; 3]) -> Rgb {
    Rgb { width, height, bytes: colour.repeat(width * height) }
}

fn paste(sheet: &mut Rgb, picture: &Rgb, [left, top]: [usize; 2]) {
    for (y, row) in picture.bytes.chunks_exact(picture.width * 3).enumerate() {
        let at = ((top + y) * sheet.width + left) * 3;
        sheet.bytes[at..at + row.len()].copy_from_slice(row);
    }
}

/// One tile; what is gone or damaged is hatched.
fn shown(root: &Path, tile: &Tile) -> Rgb {
    let mut picture = hatched();
    let bytes = fs::read(root.join(&tile.path)).unwrap_or_default();
    if let Ok(Some(light)) = light(&bytes) {
        halve(&light, &mut picture);
    }
    if let Some([x, y]) = tile.ring {
        ring(&mut picture, [x as f32 / 2.0, y as f32 / 2.0]);
    }
    picture
}

fn hatched() -> Rgb {
    let mut picture = blank(TILE[0], TILE[1], GROUND);
    for (at, pixel) in picture.bytes.chunks_exact_mut(3).enumerate() {
        if (at % TILE[0] + at / TILE[0]) % 12 < 2 {
            pixel.copy_from_slice(&HATCH);
        }
    }
    picture
}

/// The beauty of a frame; not a number where nothing can be read.
struct Light {
    width: usize,
    height: usize,
    planes: [Vec<f32>; 3],
}

/// What can be read of a frame, however damaged; `None` without a header or a beauty.
fn light(source: &dyn Source) -> Result<Option<Light>, Stop> {
    let budget = Budget::default();
    let (structure, chunks) = read(source, &budget)?;
    let Some(part) = structure.parts.first() else { return Ok(None) };
    let number = |name: &&str| (0..).zip(&part.channels).find(|(_, channel)| channel.name == *name).map(|(number, _)| number);
    let channels: Vec<u32> = ["R", "G", "B"].iter().filter_map(number).collect();
    let [width, height] = [part.data_window.width() as usize, part.data_window.height() as usize];
    if channels.len() < 3 || width > TILE[0] * 2 || height > TILE[1] * 2 {
        return Ok(None);
    }
    let mut light = Light { width, height, planes: [(); 3].map(|()| vec![f32::NAN; width * height]) };
    let mut scratch = Scratch::default();
    for window in squares(part.data_window) {
        let ask = Ask::Samples { part: 0, channels: channels.clone(), window };
        if let Some(Answer::Samples(samples)) = look(source, &structure, &chunks, &ask, &budget, &mut scratch)? {
            light.put(&samples, window, part.data_window.min);
        }
    }
    Ok(Some(light))
}

/// Windows small enough to be read at once that cover a larger one.
fn squares(Box2i { min: [left, top], max: [right, bottom] }: Box2i) -> impl Iterator<Item = Box2i> {
    let last = |from: i32, end: i32| (from + BAND as i32 - 1).min(end);
    let corners = (top..=bottom).step_by(BAND).flat_map(move |y| (left..=right).step_by(BAND).map(move |x| (x, y)));
    corners.map(move |(x, y)| Box2i { min: [x, y], max: [last(x, right), last(y, bottom)] })
}

impl Light {
    /// Puts the samples of a window in their place, channel after channel.
    fn put(&mut self, samples: &[f32], window: Box2i, origin: [i32; 2]) {
        let [across, down] = [window.width() as usize, window.height() as usize];
        let [left, top] = [0, 1].map(|axis| window.min[axis].abs_diff(origin[axis]) as usize);
        for (plane, seen) in self.planes.iter_mut().zip(samples.chunks_exact(across * down)) {
            for (row, line) in seen.chunks_exact(across).enumerate() {
                let at = (top + row) * self.width + left;
                plane[at..at + across].copy_from_slice(line);
            }
        }
    }
}

/// Puts a frame at half its size into the corner of a tile; pixels that could not be read stay as they are.
fn halve(light: &Light, tile: &mut Rgb) {
    let Light { width, height, planes } = light;
    for (y, x) in (0..height / 2).flat_map(|y| (0..width / 2).map(move |x| (y, x))) {
        let corners = [0, 1, *width, width + 1].map(|step| 2 * y * width + 2 * x + step);
        let colour = planes.each_ref().map(|plane| corners.iter().map(|at| plane[*at]).sum::<f32>() / 4.0);
        if colour.iter().any(|value| !value.is_nan()) {
            let at = (y * tile.width + x) * 3;
            tile.bytes[at..at + 3].copy_from_slice(&colour.map(display));
        }
    }
}

/// Linear light as an eight-bit sRGB value (IEC 61966-2-1), to the nearest even one: the sheet stays small and nobody sees it.
fn display(light: f32) -> u8 {
    let v = light.clamp(0.0, 1.0);
    let v = if v <= 0.003_130_8 { 12.92 * v } else { 1.055 * v.powf(1.0 / 2.4) - 0.055 };
    (v * 127.0 + 0.5) as u8 * 2
}

/// Draws a ring around a place, light over dark so that it shows on any picture.
fn ring(picture: &mut Rgb, [cx, cy]: [f32; 2]) {
    for (at, pixel) in picture.bytes.chunks_exact_mut(3).enumerate() {
        let (x, y) = ((at % picture.width) as f32 - cx, (at / picture.width) as f32 - cy);
        let off = (x.hypot(y) - RADIUS).abs();
        let (dark, light) = ((2.4 - off).clamp(0.0, 1.0) * 0.6, (1.4 - off).clamp(0.0, 1.0));
        for (value, pencil) in pixel.iter_mut().zip(PENCIL) {
            let under = f32::from(*value) * (1.0 - dark);
            *value = (under + (pencil - under) * light) as u8;
        }
    }
}

#[cfg(test)]
mod tests {
    use etabli_formats::exr::{Image, PartPixels, write};
    use tempfile::tempdir;

    use super::*;

    fn at(picture: &Rgb, x: usize, y: usize) -> [u8; 3] {
        picture.bytes[(y * picture.width + x) * 3..][..3].try_into().unwrap()
    }

    #[test]
    fn a_tile_shows_its_frame_its_ring_and_what_is_gone() {
        let folder = tempdir().unwrap();
        let part = PartPixels::rgba(480, 270, |x, _| if x < 240 { [1.0, 0.0, 0.0, 1.0] } else { [0.0, 6e4, f32::NAN, 1.0] });
        fs::write(folder.path().join("a.exr"), write(&Image::single(part)).unwrap()).unwrap();
        let tile = |path: &str, ring| shown(folder.path(), &Tile { path: path.to_owned(), ring });
        let plain = tile("a.exr", None);
        assert_eq!([at(&plain, 0, 0), at(&plain, 239, 134)], [[254, 0, 0], [0, 254, 0]]);
        let ringed = tile("a.exr", Some([100, 100]));
        assert_eq!(at(&ringed, 50, 50), at(&plain, 50, 50), "nothing is drawn over the place itself");
        assert_eq!(at(&ringed, 50 + RADIUS as usize, 50), PENCIL.map(|v| v as u8));
        assert_eq!([at(&tile("b.exr", None), 0, 0), at(&tile("b.exr", None), 5, 0)], [HATCH, GROUND]);
    }

    #[test]
    fn a_smaller_frame_stays_in_its_corner_and_a_cut_one_keeps_its_top() {
        let folder = tempdir().unwrap();
        let mut bytes = write(&Image::single(PartPixels::rgba(240, 136, |_, _| [1.0; 4]))).unwrap();
        bytes.truncate(bytes.len() - 20);
        fs::write(folder.path().join("a.exr"), &bytes).unwrap();
        let picture = shown(folder.path(), &Tile { path: "a.exr".to_owned(), ring: None });
        let lit = |x, y| at(&picture, x, y) == [254; 3];
        assert_eq!([lit(0, 0), lit(119, 0), lit(120, 0), lit(0, 60), lit(0, 66)], [true, true, false, true, false]);
    }
}
