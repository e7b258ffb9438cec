//! JPEG XL (ISO/IEC 18181-2): the boxes of its container.

use super::sheet::Sheet;
use crate::Stop;
use crate::view::be32;

/// Least bytes that the pixels of any picture take.
const LEAST: u64 = 12;

pub(super) fn check(sheet: &mut Sheet) -> Result<(), Stop> {
    let head = sheet.bytes(0, 12)?;
    if head.starts_with(&[0xFF, 0x0A]) {
        if sheet.size < LEAST {
            sheet.cut("pixels", LEAST);
        }
        return Ok(());
    }
    let (mut at, mut streams) = (0, 0);
    while at < sheet.size {
        let leader = sheet.bytes(at, 16)?;
        let Some(small) = be32(&leader, 0).filter(|_| leader.len() >= 8) else {
            sheet.cut("box", at + 8);
            return Ok(());
        };
        let size = match small {
            0 => sheet.size - at,
            1 => be32(&leader, 8).zip(be32(&leader, 12)).map_or(0, |(high, low)| u64::from(high) << 32 | u64::from(low)),
            size => u64::from(size),
        };
        if size < 8 {
            sheet.field(at, "box size", size as i64);
            return Ok(());
        }
        if at.saturating_add(size) > sheet.size {
            sheet.cut("box", at.saturating_add(size));
            return Ok(());
        }
        streams += u64::from(matches!(leader.get(4..8), Some(b"jxlc" | b"jxlp")));
        at += size;
    }
    if streams == 0 {
        sheet.cut("pixels", 0);
    }
    Ok(())
}
