//! By fault, and under each what repeats from shot to shot: one shape of path, its facets, its sequences.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use etabli_diagnosis::{Facet, Finding, Lang, facets, fingerprint, render, shape};
use etabli_scan::Report;

use crate::count::{self, FINDINGS, HOSTS, OTHERS, SHOTS};
use crate::frames::Runs;
use crate::groups::{FaultGroup, by_fault, speaker};
use crate::paint::{Paint, Tone, UNCHECKED};
use crate::style::Style;
use crate::text::{justify, printable, wrap};
use crate::unchecked;

/// Sequences or files listed under one shape.
const PLACES: usize = 8;
/// Columns of a sentence.
const SENTENCE: usize = 96;

pub(crate) fn write(reports: &[Report], style: &Style, out: &mut impl Write) -> io::Result<()> {
    for report in reports {
        if reports.len() > 1 {
            writeln!(out, "{}\n", Paint(style.colour).tint(Tone::Strong, &printable(&report.root)))?;
        }
        write_report(report, style, out)?;
    }
    writeln!(out, "{}", count::sentence(&count::total(reports.iter()), style.lang))
}

fn write_report(report: &Report, style: &Style, out: &mut impl Write) -> io::Result<()> {
    let (lang, paint, columns) = (style.lang, Paint(style.colour), style.width.clamp(40, 140));
    for found in &report.causes {
        let head = format!("{}  {} {}", count::certainty(found.sure).of(lang), found.cause.code, found.cause.name);
        let note = FINDINGS.count(found.findings.len() as u64, lang);
        writeln!(out, "{}", justify(&paint.tint(Tone::Strong, &head), &note, columns))?;
        write_folded(&found.artist(lang), columns, out)?;
        writeln!(out)?;
    }
    for group in by_weight(report) {
        let head =
            format!("{} {}  {} {}", paint.glyph(group.severity), count::severity(group.severity, lang), group.fault.code, group.fault.name);
        let note = FINDINGS.count(group.findings.len() as u64, lang);
        writeln!(out, "{}", justify(&paint.tint(Tone::Strong, &head), &note, columns))?;
        for alike in by_fingerprint(&group) {
            write_alike(&alike, lang, columns, out)?;
        }
        writeln!(out)?;
    }
    for reason in unchecked::reasons(report, lang) {
        writeln!(out, "{UNCHECKED} {}", count::NOT_CHECKED.count(reason.count, lang))?;
        write_folded(&reason.words, columns, out)?;
        write_places(&reason.places, lang, columns, out)?;
        writeln!(out)?;
    }
    Ok(())
}

/// The heaviest faults first, and of equal ones the most frequent.
fn by_weight(report: &Report) -> Vec<FaultGroup<'_>> {
    let mut groups = by_fault(report.findings.iter().collect());
    groups.sort_by_key(|group| (std::cmp::Reverse(group.severity), std::cmp::Reverse(group.findings.len()), group.fault.code));
    groups
}

/// Findings of one fault that are the same wherever they are, the most frequent first.
fn by_fingerprint<'a>(group: &FaultGroup<'a>) -> Vec<Vec<&'a Finding>> {
    let mut alike: BTreeMap<String, Vec<&Finding>> = BTreeMap::new();
    for &finding in &group.findings {
        alike.entry(fingerprint(finding)).or_default().push(finding);
    }
    let mut alike: Vec<Vec<&Finding>> = alike.into_values().collect();
    for findings in &mut alike {
        findings.sort_by(|a, b| (&a.path, a.frame).cmp(&(&b.path, b.frame)));
    }
    alike.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.first().map(|f| &f.path).cmp(&b.first().map(|f| &f.path))));
    alike
}

fn write_alike(findings: &[&Finding], lang: Lang, columns: usize, out: &mut impl Write) -> io::Result<()> {
    let Some(first) = findings.first() else { return Ok(()) };
    let speaker = speaker(findings).unwrap_or_else(|| (*first).clone());
    let left = format!("  {}", printable(&shape(&first.path)));
    writeln!(out, "{}", justify(&left, &spread(findings, lang), columns).trim_end())?;
    write_folded(&printable(&render(&first.fault.words.td, &speaker, lang)), columns, out)?;
    let mut places: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        places.entry(finding.sequence.as_deref().unwrap_or(&finding.path)).or_default().push(finding);
    }
    let places: Vec<(String, Runs)> = places.into_iter().map(|(name, findings)| (printable(name), Runs::of_findings(findings))).collect();
    write_places(&places, lang, columns, out)
}

/// "37 shots · 3 hosts · v012": what differs between findings that are alike. Nothing when they are of one shot.
fn spread(findings: &[&Finding], lang: Lang) -> String {
    let values: Vec<(Facet, String)> = findings.iter().flat_map(|f| facets(&f.path)).collect();
    let distinct = |facet: Facet| values.iter().filter(|(f, _)| *f == facet).map(|(_, value)| value.as_str()).collect::<BTreeSet<&str>>();
    let counts = [(SHOTS, distinct(Facet::Shot).len()), (HOSTS, distinct(Facet::Host).len())];
    let mut said: Vec<String> = counts.iter().filter(|(_, n)| *n > 1).map(|(noun, n)| noun.count(*n as u64, lang)).collect();
    let versions = distinct(Facet::Version);
    match (versions.first(), versions.last()) {
        (Some(first), Some(last)) if first != last => said.push(format!("{first} → {last}")),
        (Some(only), _) => said.push((*only).to_owned()),
        _ => {}
    }
    printable(&said.join(" · "))
}

fn write_folded(text: &str, columns: usize, out: &mut impl Write) -> io::Result<()> {
    wrap(text, (columns - 4).min(SENTENCE)).iter().try_for_each(|line| writeln!(out, "    {line}"))
}

fn write_places(places: &[(String, Runs)], lang: Lang, columns: usize, out: &mut impl Write) -> io::Result<()> {
    for (name, runs) in places.iter().take(PLACES) {
        writeln!(out, "{}", justify(&format!("    {name}"), &runs.shown(columns / 2), columns).trim_end())?;
    }
    let more = places.len().saturating_sub(PLACES) as u64;
    if more > 0 {
        writeln!(out, "    +{}", OTHERS.count(more, lang))?;
    }
    Ok(())
}
