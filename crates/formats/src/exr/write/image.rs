//! What can be written.

use std::collections::HashSet;
use std::fmt;

use half::f16;

use crate::exr::grid::Grid;
use crate::exr::{Box2i, Channel, Compression, Kind, LineOrder, Part, SampleType, Tiling};

/// An image: one part, or several.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Image {
    /// Parts in file order.
    pub parts: Vec<PartPixels>,
}

/// One part: header fields and pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct PartPixels {
    /// Name, which every part of a multi-part file needs; empty for none.
    pub name: String,
    /// Window that holds pixels, inclusive.
    pub data_window: Box2i,
    /// Window that is shown, inclusive.
    pub display_window: Box2i,
    /// Width of a pixel over its height, when displayed.
    pub pixel_aspect: f32,
    /// None, RLE, ZIPS or ZIP.
    pub compression: Compression,
    /// Effort of deflate, 0 to 12; 4 is OpenEXR's own.
    pub level: u8,
    /// Order in which chunks are written; only tiles may declare any order.
    pub line_order: LineOrder,
    /// Width and height of a tile; `None` for a scanline part.
    pub tiles: Option<[u32; 2]>,
    /// Channels in any order: they are written by name.
    pub planes: Vec<Plane>,
    /// Further attributes. One with the name of a standard attribute takes its place, unchecked.
    pub extra: Vec<Extra>,
}

/// One channel with its samples, row by row from the top left of the data window.
#[derive(Debug, Clone, PartialEq)]
pub struct Plane {
    /// Full name, layer included.
    pub name: String,
    /// As many as the data window has pixels.
    pub samples: Samples,
}

/// Samples of one type.
#[derive(Debug, Clone, PartialEq)]
pub enum Samples {
    /// 16-bit floats, as bits.
    Half(Vec<u16>),
    /// 32-bit floats.
    Float(Vec<f32>),
    /// 32-bit unsigned integers.
    Uint(Vec<u32>),
}

/// An attribute as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extra {
    /// Its name.
    pub name: String,
    /// Its type name.
    pub kind: String,
    /// Its value, in the file's own form.
    pub bytes: Vec<u8>,
}

/// Why an image cannot be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unwritable {
    /// There is no part, or a part without channels: add one.
    Empty,
    /// The data window is inside out or too large: its width and height must be 1 to 65 536.
    Window,
    /// A plane has another number of samples than the data window has pixels.
    Samples {
        /// Its name.
        plane: String,
        /// Samples it must have.
        wanted: u64,
        /// Samples it has.
        found: u64,
    },
    /// Only none, RLE, ZIPS and ZIP are written.
    Compression(Compression),
    /// A tile must be at least 1 × 1.
    Tile,
    /// Empty, longer than 255 bytes, or used twice where it must be unique.
    Name(String),
}

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "nothing to write: give at least one part with one channel"),
            Self::Window => write!(f, "the data window must be 1 to 65536 pixels wide and high"),
            Self::Samples { plane, wanted, found } => write!(f, "channel {plane} has {found} samples: the data window needs {wanted}"),
            Self::Compression(other) => write!(f, "{} is not written here: choose none, RLE, ZIPS or ZIP", other.name()),
            Self::Tile => write!(f, "a tile must be at least 1 x 1 pixel"),
            Self::Name(name) => write!(f, "the name \"{name}\" is empty, longer than 255 bytes, or used twice: choose another"),
        }
    }
}

impl std::error::Error for Unwritable {}

