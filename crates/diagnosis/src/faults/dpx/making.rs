//! What the injectors of this room share.

use etabli_formats::Budget;
use etabli_formats::dpx::{self, Kind, Structure};

use crate::{Declined, Dice, Frame, Site};

/// One inner frame of the set, and its structure: sound DPX, highest byte first.
pub(super) fn open(site: &Site, dice: &mut Dice) -> Result<(Frame, Structure), Declined> {
    let frame = site.frame(dice)?;
    let structure = dpx::read(&frame.bytes, &Budget::default()).map_err(|stop| Declined::because(stop.to_string()))?;
    if structure.kind != Kind::Dpx || !structure.big_endian || !structure.defects.is_empty() {
        return Err(Declined::because("this needs a sound DPX frame, highest byte first"));
    }
    Ok((frame, structure))
}
