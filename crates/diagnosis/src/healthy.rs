//! Healthy sets that faults are made in, and how a frame of one is changed.

use etabli_formats::exr::{Compression, Extra, Image, PartPixels, Plane, Samples, load, write};
use etabli_formats::png::{self, Colour};
use etabli_formats::tiff::{self, Page};
use etabli_formats::{Budget, dpx, jpeg, other};
use half::f16;

use crate::config::{Image as DeclaredImage, Range, Target, Textures};
use crate::{Config, Declined, Frame, Healthy, MemoryTree, Node, Patch};

mod integers;
mod sealed;

/// Folder that holds the set, relative to the root.
pub const FOLDER: &str = "sq010/sh010/render";

/// First frame of every set.
pub const FIRST: i64 = 1001;

/// Last frame of every set.
pub const LAST: i64 = 1024;

/// Pixels of a frame of a set.
const SIZE: [u32; 2] = [96, 64];

/// Primaries and white of ACEScg, as `chromaticities` holds them.
const ACESCG: [f32; 8] = [0.713, 0.293, 0.165, 0.83, 0.128, 0.044, 0.32168, 0.33767];

/// Identifier of the set's cryptomatte: the first seven digits of its name's hash, as the specification wants it.
const CRYPTO: &str = "cryptomatte/f834d0a";

/// What made every frame.
const SOFTWARE: &str = "Etabli healthy set 1";

/// Makes a healthy set: the same bytes each time.
pub fn make(kind: Healthy) -> MemoryTree {
    if kind == Healthy::Sealed {
        return sealed::make();
    }
    if kind == Healthy::TextureSet {
        return textures();
    }
    let views: &[&str] = if kind == Healthy::Stereo { &["left.", "right."] } else { &[""] };
    let frames = views.iter().zip(0..).flat_map(|(view, seed)| (FIRST..=LAST).map(move |frame| (*view, seed, frame)));
    MemoryTree::of(frames.flat_map(|(view, seed, frame)| {
        let name = move |extension: &str| format!("{FOLDER}/beauty.{view}{frame}.{extension}");
        files(kind, seed, frame).into_iter().map(move |(extension, bytes)| (name(extension), Node::file(bytes)))
    }))
}

/// Tiles of three maps, and a height map with the texture made from it.
fn textures() -> MemoryTree {
    let tiles = ["diffuse", "normal", "roughness"].into_iter().flat_map(|map| [1001, 1002, 1003, 1011, 1012].map(move |tile| (map, tile)));
    let tiles = tiles.map(|(map, tile)| (format!("{FOLDER}/rock_{map}.{tile}.png"), Node::file(png(tile))));
    let height = ["tif", "tx"].map(|extension| (format!("{FOLDER}/rock_height.{extension}"), Node::file(tiff(FIRST))));
    MemoryTree::of(tiles.chain(height))
}

/// The files of one frame, by extension.
fn files(kind: Healthy, seed: u32, frame: i64) -> Vec<(&'static str, Vec<u8>)> {
    let [width, height] = SIZE;
    match kind {
        Healthy::PngSequence => vec![("png", png(frame))],
        Healthy::TiffSequence => vec![("tif", tiff(frame))],
        Healthy::DpxSequence => vec![("dpx", dpx(frame))],
        Healthy::JpegSequence => vec![("jpg", jpeg(frame))],
        Healthy::OtherPictures => vec![
            ("bmp", other::write_bmp(width, height, &bytes(frame))),
            ("hdr", other::write_hdr(width as u16, height as u16, &shared(frame))),
            ("tga", other::write_tga(width as u16, height as u16, &bytes(frame))),
        ],
        _ => write(&Image::single(part(kind, seed, frame))).map_or_else(|_| Vec::new(), |bytes| vec![("exr", bytes)]),
    }
}

/// One level for each block of 8 × 8 pixels.
fn jpeg(frame: i64) -> Vec<u8> {
    let [width, height] = SIZE;
    let blocks = (0..height).step_by(8).flat_map(|y| (0..width).step_by(8).map(move |x| pixel(x, y, frame, 0)));
    let levels: Vec<u8> = blocks.map(|[r, ..]| (r * 255.0) as u8).collect();
    jpeg::write(width as u16, height as u16, &levels, SOFTWARE)
}

