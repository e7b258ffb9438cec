//! Writes chosen frames of the demonstration as one PPM sheet, as a plain sRGB display shows them.
//!
//! `cargo run --release -p etabli-demo --example contact_sheet -- OUT.ppm COLUMNS [SEQUENCE/SHOT:FRAME…]` (every sixth frame of every
//! shot when none is named)

use std::fs::File;
use std::io::{self, BufWriter, Write};

use etabli_demo::{Picture, Shot, paint, shots};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let usage = || io::Error::other("say where to write and how many columns: contact_sheet OUT.ppm 4 sq010/sh020:1001");
    let (out, columns) = match arguments.as_slice() {
        [out, columns, ..] => (out, columns.parse::<usize>().ok().filter(|n| *n > 0).ok_or_else(usage)?),
        _ => return Err(usage()),
    };
    let named: Vec<(&Shot, i32)> = arguments.iter().skip(2).filter_map(|a| named(a)).collect();
    let frames = if named.is_empty() { sampled() } else { named };
    let pictures: Vec<Picture> = frames.iter().map(|(shot, frame)| paint(shot, *frame)).collect();
    write(&mut BufWriter::new(File::create(out)?), &pictures, columns)
}

/// Every sixth frame of every shot.
fn sampled() -> Vec<(&'static Shot, i32)> {
    shots().iter().flat_map(|shot| (shot.first..=shot.last).step_by(6).map(move |frame| (shot, frame))).collect()
}

/// "sq010/sh020:1001" as a shot and a frame.
fn named(argument: &str) -> Option<(&'static Shot, i32)> {
    let (path, frame) = argument.split_once(':')?;
    let shot = shots().iter().find(|s| format!("{}/{}", s.sequence, s.name) == path)?;
    Some((shot, frame.parse().ok()?))
}

fn write(out: &mut impl Write, pictures: &[Picture], columns: usize) -> io::Result<()> {
    let Some(first) = pictures.first() else { return Err(io::Error::other("no such shot or frame")) };
    let (w, h) = (first.width, first.height);
    let rows = pictures.len().div_ceil(columns);
    let mut sheet = vec![20_u8; w * columns * h * rows * 3];
    for (i, picture) in pictures.iter().enumerate() {
        let corner = (i / columns * h * columns + i % columns) * w;
        for pixel in 0..w * h {
            let at = (corner + pixel / w * columns * w + pixel % w) * 3;
            let light = [picture.red[pixel], picture.green[pixel], picture.blue[pixel]];
            sheet[at..at + 3].copy_from_slice(&light.map(display));
        }
    }
    write!(out, "P6\n{} {}\n255\n", w * columns, h * rows)?;
    out.write_all(&sheet)
}

/// Linear light as an 8-bit sRGB value.
fn display(light: f32) -> u8 {
    let v = light.clamp(0.0, 1.0);
    let v = if v <= 0.003_130_8 { 12.92 * v } else { 1.055 * v.powf(1.0 / 2.4) - 0.055 };
    (v * 255.0 + 0.5) as u8
}
