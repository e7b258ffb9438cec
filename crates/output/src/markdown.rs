//! Markdown tables, for a ticket or a merge request.

use std::io::{self, Write};

use etabli_diagnosis::{Finding, Lang, Text, advice, artist, render};
use etabli_scan::Report;

use crate::count::{self, FILES, FINDINGS, FRAMES, SEQUENCES, certainty};
use crate::groups::{Block, FaultGroup, blocks, outside};
use crate::paint::{UNCHECKED, plain_glyph};
use crate::text::{printable, quote};
use crate::{place, unchecked};

/// Columns that a list of frames may take in a cell.
const FRAME_COLUMNS: usize = 60;

pub(crate) fn write(reports: &[Report], lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let summary = count::total(reports.iter());
    writeln!(out, "# Établi{} {}\n", colon(lang), count::sentence(&summary, lang))?;
    let sequences = reports.iter().map(|r| r.sequences.len() as u64).sum();
    writeln!(out, "{}, {}.", FILES.count(summary.files, lang), SEQUENCES.count(sequences, lang))?;
    for report in reports {
        writeln!(out, "\n## {}", code(&report.root))?;
        for found in &report.causes {
            let cause = found.cause;
            let count = FINDINGS.count(found.findings.len() as u64, lang);
            writeln!(
                out,
                "\n**{} `{}` {}**, {count}. {}",
                certainty(found.sure).of(lang),
                cause.code,
                cause.name,
                escaped(&format!("{} {}", quote(&found.artist(lang), lang), found.td(lang)))
            )?;
        }
        for block in blocks(report) {
            let frames = block.line.map_or_else(String::new, |line| format!(", {}", FRAMES.count(line.found as u64, lang)));
            writeln!(out, "\n### {}{frames}\n", code(block.name))?;
            sequence_table(&block, lang, out)?;
        }
        for (title, groups) in outside(report) {
            file_table(title, &groups, lang, out)?;
        }
        unchecked_table(report, lang, out)?;
    }
    Ok(())
}

fn sequence_table(block: &Block, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    head(&[FAULT, IMAGES, PLACE, WHAT, ADVICE], lang, out)?;
    for group in &block.faults {
        let said = group.artist(lang, FRAME_COLUMNS);
        row(group, &group.speaker(), &said, &group.runs().shown(FRAME_COLUMNS), lang, out)?;
    }
    Ok(())
}

fn file_table(title: Text, groups: &[FaultGroup], lang: Lang, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\n### {}\n", title.of(lang))?;
    head(&[FAULT, FILE, PLACE, WHAT, ADVICE], lang, out)?;
    for group in groups {
        for finding in &group.findings {
            row(group, finding, &artist(finding, lang), &code(&finding.path), lang, out)?;
        }
    }
    Ok(())
}

fn unchecked_table(report: &Report, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let reasons = unchecked::reasons(report, lang);
    if reasons.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n### {UNCHECKED} {}\n", NOT_CHECKED.of(lang))?;
    head(&[FILE, IMAGES, WHAT], lang, out)?;
    for reason in &reasons {
        for (name, runs) in &reason.places {
            writeln!(out, "| {} | {} | {} |", code(name), runs.shown(FRAME_COLUMNS), escaped(&reason.words))?;
        }
    }
    Ok(())
}

fn head(columns: &[Text], lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let names: Vec<&str> = columns.iter().map(|name| name.of(lang)).collect();
    writeln!(out, "| {} |\n|{}", names.join(" | "), " --- |".repeat(columns.len()))
}

fn row(group: &FaultGroup, finding: &Finding, said: &str, subject: &str, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let fault = group.fault;
    let weight = format!("{} {}", plain_glyph(group.severity), count::severity(group.severity, lang));
    let place = escaped(&place::words(&finding.at, lang));
    let what = escaped(&format!("{} {}", quote(said, lang), render(&fault.words.td, finding, lang)));
    writeln!(out, "| {weight} `{}` {} | {subject} | {place} | {what} | {} |", fault.code, fault.name, escaped(&advice(finding, lang)))
}

/// Text of ours or of a file, safe in a cell: nothing of it is markup.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in printable(text).chars() {
        if "\\`*_{}[]<>|#~&$@".contains(c) {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}

/// A path in code marks: more of them than the longest run inside, and a bar that does not end the cell.
fn code(text: &str) -> String {
    let text = printable(text).replace('|', "\\|");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let gap = if longest > 0 || text.is_empty() { " " } else { "" };
    format!("{fence}{gap}{text}{gap}{fence}")
}

fn colon(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "\u{A0}:",
        Lang::En => ":",
    }
}

const FAULT: Text = Text { fr: "Défaut", en: "Fault" };
const IMAGES: Text = Text { fr: "Images", en: "Frames" };
const FILE: Text = Text { fr: "Fichier", en: "File" };
const PLACE: Text = Text { fr: "Où", en: "Where" };
const WHAT: Text = Text { fr: "Constat", en: "Finding" };
const ADVICE: Text = Text { fr: "À faire", en: "What to do" };
const NOT_CHECKED: Text = Text { fr: "Non vérifié", en: "Not checked" };
