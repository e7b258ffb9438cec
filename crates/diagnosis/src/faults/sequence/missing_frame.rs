//! SEQ001: frames that should be there and are not.

use std::ops::RangeInclusive;

use super::is_test;
use super::majority::frames_text;
use super::range_mismatch::{extend, meant, wanted};
use crate::config::Range;
use crate::sequence::{FrameRange, gaps, holes, step};
use crate::{
    Context, Declined, Detect, Dice, Fault, Findings, Fix, Healthy, Inject, Needs, Patch, Place, Series, Severity, Site, Step, Text, Words,
};

/// SEQ001.
pub(super) static FAULT: Fault = Fault {
    code: "SEQ001",
    name: "missing-frame",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "Il manque {count} {count:image|images} : {missing}{meant}.",
            en: "{count} {count:frame is|frames are} missing: {missing}{meant}.",
        },
        td: Text {
            fr: "{missing} {count:manque|manquent} dans {series} ({found} images présentes){meant}.",
            en: "{missing} missing from {series} ({found} frames present){meant}.",
        },
        advice: Text {
            fr: "Relancer ces images ; si le trou est voulu, passer --allow-holes, ou le déclarer dans etabli.toml, sous la plage de son dossier : holes = \"{missing}\" (etabli explain etabli.toml en donne la forme).",
            en: "Render these frames; when the hole is meant, pass --allow-holes, or declare it in etabli.toml, under the range of its folder: holes = \"{missing}\" (etabli explain etabli.toml shows the form).",
        },
        page: Text {
            fr: "Une suite dense où quelques numéros manquent a presque toujours perdu des images : machine tuée, erreur d'écriture, copie interrompue. \
                 Un long trou entre deux blocs, ou des pertes éparses, peuvent être voulus : ce sont des notes. \
                 Une suite sur deux, un essai de quelques images espacées, un jeu de tuiles UDIM ou un trou déclaré n'en sont pas. \
                 Une image présente sous un nom mal écrit, un lien mort ou un fichier vide sont d'autres défauts. Quand la plage est déclarée, c'est elle qui juge ; ses bouts relèvent de la plage.",
            en: "A dense sequence with a few numbers gone has nearly always lost frames: a machine killed, a failed write, a copy cut short. \
                 A long hole between two blocks, or scattered losses, may be meant: they are notes. \
                 A sequence on twos, a test of a few spread frames, a UDIM set or a declared hole is none of these. \
                 A frame that is there under a misspelt name, a dead link or an empty file are other faults. When a range is declared, it judges; its ends are the range's own fault.",
        },
    },
    detect: Detect::Sequence(Needs::ENTRY, detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["one", "run"], make },
    fix: Fix::None,
};

const MEANT: Text = Text { fr: " ; c'est peut-être voulu", en: "; this may be meant" };
const SURE: Text = Text { fr: "", en: "" };

fn detect(series: &Series, context: &Context, findings: &mut Findings) {
    if context.config.allow_holes {
        return;
    }
    let Some(range) = context.config.range(&context.folder.path) else {
        say(&holes(&series.names), false, series, context, findings);
        return say(&gaps(&series.names), true, series, context, findings);
    };
    say(&declared_holes(series, range), is_test(series), series, context, findings);
}

/// Reports runs of absent frames, as notes when they may be meant.
fn say(missing: &[RangeInclusive<i64>], may_be_meant: bool, series: &Series, context: &Context, findings: &mut Findings) {
    for hole in missing {
        let (first, last) = (*hole.start(), *hole.end());
        let finding = findings.on_absent(&series.name_of(first), series, first, context);
        finding.run(first, last).with("missing", frames_text(first, last)).with("count", last - first + 1);
        finding.with("series", series.notation.as_str()).with("found", series.frames.len());
        finding.with("meant", if may_be_meant { MEANT } else { SURE });
        if may_be_meant {
            finding.weigh(Severity::Note);
        }
    }
}

