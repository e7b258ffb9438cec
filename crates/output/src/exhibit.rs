//! What a report shows, as values for a page of another's: groups with their words in both languages, pictures by name, frames in order.

use etabli_diagnosis::{Finding, Lang, Severity, advice, fingerprint, render};
use etabli_formats::Raster;
use etabli_scan::Report;
use serde::{Deserialize, Serialize};

use crate::frames::Runs;
use crate::groups::{Block, FaultGroup, blocks, outside};
use crate::html::group::{SENTENCE, seed, subjects};
use crate::html::picture::{png, ring_path, tail_path};
use crate::html::wanted::{large, loupe, strip, thumb};
use crate::html::{Pictures, Wanted};
use crate::{groups, place, unchecked};

/// Rows of a group that are listed; the rest is counted.
const LINES: usize = 40;

/// A sentence in both languages, as it is printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// French.
    pub fr: String,
    /// English.
    pub en: String,
}

impl Said {
    fn of(make: impl Fn(Lang) -> String) -> Self {
        Self { fr: make(Lang::Fr), en: make(Lang::En) }
    }

    /// The sentence in one language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
}

/// Everything that a report shows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Exhibit {
    /// Causes, the surest first.
    pub causes: Vec<Explained>,
    /// Findings gathered by sequence and fault, in path order.
    pub groups: Vec<Group>,
    /// Sequences on which nothing was found and of which every frame was checked.
    pub sound: u64,
    /// What was not checked.
    pub unread: Vec<Unread>,
    /// Files judged.
    pub files: u64,
}

/// A cause of several findings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explained {
    /// Code ("CAU001").
    pub code: String,
    /// To the artist.
    pub artist: Said,
    /// To the technical director.
    pub td: Said,
    /// How sure, from 0 to 1.
    pub sure: f64,
}

/// One fault of one sequence, or of one file outside sequences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Code of the fault.
    pub code: String,
    /// Its name in kebab case.
    pub name: String,
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// To the artist: what they see or lose.
    pub artist: Said,
    /// To the technical director: what is so, with the figures.
    pub td: Said,
    /// What to do.
    pub advice: Said,
    /// Frames ("1003,1007-1012"), or the file.
    pub subjects: String,
    /// The file of the first finding, below the root.
    pub path: String,
    /// The sequence, path and notation.
    pub sequence: Option<String>,
    /// Frames that it is on; 0 outside sequences.
    pub frames: u64,
    /// Frames of the sequence that are there.
    pub of: u64,
    /// Where in the file, for the first.
    pub place: Said,
    /// Identity of the fault from shot to shot.
    pub fingerprint: String,
    /// Its picture, ringed.
    pub picture: Option<Shown>,
    /// A few pixels around the place.
    pub glass: Option<Glass>,
    /// Contact strip.
    pub strip: Vec<Cell>,
    /// The findings one by one, as far as they are listed.
    pub lines: Vec<Line>,
    /// Findings that are not listed.
    pub more: u64,
}

/// A picture, by the name under which it was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Name.
    pub image: String,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Units of the ring's drawing, across and down.
    pub window: [i64; 2],
    /// Path of the ring.
    pub ring: Option<String>,
    /// Path of its tail to the loupe.
    pub tail: Option<String>,
}

/// Pixels under a loupe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glass {
    /// The picture, one of its pixels being one of the file's.
    pub shown: Shown,
    /// The pixel's place in that picture.
    pub inside: [i64; 2],
    /// The pixel's place in the file.
    pub pixel: [i32; 2],
}

/// A place on the contact strip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cell {
    /// Frames that are folded: their numbers, and how many.
    Fold(String, u64),
    /// A frame: its number, whether the fault is on it, whether it is there, and its picture.
    Frame {
        /// Number.
        frame: i64,
        /// Whether the fault is on it.
        bad: bool,
        /// Whether it is there.
        there: bool,
        /// Its picture.
        image: Option<String>,
    },
}

/// One finding in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its frames.
    pub frames: String,
    /// Where in the file.
    pub place: Said,
    /// The file, below the root.
    pub path: String,
}

/// What was not checked, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// The file, below the root.
    pub path: String,
    /// Why.
    pub why: Said,
}

/// Makes the exhibit of one report. `keep` is given each picture once, as a PNG file, and answers with the name to show it by.
pub fn exhibit(report: &Report, pictures: &Pictures, keep: &mut dyn FnMut(&[u8]) -> Option<String>) -> Exhibit {
    let named = pictures.iter().filter_map(|(wanted, raster)| Some((wanted.clone(), (keep(&png(raster)?)?, raster))));
    let gallery = Gallery(named.collect());
    let blocks = blocks(report);
    let inside = blocks.iter().flat_map(|block| block.faults.iter().map(|fault| gallery.group(fault, Some(block))));
    let alone = outside(report);
    let outside = alone.iter().flat_map(|(_, faults)| faults).map(|fault| gallery.group(fault, None));
    let groups = inside.chain(outside).collect();
    let explained = report.causes.iter().map(|found| Explained {
        code: found.cause.code.to_owned(),
        artist: Said::of(|lang| found.cause.artist.set(lang)),
        td: Said::of(|lang| found.cause.td.set(lang)),
        sure: found.sure,
    });
    let unread =
        |file: &etabli_scan::Unchecked| Unread { path: file.path.clone(), why: Said::of(|lang| unchecked::words(&file.why, lang)) };
    Exhibit {
        causes: explained.collect(),
        groups,
        sound: groups::sound(report),
        unread: report.unchecked.iter().take(LINES).map(unread).collect(),
        files: report.files,
    }
}