/// Red, green and blue under one exponent: levels from 0 to 1.
fn shared(frame: i64) -> Vec<[u8; 4]> {
    colours(frame).map(|colour| colour.map(|level| (level * 255.0) as u8)).map(|[r, g, b]| [r, g, b, 128]).collect()
}

fn png(frame: i64) -> Vec<u8> {
    png::write(SIZE[0], SIZE[1], Colour::Rgb, &bytes(frame), &[("Software", SOFTWARE)])
}

fn tiff(frame: i64) -> Vec<u8> {
    tiff::write(&Page { width: SIZE[0], height: SIZE[1], samples: 3, pixels: &bytes(frame), software: SOFTWARE })
}

fn dpx(frame: i64) -> Vec<u8> {
    let pixels: Vec<[u16; 3]> = colours(frame).map(|colour| colour.map(|level| (level * 1023.0) as u16)).collect();
    dpx::write(SIZE[0], SIZE[1], &pixels, frame as u32)
}

/// The picture in red, green and blue of eight bits.
fn bytes(frame: i64) -> Vec<u8> {
    colours(frame).flat_map(|colour| colour.map(|level| (level * 255.0) as u8)).collect()
}

/// Red, green and blue of every pixel.
fn colours(frame: i64) -> impl Iterator<Item = [f32; 3]> {
    let [width, height] = SIZE;
    let all = (0..height).flat_map(move |y| (0..width).map(move |x| pixel(x, y, frame, 0)));
    all.map(|[r, g, b, _]| [r, g, b])
}

/// What is declared for a set: nothing but in [`Healthy::Declared`].
pub fn config(kind: Healthy) -> Config {
    if kind == Healthy::TextureSet {
        return Config { textures: Textures { largest: Some(4096), ..Textures::default() }, ..Config::default() };
    }
    if kind != Healthy::Declared {
        return Config::default();
    }
    let target = Target { compressions: ["none", "ZIP", "ZIPS"].map(str::to_owned).to_vec() };
    Config {
        show: Some("show".to_owned()),
        naming: Some("{layer}.{frame}.{ext}".to_owned()),
        image: DeclaredImage { resolution: Some(SIZE), pixel_aspect: Some(1.0), frame_rate: Some(24.0), compression: None },
        ranges: [("sq010/sh010/**".to_owned(), Range { first: FIRST + 4, last: LAST - 4, handles: 4, ..Range::default() })].into(),
        targets: [("compositing".to_owned(), target)].into(),
        ..Config::default()
    }
}

fn part(kind: Healthy, seed: u32, frame: i64) -> PartPixels {
    let [width, height] = SIZE;
    let mut part = PartPixels::rgba(width, height, |x, y| pixel(x, y, frame, seed));
    part.extra = header(frame);
    match kind {
        Healthy::Uncompressed => part.compression = Compression::None,
        Healthy::Tiled => part.tiles = Some([32, 32]),
        Healthy::Multilayer => add_layers(&mut part),
        _ => {}
    }
    part
}

/// A soft moving pattern with a grain of 2 %.
fn pixel(x: u32, y: u32, frame: i64, seed: u32) -> [f32; 4] {
    let phase = frame as f32 * 0.05 + seed as f32;
    let base = 0.5 + 0.4 * (x as f32 / 20.0 + phase).sin() * (y as f32 / 16.0 - phase).cos();
    let grain = 1.0 + 0.04 * (noise(x, y, frame as u32, seed) - 0.5);
    [base * grain * 0.8, base * grain * 0.6, base * grain * 0.4, 1.0]
}

/// A number in [0, 1) that looks like chance.
fn noise(x: u32, y: u32, frame: u32, seed: u32) -> f32 {
    let mut h =
        x.wrapping_mul(0x9E37_79B1) ^ y.wrapping_mul(0x85EB_CA77) ^ frame.wrapping_mul(0xC2B2_AE3D) ^ seed.wrapping_mul(0x27D4_EB2F);
    h = (h ^ (h >> 15)).wrapping_mul(0x2C1B_3C6D);
    h = (h ^ (h >> 12)).wrapping_mul(0x297A_2D39);
    (h ^ (h >> 15)) as f32 / 4_294_967_296.0
}

