//! What the chunks of a PNG file say.

use serde::{Deserialize, Serialize};

use super::Defect;

/// The structure of one file, and what is wrong with it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Structure {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Bits of a sample: 1, 2, 4, 8 or 16; of an index, for a palette.
    pub depth: u8,
    /// What a pixel is made of.
    pub colour: Colour,
    /// Whether pixels come in the seven passes of Adam7.
    pub interlaced: bool,
    /// Entries of the palette.
    pub palette: u16,
    /// Frames that an animation announces.
    pub frames: Option<u32>,
    /// Byte of the leader of the first `IDAT` chunk; 0 when there is none.
    pub data_at: u64,
    /// Bytes of image data in all `IDAT` chunks together, as far as the file holds them.
    pub data: u64,
    /// What it says of its colour and its maker, by the chunk or keyword that says it, in file order.
    pub notes: Vec<Note>,
    /// Defects in file order.
    pub defects: Vec<Defect>,
}

/// Something that a file says of its colour or its maker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Chunk (`gAMA`, `cHRM`, `sRGB`, `iCCP`, `cICP`, `pHYs`) or keyword of a text (`Software`).
    pub name: String,
    /// Its value as text: figures apart by spaces, the digest of a profile, at most 256 bytes of a text.
    pub value: String,
}

/// What a pixel is made of (IHDR, colour type).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Colour {
    /// 0: one grey sample.
    #[default]
    Grey,
    /// 2: red, green, blue.
    Rgb,
    /// 3: an index into the palette.
    Palette,
    /// 4: grey and alpha.
    GreyAlpha,
    /// 6: red, green, blue, alpha.
    Rgba,
}

/// One pass over the pixels: all of them, or one of Adam7's seven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pass {
    /// Pixels of a line.
    pub width: u32,
    /// Lines.
    pub height: u32,
    /// Its first pixel, and the step from one to the next, horizontally.
    pub x: [u32; 2],
    /// The same, vertically.
    pub y: [u32; 2],
}

/// First pixel and step of each pass of Adam7 (8.2): x, then y.
const ADAM7: [([u32; 2], [u32; 2]); 7] =
    [([0, 8], [0, 8]), ([4, 8], [0, 8]), ([0, 4], [4, 8]), ([2, 4], [0, 4]), ([0, 2], [2, 4]), ([1, 2], [0, 2]), ([0, 1], [1, 2])];

impl Colour {
    /// From the byte in the header; `None` for a number that is no colour type.
    pub fn of(byte: u8) -> Option<Self> {
        match byte {
            0 => Some(Self::Grey),
            2 => Some(Self::Rgb),
            3 => Some(Self::Palette),
            4 => Some(Self::GreyAlpha),
            6 => Some(Self::Rgba),
            _ => None,
        }
    }

    /// Samples of a pixel.
    pub fn samples(self) -> u32 {
        match self {
            Self::Grey | Self::Palette => 1,
            Self::GreyAlpha => 2,
            Self::Rgb => 3,
            Self::Rgba => 4,
        }
    }

    /// Whether samples may have so many bits (table 8).
    pub fn allows(self, depth: u8) -> bool {
        match self {
            Self::Grey => matches!(depth, 1 | 2 | 4 | 8 | 16),
            Self::Palette => matches!(depth, 1 | 2 | 4 | 8),
            Self::Rgb | Self::GreyAlpha | Self::Rgba => matches!(depth, 8 | 16),
        }
    }
}

impl Pass {
    /// Bytes of one line without its filter byte.
    pub fn line(&self, structure: &Structure) -> u64 {
        (u64::from(self.width) * u64::from(structure.bits())).div_ceil(8)
    }
}

impl Structure {
    /// Bits of a pixel.
    pub fn bits(&self) -> u32 {
        self.colour.samples() * u32::from(self.depth)
    }

    /// The passes that hold pixels, in file order.
    pub fn passes(&self) -> Vec<Pass> {
        if !self.interlaced {
            return vec![Pass { width: self.width, height: self.height, x: [0, 1], y: [0, 1] }];
        }
        let pass = |(x, y): ([u32; 2], [u32; 2])| {
            let count = |size: u32, [first, step]: [u32; 2]| size.saturating_sub(first).div_ceil(step);
            Pass { width: count(self.width, x), height: count(self.height, y), x, y }
        };
        ADAM7.into_iter().map(pass).filter(|pass| pass.width > 0 && pass.height > 0).collect()
    }

    /// Bytes that the image data unpack to: every line with its filter byte.
    pub fn unpacked(&self) -> u64 {
        let lines = |pass: Pass| u64::from(pass.height).saturating_mul(pass.line(self) + 1);
        self.passes().into_iter().map(lines).fold(0, u64::saturating_add)
    }

    /// What it says under a name.
    pub fn note(&self, name: &str) -> Option<&str> {
        self.notes.iter().find(|note| note.name == name).map(|note| note.value.as_str())
    }
}
