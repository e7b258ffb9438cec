//! Two images, or two sequences: listed, matched, and compared by the confined reader.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use etabli_diagnosis::compare::{Asked, Comparison, Match, Rules, Verdict, Zone, matched};
use etabli_diagnosis::layers::Roles;
use etabli_diagnosis::sequence::Pattern;
use etabli_diagnosis::{Config, Entry, EntryKind, Failure, Needs, Resolves, View, join};
use etabli_formats::compare::Tolerance;
use etabli_formats::{Format, Raster};

use crate::Progress;
use crate::protocol::{Setup, numbered};
use crate::reader::{Reader, Two};
use crate::walk::{Collected, Stats, collect};

/// What of a pair may change, by the path before, the path after and the frame; `None` when no finding is about it.
pub type ZoneOf<'a> = &'a dyn Fn(&Path, &Path, Option<i64>) -> Option<Zone>;

/// How to compare.
pub struct Comparing<'a> {
    /// The binary that can be the reader.
    pub binary: PathBuf,
    /// Threads of the reader.
    pub jobs: usize,
    /// Address space of the reader, bytes.
    pub memory: u64,
    /// What is declared for a folder: the roles of its layers.
    pub config: &'a dyn Fn(&Path) -> Config,
    /// What counts as the same sample.
    pub tolerance: Tolerance,
    /// What counts as a difference.
    pub rules: Rules,
    /// What of each pair may change; `None` when nobody asks.
    pub zones: Option<ZoneOf<'a>>,
    /// Frames that are on both sides are compared, the others left out.
    pub is_common: bool,
    /// Whether a frame takes part.
    pub wanted: &'a dyn Fn(Option<i64>) -> bool,
    /// Most pixels on a side of the pictures of the differences, when they are wanted.
    pub heat: Option<u32>,
    /// Takes each picture of the differences: the path before, relative to its root.
    pub keep: &'a dyn Fn(&str, &Raster) -> io::Result<()>,
}

/// What changed between two sides.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Differences {
    /// The two sides, as the person gave them.
    pub roots: [String; 2],
    /// Sequences, and files alone.
    pub sequences: Vec<Sequence>,
    /// Files of formats that are not compared, on each side.
    pub left_out: [u64; 2],
    /// What counted.
    pub rules: Rules,
    /// The fault within whose zone changes may lie, by its code or the file that tells of it; `None` when nobody asked.
    pub zone: Option<String>,
}

/// What changed in one sequence, or one file alone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sequence {
    /// Its name before and after, with the folder; empty where it is not.
    pub names: [String; 2],
    /// Pairs, in frame order.
    pub frames: Vec<Frame>,
    /// What only one side has.
    pub absent: [Vec<Absent>; 2],
}

/// What changed from one file to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// Its number, in a sequence.
    pub frame: Option<i64>,
    /// Paths relative to the two roots.
    pub paths: [String; 2],
    /// What changed, or why it could not be told.
    pub compared: Compared,
    /// What it comes to.
    pub verdict: Verdict,
    /// The zone within which it may change; `None` when the frame has no such finding, or nobody asks.
    pub zone: Option<Zone>,
}

/// What changed, or why it could not be told.
pub type Compared = Result<Box<Comparison>, Failure>;

/// A file that the other side lacks.
#[derive(Debug, Clone, PartialEq)]
pub struct Absent {
    /// Its number, in a sequence.
    pub frame: Option<i64>,
    /// Path relative to the root of the side that has it.
    pub path: String,
    /// [`Verdict::Inside`] when it is what the zone is about.
    pub verdict: Verdict,
}

/// Pictures of a frame for people: before, after and around the first pixel that changed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shown {
    /// Before and after, whole.
    pub whole: [Option<Raster>; 2],
    /// The same closely, around a pixel.
    pub near: [Option<Raster>; 2],
    /// The differences over the picture before.
    pub heat: Option<Raster>,
    /// That pixel.
    pub pixel: Option<[i32; 2]>,
}

/// One side: its files by the path that is shown.
struct Listed {
    base: PathBuf,
    files: BTreeMap<String, PathBuf>,
    readable: Vec<PathBuf>,
    left_out: u64,
}

impl Differences {
    /// The worst that any pair comes to; what one side lacks counts as well.
    pub fn verdict(&self) -> Verdict {
        let frames = self.sequences.iter().flat_map(|sequence| &sequence.frames).map(|frame| frame.verdict);
        let absent = self.sequences.iter().flat_map(|sequence| sequence.absent.iter().flatten()).map(|absent| absent.verdict);
        let all: Vec<Verdict> = frames.chain(absent).collect();
        // A difference is certain whatever could not be read beside it.
        if all.contains(&Verdict::Different) { Verdict::Different } else { all.into_iter().max().unwrap_or(Verdict::Unread) }
    }
}

