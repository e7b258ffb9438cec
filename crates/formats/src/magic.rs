//! What a file is, by its first bytes.

use serde::{Deserialize, Serialize};

/// A format that Établi recognises by content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Format {
    /// OpenEXR.
    Exr,
    /// Portable Network Graphics.
    Png,
    /// TIFF and `BigTIFF`, `.tx` included.
    Tiff,
    /// SMPTE 268M.
    Dpx,
    /// Kodak Cineon.
    Cineon,
    /// JPEG.
    Jpeg,
    /// Radiance HDR.
    Hdr,
    /// Adobe Photoshop.
    Psd,
    /// Windows bitmap.
    Bmp,
    /// GIF.
    Gif,
    /// WebP.
    Webp,
    /// `DirectDraw` surface.
    Dds,
    /// Truevision TGA, which has no magic bytes.
    Tga,
    /// Windows icon.
    Ico,
    /// Silicon Graphics image.
    Sgi,
    /// Netpbm's maps, PFM included.
    Pnm,
    /// Flexible Image Transport System.
    Fits,
    /// Wavefront RLA and RPF, which have no magic bytes at their beginning.
    Rla,
    /// Softimage PIC.
    Pic,
    /// Maya's IFF.
    Iff,
    /// Ptex.
    Ptex,
    /// `RenderMan` depth file.
    Zfile,
    /// JPEG 2000.
    Jp2,
    /// JPEG XL.
    Jxl,
}

/// Magic bytes, each with the format it names. Longer ones first where one begins another.
const MAGICS: &[(&[u8], Format)] = &[
    (&[0x76, 0x2F, 0x31, 0x01], Format::Exr),
    (b"\x89PNG\r\n\x1a\n", Format::Png),
    (b"II*\0", Format::Tiff),
    (b"MM\0*", Format::Tiff),
    (b"II+\0", Format::Tiff),
    (b"MM\0+", Format::Tiff),
    (b"SDPX", Format::Dpx),
    (b"XPDS", Format::Dpx),
    (&[0x80, 0x2A, 0x5F, 0xD7], Format::Cineon),
    (&[0xD7, 0x5F, 0x2A, 0x80], Format::Cineon),
    (&[0xFF, 0xD8, 0xFF], Format::Jpeg),
    (b"#?RADIANCE", Format::Hdr),
    (b"#?RGBE", Format::Hdr),
    (b"8BPS", Format::Psd),
    (b"GIF8", Format::Gif),
    (b"DDS ", Format::Dds),
    (b"BM", Format::Bmp),
    (b"SIMPLE  =", Format::Fits),
    (&[0x53, 0x80, 0xF6, 0x34], Format::Pic),
    (b"Ptex", Format::Ptex),
    (&[0x2F, 0x08, 0x67, 0xAB], Format::Zfile),
    (&[0xAB, 0x67, 0x08, 0x2F], Format::Zfile),
    (b"\0\0\0\x0CjP  ", Format::Jp2),
    (&[0xFF, 0x4F, 0xFF, 0x51], Format::Jp2),
    (b"\0\0\0\x0CJXL ", Format::Jxl),
    (&[0xFF, 0x0A], Format::Jxl),
    (&[0x01, 0xDA], Format::Sgi),
];

impl Format {
    /// Bytes that [`Format::of`] wants to see.
    pub const PROBE: usize = 16;

