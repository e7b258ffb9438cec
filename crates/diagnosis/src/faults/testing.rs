//! Folders made by hand, for what injectors do not reach: boundaries, and what only looks like a fault.

use std::sync::Arc;

use etabli_formats::Format;
use etabli_formats::exr::{Answer, Ask, Attribute, Box2i, Channel, ChannelStats, Part, PartStats, SampleType, Structure, Survey, Value};

use crate::{
    Config, Content, Context, Entry, EntryKind, ExrFacts, Facts, Fault, File, Finding, Folder, Level, Looker, Reading, Selection, Severity,
    examine,
};

/// The moment of every check, nanoseconds since 1970.
pub(crate) const NOW: i64 = 1_800_000_000_000_000_000;

/// A file that is given by its name, or its name and what is read in it.
pub(crate) type Given = (Entry, Reading);

/// A plain file, a day old.
pub(crate) fn entry(name: &str) -> Entry {
    Entry {
        name: name.to_owned(),
        raw: None,
        kind: EntryKind::File,
        size: 1000,
        modified: NOW - 86_400_000_000_000,
        changed: NOW - 86_400_000_000_000,
        mode: 0o644,
        uid: 1000,
        gid: 1000,
        identity: (0, 0),
        moving: false,
    }
}

/// Names alone.
pub(crate) fn names(names: &[&str]) -> Vec<Given> {
    names.iter().map(|name| (entry(name), Reading::NotAsked)).collect()
}

/// An RGBA half ZIP part of 100 × 50 pixels.
pub(crate) fn part() -> Part {
    let window = Box2i { min: [0, 0], max: [99, 49] };
    let channel = |name: &str| Channel { name: name.to_owned(), kind: SampleType::Half, linear: false, sampling: [1, 1] };
    Part {
        channels: ["A", "B", "G", "R"].map(channel).to_vec(),
        compression: etabli_formats::exr::Compression::Zip,
        data_window: window,
        display_window: window,
        pixel_aspect: 1.0,
        ..Part::default()
    }
}

/// Gives a part an attribute.
pub(crate) fn say(part: &mut Part, name: &str, value: Value) {
    part.attributes.push(Attribute { name: name.to_owned(), kind: String::new(), at: 0, size: 0, value });
}

/// The reading of a file of these parts, whose samples run from 0 to `level` in every channel.
pub(crate) fn pixels(parts: Vec<Part>, level: f64) -> Reading {
    let stats = |part: &Part| {
        let samples = part.data_window.width() * part.data_window.height();
        let channel = ChannelStats {
            samples,
            nan: 0,
            positive_infinite: 0,
            negative_infinite: 0,
            min: 0.0,
            max: level,
            sum: level * samples as f64 / 2.0,
            quantiles: None,
            cells: None,
        };
        PartStats { channels: vec![channel; part.channels.len()] }
    };
    let survey = Survey { parts: parts.iter().map(stats).collect(), ..Survey::default() };
    let structure = Structure { version: 2, parts, ..Structure::default() };
    let content = Content::Exr(Box::new(ExrFacts { structure, survey: Some(survey), unread: Vec::new() }));
    Reading::Facts(Facts { format: Some(Format::Exr), content, still: None }.into())
}

/// Frames `beauty.FRAME.exr`, each made by `make` from its number.
pub(crate) fn frames(range: impl IntoIterator<Item = i64>, make: impl Fn(i64, &mut Part)) -> Vec<Given> {
    let frame = |frame: i64| {
        let mut part = part();
        make(frame, &mut part);
        (entry(&format!("beauty.{frame:04}.exr")), pixels(vec![part], frame as f64))
    };
    range.into_iter().map(frame).collect()
}

/// Changes what is known of a file's OpenEXR content.
pub(crate) fn alter(given: &mut Given, change: impl FnOnce(&mut ExrFacts)) {
    if let Reading::Facts(facts) = &mut given.1
        && let Content::Exr(exr) = &mut Arc::make_mut(facts).content
    {
        change(exr);
    }
}

/// A looker to whom frames of equal levels and groups are equal.
struct ByLevel;

impl Looker for ByLevel {
    fn look(&self, file: &File, _: &Ask) -> Option<Answer> {
        let level = file.exr()?.survey.as_ref()?.parts.first()?.channels.first()?.max;
        let mut digest = [0; 16];
        digest[..8].copy_from_slice(&level.to_le_bytes());
        digest[8..12].copy_from_slice(&file.entry.gid.to_le_bytes());
        Some(Answer::Digest(digest))
    }
}

/// Everything that one fault finds in a folder.
pub(crate) fn findings(fault: &'static Fault, files: Vec<Given>, config: &Config) -> Vec<Finding> {
    let mut files = files;
    files.sort_by(|a, b| a.0.name.cmp(&b.0.name));
    let folder = Folder::new("shot".to_owned(), files);
    let context = Context::new(&folder, config, NOW, &ByLevel);
    examine(&context, &Selection { faults: vec![fault], level: Level::Pixels })
}

/// The same, each as "name rule" after its weight; frames of a run after the name.
pub(crate) fn found_with(fault: &'static Fault, files: Vec<Given>, config: &Config) -> Vec<String> {
    let one = |f: &Finding| {
        let name = f.path.strip_prefix("shot/").unwrap_or(&f.path);
        let weight = match f.severity {
            Severity::Note => "note ",
            Severity::Warning => "warning ",
            Severity::Error => "error ",
        };
        let until = f.until.map_or_else(String::new, |until| format!("-{until}"));
        let rule = f.subcode.as_ref().map_or_else(String::new, |rule| format!(" {rule}"));
        format!("{weight}{name}{until}{rule}")
    };
    findings(fault, files, config).iter().map(one).collect()
}

/// The same, with nothing declared.
pub(crate) fn found(fault: &'static Fault, files: Vec<Given>) -> Vec<String> {
    found_with(fault, files, &Config::default())
}
