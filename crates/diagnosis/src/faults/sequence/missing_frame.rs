//! SEQ001: frames that should be there and are not.

use crate::sequence::holes;
use crate::{
    Context, Declined, Detect, Dice, Fault, Findings, Healthy, Inject, Needs, Patch, Place, Series, Severity, Site, Step, Text, Words,
};

/// SEQ001.
pub(super) static FAULT: Fault = Fault {
    code: "SEQ001",
    name: "missing-frame",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text { fr: "Il manque {count} image(s) : {missing}.", en: "{count} frame(s) are missing: {missing}." },
        td: Text {
            fr: "{missing} manque(nt) dans {series} ({found} images présentes).",
            en: "{missing} missing from {series} ({found} frames present).",
        },
        advice: Text {
            fr: "Relancer ces images ; si le trou est voulu, le déclarer dans etabli.toml (ranges.holes) ou passer --allow-holes.",
            en: "Render these frames; when the hole is meant, declare it in etabli.toml (ranges.holes) or pass --allow-holes.",
        },
        page: Text {
            fr: "Une suite dense où quelques numéros manquent a presque toujours perdu des images : machine tuée, erreur d'écriture, copie interrompue. \
                 Une suite sur deux, un essai de quelques images espacées, un jeu de tuiles UDIM ou un trou déclaré n'en sont pas.",
            en: "A dense sequence with a few numbers gone has nearly always lost frames: a machine killed, a failed write, a copy cut short. \
                 A sequence on twos, a test of a few spread frames, a UDIM set or a declared hole is none of these.",
        },
    },
    detect: Detect::Sequence(Needs::ENTRY, detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["one", "run"], make },
};

fn detect(series: &Series, context: &Context, findings: &mut Findings) {
    for hole in holes(&series.names) {
        let (first, last) = (*hole.start(), *hole.end());
        let missing = if first == last { first.to_string() } else { format!("{first}-{last}") };
        findings
            .on_absent(&series.name_of(first), series, first, context)
            .run(first, last)
            .with("missing", missing)
            .with("count", last - first + 1)
            .with("series", series.notation.as_str())
            .with("found", series.frames.len());
    }
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    let mut gone = vec![frame.clone()];
    if site.variant == "run" {
        gone.push(site.next(&frame)?);
    }
    let steps = gone.iter().map(|f| Step::Remove { path: f.path.clone() }).collect();
    Ok((Patch { steps }, vec![frame.place()]))
}
