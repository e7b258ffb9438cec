//! Tags, by number and name.

/// Tags that are read here, each with the name that its specification gives.
macro_rules! tags {
    ($($constant:ident $number:literal $name:literal),* $(,)?) => {
        $(pub(super) const $constant: u16 = $number;)*

        /// The name of a tag; its number when nobody here reads it.
        pub fn name(tag: u16) -> String {
            match tag {
                $($number => $name.to_owned(),)*
                other => other.to_string(),
            }
        }
    };
}

tags! {
    SUBFILE 254 "NewSubfileType",
    WIDTH 256 "ImageWidth",
    HEIGHT 257 "ImageLength",
    BITS 258 "BitsPerSample",
    COMPRESSION 259 "Compression",
    PHOTOMETRIC 262 "PhotometricInterpretation",
    FILL_ORDER 266 "FillOrder",
    DESCRIPTION 270 "ImageDescription",
    STRIP_OFFSETS 273 "StripOffsets",
    ORIENTATION 274 "Orientation",
    SAMPLES 277 "SamplesPerPixel",
    ROWS 278 "RowsPerStrip",
    STRIP_SIZES 279 "StripByteCounts",
    PLANAR 284 "PlanarConfiguration",
    SOFTWARE 305 "Software",
    DATE 306 "DateTime",
    ARTIST 315 "Artist",
    HOST 316 "HostComputer",
    PREDICTOR 317 "Predictor",
    COLOUR_MAP 320 "ColorMap",
    TILE_WIDTH 322 "TileWidth",
    TILE_HEIGHT 323 "TileLength",
    TILE_OFFSETS 324 "TileOffsets",
    TILE_SIZES 325 "TileByteCounts",
    SUB_DIRECTORIES 330 "SubIFDs",
    EXTRA 338 "ExtraSamples",
    FORMAT 339 "SampleFormat",
    JPEG_OFFSET 513 "JPEGInterchangeFormat",
    JPEG_SIZE 514 "JPEGInterchangeFormatLength",
    SUBSAMPLING 530 "YCbCrSubSampling",
    XMP 700 "XMP",
    EXIF 34665 "Exif",
    GPS 34853 "GPS",
    INTEROPERABILITY 40965 "Interoperability",
    DNG_VERSION 50706 "DNGVersion",
}

/// The word people know a compression by.
pub fn compression_name(compression: u16) -> &'static str {
    match compression {
        1 => "none",
        2..=4 | 32771 => "CCITT",
        5 => "LZW",
        6 | 7 => "JPEG",
        8 | 32946 => "deflate",
        9 | 10 => "JBIG",
        32773 => "PackBits",
        32809 => "ThunderScan",
        34676 | 34677 => "SGI log",
        34712 => "JPEG 2000",
        34887 => "LERC",
        34925 => "LZMA",
        50000 => "ZSTD",
        50001 => "WebP",
        50002 => "JPEG XL",
        _ => "unknown",
    }
}

/// Bytes of one value of a type; `None` for a type that nobody defined.
pub(super) fn type_size(kind: u16) -> Option<u64> {
    match kind {
        // BYTE, ASCII, SBYTE, UNDEFINED, and the UTF-8 of Exif 3.
        1 | 2 | 6 | 7 | 129 => Some(1),
        3 | 8 => Some(2),
        4 | 9 | 11 | 13 => Some(4),
        5 | 10 | 12 | 16..=18 => Some(8),
        _ => None,
    }
}

/// Whether values of a type are integers from 0.
pub(super) fn is_unsigned(kind: u16) -> bool {
    matches!(kind, 1 | 3 | 4 | 13 | 16 | 18)
}
