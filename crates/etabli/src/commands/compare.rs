//! `etabli compare`: what changed between two images or two sequences, and where.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use etabli_diagnosis::compare::{Rules, Verdict, Zone};
use etabli_diagnosis::sequence::Pattern;
use etabli_diagnosis::{Lang, Severity};
use etabli_formats::compare::Tolerance;
use etabli_formats::{Raster, WIDEST};
use etabli_output::compare::{Pictures, pictured, png, write};
use etabli_output::{Format, Style, quoted};
use etabli_scan::{Comparing, Differences, Frame, compare, compared_views};
use globset::Glob;

use super::print;
use crate::cli::CANNOT_RUN;
use crate::config::{Cascade, Overrides};
use crate::lang::both;
use crate::problem::{Outcome, Problem};
use crate::progress::Bar;
use crate::roots;
use crate::scanning::{config_home, cores, memory};
use crate::terminal::Terminal;
use crate::values;
use zones::Zones;

mod zones;

/// Pixels across of the pictures of a page.
const LARGE: u32 = 880;

/// Say what changed between two images or two sequences, and where
#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0 nothing changed that counts (with --inside: nothing outside the zone); 1 something did;
2 it could not be told.

What another saving always changes in a header (dates, durations, machine, user) is told and does not count.")]
pub(crate) struct Arguments {
    /// The picture, the folder or the sequence (beauty.#.exr) as it was
    before: PathBuf,
    /// The same as it is now
    after: PathBuf,
    /// Whether all that changed lies within the places of a fault: its code, looked for in BEFORE, or a report in JSON lines
    #[arg(long, value_name = "CODE|FINDINGS.jsonl")]
    inside: Option<String>,
    /// Pixels around these places that may change too
    #[arg(long, value_name = "PIXELS", default_value_t = 0, requires = "inside")]
    margin: u32,
    /// Samples that differ by no more count as the same; integers count as 0 to 1
    #[arg(long, value_name = "DIFFERENCE", default_value_t = 0.0, value_parser = tolerated)]
    tolerance: f32,
    /// The same as a share of the larger sample (0.01); the larger of both tolerances holds
    #[arg(long, value_name = "SHARE", default_value_t = 0.0, value_parser = tolerated)]
    relative: f32,
    /// Percent of the pixels of a frame that may change
    #[arg(long, value_name = "PERCENT", default_value_t = 0.0, value_parser = tolerated)]
    percent: f32,
    /// What headers say does not count, windows and sample types included
    #[arg(long)]
    ignore_metadata: bool,
    /// Attributes that do not count (Software, exif:*); may be repeated
    #[arg(long, value_name = "GLOB")]
    ignore_attribute: Vec<String>,
    /// Only these frames of each sequence (1001-1100x2,1150)
    #[arg(long, value_name = "FRAMES", allow_hyphen_values = true)]
    frames: Option<String>,
    /// Only frames that are on both sides
    #[arg(long)]
    common: bool,
    /// Write a picture of the differences of each changed frame into this folder, at most 1920 pixels on a side
    #[arg(long, value_name = "FOLDER")]
    heat: Option<PathBuf>,
    /// Shape of the output
    #[arg(long, value_enum, default_value = "full", value_name = "FORMAT")]
    output_format: Shape,
    /// Write into this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Threads that read [default: one a core]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
    jobs: Option<u32>,
}

/// Shape of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// Each thing that changed once, with its frames
    Full,
    /// JSON lines, for programs
    Jsonl,
    /// One self-contained page with pictures
    Html,
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Outcome {
    [&arguments.before, &arguments.after].into_iter().try_for_each(|path| is_there(path))?;
    let ranges = arguments.frames.as_ref().map(|text| values::frames("--frames", text)).transpose()?.unwrap_or_default();
    let zones = arguments.inside.as_ref().map(|inside| Zones::of(inside, &arguments.before, lang)).transpose()?;
    let cascade = Cascade::new(Overrides::default(), config_home().as_deref());
    let find = |before: &Path, after: &Path, frame: Option<i64>| -> Option<Zone> {
        zones.as_ref().and_then(|zones| zones.zone(before, after, frame, arguments.margin))
    };
    let comparing = Comparing {
        config: &|folder| cascade.of(folder),
        zones: zones.as_ref().map(|_| &find as _),
        wanted: &|frame| ranges.is_empty() || frame.is_some_and(|frame| ranges.iter().any(|range| range.contains(frame))),
        keep: &|name, heat| keep(arguments.heat.as_deref(), name, heat),
        ..arguments.comparing()?
    };
    let bar = Bar::new(lang);
    let compared = compare(&arguments.before, &arguments.after, &comparing, &bar);
    bar.finish();
    cascade.problem().map_or(Ok(()), Err)?;
    let mut differences = compared.map_err(|error| Problem::disk(arguments.heat.as_ref().unwrap_or(&arguments.before), &error))?;
    if differences.sequences.is_empty() {
        return Err(nothing(arguments));
    }
    differences.zone = zones.as_ref().map(|zones| zones.name.clone());
    let pictures = pictures(arguments, &differences, &comparing)?;
    say(arguments, &differences, &pictures, lang)?;
    Ok(match differences.verdict() {
        Verdict::Same | Verdict::Inside => ExitCode::SUCCESS,
        Verdict::Different => ExitCode::from(1),
        Verdict::Unread => ExitCode::from(CANNOT_RUN),
    })
}

