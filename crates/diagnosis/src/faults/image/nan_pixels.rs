//! IMG001: samples that are not a number.

use etabli_formats::exr::Test;

use super::{fixing, making};
use crate::layers::Role;
use crate::pixels::{locate, suspects};
use crate::{
    Context, Cure, Declined, Detect, Dice, Fault, File, Findings, Fix, Healthy, Inject, Needs, Patch, Picture, Place, Plan, Repair,
    Sentence, Severity, Site, Text, Words,
};

/// IMG001.
pub(super) static FAULT: Fault = Fault {
    code: "IMG001",
    name: "nan-pixels",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{count} {count:valeur invalide|valeurs invalides} dans {file}, à partir du pixel {pixel}.",
            en: "{count} invalid {count:value|values} in {file}, from pixel {pixel} on.",
        },
        td: Text {
            fr: "{count} {count:échantillon|échantillons} NaN dans {channels} de {file} ; le premier en ({pixel}).",
            en: "{count} NaN {count:sample|samples} in {channels} of {file}; the first at ({pixel}).",
        },
        advice: Text {
            fr: "Chercher l'objet et le nœud sous ce pixel : division par zéro, racine d'un négatif, normale nulle. Un flou ou un débruitage étalerait le défaut.",
            en: "Look for the object and the node under this pixel: a division by zero, a root of a negative, a null normal. A blur or a denoiser would spread it.",
        },
        page: Text {
            fr: "Un NaN n'est ni clair ni sombre : tout calcul qui le touche devient NaN. Un seul suffit à noircir une image entière après un flou. Le nombre, la boîte et le premier pixel (dans l'ordre de lecture) sont donnés calque par calque. Les identifiants de cryptomatte, qui ne sont pas des couleurs, ne sont pas jugés.",
            en: "A NaN is neither bright nor dark: whatever computes with it becomes NaN. One is enough to blacken a whole frame after a blur. The count, the box and the first pixel (in reading order) are given layer by layer. Cryptomatte identities, which are no colours, are not judged.",
        },
    },
    detect: Detect::Image(Needs::STATS, detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["one", "plane"], make },
    fix: Fix::Unsafe(Cure {
        what: Text {
            fr: "remplace chaque NaN par la médiane de ses voisins valides, dans son canal",
            en: "replaces each NaN by the median of its valid neighbours, in its channel",
        },
        make: fix,
        only: &[],
        leaves: &[],
    }),
};

fn detect(file: &File, picture: &Picture, context: &Context, findings: &mut Findings) {
    for suspect in suspects(picture, context, |stats, role| if role == Role::Id { 0 } else { stats.nan }) {
        locate(file, picture, &suspect, Test::Nan, context, findings);
    }
}

fn fix(repair: &Repair) -> Result<Plan, Sentence> {
    fixing::replace(repair, Test::Nan, |role| role != Role::Id)
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let side = if site.variant == "plane" { 7 } else { 1 };
    making::sample(site, dice, "R", f32::NAN, side)
}
