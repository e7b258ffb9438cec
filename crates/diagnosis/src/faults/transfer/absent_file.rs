//! XFR002: a listed file that is not there.

use super::fixing::{FETCHES, fetch};
use super::{making, name};
use crate::delivery::Delivery;
use crate::{Cure, Detect, Dice, Fault, Findings, Fix, Healthy, Inject, Made, Patch, Place, Severity, Site, Step, Text, Words};

/// XFR002.
pub(super) static FAULT: Fault = Fault {
    code: "XFR002",
    name: "absent-file",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text { fr: "Il manque {file} dans cette livraison.", en: "{file} is missing from this delivery." },
        td: Text {
            fr: "{file} est listé dans {manifest}, ligne {line}, et n'est pas là.",
            en: "{file} is listed in {manifest}, line {line}, and is not there.",
        },
        advice: Text {
            fr: "Recopier {file} depuis la source ; s'il a été enlevé exprès, sceller de nouveau : un historique ASC MHL avec « etabli seal --exclude {file} », un sac ou une liste à refaire.",
            en: "Copy {file} again from the source; if it was taken away on purpose, seal again: an ASC MHL history with \"etabli seal --exclude {file}\", a bag or a list made anew.",
        },
        page: Text {
            fr: "Un manifeste liste ce fichier, et rien ne se trouve à son chemin. La copie s'est arrêtée, ou le fichier a été déplacé ou effacé. \
                 Un fichier renommé que la dernière génération connaît sous son nouveau nom (previousPath) n'est pas absent, \
                 ni un nom écrit avec d'autres octets pour les mêmes lettres (NFC, NFD). Dans un sac BagIt, un fichier de fetch.txt reste à chercher.",
            en: "A manifest lists this file, and nothing stands at its path. The copy stopped, or the file was moved or deleted. \
                 A renamed file that the newest generation knows under its new name (previousPath) is not absent, \
                 nor is a name that is written with other bytes for the same letters (NFC, NFD). In a BagIt bag, a file of fetch.txt is still to be fetched.",
        },
    },
    detect: Detect::Manifest(detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::Sealed, variants: &["delete"], make },
    fix: Fix::Unsafe(Cure { what: FETCHES, make: |repair| fetch(repair, |_| 0), only: &[], leaves: &[] }),
};

fn detect(delivery: &Delivery, findings: &mut Findings) {
    for listed in delivery.listed.iter().filter(|listed| listed.found.is_none() && !listed.is_outside) {
        let (manifest, line) = &listed.manifest;
        let finding = findings.on_path(&listed.path, listed.raw.as_ref());
        finding.with("manifest", name(manifest)).with("line", *line).relate(manifest.clone());
        if let Some(size) = listed.size {
            finding.with("size", size);
        }
        if listed.is_fetched {
            finding.rule("to-fetch");
        }
    }
}

fn make(site: &Site, dice: &mut Dice) -> Made {
    let file = making::file(site, dice, |_| true)?;
    let place = Place { path: file.path.clone(), ..Place::default() };
    Ok((Patch::one(Step::Remove { path: file.path }), vec![place]))
}
