//! EXR002: the data inside a chunk do not decode.

use etabli_formats::exr::Rule;

use super::fixing::{SALVAGES, salvage};
use super::{making, report, said};
use crate::{
    Context, Cure, Declined, Detect, Dice, Fault, File, Findings, Fix, Healthy, Inject, Needs, Patch, Place, Severity, Site, Text, Words,
};

/// EXR002.
pub(super) static FAULT: Fault = Fault {
    code: "EXR002",
    name: "corrupt-chunk",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{file} est abîmée par endroits : une bande de l'image ne se lit plus.",
            en: "{file} is damaged: a band of the picture cannot be read.",
        },
        td: Text {
            fr: "Le bloc {chunk} de {file} ne se décode pas ({problem}) ; {defects} {defects:bloc touché|blocs touchés} en tout.",
            en: "Chunk {chunk} of {file} does not decode ({problem}); {defects} {defects:chunk|chunks} hit in all.",
        },
        advice: Text {
            fr: "Relancer ou recopier l'image ; si d'autres fichiers du même disque sont touchés, faire vérifier ce disque.",
            en: "Render or copy the frame again; when other files of the same disk are hit, have that disk checked.",
        },
        page: Text {
            fr: "Le fichier est entier, mais un bloc compressé n'a plus le contenu que sa somme de contrôle promet : bit retourné par un disque, une mémoire ou un réseau. L'octet donné est dans ce bloc. Sans compression, un tel bit ne se voit que par une somme de contrôle du fichier.",
            en: "The file is whole, but a compressed chunk no longer holds what its checksum promises: a bit flipped by a disk, a memory or a network. The byte given lies in that chunk. Without compression such a bit only shows against a checksum of the file.",
        },
    },
    detect: Detect::File(Needs::STATS, detect),
    outranks: &["SEQ008"],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["bit", "byte"], make },
    fix: Fix::Unsafe(Cure { what: SALVAGES, make: salvage, only: &[], leaves: &["EXR002", "EXR012"] }),
};

fn detect(file: &File, context: &Context, findings: &mut Findings) {
    let Some(exr) = file.exr() else { return };
    report(file, exr, context, findings, |defect, finding| {
        let Rule::CorruptChunk { problem } = &defect.rule else { return false };
        finding.with("problem", said::damage(*problem));
        true
    });
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let opened = making::open(site, dice)?;
    let chunk = opened.inner(dice)?;
    // The deflate stream without its header, its checksum, and the last byte, whose spare bits mean nothing.
    let at = dice.range(chunk.data_at + 2, chunk.data_at + chunk.packed - 6);
    let flip = if site.variant == "bit" { 1 << dice.range(0, 8) } else { 0xFF };
    let spoiled = opened.bytes(at, 1).into_iter().map(|byte| byte ^ flip).collect();
    let place = Place { bytes: Some(chunk.at..chunk.data_at + chunk.packed), ..opened.frame.place() };
    Ok((Patch::poke(&opened.frame.path, opened.size(), at, spoiled), vec![place]))
}
