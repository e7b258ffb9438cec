//! What the directories of a TIFF file say.

use serde::{Deserialize, Serialize};

use super::Defect;

/// The structure of one file, and what is wrong with it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Structure {
    /// Order of the bytes of a number.
    pub order: Order,
    /// Whether offsets have 64 bits (`BigTIFF`).
    pub big: bool,
    /// Whether it is a camera's raw file, which has the form of TIFF and rules of its own: then nothing is judged.
    pub raw: bool,
    /// Images in the order of their directories, those of `SubIFDs` after the one that names them.
    pub images: Vec<Image>,
    /// What the first directory says in words, by the name of its tag (`Software`, `ImageDescription`, `DateTime`…), at most 256 bytes of each.
    pub texts: Vec<(String, String)>,
    /// Defects in file order.
    pub defects: Vec<Defect>,
}

/// Order of the bytes of a number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    /// `II`: the lowest byte first.
    #[default]
    Little,
    /// `MM`: the highest byte first.
    Big,
}

/// One image: a page, a level of a mip map, a thumbnail.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Image {
    /// Byte of its directory.
    pub at: u64,
    /// Whether it is a smaller form of another (`NewSubfileType`).
    pub reduced: bool,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Samples of a pixel.
    pub samples: u16,
    /// Bits of a sample; 0 when samples differ.
    pub bits: u16,
    /// What a sample is.
    pub format: SampleFormat,
    /// `PhotometricInterpretation` as stored: 0 and 1 grey, 2 RGB, 3 palette, 5 separated, 6 YCbCr…
    pub photometric: u16,
    /// `Compression` as stored: 1 none, 5 LZW, 8 and 32946 deflate, 32773 `PackBits`…
    pub compression: u16,
    /// `Predictor`: 1 none, 2 horizontal differences, 3 floating point.
    pub predictor: u16,
    /// `FillOrder`: 1 the first pixel of a byte stands in its highest bits, 2 in its lowest.
    pub fill_order: u16,
    /// Whether each sample has its own strips or tiles.
    pub planar: bool,
    /// What each sample beyond the colours is (`ExtraSamples`): 0 unspecified, 1 associated alpha, 2 unassociated alpha.
    pub extra: Vec<u16>,
    /// Horizontal and vertical subsampling of chroma (YCbCr), 1 elsewhere.
    pub subsampling: [u16; 2],
    /// Lines of a strip; 0 for a tiled image.
    pub rows: u32,
    /// Size of a tile.
    pub tile: Option<Tile>,
    /// Whether its fields can be, and all its strips and tiles lie inside the file.
    pub whole: bool,
    /// Where the offsets of strips or tiles stand.
    pub offsets: Array,
    /// Where their sizes stand; none in some old files.
    pub sizes: Option<Array>,
}

/// Size of a tile in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tile {
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

/// A list of numbers in a file: where it stands, read again when it is wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Array {
    /// Byte of the first.
    pub at: u64,
    /// How many.
    pub count: u64,
    /// Bytes of each: 1, 2, 4 or 8.
    pub width: u8,
}

/// What a sample is (`SampleFormat`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SampleFormat {
    /// 1: an integer from 0.
    #[default]
    Unsigned,
    /// 2: an integer with a sign.
    Signed,
    /// 3: a floating-point number.
    Float,
    /// 4 and others: nobody knows.
    Void,
}

impl Image {
    /// Strips or tiles of one plane, horizontally and vertically.
    pub fn grid(&self) -> [u64; 2] {
        match self.tile {
            Some(tile) => [u64::from(self.width.div_ceil(tile.width.max(1))), u64::from(self.height.div_ceil(tile.height.max(1)))],
            None => [1, u64::from(self.height.div_ceil(self.rows.max(1)))],
        }
    }

    /// Strips or tiles of all planes.
    pub fn blocks(&self) -> u64 {
        let [across, down] = self.grid();
        across.saturating_mul(down).saturating_mul(if self.planar { u64::from(self.samples) } else { 1 })
    }

    /// Samples that stand side by side for one pixel of a strip or tile.
    pub fn together(&self) -> u64 {
        if self.planar { 1 } else { u64::from(self.samples) }
    }

    /// Bytes that so many lines of so many pixels take, each line ending on a byte.
    pub fn bytes(&self, width: u32, height: u32) -> u64 {
        let [h, v] = self.subsampling.map(|step| u64::from(step.max(1)));
        if h * v > 1 && !self.planar {
            let units = u64::from(width).div_ceil(h).saturating_mul(u64::from(height).div_ceil(v));
            return units.saturating_mul((h * v + 2) * u64::from(self.bits)).div_ceil(8);
        }
        let line = u64::from(width).saturating_mul(self.together()).saturating_mul(u64::from(self.bits)).div_ceil(8);
        line.saturating_mul(u64::from(height))
    }

    /// Bytes of all its pixels.
    pub fn unpacked(&self) -> u64 {
        let planes = if self.planar { u64::from(self.samples) } else { 1 };
        self.bytes(self.width, self.height).saturating_mul(planes)
    }
}

impl Structure {
    /// What the first directory says under a tag's name.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.texts.iter().find(|(tag, _)| tag == name).map(|(_, text)| text.as_str())
    }
}
