//! What was fixed, what would be, and why the rest is not.

use std::io::{self, Write};

use etabli_diagnosis::{Change, Finding, Lang, Plan, Step, Text, Value, render};
use etabli_scan::{FixOutcome, Fixing, Report, Why};

use crate::groups::from_here;
use crate::paint::{NEXT, Paint, Tone};
use crate::refusal::refused;
use crate::style::Style;
use crate::text::{printable, quoted};
use crate::unchecked;

/// Changes of one fix that a plan lists one by one.
const SHOWN: usize = 24;

/// What a fix does; what to do, when there is none.
pub(crate) fn what(finding: &Finding, lang: Lang) -> String {
    let text = finding.fault.fix.cure().map_or(&finding.fault.words.advice, |cure| &cure.what);
    render(text, finding, lang)
}

/// Stable word of an outcome, for machines.
pub(crate) fn kind(outcome: &FixOutcome) -> &'static str {
    match outcome {
        FixOutcome::Planned(_) => "planned",
        FixOutcome::Fixed => "fixed",
        FixOutcome::Saved(_) => "saved",
        FixOutcome::Stood | FixOutcome::Brought(_) => "withdrawn",
        FixOutcome::Refused(_) | FixOutcome::Declined(_) | FixOutcome::Failed(_) => "refused",
    }
}

/// The word of an outcome, for people.
fn word(outcome: &FixOutcome) -> Text {
    match kind(outcome) {
        "planned" => Text { fr: "prévu", en: "planned" },
        "fixed" => Text { fr: "corrigé", en: "fixed" },
        "saved" => Text { fr: "sauvé à part", en: "saved apart" },
        "withdrawn" => Text { fr: "retiré", en: "withdrawn" },
        _ => Text { fr: "refusé", en: "refused" },
    }
}

/// Why a fix is not made, or where what was saved is; `None` where the finding's own words say everything.
pub(crate) fn why(outcome: &FixOutcome, lang: Lang) -> Option<String> {
    let said = match outcome {
        FixOutcome::Planned(_) | FixOutcome::Fixed => return None,
        FixOutcome::Saved(path) => path.clone(),
        FixOutcome::Stood => STOOD.set(lang),
        FixOutcome::Brought(codes) => format!("{} {}", BROUGHT.set(lang), codes.join(", ")),
        FixOutcome::Refused(refusal) => refused(refusal).set(lang),
        FixOutcome::Declined(sentence) => sentence.set(lang),
        FixOutcome::Failed(failure) => unchecked::words(&Why::Failed(failure.clone()), lang),
    };
    Some(printable(&said))
}

const STOOD: Text = Text {
    fr: "le défaut était encore là après la correction : tout est comme avant",
    en: "the fault still stood after the fix: everything is as before",
};
const BROUGHT: Text =
    Text { fr: "d'autres constats sont apparus, tout est comme avant :", en: "other findings appeared, everything is as before:" };

/// Writes what became of the fixes of all reports, and how to go back. Nothing when none was tried.
pub fn write(reports: &[Report], style: &Style, out: &mut impl Write) -> io::Result<()> {
    let (lang, paint) = (style.lang, Paint(style.colour));
    let all = || reports.iter().flat_map(|report| &report.fixes);
    if all().next().is_none() {
        return Ok(());
    }
    for report in reports {
        for Alike { first: Fixing { finding, outcome }, said, more } in alike(&report.fixes, lang) {
            let path = printable(&from_here(&report.root, &finding.path));
            let others = if more > 0 { format!(" +{}", Value::from(more).words(lang)) } else { String::new() };
            writeln!(out, "{} {} {path}{others}: {said}", tinted(outcome, lang, paint), finding.fault.code)?;
        }
    }
    let counts = ["fixed", "saved", "withdrawn", "refused"].map(|wanted| {
        let mut alike = all().filter(|fixing| kind(&fixing.outcome) == wanted).peekable();
        let word = alike.peek().map(|fixing| word(&fixing.outcome).set(lang));
        word.map(|word| format!("{} {word}", Value::from(alike.count()).words(lang)))
    });
    writeln!(out, "{}", counts.into_iter().flatten().collect::<Vec<_>>().join(" · "))?;
    let changed = |report: &&Report| report.fixes.iter().any(|f| matches!(f.outcome, FixOutcome::Fixed | FixOutcome::Saved(_)));
    for report in reports.iter().filter(changed) {
        let command = format!("etabli undo --root {}", quoted(&from_here(&report.root, "")));
        writeln!(out, "{NEXT} {}   {}", paint.tint(Tone::Next, &command), BACK.set(lang))?;
    }
    Ok(())
}

/// Fixes of one fault of which the same is said: one line stands for all.
struct Alike<'a> {
    first: &'a Fixing,
    said: String,
    /// How many there are besides the first.
    more: usize,
}

