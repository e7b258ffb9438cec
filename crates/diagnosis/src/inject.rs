//! How a fault is made on purpose.

use std::ops::Range;

use crate::tree::split;
use crate::{Dice, Entry, Patch, Tree};

/// How a fault is made on purpose, from a healthy set.
#[derive(Debug)]
pub struct Inject {
    /// The set that it is made in.
    pub healthy: Healthy,
    /// Its variants; the first is made when none is named.
    pub variants: &'static [&'static str],
    /// Makes it: what changes, and where it can be known to be.
    pub make: fn(&Site, &mut Dice) -> Made,
}

/// What an injector gives: what changes, and where it can be known to be; or why it cannot be made there.
pub type Made = Result<(Patch, Vec<Place>), Declined>;

/// A kind of healthy set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Healthy {
    /// A shot of 24 RGBA half ZIP frames.
    ExrSequence,
    /// The same, with everything declared: range, handles, resolution, naming, colour, targets.
    Declared,
    /// The same, with depth, normal and a cryptomatte with its manifest.
    Multilayer,
    /// A left and a right view of one shot, in one folder.
    Stereo,
    /// The same shot, uncompressed.
    Uncompressed,
    /// The same shot, in tiles.
    Tiled,
    /// A shot of 24 RGB PNG frames.
    PngSequence,
    /// A shot of 24 RGB TIFF frames, deflated.
    TiffSequence,
    /// A shot of 24 RGB DPX frames of ten bits.
    DpxSequence,
    /// A shot of 24 grey JPEG frames.
    JpegSequence,
    /// A shot of 24 frames, each as TGA, Radiance HDR and BMP.
    OtherPictures,
    /// A delivery with texts and data, sealed twice with ASC MHL.
    Sealed,
    /// Three UDIM sets of one asset, and a texture made for a renderer beside its source.
    TextureSet,
}

impl Healthy {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::ExrSequence,
        Self::Declared,
        Self::Multilayer,
        Self::Stereo,
        Self::Uncompressed,
        Self::Tiled,
        Self::PngSequence,
        Self::TiffSequence,
        Self::DpxSequence,
        Self::JpegSequence,
        Self::OtherPictures,
        Self::Sealed,
        Self::TextureSet,
    ];
}

/// Where a fault is to be made.
pub struct Site<'a> {
    /// The files.
    pub tree: &'a dyn Tree,
    /// Folder that holds the set, relative to the root.
    pub folder: &'a str,
    /// One of [`Inject::variants`].
    pub variant: &'a str,
}

/// Where an injected fault is: what can be known of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// Path relative to the root, as the finding must give it.
    pub path: String,
    /// Frame, when the fault lies in one.
    pub frame: Option<i64>,
    /// Bytes among which the finding's byte must be.
    pub bytes: Option<Range<u64>>,
    /// First pixel, in OpenEXR pixel space.
    pub pixel: Option<[i32; 2]>,
    /// Channel's full name.
    pub channel: Option<String>,
    /// Line of a text, from 1.
    pub line: Option<u64>,
}

/// Why a fault cannot be made there: a sentence for the person who asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declined(pub String);

impl Declined {
    /// Declines with this reason.
    pub fn because(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

impl From<std::io::Error> for Declined {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

impl Site<'_> {
    /// Path of a name of the set's folder.
    pub fn path(&self, name: &str) -> String {
        if self.folder.is_empty() { name.to_owned() } else { format!("{}/{name}", self.folder) }
    }

    /// Files of the set, sorted by name.
    pub fn files(&self) -> Result<Vec<Entry>, Declined> {
        let files: Vec<Entry> = self.tree.list(self.folder)?.into_iter().filter(Entry::is_file).collect();
        if files.is_empty() { Err(Declined::because("the folder holds no file")) } else { Ok(files) }
    }

    /// One frame of the set, never among its first or last three, so that it has neighbours: its path, frame and bytes.
    pub fn frame(&self, dice: &mut Dice) -> Result<Frame, Declined> {
        let frames = self.frames()?;
        let inner = frames.get(3..frames.len().saturating_sub(3)).unwrap_or_default();
        let (name, frame) = dice.pick(inner).ok_or_else(|| Declined::because("this needs a frame sequence of at least seven frames"))?;
        self.load(name, *frame)
    }

    /// Name and number of every frame of the set's longest sequence, the last by name of several, in frame order.
    pub fn frames(&self) -> Result<Vec<(String, i64)>, Declined> {
        let names: Vec<String> = self.files()?.into_iter().map(|f| f.name).collect();
        let grouping = crate::sequence::group(&names.iter().map(String::as_str).collect::<Vec<_>>());
        let longest = grouping.sequences.iter().max_by_key(|s| s.members.len());
        let members = longest.map(|s| s.members.as_slice()).unwrap_or_default();
        Ok(members.iter().filter_map(|member| Some((names.get(member.name)?.clone(), member.frame))).collect())
    }

    /// The frame after another of the set.
    pub fn next(&self, frame: &Frame) -> Result<Frame, Declined> {
        let next = frame.name().replace(&frame.frame.to_string(), &(frame.frame + 1).to_string());
        self.load(&next, frame.frame + 1)
    }

    /// A named frame of the set with its bytes.
    pub fn load(&self, name: &str, frame: i64) -> Result<Frame, Declined> {
        let path = self.path(name);
        let source = self.tree.open(&path)?;
        let bytes = source.read_range(0, source.size()).map_err(|stop| Declined::because(stop.to_string()))?;
        Ok(Frame { path, frame, bytes })
    }
}

/// A frame with its bytes, for an injector.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Path relative to the root.
    pub path: String,
    /// Its number.
    pub frame: i64,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl Frame {
    /// Its name without the folder.
    pub fn name(&self) -> &str {
        split(&self.path).1
    }

    /// The place of a fault in this frame.
    pub fn place(&self) -> Place {
        Place { path: self.path.clone(), frame: Some(self.frame), ..Place::default() }
    }

    /// The place of a fault at exactly this byte.
    pub fn place_at(&self, byte: u64) -> Place {
        Place { bytes: Some(byte..byte + 1), ..self.place() }
    }
}
