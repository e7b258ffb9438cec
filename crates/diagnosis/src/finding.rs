//! A finding: one fault, at one place, with its evidence.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Context, Fault, Lang, Severity, Text};

/// One fault found.
#[derive(Debug, Clone)]
pub struct Finding {
    /// What it is.
    pub fault: &'static Fault,
    /// Finer rule inside the fault, stable kebab case.
    pub subcode: Option<String>,
    /// Weight, after declarations and living folders were taken into account.
    pub severity: Severity,
    /// Path relative to the root, with `/`.
    pub path: String,
    /// Exact bytes of the path, when they are no UTF-8.
    pub raw: Option<Vec<u8>>,
    /// Frame sequence it belongs to, path and notation, relative to the root.
    pub sequence: Option<String>,
    /// Frame, when the file is one; the first of a run.
    pub frame: Option<i64>,
    /// Last frame of a run of more than one.
    pub until: Option<i64>,
    /// Where in the file.
    pub at: At,
    /// What was measured, by the name that the words use.
    pub evidence: BTreeMap<&'static str, Value>,
    /// Other paths that take part (the copy's original, the twin).
    pub related: Vec<String>,
}

/// A place in a file. What does not apply stays empty.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct At {
    /// Byte from the start of the file.
    pub byte: Option<u64>,
    /// Part of a multi-part file, from 0.
    pub part: Option<u32>,
    /// Layer, as its channels are prefixed.
    pub layer: Option<String>,
    /// Channel's full name.
    pub channel: Option<String>,
    /// First pixel in reading order, in OpenEXR pixel space.
    pub pixel: Option<[i32; 2]>,
    /// Smallest box around it, inclusive: x and y of the first corner, then of the last.
    pub bbox: Option<[i32; 4]>,
    /// Line of a text, from 1.
    pub line: Option<u64>,
    /// Column of a text, in characters from 1.
    pub column: Option<u64>,
    /// Node of a scene.
    pub node: Option<String>,
    /// JSON pointer.
    pub pointer: Option<String>,
}

/// A piece of evidence, typed so that each language can write it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A count, a byte, a frame.
    Int(i64),
    /// A level, a ratio; three significant digits in words.
    Float(f64),
    /// A name, a value as written.
    Text(String),
    /// Words of ours, in both languages; English in the machine's output.
    Said(Text),
    /// The same, made of other evidence.
    Phrase(Phrase),
    /// Several of them.
    List(Vec<Value>),
}

/// Words of ours around values, finished in both languages. English in the machine's output.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrase {
    /// French.
    pub fr: String,
    /// English.
    pub en: String,
}

impl Phrase {
    /// Makes it in each language, as it is printed: `make` sets our own words ([`Text::set`]) and leaves values as they are.
    pub fn of(make: impl Fn(Lang) -> String) -> Self {
        Self { fr: make(Lang::Fr), en: make(Lang::En) }
    }
}

