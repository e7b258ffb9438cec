//! `RenderMan` depth files: two matrices, then one floating-point depth a pixel.

use super::sheet::Sheet;
use crate::Stop;
use crate::view::{be16, le16};

/// Bytes of the header.
const HEADER: u64 = 136;

pub(super) fn check(sheet: &mut Sheet) -> Result<(), Stop> {
    let Some(head) = sheet.header(HEADER)? else { return Ok(()) };
    let big_endian = head.starts_with(&[0x2F, 0x08, 0x67, 0xAB]);
    let word = |at: usize| u64::from(if big_endian { be16(&head, at) } else { le16(&head, at) }.unwrap_or_default());
    let (width, height) = (word(4), word(6));
    if sheet.picture(4, width, height) {
        sheet.plain(4, HEADER, width * height * 4);
    }
    Ok(())
}
