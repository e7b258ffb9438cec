//! SEQ007: a sequence that does not run from the declared first to the declared last frame.

use std::ops::RangeInclusive;

use super::majority::frames_text;
use super::{LARGEST_STEP, ends, is_test};
use crate::config::Range;
use crate::sequence::{FrameRange, parse_ranges, step};
use crate::{
    Context, Declined, Detect, Dice, Fault, Findings, Fix, Healthy, Inject, Lang, Needs, Patch, Phrase, Place, Series, Severity, Site,
    Step, Text, Words,
};

/// SEQ007.
pub(super) static FAULT: Fault = Fault {
    code: "SEQ007",
    name: "range-mismatch",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text { fr: "Le plan couvre {seen} au lieu de {expected}.", en: "The shot covers {seen} instead of {expected}." },
        td: Text {
            fr: "{series} couvre {seen} ; la production déclare {expected} (poignées comprises) : {problem}.",
            en: "{series} covers {seen}; the production declares {expected} (handles included): {problem}.",
        },
        advice: Text {
            fr: "Rendre les images manquantes ou retirer celles de trop ; si le montage a changé, mettre « ranges » à jour dans etabli.toml.",
            en: "Render the missing frames or take the surplus away; when the cut has changed, update \"ranges\" in etabli.toml.",
        },
        page: Text {
            fr: "La plage déclarée est celle du montage, plus les poignées. Une ardoise, une image avant, et les images de pré-roulis d'une simulation sont admises quand elles sont déclarées. \
                 Un trou déclaré au bout de la plage ne manque pas. Un trou à l'intérieur est une image manquante, pas de ce défaut ; un essai de quelques images espacées n'est qu'une note. Sans plage déclarée, rien n'est jugé.",
            en: "The declared range is that of the cut, plus handles. A slate, one frame before, and a simulation's preroll are allowed when they are declared. \
                 A hole declared at an end of the range is not missing. A hole inside is a missing frame, not this fault; a test of a few spread frames is only a note. Without a declared range nothing is judged.",
        },
    },
    detect: Detect::Sequence(Needs::ENTRY, detect),
    outranks: &["SEQ011"],
    implies: &["SEQ010"],
    inject: Inject { healthy: Healthy::Declared, variants: &["starts-late", "ends-early", "ends-late"], make },
    fix: Fix::None,
};

fn detect(series: &Series, context: &Context, findings: &mut Findings) {
    let Some(range) = context.config.range(&context.folder.path) else { return };
    let (Some((start, end)), Some(&(_, index))) = (ends(series), series.frames.first()) else { return };
    let (first, last) = wanted(range);
    let [missing, extra] = [absent(series, range, start, end), outside(series, range)];
    if missing.is_empty() && extra.is_empty() {
        return;
    }
    let finding = findings.on(index, context);
    finding.rule(if missing.is_empty() { "surplus" } else { "short" }).with("problem", problem(&missing, &extra));
    finding.with("missing", missing).with("extra", extra);
    finding.with("seen", frames_text(start, end)).with("expected", frames_text(first, last)).with("series", series.notation.as_str());
    if is_test(series) {
        finding.weigh(Severity::Note);
    }
}

/// Frames of the declared range before the first and after the last that are there, on the sequence's own step.
fn absent(series: &Series, range: &Range, start: i64, end: i64) -> String {
    let (first, last) = wanted(range);
    let (meant, step) = (meant(range), step(&series.names).filter(|step| *step <= LARGEST_STEP).unwrap_or(1));
    // A sequence on twos begins at most one step after the first frame.
    let before = start.saturating_sub(first).max(0) / step;
    let head = FrameRange { first: start.saturating_sub(before * step), last: last.min(start.saturating_sub(1)), step };
    let tail = FrameRange { first: end.saturating_add(step), last, step };
    let wanted = head.frames().chain(tail.frames()).filter(|frame| *frame >= first && !meant.iter().any(|hole| hole.contains(*frame)));
    listed(wanted)
}

/// Frames that are there and stick out of the declared range.
fn outside(series: &Series, range: &Range) -> String {
    let (first, last) = wanted(range);
    let earliest = first.saturating_sub(range.preroll.max(i64::from(range.slate)));
    let mut frames: Vec<i64> = series.frames.iter().map(|(frame, _)| *frame).chain(series.names.strays.iter().map(|s| s.frame)).collect();
    frames.sort_unstable();
    listed(frames.into_iter().filter(|frame| !(earliest..=last).contains(frame)))
}

/// Ascending frames as runs: `1001-1003,1005`.
fn listed(frames: impl Iterator<Item = i64>) -> String {
    let mut runs = Vec::new();
    frames.for_each(|frame| extend(&mut runs, frame));
    runs.iter().map(|run| frames_text(*run.start(), *run.end())).collect::<Vec<_>>().join(",")
}

/// Adds a frame to ascending runs.
pub(super) fn extend(runs: &mut Vec<RangeInclusive<i64>>, frame: i64) {
    match runs.last_mut() {
        Some(run) if frame <= run.end().saturating_add(1) => *run = *run.start()..=frame,
        _ => runs.push(frame..=frame),
    }
}

