//! DPX001: a header field outside the standard, or padding that is not zero.

use etabli_formats::Pieced;
use etabli_formats::dpx::{self, Rule};

use super::making;
use crate::faults::broken::{Said, hex, report};
use crate::fix::NO_LONGER;
use crate::{
    Change, Context, Cure, Declined, Detect, Dice, Fault, File, Findings, Fix, Healthy, Inject, Made, Needs, Patch, Plan, Repair, Sentence,
    Severity, Site, Step, Text, Words,
};

/// DPX001.
pub(super) static FAULT: Fault = Fault {
    code: "DPX001",
    name: "bad-dpx-field",
    severity: Severity::Warning,
    since: "0.1.0",
    words: Words {
        artist: Text { fr: "{file} {effect}.", en: "{file} {effect}." },
        td: Text { fr: "{file}, octet {byte} : {problem}{piece}{figures}.", en: "{file}, byte {byte}: {problem}{piece}{figures}." },
        advice: Text {
            fr: "Si toute la suite est ainsi, corriger l'écrivain ou son réglage ; une livraison stricte la refusera.",
            en: "When the whole sequence is so, mend the writer or its setting; a strict delivery will refuse it.",
        },
        page: Text {
            fr: "SMPTE 268M fixe ce que chaque champ de l'en-tête peut dire, et met à zéro les bits entre les échantillons. Un champ qui n'est pas renseigné a tous ses bits à un. \
                 Une valeur hors de la norme est lue autrement par chaque logiciel : orientation, transfert, taille. L'octet donné est celui du champ, ou du premier mot dont le remplissage n'est pas nul. Les en-têtes Cineon sont jugés de même.",
            en: "SMPTE 268M fixes what each field of the header may say, and sets the bits between samples to zero. A field that is not set has all its bits at one. \
                 A value outside the standard is read differently by each program: orientation, transfer, size. The byte given is the field's, or that of the first word whose padding is not zero. Cineon headers are judged alike.",
        },
    },
    detect: Detect::File(Needs::DATA, detect),
    outranks: &[],
    implies: &["COL001"],
    inject: Inject { healthy: Healthy::DpxSequence, variants: &["version", "orientation", "ditto", "transfer", "size", "padding"], make },
    fix: Fix::Safe(Cure {
        what: Text {
            fr: "met à zéro les bits entre les échantillons ; les échantillons restent",
            en: "sets the bits between the samples to zero; the samples stay",
        },
        make: fix,
        only: &["padding"],
        leaves: &[],
    }),
};

fn detect(file: &File, context: &Context, findings: &mut Findings) {
    let Some(dpx) = file.facts().and_then(|facts| facts.dpx()) else { return };
    report(file, &dpx.defects, context, findings, said);
}

fn said(rule: &Rule) -> Option<Said> {
    Some(match rule {
        Rule::Signature { seen } => Said::plain("signature", "la signature est fausse", "the signature is wrong").with(hex(seen)),
        Rule::Field { field, seen } => {
            Said::plain("field", "un champ est hors de la norme", "a field is outside the standard").of(field).with(seen)
        }
        Rule::FileSize { seen, held } => {
            Said::plain("file-size", "l'en-tête donne une autre taille que le fichier", "the header gives another size than the file's")
                .with(format!("{seen} / {held}"))
        }
        Rule::Padding { element, count } => {
            Said::plain("padding", "le remplissage entre les échantillons n'est pas nul", "the padding between samples is not zero")
                .of(format!("n° {element}"))
                .with(format!("× {count}"))
        }
        _ => return None,
    })
}

const UNPROVEN: Text = Text {
    fr: "le résultat ne serait pas sain : les éléments d'image se recouvrent",
    en: "the result would not be sound: the image elements lie over each other",
};

fn fix(repair: &Repair) -> Result<Plan, Sentence> {
    let source = repair.open()?;
    let structure = dpx::read(&*source, repair.budget)?;
    let filled = dpx::verify(&*source, &structure, repair.budget)?;
    if filled.is_empty() {
        return Err(NO_LONGER.into());
    }
    let pieces = dpx::clear_padding(&*source, &structure, repair.budget)?.ok_or(UNPROVEN)?;
    let new = Pieced::new(&*source, &pieces);
    let after = dpx::read(&new, repair.budget)?;
    if after != structure || !dpx::verify(&new, &after, repair.budget)?.is_empty() {
        return Err(UNPROVEN.into());
    }
    let change = |rule: &Rule| match rule {
        Rule::Padding { element, count } => {
            let (fr, en) = (format!("mots au remplissage non nul, élément {element}"), format!("words with padding, element {element}"));
            Some(Change::none_left((&fr, &en), *count))
        }
        _ => None,
    };
    let changes = filled.iter().filter_map(|defect| change(&defect.rule)).collect();
    Ok(Plan { patch: Patch::one(Step::Write { path: repair.subject.path.clone(), pieces }), changes })
}

fn make(site: &Site, dice: &mut Dice) -> Made {
    let (frame, structure) = making::open(site, dice)?;
    let at = structure.elements.first().map(|element| element.at).ok_or_else(|| Declined::because("this frame has no image element"))?;
    let size = frame.bytes.len() as u64;
    let (byte, bytes) = match site.variant {
        "version" => (8, b"v".to_vec()),
        "orientation" => (768, vec![0, dice.range(8, 200) as u8]),
        "ditto" => (20, (dice.range(2, 1000) as u32).to_be_bytes().to_vec()),
        "transfer" => (801, vec![dice.range(20, 250) as u8]),
        "size" => (16, (size as u32 - dice.range(1, 1000) as u32).to_be_bytes().to_vec()),
        _ => {
            let word = at + 4 * dice.range(0, (size - at) / 4);
            let low = frame.bytes.get(word as usize + 3).copied().unwrap_or_default();
            let poked = Patch::poke(&frame.path, size, word + 3, vec![low | dice.range(1, 4) as u8]);
            return Ok((poked, vec![frame.place_at(word)]));
        }
    };
    Ok((Patch::poke(&frame.path, size, byte, bytes), vec![frame.place_at(byte)]))
}
