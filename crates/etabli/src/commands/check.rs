//! `etabli check`.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use etabli_diagnosis::{Day, Finding, Lang, Severity, Text};
use etabli_output::html::{self, Pictures};
use etabli_output::{Format, Style, fixes, jsonl, plans, write};
use etabli_scan::{Report, Why};

use super::baseline;
use crate::earlier;
use crate::fixing::{self, Fixes, Show};
use crate::lang::either;
use crate::problem::{Outcome, Problem};
use crate::scanning::{Plan, Scanning};
use crate::terminal::Terminal;

/// Find what is wrong in rendered frames
#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0 clean; 1 findings at or above --fail-on; 2 wrong arguments or configuration;
3 something that should have been examined could not be.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    scanning: Scanning,
    /// Shape of the output
    #[arg(long, value_enum, default_value = "full", value_name = "FORMAT")]
    output_format: Shape,
    /// Write into this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Hide the findings that `etabli baseline` recorded in this file
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Least weight of a finding that makes the exit status 1
    #[arg(long, value_enum, default_value = "error", value_name = "WEIGHT")]
    fail_on: Weight,
    /// Pixels that nobody reads here (an unusual codec) make the exit status 3 as well
    #[arg(long)]
    strict: bool,
    /// Counts for each fault instead of findings
    #[arg(long)]
    statistics: bool,
    #[command(flatten)]
    fixes: Fixes,
    /// Exit with 0 whatever is found
    #[arg(long)]
    exit_zero: bool,
}