/// Compares two sides: folders with all below them, files, or patterns of frames (`beauty.#.exr`). Nothing to compare on either side gives
/// no sequence.
///
/// # Errors
/// A side that cannot be listed, or a picture that cannot be kept.
pub fn compare(before: &Path, after: &Path, comparing: &Comparing, progress: &dyn Progress) -> io::Result<Differences> {
    let sides = [list(before)?, list(after)?];
    let [was, is] = sides.each_ref().map(|side| side.files.keys().cloned().collect::<Vec<String>>());
    let mut work = Work { sides: &sides, comparing, jobs: Vec::new(), roles: Vec::new() };
    let mut sequences: Vec<Sequence> = matched(&was, &is).into_iter().map(|one| work.plan(one)).collect();
    sequences.retain(|sequence| !sequence.frames.is_empty() || sequence.absent.iter().any(|absent| !absent.is_empty()));
    progress.expect(work.jobs.len() as u64);
    let mut found = work.read(progress)?.into_iter();
    for frame in sequences.iter_mut().flat_map(|sequence| &mut sequence.frames) {
        if let Some(compared) = found.next().flatten() {
            frame.verdict = verdict(&compared, frame, comparing);
            frame.compared = compared;
        }
    }
    Ok(Differences {
        roots: [before, after].map(|path| path.to_string_lossy().into_owned()),
        sequences,
        left_out: sides.each_ref().map(|side| side.left_out),
        rules: comparing.rules.clone(),
        zone: None,
    })
}

fn verdict(compared: &Compared, frame: &Frame, comparing: &Comparing) -> Verdict {
    let asked = comparing.zones.map(|_| frame.zone.as_ref());
    compared.as_ref().map_or(Verdict::Unread, |comparison| comparison.verdict(&comparing.rules, asked))
}

/// The pictures of some frames, each by its two paths, a channel and a pixel, at most `most` pixels on a side.
pub fn views(differences: &Differences, wanted: &[&Frame], comparing: &Comparing, most: u32) -> io::Result<Vec<Shown>> {
    let sides = [list(Path::new(&differences.roots[0]))?, list(Path::new(&differences.roots[1]))?];
    let mut work = Work { sides: &sides, comparing, jobs: Vec::new(), roles: Vec::new() };
    for frame in wanted {
        work.add(&frame.paths, Asked { tolerance: comparing.tolerance, heat: Some(most), ..Asked::default() });
    }
    let mut reader = work.reader();
    let mut shown = Vec::new();
    for (frame, job) in wanted.iter().zip(&work.jobs) {
        let mut heat = None;
        reader.compare_all(std::slice::from_ref(job), &mut |_, compared| heat = compared.ok().and_then(|one| one.heat));
        let comparison = frame.compared.as_ref().ok();
        let pixel = comparison.and_then(|one| one.outside.first.or(one.changed.first));
        let channel = comparison.and_then(|one| one.shown.clone());
        let mut view = |side: usize, around: Option<[i32; 2]>| {
            let view = View { channel: channel.clone(), around, most };
            job.paths.get(side).and_then(|path| reader.view(path, &view, job.roles).ok().flatten())
        };
        let whole = [view(0, None), view(1, None)];
        let near = if pixel.is_some() { [view(0, pixel), view(1, pixel)] } else { [None, None] };
        shown.push(Shown { whole, near, heat, pixel });
    }
    Ok(shown)
}

/// What has to be read.
struct Work<'a> {
    sides: &'a [Listed; 2],
    comparing: &'a Comparing<'a>,
    jobs: Vec<Two>,
    roles: Vec<Roles>,
}

