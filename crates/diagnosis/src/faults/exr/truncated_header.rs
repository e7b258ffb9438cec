//! EXR008: the file ends inside its header.

use etabli_formats::exr::Rule;

use super::{making, report, said};
use crate::{
    Context, Declined, Detect, Dice, ExrFacts, Fault, File, Findings, Fix, Healthy, Inject, Patch, Place, Severity, Site, Text, Words,
};

/// EXR008.
pub(super) static FAULT: Fault = Fault {
    code: "EXR008",
    name: "truncated-header",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{file} est presque vide : seul le début a été écrit.",
            en: "{file} is nearly empty: only its beginning was written.",
        },
        td: Text {
            fr: "{file} s'arrête à l'octet {byte}, dans son en-tête ({inside}).",
            en: "{file} ends at byte {byte}, inside its header ({inside}).",
        },
        advice: Text {
            fr: "Relancer cette image, après avoir regardé l'espace du disque et le journal.",
            en: "Render this frame again, after a look at the disk's space and the log.",
        },
        page: Text {
            fr: "Le fichier finit avant ses pixels, dans ses attributs ou dans sa table des blocs. Rien ne peut en être sauvé.",
            en: "The file ends before its pixels, inside its attributes or its chunk table. Nothing of the picture can be saved.",
        },
    },
    detect: Detect::Exr(detect),
    outranks: &["EXR011", "EXR003", "SEQ008"],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["header", "table"], make },
    fix: Fix::None,
};

fn detect(file: &File, exr: &ExrFacts, context: &Context, findings: &mut Findings) {
    report(file, exr, context, findings, |defect, finding| {
        let Rule::TruncatedHeader { inside } = &defect.rule else { return false };
        finding.with("inside", said::inside(*inside));
        true
    });
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let opened = making::open(site, dice)?;
    let table = opened.entry(0);
    let cut = if site.variant == "table" { dice.range(table, opened.structure.pixels_at) } else { dice.range(9, table) };
    Ok((Patch::cut(&opened.frame.path, cut), vec![opened.frame.place_at(cut)]))
}