/// "1001-1003 missing, 1101 too many".
fn problem(missing: &str, extra: &str) -> Phrase {
    let part = |frames: &str, fr: &str, en: &str, lang: Lang| {
        (!frames.is_empty()).then(|| if lang == Lang::Fr { format!("{fr} {frames}") } else { format!("{frames} {en}") })
    };
    Phrase::of(|lang| {
        let parts = [part(missing, "il manque", "missing", lang), part(extra, "en trop", "too many", lang)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    })
}

/// Holes that the range declares.
pub(super) fn meant(range: &Range) -> Vec<FrameRange> {
    range.holes.as_deref().and_then(|text| parse_ranges(text).ok()).unwrap_or_default()
}

/// First and last frame that must be there.
pub(super) fn wanted(range: &Range) -> (i64, i64) {
    (range.first.saturating_sub(range.handles), range.last.saturating_add(range.handles))
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frames = site.frames()?;
    let count = 1 + dice.range(0, 3) as usize;
    let (Some(first), Some(last)) = (frames.first(), frames.last()) else { return Err(Declined::because("this needs a frame sequence")) };
    let gone = if site.variant == "ends-early" { frames.get(frames.len().saturating_sub(count)..) } else { frames.get(..count) };
    let gone = gone.unwrap_or_default();
    let steps: Vec<Step> = match site.variant {
        "ends-late" => (1..)
            .zip(gone)
            .map(|(by, frame)| Step::Rename {
                from: site.path(&frame.0),
                to: site.path(&last.0.replace(&last.1.to_string(), &(last.1 + by).to_string())),
            })
            .collect(),
        _ => gone.iter().map(|frame| Step::Remove { path: site.path(&frame.0) }).collect(),
    };
    let left = if site.variant == "ends-early" { first } else { frames.get(count).unwrap_or(first) };
    Ok((Patch { steps }, vec![Place { path: site.path(&left.0), frame: Some(left.1), ..Place::default() }]))
}

#[cfg(test)]
mod tests {
    use super::FAULT;
    use crate::Config;
    use crate::Lang;
    use crate::config::Range;
    use crate::faults::testing::{findings, found, found_with, frames, names};

    fn runs(first: i64, last: i64, range: Range) -> Vec<String> {
        let config = Config { ranges: [("shot".to_owned(), range)].into(), ..Config::default() };
        found_with(&FAULT, frames(first..=last, |_, _| {}), &config)
    }

    fn cut(handles: i64) -> Range {
        Range { first: 1009, last: 1092, handles, ..Range::default() }
    }

    #[test]
    fn the_cut_with_its_handles_is_wanted() {
        assert!(runs(1001, 1100, cut(8)).is_empty());
        assert_eq!(runs(1002, 1100, cut(8)), ["error beauty.1002.exr short"]);
        assert_eq!(runs(1001, 1099, cut(8)), ["error beauty.1001.exr short"]);
        assert_eq!(runs(1000, 1100, cut(8)), ["error beauty.1000.exr surplus"]);
        assert_eq!(runs(1001, 1101, cut(8)), ["error beauty.1001.exr surplus"]);
        assert_eq!(runs(1002, 1101, cut(8)), ["error beauty.1002.exr short"]);
    }

    #[test]
    fn frames_missing_and_too_many_are_listed() {
        let said = |numbers: &[i64], holes: Option<&str>| {
            let range = Range { holes: holes.map(str::to_owned), ..cut(8) };
            let config = Config { ranges: [("shot".to_owned(), range)].into(), ..Config::default() };
            let found = findings(&FAULT, frames(numbers.iter().copied(), |_, _| {}), &config);
            found.iter().map(|f| f.evidence["problem"].words(Lang::En)).collect::<Vec<_>>()
        };
        let run = |first: i64, last: i64| (first..=last).collect::<Vec<_>>();
        assert_eq!(said(&run(1004, 1098), None), ["1001-1003,1099-1100 missing"]);
        assert_eq!(said(&run(1004, 1098), Some("1001-1003,1100")), ["1099 missing"]);
        assert!(said(&run(1004, 1098), Some("1001-1003,1099,1100")).is_empty());
        assert_eq!(said(&run(1000, 1101), None), ["1000,1101 too many"]);
        assert_eq!(said(&run(1002, 1101), None), ["1001 missing, 1101 too many"]);
        let twos: Vec<i64> = (1003..=1099).step_by(2).collect();
        assert_eq!(said(&twos, None), ["1001 missing"]);
        assert!(said(&[&[1001], &twos[..]].concat(), None).is_empty(), "the last of the twos is held to the end");
    }

    #[test]
    fn slate_and_preroll_may_stand_before() {
        assert!(runs(1000, 1100, Range { slate: true, ..cut(8) }).is_empty());
        assert_eq!(runs(999, 1100, Range { slate: true, ..cut(8) }).len(), 1);
        assert!(runs(991, 1100, Range { preroll: 10, ..cut(8) }).is_empty());
        assert_eq!(runs(990, 1100, Range { preroll: 10, slate: true, ..cut(8) }).len(), 1);
    }

    #[test]
    fn a_test_is_a_note_and_nothing_declared_is_nothing_said() {
        let config = Config { ranges: [("shot".to_owned(), cut(8))].into(), ..Config::default() };
        assert_eq!(found_with(&FAULT, frames([1010, 1050, 1090], |_, _| {}), &config), ["note beauty.1010.exr short"]);
        assert_eq!(found_with(&FAULT, frames((1010..1090).step_by(4), |_, _| {}), &config), ["error beauty.1010.exr short"]);
        assert!(found(&FAULT, frames(1010..1020, |_, _| {})).is_empty());
    }

    #[test]
    fn a_misspelt_end_is_there() {
        let range = Range { first: 1001, last: 1005, ..Range::default() };
        let config = Config { ranges: [("shot".to_owned(), range)].into(), ..Config::default() };
        let files = names(&["B.1001.exr", "b.1002.exr", "b.1003.exr", "b.1004.exr", "b.1005.exr"]);
        assert!(found_with(&FAULT, files, &config).is_empty());
    }
}
