//! IMG003: a frame of zeros between frames that are not.

use super::making;
use super::shot::{Still, median, stills};
use crate::{Context, Declined, Detect, Dice, Fault, Findings, Healthy, Inject, Needs, Patch, Place, Series, Severity, Site, Text, Words};

/// IMG003.
pub(super) static FAULT: Fault = Fault {
    code: "IMG003",
    name: "black-frame",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text { fr: "{file} est toute noire, ses voisines ne le sont pas.", en: "{file} is all black, its neighbours are not." },
        td: Text {
            fr: "Tous les échantillons de couleur de {file} valent 0 ; moyenne des voisines : {before} avant, {after} après.",
            en: "Every colour sample of {file} is 0; mean of the neighbours: {before} before, {after} after.",
        },
        advice: Text {
            fr: "Lire le journal de cette image (licence, lumières, caméra) puis la relancer.",
            en: "Read this frame's log (licence, lights, camera), then render it again.",
        },
        page: Text {
            fr: "Une image noire isolée entre des images qui ne le sont pas vient d'un rendu sans licence, d'une lumière ou d'une caméra perdue. Un fondu, une tête ou une queue vides et un effet qui entre tard n'en sont pas : il faut de l'image des deux côtés, à son niveau habituel. En PNG, TIFF entier ou DPX, où un montage peut la vouloir, ce n'est qu'un avertissement.",
            en: "A black frame alone between frames that are not comes from a render without licence, or a lost light or camera. A fade, an empty head or tail and an effect that enters late are none: there must be a picture on both sides, at its usual level. In PNG, integer TIFF or DPX, where an edit may want it, it is only a warning.",
        },
    },
    detect: Detect::Sequence(Needs::LEVELS, detect),
    outranks: &["IMG005", "IMG008", "IMG009", "SEQ008"],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["all", "colour"], make },
};

/// A run of black frames longer than this is an editor's, not an accident.
const LONGEST: usize = 3;

/// Runs of black frames beyond this many are a strobe.
const RUNS: usize = 3;

/// Share of the shot's usual level that both neighbours must have: less is a fade.
const USUAL: f64 = 0.25;

fn detect(series: &Series, context: &Context, findings: &mut Findings) {
    let stills = stills(series, context);
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

fn say(still: &Still, before: &Still, after: &Still, context: &Context, findings: &mut Findings) {
    let finding = findings.on(still.file.index, context).with("before", mean(before)).with("after", mean(after));
    if still.is_display() {
        finding.weigh(Severity::Warning);
    }
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