/// Frames of the declared range that lie between frames which are there, on the sequence's own step, without the declared holes.
fn declared_holes(series: &Series, range: &Range) -> Vec<RangeInclusive<i64>> {
    let (first, last) = wanted(range);
    let meant = meant(range);
    let step = step(&series.names).unwrap_or(1);
    let mut there: Vec<i64> = series.frames.iter().map(|&(frame, _)| frame).chain(series.names.strays.iter().map(|s| s.frame)).collect();
    there.sort_unstable();
    let mut holes: Vec<RangeInclusive<i64>> = Vec::new();
    for (before, after) in there.iter().zip(there.iter().skip(1)) {
        let between = FrameRange { first: before.saturating_add(step), last: *after - 1, step };
        for frame in between.frames().take_while(|frame| *frame <= last) {
            if frame >= first && !meant.iter().any(|range| range.contains(frame)) {
                extend(&mut holes, frame);
            }
        }
    }
    holes
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    let mut gone = vec![frame.clone()];
    if site.variant == "run" {
        gone.push(site.next(&frame)?);
    }
    let steps = gone.iter().map(|f| Step::Remove { path: f.path.clone() }).collect();
    Ok((Patch { steps }, vec![frame.place()]))
}

#[cfg(test)]
mod tests {
    use super::FAULT;
    use crate::Config;
    use crate::config::Range;
    use crate::faults::testing::{found, found_with, frames, names};

    fn declared(first: i64, last: i64, holes: Option<&str>) -> Config {
        let range = Range { first: first + 2, last: last - 2, handles: 2, holes: holes.map(str::to_owned), ..Range::default() };
        Config { ranges: [("shot".to_owned(), range)].into(), ..Config::default() }
    }

    fn numbered(numbers: &[i64]) -> Vec<crate::faults::testing::Given> {
        frames(numbers.iter().copied(), |_, _| {})
    }

    #[test]
    fn undeclared_holes_are_lone_ones_of_dense_sequences() {
        let seen: Vec<i64> = (1001..1021).filter(|f| ![1005, 1006, 1012].contains(f)).collect();
        assert_eq!(found(&FAULT, numbered(&seen)), ["error beauty.1005.exr-1006", "error beauty.1012.exr"]);
        assert!(found(&FAULT, numbered(&[1001, 1060, 1120])).is_empty());
        let blocks: Vec<i64> = (1001..1036).chain(1066..1101).collect();
        assert_eq!(found(&FAULT, numbered(&blocks)), ["note beauty.1036.exr-1065"]);
        assert!(found(&FAULT, numbered(&[1001, 1003, 1005, 1007, 1009])).is_empty());
        assert_eq!(found(&FAULT, numbered(&[-3, -2, -1, 1, 2, 3])), ["error beauty.0000.exr"]);
    }

    #[test]
    fn a_declared_range_judges_between_its_ends() {
        let seen: Vec<i64> = (1001..=1020).filter(|f| ![1005, 1006, 1012].contains(f)).collect();
        let judge = |config: &Config| found_with(&FAULT, numbered(&seen), config);
        assert_eq!(judge(&declared(1001, 1020, None)), ["error beauty.1005.exr-1006", "error beauty.1012.exr"]);
        assert_eq!(judge(&declared(1001, 1020, Some("1005-1006"))), ["error beauty.1012.exr"]);
        assert_eq!(judge(&declared(1006, 1020, None)), ["error beauty.1006.exr", "error beauty.1012.exr"]);
        assert_eq!(judge(&declared(1001, 1012, None)), ["error beauty.1005.exr-1006", "error beauty.1012.exr"]);
        assert_eq!(judge(&declared(1001, 1011, None)), ["error beauty.1005.exr-1006"]);
        assert!(judge(&Config { allow_holes: true, ..declared(1001, 1020, None) }).is_empty());
    }

    #[test]
    fn a_step_is_kept_and_a_test_is_a_note() {
        let config = declared(1001, 1020, None);
        let on_twos = numbered(&[1001, 1003, 1005, 1007, 1009, 1013, 1015, 1017, 1019]);
        assert_eq!(found_with(&FAULT, on_twos, &config), ["error beauty.1011.exr"]);
        assert_eq!(found_with(&FAULT, numbered(&[1001, 1011]), &config), ["note beauty.1002.exr-1010"]);
        assert_eq!(found_with(&FAULT, numbered(&[1001, 1004, 1020]), &config), ["note beauty.1002.exr-1003", "note beauty.1005.exr-1019"]);
    }

    #[test]
    fn a_misspelt_frame_is_not_missing() {
        let files = names(&["b.1001.exr", "b.1002.exr", "B.1003.exr", "b.1004.exr", "b.1005.exr", "b.1006.exr"]);
        assert!(found_with(&FAULT, files, &declared(1001, 1006, None)).is_empty());
    }
}
