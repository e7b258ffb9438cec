//! IMG006: values clearly below zero where siblings have none.

use etabli_formats::exr::Test;

use super::making;
use super::outside::{Bound, report};
use crate::layers::Role;
use crate::{
    Context, Declined, Detect, Dice, Fault, Findings, Fix, Healthy, Inject, Needs, Patch, Place, Series, Severity, Site, Text, Words,
};

/// IMG006.
pub(super) static FAULT: Fault = Fault {
    code: "IMG006",
    name: "negative-pixels",
    severity: Severity::Warning,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{count} {count:valeur négative|valeurs négatives} dans {file}, à partir du pixel {pixel}.",
            en: "{count} negative {count:value|values} in {file}, from pixel {pixel} on.",
        },
        td: Text {
            fr: "{count} {count:échantillon nettement négatif|échantillons nettement négatifs} dans {channels} de {file} (le plus bas : {value}) ; le premier en ({pixel}).",
            en: "{count} {count:sample|samples} clearly below zero in {channels} of {file} (lowest: {value}); the first at ({pixel}).",
        },
        advice: Text {
            fr: "Chercher la soustraction, la conversion de gamut ou le filtre propre à cette image ; un négatif assombrit ce qu'on lui ajoute.",
            en: "Look for the subtraction, gamut conversion or filter that only this frame went through; a negative darkens what is added to it.",
        },
        page: Text {
            fr: "Les filtres à lobes, les codecs et les gamuts larges laissent de petits négatifs : ils sont tolérés, comme tout ce que les images voisines ont aussi. N'est signalé que ce qui est nettement plus bas que chez les autres.",
            en: "Filters with lobes, codecs and wide gamuts leave small negatives: these are tolerated, like whatever the neighbours have too. Only what lies clearly lower than in the others is reported.",
        },
    },
    detect: Detect::Sequence(Needs::STATS, detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["block", "one"], make },
    fix: Fix::None,
};

/// Ringing beside a highlight and DWA's rounding stay above it.
const TOLERANCE: f64 = 0.02;

static BOUND: Bound =
    Bound { role: Role::Colour, excess: |stats| (-stats.min).max(0.0), tolerance: TOLERANCE, test: |_, tolerance| Test::Below(-tolerance) };

fn detect(series: &Series, context: &Context, findings: &mut Findings) {
    report(&BOUND, series, context, findings);
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let side = if site.variant == "block" { 4 } else { 1 };
    making::sample(site, dice, "B", -0.5, side)
}
