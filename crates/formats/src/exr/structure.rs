//! What an OpenEXR header says.

use serde::{Deserialize, Serialize};

use super::Defect;

/// The structure of one file: every part's header, and what is wrong.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Structure {
    /// Format version (2 for every file since 2003) and feature flags, as stored.
    pub version: u32,
    /// Parts in file order; one for a single-part file.
    pub parts: Vec<Part>,
    /// Chunks of all parts whose bytes are whole, out of [`Structure::announced`].
    pub whole: u64,
    /// Chunks that all headers announce together.
    pub announced: u64,
    /// Byte after the last chunk table: where pixels begin.
    pub pixels_at: u64,
    /// Defects in file order.
    pub defects: Vec<Defect>,
}

/// One part's header.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// `name` of a multi-part file, else empty.
    pub name: String,
    /// `view`, when given.
    pub view: Option<String>,
    /// Scanline or tiled, flat or deep.
    pub kind: Kind,
    /// Channels in file order (alphabetical).
    pub channels: Vec<Channel>,
    /// Compression of every chunk of this part.
    pub compression: Compression,
    /// Window that holds pixels, inclusive.
    pub data_window: Box2i,
    /// Window that is shown, inclusive.
    pub display_window: Box2i,
    /// Width of a pixel over its height, when displayed.
    pub pixel_aspect: f32,
    /// Order in which chunks were written.
    pub line_order: LineOrder,
    /// Tile description of a tiled part.
    pub tiling: Option<Tiling>,
    /// Every attribute in file order, the required ones included.
    pub attributes: Vec<Attribute>,
    /// Byte where this part's chunk table begins.
    pub table_at: u64,
    /// Entries of the chunk table.
    pub chunks: u64,
}

/// How a part's pixels are laid out (attribute `type`; from the version flags in a single-part file).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// `scanlineimage`.
    #[default]
    Scanline,
    /// `tiledimage`.
    Tiled,
    /// `deepscanline`.
    DeepScanline,
    /// `deeptile`.
    DeepTiled,
}

/// One channel of a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channel {
    /// Full name, layer included ("diffuse.R").
    pub name: String,
    /// Type of its samples.
    pub kind: SampleType,
    /// `pLinear`: its values are perceptually linear already, which B44 must know to decode them.
    pub linear: bool,
    /// Horizontal and vertical subsampling, 1 for every full-resolution channel.
    pub sampling: [i32; 2],
}

/// Type of a channel's samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SampleType {
    /// 32-bit unsigned integer.
    Uint,
    /// 16-bit float.
    Half,
    /// 32-bit float.
    Float,
    /// 8-bit unsigned integer of another format, judged as 0 to 1.
    U8,
    /// 16-bit unsigned integer of another format, judged as 0 to 1.
    U16,
}

/// Compression of a part, by its byte in the header.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Compression {
    /// 0: none.
    #[default]
    None,
    /// 1: run lengths.
    Rle,
    /// 2: deflate, one line.
    Zips,
    /// 3: deflate, sixteen lines.
    Zip,
    /// 4: wavelet and Huffman, 32 lines.
    Piz,
    /// 5: 24-bit floats and deflate, sixteen lines.
    Pxr24,
    /// 6: fixed-rate 4 × 4 blocks, 32 lines.
    B44,
    /// 7: B44 with flat blocks.
    B44a,
    /// 8: discrete cosine, 32 lines.
    Dwaa,
    /// 9: discrete cosine, 256 lines.
    Dwab,
    /// 10: high-throughput JPEG 2000, 256 lines.
    Htj2k256,
    /// 11: high-throughput JPEG 2000, 32 lines.
    Htj2k32,
    /// Any later one, by its number (ZSTD, LJ2K…): nobody reads it here.
    Other(u8),
}

/// Order of the chunks in the file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LineOrder {
    /// From the top.
    #[default]
    Increasing,
    /// From the bottom.
    Decreasing,
    /// Any (tiles only).
    Random,
}

/// Inclusive integer box in OpenEXR pixel space: y grows downwards.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Box2i {
    /// Smallest x and y.
    pub min: [i32; 2],
    /// Largest x and y.
    pub max: [i32; 2],
}

/// Tile description (attribute `tiles`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tiling {
    /// Width and height of a tile in pixels, at least 1 each.
    pub size: [u32; 2],
    /// 0 one level, 1 mip map, 2 rip map.
    pub levels: u8,
    /// 0 rounds level sizes down, 1 up.
    pub rounding: u8,
}

/// One attribute, where it stands, and what it says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// Its type name as written ("chromaticities").
    pub kind: String,
    /// Byte of its value.
    pub at: u64,
    /// Bytes of its value.
    pub size: u32,
    /// What it says.
    pub value: Value,
}

/// The value of an attribute, for the types that a detector reads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// `int`.
    Int(i32),
    /// `float`.
    Float(f32),
    /// `double`.
    Double(f64),
    /// `string`: at most the first 4096 bytes, with a marker when longer.
    Text(String),
    /// `stringvector`.
    Texts(Vec<String>),
    /// `v2i`, `v3i`, `rational` and other integer tuples.
    Ints(Vec<i32>),
    /// `v2f`, `v3f`, `m33f`, `m44f`, `chromaticities` and other float tuples.
    Floats(Vec<f32>),
    /// `box2i`.
    Box2i(Box2i),
    /// `timecode`: time and flags, then user data.
    TimeCode(u32, u32),
    /// Any other type: a 64-bit digest of its bytes, enough to compare siblings.
    Other(u64),
}

