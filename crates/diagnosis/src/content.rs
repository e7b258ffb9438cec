//! Content, by the reader that knows it.

use etabli_formats::{Budget, Defect, Format, Source, Stop, Weight, png};
use serde::{Deserialize, Serialize};

use crate::{ExrFacts, Facts};

/// Content, by the reader that knows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Content {
    /// No reader here claims it.
    Unclaimed,
    /// OpenEXR.
    Exr(Box<ExrFacts>),
    /// PNG.
    Png(Box<png::Structure>),
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

/// Reads content of a format other than OpenEXR.
pub(crate) fn read(format: Format, source: &dyn Source, budget: &Budget) -> Result<Content, Stop> {
    match format {
        Format::Png => Ok(Content::Png(Box::new(png::read(source, budget)?))),
        _ => Ok(Content::Unclaimed),
    }
}

impl Content {
    /// Whether no pixel is lost and every reader opens it, as far as is known.
    pub(crate) fn is_sound(&self) -> bool {
        match self {
            Self::Unclaimed => true,
            Self::Exr(exr) => exr.structure.defects.is_empty(),
            Self::Png(png) => is_sound(&png.defects),
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
            Self::Png(png) => png.defects.iter().find_map(|defect| {
                let png::Rule::Oversize { value, cap } = defect.rule else { return None };
                Some(Claim { byte: defect.byte, part: None, field: "pixels", value, cap })
            }),
        }
    }

    /// The first bytes of a file that does not begin as its name's format does. OpenEXR's own reader keeps them in words.
    pub(crate) fn foreign_opening(&self) -> Option<&[u8]> {
        let Self::Png(png) = self else { return None };
        png.defects.iter().find_map(|defect| match &defect.rule {
            png::Rule::Signature { seen } => Some(seen.as_slice()),
            _ => None,
        })
    }
}

/// Whether none of them is more than odd.
pub(crate) fn is_sound<R>(defects: &[Defect<R>]) -> bool {
    defects.iter().all(|defect| defect.weight < Weight::Broken)
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
}
