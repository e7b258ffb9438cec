//! What a TIFF file says of its first image, in the words of OpenEXR.

use super::Layout;
use crate::exr::{Attribute, Channel, SampleType, Value};
use crate::still::{Header, Opened, window};
use crate::tiff::{Image, SampleFormat, Structure, compression_name};

/// The picture of a file whose structure was read. `None` when no image has a size; the word says why pixels are not read.
pub(in crate::still) fn open(structure: &Structure) -> Opened<Layout> {
    let image = structure.images.first()?;
    let window = window(image.width, image.height)?;
    let kind = kind(image);
    let header = Header {
        channels: channels(image, kind.unwrap_or(SampleType::U16)),
        compression: compression_name(image.compression).to_owned(),
        data_window: window,
        display_window: window,
        pixel_aspect: 1.0,
        attributes: structure.texts.iter().map(attribute).collect(),
    };
    let layout = kind.and_then(|_| readable(image)).map(|()| Layout {
        structure: Structure { order: structure.order, big: structure.big, ..Structure::default() },
        image: image.clone(),
    });
    Some((header, layout))
}

fn kind(image: &Image) -> Result<SampleType, &'static str> {
    match (image.format, image.bits) {
        (SampleFormat::Unsigned, 1 | 2 | 4 | 8) => Ok(SampleType::U8),
        (SampleFormat::Unsigned, 16) => Ok(SampleType::U16),
        (SampleFormat::Float, 16) => Ok(SampleType::Half),
        (SampleFormat::Float, 32) => Ok(SampleType::Float),
        (SampleFormat::Signed, _) => Err("signed samples"),
        (_, 0) => Err("samples of several depths"),
        (_, 32) => Err("32-bit integers"),
        (_, 64) => Err("64-bit samples"),
        _ => Err("an unusual depth"),
    }
}

fn readable(image: &Image) -> Result<(), &'static str> {
    match (image.photometric, image.compression) {
        (_, compression) if !matches!(compression, 1 | 5 | 8 | 32773 | 32946) => Err(compression_name(compression)),
        (3, _) => Err("a palette"),
        (5, _) => Err("separated colours"),
        (6, _) => Err("luminance-chroma pixels"),
        (8..=10, _) => Err("Lab pixels"),
        _ if image.fill_order == 2 => Err("bits in reverse order"),
        _ => Ok(()),
    }
}

/// Grey or red, green and blue; the first sample beyond them is an alpha when it is said to be one, or when nothing is said of it.
fn channels(image: &Image, kind: SampleType) -> Vec<Channel> {
    let colours: &[&str] = if image.photometric == 2 { &["R", "G", "B"] } else { &["Y"] };
    let name = |index: usize| {
        let beyond = index.checked_sub(colours.len());
        match (colours.get(index), beyond) {
            (Some(colour), _) => (*colour).to_owned(),
            (_, Some(0)) if image.extra.first().is_none_or(|extra| *extra > 0) => "A".to_owned(),
            _ => format!("channel{index}"),
        }
    };
    let channel = |index: usize| Channel { name: name(index), kind, linear: false, sampling: [1, 1] };
    (0..usize::from(image.samples)).map(channel).collect()
}

fn attribute((name, text): &(String, String)) -> Attribute {
    Attribute { name: name.clone(), kind: String::new(), at: 0, size: text.len() as u32, value: Value::Text(text.clone()) }
}
