//! FITS 4.0: the first header of eighty-byte cards, and the size of its data.

use super::sheet::Sheet;
use crate::Stop;

/// Bytes of a card.
const CARD: usize = 80;

/// Bytes of a block: header and data fill whole ones.
const BLOCK: u64 = 2880;

/// Bytes of the longest header that is read.
const HEADER: u64 = 1 << 20;

pub(super) fn check(sheet: &mut Sheet) -> Result<(), Stop> {
    let head = sheet.bytes(0, HEADER)?;
    let cards: Vec<&[u8]> = head.chunks_exact(CARD).collect();
    let Some(end) = cards.iter().position(|card| card.starts_with(b"END") && card.iter().skip(3).all(|&byte| byte == b' ')) else {
        sheet.cut("header", 0);
        return Ok(());
    };
    let value = |name: &str| cards.iter().take(end).enumerate().find_map(|(at, card)| Some(((at * CARD) as u64, number(card, name)?)));
    let Some((bits_at, bits)) = value("BITPIX").filter(|(_, bits)| matches!(bits, 8 | 16 | 32 | 64 | -32 | -64)) else {
        let (at, bits) = value("BITPIX").unwrap_or_default();
        sheet.field(at, "BITPIX", bits);
        return Ok(());
    };
    let Some((at, axes)) = value("NAXIS").filter(|(_, axes)| (0..=999).contains(axes)) else {
        let (at, axes) = value("NAXIS").unwrap_or((bits_at, -1));
        sheet.field(at, "NAXIS", axes);
        return Ok(());
    };
    let mut bytes = if axes == 0 { 0 } else { bits.unsigned_abs() / 8 };
    for axis in 1..=axes {
        let name = format!("NAXIS{axis}");
        let Some((_, size)) = value(&name).filter(|(_, size)| *size >= 0) else {
            sheet.field(value(&name).map_or(at, |(at, _)| at), &name, value(&name).map_or(-1, |(_, size)| size));
            return Ok(());
        };
        bytes = bytes.saturating_mul(size as u64);
        match axis {
            1 => sheet.width = u32::try_from(size).unwrap_or(u32::MAX),
            2 => sheet.height = u32::try_from(size).unwrap_or(u32::MAX),
            _ => {}
        }
    }
    let first = (((end + 1) * CARD) as u64).next_multiple_of(BLOCK);
    sheet.plain(at, first, bytes);
    Ok(())
}

/// The whole number of a card, when it is the named one.
fn number(card: &[u8], name: &str) -> Option<i64> {
    let text = std::str::from_utf8(card).ok()?;
    let (keyword, value) = text.split_once('=')?;
    (keyword.trim() == name).then(|| value.split('/').next().unwrap_or_default().trim().parse().ok())?
}
