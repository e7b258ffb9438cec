//! IMG007: alpha clearly below 0 or above 1 where siblings stay inside.

use etabli_formats::exr::Test;

use super::making;
use super::outside::{Bound, report};
use crate::layers::Role;
use crate::{
    Context, Declined, Detect, Dice, Fault, Findings, Fix, Healthy, Inject, Needs, Patch, Place, Series, Severity, Site, Text, Words,
};

/// IMG007.
pub(super) static FAULT: Fault = Fault {
    code: "IMG007",
    name: "alpha-out-of-range",
    severity: Severity::Warning,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "La transparence de {file} sort de ses bornes au pixel {pixel}.",
            en: "The transparency of {file} leaves its bounds at pixel {pixel}.",
        },
        td: Text {
            fr: "{count} {count:échantillon|échantillons} d'alpha hors de 0 à 1 dans {channels} de {file} (extrême : {value}) ; le premier en ({pixel}).",
            en: "{count} alpha {count:sample|samples} outside 0 to 1 in {channels} of {file} (extreme: {value}); the first at ({pixel}).",
        },
        advice: Text {
            fr: "Chercher l'addition de deux alphas ou le filtre propre à cette image ; la composition y fera un liseré.",
            en: "Look for two alphas added or a filter that only this frame went through; compositing will show a fringe there.",
        },
        page: Text {
            fr: "Un alpha dit la part couverte d'un pixel : de 0 à 1. Un filtre le dépasse d'un rien, ce qui est toléré ; une addition d'alphas ou un mauvais prémultiplié le dépasse nettement.",
            en: "An alpha says how much of a pixel is covered: from 0 to 1. A filter oversteps by a hair, which is tolerated; alphas added up or a bad premultiplication overstep clearly.",
        },
    },
    detect: Detect::Sequence(Needs::STATS, detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["above", "below"], make },
    fix: Fix::None,
};

/// Filters overstep by less.
const TOLERANCE: f64 = 0.02;

static ABOVE: Bound = Bound {
    role: Role::Alpha,
    excess: |stats| (stats.max - 1.0).max(0.0),
    tolerance: TOLERANCE,
    test: |_, tolerance| Test::Above(1.0 + tolerance),
};

static BELOW: Bound =
    Bound { role: Role::Alpha, excess: |stats| (-stats.min).max(0.0), tolerance: TOLERANCE, test: |_, tolerance| Test::Below(-tolerance) };

fn detect(series: &Series, context: &Context, findings: &mut Findings) {
    report(&ABOVE, series, context, findings);
    report(&BELOW, series, context, findings);
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let value = if site.variant == "below" { -0.5 } else { 3.0 };
    making::sample(site, dice, "A", value, 1)
}
