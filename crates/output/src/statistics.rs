//! Counts per code.

use std::io::{self, Write};

use etabli_diagnosis::Finding;
use etabli_scan::Report;

use crate::count;
use crate::groups::by_fault;
use crate::paint::Paint;
use crate::style::Style;
use crate::text::pad;

pub(crate) fn write(reports: &[Report], style: &Style, out: &mut impl Write) -> io::Result<()> {
    let (lang, paint) = (style.lang, Paint(style.colour));
    let findings: Vec<&Finding> = reports.iter().flat_map(|r| &r.findings).collect();
    let mut groups = by_fault(findings);
    groups.sort_by_key(|g| (std::cmp::Reverse(g.severity), std::cmp::Reverse(g.findings.len()), g.fault.code));
    let numbers: Vec<String> = groups.iter().map(|g| count::number(g.findings.len() as u64, lang)).collect();
    let widest = numbers.iter().map(|n| n.chars().count()).max().unwrap_or(0);
    for (group, number) in groups.iter().zip(&numbers) {
        let severity = pad(count::severity(group.severity, lang), count::severity(etabli_diagnosis::Severity::Warning, lang).len());
        writeln!(out, "{number:>widest$}  {} {severity}  {} {}", paint.glyph(group.severity), group.fault.code, group.fault.name)?;
    }
    if !groups.is_empty() {
        writeln!(out)?;
    }
    writeln!(out, "{}", count::sentence(&count::total(reports.iter()), lang))
}
