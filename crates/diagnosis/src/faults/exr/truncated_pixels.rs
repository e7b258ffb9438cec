//! EXR001: the file ends inside its pixels.

use etabli_formats::exr::Rule;

use super::fixing::{SALVAGES, salvage};
use super::{making, report};
use crate::{
    Context, Cure, Declined, Detect, Dice, ExrFacts, Fault, File, Findings, Fix, Healthy, Inject, Patch, Place, Severity, Site, Text, Words,
};

/// EXR001.
pub(super) static FAULT: Fault = Fault {
    code: "EXR001",
    name: "truncated-pixels",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{file} est coupée : une partie de l'image manque.",
            en: "{file} is cut short: part of the picture is missing.",
        },
        td: Text {
            fr: "{file} s'arrête à l'octet {seen} au lieu de {expected} au moins : {whole} {whole:bloc entier|blocs entiers} sur {of}.",
            en: "{file} ends at byte {seen}, where {expected} is the least: {whole} whole {whole:chunk|chunks} out of {of}.",
        },
        advice: Text {
            fr: "Relancer cette image, après avoir regardé l'espace du disque et le journal ; les blocs entiers restent lisibles.",
            en: "Render this frame again, after a look at the disk's space and the log; its whole chunks can still be read.",
        },
        page: Text {
            fr: "Un bloc de pixels finit après la fin du fichier : l'écriture a été interrompue (rendu tué, disque plein, copie coupée). L'octet donné est la fin du fichier ; les lignes perdues commencent au premier bloc coupé.",
            en: "A chunk of pixels ends past the end of the file: the write was interrupted (render killed, disk full, copy cut). The byte given is the end of the file; the lost lines begin with the first cut chunk.",
        },
    },
    detect: Detect::Exr(detect),
    outranks: &["EXR002", "EXR004", "SEQ008"],
    implies: &["EXR003"],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["pixels"], make },
    fix: Fix::Unsafe(Cure { what: SALVAGES, make: salvage, only: &[], leaves: &["EXR001", "EXR012"] }),
};

fn detect(file: &File, exr: &ExrFacts, context: &Context, findings: &mut Findings) {
    report(file, exr, context, findings, |defect, finding| {
        let Rule::TruncatedPixels { expected, seen, whole, of } = defect.rule else { return false };
        finding.with("expected", expected).with("seen", seen).with("whole", whole).with("of", of);
        true
    });
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let opened = making::open(site, dice)?;
    let cut = dice.range(opened.structure.pixels_at + 16, opened.size() - 1);
    Ok((Patch::cut(&opened.frame.path, cut), vec![opened.frame.place_at(cut)]))
}
