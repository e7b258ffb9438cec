//! CSV (RFC 4180), one row per finding or unchecked file, for a spreadsheet.

use std::io::{self, Write};

use etabli_diagnosis::{Finding, Lang, Severity, advice, artist, fingerprint, render};
use etabli_scan::{Report, Unchecked};

use crate::count;
use crate::text::printable;
use crate::unchecked;

const COLUMNS: [&str; 26] = [
    "severity",
    "code",
    "name",
    "root",
    "path",
    "sequence",
    "frame",
    "until",
    "byte",
    "part",
    "layer",
    "channel",
    "pixel_x",
    "pixel_y",
    "bbox_x0",
    "bbox_y0",
    "bbox_x1",
    "bbox_y1",
    "line",
    "column",
    "node",
    "pointer",
    "artist",
    "td",
    "advice",
    "fingerprint",
];

pub(crate) fn write(reports: &[Report], lang: Lang, out: &mut impl Write) -> io::Result<()> {
    row(&COLUMNS.map(str::to_owned), out)?;
    for report in reports {
        report.findings.iter().try_for_each(|finding| row(&finding_row(finding, &report.root, lang), out))?;
        report.unchecked.iter().try_for_each(|file| row(&unchecked_row(file, &report.root, lang), out))?;
    }
    Ok(())
}

fn finding_row(finding: &Finding, root: &str, lang: Lang) -> [String; 26] {
    let (fault, at) = (finding.fault, &finding.at);
    let corner = |of: usize| number(at.bbox.and_then(|bbox| bbox.get(of).copied()));
    [
        severity(finding.severity).to_owned(),
        fault.code.to_owned(),
        fault.name.to_owned(),
        guarded(root),
        guarded(&finding.path),
        text(finding.sequence.as_ref()),
        number(finding.frame),
        number(finding.until),
        number(at.byte),
        number(at.part),
        text(at.layer.as_ref()),
        text(at.channel.as_ref()),
        number(at.pixel.map(|[x, _]| x)),
        number(at.pixel.map(|[_, y]| y)),
        corner(0),
        corner(1),
        corner(2),
        corner(3),
        number(at.line),
        number(at.column),
        text(at.node.as_ref()),
        text(at.pointer.as_ref()),
        guarded(&artist(finding, lang)),
        guarded(&render(&fault.words.td, finding, lang)),
        guarded(&advice(finding, lang)),
        fingerprint(finding),
    ]
}

fn unchecked_row(file: &Unchecked, root: &str, lang: Lang) -> [String; 26] {
    let mut cells: [String; 26] = Default::default();
    let filled = [
        (0, "unchecked".to_owned()),
        (2, unchecked::kind(&file.why).to_owned()),
        (3, guarded(root)),
        (4, guarded(&file.path)),
        (5, text(file.sequence.as_ref())),
        (6, number(file.frame)),
        (23, guarded(&unchecked::words(&file.why, lang))),
    ];
    for (column, cell) in filled {
        cells[column] = cell;
    }
    cells
}

/// The word of a weight, the same in every language: a column is sorted and filtered by it.
fn severity(severity: Severity) -> &'static str {
    count::severity(severity, Lang::En)
}

fn number(n: Option<impl ToString>) -> String {
    n.map_or_else(String::new, |n| n.to_string())
}

fn text(text: Option<&String>) -> String {
    text.map_or_else(String::new, |text| guarded(text))
}

/// A text on one line; one that a spreadsheet would take for a formula gets an apostrophe before it.
fn guarded(text: &str) -> String {
    let text = printable(text);
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
}

fn row(cells: &[String; 26], out: &mut impl Write) -> io::Result<()> {
    for (column, cell) in cells.iter().enumerate() {
        let comma = if column > 0 { "," } else { "" };
        if cell.contains([',', '"']) {
            write!(out, "{comma}\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            write!(out, "{comma}{cell}")?;
        }
    }
    out.write_all(b"\r\n")
}
