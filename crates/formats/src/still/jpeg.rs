//! What a JPEG file says of its picture, in the words of OpenEXR; its pixels are not read.

use super::{Header, window};
use crate::exr::{Channel, SampleType};
use crate::jpeg::Structure;

/// The header of a file whose structure was read. `None` when it has no size.
pub(super) fn header(structure: &Structure) -> Option<Header> {
    let window = window(structure.width, structure.height)?;
    let names: &[&str] = match structure.components.len() {
        1 => &["Y"],
        3 => &["R", "G", "B"],
        4 => &["C", "M", "Y", "K"],
        _ => return None,
    };
    let kind = if structure.precision == 8 { SampleType::U8 } else { SampleType::U16 };
    let channels = names.iter().map(|name| Channel { name: (*name).to_owned(), kind, linear: false, sampling: [1, 1] });
    Some(Header {
        channels: channels.collect(),
        compression: "JPEG".to_owned(),
        data_window: window,
        display_window: window,
        pixel_aspect: 1.0,
        attributes: Vec::new(),
    })
}
