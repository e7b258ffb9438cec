//! IMG005: one value everywhere, among frames that vary.

use super::making;
use super::shot::stills;
use crate::{
    Context, Declined, Detect, Dice, Fault, Findings, Fix, Healthy, Inject, Needs, Patch, Place, Series, Severity, Site, Text, Words,
};

/// IMG005.
pub(super) static FAULT: Fault = Fault {
    code: "IMG005",
    name: "constant-frame",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{file} est d'une seule couleur unie, ses voisines ne le sont pas.",
            en: "{file} is one flat colour, its neighbours are not.",
        },
        td: Text {
            fr: "Chaque canal de couleur de {file} n'a qu'une valeur : {values}.",
            en: "Each colour channel of {file} has a single value: {values}.",
        },
        advice: Text {
            fr: "Lire le journal de cette image, puis la relancer ; une carte remplacée par une couleur unie donne la même trace.",
            en: "Read this frame's log, then render it again; a map replaced by a flat colour leaves the same trace.",
        },
        page: Text {
            fr: "Une image d'une seule valeur entre des images qui varient est un rendu manqué ou une image de remplacement. Au début ou à la fin d'un plan elle peut être voulue : il n'en est rien dit. En PNG, TIFF entier ou DPX, où un éclair blanc peut être dessiné, ce n'est qu'une note.",
            en: "A frame of one value between frames that vary is a failed render or a stand-in. At the head or the tail of a shot it may be meant: nothing is said of it there. In PNG, integer TIFF or DPX, where a white flash may be drawn, it is only a note.",
        },
    },
    detect: Detect::Sequence(Needs::STATS, detect),
    outranks: &["IMG008", "SEQ008"],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["grey", "white"], make },
    fix: Fix::None,
};

/// A run of flat frames longer than this is meant.
const LONGEST: usize = 3;

fn detect(series: &Series, context: &Context, findings: &mut Findings) {
    let stills = stills(series, context);
    let flat = stills.iter().filter(|s| s.is_constant()).count();
    if flat * 4 > stills.len() {
        return;
    }
    let ends = [stills.first(), stills.last()].map(|end| end.map(|s| s.frame));
    for run in stills.chunk_by(|a, b| a.is_constant() == b.is_constant()) {
        let inner = run.first().map(|s| s.frame) != ends[0] && run.last().map(|s| s.frame) != ends[1];
        for still in run.iter().filter(|s| inner && run.len() <= LONGEST && s.is_constant() && !s.is_black()) {
            let values: Vec<f64> = still.stats().map(|s| s.max).collect();
            let finding = findings.on(still.file.index, context).with("values", values);
            if still.is_display() {
                finding.weigh(Severity::Note);
            }
        }
    }
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    let flat = if site.variant == "white" { 1.0 } else { 0.18 };
    let patch = making::colours(&frame, |channel, _, _, value| if channel == "A" { value } else { flat })?;
    Ok((patch, vec![frame.place()]))
}