impl Work<'_> {
    /// The pairs of a sequence, with what of each may change.
    fn plan(&mut self, found: Match) -> Sequence {
        let pairs = found.pairs.into_iter().filter(|pair| (self.comparing.wanted)(pair.frame));
        let frames = pairs.map(|pair| {
            let zone = self.zone(&pair.paths, pair.frame);
            let inside = self.comparing.zones.map(|_| zone.as_ref().and_then(Zone::boxes).unwrap_or_default().to_vec());
            self.add(&pair.paths, Asked { tolerance: self.comparing.tolerance, inside, heat: self.comparing.heat });
            let compared = Err(Failure::Io(String::new()));
            Frame { frame: pair.frame, paths: pair.paths, compared, verdict: Verdict::Unread, zone }
        });
        let frames = frames.collect();
        let absent = found.only.map(|only| {
            let kept = only.into_iter().filter(|(frame, _)| !self.comparing.is_common && (self.comparing.wanted)(*frame));
            let absent = |(frame, path): (Option<i64>, String)| {
                let is_inside = self.zone(&[path.clone(), path.clone()], frame).is_some();
                Absent { frame, verdict: if is_inside { Verdict::Inside } else { Verdict::Different }, path }
            };
            kept.map(absent).collect()
        });
        Sequence { names: found.names, frames, absent }
    }

    fn zone(&self, paths: &[String; 2], frame: Option<i64>) -> Option<Zone> {
        let [before, after] = [self.path(0, &paths[0]), self.path(1, &paths[1])];
        self.comparing.zones.and_then(|zones| zones(&before, &after, frame))
    }

    fn add(&mut self, paths: &[String; 2], asked: Asked) {
        let paths = [self.path(0, &paths[0]), self.path(1, &paths[1])];
        let own = Roles::of(&(self.comparing.config)(paths[0].parent().unwrap_or(Path::new("."))));
        let roles = numbered(&mut self.roles, own);
        self.jobs.push(Two { paths, asked, roles });
    }

    fn path(&self, side: usize, shown: &str) -> PathBuf {
        let side = self.sides.get(side);
        side.and_then(|side| side.files.get(shown).cloned()).unwrap_or_else(|| side.map_or_else(PathBuf::new, |side| side.base.join(shown)))
    }

    fn reader(&self) -> Reader {
        let Comparing { binary, jobs, memory, .. } = self.comparing;
        let readable = self.sides.iter().flat_map(|side| side.readable.iter().cloned()).map(PathBuf::into_os_string).collect();
        // Two pictures are held at once, by each thread.
        let chunk = memory / 4 / (*jobs as u64).max(1);
        let setup = Setup { roots: readable, needs: Needs::STRUCTURE, roles: self.roles.clone(), jobs: *jobs, memory: *memory, chunk };
        Reader::new(binary.clone(), setup, 0)
    }

    /// Reads every pair; pictures of differences go out as they come.
    fn read(&self, progress: &dyn Progress) -> io::Result<Vec<Option<Compared>>> {
        let mut found: Vec<Option<Compared>> = vec![None; self.jobs.len()];
        let mut kept = Ok(());
        let shown: BTreeMap<&PathBuf, &String> = self.sides[0].files.iter().map(|(shown, path)| (path, shown)).collect();
        self.reader().compare_all(&self.jobs, &mut |id, mut compared| {
            progress.step();
            if let Ok(comparison) = &mut compared
                && let Some(heat) = comparison.heat.take()
                && let Some(name) = self.jobs.get(id).and_then(|job| shown.get(&job.paths[0]))
                && kept.is_ok()
            {
                kept = (self.comparing.keep)(name, &heat);
            }
            if let Some(place) = found.get_mut(id) {
                *place = Some(compared);
            }
        });
        kept.map(|()| found)
    }
}

/// Lists a side.
fn list(path: &Path) -> io::Result<Listed> {
    let pattern = path.file_name().and_then(OsStr::to_str).filter(|_| !path.exists()).and_then(Pattern::of);
    let folder = || path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let collected = collect(if pattern.is_some() { folder() } else { path }, Stats::WhenOpened)?;
    let is_named = collected.named.is_some();
    let readable = collected.readable(if pattern.is_some() { folder() } else { path });
    let mut listed = Listed { base: collected.base.clone(), files: BTreeMap::new(), readable, left_out: 0 };
    for (folder, entries) in &collected.folders {
        for entry in entries.iter().filter(|entry| matches!(entry.kind, EntryKind::File | EntryKind::Link(_, Resolves::File))) {
            match &pattern {
                Some(pattern) if !folder.is_empty() || pattern.frame(&entry.name).is_none() => {}
                None if !is_named && !is_compared(&entry.name) => listed.left_out += 1,
                _ => drop(listed.files.insert(join(folder, &entry.name), place(&collected, folder, entry))),
            }
        }
    }
    Ok(listed)
}

fn place(collected: &Collected, folder: &str, entry: &Entry) -> PathBuf {
    collected.place(folder).join(entry.raw.as_deref().map_or(OsStr::new(&entry.name), OsStr::from_bytes))
}

/// Whether a name promises a format whose pixels are read here.
fn is_compared(name: &str) -> bool {
    let format = name.rsplit_once('.').and_then(|(_, extension)| Format::of_extension(extension));
    matches!(format, Some(Format::Exr | Format::Png | Format::Tiff | Format::Dpx | Format::Cineon | Format::Jpeg))
}
