//! What a fault is: one value that says how it is found, said, made and fixed.

use serde::{Deserialize, Serialize};

use crate::delivery::Delivery;
use crate::{Context, ExrFacts, File, Findings, Fix, Inject, Needs, Picture, Series};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; it may be meant.
    Note,
    /// Probably wrong, or wrong for somebody.
    Warning,
    /// Wrong.
    Error,
}

/// One fault of the catalogue. Its file says everything about it.
#[derive(Debug)]
pub struct Fault {
    /// Code, for ever ("IMG001").
    pub code: &'static str,
    /// Name in kebab case ("nan-pixels").
    pub name: &'static str,
    /// Weight when nothing declares another.
    pub severity: Severity,
    /// First version that reports it.
    pub since: &'static str,
    /// What is said of it.
    pub words: Words,
    /// How it is found.
    pub detect: Detect,
    /// Codes that it silences on the same subject, because it explains them.
    pub outranks: &'static [&'static str],
    /// Codes that may rightly speak beside it.
    pub implies: &'static [&'static str],
    /// How it is made on purpose.
    pub inject: Inject,
    /// How it is fixed.
    pub fix: Fix,
}

/// What is said of a fault. Templates: `{key}` is replaced by the finding's evidence.
#[derive(Debug)]
pub struct Words {
    /// To the artist: what they see or lose, no code, no blame, at most 90 characters.
    pub artist: Text,
    /// To the technical director: what is so, with the figures.
    pub td: Text,
    /// What to do about it.
    pub advice: Text,
    /// The longer explanation of `etabli explain`: how it comes about, how it is told from what only looks like it. Markdown, no template.
    pub page: Text,
}

/// A sentence in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    /// French.
    pub fr: &'static str,
    /// English.
    pub en: &'static str,
}

impl Serialize for Text {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.en)
    }
}

/// What a detector is called with. The narrowest subject that can show the fault.
#[derive(Debug, Clone, Copy)]
pub enum Detect {
    /// One file, whatever its format: its name, what the file system says of it, and its reading when that is needed.
    File(Needs, fn(&File, &Context, &mut Findings)),
    /// All files of one folder together.
    Folder(Needs, fn(&Context, &mut Findings)),
    /// The structure of one OpenEXR file.
    Exr(fn(&File, &ExrFacts, &Context, &mut Findings)),
    /// The pixels of one image; its neighbours are in the context.
    Image(Needs, fn(&File, &Picture, &Context, &mut Findings)),
    /// A frame sequence as a whole.
    Sequence(Needs, fn(&Series, &Context, &mut Findings)),
    /// A delivery: what its manifests list, what is there, and the hashes that were computed.
    Manifest(fn(&Delivery, &mut Findings)),
}

impl Detect {
    /// What has to be known before this detector can judge.
    pub fn needs(&self) -> Needs {
        match self {
            Self::Manifest(_) => Needs::ENTRY,
            Self::Exr(_) => Needs::STRUCTURE,
            Self::File(needs, _) | Self::Folder(needs, _) | Self::Image(needs, _) | Self::Sequence(needs, _) => *needs,
        }
    }
}
