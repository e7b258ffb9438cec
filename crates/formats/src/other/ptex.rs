//! Ptex (Disney Animation, version 1): the sizes that its header gives.

use super::sheet::Sheet;
use crate::Stop;
use crate::view::{le16, u32_at, u64_at};

/// Bytes of the header.
const HEADER: u64 = 64;

pub(super) fn check(sheet: &mut Sheet) -> Result<(), Stop> {
    let Some(head) = sheet.header(HEADER)? else { return Ok(()) };
    let wide = |at: usize| u64::from(u32_at(&head, at).unwrap_or_default());
    let (mesh, kind) = (wide(8), wide(12));
    for (at, name, value, most) in [(4, "version", wide(4), 1), (8, "mesh type", mesh, 1), (12, "data type", kind, 3)] {
        if value > most {
            sheet.field(at, name, value as i64);
            return Ok(());
        }
    }
    let (channels, levels, faces) = (le16(&head, 20).unwrap_or_default(), le16(&head, 22).unwrap_or_default(), wide(24));
    for (at, name, value) in [(20, "channels", i64::from(channels)), (22, "levels", i64::from(levels)), (24, "faces", faces as i64)] {
        if value == 0 {
            sheet.field(at, name, 0);
            return Ok(());
        }
    }
    let data = u64_at(&head, 48).unwrap_or_default();
    let parts = [wide(28), wide(32), wide(36), wide(40), data];
    let end = parts.into_iter().fold(HEADER, u64::saturating_add);
    if end > sheet.size {
        sheet.outside(if data > sheet.size { 48 } else { 28 }, "data", end, sheet.size);
    } else if faces > wide(32).saturating_mul(1032) {
        sheet.outside(24, "faces", faces, wide(32).saturating_mul(1032));
    }
    Ok(())
}
