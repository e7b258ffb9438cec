//! IMG003: a frame of zeros between frames that are not.

use super::making;
use super::shot::{Still, stills};
use crate::pixels::median;
use crate::{
    Context, Declined, Detect, Dice, Fault, Finding, Findings, Fix, Healthy, Inject, Lang, Needs, Patch, Phrase, Place, Series, Severity,
    Site, Text, Value, Words,
};

/// IMG003.
pub(super) static FAULT: Fault = Fault {
    code: "IMG003",
    name: "black-frame",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{subject} {length:est toute noire|sont toutes noires}, {beside}.",
            en: "{subject} {length:is|are} all black, {beside}.",
        },
        td: Text {
            fr: "{files} : tous les échantillons de couleur valent 0 ; {beyond}.",
            en: "{files}: every colour sample is 0; {beyond}.",
        },
        advice: Text {
            fr: "Lire le journal {length:de cette image|de ces images} (licence, lumières, caméra) puis {length:la|les} relancer{else}.",
            en: "Read {length:this frame's log|the log of these frames} (licence, lights, camera), then render {length:it|them} again{else}.",
        },
        page: Text {
            fr: "Une image noire isolée entre des images qui ne le sont pas vient d'un rendu sans licence, d'une lumière ou d'une caméra perdue. Un fondu, une tête ou une queue vides et un effet qui entre tard n'en sont pas : il faut de l'image des deux côtés, à son niveau habituel. En PNG, TIFF entier ou DPX, où un montage peut la vouloir, ce n'est qu'un avertissement. Plus de trois images noires de suite ne sont un avertissement qu'en OpenEXR, et quand le plan reprend après elles là où il s'était arrêté : une coupe au noir mène à une autre image. Un plan noir de bout en bout n'est qu'une note : il peut être voulu.",
            en: "A black frame alone between frames that are not comes from a render without licence, or a lost light or camera. A fade, an empty head or tail and an effect that enters late are none: there must be a picture on both sides, at its usual level. In PNG, integer TIFF or DPX, where an edit may want it, it is only a warning. More than three black frames in a row are a warning only in OpenEXR, and when the shot goes on after them where it stopped: a cut to black leads to another picture. A shot that is black from end to end is only a note: it may be meant.",
        },
    },
    detect: Detect::Sequence(Needs::LEVELS, detect),
    outranks: &["IMG005", "IMG008", "IMG009", "SEQ008"],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["all", "colour"], make },
    fix: Fix::None,
};

/// Frames without which black from end to end is no shot.
const SHORTEST: usize = 4;

/// A run of black frames longer than this may be an editor's cut to black.
const LONGEST: usize = 3;

/// Runs of black frames beyond this many are a strobe.
const RUNS: usize = 3;

/// Share of the shot's usual level that both neighbours must have: less is a fade.
const USUAL: f64 = 0.25;

/// How far, as a share, a shot that goes on may be from where it stopped, whatever its own drift.
const NEAR: f64 = 0.05;

fn detect(series: &Series, context: &Context, findings: &mut Findings) {
    let stills = stills(series, context);
    if stills.len() >= SHORTEST && stills.len() == series.frames.len() && stills.iter().all(Still::is_black) {
        return say_all(series, &stills, context, findings);
    }
    let lit: Vec<&Still> = stills.iter().filter(|s| !s.is_black()).collect();
    let runs = stills.chunk_by(|a, b| a.is_black() == b.is_black()).filter(|run| run.first().is_some_and(Still::is_black)).count();
    if lit.len() * 2 < stills.len() || runs > RUNS {
        return;
    }
    let usual = median(lit.iter().map(|s| brightness(s)).collect());
    let mut before: Option<&Still> = None;
    for run in stills.chunk_by(|a, b| a.is_black() == b.is_black()) {
        let dark = run.first().is_some_and(Still::is_black);
        let after = run.last().and_then(|last| lit.iter().find(|s| s.frame > last.frame));
        if dark
            && let (Some(before), Some(after)) = (before, after)
            && brightness(before).min(brightness(after)) >= USUAL * usual
        {
            if run.len() <= LONGEST {
                for still in run {
                    say(still, before, after, context, findings);
                }
            } else if !before.is_display() && usual > 0.0 && goes_on(before, after, run.len(), &stills) {
                say_run(run, before, after, context, findings);
            }
        }
        before = run.last();
    }
}

