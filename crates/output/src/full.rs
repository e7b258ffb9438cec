//! The terminal: per sequence one block with its frame map and each fault once; then what is outside, what was not checked, the counts
//! and what to do next.

use std::collections::BTreeSet;
use std::io::{self, Write};

use etabli_diagnosis::{Finding, Lang, Text, advice, render};
use etabli_scan::Report;

use crate::count::{self, FILES, FINDINGS, FRAMES, OTHERS};
use crate::frames::Runs;
use crate::groups::{Block, FaultGroup, blocks, folder, from_here, outside};
use crate::paint::{NEXT, Paint, Tone, UNCHECKED};
use crate::strip::Strip;
use crate::style::Style;
use crate::text::{justify, pad, printable, quote, quoted, width, wrap};
use crate::{place, unchecked};

mod causes;
mod ending;

/// Example places of one fault in one block.
const EXAMPLES: usize = 3;
/// Paths or sequences listed under one reason.
const PLACES: usize = 3;
/// Columns of a sentence: longer lines are not read.
const SENTENCE: usize = 96;
/// Indentation of what belongs to a heading.
const INDENT: &str = "  ";

pub(crate) fn write(reports: &[Report], style: &Style, out: &mut impl Write) -> io::Result<()> {
    let desk = Desk::of(style);
    for report in reports {
        desk.report(report, reports.len() > 1, out)?;
    }
    desk.ending(reports, out)
}

/// Commands that lead on, each with what it is for, as the ending of a report has them.
pub fn steps(steps: &[(&str, &str)], style: &Style, out: &mut impl Write) -> io::Result<()> {
    let desk = Desk::of(style);
    steps.iter().try_for_each(|(command, why)| desk.step(command, why, out))
}

/// Where it is written: language, colour, columns.
struct Desk {
    lang: Lang,
    paint: Paint,
    columns: usize,
    verifies: bool,
}

impl Desk {
    fn of(style: &Style) -> Self {
        Self { lang: style.lang, paint: Paint(style.colour), columns: style.width.clamp(40, 140), verifies: style.verifies }
    }

