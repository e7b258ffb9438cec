//! `DirectDraw` surfaces (Microsoft, "DDS file layout"): the size that its header asks for.

use super::sheet::Sheet;
use crate::Stop;
use crate::view::u32_at;

/// Bytes of the header, its signature included.
const HEADER: u64 = 128;

/// How pixels are kept.
enum Kept {
    /// Blocks of 4 × 4 pixels, so many bytes each.
    Blocks(u64),
    /// So many bits a pixel.
    Bits(u64),
    /// A way that is not known here.
    Unknown,
}

pub(super) fn check(sheet: &mut Sheet) -> Result<(), Stop> {
    let Some(head) = sheet.header(HEADER)? else { return Ok(()) };
    let field = |at: usize| u32_at(&head, at).unwrap_or_default();
    for (at, name, right) in [(4, "header size", 124), (76, "pixel format size", 32)] {
        if field(at) != right {
            sheet.field(at as u64, name, field(at));
            return Ok(());
        }
    }
    if !sheet.picture(12, u64::from(field(16)), u64::from(field(12))) {
        return Ok(());
    }
    let code = head.get(84..88).unwrap_or_default();
    let is_coded = field(80) & 4 != 0;
    let extended = is_coded && code == b"DX10";
    let more = if extended { sheet.bytes(HEADER, 20)? } else { Vec::new() };
    if extended && more.len() < 20 {
        sheet.cut("header", HEADER + 20);
        return Ok(());
    }
    let kept = if extended {
        dxgi(u32_at(&more, 0).unwrap_or_default())
    } else if is_coded {
        four(code, field(84))
    } else {
        bits(sheet, field(80), field(88))
    };
    let faces = if field(112) & 0x200 != 0 { u64::from((field(112) >> 10 & 0x3F).count_ones().max(1)) } else { 1 };
    let depth = if field(112) & 0x20_0000 != 0 { u64::from(field(24).max(1)) } else { 1 };
    let layers = u32_at(&more, 12).map_or(1, |layers| u64::from(layers.max(1)));
    let levels = if field(8) & 0x2_0000 != 0 { field(28).max(1) } else { 1 };
    if levels > 32 {
        sheet.odd(28, "mip levels", levels);
    }
    if let Some(least) = size(&kept, [u64::from(field(16)), u64::from(field(12)), depth], levels.min(32)) {
        sheet.plain(12, HEADER + more.len() as u64, least.saturating_mul(faces).saturating_mul(layers));
    }
    Ok(())
}

/// A format by its four letters, or by the number of Direct3D 9.
fn four(code: &[u8], number: u32) -> Kept {
    match code {
        b"DXT1" | b"ATI1" | b"BC4U" | b"BC4S" => Kept::Blocks(8),
        b"DXT2" | b"DXT3" | b"DXT4" | b"DXT5" | b"ATI2" | b"BC5U" | b"BC5S" | b"RXGB" => Kept::Blocks(16),
        _ => match number {
            111 => Kept::Bits(16),
            112 | 114 => Kept::Bits(32),
            36 | 110 | 113 | 115 => Kept::Bits(64),
            116 => Kept::Bits(128),
            _ => Kept::Unknown,
        },
    }
}

/// A format by its number in DXGI.
fn dxgi(number: u32) -> Kept {
    match number {
        70..=72 | 79..=81 => Kept::Blocks(8),
        73..=78 | 82..=84 | 94..=99 => Kept::Blocks(16),
        1..=4 => Kept::Bits(128),
        5..=8 => Kept::Bits(96),
        9..=22 => Kept::Bits(64),
        23..=47 | 67..=69 | 87..=93 => Kept::Bits(32),
        48..=59 | 85 | 86 | 115 => Kept::Bits(16),
        60..=65 => Kept::Bits(8),
        _ => Kept::Unknown,
    }
}

/// Plain pixels: the bits must be whole bytes that a colour, a grey or an alpha can have.
fn bits(sheet: &mut Sheet, flags: u32, bits: u32) -> Kept {
    if flags & 0x2_0063 == 0 {
        return Kept::Unknown;
    }
    if matches!(bits, 8 | 16 | 24 | 32 | 4) {
        return Kept::Bits(u64::from(bits));
    }
    sheet.field(88, "bits", bits);
    Kept::Unknown
}

/// Bytes of all levels.
fn size(kept: &Kept, [width, height, depth]: [u64; 3], levels: u32) -> Option<u64> {
    let level = |level: u32| {
        let [w, h, d] = [width, height, depth].map(|size| (size >> level).max(1));
        let plane = match kept {
            Kept::Blocks(bytes) => Some(w.div_ceil(4).saturating_mul(h.div_ceil(4)).saturating_mul(*bytes)),
            Kept::Bits(bits) => Some(w.saturating_mul(*bits).div_ceil(8).saturating_mul(h)),
            Kept::Unknown => None,
        };
        Some(plane?.saturating_mul(d))
    };
    (0..levels).map(level).try_fold(0u64, |sum, own| Some(sum.saturating_add(own?)))
}
