//! What the injectors of this room share: a frame and where its pieces lie.

use etabli_formats::Budget;
use etabli_formats::exr::{self, Chunk, Structure};

use crate::{Declined, Dice, Frame, Site};

/// A frame taken apart.
pub(super) struct Opened {
    pub(super) frame: Frame,
    pub(super) structure: Structure,
    pub(super) chunks: Vec<Chunk>,
}

/// One inner frame of the set, taken apart; it has at least four chunks.
pub(super) fn open(site: &Site, dice: &mut Dice) -> Result<Opened, Declined> {
    let frame = site.frame(dice)?;
    let (structure, chunks) = exr::read(&frame.bytes, &Budget::default()).map_err(|stop| Declined::because(stop.to_string()))?;
    if chunks.len() < 4 || !structure.defects.is_empty() {
        return Err(Declined::because("this needs a sound OpenEXR frame of at least four chunks"));
    }
    Ok(Opened { frame, structure, chunks })
}

impl Opened {
    /// Size of the file in bytes.
    pub(super) fn size(&self) -> u64 {
        self.frame.bytes.len() as u64
    }

    /// Byte of an entry of the first part's chunk table.
    pub(super) fn entry(&self, index: u64) -> u64 {
        self.structure.parts.first().map_or(0, |part| part.table_at) + 8 * index
    }

    /// One chunk, neither the first nor the last.
    pub(super) fn inner(&self, dice: &mut Dice) -> Result<Chunk, Declined> {
        let inner = self.chunks.get(1..self.chunks.len() - 1).unwrap_or_default();
        dice.pick(inner).copied().ok_or_else(|| Declined::because("this frame has too few chunks"))
    }

    /// Bytes of the frame.
    pub(super) fn bytes(&self, at: u64, count: usize) -> Vec<u8> {
        let start = usize::try_from(at).unwrap_or(usize::MAX);
        self.frame.bytes.get(start..start.saturating_add(count)).unwrap_or_default().to_vec()
    }
}
