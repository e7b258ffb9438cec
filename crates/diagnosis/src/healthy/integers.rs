//! Frames of integer formats: taken into an image, and written back when they can hold what became of it.

use etabli_formats::exr::{Image, PartPixels, Samples};
use etabli_formats::png::{self, Colour};
use etabli_formats::{Budget, Format, still};

use crate::{Declined, Frame};

/// The image of a frame that is no OpenEXR; `None` when it is one, or nobody reads it.
pub(super) fn load(frame: &Frame) -> Result<Option<(Format, Image)>, Declined> {
    let stopped = |stop: etabli_formats::Stop| Declined::because(stop.to_string());
    let Some(format) = Format::of(&frame.bytes).filter(|format| *format != Format::Exr) else { return Ok(None) };
    let Some(still) = still::open(&frame.bytes, format, &Budget::default()).map_err(stopped)? else { return Ok(None) };
    Ok(still.load(&frame.bytes, &Budget::default()).map_err(stopped)?.map(|image| (format, image)))
}

/// Writes an image in an integer format.
pub(super) fn write(format: Format, image: &Image) -> Result<Vec<u8>, Declined> {
    let [part] = image.parts.as_slice() else { return Err(Declined::because("this format holds a single part")) };
    let window = part.data_window;
    if window.min != [0, 0] || window != part.display_window || part.pixel_aspect.to_bits() != 1f32.to_bits() {
        return Err(Declined::because("this format has one window, at the origin, of square pixels"));
    }
    let pixels = interleaved(part)?;
    let (width, height) = (window.width() as u32, window.height() as u32);
    let software = part.extra.iter().find(|extra| extra.name == "software").map(|extra| String::from_utf8_lossy(&extra.bytes).into_owned());
    match format {
        Format::Png => {
            let texts: Vec<(&str, &str)> = software.iter().map(|text| ("Software", text.as_str())).collect();
            Ok(png::write(width, height, colour(part)?, &pixels, &texts))
        }
        _ => Err(Declined::because("this format is not written here")),
    }
}

/// Names of the channels, in the order in which integer formats hold them.
const ORDERS: [(Colour, &[&str]); 4] =
    [(Colour::Grey, &["Y"]), (Colour::GreyAlpha, &["Y", "A"]), (Colour::Rgb, &["R", "G", "B"]), (Colour::Rgba, &["R", "G", "B", "A"])];

fn order(part: &PartPixels) -> Result<&'static (Colour, &'static [&'static str]), Declined> {
    let has = |name: &&str| part.planes.iter().any(|plane| plane.name == *name);
    let fits = |(_, names): &&(Colour, &[&str])| names.len() == part.planes.len() && names.iter().all(has);
    ORDERS.iter().find(fits).ok_or_else(|| Declined::because("this format holds grey or red, green and blue, with or without alpha"))
}

fn colour(part: &PartPixels) -> Result<Colour, Declined> {
    order(part).map(|(colour, _)| *colour)
}

fn interleaved(part: &PartPixels) -> Result<Vec<u8>, Declined> {
    let (_, names) = order(part)?;
    let mut planes = Vec::new();
    for name in *names {
        let samples = part.planes.iter().find(|plane| plane.name == *name).map(|plane| &plane.samples);
        let Some(Samples::Float(samples)) = samples else { return Err(Declined::because("this needs samples that were read as floats")) };
        planes.push(samples.iter().map(|sample| byte(*sample)).collect::<Result<Vec<u8>, _>>()?);
    }
    let count = planes.first().map_or(0, Vec::len);
    Ok((0..count).flat_map(|at| planes.iter().filter_map(move |plane| plane.get(at).copied())).collect())
}

fn byte(sample: f32) -> Result<u8, Declined> {
    if (0.0..=1.0).contains(&sample) { Ok((sample * 255.0).round() as u8) } else { Err(Declined::because("integers hold 0 to 1 alone")) }
}