fn header(frame: i64) -> Vec<Extra> {
    vec![
        Extra::floats("chromaticities", "chromaticities", &ACESCG),
        Extra::ints("framesPerSecond", "rational", &[24, 1]),
        Extra::text("software", SOFTWARE),
        Extra::ints("timeCode", "timecode", &[timecode(frame), 0]),
    ]
}

/// Time and flags of a frame at 24 frames a second, packed as SMPTE 12M for film (the format's `timecode` type).
fn timecode(frame: i64) -> i32 {
    let [frames, seconds, minutes, hours] = [frame % 24, frame / 24 % 60, frame / 1440 % 60, frame / 86400 % 24];
    let decimal = |n: i64| (n % 10) | (n / 10) << 4;
    (decimal(frames) | decimal(seconds) << 8 | decimal(minutes) << 16 | decimal(hours) << 24) as i32
}

fn add_layers(part: &mut PartPixels) {
    let count = (SIZE[0] * SIZE[1]) as usize;
    let each = |value: fn(usize) -> f32| (0..count).map(value);
    part.planes.push(Plane::float("depth.Z", each(|i| 1.0 + i as f32 * 0.01)));
    for axis in ["N.X", "N.Y", "N.Z"] {
        part.planes.push(Plane::half(axis, each(|i| (i as f32 * 0.1).sin())));
    }
    for channel in ["crypto_object00.R", "crypto_object00.G", "crypto_object00.B", "crypto_object00.A"] {
        part.planes.push(Plane::float(channel, each(|i| f32::from_bits(0x3F80_0000 + (i as u32 / 400) * 977))));
    }
    part.extra.extend([
        Extra::text(&format!("{CRYPTO}/name"), "crypto_object"),
        Extra::text(&format!("{CRYPTO}/hash"), "MurmurHash3_32"),
        Extra::text(&format!("{CRYPTO}/conversion"), "uint32_to_float32"),
        Extra::text(&format!("{CRYPTO}/manifest"), r#"{"lantern":"3f800000","moth":"3f8003d1"}"#),
    ]);
}

/// Loads a frame, lets `change` have it, and gives the patch that writes it back in its own format; declined when that cannot hold it.
pub fn edit(frame: &Frame, change: impl FnOnce(&mut Image)) -> Result<Patch, Declined> {
    if let Some((format, mut image)) = integers::load(frame)? {
        change(&mut image);
        let bytes = integers::write(format, &image)?;
        return if bytes == frame.bytes {
            Err(Declined::because("this format does not hold what would change"))
        } else {
            Ok(Patch::write(&frame.path, bytes))
        };
    }
    let loaded = load(&frame.bytes, &Budget::default()).map_err(|stop| Declined::because(stop.to_string()))?;
    let mut image = loaded.ok_or_else(|| Declined::because("this needs a sound OpenEXR frame whose pixels are read here"))?;
    change(&mut image);
    let bytes = write(&image).map_err(|error| Declined::because(error.to_string()))?;
    Ok(Patch::write(&frame.path, bytes))
}

/// Changes every sample of a part: `change` is given the channel, the pixel from the data window's corner, and the value.
pub fn change(part: &mut PartPixels, mut change: impl FnMut(&str, u64, u64, f32) -> f32) {
    let width = part.data_window.width().max(1);
    for plane in &mut part.planes {
        let mut each = |at: usize, value: f32| change(&plane.name, at as u64 % width, at as u64 / width, value);
        match &mut plane.samples {
            Samples::Half(all) => {
                all.iter_mut().enumerate().for_each(|(i, s)| *s = f16::from_f32(each(i, f16::from_bits(*s).to_f32())).to_bits());
            }
            Samples::Float(all) => all.iter_mut().enumerate().for_each(|(i, s)| *s = each(i, *s)),
            Samples::Uint(all) => all.iter_mut().enumerate().for_each(|(i, s)| *s = each(i, *s as f32) as u32),
        }
    }
}