    /// The command that was given.
    fn command(&self) -> &'static str {
        if self.verifies { "etabli verify" } else { "etabli check" }
    }

    fn report(&self, report: &Report, several: bool, out: &mut impl Write) -> io::Result<()> {
        if several {
            writeln!(out, "{}\n", self.paint.tint(Tone::Strong, &printable(&report.root)))?;
        }
        for found in &report.causes {
            self.cause(found, report, out)?;
        }
        for block in blocks(report) {
            self.block(&block, &report.root, out)?;
        }
        for (title, groups) in outside(report) {
            let n = groups.iter().map(|g| g.findings.len() as u64).sum();
            self.heading(title.of(self.lang), &FINDINGS.count(n, self.lang), out)?;
            self.faults(&groups, &report.root, out)?;
        }
        self.unchecked(report, out)
    }

    fn block(&self, block: &Block, root: &str, out: &mut impl Write) -> io::Result<()> {
        let signals = count::signals(&block.summary(), self.lang, self.paint).join("  ");
        let note = format!("{}   {signals}", self.frames(block));
        self.heading(&printable(block.name), note.trim_start(), out)?;
        if let Some(strip) = Strip::of(block, self.columns - 2 * INDENT.len()) {
            for line in strip.lines(self.lang, self.paint) {
                writeln!(out, "{INDENT}{line}")?;
            }
            writeln!(out)?;
        }
        self.faults(&block.faults, root, out)
    }

    /// "118 of 120 frames".
    fn frames(&self, block: &Block) -> String {
        let Some(line) = block.line else { return String::new() };
        let (found, lang) = (line.found as u64, self.lang);
        let span = line.present.first().zip(line.present.last()).map_or(0, |(first, last)| last.abs_diff(*first).saturating_add(1));
        let is_missing = |f: &&Finding| f.frame.is_some_and(|frame| line.present.binary_search(&frame).is_err());
        let missing = Runs::of_findings(block.faults.iter().flat_map(|g| g.findings.iter().copied()).filter(is_missing)).len();
        if missing == 0 || found + missing != span {
            return FRAMES.count(found, lang);
        }
        let of = Text { fr: "sur", en: "of" }.of(lang);
        format!("{} {of} {}", count::number(found, lang), FRAMES.count(span, lang))
    }

    fn heading(&self, title: &str, note: &str, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "{}", justify(&self.paint.tint(Tone::Strong, title), note, self.columns))?;
        writeln!(out, "{}", self.paint.tint(Tone::Faint, &"─".repeat(self.columns)))
    }

    /// Faults one after the other; an advice that was just given is not repeated.
    fn faults(&self, groups: &[FaultGroup], root: &str, out: &mut impl Write) -> io::Result<()> {
        let mut given: BTreeSet<String> = BTreeSet::new();
        for group in groups {
            self.fault(group, root, out)?;
            let advice = printable(&advice(&group.speaker(), self.lang));
            if !given.contains(&advice) {
                self.sentence(&self.paint.tint(Tone::Next, NEXT), &advice, out)?;
                given.insert(advice);
            }
            writeln!(out)?;
        }
        Ok(())
    }

    fn fault(&self, group: &FaultGroup, root: &str, out: &mut impl Write) -> io::Result<()> {
        let fault = group.fault;
        let head = format!(
            "{} {}  {} {}",
            self.paint.glyph(group.severity),
            count::severity(group.severity, self.lang),
            self.paint.tint(Tone::Strong, fault.code),
            fault.name
        );
        let subjects = match group.runs() {
            Runs(runs) if runs.is_empty() => FILES.count(group.findings.len() as u64, self.lang),
            runs => runs.shown(self.columns - 2 * INDENT.len()),
        };
        let gap = if width(&head) + 2 + width(&subjects) <= self.columns { INDENT.to_owned() } else { format!("\n{INDENT}") };
        writeln!(out, "{head}{gap}{subjects}")?;
        let artist = printable(&group.artist(self.lang, SENTENCE));
        self.sentence("", &quote(&artist, self.lang), out)?;
        self.sentence("", &self.td(&group.speaker()), out)?;
        self.places(group, root, out)
    }

    /// A folded sentence under a heading, with a mark before its first line.
    fn sentence(&self, mark: &str, text: &str, out: &mut impl Write) -> io::Result<()> {
        let gap = if mark.is_empty() { "" } else { " " };
        let hang = width(mark) + gap.len();
        let columns = (self.columns - INDENT.len() - hang).min(SENTENCE);
        for (number, line) in wrap(text, columns).iter().enumerate() {
            let lead = if number == 0 { format!("{mark}{gap}") } else { " ".repeat(hang) };
            writeln!(out, "{INDENT}{lead}{line}")?;
        }
        Ok(())
    }

    /// Examples: the place of what has one; else the sentence of each frame of which something else is known than of those before.
    fn places(&self, group: &FaultGroup, root: &str, out: &mut impl Write) -> io::Result<()> {
        let in_sequence = group.first.sequence.is_some();
        let joined = if group.is_joined() { group.findings.as_slice() } else { &[] };
        let mut said: Vec<_> = joined.iter().copied().chain([group.first]).map(|f| &f.evidence).collect();
        let is_placed = |finding: &Finding| place::is_exact(&finding.at) || !in_sequence;
        let has_more = |finding: &&&Finding| is_placed(finding) || !said.contains(&&finding.evidence);
        let telling: Vec<&Finding> = group.findings.iter().filter(has_more).copied().collect();
        let examples = || telling.iter().take(EXAMPLES);
        let widest = examples().map(|f| width(&subject(f))).max().unwrap_or(0);
        for finding in examples() {
            if is_placed(finding) {
                let line = format!("{}  {}", pad(&subject(finding), widest), place::words(&finding.at, self.lang));
                writeln!(out, "{INDENT}{INDENT}{}", line.trim_end())?;
            } else if !said.contains(&&finding.evidence) {
                said.push(&finding.evidence);
                self.sentence("", &self.td(finding), out)?;
            }
        }
        let more = telling.len().saturating_sub(EXAMPLES) as u64;
        if more > 0 {
            let at = if in_sequence { folder(&group.first.path) } else { "" };
            let command = if self.verifies {
                format!("etabli verify --output-format concise {}", quoted(&from_here(root, "")))
            } else {
                format!("etabli check --select {} --output-format concise {}", group.fault.code, quoted(&from_here(root, at)))
            };
            self.more(more, &command, out)?;
        }
        Ok(())
    }

    /// The technical director's sentence.
    fn td(&self, finding: &Finding) -> String {
        printable(&render(&finding.fault.words.td, finding, self.lang))
    }

    /// "+12 more: etabli check …".
    fn more(&self, n: u64, command: &str, out: &mut impl Write) -> io::Result<()> {
        let colon = Text { fr: "\u{A0}:", en: ":" }.of(self.lang);
        let lead = format!("{INDENT}{INDENT}+{} {}{colon}", count::number(n, self.lang), OTHERS.word(n, self.lang));
        let gap = if width(&lead) + 1 + command.len() <= self.columns { " ".to_owned() } else { format!("\n{INDENT}{INDENT}{INDENT}") };
        writeln!(out, "{lead}{gap}{}", self.paint.tint(Tone::Next, command))
    }

    fn unchecked(&self, report: &Report, out: &mut impl Write) -> io::Result<()> {
        let reasons = unchecked::reasons(report, self.lang);
        if reasons.is_empty() {
            return Ok(());
        }
        let title = format!("{UNCHECKED} {}", NOT_CHECKED.of(self.lang));
        self.heading(&title, &count::number(report.unchecked.len() as u64, self.lang), out)?;
        for reason in reasons {
            self.sentence("", &reason.words, out)?;
            for (name, runs) in reason.places.iter().take(PLACES) {
                self.sequence_line(name, runs, out)?;
            }
            let more = reason.places.len().saturating_sub(PLACES) as u64;
            if more > 0 {
                let command = format!("{} --output-format concise {}", self.command(), quoted(&from_here(&report.root, "")));
                self.more(more, &command, out)?;
            }
            writeln!(out)?;
        }
        Ok(())
    }

    fn sequence_line(&self, name: &str, runs: &Runs, out: &mut impl Write) -> io::Result<()> {
        let line = justify(&format!("{INDENT}{name}"), &runs.shown(self.columns / 2), self.columns);
        writeln!(out, "{}", line.trim_end())
    }
}

const NOT_CHECKED: Text = Text { fr: "Non vérifié", en: "Not checked" };

/// What a line of examples begins with: the frame, or the path of a file that is none.
fn subject(finding: &Finding) -> String {
    match (&finding.sequence, finding.frame) {
        (Some(_), Some(_)) => Runs::of_findings([finding]).text(),
        _ => printable(&finding.path),
    }
}
