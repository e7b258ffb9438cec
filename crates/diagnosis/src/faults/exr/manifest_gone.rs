//! EXR010: a cryptomatte layer without its manifest.

use etabli_formats::exr::{Part, Value};

use super::manifest;
use crate::healthy::edit;
use crate::{
    Context, Cure, Declined, Detect, Dice, ExrFacts, Fault, File, Findings, Fix, Healthy, Inject, Patch, Place, Severity, Site, Text, Words,
};

/// EXR010.
pub(super) static FAULT: Fault = Fault {
    code: "EXR010",
    name: "manifest-gone",
    severity: Severity::Warning,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "Les masques de {matte} n'ont plus de noms d'objets.",
            en: "The mattes of {matte} have lost their object names.",
        },
        td: Text {
            fr: "La cryptomatte « {matte} » de {file} n'a pas de manifeste : {problem}.",
            en: "The cryptomatte \"{matte}\" of {file} has no manifest: {problem}.",
        },
        advice: Text {
            fr: "Reprendre le manifeste d'une image voisine du même rendu, ou relancer en écrivant le manifeste dans l'image.",
            en: "Take the manifest of a neighbouring frame of the same render, or render again with the manifest inside the picture.",
        },
        page: Text {
            fr: "Une cryptomatte ne contient que des nombres ; le manifeste les relie aux noms des objets. Il est écrit dans l'en-tête (manifest) \
                 ou dans un fichier à côté (manif_file). Sans lui les masques restent, les noms sont perdus.",
            en: "A cryptomatte holds only numbers; its manifest ties them to the names of objects. It is written in the header (manifest) \
                 or in a file beside (manif_file). Without it the mattes stay, the names are lost.",
        },
    },
    detect: Detect::Exr(detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::Multilayer, variants: &["dropped", "sidecar"], make },
    fix: Fix::Unsafe(Cure {
        what: Text {
            fr: "reprend le manifeste d'une image voisine qui a les mêmes identifiants",
            en: "takes the manifest of a neighbouring frame that has the same identities",
        },
        make: manifest::fix,
        only: &[],
        leaves: &[],
    }),
};

const ABSENT: Text = Text { fr: "ni attribut manifest ni manif_file", en: "neither a manifest attribute nor a manif_file" };
const SIDECAR: Text = Text { fr: "le fichier annoncé par manif_file est absent", en: "the file named by manif_file is not there" };

fn detect(file: &File, exr: &ExrFacts, context: &Context, findings: &mut Findings) {
    for (part, number) in exr.structure.parts.iter().zip(0..) {
        for (id, matte) in cryptomattes(part) {
            if let Some((rule, problem)) = problem(part, id, context) {
                let finding = findings.on(file.index, context).rule(rule).with("matte", matte).with("problem", problem);
                finding.at.part = Some(number);
                finding.at.layer = Some(matte.to_owned());
            }
        }
    }
}

/// Every cryptomatte of a part: its identifier and its name (Cryptomatte specification 1.2, section "Metadata").
pub(super) fn cryptomattes(part: &Part) -> impl Iterator<Item = (&str, &str)> {
    part.attributes.iter().filter_map(|attribute| {
        let id = attribute.name.strip_prefix("cryptomatte/")?.strip_suffix("/name")?;
        let Value::Text(name) = &attribute.value else { return None };
        Some((id, name.as_str()))
    })
}

fn problem(part: &Part, id: &str, context: &Context) -> Option<(&'static str, Text)> {
    let member = |name: &str| part.attribute(&format!("cryptomatte/{id}/{name}"));
    if member("manifest").is_some() {
        return None;
    }
    let Some(Value::Text(beside)) = member("manif_file").map(|a| &a.value) else { return Some(("absent", ABSENT)) };
    let in_this_folder = !beside.contains(['/', '\\']);
    let there = context.folder.files.iter().any(|f| f.entry.name == *beside);
    (in_this_folder && !there).then_some(("sidecar", SIDECAR))
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    let sidecar = site.variant == "sidecar";
    let patch = edit(&frame, |image| {
        for attribute in image.parts.iter_mut().flat_map(|part| &mut part.extra) {
            if attribute.name.starts_with("cryptomatte/") && attribute.name.ends_with("/manifest") {
                attribute.name = attribute.name.replace("/manifest", if sidecar { "/manif_file" } else { "/note" });
                attribute.bytes = b"mattes.json".to_vec();
            }
        }
    })?;
    Ok((patch, vec![frame.place()]))
}
