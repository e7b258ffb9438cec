//! The places of a fault within which pictures may change.

use std::fs;
use std::path::{Path, PathBuf};

use etabli_diagnosis::compare::{Spot, Zone};
use etabli_diagnosis::sequence::Pattern;
use etabli_diagnosis::{Finding, Lang};
use serde::Deserialize;

use crate::earlier::not_a_report;
use crate::lang::both;
use crate::problem::Problem;
use crate::roots;
use crate::scanning::Scanning;

/// Where findings are.
pub(super) struct Zones {
    /// What they are called: a code, or the file that tells of them.
    pub(super) name: String,
    places: Vec<Place>,
}

/// Where one finding is.
struct Place {
    /// Its folder, absolute when it is there, and relative to the root it was found under.
    folder: PathBuf,
    relative: PathBuf,
    /// The file's name, its frame number taken out.
    stem: String,
    /// The frames it is about.
    frames: Option<(i64, i64)>,
    spot: Spot,
}

/// What a report in JSON lines says of a finding.
#[derive(Deserialize)]
struct Line {
    root: String,
    path: String,
    #[serde(default)]
    frame: Option<i64>,
    #[serde(default)]
    until: Option<i64>,
    #[serde(default)]
    at: Pixels,
    #[serde(default)]
    evidence: Lines,
}

#[derive(Default, Deserialize)]
struct Pixels {
    #[serde(default)]
    pixel: Option<[i32; 2]>,
    #[serde(default)]
    bbox: Option<[i32; 4]>,
}

#[derive(Default, Deserialize)]
struct Lines {
    #[serde(default)]
    first_line: Option<i32>,
    #[serde(default)]
    last_line: Option<i32>,
}

#[derive(Deserialize)]
struct Kind {
    #[serde(rename = "type")]
    kind: String,
}

impl Zones {
    /// The findings of a report, or those of faults that are looked for.
    ///
    /// # Errors
    /// A report that cannot be read, an unknown fault, or no finding at all.
    pub(super) fn of(inside: &str, before: &Path, lang: Lang) -> Result<Self, Box<Problem>> {
        let path = Path::new(inside);
        let is_file = path.is_file() || inside.contains('/') || path.extension().is_some_and(|extension| extension == "jsonl");
        let (places, name) = if is_file {
            (read(path)?, path.file_name().unwrap_or_default().to_string_lossy().into_owned())
        } else {
            (look(inside, before, lang)?, inside.to_ascii_uppercase())
        };
        if places.is_empty() {
            return Err(none(inside, before));
        }
        Ok(Self { name, places })
    }

    /// What may change of a pair of files.
    pub(super) fn zone(&self, before: &Path, after: &Path, frame: Option<i64>, margin: u32) -> Option<Zone> {
        let files = [before, after].map(|path| (folder_of(path), stem(&name_of(path), frame)));
        let is_about = |place: &&Place| {
            let is_frame = place.frames.zip(frame).is_none_or(|((first, last), frame)| (first..=last).contains(&frame));
            is_frame && files.iter().any(|(_, stem)| *stem == place.stem)
        };
        let near: Vec<&Place> = self.places.iter().filter(is_about).collect();
        let here: Vec<Spot> =
            near.iter().filter(|place| files.iter().any(|(folder, _)| *folder == place.folder)).map(|place| place.spot).collect();
        if !here.is_empty() {
            return Zone::of(&here, margin);
        }
        // The findings are of a copy that lies elsewhere.
        let moved = near.iter().filter(|place| files.iter().any(|(folder, _)| folder.ends_with(&place.relative)));
        Zone::of(&moved.map(|place| place.spot).collect::<Vec<_>>(), margin)
    }
}

fn read(path: &Path) -> Result<Vec<Place>, Box<Problem>> {
    if !path.exists() {
        return Err(roots::absent(path));
    }
    let text = fs::read_to_string(path).map_err(|error| Problem::disk(path, &error))?;
    let (mut places, mut offset) = (Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        let bad = || not_a_report(path, &text, offset..offset + line.trim_end().len());
        let kind: Kind = serde_json::from_str(line).map_err(|_| bad())?;
        if kind.kind == "finding" {
            let Line { root, path, frame, until, at, evidence } = serde_json::from_str(line).map_err(|_| bad())?;
            let lines = evidence.first_line.zip(evidence.last_line).map(|(first, last)| [first, last]);
            let spot = Spot { bbox: at.bbox, pixel: at.pixel, lines };
            places.push(Place::of(Path::new(&root), &path, frame.map(|frame| (frame, until.unwrap_or(frame))), spot));
        }
        offset += line.len();
    }
    Ok(places)
}

/// Checks the first side for these faults alone.
fn look(codes: &str, before: &Path, lang: Lang) -> Result<Vec<Place>, Box<Problem>> {
    let is_pattern = !before.exists() && before.file_name().and_then(|name| name.to_str()).is_some_and(|name| Pattern::of(name).is_some());
    let folder = before.parent().filter(|folder| is_pattern && !folder.as_os_str().is_empty());
    let scanned = match folder {
        Some(folder) => folder,
        None if is_pattern => Path::new("."),
        None => before,
    };
    let plan = Scanning::for_faults(scanned, codes).plan()?;
    let mut places = Vec::new();
    for root in &plan.roots {
        let report = plan.scan(root, lang)?;
        let place = |finding: &Finding| {
            let frames = finding.frame.map(|frame| (frame, finding.until.unwrap_or(frame)));
            Place::of(root.base(), &finding.path, frames, Spot::of(finding))
        };
        places.extend(report.findings.iter().map(place));
    }
    Ok(places)
}

impl Place {
    fn of(root: &Path, path: &str, frames: Option<(i64, i64)>, spot: Spot) -> Self {
        let relative = Path::new(path).parent().unwrap_or(Path::new("")).to_owned();
        let stem = stem(&name_of(Path::new(path)), frames.map(|(first, _)| first));
        Self { folder: folder_of(&root.join(path)), relative, stem, frames, spot }
    }
}

/// The folder of a file, by where it really is.
fn folder_of(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned())
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// A name with `#` for its frame number: the last number that is this frame.
fn stem(name: &str, frame: Option<i64>) -> String {
    let Some(frame) = frame else { return name.to_owned() };
    let mut end = name.len();
    while let Some(last) = name[..end].rfind(|c: char| c.is_ascii_digit()) {
        let start = name[..last].rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + 1);
        if name[start..=last].parse() == Ok(frame.unsigned_abs()) {
            return format!("{}#{}", &name[..start], &name[last + 1..]);
        }
        end = start;
    }
    name.to_owned()
}

fn none(inside: &str, before: &Path) -> Box<Problem> {
    let before = before.display();
    let what = both(format!("--inside : aucun constat de {inside} dans {before}"), format!("--inside: no finding of {inside} in {before}"));
    Problem::new(
        what,
        both(
            "donner un défaut que BEFORE a, ou un rapport de etabli check --output-format jsonl",
            "give a fault that BEFORE has, or a report of etabli check --output-format jsonl",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn the_frame_is_taken_out_of_a_name() {
        let check = |name: &str, frame: Option<i64>, want: &str| assert_eq!(stem(name, frame), want);
        check("beauty.1003.exr", Some(1003), "beauty.#.exr");
        check("v003_0003_x4.exr", Some(3), "v003_#_x4.exr");
        check("beauty.exr", None, "beauty.exr");
        check("1003.exr", Some(1003), "#.exr");
    }
}