/// Shape of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shape {
    /// One block a sequence
    Full,
    /// One line a finding
    Concise,
    /// By fault
    Grouped,
    /// JSON lines, for programs
    Jsonl,
    /// SARIF 2.1.0
    Sarif,
    #[value(help = "JUnit XML")]
    Junit,
    /// CSV
    Csv,
    /// Markdown tables
    Markdown,
    /// One self-contained page with pictures
    Html,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Weight {
    Error,
    Warning,
    Note,
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Outcome {
    let plan = arguments.scanning.plan()?;
    plan.look_at_configuration()?;
    let known = arguments.baseline.as_deref().map(baseline::read).transpose()?;
    let before = plan.earlier.as_deref().map(earlier::read).transpose()?;
    let today = Day::of(plan.now);
    let mut accepted = known.as_ref().map(|known| known.accepted(today));
    let mut sink = Sink::open(arguments.output.as_deref(), style(arguments, lang), arguments.fixes.show())?;
    let mut reports = Vec::new();
    for root in &plan.roots {
        sink.start(&root.base().to_string_lossy())?;
        let mut is_known = |finding: &Finding| {
            before.as_ref().is_some_and(|before| before.knows(finding)) || accepted.as_mut().is_some_and(|accepted| accepted(finding))
        };
        let report = fixing::scanned(&plan, root, &mut is_known, arguments.fixes.wanted(), lang)?;
        sink.events(&report)?;
        reports.push(report);
    }
    sink.finish(&reports, &pictures(&plan, &reports, arguments.output_format))?;
    let mut notices = plan.expired(lang);
    notices.extend(has_no_frames(arguments, &reports).then(|| NO_FRAMES.of(lang).to_owned()));
    notices.extend(known.iter().flat_map(|known| baseline::expired(known, today, lang)));
    for notice in notices {
        // Nobody reads a closed standard error.
        let _ = writeln!(io::stderr(), "{} {notice}", either(lang, "avis :", "notice:"));
    }
    Ok(status(arguments, &reports))
}

/// What a page shows, seen by the confined reader; nothing for the other shapes.
fn pictures(plan: &Plan, reports: &[Report], shape: Shape) -> Pictures {
    if shape != Shape::Html {
        return Pictures::new();
    }
    let wanted = html::wanted(reports);
    let rasters = plan.views(&wanted);
    wanted.into_iter().zip(rasters).filter_map(|(wanted, raster)| Some((wanted, raster?))).collect()
}

/// Whether frames were expected where there is no sequence at all.
fn has_no_frames(arguments: &Arguments, reports: &[Report]) -> bool {
    arguments.scanning.expects_frames() && reports.iter().all(|report| report.sequences.is_empty())
}

const NO_FRAMES: Text = Text {
    fr: "--expect-range attend des images, et il n'y a ici aucune suite d'images : rien n'est prouvé",
    en: "--expect-range expects frames, and there is no frame sequence here: nothing is proved",
};

/// 1 before 3; 2 was given before anything was scanned.
fn status(arguments: &Arguments, reports: &[Report]) -> ExitCode {
    let threshold = severity(arguments.fail_on);
    // A file that is being written never fails a check.
    let fails = |report: &Report| report.findings.iter().any(|f| f.severity >= threshold && f.fault.code != "FIL004");
    let is_open = |report: &Report| report.unchecked.iter().any(|u| arguments.strict || !matches!(u.why, Why::Unread(_)));
    match () {
        () if arguments.exit_zero || arguments.fixes.show() == Show::Fixes => ExitCode::SUCCESS,
        () if reports.iter().any(fails) => ExitCode::from(1),
        () if reports.iter().any(is_open) || has_no_frames(arguments, reports) => ExitCode::from(3),
        () => ExitCode::SUCCESS,
    }
}

fn severity(weight: Weight) -> Severity {
    match weight {
        Weight::Error => Severity::Error,
        Weight::Warning => Severity::Warning,
        Weight::Note => Severity::Note,
    }
}

impl Shape {
    pub(crate) fn format(self) -> Format {
        match self {
            Self::Full => Format::Full,
            Self::Concise => Format::Concise,
            Self::Grouped => Format::Grouped,
            Self::Jsonl => Format::Jsonl,
            Self::Sarif => Format::Sarif,
            Self::Junit => Format::Junit,
            Self::Csv => Format::Csv,
            Self::Markdown => Format::Markdown,
            Self::Html => Format::Html,
        }
    }
}

fn style(arguments: &Arguments, lang: Lang) -> Style {
    let format = arguments.output_format.format();
    let Terminal { columns, colour } = Terminal::of_output(arguments.output.is_some());
    let (statistics, fail_on) = (arguments.statistics, severity(arguments.fail_on));
    Style { format, lang, width: columns, colour, statistics, fail_on, verifies: false }
}

/// Where the report goes. JSON lines go out root by root, the first before anything is read; other formats at the end.
pub(crate) struct Sink {
    out: BufWriter<Box<dyn Write>>,
    name: PathBuf,
    style: Style,
    show: Show,
}

impl Sink {
    pub(crate) fn open(path: Option<&Path>, style: Style, show: Show) -> Result<Self, Box<Problem>> {
        let name = path.unwrap_or(Path::new("-")).to_owned();
        let out: Box<dyn Write> = match path {
            Some(path) => Box::new(File::create(path).map_err(|error| Problem::disk(path, &error))?),
            None => Box::new(io::stdout()),
        };
        Ok(Self { out: BufWriter::with_capacity(1 << 16, out), name, style, show })
    }

    pub(crate) fn start(&mut self, root: &str) -> Result<(), Box<Problem>> {
        let written = if self.is_stream() { jsonl::start(root, &mut self.out) } else { Ok(()) };
        self.judge(written)
    }

    pub(crate) fn events(&mut self, report: &Report) -> Result<(), Box<Problem>> {
        let lang = self.style.lang;
        let written = if self.is_stream() { jsonl::events(report, lang, &mut self.out) } else { Ok(()) };
        self.judge(written)
    }

    pub(crate) fn finish(&mut self, reports: &[Report], pictures: &Pictures) -> Result<(), Box<Problem>> {
        let style = self.style;
        let written = match style.format {
            Format::Jsonl => jsonl::summary(reports, &mut self.out),
            Format::Html => html::write(reports, pictures, &style, &mut self.out).and_then(|()| self.out.flush()),
            Format::Full | Format::Concise | Format::Grouped if self.show == Show::Plans => plans(reports, &style, &mut self.out),
            Format::Full | Format::Concise | Format::Grouped if self.show == Show::Fixes => fixes(reports, &style, &mut self.out),
            _ => write(reports, &style, &mut self.out),
        };
        self.judge(written)
    }

    fn is_stream(&self) -> bool {
        self.style.format == Format::Jsonl
    }

    /// A reader that closed the pipe has read enough; a disk that is full has not.
    fn judge(&self, written: io::Result<()>) -> Result<(), Box<Problem>> {
        match written {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Problem::disk(&self.name, &error)),
            _ => Ok(()),
        }
    }
}
