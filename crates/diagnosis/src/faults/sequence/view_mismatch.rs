//! SEQ011: a view or a layer that does not cover the frames of its twin, or is of another size.

use std::collections::BTreeMap;

use super::ends;
use super::majority::{Basis, frames_text, majority};
use super::twins::{View, render, views};
use super::windows::judged;
use crate::healthy::edit;
use crate::{
    Context, Declined, Detect, Dice, Fault, Findings, Fix, Frame, Healthy, Inject, Needs, Patch, Place, Series, Severity, Site, Step, Text,
    Words,
};

/// SEQ011.
pub(super) static FAULT: Fault = Fault {
    code: "SEQ011",
    name: "view-mismatch",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{what} ne va pas avec le reste : {seen} au lieu de {expected}.",
            en: "{what} does not match the rest: {seen}, not {expected}.",
        },
        td: Text { fr: "{series} : {what}, {seen} ; {twin} : {expected}.", en: "{series}: {what}, {seen}; {twin}: {expected}." },
        advice: Text {
            fr: "Rendre les images qui manquent à cette vue ou à ce calque, ou aligner sa taille sur l'autre.",
            en: "Render the frames that this view or layer lacks, or give it the size of the other.",
        },
        page: Text {
            fr: "Les deux yeux d'une image stéréo, ou les calques d'un même rendu, se lisent ensemble : si l'un commence plus tard, finit plus tôt ou a une autre taille, le compositing s'arrête ou tient la dernière image. \
                 Un trou à l'intérieur est une image manquante, pas de ce défaut. Deux versions d'un même nom ne sont pas des jumelles, et des éléments sans lien dans un dossier non plus.",
            en: "The two eyes of a stereo picture, or the layers of one render, are read together: when one starts later, ends earlier or is of another size, compositing stops or holds the last frame. \
                 A hole inside is a missing frame, not this fault. Two versions of one name are no twins, nor are unrelated elements of one folder.",
        },
    },
    detect: Detect::Folder(Needs::STRUCTURE, detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::Stereo, variants: &["starts-late", "ends-early", "size"], make },
    fix: Fix::None,
};

const VIEW: Text = Text { fr: "une vue stéréo", en: "A stereo view" };
const LAYER: Text = Text { fr: "un calque", en: "A layer" };

fn detect(context: &Context, findings: &mut Findings) {
    let series = || context.folder.series.iter().filter(|series| !series.is_udim());
    let mut pairs: BTreeMap<String, Vec<(&Series, View)>> = BTreeMap::new();
    let mut renders: BTreeMap<String, Vec<&Series>> = BTreeMap::new();
    for series in series() {
        for (shared, side) in views(series) {
            pairs.entry(shared).or_default().push((series, side));
        }
        if let Some(shared) = render(series) {
            renders.entry(shared).or_default().push(series);
        }
    }
    for pair in pairs.values() {
        let side = |wanted: View| pair.iter().find(|(_, side)| *side == wanted).map(|(series, _)| *series);
        if let (Some(left), Some(right)) = (side(View::Left), side(View::Right)) {
            compare([left, right], VIEW, Severity::Error, context, findings);
        }
    }
    for layers in renders.values() {
        compare_layers(layers, context, findings);
    }
}

/// The one of two sequences that lacks frames of the other, or else is of another size.
fn compare([one, two]: [&Series; 2], what: Text, severity: Severity, context: &Context, findings: &mut Findings) {
    let (Some(first), Some(second)) = (ends(one), ends(two)) else { return };
    if first != second {
        let is_short = first.1 - first.0 < second.1 - second.0;
        let (short, seen, twin, expected) = if is_short { (one, first, two, second) } else { (two, second, one, first) };
        say(
            short,
            what,
            severity,
            &Difference { rule: "range", seen: written(seen), expected: written(expected), twin },
            context,
            findings,
        );
    } else if let (Some(width), Some(other)) = (size(one, context), size(two, context))
        && width != other
    {
        say(two, what, severity, &Difference { rule: "size", seen: sized(other), expected: sized(width), twin: one }, context, findings);
    }
}

struct Difference<'a> {
    rule: &'static str,
    seen: String,
    expected: String,
    twin: &'a Series,
}

