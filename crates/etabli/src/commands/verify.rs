//! `etabli verify`: deliveries read against their manifests.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use etabli_diagnosis::{Lang, Level, Selection, Severity, faults};
use etabli_formats::manifest::Kind;
use etabli_output::Style;
use etabli_output::html::Pictures;
use etabli_scan::{Cache, FixOrder, Report, Verifying, cache_home, verify};

use super::check::{Shape, Sink};
use super::now;
use crate::cli::CANNOT_RUN;
use crate::config::{Cascade, Overrides};
use crate::fixing::{self, Fixes, Show};
use crate::lang::both;
use crate::problem::{Outcome, Problem};
use crate::progress::Gauge;
use crate::roots;
use crate::scanning::{Scanning, config_home, cores, memory};
use crate::terminal::Terminal;

/// Read a delivery against its manifests: ASC MHL, `BagIt`, md5, sha1, sha256, xxh64, xxh3 and blake3 lists
#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0 every listed file is there and is the listed one; 1 it is not; 2 it could not be told.

What etabli.toml declares under [delivery] (naming, image, colour, range) is checked as well.")]
pub(crate) struct Arguments {
    /// A folder with its manifests, or one list
    path: PathBuf,
    /// The folder that was copied: altered files are compared with it and the first differing byte is told, and fixes copy from it
    #[arg(long, value_name = "FOLDER")]
    source: Option<PathBuf>,
    /// Shape of the output
    #[arg(long, value_enum, default_value = "full", value_name = "FORMAT")]
    output_format: Shape,
    /// Write into this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Threads that read [default: one a core]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
    jobs: Option<u32>,
    /// Read every file again, also what an interrupted run had read
    #[arg(long)]
    no_cache: bool,
    #[command(flatten)]
    fixes: Fixes,
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Outcome {
    let (root, list) = place(&arguments.path)?;
    if let Some(source) = arguments.source.as_deref().filter(|source| !source.is_dir()) {
        return Err(roots::absent(source));
    }
    let cascade = Cascade::new(Overrides::default(), config_home().as_deref());
    let is_specified = cascade.of(&root).delivery.is_some();
    cascade.problem().map_or(Ok(()), Err)?;
    let mut sink = Sink::open(arguments.output.as_deref(), style(arguments, lang), arguments.fixes.show())?;
    sink.start(&root.to_string_lossy())?;
    let gauge = Gauge::new(lang);
    let selection = Selection { faults: faults::transfer::FAULTS.to_vec(), level: Level::Pixels };
    let cache = cache_home().filter(|_| !arguments.no_cache).map(Cache::new);
    let verifying = Verifying {
        selection: &selection,
        config: &|folder| cascade.of(folder),
        jobs: arguments.jobs.unwrap_or_else(cores) as usize,
        cache: cache.as_ref(),
        now: now(),
        source: arguments.source.as_deref(),
        volume: &gauge,
    };
    let mut read = || -> Result<Report, Box<Problem>> {
        let verified = verify(&root, list.as_deref(), &verifying).map_err(|error| Problem::disk(&root, &error))?;
        gauge.finish();
        let mut report = verified.ok_or_else(|| bare(&arguments.path))?;
        if is_specified {
            specified(&root, &mut report, lang)?;
        }
        Ok(report)
    };
    let reports = [fixed(arguments, &root, &verifying, &cascade, &mut read)?];
    reports.iter().try_for_each(|report| sink.events(report))?;
    sink.finish(&reports, &Pictures::new())?;
    Ok(if arguments.fixes.show() == Show::Fixes { ExitCode::SUCCESS } else { status(&reports) })
}

/// The report, after what is asked for was fixed or planned.
fn fixed(
    arguments: &Arguments,
    root: &Path,
    verifying: &Verifying,
    cascade: &Cascade,
    read: &mut dyn FnMut() -> Result<Report, Box<Problem>>,
) -> Result<Report, Box<Problem>> {
    let first = read()?;
    let Some(wanted) = arguments.fixes.wanted() else { return Ok(first) };
    let order = FixOrder {
        binary: std::env::current_exe().map_err(|error| Problem::disk("etabli".as_ref(), &error))?,
        memory: memory(1),
        config: verifying.config,
        now: verifying.now,
        min_age: 0,
        source: verifying.source,
        unsafe_too: wanted.unsafe_too,
        published: &|path| cascade.is_published(&root.join(path)),
        wanted: &|_| true,
    };
    fixing::carried_out(root, first, &order, wanted.is_plan, read)
}

/// The folder that is verified, and the list that a person named in it.
fn place(path: &Path) -> Result<(PathBuf, Option<String>), Box<Problem>> {
    if path.is_dir() {
        return Ok((path.to_owned(), None));
    }
    if !path.exists() {
        return Err(roots::absent(path));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    match Kind::of_name(&name) {
        // A generation is about the folder around its history.
        Some(Kind::Generation | Kind::Chain) => Ok((folder.join(".."), None)),
        Some(Kind::Bag | Kind::Payload(_) | Kind::Tags(_) | Kind::Fetch) => Ok((folder.to_owned(), None)),
        Some(Kind::List(_)) | None => Ok((folder.to_owned(), Some(name))),
    }
}

/// Checks what is declared of deliveries, as `etabli check` would check it of a production.
fn specified(root: &Path, report: &mut Report, lang: Lang) -> Result<(), Box<Problem>> {
    let mut plan = Scanning::of(root).plan()?;
    plan.judge_as_delivery();
    for root in &plan.roots {
        let found = plan.scan(root, lang)?;
        report.sequences.extend(found.sequences);
        report.findings.extend(found.findings);
        report.unchecked.extend(found.unchecked);
        report.causes.extend(found.causes);
        report.files = report.files.max(found.files);
        report.unclaimed += found.unclaimed;
        report.ignored += found.ignored;
    }
    report.findings.sort_by(|a, b| (&a.path, a.frame).cmp(&(&b.path, b.frame)));
    // The places of findings changed.
    report.leave_out(|_| false);
    Ok(())
}

fn status(reports: &[Report]) -> ExitCode {
    let is_invalid = |report: &Report| report.findings.iter().any(|finding| finding.severity == Severity::Error);
    match () {
        () if reports.iter().any(is_invalid) => ExitCode::from(1),
        () if reports.iter().any(|report| !report.unchecked.is_empty()) => ExitCode::from(CANNOT_RUN),
        () => ExitCode::SUCCESS,
    }
}

fn style(arguments: &Arguments, lang: Lang) -> Style {
    let Terminal { columns, colour } = Terminal::of_output(arguments.output.is_some());
    let format = arguments.output_format.format();
    Style { format, lang, width: columns, colour, statistics: false, fail_on: Severity::Error, verifies: true }
}

fn bare(path: &Path) -> Box<Problem> {
    let what = both(
        format!("{} n'a pas de manifeste : ni ascmhl/, ni bagit.txt, ni liste d'empreintes", path.display()),
        format!("{} has no manifest: no ascmhl/, no bagit.txt, no list of hashes", path.display()),
    );
    Problem::new(
        what,
        both(
            "en demander un à qui a livré, ou sceller ce dossier : etabli seal",
            "ask whoever delivered for one, or seal this folder: etabli seal",
        ),
    )
}
