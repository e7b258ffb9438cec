//! DPX002: the image data end early, or their offset lies.

use etabli_formats::dpx::Rule;

use super::making;
use crate::faults::broken::{Said, report};
use crate::{Context, Detect, Dice, Fault, File, Findings, Fix, Healthy, Inject, Made, Needs, Patch, Severity, Site, Text, Words};

/// DPX002.
pub(super) static FAULT: Fault = Fault {
    code: "DPX002",
    name: "truncated-dpx",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{file} est coupée : une partie de l'image manque.",
            en: "{file} is cut short: part of the picture is missing.",
        },
        td: Text { fr: "{file}, octet {byte} : {problem}{piece}{figures}.", en: "{file}, byte {byte}: {problem}{piece}{figures}." },
        advice: Text {
            fr: "Relancer ou recopier cette image, après avoir regardé l'espace du disque et le transfert.",
            en: "Render or copy this frame again, after a look at the disk's space and the transfer.",
        },
        page: Text {
            fr: "La taille de l'image, le nombre de bits et le remplissage disent combien d'octets un DPX doit avoir après son décalage : s'il en a moins, l'écriture ou la copie a été coupée. \
                 Un décalage dans l'en-tête ou hors du fichier fait lire n'importe quoi. Des zéros qui commencent au milieu d'une ligne, sur un bloc du disque, et vont jusqu'à la fin viennent d'un disque plein.",
            en: "The picture's size, its bits and its packing say how many bytes a DPX must have after its offset: with fewer, the write or the copy was cut. \
                 An offset inside the header or outside the file makes readers show anything. Zeros that begin within a line, on a block of the disk, and go on to the end come from a full disk.",
        },
    },
    detect: Detect::File(Needs::STRUCTURE, detect),
    outranks: &["DPX001", "SEQ008"],
    implies: &[],
    inject: Inject { healthy: Healthy::DpxSequence, variants: &["cut", "header", "offset"], make },
    fix: Fix::None,
};

fn detect(file: &File, context: &Context, findings: &mut Findings) {
    let Some(dpx) = file.facts().and_then(|facts| facts.dpx()) else { return };
    report(file, &dpx.defects, context, findings, said);
}

fn said(rule: &Rule) -> Option<Said> {
    Some(match rule {
        Rule::TruncatedHeader { expected } => {
            Said::plain("header", "le fichier s'arrête dans son en-tête", "the file ends inside its header").with(format!("< {expected}"))
        }
        Rule::Truncated { element, expected, whole, of } => Said::plain("pixels", "les pixels s'arrêtent trop tôt", "the pixels end early")
            .of(format!("n° {element}, y = {whole} / {of}"))
            .with(format!("< {expected}")),
        Rule::Offset { element, seen } => {
            Said::plain("offset", "les pixels ne sont pas où l'en-tête le dit", "the pixels are not where the header says")
                .of(format!("n° {element}"))
                .with(seen.to_string())
        }
        Rule::Zeros { run } => {
            Said::plain("zeros", "le fichier n'est plus que des zéros jusqu'à sa fin", "the file is nothing but zeros to its end")
                .with(run.to_string())
        }
        _ => return None,
    })
}

fn make(site: &Site, dice: &mut Dice) -> Made {
    let (frame, structure) = making::open(site, dice)?;
    let size = frame.bytes.len() as u64;
    let (patch, byte) = match site.variant {
        "cut" => {
            let keep = dice.range(structure.data_at + 1, size - 1);
            (Patch::cut(&frame.path, keep), keep)
        }
        "header" => {
            let keep = dice.range(64, 1600);
            (Patch::cut(&frame.path, keep), keep)
        }
        _ => {
            let wild = (size as u32 + dice.range(1, 1 << 20) as u32).to_be_bytes().to_vec();
            (Patch::poke(&frame.path, size, 808, wild), 4)
        }
    };
    Ok((patch, vec![frame.place_at(byte)]))
}
