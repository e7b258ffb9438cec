//! PNG001: the file breaks the PNG format, or ends early.

use etabli_formats::png::Structure;
use etabli_formats::{Budget, png};

use super::said::said;
use crate::faults::broken::report;
use crate::{
    Context, Declined, Detect, Dice, Fault, File, Findings, Fix, Frame, Healthy, Inject, Made, Needs, Patch, Place, Severity, Site, Text,
    Words,
};

/// PNG001.
pub(super) static FAULT: Fault = Fault {
    code: "PNG001",
    name: "broken-png",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text { fr: "{file} {effect}.", en: "{file} {effect}." },
        td: Text { fr: "{file}, octet {byte}{piece} : {problem}{figures}.", en: "{file}, byte {byte}{piece}: {problem}{figures}." },
        advice: Text {
            fr: "Relancer ou réécrire l'image ; si plusieurs s'arrêtent tôt, regarder l'espace du disque et la copie.",
            en: "Render or write the picture again; when several end early, look at the disk's space and the copy.",
        },
        page: Text {
            fr: "Un PNG est une signature, puis des blocs dans un ordre fixé, chacun avec sa somme de contrôle, et des pixels compressés qui doivent se déplier à la taille exacte de l'image. \
                 Tout est vérifié : la signature, l'ordre, les sommes, les champs, les données dépliées et leurs filtres. L'octet donné est celui où cela se voit. \
                 Ce que seuls des lecteurs stricts refusent (une somme fausse hors des pixels, des octets après la fin) est un avertissement. \
                 Une suite de zéros jusqu'à la fin vient d'un disque plein ou d'une machine arrêtée pendant l'écriture.",
            en: "A PNG is a signature, then chunks in a fixed order, each with its checksum, and packed pixels that must unpack to the picture's exact size. \
                 All of it is checked: the signature, the order, the sums, the fields, the unpacked data and their filters. The byte given is where it shows. \
                 What only strict readers refuse (a wrong sum outside the pixels, bytes after the end) is a warning. \
                 Zeros up to the end come from a full disk, or a machine that stopped while writing.",
        },
    },
    detect: Detect::File(Needs::DATA, detect),
    outranks: &["SEQ008"],
    implies: &[],
    inject: Inject {
        healthy: Healthy::PngSequence,
        variants: &["cut", "pixels", "header", "no-data", "order", "zeros", "text-mode"],
        make,
    },
    fix: Fix::None,
};

fn detect(file: &File, context: &Context, findings: &mut Findings) {
    let Some(png) = file.facts().and_then(|facts| facts.png()) else { return };
    report(file, &png.defects, context, findings, said);
}

fn make(site: &Site, dice: &mut Dice) -> Made {
    let frame = site.frame(dice)?;
    let structure = png::read(&frame.bytes, &Budget::default()).map_err(|stop| Declined::because(stop.to_string()))?;
    if structure.data < 64 || !structure.defects.is_empty() {
        return Err(Declined::because("this needs a sound PNG frame"));
    }
    let (size, path) = (frame.bytes.len() as u64, frame.path.as_str());
    let (first, last) = (structure.data_at + 8, size - 12);
    let (patch, bytes) = match site.variant {
        "cut" => {
            let keep = dice.range(first, size - 1);
            (Patch::cut(path, keep), keep..keep + 1)
        }
        "pixels" => {
            let at = dice.range(first + 8, first + structure.data.min(4000));
            let old = frame.bytes.get(at as usize).copied().unwrap_or_default();
            (Patch::poke(path, size, at, vec![old ^ (1 << dice.range(0, 8))]), at..size)
        }
        "header" => (Patch::poke(path, size, 24, vec![dice.range(1, 5) as u8]), 24..25),
        "no-data" => (without_data(&frame, &structure), structure.data_at..structure.data_at + 1),
        "order" => {
            let header = frame.bytes.get(8..33).unwrap_or_default().to_vec();
            (
                Patch::poke(path, size, last, [header, frame.bytes.get(last as usize..).unwrap_or_default().to_vec()].concat()),
                last..last + 1,
            )
        }
        "zeros" => {
            let at = dice.range(first, first + structure.data / 2);
            (Patch::poke(path, size, at, vec![0; (size - at) as usize]), first..size)
        }
        _ => (text_mode(&frame), 4..5),
    };
    Ok((patch, vec![Place { bytes: Some(bytes), ..frame.place() }]))
}

/// The file without its image data.
fn without_data(frame: &Frame, structure: &Structure) -> Patch {
    let size = frame.bytes.len();
    let kept = frame.bytes.get(..structure.data_at as usize).unwrap_or_default();
    Patch::write(&frame.path, [kept, frame.bytes.get(size - 12..).unwrap_or_default()].concat())
}

/// What a transfer as text makes of it: every `0D 0A` became `0A`.
fn text_mode(frame: &Frame) -> Patch {
    let after = |at: usize| frame.bytes.get(at + 1) == Some(&b'\n');
    let kept = frame.bytes.iter().enumerate().filter(|&(at, &byte)| !(byte == b'\r' && after(at)));
    Patch::write(&frame.path, kept.map(|(_, &byte)| byte).collect())
}