impl Samples {
    /// Type of the samples.
    pub fn kind(&self) -> SampleType {
        match self {
            Self::Half(_) => SampleType::Half,
            Self::Float(_) => SampleType::Float,
            Self::Uint(_) => SampleType::Uint,
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Half(samples) => samples.len(),
            Self::Float(samples) => samples.len(),
            Self::Uint(samples) => samples.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Plane {
    /// A plane of halves, each value rounded to the nearest.
    pub fn half(name: &str, samples: impl IntoIterator<Item = f32>) -> Self {
        let samples = samples.into_iter().map(|value| f16::from_f32(value).to_bits()).collect();
        Self { name: name.to_owned(), samples: Samples::Half(samples) }
    }

    /// A plane of 32-bit floats.
    pub fn float(name: &str, samples: impl IntoIterator<Item = f32>) -> Self {
        Self { name: name.to_owned(), samples: Samples::Float(samples.into_iter().collect()) }
    }

    /// A plane of integers.
    pub fn uint(name: &str, samples: impl IntoIterator<Item = u32>) -> Self {
        Self { name: name.to_owned(), samples: Samples::Uint(samples.into_iter().collect()) }
    }
}

impl Extra {
    /// An attribute of type `string`.
    pub fn text(name: &str, value: &str) -> Self {
        Self { name: name.to_owned(), kind: "string".to_owned(), bytes: value.as_bytes().to_vec() }
    }

    /// An attribute whose value is made of floats: `float`, `v2f`, `chromaticities`…
    pub fn floats(name: &str, kind: &str, values: &[f32]) -> Self {
        let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        Self { name: name.to_owned(), kind: kind.to_owned(), bytes }
    }

    /// An attribute whose value is made of integers: `int`, `v2i`, `box2i`, `timecode`…
    pub fn ints(name: &str, kind: &str, values: &[i32]) -> Self {
        let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        Self { name: name.to_owned(), kind: kind.to_owned(), bytes }
    }
}

impl PartPixels {
    /// A ZIP scanline part of that size at the origin, both windows equal, without channels yet.
    pub fn new(width: u32, height: u32) -> Self {
        let window = Box2i { min: [0, 0], max: [width as i32 - 1, height as i32 - 1] };
        Self {
            name: String::new(),
            data_window: window,
            display_window: window,
            pixel_aspect: 1.0,
            compression: Compression::Zip,
            level: 4,
            line_order: LineOrder::Increasing,
            tiles: None,
            planes: Vec::new(),
            extra: Vec::new(),
        }
    }

    /// Half channels R, G, B and A from a function of x and y.
    pub fn rgba(width: u32, height: u32, pixel: impl Fn(u32, u32) -> [f32; 4]) -> Self {
        let pixels: Vec<[f32; 4]> = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| pixel(x, y)).collect();
        let plane = |name, pick: fn(&[f32; 4]) -> f32| Plane::half(name, pixels.iter().map(pick));
        let planes = vec![plane("R", |p| p[0]), plane("G", |p| p[1]), plane("B", |p| p[2]), plane("A", |p| p[3])];
        Self { planes, ..Self::new(width, height) }
    }

    /// The part as a reader would describe it, and its chunks.
    pub(super) fn plan(&self) -> Result<(Part, Grid), Unwritable> {
        let mut planes: Vec<&Plane> = self.planes.iter().collect();
        planes.sort_by(|a, b| a.name.cmp(&b.name));
        let channel = |plane: &&Plane| Channel { name: plane.name.clone(), kind: plane.samples.kind(), sampling: [1, 1], linear: false };
        let part = Part {
            name: self.name.clone(),
            kind: if self.tiles.is_some() { Kind::Tiled } else { Kind::Scanline },
            channels: planes.iter().map(channel).collect(),
            compression: self.compression,
            data_window: self.data_window,
            display_window: self.display_window,
            pixel_aspect: self.pixel_aspect,
            line_order: self.line_order,
            tiling: self.tiles.map(|size| Tiling { size, levels: 0, rounding: 0 }),
            ..Part::default()
        };
        let grid = Grid::of(&part).ok_or(Unwritable::Compression(self.compression))?;
        Ok((part, grid))
    }
}

impl Image {
    /// A single-part image.
    pub fn single(part: PartPixels) -> Self {
        Self { parts: vec![part] }
    }

    pub(super) fn check(&self) -> Result<(), Unwritable> {
        if self.parts.is_empty() {
            return Err(Unwritable::Empty);
        }
        let mut names = HashSet::new();
        for part in &self.parts {
            if self.parts.len() > 1 && (part.name.is_empty() || !names.insert(&part.name)) {
                return Err(Unwritable::Name(part.name.clone()));
            }
            check_part(part)?;
        }
        Ok(())
    }
}

/// Largest side written.
const SIDE: u64 = 1 << 16;

fn check_part(part: &PartPixels) -> Result<(), Unwritable> {
    let (width, height) = (part.data_window.width(), part.data_window.height());
    if !(1..=SIDE).contains(&width) || !(1..=SIDE).contains(&height) {
        return Err(Unwritable::Window);
    }
    if part.tiles.is_some_and(|size| size.contains(&0)) {
        return Err(Unwritable::Tile);
    }
    if part.planes.is_empty() {
        return Err(Unwritable::Empty);
    }
    let wanted = width * height;
    let mut names = HashSet::new();
    for plane in &part.planes {
        let found = plane.samples.len() as u64;
        if found != wanted {
            return Err(Unwritable::Samples { plane: plane.name.clone(), wanted, found });
        }
        if plane.name.is_empty() || plane.name.len() > 255 || !names.insert(&plane.name) {
            return Err(Unwritable::Name(plane.name.clone()));
        }
    }
    let mut names = HashSet::new();
    let clash = part.extra.iter().find(|extra| extra.name.is_empty() || extra.name.len() > 255 || !names.insert(&extra.name));
    clash.map_or(Ok(()), |extra| Err(Unwritable::Name(extra.name.clone())))
}
