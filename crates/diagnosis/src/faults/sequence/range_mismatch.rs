//! SEQ007: a sequence that does not run from the declared first to the declared last frame.

use super::{ends, is_test};
use crate::config::Range;
use crate::{
    Context, Declined, Detect, Dice, Fault, Findings, Healthy, Inject, Needs, Patch, Place, Series, Severity, Site, Step, Text, Words,
};

/// SEQ007.
pub(super) static FAULT: Fault = Fault {
    code: "SEQ007",
    name: "range-mismatch",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text { fr: "Le plan va de {seen}, il devrait aller de {expected}.", en: "The shot runs {seen}, it should run {expected}." },
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
                 Un trou à l'intérieur est une image manquante, pas de ce défaut ; un essai de quelques images espacées n'est qu'une note. Sans plage déclarée, rien n'est jugé.",
            en: "The declared range is that of the cut, plus handles. A slate, one frame before, and a simulation's preroll are allowed when they are declared. \
                 A hole inside is a missing frame, not this fault; a test of a few spread frames is only a note. Without a declared range nothing is judged.",
        },
    },
    detect: Detect::Sequence(Needs::ENTRY, detect),
    outranks: &["SEQ011"],
    implies: &["SEQ010"],
    inject: Inject { healthy: Healthy::Declared, variants: &["starts-late", "ends-early", "ends-late"], make },
};

const SHORT: Text = Text { fr: "des images manquent au bout", en: "frames are missing at an end" };
const SURPLUS: Text = Text { fr: "des images dépassent", en: "frames stick out" };

fn detect(series: &Series, context: &Context, findings: &mut Findings) {
    let Some(range) = context.config.range(&context.folder.path) else { return };
    let (Some((start, end)), Some(&(_, index))) = (ends(series), series.frames.first()) else { return };
    let (first, last) = wanted(range);
    let earliest = first.saturating_sub(range.preroll.max(i64::from(range.slate)));
    let short = start > first || end < last;
    if !short && start >= earliest && end <= last {
        return;
    }
    let finding = findings.on(index, context);
    finding.rule(if short { "short" } else { "surplus" }).with("problem", if short { SHORT } else { SURPLUS });
    finding.with("seen", format!("{start}-{end}")).with("expected", format!("{first}-{last}")).with("series", series.notation.as_str());
    if is_test(series) {
        finding.weigh(Severity::Note);
    }
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
    use crate::config::Range;
    use crate::faults::testing::{found, found_with, frames, names};

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
