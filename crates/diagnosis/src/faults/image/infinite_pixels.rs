//! IMG002: samples that are infinite.

use etabli_formats::exr::{ChannelStats, Test};

use super::making;
use crate::layers::Role;
use crate::pixels::{locate, suspects};
use crate::{
    Context, Declined, Detect, Dice, Fault, File, Findings, Healthy, Inject, Needs, Patch, Picture, Place, Severity, Site, Text, Words,
};

/// IMG002.
pub(super) static FAULT: Fault = Fault {
    code: "IMG002",
    name: "infinite-pixels",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{count} {count:valeur infinie|valeurs infinies} dans {file}, à partir du pixel {pixel}.",
            en: "{count} infinite {count:value|values} in {file}, from pixel {pixel} on.",
        },
        td: Text {
            fr: "{count} {count:échantillon infini|échantillons infinis} dans {channels} de {file} ; le premier en ({pixel}).",
            en: "{count} infinite {count:sample|samples} in {channels} of {file}; the first at ({pixel}).",
        },
        advice: Text {
            fr: "Borner la valeur dans le nœud qui la produit ; un débruitage ou un flou étalerait l'infini en carrés.",
            en: "Clamp the value in the node that makes it; a denoiser or a blur would spread the infinity into squares.",
        },
        page: Text {
            fr: "Une valeur infinie vient d'une division par zéro ou d'un débordement. Dans un calque de profondeur elle veut souvent dire « rien devant » : ce n'est alors qu'une note. Une image en demi-flottants écrit parfois 65504 à la place.",
            en: "An infinite value comes from a division by zero or an overflow. In a depth layer it often means \"nothing in front\": it is a note there. A half-float picture sometimes holds 65504 in its place.",
        },
    },
    detect: Detect::Image(Needs::STATS, detect),
    outranks: &[],
    implies: &["IMG006"],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["positive", "negative"], make },
};

fn detect(file: &File, picture: &Picture, context: &Context, findings: &mut Findings) {
    let infinite = |stats: &ChannelStats| stats.positive_infinite + stats.negative_infinite;
    for suspect in suspects(picture, context, |stats, role| if role == Role::Id { 0 } else { infinite(stats) }) {
        let finding = locate(file, picture, &suspect, Test::Infinite, context, findings);
        if suspect.layer.role == Role::Depth {
            finding.weigh(Severity::Note);
        }
    }
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let value = if site.variant == "negative" { f32::NEG_INFINITY } else { f32::INFINITY };
    making::sample(site, dice, "G", value, 1)
}
