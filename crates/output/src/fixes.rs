//! What was fixed, and why the rest is not.

use std::io::{self, Write};

use etabli_diagnosis::{Finding, Lang, Text, render};
use etabli_scan::{FixOutcome, Fixing, Report, Why};

use crate::count::{Noun, OTHERS, noun};
use crate::groups::from_here;
use crate::paint::{NEXT, Paint, Tone};
use crate::refusal::refused;
use crate::style::Style;
use crate::text::{printable, quoted, wrap};
use crate::unchecked;

/// What a fix does; what to do, when there is none.
pub(crate) fn what(finding: &Finding, lang: Lang) -> String {
    let text = finding.cure().map_or(&finding.fault.words.advice, |cure| &cure.what);
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

const PLANNED: Noun = noun(("prévu", "planned"), ("prévus", "planned"));
const FIXED: Noun = noun(("corrigé", "fixed"), ("corrigés", "fixed"));
const SAVED: Noun = noun(("sauvé à part", "saved apart"), ("sauvés à part", "saved apart"));
const WITHDRAWN: Noun = noun(("retiré", "withdrawn"), ("retirés", "withdrawn"));
const REFUSED: Noun = noun(("refusé", "refused"), ("refusés", "refused"));

/// The word of an outcome, for people.
pub(crate) fn word(outcome: &FixOutcome) -> &'static Noun {
    match kind(outcome) {
        "planned" => &PLANNED,
        "fixed" => &FIXED,
        "saved" => &SAVED,
        "withdrawn" => &WITHDRAWN,
        _ => &REFUSED,
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

/// Indentation of what belongs to a line.
const INDENT: &str = "  ";

/// Writes what became of the fixes of all reports, and how to go back. Nothing when none was tried.
pub fn write(reports: &[Report], style: &Style, out: &mut impl Write) -> io::Result<()> {
    let (lang, paint) = (style.lang, Paint(style.colour));
    for report in reports {
        for alike in alike(&report.fixes, lang) {
            alike.write(report, style, out)?;
        }
    }
    let all = || reports.iter().flat_map(|report| &report.fixes);
    let counts = ["fixed", "saved", "withdrawn", "refused"].into_iter().filter_map(|wanted| {
        let alike: Vec<&Fixing> = all().filter(|fixing| kind(&fixing.outcome) == wanted).collect();
        alike.first().map(|first| word(&first.outcome).count(alike.len() as u64, lang))
    });
    let counts: Vec<String> = counts.collect();
    if !counts.is_empty() {
        writeln!(out, "{}", counts.join(" · "))?;
    }
    let changed = |report: &&Report| report.fixes.iter().any(|f| matches!(f.outcome, FixOutcome::Fixed | FixOutcome::Saved(_)));
    for report in reports.iter().filter(changed) {
        let command = format!("etabli undo --root {}", quoted(&from_here(&report.root, "")));
        writeln!(out, "{NEXT} {}   {}", paint.tint(Tone::Next, &command), BACK.of(lang))?;
    }
    Ok(())
}

const BACK: Text = Text { fr: "rend les premiers octets", en: "gives the first bytes back" };

/// Fixes of one fault of which the same is said: one line stands for all.
struct Alike<'a> {
    first: &'a Fixing,
    said: String,
    /// How many there are besides the first.
    more: u64,
}

impl Alike<'_> {
    fn write(&self, report: &Report, style: &Style, out: &mut impl Write) -> io::Result<()> {
        let (lang, Fixing { finding, outcome }) = (style.lang, self.first);
        let tone = match kind(outcome) {
            "fixed" | "saved" => Tone::Sound,
            "planned" => Tone::Next,
            _ => Tone::Warn,
        };
        let word = Paint(style.colour).tint(tone, word(outcome).word(self.more + 1, lang));
        let path = printable(&from_here(&report.root, &finding.path));
        let others = if self.more > 0 { format!(" + {}", OTHERS.count(self.more, lang)) } else { String::new() };
        writeln!(out, "{word} {} {}  {path}{others}", finding.fault.code, finding.fault.name)?;
        let said = match outcome {
            FixOutcome::Saved(path) => printable(&from_here(&report.root, path)),
            _ => self.said.clone(),
        };
        let lines = wrap(&said, style.width.clamp(40, 140) - INDENT.len());
        lines.iter().try_for_each(|line| writeln!(out, "{INDENT}{line}"))
    }
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

/// Why nothing was saved, in words.
pub fn unsaved(outcome: &FixOutcome, lang: Lang) -> String {
    why(outcome, lang).unwrap_or_default()
}
