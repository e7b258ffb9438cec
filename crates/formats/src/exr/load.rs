//! A file taken back into an [`Image`], so that it can be changed and written again.

use std::ops::Range;

use super::decode::{Decoder, Scratch};
use super::write::{Extra, Image, PartPixels, Plane, Samples};
use super::{Chunk, Part, SampleType, Structure, read, unreadable};
use crate::{Budget, Exceeded, Source, Stop};

/// Attributes that a writer derives from an image's own fields.
const DERIVED: &[&str] = &[
    "channels",
    "chunkCount",
    "compression",
    "dataWindow",
    "displayWindow",
    "lineOrder",
    "name",
    "pixelAspectRatio",
    "screenWindowCenter",
    "screenWindowWidth",
    "tiles",
    "type",
];

/// Reads a whole file at full resolution. `None` when it has a defect, or pixels that are not read here.
///
/// Memory: four bytes a sample at the most, bounded by [`Budget::chunk`] for the whole file.
pub fn load(source: &dyn Source, budget: &Budget) -> Result<Option<Image>, Stop> {
    let (structure, chunks) = read(source, budget)?;
    if !structure.defects.is_empty()
        || structure.parts.is_empty()
        || structure.parts.iter().any(|p| !p.is_plain() || unreadable(p).is_some())
    {
        return Ok(None);
    }
    let asked = chunks.iter().fold(0u64, |sum, chunk| sum.saturating_add(chunk.unpacked));
    if asked > budget.chunk {
        return Err(Stop::Budget(Exceeded { what: "pixels", asked, cap: budget.chunk }));
    }
    let mut parts = Vec::new();
    for part in &structure.parts {
        parts.push(header(source, part)?);
    }
    let mut image = Image { parts };
    Ok(fill(&mut image, source, &structure, &chunks, budget)?.then_some(image))
}

fn header(source: &dyn Source, part: &Part) -> Result<PartPixels, Stop> {
    let samples = usize::try_from(part.data_window.width().saturating_mul(part.data_window.height())).unwrap_or(0);
    let planes = part.channels.iter().map(|channel| Plane { name: channel.name.clone(), samples: blank(channel.kind, samples) });
    let mut extra = Vec::new();
    for attribute in part.attributes.iter().filter(|a| !DERIVED.contains(&a.name.as_str())) {
        let bytes = source.read_range(attribute.at, attribute.size.into())?;
        extra.push(Extra { name: attribute.name.clone(), kind: attribute.kind.clone(), bytes });
    }
    Ok(PartPixels {
        name: part.name.clone(),
        data_window: part.data_window,
        display_window: part.display_window,
        pixel_aspect: part.pixel_aspect,
        compression: part.compression,
        line_order: part.line_order,
        tiles: part.tiling.map(|tiling| tiling.size),
        planes: planes.collect(),
        extra,
        ..PartPixels::new(1, 1)
    })
}

/// A plane of zeros. The reader found that the file can hold so many samples, and they are within the budget.
fn blank(kind: SampleType, samples: usize) -> Samples {
    match kind {
        SampleType::Half => Samples::Half(vec![0; samples]),
        SampleType::Float => Samples::Float(vec![0.0; samples]),
        SampleType::Uint | SampleType::U8 | SampleType::U16 => Samples::Uint(vec![0; samples]),
    }
}

/// Copies every full-resolution chunk to its place; whether all of them decode.
fn fill(image: &mut Image, source: &dyn Source, structure: &Structure, chunks: &[Chunk], budget: &Budget) -> Result<bool, Stop> {
    let decoder = Decoder::new(source, structure, chunks, budget)?;
    let Scratch { packed, codecs, line, .. } = &mut Scratch::default();
    for chunk in chunks.iter().filter(|chunk| chunk.level == [0, 0]) {
        let Some((part, pixels)) = decoder.part(chunk).zip(image.parts.get_mut(chunk.part as usize)) else { return Ok(false) };
        let Ok(mut unpacked) = decoder.unpack(part, chunk, packed, codecs)? else { return Ok(false) };
        let length = usize::try_from(part.line_bytes(&chunk.window, chunk.window.min[1])).unwrap_or(0);
        for y in chunk.window.min[1]..=chunk.window.max[1] {
            place(pixels, part, chunk, y, unpacked.next(length, line));
        }
    }
    Ok(true)
}

/// Copies one line of one chunk into the planes.
fn place(pixels: &mut PartPixels, part: &Part, chunk: &Chunk, y: i32, line: &[u8]) {
    let origin = part.data_window.min;
    let [left, top] = [chunk.window.min[0].abs_diff(origin[0]), y.abs_diff(origin[1])].map(|n| n as usize);
    let (Ok(row), Ok(width)) = (usize::try_from(part.data_window.width()), usize::try_from(chunk.window.width())) else { return };
    let start = top * row + left;
    let mut rest = line;
    for (channel, plane) in part.channels.iter().zip(&mut pixels.planes) {
        let run;
        (run, rest) = rest.split_at((channel.kind.bytes() as usize * width).min(rest.len()));
        match &mut plane.samples {
            Samples::Half(to) => copy(to, start..start + width, run, u16::from_le_bytes),
            Samples::Float(to) => copy(to, start..start + width, run, f32::from_le_bytes),
            Samples::Uint(to) => copy(to, start..start + width, run, u32::from_le_bytes),
        }
    }
}

fn copy<T, const N: usize>(plane: &mut [T], range: Range<usize>, run: &[u8], value: fn([u8; N]) -> T) {
    let to = plane.get_mut(range).unwrap_or_default();
    to.iter_mut().zip(run.as_chunks().0).for_each(|(to, bytes)| *to = value(*bytes));
}

#[cfg(test)]
mod tests {
    use super::super::{Compression, Image, PartPixels, Plane, write};
    use super::{Extra, load};
    use crate::Budget;

    fn picture() -> PartPixels {
        let mut part = PartPixels::rgba(37, 41, |x, y| [x as f32 / 8.0, y as f32, (x * y) as f32, 1.0]);
        part.planes.push(Plane::float("depth.Z", (0..37 * 41).map(|i| i as f32)));
        part.planes.push(Plane::uint("id", 0..37 * 41));
        part.planes.sort_by(|a, b| a.name.cmp(&b.name));
        part.extra = vec![Extra::text("software", "a renderer")];
        part
    }

    #[track_caller]
    fn comes_back(part: PartPixels) {
        let image = Image::single(part);
        let bytes = write(&image).unwrap();
        let mut loaded = load(&bytes, &Budget::default()).unwrap().unwrap();
        loaded.parts[0].level = image.parts[0].level;
        assert_eq!(loaded, image);
        assert_eq!(write(&loaded).unwrap(), bytes);
    }

    #[test]
    fn what_was_written_comes_back() {
        for compression in [Compression::None, Compression::Rle, Compression::Zips, Compression::Zip] {
            comes_back(PartPixels { compression, ..picture() });
        }
        let mut moved = PartPixels { tiles: Some([16, 8]), ..picture() };
        moved.data_window.min = [-3, 5];
        moved.data_window.max = [33, 45];
        comes_back(moved);
    }

    #[test]
    fn a_damaged_file_is_not_loaded() {
        let mut bytes = write(&Image::single(picture())).unwrap();
        assert!(load(&bytes[..bytes.len() - 1].to_vec(), &Budget::default()).unwrap().is_none());
        let middle = bytes.len() - 40;
        bytes[middle] ^= 0x55;
        assert!(load(&bytes, &Budget::default()).unwrap().is_none());
    }
}
