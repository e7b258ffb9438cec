//! The pixels of JPEG, 8 bits a sample: grey, or red, green and blue whatever the file keeps, CMYK multiplied out as Adobe writes it.

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::expand::split;
use super::{Header, Opened, Problem, window};
use crate::exr::{Channel, Damage, SampleType};
use crate::jpeg::{Rule, Structure};
use crate::pixels::Line;
use crate::{Source, Stop};

/// Bytes that the decoder holds for each sample at most: two of coefficients, two of chroma being spread, one or two of lines, one of pixels.
const HELD: u64 = 7;

/// How pixels are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    size: [u32; 2],
    components: usize,
    /// What the decoder is asked for.
    colours: ColorSpace,
    /// Whether its codes were proven by our own reader before: what the decoder makes of them is then whole.
    is_proven: bool,
}

/// The header of a file whose structure was read. `None` when it has no size.
pub(super) fn open(structure: &Structure) -> Opened<Layout> {
    let window = window(structure.width, structure.height)?;
    let names: &[&str] = match structure.components.len() {
        1 => &["Y"],
        3 | 4 => &["R", "G", "B"],
        _ => return None,
    };
    let kind = if structure.precision == 8 { SampleType::U8 } else { SampleType::U16 };
    let channels = names.iter().map(|name| Channel { name: (*name).to_owned(), kind, linear: false, sampling: [1, 1] });
    let header = Header {
        channels: channels.collect(),
        compression: if structure.components.len() == 4 { "JPEG (CMYK)" } else { "JPEG" }.to_owned(),
        data_window: window,
        display_window: window,
        pixel_aspect: 1.0,
        attributes: Vec::new(),
    };
    let layout = readable(structure).map(|()| Layout {
        size: [structure.width, structure.height],
        components: structure.components.len(),
        colours: colours(structure),
        is_proven: matches!(structure.process, 0xC0 | 0xC1),
    });
    Some((header, layout))
}

fn readable(structure: &Structure) -> Result<(), &'static str> {
    match structure.process {
        0xC0..=0xC2 if structure.precision != 8 => Err("12-bit JPEG"),
        0xC0..=0xC2 if structure.components.len() == 4 && structure.transform.is_none() => Err("CMYK JPEG without Adobe's marker"),
        0xC0..=0xC2 => Ok(()),
        0xC3 => Err("lossless JPEG"),
        0xC9..=0xCB | 0xCD..=0xCF => Err("arithmetic-coded JPEG"),
        _ => Err("hierarchical JPEG"),
    }?;
    let is_beyond = structure.defects.iter().any(|defect| matches!(defect.rule, Rule::Oversize { .. }));
    if is_beyond { Err("more pixels than the file can hold") } else { Ok(()) }
}

/// What to ask for: as the colour transform that is stored says, or, without Adobe's marker, the names of the components.
fn colours(structure: &Structure) -> ColorSpace {
    let is_rgb = structure.transform.is_none() && structure.components.iter().map(|component| component.id).eq(*b"RGB");
    match structure.components.len() {
        1 => ColorSpace::Luma,
        // The decoder takes these for luminance and chroma: asked for the same, it gives what is stored.
        3 if is_rgb => ColorSpace::YCbCr,
        _ => ColorSpace::RGB,
    }
}

impl Layout {
    /// Bytes that the decoder holds at most: blocks beyond the picture's edges are among them.
    pub(super) fn bytes(&self) -> u64 {
        let [width, height] = self.size.map(|side| u64::from(side).next_multiple_of(32));
        width.saturating_mul(height).saturating_mul(HELD * self.components as u64)
    }

    /// Shows every line. A file that does not decode whole is a problem, unless what can be had of it is wanted (`partial`): some of its
    /// blocks are then the decoder's invention.
    pub(super) fn lines(
        &self,
        source: &dyn Source,
        channels: &[Channel],
        partial: bool,
        show: &mut dyn FnMut(&Line),
    ) -> Result<Option<Problem>, Stop> {
        let bytes = source.read_range(0, source.size())?;
        let pixels = match self.decode(&bytes, partial) {
            Ok(pixels) => pixels,
            Err(damage) => return Ok(Some(Problem { damage, byte: 0 })),
        };
        let width = self.size[0] as usize;
        let mut line = vec![0; width * channels.len()];
        for (row, y) in pixels.chunks_exact(line.len().max(1)).zip(0..) {
            split::<1>(row, channels.len(), &mut line);
            show(&Line { part: 0, channels, at: [0, y], width, bytes: &line });
        }
        Ok(None)
    }

    /// [`Damage::Undecodable`] is the decoder's refusal of what the markers say, [`Damage::ImageData`] that of the codes.
    fn decode(&self, bytes: &[u8], partial: bool) -> Result<Vec<u8>, Damage> {
        let [width, height] = self.size.map(|side| side as usize);
        let options = DecoderOptions::default()
            .set_max_width(width)
            .set_max_height(height)
            .set_strict_mode(!partial && !self.is_proven)
            .jpeg_set_out_colorspace(self.colours);
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
        decoder.decode_headers().map_err(|_| Damage::Undecodable)?;
        // What was allowed is what is decoded.
        let components = decoder.info().map_or(0, |info| usize::from(info.components));
        if decoder.dimensions() != Some((width, height)) || components != self.components {
            return Err(Damage::Undecodable);
        }
        decoder.decode().map_err(|_| if self.is_proven { Damage::Undecodable } else { Damage::ImageData })
    }
}
