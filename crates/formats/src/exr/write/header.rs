//! Magic number, version word and attributes.

use super::image::{Extra, Image, PartPixels};
use crate::exr::grid::Grid;
use crate::exr::{Box2i, Channel, Compression, LineOrder, MAGIC, Part, SampleType};

/// Longest name that every reader takes.
const SHORT: usize = 31;

/// Everything before the chunk tables.
pub(super) fn write(image: &Image, planned: &[(Part, Grid)]) -> Vec<u8> {
    let multi = image.parts.len() > 1;
    let lists: Vec<Vec<Extra>> =
        image.parts.iter().zip(planned).map(|(pixels, (part, grid))| attributes(pixels, part, grid.count(), multi)).collect();
    let mut bytes = MAGIC.to_vec();
    bytes.extend_from_slice(&version(image, &lists).to_le_bytes());
    for list in lists {
        for attribute in list {
            push_text(&mut bytes, &attribute.name);
            push_text(&mut bytes, &attribute.kind);
            bytes.extend_from_slice(&(attribute.bytes.len() as u32).to_le_bytes());
            bytes.extend_from_slice(&attribute.bytes);
        }
        bytes.push(0);
    }
    if multi {
        bytes.push(0);
    }
    bytes
}

fn version(image: &Image, lists: &[Vec<Extra>]) -> u32 {
    let multi = image.parts.len() > 1;
    let tiled = !multi && image.parts.iter().any(|part| part.tiles.is_some());
    let planes = image.parts.iter().flat_map(|part| &part.planes).map(|plane| plane.name.len());
    let names = lists.iter().flatten().flat_map(|attribute| [attribute.name.len(), attribute.kind.len()]);
    let long = planes.chain(names).any(|length| length > SHORT);
    2 | u32::from(tiled) << 9 | u32::from(long) << 10 | u32::from(multi) << 12
}

/// The part's attributes by name.
fn attributes(pixels: &PartPixels, part: &Part, chunks: u64, multi: bool) -> Vec<Extra> {
    let byte = |name: &str, value: u8| Extra { name: name.to_owned(), kind: name.to_owned(), bytes: vec![value] };
    let mut list = vec![
        Extra { name: "channels".to_owned(), kind: "chlist".to_owned(), bytes: channel_list(&part.channels) },
        byte("compression", compression(part.compression)),
        window("dataWindow", part.data_window),
        window("displayWindow", part.display_window),
        byte("lineOrder", line_order(part)),
        Extra::floats("pixelAspectRatio", "float", &[part.pixel_aspect]),
        Extra::floats("screenWindowCenter", "v2f", &[0.0, 0.0]),
        Extra::floats("screenWindowWidth", "float", &[1.0]),
        Extra::text("type", if part.tiling.is_some() { "tiledimage" } else { "scanlineimage" }),
    ];
    if let Some(tiling) = part.tiling {
        let mut bytes: Vec<u8> = tiling.size.iter().flat_map(|side| side.to_le_bytes()).collect();
        bytes.push(0);
        list.push(Extra { name: "tiles".to_owned(), kind: "tiledesc".to_owned(), bytes });
    }
    if !part.name.is_empty() {
        list.push(Extra::text("name", &part.name));
    }
    if multi {
        list.push(Extra::ints("chunkCount", "int", &[chunks as i32]));
    }
    list.retain(|attribute| pixels.extra.iter().all(|extra| extra.name != attribute.name));
    list.extend_from_slice(&pixels.extra);
    list.sort_by(|a, b| a.name.cmp(&b.name));
    list
}

fn window(name: &str, window: Box2i) -> Extra {
    let [x0, y0] = window.min;
    let [x1, y1] = window.max;
    Extra::ints(name, "box2i", &[x0, y0, x1, y1])
}

fn channel_list(channels: &[Channel]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for channel in channels {
        push_text(&mut bytes, &channel.name);
        let kind: i32 = match channel.kind {
            SampleType::Uint | SampleType::U8 | SampleType::U16 => 0,
            SampleType::Half => 1,
            SampleType::Float => 2,
        };
        for field in [kind, i32::from(channel.linear), channel.sampling[0], channel.sampling[1]] {
            bytes.extend_from_slice(&field.to_le_bytes());
        }
    }
    bytes.push(0);
    bytes
}

fn push_text(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend_from_slice(text.as_bytes());
    bytes.push(0);
}

/// The byte of a codec that is written.
fn compression(compression: Compression) -> u8 {
    match compression {
        Compression::Rle => 1,
        Compression::Zips => 2,
        Compression::Zip => 3,
        _ => 0,
    }
}

/// Only tiles may lie in any order.
fn line_order(part: &Part) -> u8 {
    match part.line_order {
        LineOrder::Random if part.tiling.is_some() => 2,
        LineOrder::Increasing | LineOrder::Random => 0,
        LineOrder::Decreasing => 1,
    }
}