impl Serialize for Phrase {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.en)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}
impl From<i32> for Value {
    fn from(value: i32) -> Self {
        Self::Int(value.into())
    }
}
impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Self::Int(value.into())
    }
}
impl From<u64> for Value {
    fn from(value: u64) -> Self {
        Self::Int(i64::try_from(value).unwrap_or(i64::MAX))
    }
}
impl From<usize> for Value {
    fn from(value: usize) -> Self {
        Self::from(value as u64)
    }
}
impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}
impl From<f32> for Value {
    fn from(value: f32) -> Self {
        Self::Float(value.into())
    }
}
impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}
impl From<Text> for Value {
    fn from(text: Text) -> Self {
        Self::Said(text)
    }
}
impl From<Phrase> for Value {
    fn from(phrase: Phrase) -> Self {
        Self::Phrase(phrase)
    }
}
impl<T: Into<Self>> From<Vec<T>> for Value {
    fn from(values: Vec<T>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

impl Finding {
    /// Adds a piece of evidence, by the key that the words use.
    pub fn with(&mut self, key: &'static str, value: impl Into<Value>) -> &mut Self {
        self.evidence.insert(key, value.into());
        self
    }

    /// Says the byte.
    pub fn byte(&mut self, byte: u64) -> &mut Self {
        self.at.byte = Some(byte);
        self
    }

    /// Says the line of a text, from 1.
    pub fn line(&mut self, line: u64) -> &mut Self {
        self.at.line = Some(line);
        self
    }

    /// Says the part and the channel; the layer is the channel's prefix.
    pub fn channel(&mut self, part: u32, channel: &str) -> &mut Self {
        self.at.part = Some(part);
        self.at.layer = channel.rsplit_once('.').map(|(layer, _)| layer.to_owned());
        self.at.channel = Some(channel.to_owned());
        self
    }

    /// Says the first pixel and the box around all of them.
    pub fn pixels(&mut self, first: [i32; 2], bbox: [i32; 4]) -> &mut Self {
        self.at.pixel = Some(first);
        self.at.bbox = Some(bbox);
        self
    }

    /// Gives it another weight than its fault's own.
    pub fn weigh(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self
    }

    /// Names the finer rule.
    pub fn rule(&mut self, subcode: &str) -> &mut Self {
        self.subcode = Some(subcode.to_owned());
        self
    }

    /// Names another path that takes part.
    pub fn relate(&mut self, path: String) -> &mut Self {
        self.related.push(path);
        self
    }

    /// Makes it a run of frames, both ends included.
    pub fn run(&mut self, first: i64, last: i64) -> &mut Self {
        self.frame = Some(first);
        self.until = (last != first).then_some(last);
        self
    }
}

/// Where a detector puts what it found.
#[derive(Debug)]
pub struct Findings {
    fault: &'static Fault,
    pub(crate) list: Vec<Finding>,
}

impl Findings {
    /// An empty list for one fault.
    pub fn of(fault: &'static Fault) -> Self {
        Self { fault, list: Vec::new() }
    }

    /// A finding on a file of the folder: its path, frame and sequence are filled in.
    pub fn on(&mut self, index: usize, context: &Context) -> &mut Finding {
        let finding = self.draft(index, context);
        self.push(finding)
    }

    /// The same, not yet among the findings.
    pub fn draft(&self, index: usize, context: &Context) -> Finding {
        let folder = context.folder;
        let name = folder.files.get(index).map_or("", |f| f.entry.name.as_str());
        let place = folder.place(index);
        let mut finding = self.blank(folder.path_of(name));
        finding.raw = folder.files.get(index).and_then(|f| f.entry.raw.as_ref()).map(|raw| folder.raw_path(raw));
        finding.sequence = place.map(|(series, _)| folder.path_of(&series.notation));
        finding.frame = place.map(|(_, frame)| frame);
        finding
    }

    /// A finding on a frame that is not there: `name` is what its file should be called.
    pub fn on_absent(&mut self, name: &str, series: &crate::Series, frame: i64, context: &Context) -> &mut Finding {
        let mut finding = self.blank(context.folder.path_of(name));
        finding.sequence = Some(context.folder.path_of(&series.notation));
        finding.frame = Some(frame);
        self.push(finding)
    }

    /// A finding on a path relative to the root, with its exact bytes when they are no UTF-8.
    pub fn on_path(&mut self, path: &str, raw: Option<&Vec<u8>>) -> &mut Finding {
        let mut finding = self.blank(path.to_owned());
        finding.raw = raw.cloned();
        self.push(finding)
    }

    pub(crate) fn blank(&self, path: String) -> Finding {
        Finding {
            fault: self.fault,
            subcode: None,
            severity: self.fault.severity,
            path,
            raw: None,
            sequence: None,
            frame: None,
            until: None,
            at: At::default(),
            evidence: BTreeMap::new(),
            related: Vec::new(),
        }
    }

    fn push(&mut self, finding: Finding) -> &mut Finding {
        self.list.push(finding);
        let last = self.list.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "the element was pushed on the line above")]
        &mut self.list[last]
    }
}
