//! What a DPX or Cineon header says.

use serde::{Deserialize, Serialize};

use super::Defect;

/// The structure of one file, and what is wrong with it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Structure {
    /// DPX or Cineon.
    pub kind: Kind,
    /// Whether the highest byte of a number comes first.
    pub big_endian: bool,
    /// Width in pixels.
    pub width: u32,
    /// Height in lines.
    pub height: u32,
    /// Orientation as stored: 0 left to right, top to bottom.
    pub orientation: u16,
    /// The image elements.
    pub elements: Vec<Element>,
    /// Byte where image data begin, as the header says.
    pub data_at: u64,
    /// Pixel aspect, width and height, when both are set.
    pub aspect: Option<[u32; 2]>,
    /// SMPTE time code, as stored, when it is set.
    pub timecode: Option<u32>,
    /// Frames a second, when they are set.
    pub frame_rate: Option<f32>,
    /// What made it, at most 100 bytes.
    pub creator: String,
    /// Defects in file order.
    pub defects: Vec<Defect>,
}

/// Which of the two formats.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// SMPTE 268M.
    #[default]
    Dpx,
    /// Kodak Cineon, version 4.5.
    Cineon,
}

/// One image element: a set of components side by side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Element {
    /// Descriptor as stored: 1 to 4 red, green, blue, alpha; 6 luma, 50 RGB, 51 RGBA, 52 ABGR, 100 to 103 luma with chroma; in Cineon, 50 for three channels, 6 for one.
    pub descriptor: u8,
    /// Transfer characteristic as stored; 255 when it is not set.
    pub transfer: u8,
    /// Colorimetric specification as stored; 255 when it is not set.
    pub colorimetric: u8,
    /// Samples of a pixel; for 4:2:2, of two pixels halved.
    pub components: u8,
    /// Bits of a sample: 1, 8, 10, 12, 16, 32 or 64.
    pub bits: u8,
    /// Whether samples have a sign, or are floating-point (32 and 64 bits).
    pub signed: bool,
    /// How samples fill words of 32 bits.
    pub packing: Packing,
    /// Whether runs of equal pixels are written once.
    pub run_length: bool,
    /// Byte of its image data.
    pub at: u64,
    /// Bytes after each line.
    pub line_padding: u32,
}

/// How samples fill words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Packing {
    /// 0: bit after bit, each line from a new word.
    #[default]
    Packed,
    /// 1: whole samples, padding at the lowest bits ("method A").
    FilledA,
    /// 2: whole samples, padding at the highest bits ("method B").
    FilledB,
}

impl Element {
    /// Samples of so many pixels.
    pub fn samples(&self, pixels: u64) -> u64 {
        // 4:2:2 shares two chroma samples between two pixels.
        match self.descriptor {
            100 => pixels.saturating_mul(2),
            101 => pixels.saturating_mul(3),
            _ => pixels.saturating_mul(u64::from(self.components)),
        }
    }

    /// Bytes of so many samples that follow each other, the last word filled.
    pub fn bytes(&self, samples: u64) -> u64 {
        let words = |count: u64| count.saturating_mul(4);
        match (self.bits, self.packing) {
            (8, _) => samples,
            (16, _) | (12, Packing::FilledA | Packing::FilledB) => samples.saturating_mul(2),
            (32, _) => samples.saturating_mul(4),
            (64, _) => samples.saturating_mul(8),
            (10, Packing::FilledA | Packing::FilledB) => words(samples.div_ceil(3)),
            (bits, _) => words(samples.saturating_mul(u64::from(bits)).div_ceil(32)),
        }
    }

    /// Bytes of a line of so many pixels, without [`Element::line_padding`]; lines of eight and sixteen bits are not filled to a word, as most
    /// writers have it.
    pub fn line(&self, width: u32) -> u64 {
        self.bytes(self.samples(u64::from(width)))
    }
}

impl Structure {
    /// The least bytes that an element can take: some writers let lines follow each other inside a word.
    pub fn least(&self, element: &Element) -> u64 {
        let pixels = u64::from(self.width).saturating_mul(u64::from(self.height));
        let padding = u64::from(element.line_padding).saturating_mul(u64::from(self.height.saturating_sub(1)));
        element.bytes(element.samples(pixels)).saturating_add(padding)
    }
}