/// Where one chunk lies: transient, never cached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chunk {
    /// Part, counted from 0.
    pub part: u32,
    /// Index in the part's table.
    pub index: u32,
    /// Byte of its leader.
    pub at: u64,
    /// Byte of its packed data.
    pub data_at: u64,
    /// Bytes of its packed data.
    pub packed: u64,
    /// Bytes that it unpacks to (flat parts; 0 for deep ones).
    pub unpacked: u64,
    /// Pixels it covers, inclusive, in OpenEXR pixel space of its own level.
    pub window: Box2i,
    /// Level of a tiled part, [0, 0] for full resolution.
    pub level: [u32; 2],
}

impl Box2i {
    /// Width in pixels; 0 when the box is inside out.
    pub fn width(&self) -> u64 {
        u64::try_from(i64::from(self.max[0]) - i64::from(self.min[0]) + 1).unwrap_or(0)
    }

    /// Height in pixels; 0 when the box is inside out.
    pub fn height(&self) -> u64 {
        u64::try_from(i64::from(self.max[1]) - i64::from(self.min[1]) + 1).unwrap_or(0)
    }
}

impl Channel {
    /// Samples on line `y` of a window of so many pixels, which its subsampling divides.
    pub(crate) fn on_line(&self, width: u64, y: i32) -> u64 {
        if self.sampling == [1, 1] {
            return width;
        }
        let [across, down] = self.sampling.map(|step| step.max(1));
        if y.rem_euclid(down) == 0 { width / u64::from(across.unsigned_abs()) } else { 0 }
    }
}

impl Part {
    /// Whether each channel has one sample for each pixel.
    pub(crate) fn is_plain(&self) -> bool {
        !self.kind.is_deep() && self.channels.iter().all(|channel| channel.sampling == [1, 1])
    }

    /// Bytes of line `y` of a window, when its subsampling divides the window.
    pub(crate) fn line_bytes(&self, window: &Box2i, y: i32) -> u64 {
        self.channels.iter().fold(0, |sum, channel| sum + channel.kind.bytes() * channel.on_line(window.width(), y))
    }

    /// Whether a part that is not plain is as files may have it: deep and without channels of other sizes, or in lines and with channels
    /// that divide its window.
    pub(crate) fn is_deep_or_divided(&self) -> bool {
        if self.kind != Kind::Scanline {
            return self.kind.is_deep() && self.channels.iter().all(|channel| channel.sampling == [1, 1]);
        }
        let fits = |first: i32, length: u64, step: i32| step > 0 && first % step == 0 && length.is_multiple_of(step.unsigned_abs().into());
        let ([x, y], width, height) = (self.data_window.min, self.data_window.width(), self.data_window.height());
        self.channels.iter().all(|c| fits(x, width, c.sampling[0]) && fits(y, height, c.sampling[1]))
    }
}

impl SampleType {
    /// Bytes of one sample.
    pub fn bytes(self) -> u64 {
        match self {
            Self::U8 => 1,
            Self::Half | Self::U16 => 2,
            Self::Uint | Self::Float => 4,
        }
    }

    /// The word people know it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Half => "half",
            Self::Uint => "uint",
            Self::Float => "float",
            Self::U8 => "8-bit",
            Self::U16 => "16-bit",
        }
    }
}

impl Kind {
    /// Whether pixels hold lists of samples.
    pub fn is_deep(self) -> bool {
        matches!(self, Self::DeepScanline | Self::DeepTiled)
    }

    /// Whether chunks are tiles.
    pub fn is_tiled(self) -> bool {
        matches!(self, Self::Tiled | Self::DeepTiled)
    }
}

impl Compression {
    /// From the byte in the header.
    pub fn of(byte: u8) -> Self {
        match byte {
            0 => Self::None,
            1 => Self::Rle,
            2 => Self::Zips,
            3 => Self::Zip,
            4 => Self::Piz,
            5 => Self::Pxr24,
            6 => Self::B44,
            7 => Self::B44a,
            8 => Self::Dwaa,
            9 => Self::Dwab,
            10 => Self::Htj2k256,
            11 => Self::Htj2k32,
            other => Self::Other(other),
        }
    }

    /// Lines in one chunk of a scanline part; `None` for a codec that is not known.
    pub fn lines(self) -> Option<u32> {
        match self {
            Self::None | Self::Rle | Self::Zips | Self::Other(13) => Some(1),
            Self::Zip | Self::Pxr24 => Some(16),
            Self::Piz | Self::B44 | Self::B44a | Self::Dwaa | Self::Htj2k32 => Some(32),
            Self::Dwab | Self::Htj2k256 | Self::Other(12) => Some(256),
            Self::Other(_) => None,
        }
    }

    /// The word people know it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Rle => "RLE",
            Self::Zips => "ZIPS",
            Self::Zip => "ZIP",
            Self::Piz => "PIZ",
            Self::Pxr24 => "PXR24",
            Self::B44 => "B44",
            Self::B44a => "B44A",
            Self::Dwaa => "DWAA",
            Self::Dwab => "DWAB",
            Self::Htj2k256 => "HTJ2K256",
            Self::Htj2k32 => "HTJ2K32",
            Self::Other(12) => "LJ2K",
            Self::Other(13) => "ZSTD",
            Self::Other(_) => "unknown",
        }
    }
}

impl Part {
    /// The attribute of that name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|a| a.name == name)
    }
}
