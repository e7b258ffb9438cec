//! One line per finding, as compilers write: `path:frame: severity CODE name: sentence`.

use std::io::{self, Write};

use etabli_diagnosis::{Finding, Lang, Text, render};
use etabli_scan::{Report, Unchecked};

use crate::count;
use crate::frames::Runs;
use crate::groups::from_here;
use crate::style::Style;
use crate::text::printable;
use crate::unchecked;

pub(crate) fn write(reports: &[Report], style: &Style, out: &mut impl Write) -> io::Result<()> {
    for report in reports {
        for finding in &report.findings {
            writeln!(out, "{}", line(finding, &report.root, style.lang))?;
        }
        for file in &report.unchecked {
            writeln!(out, "{}", unchecked_line(file, &report.root, style.lang))?;
        }
    }
    writeln!(out, "{}", count::sentence(&count::total(reports.iter()), style.lang))
}

/// The line of one finding, without its end.
fn line(finding: &Finding, root: &str, lang: Lang) -> String {
    let runs = Runs::of_findings([finding]).text();
    let severity = count::severity(finding.severity, lang);
    let fault = finding.fault;
    let said = printable(&render(&fault.words.td, finding, lang));
    format!("{}: {severity} {} {}: {said}", place(&from_here(root, &finding.path), &runs), fault.code, fault.name)
}

fn unchecked_line(file: &Unchecked, root: &str, lang: Lang) -> String {
    let word = Text { fr: "non vérifié", en: "not checked" }.of(lang);
    let frame = file.frame.map_or_else(String::new, |frame| frame.to_string());
    format!("{}: {word}: {}", place(&from_here(root, &file.path), &frame), unchecked::words(&file.why, lang))
}

fn place(path: &str, frames: &str) -> String {
    let path = printable(path);
    if frames.is_empty() { path } else { format!("{path}:{frames}") }
}