/// The pictures that were made, by what they are of: the name under which each is kept, and its raster.
struct Gallery<'a>(std::collections::BTreeMap<Wanted, (String, &'a Raster)>);

impl Gallery<'_> {
    fn get(&self, path: &str, view: etabli_diagnosis::View) -> Option<&(String, &Raster)> {
        self.0.get(&(0, path.to_owned(), view))
    }

    fn group(&self, group: &FaultGroup, block: Option<&Block>) -> Group {
        let (first, speaker) = (group.first, group.speaker());
        Group {
            code: group.fault.code.to_owned(),
            name: group.fault.name.to_owned(),
            severity: severity(group.severity).to_owned(),
            artist: Said::of(|lang| group.artist(lang, SENTENCE)),
            td: Said::of(|lang| render(&group.fault.words.td, &speaker, lang)),
            advice: Said::of(|lang| advice(&speaker, lang)),
            subjects: subjects(group),
            path: first.path.clone(),
            sequence: block.map(|block| block.name.to_owned()),
            frames: group.runs().len(),
            of: block.and_then(|block| block.line).map_or(0, |line| line.present.len() as u64),
            place: Said::of(|lang| place::words(&first.at, lang)),
            fingerprint: fingerprint(first),
            picture: self.get(&first.path, large(first)).map(|(name, raster)| Shown {
                ring: ring_path(raster, &first.at, seed(first)),
                tail: tail_path(raster, &first.at),
                ..shown(name, raster)
            }),
            glass: self.glass(first),
            strip: block.map_or_else(Vec::new, |block| self.strip(group, block)),
            lines: group.findings.iter().take(LINES).map(|finding| line(finding)).collect(),
            more: group.findings.len().saturating_sub(LINES) as u64,
        }
    }

    fn glass(&self, finding: &Finding) -> Option<Glass> {
        let pixel = finding.at.pixel?;
        let (name, raster) = self.get(&finding.path, loupe(finding)?)?;
        let inside = [0, 1].map(|axis| i64::from(pixel[axis]) - i64::from(raster.window.min[axis]));
        Some(Glass { shown: shown(name, raster), inside, pixel })
    }

    fn strip(&self, group: &FaultGroup, block: &Block) -> Vec<Cell> {
        let frames = strip(group, block);
        let Some(line) = block.line.filter(|_| !frames.is_empty()) else { return Vec::new() };
        let runs = group.runs();
        let (mut cells, mut after) = (Vec::new(), i64::MIN);
        for (frame, path) in frames {
            cells.extend(fold(&line.present, after, frame));
            cells.push(Cell::Frame {
                frame,
                bad: runs.0.iter().any(|&(first, last)| (first..=last).contains(&frame)),
                there: line.present.binary_search(&frame).is_ok(),
                image: self.get(&path, thumb()).map(|(name, _)| name.clone()),
            });
            after = frame;
        }
        cells.extend(fold(&line.present, after, i64::MAX));
        cells
    }
}

fn shown(name: &str, raster: &Raster) -> Shown {
    let window = [raster.window.width() as i64, raster.window.height() as i64];
    Shown { image: name.to_owned(), width: raster.width, height: raster.height, window, ring: None, tail: None }
}

/// The frames between two that are shown.
fn fold(present: &[i64], after: i64, before: i64) -> Option<Cell> {
    let between = |frame: &&i64| after < **frame && **frame < before;
    let (first, last) = (present.iter().find(between)?, present.iter().rfind(between)?);
    let numbers = if first == last { first.to_string() } else { format!("{first}–{last}") };
    Some(Cell::Fold(numbers, present.iter().filter(between).count() as u64))
}

fn line(finding: &Finding) -> Line {
    Line {
        frames: Runs::of_findings([finding]).text(),
        place: Said::of(|lang| place::words(&finding.at, lang)),
        path: finding.path.clone(),
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, fold};

    #[test]
    fn sound_frames_between_two_are_folded() {
        let present = [1001, 1002, 1003, 1007];
        assert_eq!(fold(&present, i64::MIN, 1003), Some(Cell::Fold("1001–1002".into(), 2)));
        assert_eq!(fold(&present, 1003, i64::MAX), Some(Cell::Fold("1007".into(), 1)));
        assert_eq!(fold(&present, 1001, 1002), None);
    }
}