/// Whether the picture after a gap is where the one before it would have led: no further than the shot drifts in so many frames.
fn goes_on(before: &Still, after: &Still, gap: usize, stills: &[Still]) -> bool {
    [mean, brightness].iter().all(|measure| {
        let pairs = stills.windows(2).filter(|pair| pair.iter().all(|still| !still.is_black()));
        let steps = pairs.filter_map(|pair| if let [a, b] = pair { Some((measure(b) - measure(a)).abs()) } else { None });
        let drift = median(steps.collect()) * (gap + 1) as f64;
        let from = measure(before);
        (measure(after) - from).abs() <= drift.max(NEAR * from.abs())
    })
}

const BESIDE: Text = Text { fr: "ses voisines ne le sont pas", en: "its neighbours are not" };
const BESIDE_ALL: Text = Text { fr: "leurs voisines ne le sont pas", en: "their neighbours are not" };
const MEANT: Text = Text { fr: "c'est peut-être voulu", en: "this may be meant" };
const WHOLE: Text = Text { fr: "du début à la fin du plan", en: "from the first frame of the shot to the last" };

/// What follows the advice.
const NO_ELSE: Text = Text { fr: "", en: "" };
const OR_MEANT: Text = Text { fr: " ; rien à faire si ce noir est voulu", en: "; nothing to do when this black is meant" };

fn say(still: &Still, before: &Still, after: &Still, context: &Context, findings: &mut Findings) {
    let name = still.file.entry.name.as_str();
    let finding = findings.on(still.file.index, context);
    finding.with("subject", name).with("files", name).with("length", 1).with("beside", BESIDE).with("else", NO_ELSE);
    neighbours(finding, before, after);
    if still.is_display() {
        finding.weigh(Severity::Warning);
    }
}

/// One warning for a run that is long enough to be meant.
fn say_run(run: &[Still], before: &Still, after: &Still, context: &Context, findings: &mut Findings) {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
    let finding = findings.on(first.file.index, context).run(first.frame, last.frame).rule("long-run").weigh(Severity::Warning);
    let files = format!("{}-{}", first.frame, last.frame);
    finding.with("subject", span(first, last)).with("files", files).with("length", run.len());
    finding.with("beside", BESIDE_ALL).with("else", OR_MEANT);
    neighbours(finding, before, after);
}

/// Says the levels on both sides.
fn neighbours(finding: &mut Finding, before: &Still, after: &Still) {
    let (before, after) = (Value::from(mean(before)), Value::from(mean(after)));
    let beyond = Phrase::of(|lang| {
        let (before, after) = (before.words(lang), after.words(lang));
        match lang {
            Lang::Fr => format!("moyenne des voisines\u{A0}: {before} avant, {after} après"),
            Lang::En => format!("mean of the neighbours: {before} before, {after} after"),
        }
    });
    finding.with("before", before).with("after", after).with("beyond", beyond);
}

/// "Frames 1011-1014".
fn span(first: &Still, last: &Still) -> Phrase {
    Phrase { fr: format!("Les images {}-{}", first.frame, last.frame), en: format!("Frames {}-{}", first.frame, last.frame) }
}

/// One note for a sequence that is black from end to end.
fn say_all(series: &Series, stills: &[Still], context: &Context, findings: &mut Findings) {
    let (Some(first), Some(last)) = (stills.first(), stills.last()) else { return };
    let finding = findings.on(first.file.index, context).run(first.frame, last.frame).rule("whole-shot").weigh(Severity::Note);
    finding.with("subject", span(first, last)).with("files", series.notation.as_str()).with("length", stills.len());
    finding.with("beside", WHOLE).with("beyond", MEANT).with("else", OR_MEANT);
}