    /// Recognises a format by its first bytes.
    pub fn of(head: &[u8]) -> Option<Self> {
        if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
            return Some(Self::Webp);
        }
        if matches!(head.get(..4), Some(b"FOR4" | b"FORM")) && head.get(8..12) == Some(b"CIMG") {
            return Some(Self::Iff);
        }
        match head {
            // An icon holds at least one picture; a TGA may begin with the same four bytes.
            [0, 0, 1, 0, low, high, ..] if (*low, *high) != (0, 0) => return Some(Self::Ico),
            [b'P', b'1'..=b'7' | b'f' | b'F', space, ..] if space.is_ascii_whitespace() => return Some(Self::Pnm),
            _ => {}
        }
        MAGICS.iter().find(|(magic, _)| head.starts_with(magic)).map(|&(_, format)| format)
    }

    /// The format that an extension promises (lower or upper case, without its dot).
    pub fn of_extension(extension: &str) -> Option<Self> {
        let format = match extension.to_ascii_lowercase().as_str() {
            "exr" | "sxr" | "mxr" => Self::Exr,
            "png" => Self::Png,
            "tif" | "tiff" | "tx" => Self::Tiff,
            "dpx" => Self::Dpx,
            "cin" => Self::Cineon,
            "jpg" | "jpeg" => Self::Jpeg,
            "hdr" | "rgbe" => Self::Hdr,
            "psd" | "psb" => Self::Psd,
            "bmp" => Self::Bmp,
            "gif" => Self::Gif,
            "webp" => Self::Webp,
            "dds" => Self::Dds,
            "tga" | "icb" | "vda" | "vst" => Self::Tga,
            "ico" => Self::Ico,
            "sgi" => Self::Sgi,
            "pbm" | "pgm" | "ppm" | "pnm" => Self::Pnm,
            "fits" => Self::Fits,
            "rla" | "rpf" => Self::Rla,
            "jp2" | "j2k" | "j2c" => Self::Jp2,
            "jxl" => Self::Jxl,
            _ => return None,
        };
        Some(format)
    }

    /// Whether its magic bytes are so few that files of other kinds begin alike: its name must promise it too.
    pub fn is_weak(self) -> bool {
        matches!(self, Self::Bmp | Self::Sgi | Self::Jxl | Self::Pnm | Self::Ico)
    }

    /// The extension that its files have most often, without a dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Exr => "exr",
            Self::Png => "png",
            Self::Tiff => "tif",
            Self::Dpx => "dpx",
            Self::Cineon => "cin",
            Self::Jpeg => "jpg",
            Self::Hdr => "hdr",
            Self::Psd => "psd",
            Self::Bmp => "bmp",
            Self::Gif => "gif",
            Self::Webp => "webp",
            Self::Dds => "dds",
            Self::Tga => "tga",
            Self::Ico => "ico",
            Self::Sgi => "sgi",
            Self::Pnm => "pnm",
            Self::Fits => "fits",
            Self::Rla => "rla",
            Self::Pic => "pic",
            Self::Iff => "iff",
            Self::Ptex => "ptx",
            Self::Zfile => "zfile",
            Self::Jp2 => "jp2",
            Self::Jxl => "jxl",
        }
    }

    /// The name people know it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exr => "OpenEXR",
            Self::Png => "PNG",
            Self::Tiff => "TIFF",
            Self::Dpx => "DPX",
            Self::Cineon => "Cineon",
            Self::Jpeg => "JPEG",
            Self::Hdr => "Radiance HDR",
            Self::Psd => "Photoshop",
            Self::Bmp => "BMP",
            Self::Gif => "GIF",
            Self::Webp => "WebP",
            Self::Dds => "DDS",
            Self::Tga => "TGA",
            Self::Ico => "ICO",
            Self::Sgi => "SGI",
            Self::Pnm => "Netpbm",
            Self::Fits => "FITS",
            Self::Rla => "RLA",
            Self::Pic => "Softimage PIC",
            Self::Iff => "Maya IFF",
            Self::Ptex => "Ptex",
            Self::Zfile => "RenderMan z",
            Self::Jp2 => "JPEG 2000",
            Self::Jxl => "JPEG XL",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn webp_is_no_other_riff() {
        assert_eq!(Format::of(b"RIFF\0\0\0\0WEBPVP8 "), Some(Format::Webp));
        assert_eq!(Format::of(b"RIFF\0\0\0\0WAVEfmt "), None);
    }

    #[test]
    fn a_cut_magic_is_no_format() {
        assert_eq!(Format::of(&[0x76, 0x2F, 0x31]), None);
        assert_eq!(Format::of(&[0x76, 0x2F, 0x31, 0x01]), Some(Format::Exr));
    }
}
