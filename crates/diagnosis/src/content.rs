//! Content, by the reader that knows it.

use etabli_formats::{Budget, Defect, Format, Source, Stop, Weight, dpx, jpeg, other, png, tiff};
use serde::{Deserialize, Serialize};

use crate::{ExrFacts, Facts, Needs};

/// Content, by the reader that knows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Content {
    /// No reader here claims it.
    Unclaimed,
    /// OpenEXR.
    Exr(Box<ExrFacts>),
    /// PNG.
    Png(Box<png::Structure>),
    /// TIFF.
    Tiff(Box<tiff::Structure>),
    /// DPX or Cineon.
    Dpx(Box<dpx::Structure>),
    /// JPEG.
    Jpeg(Box<jpeg::Structure>),
    /// A format without a room of its own.
    Other(Box<other::Structure>),
}

/// A header that claims more than its file could hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Claim<'a> {
    /// Byte of the claim.
    pub byte: u64,
    /// Part of a multi-part file.
    pub part: Option<u32>,
    /// Field that claims it.
    pub field: &'a str,
    /// Value claimed, in the field's own unit.
    pub value: u64,
    /// The most that is possible or allowed.
    pub cap: u64,
}

/// Reads content of a format other than OpenEXR; at the level of pixels, checks them where nothing is counted in the same pass.
pub(crate) fn read(format: Format, source: &dyn Source, needs: Needs, budget: &Budget) -> Result<Content, Stop> {
    Ok(match format {
        Format::Png => Content::Png(Box::new(png::read(source, budget)?)),
        Format::Tiff => Content::Tiff(Box::new(tiff::read(source, budget)?)),
        Format::Dpx | Format::Cineon => {
            let mut structure = dpx::read(source, budget)?;
            if needs.holds(Needs::DATA) {
                structure.defects.extend(dpx::verify(source, &structure, budget)?);
            }
            Content::Dpx(Box::new(structure))
        }
        Format::Jpeg => {
            let mut structure = jpeg::read(source, budget)?;
            if needs.holds(Needs::DATA) {
                structure.defects.extend(jpeg::verify(source, &structure, budget)?);
            }
            Content::Jpeg(Box::new(structure))
        }
        other => other::read(other, source, budget)?.map_or(Content::Unclaimed, |structure| Content::Other(Box::new(structure))),
    })
}

impl Content {
    /// Whether no pixel is lost and every reader opens it, as far as is known.
    pub(crate) fn is_sound(&self) -> bool {
        match self {
            Self::Unclaimed => true,
            Self::Exr(exr) => exr.structure.defects.is_empty(),
            Self::Png(png) => is_sound(&png.defects),
            Self::Tiff(tiff) => is_sound(&tiff.defects),
            Self::Dpx(dpx) => is_sound(&dpx.defects),
            Self::Jpeg(jpeg) => is_sound(&jpeg.defects),
            Self::Other(other) => is_sound(&other.defects),
        }
    }

    /// The first claim that the file could not hold.
    pub(crate) fn claim(&self) -> Option<Claim<'_>> {
        match self {
            Self::Unclaimed => None,
            Self::Exr(exr) => exr.structure.defects.iter().find_map(|defect| {
                let etabli_formats::exr::Rule::Oversize { field, value, cap } = &defect.rule else { return None };
                Some(Claim { byte: defect.byte, part: defect.part, field, value: *value, cap: *cap })
            }),
            Self::Png(png) => claim(&png.defects, |rule| match rule {
                png::Rule::Oversize { value, cap } => Some((*value, *cap)),
                _ => None,
            }),
            Self::Tiff(tiff) => claim(&tiff.defects, |rule| match rule {
                tiff::Rule::Oversize { value, cap } => Some((*value, *cap)),
                _ => None,
            }),
            Self::Dpx(dpx) => claim(&dpx.defects, |rule| match rule {
                dpx::Rule::Oversize { value, cap } => Some((*value, *cap)),
                _ => None,
            }),
            Self::Jpeg(jpeg) => claim(&jpeg.defects, |rule| match rule {
                jpeg::Rule::Oversize { value, cap } => Some((*value, *cap)),
                _ => None,
            }),
            Self::Other(other) => claim(&other.defects, |rule| match rule {
                other::Rule::Oversize { value, cap } => Some((*value, *cap)),
                _ => None,
            }),
        }
    }

    /// The first bytes of a file that does not begin as its name's format does. OpenEXR's own reader keeps them in words.
    pub(crate) fn foreign_opening(&self) -> Option<&[u8]> {
        match self {
            Self::Unclaimed | Self::Exr(_) => None,
            Self::Png(png) => png.defects.iter().find_map(|defect| match &defect.rule {
                png::Rule::Signature { seen } => Some(seen.as_slice()),
                _ => None,
            }),
            Self::Tiff(tiff) => tiff.defects.iter().find_map(|defect| match &defect.rule {
                tiff::Rule::Signature { seen } => Some(seen.as_slice()),
                _ => None,
            }),
            Self::Dpx(dpx) => dpx.defects.iter().find_map(|defect| match &defect.rule {
                dpx::Rule::Signature { seen } => Some(seen.as_slice()),
                _ => None,
            }),
            Self::Jpeg(jpeg) => jpeg.defects.iter().find_map(|defect| match &defect.rule {
                jpeg::Rule::Signature { seen } => Some(seen.as_slice()),
                _ => None,
            }),
            Self::Other(other) => other.defects.iter().find_map(|defect| match &defect.rule {
                other::Rule::Signature { seen } => Some(seen.as_slice()),
                _ => None,
            }),
        }
    }
}

/// Whether none of them is more than odd.
pub(crate) fn is_sound<R>(defects: &[Defect<R>]) -> bool {
    defects.iter().all(|defect| defect.weight < Weight::Broken)
}

/// The first claim among defects, in bytes of pixels.
fn claim<R>(defects: &[Defect<R>], of: impl Fn(&R) -> Option<(u64, u64)>) -> Option<Claim<'static>> {
    defects.iter().find_map(|defect| {
        let (value, cap) = of(&defect.rule)?;
        Some(Claim { byte: defect.byte, part: None, field: "pixels", value, cap })
    })
}

impl Facts {
    /// Whether a reader here knows the format.
    pub fn is_claimed(&self) -> bool {
        !matches!(self.content, Content::Unclaimed) || self.still.is_some()
    }

    /// PNG content.
    pub fn png(&self) -> Option<&png::Structure> {
        if let Content::Png(structure) = &self.content { Some(structure) } else { None }
    }

    /// TIFF content.
    pub fn tiff(&self) -> Option<&tiff::Structure> {
        if let Content::Tiff(structure) = &self.content { Some(structure) } else { None }
    }

    /// DPX or Cineon content.
    pub fn dpx(&self) -> Option<&dpx::Structure> {
        if let Content::Dpx(structure) = &self.content { Some(structure) } else { None }
    }

    /// JPEG content.
    pub fn jpeg(&self) -> Option<&jpeg::Structure> {
        if let Content::Jpeg(structure) = &self.content { Some(structure) } else { None }
    }

    /// Content of a format without a room of its own.
    pub fn other(&self) -> Option<&other::Structure> {
        if let Content::Other(structure) = &self.content { Some(structure) } else { None }
    }
}