fn say(series: &Series, what: Text, severity: Severity, difference: &Difference, context: &Context, findings: &mut Findings) {
    let Some(&(_, index)) = series.frames.first() else { return };
    let finding = findings.on(index, context);
    finding.rule(difference.rule).weigh(severity).with("what", what).with("series", series.notation.as_str());
    finding.with("seen", difference.seen.as_str()).with("expected", difference.expected.as_str());
    finding.with("twin", difference.twin.notation.as_str()).relate(context.folder.path_of(&difference.twin.notation));
}

/// Layers are judged by most of them; of two alone, one that lacks less than half of the other's frames.
fn compare_layers(layers: &[&Series], context: &Context, findings: &mut Findings) {
    if let [one, two] = layers {
        let (Some(first), Some(second)) = (ends(one), ends(two)) else { return };
        let shared = first.1.min(second.1) - first.0.max(second.0) + 1;
        let longest = (first.1 - first.0).max(second.1 - second.0) + 1;
        let severity = if shared * 2 > longest && first != second { Severity::Error } else { Severity::Note };
        return compare([one, two], LAYER, severity, context, findings);
    }
    let Some(usual) = majority(layers.iter().filter_map(|layer| Some((ends(layer)?, size(layer, context))))) else { return };
    let Some(model) = layers.iter().find(|layer| ends(layer) == Some(usual.key.0) && size(layer, context) == usual.key.1) else { return };
    let severity = if usual.basis == Basis::Siblings { Severity::Error } else { Severity::Note };
    for layer in layers {
        compare_to(layer, model, severity, context, findings);
    }
}

fn compare_to(layer: &Series, model: &Series, severity: Severity, context: &Context, findings: &mut Findings) {
    let (Some(seen), Some(expected)) = (ends(layer), ends(model)) else { return };
    if seen == expected {
        return compare([model, layer], LAYER, severity, context, findings);
    }
    let difference = Difference { rule: "range", seen: written(seen), expected: written(expected), twin: model };
    say(layer, LAYER, severity, &difference, context, findings);
}

/// The usual size of the frames; a declared one is another fault's matter.
fn size(series: &Series, context: &Context) -> Option<[u64; 2]> {
    let (_, standards) = judged(series, context)?;
    (standards.size.basis != Basis::Declared).then_some(standards.size.key)
}

fn written((first, last): (i64, i64)) -> String {
    frames_text(first, last)
}

fn sized([width, height]: [u64; 2]) -> String {
    format!("{width}×{height}")
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frames = site.frames()?;
    let count = 1 + dice.range(0, 4) as usize;
    let (gone, first) = match site.variant {
        "starts-late" => (frames.get(..count), frames.get(count)),
        "ends-early" => (frames.get(frames.len().saturating_sub(count)..), frames.first()),
        _ => return resize(site, &frames),
    };
    let steps = gone.unwrap_or_default().iter().map(|(name, _)| Step::Remove { path: site.path(name) }).collect();
    let (name, frame) = first.ok_or_else(|| Declined::because("this needs a stereo pair of at least five frames"))?;
    Ok((Patch { steps }, vec![Place { path: site.path(name), frame: Some(*frame), ..Place::default() }]))
}

/// Gives every frame of one view a taller window.
fn resize(site: &Site, frames: &[(String, i64)]) -> Result<(Patch, Vec<Place>), Declined> {
    let frames: Vec<Frame> = frames.iter().map(|(name, frame)| site.load(name, *frame)).collect::<Result<_, _>>()?;
    let taller = |frame: &Frame| edit(frame, |image| image.parts.iter_mut().for_each(|part| part.display_window.max[1] += 2));
    let patches: Vec<Patch> = frames.iter().map(taller).collect::<Result<_, _>>()?;
    let steps = patches.into_iter().flat_map(|patch| patch.steps).collect();
    Ok((Patch { steps }, frames.first().map(Frame::place).into_iter().collect()))
}

#[cfg(test)]
mod tests {
    use super::FAULT;
    use crate::Config;
    use crate::faults::testing::{Given, entry, found, found_with, part, pixels};

