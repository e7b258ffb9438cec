//! What a PNG file says besides its pixels, in the words of OpenEXR.

use crate::exr::{Attribute, Value};
use crate::png::{Note, SIGNATURE, Structure};
use crate::{Source, Stop};

/// Bytes in which a palette is looked for: a profile or a text may stand before it.
const LONGEST: u64 = 16 << 20;

/// Everything before the image data.
pub(super) fn head(source: &dyn Source, structure: &Structure) -> Result<Vec<u8>, Stop> {
    source.read_range(0, structure.data_at.min(LONGEST))
}

/// The content of the first chunk of a name.
pub(super) fn first(bytes: &[u8], name: [u8; 4]) -> Option<&[u8]> {
    let mut rest = bytes.get(SIGNATURE.len()..)?;
    loop {
        let (&[length, own], after) = (rest.as_chunks::<4>().0.first_chunk::<2>()?, rest.get(8..)?);
        let length = u32::from_be_bytes(length) as usize;
        if own == name {
            return after.get(..length);
        }
        rest = after.get(length.checked_add(4)?..)?;
    }
}

fn figures(note: &str) -> Vec<f64> {
    note.split(' ').filter_map(|figure| figure.parse().ok()).collect()
}

/// Width of a pixel over its height (`pHYs` gives pixels per unit).
pub(super) fn pixel_aspect(structure: &Structure) -> f32 {
    let bytes: Vec<f64> = structure.note("pHYs").map(figures).unwrap_or_default();
    let density = |side: &[f64; 4]| side.iter().fold(0.0, |sum, byte| sum * 256.0 + byte);
    match bytes.as_chunks().0 {
        [x, y, ..] if density(x) > 0.0 && density(y) > 0.0 => (density(y) / density(x)) as f32,
        _ => 1.0,
    }
}

/// Texts, and what the file says of its colour.
pub(super) fn attributes(structure: &Structure) -> Vec<Attribute> {
    structure.notes.iter().filter_map(attribute).collect()
}

fn attribute(note: &Note) -> Option<Attribute> {
    let text = |text: &str| Value::Text(text.to_owned());
    let (name, value) = match note.name.as_str() {
        "pHYs" => return None,
        "sRGB" => ("oiio:ColorSpace", text("sRGB")),
        "iCCP" => ("oiio:ColorSpace", text(&format!("ICC profile {}", note.value))),
        "cICP" => ("oiio:ColorSpace", text(&format!("CICP {}", note.value))),
        "gAMA" => ("oiio:Gamma", text(&gamma(&note.value)?)),
        "cHRM" => ("chromaticities", Value::Floats(chromaticities(&note.value)?)),
        keyword => (keyword, text(&note.value)),
    };
    Some(Attribute { name: name.to_owned(), kind: String::new(), at: 0, size: note.value.len() as u32, value })
}

/// The exponent as people write it: the inverse of what the file holds.
fn gamma(note: &str) -> Option<String> {
    figures(note).first().filter(|held| **held > 0.0).map(|held| format!("{:.3}", 1e5 / held))
}

/// Red, green, blue and white; the file has the white first.
fn chromaticities(note: &str) -> Option<Vec<f32>> {
    let values: Vec<f32> = figures(note).into_iter().map(|figure| (figure / 1e5) as f32).collect();
    let (white, colours) = values.split_at_checked(2).filter(|_| values.len() == 8)?;
    Some([colours, white].concat())
}