fn alike(fixes: &[Fixing], lang: Lang) -> Vec<Alike<'_>> {
    let mut groups: Vec<Alike> = Vec::new();
    for fixing in fixes {
        let said = why(&fixing.outcome, lang).unwrap_or_else(|| printable(&what(&fixing.finding, lang)));
        let same = |group: &&mut Alike| {
            let (first, code) = (group.first, fixing.finding.fault.code);
            first.finding.fault.code == code && kind(&first.outcome) == kind(&fixing.outcome) && group.said == said
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.more += 1,
            None => groups.push(Alike { first: fixing, said, more: 0 }),
        }
    }
    groups
}

const BACK: Text = Text { fr: "rend les premiers octets", en: "gives the first bytes back" };

fn tinted(outcome: &FixOutcome, lang: Lang, paint: Paint) -> String {
    let tone = match kind(outcome) {
        "fixed" | "saved" => Tone::Sound,
        "planned" => Tone::Next,
        _ => Tone::Warn,
    };
    paint.tint(tone, &word(outcome).set(lang))
}

/// Writes what the fixes would do, one block each: names, rights, header fields, samples and bytes, before and after.
pub fn plans(reports: &[Report], style: &Style, out: &mut impl Write) -> io::Result<()> {
    let (lang, paint) = (style.lang, Paint(style.colour));
    let mut count = 0_u64;
    for report in reports {
        for Fixing { finding, outcome } in &report.fixes {
            let path = printable(&from_here(&report.root, &finding.path));
            let title = format!("{} {}  {path}", finding.fault.code, finding.fault.name);
            writeln!(out, "{}", paint.tint(Tone::Strong, &title))?;
            let risk = if finding.fault.fix.kind() == "safe" { SAFE } else { UNSAFE };
            let said = why(outcome, lang).unwrap_or_else(|| printable(&what(finding, lang)));
            writeln!(out, "  {}: {said}", if why(outcome, lang).is_some() { word(outcome).set(lang) } else { risk.set(lang) })?;
            if let FixOutcome::Planned(plan) = outcome {
                count += 1;
                lines(plan, lang).iter().try_for_each(|line| writeln!(out, "  {}", printable(line)))?;
            }
            writeln!(out)?;
        }
    }
    let nothing = if count == 0 { NOTHING.set(lang) } else { format!("{} {}", Value::from(count).words(lang), PLANNED.set(lang)) };
    writeln!(out, "{nothing}")?;
    out.flush()
}

const SAFE: Text = Text { fr: "correction sûre", en: "safe fix" };
const UNSAFE: Text = Text { fr: "correction risquée", en: "unsafe fix" };
const NOTHING: Text = Text { fr: "rien à corriger ; rien n'a été changé", en: "nothing to fix; nothing was changed" };
const PLANNED: Text = Text { fr: "à faire ; rien n'a été changé", en: "to be done; nothing was changed" };

/// The lost lines of what was saved, in words.
pub fn lost(changes: &[Change], lang: Lang) -> String {
    let lines: Vec<String> = changes.iter().flat_map(|change| change_lines(change, lang)).map(|line| line.trim().to_owned()).collect();
    if lines.is_empty() { WHOLE.set(lang) } else { lines.join("; ") }
}

/// Why nothing was saved, in words.
pub fn unsaved(outcome: &FixOutcome, lang: Lang) -> String {
    why(outcome, lang).unwrap_or_default()
}

const WHOLE: Text = Text { fr: "aucune ligne n'est perdue", en: "no line is lost" };

/// What a plan changes, a line each.
fn lines(plan: &Plan, lang: Lang) -> Vec<String> {
    let mut lines: Vec<String> = plan.patch.steps.iter().flat_map(|step| step_lines(step, lang)).collect();
    lines.extend(plan.changes.iter().take(SHOWN).flat_map(|change| change_lines(change, lang)));
    let more = plan.changes.len().saturating_sub(SHOWN);
    if more > 0 {
        lines.push(format!("+{more} {}", Text { fr: "autres", en: "more" }.of(lang)));
    }
    lines
}

fn step_lines(step: &Step, lang: Lang) -> Vec<String> {
    let word = |fr, en| Text { fr, en }.of(lang);
    match step {
        Step::Rename { from, to } => vec![format!("- {from}"), format!("+ {to}")],
        Step::Remove { path } => vec![format!("- {path} ({})", word("à la corbeille", "to the trash"))],
        Step::Derive { path, .. } => vec![format!("+ {path}")],
        Step::Write { path, .. } => vec![format!("~ {path}")],
        Step::Link { path, target } => vec![format!("+ {path} -> {target}")],
        Step::Mode { .. } | Step::Time { .. } => Vec::new(),
    }
}

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
        Change::Lost { part, lines: [first, last] } => {
            let part = if part.is_empty() { String::new() } else { format!("{part}, ") };
            let words = Text { fr: "lignes perdues", en: "lost lines" }.of(lang);
            vec![format!("  {part}{words} {first}-{last}")]
        }
    }
}
