//! The last lines: counts, and what to do next. They are what stays in sight.

use std::collections::BTreeSet;
use std::io::{self, Write};

use etabli_diagnosis::{Finding, Lang, Severity, Text};
use etabli_scan::{Report, Summary};

use super::Desk;
use crate::count::{self, FILES, PAIRS, SEQUENCES, SOUND_SEQUENCES, UNCLAIMED};
use crate::groups::{self, from_here};
use crate::paint::{NEXT, SOUND, Tone, UNCHECKED};
use crate::text::{quoted, width};

impl Desk {
    /// Counts of all reports, and the commands that lead on.
    pub(super) fn ending(&self, reports: &[Report], out: &mut impl Write) -> io::Result<()> {
        let summary = count::total(reports.iter());
        let mut signals = count::signals(&summary, self.lang, self.paint);
        let is_sound = signals.is_empty();
        let tick = self.paint.tint(Tone::Sound, SOUND);
        let sound: u64 = reports.iter().map(groups::sound).sum();
        let looked = summary.files > 0;
        match (is_sound, sound) {
            (true, _) if !looked => signals.push(format!("{UNCHECKED} {}", NOTHING_TO_CHECK.of(self.lang))),
            (true, _) => signals.push(format!("{tick} {}", nothing(&summary).of(self.lang))),
            (false, 0) => {}
            (false, n) => signals.push(format!("{tick} {}", SOUND_SEQUENCES.count(n, self.lang))),
        }
        if !is_sound {
            writeln!(out, "{}", self.paint.tint(Tone::Faint, &"─".repeat(self.columns)))?;
        }
        writeln!(out, "{}", signals.join("  "))?;
        writeln!(out, "{}", extent(reports, summary.files, self.lang))?;
        let hidden = count::hidden(&summary, self.lang);
        if !hidden.is_empty() {
            writeln!(out, "{}", hidden.join(" · "))?;
        }
        self.next(reports, out)
    }

    fn next(&self, reports: &[Report], out: &mut impl Write) -> io::Result<()> {
        let steps = self.next_steps(reports);
        if !steps.is_empty() {
            writeln!(out)?;
        }
        steps.iter().try_for_each(|(command, why)| self.step(command, why, out))
    }

    /// The page of the heaviest fault, every finding on its line, and what could be fixed. Nothing when nothing was found.
    fn next_steps(&self, reports: &[Report]) -> Vec<(String, &'static str)> {
        let lang = self.lang;
        let findings = || reports.iter().flat_map(|r| &r.findings);
        let weight = |code: &str| {
            let alike = findings().filter(|f| f.fault.code == code);
            alike.fold((Severity::Note, 0_u64), |(worst, n), f| (worst.max(f.severity), n + 1))
        };
        let codes: BTreeSet<&str> = findings().map(|f| f.fault.code).collect();
        let Some(code) = codes.into_iter().rev().max_by_key(|code| weight(code)) else { return Vec::new() };
        let roots: Vec<String> = reports.iter().map(|r| quoted(&from_here(&r.root, ""))).collect();
        let roots = roots.join(" ");
        let mut steps = vec![
            (format!("etabli explain {code}"), EXPLAIN.of(lang)),
            (format!("{} --output-format concise {roots}", self.command()), CONCISE.of(lang)),
        ];
        let (delivered, own): (Vec<&Finding>, Vec<&Finding>) =
            reports.iter().flat_map(open).partition(|finding| finding.fault.code.starts_with("XFR"));
        if !own.is_empty() {
            steps.push((format!("etabli check --diff --unsafe-fixes {roots}"), FIXES.of(lang)));
        }
        if !delivered.is_empty() {
            steps.push((format!("etabli verify --diff --unsafe-fixes --source {} {roots}", FOLDER.of(lang)), COPIED.of(lang)));
        }
        steps
    }

    /// A command and what it is for.
    pub(super) fn step(&self, command: &str, why: &str, out: &mut impl Write) -> io::Result<()> {
        let beside = width(command) + width(why) + 5 <= self.columns;
        let gap = if beside { "   ".to_owned() } else { format!("\n{}", super::INDENT) };
        writeln!(out, "{NEXT} {}{gap}{why}", self.paint.tint(Tone::Next, command))
    }
}

const NOTHING_TO_CHECK: Text =
    Text { fr: "rien à vérifier\u{A0}: aucune image qui soit lue ici", en: "nothing to check: no picture that is read here" };

/// What is said where nothing is left to say: what was left out is not sound.
fn nothing(summary: &Summary) -> Text {
    if summary.known + summary.ignored > 0 { count::nothing(summary) } else { SOUND_ALL }
}

const SOUND_ALL: Text = Text { fr: "sain\u{A0}: aucun défaut", en: "sound: nothing found" };

/// "340 files · 3 sequences · 2 files of formats not read here".
fn extent(reports: &[Report], files: u64, lang: Lang) -> String {
    let sequences = reports.iter().map(|r| r.sequences.len() as u64).sum();
    let unclaimed = reports.iter().map(|r| r.unclaimed).sum();
    let pairs = reports.iter().flat_map(|r| &r.sequences).filter(|line| line.found == 2).count() as u64;
    let counts = [(FILES, files), (SEQUENCES, sequences), (PAIRS, pairs), (UNCLAIMED, unclaimed)];
    counts.iter().filter(|(_, n)| *n > 0).map(|(noun, n)| noun.count(*n, lang)).collect::<Vec<_>>().join(" · ")
}

/// What can be fixed and was not tried.
fn open(report: &Report) -> impl Iterator<Item = &Finding> {
    let tried: BTreeSet<(&str, &str)> =
        report.fixes.iter().map(|fixing| (fixing.finding.path.as_str(), fixing.finding.fault.code)).collect();
    report.findings.iter().filter(move |f| f.cure().is_some() && !tried.contains(&(f.path.as_str(), f.fault.code)))
}

const FOLDER: Text = Text { fr: "DOSSIER", en: "FOLDER" };
const COPIED: Text = Text {
    fr: "ce qui peut être recopié du dossier d’origine, avant d’y toucher",
    en: "what can be copied again from where it came, before anything is touched",
};

const EXPLAIN: Text = Text { fr: "d’où cela vient, comment en être sûr", en: "how it comes about, how to be sure" };
const FIXES: Text = Text { fr: "ce qui peut être corrigé, avant d’y toucher", en: "what can be fixed, before anything is touched" };
const CONCISE: Text = Text { fr: "chaque constat sur sa ligne", en: "each finding on its line" };
