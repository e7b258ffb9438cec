//! IMG003: a frame of zeros between frames that are not.

use super::making;
use super::shot::{Still, stills};
use crate::pixels::median;
use crate::{
    Context, Declined, Detect, Dice, Fault, Findings, Fix, Healthy, Inject, Lang, Needs, Patch, Phrase, Place, Series, Severity, Site,
    Text, Value, Words,
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
            fr: "Lire le journal de cette image (licence, lumières, caméra) puis la relancer.",
            en: "Read this frame's log (licence, lights, camera), then render it again.",
        },
        page: Text {
            fr: "Une image noire isolée entre des images qui ne le sont pas vient d'un rendu sans licence, d'une lumière ou d'une caméra perdue. Un fondu, une tête ou une queue vides et un effet qui entre tard n'en sont pas : il faut de l'image des deux côtés, à son niveau habituel. En PNG, TIFF entier ou DPX, où un montage peut la vouloir, ce n'est qu'un avertissement. Un plan noir de bout en bout n'est qu'une note : il peut être voulu.",
            en: "A black frame alone between frames that are not comes from a render without licence, or a lost light or camera. A fade, an empty head or tail and an effect that enters late are none: there must be a picture on both sides, at its usual level. In PNG, integer TIFF or DPX, where an edit may want it, it is only a warning. A shot that is black from end to end is only a note: it may be meant.",
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

/// A run of black frames longer than this is an editor's, not an accident.
const LONGEST: usize = 3;

/// Runs of black frames beyond this many are a strobe.
const RUNS: usize = 3;

/// Share of the shot's usual level that both neighbours must have: less is a fade.
const USUAL: f64 = 0.25;

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
            && run.len() <= LONGEST
            && let (Some(before), Some(after)) = (before, after)
            && brightness(before).min(brightness(after)) >= USUAL * usual
        {
            for still in run {
                say(still, before, after, context, findings);
            }
        }
        before = run.last();
    }
}

const BESIDE: Text = Text { fr: "ses voisines ne le sont pas", en: "its neighbours are not" };
const MEANT: Text = Text { fr: "c'est peut-être voulu", en: "this may be meant" };
const WHOLE: Text = Text { fr: "du début à la fin du plan", en: "from the first frame of the shot to the last" };

fn say(still: &Still, before: &Still, after: &Still, context: &Context, findings: &mut Findings) {
    let (before, after) = (Value::from(mean(before)), Value::from(mean(after)));
    let beyond = Phrase::of(|lang| {
        let (before, after) = (before.words(lang), after.words(lang));
        match lang {
            Lang::Fr => format!("moyenne des voisines\u{A0}: {before} avant, {after} après"),
            Lang::En => format!("mean of the neighbours: {before} before, {after} after"),
        }
    });
    let name = still.file.entry.name.as_str();
    let finding = findings.on(still.file.index, context).with("before", before).with("after", after);
    finding.with("subject", name).with("files", name).with("length", 1).with("beside", BESIDE).with("beyond", beyond);
    if still.is_display() {
        finding.weigh(Severity::Warning);
    }
}

/// One note for a sequence that is black from end to end.
fn say_all(series: &Series, stills: &[Still], context: &Context, findings: &mut Findings) {
    let (Some(first), Some(last)) = (stills.first(), stills.last()) else { return };
    let subject = Phrase { fr: format!("Les images {}-{}", first.frame, last.frame), en: format!("Frames {}-{}", first.frame, last.frame) };
    let finding = findings.on(first.file.index, context).run(first.frame, last.frame).rule("whole-shot").weigh(Severity::Note);
    finding.with("subject", subject).with("files", series.notation.as_str()).with("length", stills.len());
    finding.with("beside", WHOLE).with("beyond", MEANT);
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

    #[test]
    fn a_shot_black_from_end_to_end_is_one_note() {
        assert_eq!(judge(&[0.0; 12]), ["note beauty.1001.exr-1012 whole-shot"]);
        assert!(judge(&[0.0; 3]).is_empty(), "too few to be a shot");
        assert!(judge(&[&[0.0; 8][..], &[1.0; 4]].concat()).is_empty(), "a late entry");
        assert!(judge(&[&[1.0; 4][..], &[0.0; 8]].concat()).is_empty(), "a fade");
    }
}