    /// Sequences by name, first and last frame, and width.
    fn folder(sequences: &[(&str, i64, i64, i32)]) -> Vec<Given> {
        let one = |&(name, first, last, width): &(&str, i64, i64, i32)| {
            let name = name.to_owned();
            (first..=last).map(move |frame| {
                let mut part = part();
                (part.data_window.max[0], part.display_window.max[0]) = (width - 1, width - 1);
                (entry(&name.replace('#', &frame.to_string())), pixels(vec![part], frame as f64))
            })
        };
        sequences.iter().flat_map(one).collect()
    }

    fn judge(sequences: &[(&str, i64, i64, i32)]) -> Vec<String> {
        found(&FAULT, folder(sequences))
    }

    #[test]
    fn the_view_that_lacks_frames_is_named() {
        assert_eq!(judge(&[("a.left.#.exr", 1001, 1020, 100), ("a.right.#.exr", 1003, 1020, 100)]), ["error a.right.1003.exr range"]);
        assert_eq!(judge(&[("a.left.#.exr", 1001, 1019, 100), ("a.right.#.exr", 1001, 1020, 100)]), ["error a.left.1001.exr range"]);
        assert_eq!(judge(&[("a.#_L.exr", 1001, 1010, 100), ("a.#_R.exr", 1001, 1010, 102)]), ["error a.1001_R.exr size"]);
        assert!(judge(&[("a.left.#.exr", 1001, 1020, 100), ("a.right.#.exr", 1001, 1020, 100)]).is_empty());
        assert!(judge(&[("a.left.#.exr", 1001, 1020, 100), ("b.right.#.exr", 1003, 1020, 100)]).is_empty());
    }

    #[test]
    fn layers_are_judged_by_most_of_them() {
        let layers = |last: i64| {
            judge(&[
                ("b_beauty.#.exr", 1001, 1020, 100),
                ("b_depth.#.exr", 1001, 1020, 100),
                ("b_N.#.exr", 1001, 1020, 100),
                ("b_id.#.exr", 1001, last, 100),
            ])
        };
        assert!(layers(1020).is_empty());
        assert_eq!(layers(1015), ["error b_id.1001.exr range"]);
        assert_eq!(layers(1025), ["error b_id.1001.exr range"]);
        let wide = judge(&[
            ("beauty.#.exr", 1001, 1009, 100),
            ("depth.#.exr", 1001, 1009, 100),
            ("N.#.exr", 1001, 1009, 100),
            ("id.#.exr", 1001, 1009, 50),
        ]);
        assert_eq!(wide, ["error id.1001.exr size"]);
        let three = judge(&[("beauty.#.exr", 1001, 1009, 100), ("depth.#.exr", 1001, 1009, 100), ("id.#.exr", 1001, 1005, 100)]);
        assert_eq!(three, ["note id.1001.exr range"]);
    }

    #[test]
    fn of_two_layers_a_test_is_a_note() {
        let pair = |last: i64, width: i32| judge(&[("b_beauty.#.exr", 1001, 1020, 100), ("b_id.#.exr", 1001, last, width)]);
        assert_eq!(pair(1011, 100), ["error b_id.1001.exr range"]);
        assert_eq!(pair(1010, 100), ["note b_id.1001.exr range"]);
        let twin = judge(&[("b_Z.#.exr", 1001, 1020, 100), ("b_id.#.exr", 1001, 1010, 100)]);
        assert_eq!(twin, ["note b_id.1001.exr range"], "whichever comes first");
        assert_eq!(pair(1020, 50), ["note b_id.1001.exr size"]);
        assert!(pair(1020, 100).is_empty());
    }

    #[test]
    fn versions_and_elements_are_no_twins() {
        assert!(judge(&[("comp_v001.#.exr", 1001, 1008, 100), ("comp_v002.#.exr", 1000, 1012, 100)]).is_empty());
        assert!(judge(&[("smoke.#.exr", 1001, 1020, 100), ("sparks.#.exr", 1001, 1010, 100)]).is_empty());
    }

    #[test]
    fn a_declared_size_is_another_fault() {
        let mut config = Config::default();
        config.image.resolution = Some([100, 50]);
        let files = folder(&[("a.#_L.exr", 1001, 1010, 100), ("a.#_R.exr", 1001, 1010, 102)]);
        assert!(found_with(&FAULT, files, &config).is_empty());
    }
}
