//! EXR005: a field of a chunk's leader contradicts the header.

use etabli_formats::exr::{self, Rule};

use super::fixing;
use super::{making, report, said};
use crate::fix::NO_LONGER;
use crate::{
    Change, Context, Cure, Declined, Detect, Dice, ExrFacts, Fault, File, Findings, Fix, Healthy, Inject, Patch, Place, Plan, Repair,
    Sentence, Severity, Site, Text, Words,
};

/// EXR005.
pub(super) static FAULT: Fault = Fault {
    code: "EXR005",
    name: "wrong-chunk-coordinate",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{file} est abîmée : une bande de l'image ne sait plus où elle va.",
            en: "{file} is damaged: a band of the picture no longer knows its place.",
        },
        td: Text {
            fr: "Le bloc {chunk} de {file} annonce {field} = {seen} à l'octet {byte}, ce que l'en-tête contredit.",
            en: "Chunk {chunk} of {file} says {field} = {seen} at byte {byte}, which the header contradicts.",
        },
        advice: Text {
            fr: "Relancer ou recopier l'image ; comparer avec une autre copie dit si c'est l'écriture ou le transport.",
            en: "Render or copy the frame again; another copy tells whether writing or transport did it.",
        },
        page: Text {
            fr: "Chaque bloc commence par sa place (ligne, tuile, niveau, partie) et sa taille. Quand la table est en ordre et que ce champ seul la contredit, c'est lui qui est faux : l'octet donné est celui de l'en-tête du bloc.",
            en: "Each chunk begins with its place (line, tile, level, part) and its size. When the table is in order and this field alone contradicts it, the field is wrong: the byte given is that of the chunk's leader.",
        },
    },
    detect: Detect::Exr(detect),
    outranks: &["EXR002"],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["line", "size"], make },
    fix: Fix::Unsafe(Cure {
        what: Text {
            fr: "remet dans l'en-tête du bloc la seule valeur que la table, l'en-tête et les blocs voisins permettent",
            en: "writes into the chunk's leader the only value that the table, the header and the neighbouring chunks allow",
        },
        make: fix,
        only: &[],
        leaves: &[],
    }),
};

fn detect(file: &File, exr: &ExrFacts, context: &Context, findings: &mut Findings) {
    report(file, exr, context, findings, |defect, finding| {
        let Rule::WrongLeader { field, seen, .. } = &defect.rule else { return false };
        finding.rule(&field.as_str().replace(' ', "-")).with("field", said::field(*field)).with("seen", *seen);
        true
    });
}

const AMBIGUOUS: Text = Text {
    fr: "plusieurs valeurs sont possibles : rien ne prouve laquelle est la bonne",
    en: "several values are possible: nothing proves which one is right",
};

fn fix(repair: &Repair) -> Result<Plan, Sentence> {
    let opened = fixing::open(repair)?;
    let wrong = opened.structure.defects.iter().filter_map(|defect| match &defect.rule {
        Rule::WrongLeader { field, expected, seen } => {
            let after = expected.map_or_else(String::new, |value| value.to_string());
            Some(Change::Field { name: said::field(*field).into(), before: seen.to_string(), after })
        }
        _ => None,
    });
    let changes: Vec<Change> = wrong.collect();
    if changes.is_empty() {
        return Err(NO_LONGER.into());
    }
    let pieces = exr::correct_leaders(&opened.structure, opened.source.size()).ok_or(AMBIGUOUS)?;
    let plan = opened.rewrite(repair, pieces, |rule| matches!(rule, Rule::WrongLeader { .. }))?;
    Ok(Plan { changes, ..plan })
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let opened = making::open(site, dice)?;
    let chunk = opened.inner(dice)?;
    let (at, value) = if site.variant == "size" { (chunk.data_at - 4, -1) } else { (chunk.at, 9999 + dice.range(0, 1000) as i32) };
    let place = Place { bytes: Some(chunk.at..chunk.data_at), ..opened.frame.place() };
    Ok((Patch::poke(&opened.frame.path, opened.size(), at, value.to_le_bytes().to_vec()), vec![place]))
}