impl Arguments {
    /// How to compare, but for what only a call can lend.
    fn comparing(&self) -> Result<Comparing<'static>, Box<Problem>> {
        let jobs = self.jobs.unwrap_or_else(cores);
        for glob in &self.ignore_attribute {
            Glob::new(glob).map_err(|error| bad_glob(glob, &error))?;
        }
        Ok(Comparing {
            binary: std::env::current_exe().map_err(|error| Problem::disk("etabli".as_ref(), &error))?,
            jobs: jobs as usize,
            memory: memory(jobs),
            config: &|_| etabli_diagnosis::Config::default(),
            tolerance: Tolerance { absolute: self.tolerance, relative: self.relative },
            rules: Rules {
                ignores_headers: self.ignore_metadata,
                ignored: self.ignore_attribute.clone(),
                share: f64::from(self.percent) / 100.0,
            },
            zones: None,
            is_common: self.common,
            wanted: &|_| true,
            heat: self.heat.as_ref().map(|_| WIDEST),
            keep: &|_, _| Ok(()),
        })
    }

    /// The line that does the same again, without its output.
    fn again(&self) -> String {
        let flag = |name: &str, is_set: bool| is_set.then(|| name.to_owned());
        let number = |name: &str, value: f32| (value > 0.0).then(|| format!("{name} {value}"));
        let mut words: Vec<String> = [
            self.inside.as_ref().map(|inside| format!("--inside {}", quoted(inside))),
            (self.margin > 0).then(|| format!("--margin {}", self.margin)),
            number("--tolerance", self.tolerance),
            number("--relative", self.relative),
            number("--percent", self.percent),
            flag("--ignore-metadata", self.ignore_metadata),
            self.frames.as_ref().map(|frames| format!("--frames {}", quoted(frames))),
            flag("--common", self.common),
        ]
        .into_iter()
        .flatten()
        .collect();
        words.extend(self.ignore_attribute.iter().map(|glob| format!("--ignore-attribute {}", quoted(glob))));
        words.extend([&self.before, &self.after].map(|path| quoted(&path.to_string_lossy())));
        words.join(" ")
    }
}

/// Writes a picture of differences where it belongs: under the name of its frame.
fn keep(folder: Option<&Path>, name: &str, heat: &Raster) -> io::Result<()> {
    let (Some(folder), Some(bytes)) = (folder, png(heat)) else { return Ok(()) };
    let path = folder.join(name).with_extension("png");
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(path, bytes)
}

/// The pictures that a page shows.
fn pictures(arguments: &Arguments, differences: &Differences, comparing: &Comparing) -> Result<Pictures, Box<Problem>> {
    let wanted = if arguments.output_format == Shape::Html { pictured(differences) } else { Vec::new() };
    let frames: Vec<&Frame> =
        wanted.iter().filter_map(|(sequence, frame)| differences.sequences.get(*sequence)?.frames.get(*frame)).collect();
    let shown = compared_views(differences, &frames, comparing, LARGE).map_err(|error| Problem::disk(&arguments.before, &error))?;
    Ok(wanted.into_iter().zip(shown).collect())
}

fn say(arguments: &Arguments, differences: &Differences, pictures: &Pictures, lang: Lang) -> Result<(), Box<Problem>> {
    let Terminal { columns, colour } = Terminal::of_output(arguments.output.is_some());
    let format = match arguments.output_format {
        Shape::Full => Format::Full,
        Shape::Jsonl => Format::Jsonl,
        Shape::Html => Format::Html,
    };
    let style = Style { format, lang, width: columns, colour, statistics: false, fail_on: Severity::Error, verifies: false };
    let again = arguments.again();
    match &arguments.output {
        Some(path) => {
            let file = File::create(path).map_err(|error| Problem::disk(path, &error))?;
            write(differences, pictures, &again, &style, &mut BufWriter::new(file)).map_err(|error| Problem::disk(path, &error))
        }
        None => print(|mut out| write(differences, pictures, &again, &style, &mut out)).map(drop),
    }
}

/// A path that is there, or a pattern of frames in a folder that is.
fn is_there(path: &Path) -> Result<(), Box<Problem>> {
    let is_pattern = path.file_name().and_then(|name| name.to_str()).is_some_and(|name| Pattern::of(name).is_some());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match is_pattern && folder.is_dir() {
        _ if path.exists() => Ok(()),
        true => Ok(()),
        false => Err(roots::absent(path)),
    }
}

fn nothing(arguments: &Arguments) -> Box<Problem> {
    let [before, after] = [arguments.before.display(), arguments.after.display()];
    let what = both(
        format!("rien à comparer : ni {before} ni {after} n'ont d'image d'un format lu ici"),
        format!("nothing to compare: neither {before} nor {after} has a picture of a format read here"),
    );
    Problem::new(what, both("vérifier les chemins, et --frames s'il est donné", "check the paths, and --frames when given"))
}

fn bad_glob(glob: &str, error: &globset::Error) -> Box<Problem> {
    let why = error.kind();
    let what = both(format!("--ignore-attribute : « {glob} » : {why}"), format!("--ignore-attribute: \"{glob}\": {why}"));
    Problem::new(what, both("écrire par exemple Software ou 'exif:*'", "write for example Software or 'exif:*'"))
}

/// A number from 0 on.
fn tolerated(text: &str) -> Result<f32, String> {
    text.parse::<f32>().ok().filter(|number| number.is_finite() && *number >= 0.0).ok_or_else(|| "a number from 0 on, as 0.001".to_owned())
}
