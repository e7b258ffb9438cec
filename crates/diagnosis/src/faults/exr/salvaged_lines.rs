//! EXR012: a frame that was salvaged, with lines that were lost before.

use etabli_formats::Budget;
use etabli_formats::exr::{self, LOST_LINES, Value};

use super::making;
use crate::{
    Context, Declined, Detect, Dice, ExrFacts, Fault, File, Findings, Fix, Healthy, Inject, Patch, Place, Severity, Site, Step, Text, Words,
};

/// EXR012.
pub(super) static FAULT: Fault = Fault {
    code: "EXR012",
    name: "salvaged-lines",
    severity: Severity::Warning,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{file} a été sauvée d'un fichier abîmé : une partie de l'image est perdue.",
            en: "{file} was saved from a damaged file: part of the picture is lost.",
        },
        td: Text {
            fr: "L'en-tête de {file} dit que ses lignes {lines} ont été perdues dans un sauvetage (etabliLostLines) : ce sont des zéros.",
            en: "The header of {file} says that its lines {lines} were lost in a salvage (etabliLostLines): they are zeros.",
        },
        advice: Text {
            fr: "Relancer cette image, ou se contenter des lignes qui restent ; l'attribut part avec un nouveau rendu.",
            en: "Render this frame again, or make do with the lines that are left; the attribute goes with a new render.",
        },
        page: Text {
            fr: "« etabli salvage » enregistre les blocs intacts d'un fichier abîmé, met des zéros à la place des autres et nomme les lignes perdues dans l'en-tête. \
                 Le fichier s'ouvre partout, mais l'image n'est pas entière : remise dans sa suite, elle ne doit pas passer pour bonne.",
            en: "\"etabli salvage\" keeps the intact chunks of a damaged file, puts zeros in the place of the others and names the lost lines in the header. \
                 The file opens everywhere, but the picture is not whole: back in its sequence, it must not pass for a good one.",
        },
    },
    detect: Detect::Exr(detect),
    outranks: &["IMG003", "IMG005", "IMG008", "IMG009", "SEQ008"],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["cut"], make },
    fix: Fix::None,
};

fn detect(file: &File, exr: &ExrFacts, context: &Context, findings: &mut Findings) {
    for (part, number) in exr.structure.parts.iter().zip(0..) {
        let Some(attribute) = part.attribute(LOST_LINES) else { continue };
        let lines = if let Value::Text(lines) = &attribute.value { lines.replace("..", "-").replace(' ', ", ") } else { String::new() };
        let finding = findings.on(file.index, context).byte(attribute.at);
        finding.at.part = Some(number);
        finding.with("lines", lines);
        return;
    }
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let opened = making::open(site, dice)?;
    let cut = opened.inner(dice)?.data_at;
    let damaged = opened.bytes(0, usize::try_from(cut).unwrap_or(usize::MAX));
    let because = |stop: etabli_formats::Stop| Declined::because(stop.to_string());
    let (structure, chunks) = exr::read(&damaged, &Budget::default()).map_err(because)?;
    let kept = exr::salvage(&damaged, &structure, &chunks, &Budget::default()).map_err(because)?;
    let kept = kept.ok_or_else(|| Declined::because("nothing of this frame can be salvaged"))?;
    // What is kept of the cut file is kept of the whole one: it begins with the same bytes.
    let step = Step::Write { path: opened.frame.path.clone(), pieces: kept.pieces };
    Ok((Patch::one(step), vec![opened.frame.place()]))
}