/// The level that 99 % of the picture stays under.
fn brightness(still: &Still) -> f64 {
    still.levels().map_or(0.0, |levels| levels[6])
}

fn mean(still: &Still) -> f64 {
    let means: Vec<f64> = still.stats().filter_map(etabli_formats::exr::ChannelStats::mean).collect();
    means.iter().sum::<f64>() / means.len().max(1) as f64
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    let all = site.variant == "all";
    let patch = making::colours(&frame, |channel, _, _, value| if all || channel != "A" { 0.0 } else { value })?;
    Ok((patch, vec![frame.place()]))
}

#[cfg(test)]
mod tests {
    use super::FAULT;
    use crate::faults::testing::{entry, found, part, pixels};

    /// What is said of frames whose pictures reach these levels.
    fn judge(levels: &[f64]) -> Vec<String> {
        let frame = |(level, frame): (&f64, i64)| (entry(&format!("beauty.{frame}.exr")), pixels(vec![part()], *level));
        found(&FAULT, levels.iter().zip(1001..).map(frame).collect())
    }

    /// The same of frames whose quantiles are all one level.
    fn flat(levels: &[f64]) -> Vec<String> {
        let frame = |(level, frame): (&f64, i64)| {
            let mut given = (entry(&format!("beauty.{frame}.exr")), pixels(vec![part()], *level));
            crate::faults::testing::alter(&mut given, |exr| {
                let channels = exr.survey.iter_mut().flat_map(|survey| &mut survey.parts).flat_map(|part| &mut part.channels);
                channels.for_each(|channel| channel.quantiles = Some([*level as f32; 7]));
            });
            given
        };
        found(&FAULT, levels.iter().zip(1001..).map(frame).collect())
    }

    #[test]
    fn a_long_black_run_is_a_warning_where_the_shot_goes_on_after_it() {
        let shot = |before: &[f64], black: usize, after: &[f64]| flat(&[before, &vec![0.0; black], after].concat());
        assert_eq!(shot(&[1.0; 10], 4, &[1.0; 10]), ["warning beauty.1011.exr-1014 long-run"]);
        assert_eq!(shot(&[1.0; 6], 5, &[1.02; 6]), ["warning beauty.1007.exr-1011 long-run"]);
        let drifting: Vec<f64> = (0..20).map(|n| 1.0 + f64::from(n) * 0.1).collect();
        assert_eq!(shot(&drifting[..8], 5, &drifting[13..]), ["warning beauty.1009.exr-1013 long-run"]);
        assert!(shot(&[1.0; 10], 4, &[1.4; 10]).is_empty(), "a cut to black, then another picture");
        assert!(shot(&[1.0, 1.0, 1.0, 1.0, 1.0, 0.7, 0.4, 0.1], 5, &[0.1, 0.4, 0.7, 1.0, 1.0, 1.0, 1.0, 1.0]).is_empty(), "fades");
        assert!(shot(&[1.0; 4], 9, &[1.0; 4]).is_empty(), "mostly black");
        assert_eq!(shot(&[1.0; 6], 3, &[1.4; 6]).len(), 3, "a short run stays an error");
    }

    #[test]
    fn a_shot_black_from_end_to_end_is_one_note() {
        assert_eq!(judge(&[0.0; 12]), ["note beauty.1001.exr-1012 whole-shot"]);
        assert!(judge(&[0.0; 3]).is_empty(), "too few to be a shot");
        assert!(judge(&[&[0.0; 8][..], &[1.0; 4]].concat()).is_empty(), "a late entry");
        assert!(judge(&[&[1.0; 4][..], &[0.0; 8]].concat()).is_empty(), "a fade");
    }
}
