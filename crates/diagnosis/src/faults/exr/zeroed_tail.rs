//! EXR007: a long run of zeros up to the end of the file.

use etabli_formats::exr::Rule;

use super::fixing::{SALVAGES, salvage};
use super::{making, report};
use crate::{
    Context, Cure, Declined, Detect, Dice, ExrFacts, Fault, File, Findings, Fix, Healthy, Inject, Patch, Place, Severity, Site, Text, Words,
};

/// EXR007.
pub(super) static FAULT: Fault = Fault {
    code: "EXR007",
    name: "zeroed-tail",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{file} est vide à partir d'un endroit : la fin de l'image est perdue.",
            en: "{file} is blank from one place on: the end of the picture is lost.",
        },
        td: Text {
            fr: "{run} octets nuls finissent {file}, à partir de l'octet {byte}{block}.",
            en: "{run} zero bytes end {file}, from byte {byte} on{block}.",
        },
        advice: Text {
            fr: "Relancer ou recopier l'image ; une coupure de courant ou un volume décroché pendant l'écriture laisse cette trace.",
            en: "Render or copy the frame again; a power cut or a volume that dropped during the write leaves this trace.",
        },
        page: Text {
            fr: "Le fichier a sa taille, mais sa fin n'est faite que de zéros là où des blocs devraient commencer : l'espace était réservé, le contenu n'est jamais arrivé au disque. Une image noire sans compression n'est pas confondue avec ce défaut.",
            en: "The file has its size, but its end is nothing but zeros where chunks should begin: the space was reserved, the content never reached the disk. An uncompressed black picture is not taken for this fault.",
        },
    },
    detect: Detect::Exr(detect),
    outranks: &["EXR001", "EXR002", "EXR004", "EXR005"],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["tail", "block"], make },
    fix: Fix::Unsafe(Cure { what: SALVAGES, make: salvage, only: &[], leaves: &["EXR007", "EXR012"] }),
};

fn detect(file: &File, exr: &ExrFacts, context: &Context, findings: &mut Findings) {
    report(file, exr, context, findings, |defect, finding| {
        let Rule::ZeroedTail { run } = defect.rule else { return false };
        finding.with("run", run).with("block", block(defect.byte));
        true
    });
}

/// A run that begins on a block of the file system was torn by it.
fn block(byte: u64) -> Text {
    if byte.is_multiple_of(4096) {
        Text { fr: ", le début d'un bloc du disque", en: ", the start of a block of the disk" }
    } else {
        Text { fr: "", en: "" }
    }
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let opened = making::open(site, dice)?;
    let third = opened.chunks.get(opened.chunks.len() - 2).map_or(0, |chunk| chunk.at);
    let from = dice.range(opened.structure.pixels_at + 16, third);
    let from = if site.variant == "block" { from.next_multiple_of(4096).min(third) } else { from };
    let zeros = vec![0; (opened.size() - from) as usize];
    let place = Place { bytes: Some(from.saturating_sub(64)..from + 1), ..opened.frame.place() };
    Ok((Patch::poke(&opened.frame.path, opened.size(), from, zeros), vec![place]))
}
