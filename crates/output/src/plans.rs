//! What fixes would do, before anything is changed: names, rights, fields, samples and bytes, before and after.

use std::io::{self, Write};

use etabli_diagnosis::{Change, Lang, Plan, Step, Text, Value};
use etabli_scan::{FixOutcome, Fixing, Report};

use crate::fixes::{what, why, word};
use crate::groups::from_here;
use crate::paint::{Paint, Tone};
use crate::style::Style;
use crate::text::{printable, wrap};

/// Changes of one fix that are listed one by one.
const SHOWN: usize = 24;
/// Indentation of what belongs to a fix.
const INDENT: &str = "  ";

/// Writes what the fixes would do, one block each.
pub fn plans(reports: &[Report], style: &Style, out: &mut impl Write) -> io::Result<()> {
    let mut count = 0_u64;
    for report in reports {
        for fixing in &report.fixes {
            count += u64::from(matches!(fixing.outcome, FixOutcome::Planned(_)));
            block(fixing, report, style, out)?;
        }
    }
    let lang = style.lang;
    let nothing = if count == 0 { NOTHING.set(lang) } else { format!("{} {}", Value::from(count).words(lang), PLANNED.set(lang)) };
    writeln!(out, "{nothing}")?;
    out.flush()
}

const SAFE: Text = Text { fr: "correction sûre", en: "safe fix" };
const UNSAFE: Text = Text { fr: "correction risquée", en: "unsafe fix" };
const NOTHING: Text = Text { fr: "rien à corriger ; rien n'a été changé", en: "nothing to fix; nothing was changed" };
const PLANNED: Text = Text { fr: "à faire ; rien n'a été changé", en: "to be done; nothing was changed" };

fn block(Fixing { finding, outcome }: &Fixing, report: &Report, style: &Style, out: &mut impl Write) -> io::Result<()> {
    let lang = style.lang;
    let path = printable(&from_here(&report.root, &finding.path));
    let title = format!("{} {}  {path}", finding.fault.code, finding.fault.name);
    writeln!(out, "{}", Paint(style.colour).tint(Tone::Strong, &title))?;
    let risk = if finding.fix_kind() == "safe" { SAFE } else { UNSAFE };
    let (head, said) = match why(outcome, lang) {
        Some(said) => (word(outcome).word(1, lang), said),
        None => (risk.of(lang), printable(&what(finding, lang))),
    };
    let colon = if lang == Lang::Fr { "\u{A0}:" } else { ":" };
    let text = format!("{head}{colon} {said}");
    let mut lines = wrap(&text, style.width.clamp(40, 140) - INDENT.len());
    if let FixOutcome::Planned(plan) = outcome {
        lines.extend(changes(plan, &finding.path, &report.root, lang));
    }
    lines.iter().try_for_each(|line| writeln!(out, "{INDENT}{}", printable(line)))?;
    writeln!(out)
}

/// What a plan changes, a line each.
fn changes(plan: &Plan, own: &str, root: &str, lang: Lang) -> Vec<String> {
    let mut lines: Vec<String> = plan.patch.steps.iter().flat_map(|step| step_lines(step, own, root, lang)).collect();
    lines.extend(plan.changes.iter().take(SHOWN).flat_map(|change| change_lines(change, lang)));
    let more = plan.changes.len().saturating_sub(SHOWN);
    if more > 0 {
        lines.push(format!("+{more} {}", Text { fr: "autres", en: "more" }.of(lang)));
    }
    lines
}

/// What a step does to which path; nothing where the title says it: new content of the file itself.
fn step_lines(step: &Step, own: &str, root: &str, lang: Lang) -> Vec<String> {
    let shown = |sign: char, path: &str| format!("{sign} {}", from_here(root, path));
    match step {
        Step::Rename { from, to } => vec![shown('-', from), shown('+', to)],
        Step::Remove { path } => vec![format!("{} ({})", shown('-', path), TRASH.of(lang))],
        Step::Derive { path, .. } => vec![shown('+', path)],
        Step::Write { path, .. } | Step::Fetch { path, .. } if path != own => vec![shown('~', path)],
        Step::Link { path, target } => vec![format!("{} -> {target}", shown('+', path))],
        Step::Write { .. } | Step::Fetch { .. } | Step::Mode { .. } | Step::Time { .. } => Vec::new(),
    }
}

const TRASH: Text = Text { fr: "à la corbeille", en: "to the trash" };

fn change_lines(change: &Change, lang: Lang) -> Vec<String> {
    let number = |n: u64| Value::from(n).words(lang);
    match change {
        Change::Cut { at, count } => {
            let (byte, last) = (number(*at), number(at + count.saturating_sub(1)));
            vec![format!("- {} {byte}-{last}", Text { fr: "octets", en: "bytes" }.of(lang))]
        }
        Change::Field { name, before, after } => {
            let name = name.set(lang);
            let old = (!before.is_empty()).then(|| format!("- {name}: {before}"));
            old.into_iter().chain([format!("+ {name}: {after}")]).collect()
        }
        Change::Sample { channel, pixel: [x, y], before, after } => vec![format!("  {channel} ({x}, {y}): {before} -> {after}")],
        Change::Fetched { at, count } => {
            let (byte, last) = (number(*at), number(at + count.saturating_sub(1)));
            vec![format!("+ {} {byte}-{last}", Text { fr: "de la source, octets", en: "from the source, bytes" }.of(lang))]
        }
        Change::LineEnds { count, is_added } => {
            let (old, new) = if *is_added { ("0D 0A", "0A") } else { ("0A", "0D 0A") };
            vec![format!("  {} × {}: {old} -> {new}", Text { fr: "fins de ligne", en: "ends of lines" }.of(lang), number(*count))]
        }
        Change::Saved { chunks, of } => {
            let words = Text { fr: "blocs gardés", en: "chunks kept" }.of(lang);
            vec![format!("  {words} {}/{}", number(*chunks), number(*of))]
        }
        Change::Lost { part, lines: [first, last] } => {
            let part = if part.is_empty() { String::new() } else { format!("{part}, ") };
            let words = Text { fr: "lignes perdues", en: "lost lines" }.of(lang);
            vec![format!("  {part}{words} {first}-{last}")]
        }
    }
}

/// What was saved and what is lost, in words.
pub fn lost(changes: &[Change], lang: Lang) -> String {
    let mut lines: Vec<String> = changes.iter().flat_map(|change| change_lines(change, lang)).map(|line| line.trim().to_owned()).collect();
    if !changes.iter().any(|change| matches!(change, Change::Lost { .. })) {
        lines.push(WHOLE.set(lang));
    }
    lines.join(", ")
}

const WHOLE: Text = Text { fr: "aucune ligne n'est perdue", en: "no line is lost" };
