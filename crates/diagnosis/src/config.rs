//! What a production declares in `etabli.toml`: what faults are judged against, before siblings are asked.

use std::collections::BTreeMap;

use etabli_formats::exr::Compression;
use serde::{Deserialize, Serialize};

use crate::layers::Role;
use crate::{Severity, declared};

/// The declarations that hold for one path, after all files of the cascade were merged.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Name of the show.
    pub show: Option<String>,
    /// Stops the search for further files upwards.
    pub root: bool,
    /// How frames should be named: `{shot}_{layer}.{frame}.{ext}`.
    pub naming: Option<String>,
    /// What pictures should be.
    pub image: Image,
    /// Frame ranges, by a glob over the folder's path.
    pub ranges: BTreeMap<String, Range>,
    /// Holes in a frame sequence are meant.
    pub allow_holes: bool,
    /// Roles of layers, by a glob over the layer's name.
    pub layers: BTreeMap<String, Role>,
    /// Colour attributes that files should carry.
    pub colour: Colour,
    /// What textures may be.
    pub textures: Textures,
    /// Applications that must be able to read the files, each with the codecs that it reads.
    pub targets: BTreeMap<String, Target>,
    /// Weight of a fault, by code or name.
    pub severity: BTreeMap<String, Weight>,
    /// Findings that are known and accepted.
    pub ignore: Vec<Ignore>,
    /// Folders that hold published files: never changed by a fix.
    pub published: Vec<String>,
    /// What deliveries should be, where they differ from the production's own files.
    pub delivery: Option<Delivery>,
}

/// What deliveries should be: each key stands in for the production's own.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Delivery {
    /// How delivered frames should be named.
    pub naming: Option<String>,
    /// The frames that every delivered sequence should have.
    pub range: Option<Range>,
    /// What delivered pictures should be.
    pub image: Image,
    /// Colour attributes that delivered files should carry.
    pub colour: Colour,
}

/// What a naming template may have between braces.
pub const NAMING_TOKENS: &[&str] = &["show", "episode", "sequence", "shot", "asset", "task", "layer", "view", "version", "frame", "ext"];

/// The compressions that a declaration may name, by their common names.
pub fn compressions() -> impl Iterator<Item = &'static str> {
    (0..=13).map(|byte| Compression::of(byte).name())
}

/// What pictures should be.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Image {
    /// Width and height of the display window, in pixels.
    pub resolution: Option<[u32; 2]>,
    /// Width of a pixel over its height.
    pub pixel_aspect: Option<f32>,
    /// Frames per second.
    pub frame_rate: Option<f64>,
    /// Compression, by its common name ("ZIP").
    pub compression: Option<String>,
}

impl Image {
    /// What is declared here, else what is declared there.
    fn or(self, other: Self) -> Self {
        Self {
            resolution: self.resolution.or(other.resolution),
            pixel_aspect: self.pixel_aspect.or(other.pixel_aspect),
            frame_rate: self.frame_rate.or(other.frame_rate),
            compression: self.compression.or(other.compression),
        }
    }
}

/// A declared frame range.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// First frame of the cut.
    pub first: i64,
    /// Last frame of the cut.
    pub last: i64,
    /// Frames rendered before and after the cut.
    #[serde(default)]
    pub handles: i64,
    /// A slate stands one frame before the first.
    #[serde(default)]
    pub slate: bool,
    /// Frames before the first that a simulation may leave.
    #[serde(default)]
    pub preroll: i64,
    /// Frames that are left out on purpose ("1013,1015-1017").
    #[serde(default)]
    pub holes: Option<String>,
}

/// Colour attributes that files should carry.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Colour {
    /// Red, green, blue and white, x and y each.
    pub chromaticities: Option<[f32; 8]>,
    /// Name in a colour-space attribute.
    pub space: Option<String>,
}

/// What textures may be: what is not declared is not judged.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Textures {
    /// Pixels of the longest side.
    pub largest: Option<u32>,
    /// Bits of a sample.
    pub bits: Option<u32>,
    /// Sides must be powers of two.
    pub power_of_two: bool,
}

/// An application that must be able to read the files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Target {
    /// Compressions that it reads, by their common names; empty means all of OpenEXR 2.
    pub compressions: Vec<String>,
}

/// The weight that a production gives a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// Not reported.
    Off,
    /// Reported as a note.
    Note,
    /// Reported as a warning.
    Warning,
    /// Reported as an error.
    Error,
}

/// A finding that is known and accepted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ignore {
    /// Code or name.
    pub code: String,
    /// Glob over the path, relative to the folder of the file that declares it.
    pub path: String,
    /// Why it is accepted.
    pub reason: String,
    /// Last day on which it is accepted (YYYY-MM-DD); for ever when absent.
    pub until: Option<String>,
    /// The folder under examination, as seen from the folder of the file that declares this; `None` when globs are over
    /// the path relative to the root.
    #[serde(skip)]
    pub folder: Option<String>,
}

impl Config {
    /// The declarations that hold for a delivery.
    #[must_use]
    pub fn of_delivery(mut self) -> Self {
        let Some(delivery) = self.delivery.clone() else { return self };
        self.naming = delivery.naming.or(self.naming);
        self.image = delivery.image.or(self.image);
        self.colour.chromaticities = delivery.colour.chromaticities.or(self.colour.chromaticities);
        self.colour.space = delivery.colour.space.or(self.colour.space);
        if let Some(range) = delivery.range {
            self.ranges = BTreeMap::from([("**".to_owned(), range)]);
        }
        self
    }

    /// The range declared for a folder: that of the longest glob that holds for its path.
    pub fn range(&self, folder: &str) -> Option<&Range> {
        let held = self.ranges.iter().filter(|(glob, _)| declared::matches(glob, folder));
        held.max_by_key(|(glob, _)| glob.len()).map(|(_, range)| range)
    }
}

impl Weight {
    /// The severity it gives; `None` when off.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Note => Some(Severity::Note),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}
