//! EXR011: an attribute or required header field breaks the format.

use etabli_formats::exr::Rule;

use super::{making, report, said};
use crate::{
    Context, Declined, Detect, Dice, ExrFacts, Fault, File, Findings, Fix, Healthy, Inject, Patch, Phrase, Place, Severity, Site, Text,
    Words,
};

/// EXR011.
pub(super) static FAULT: Fault = Fault {
    code: "EXR011",
    name: "bad-attribute",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{file} ne s'ouvrira pas partout : son en-tête est faux.",
            en: "{file} will not open everywhere: its header is wrong.",
        },
        td: Text {
            fr: "L'en-tête de {file} est faux à l'octet {byte} : {name}, {problem}{quoted}.",
            en: "The header of {file} is wrong at byte {byte}: {name}, {problem}{quoted}.",
        },
        advice: Text {
            fr: "Relancer ou réécrire l'image avec un outil à jour ; si toutes sont ainsi, c'est l'écrivain qu'il faut corriger.",
            en: "Render the frame again, or write it again with a current tool; when all are so, correct the writer.",
        },
        page: Text {
            fr: "Un champ obligatoire manque, a une autre taille que la norme, ou une valeur qu'aucun lecteur ne peut suivre. Certains lecteurs passent outre, d'autres refusent le fichier ou s'arrêtent.",
            en: "A required field is missing, has another size than the standard's, or a value that no reader can follow. Some readers pass over it, others refuse the file or stop.",
        },
    },
    detect: Detect::Exr(detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["compression", "window", "missing"], make },
    fix: Fix::None,
};

fn detect(file: &File, exr: &ExrFacts, context: &Context, findings: &mut Findings) {
    report(file, exr, context, findings, |defect, finding| {
        let Rule::BadAttribute { name, problem, seen } = &defect.rule else { return false };
        finding.rule(problem.as_str()).with("name", name.as_str()).with("problem", said::flaw(*problem)).with("value", seen.as_str());
        finding.with("quoted", quoted(seen));
        true
    });
}

/// The value between quotation marks; nothing when there is none.
fn quoted(seen: &str) -> Phrase {
    if seen.is_empty() {
        return Phrase::default();
    }
    Phrase { fr: format!(" («\u{A0}{seen}\u{A0}»)"), en: format!(" (\"{seen}\")") }
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let opened = making::open(site, dice)?;
    let part = opened.structure.parts.first().ok_or_else(|| Declined::because("this frame has no header"))?;
    let at = |name| part.attribute(name).map(|a| a.at).ok_or_else(|| Declined::because("this frame has no such attribute"));
    let (at, spoiled) = match site.variant {
        "compression" => (at("compression")?, vec![dice.range(100, 256) as u8]),
        "window" => (at("dataWindow")?, (1 << 24 | dice.range(0, 1 << 20) as i32).to_le_bytes().to_vec()),
        _ => {
            let value = at("lineOrder")?;
            (value - "lineOrder\0lineOrder\0".len() as u64 - 4, b"L".to_vec())
        }
    };
    Ok((Patch::poke(&opened.frame.path, opened.size(), at, spoiled), vec![opened.frame.place()]))
}
