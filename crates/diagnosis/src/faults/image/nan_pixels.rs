//! IMG001: samples that are not a number.

use etabli_formats::exr::Test;

use crate::healthy::spoil;
use crate::pixels::{locate, suspects};
use crate::{
    Context, Declined, Detect, Dice, ExrFacts, Fault, File, Findings, Healthy, Inject, Needs, Patch, Place, Severity, Site, Text, Words,
};

/// IMG001.
pub static FAULT: Fault = Fault {
    code: "IMG001",
    name: "nan-pixels",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text { fr: "{count} pixel(s) sans valeur dans {file}, à partir de {pixel}.", en: "{count} pixel(s) without a value in {file}, from {pixel} on." },
        td: Text {
            fr: "{count} échantillons NaN dans {channels} de {file} ; le premier en ({pixel}).",
            en: "{count} NaN samples in {channels} of {file}; the first at ({pixel}).",
        },
        advice: Text {
            fr: "Chercher le calque et l'objet sous ce pixel : division par zéro, racine d'un négatif, normale nulle. Un flou ou un débruitage étalerait le défaut.",
            en: "Look for the layer and the object under this pixel: a division by zero, a root of a negative, a null normal. A blur or a denoiser would spread it.",
        },
        page: Text {
            fr: "Un NaN n'est ni clair ni sombre : tout calcul qui le touche devient NaN. Un seul suffit à noircir une image entière après un flou. \
                 Le nombre, la boîte et le premier pixel (dans l'ordre de lecture) sont donnés calque par calque.",
            en: "A NaN is neither bright nor dark: whatever computes with it becomes NaN. One is enough to blacken a whole frame after a blur. \
                 The count, the box and the first pixel (in reading order) are given layer by layer.",
        },
    },
    detect: Detect::Image(Needs::STATS, detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["one", "plane"], make },
};

fn detect(file: &File, exr: &ExrFacts, context: &Context, findings: &mut Findings) {
    for suspect in suspects(exr, context, |stats, _| stats.nan) {
        locate(file, exr, &suspect, Test::Nan, context, findings);
    }
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    spoil(site, dice, f32::NAN)
}
