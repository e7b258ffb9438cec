//! XFR005: a file that no manifest lists.

use super::name;
use crate::delivery::Delivery;
use crate::{Detect, Dice, Fault, Findings, Fix, Healthy, Inject, Made, Patch, Place, Severity, Site, Text, Words};

/// XFR005.
pub(super) static FAULT: Fault = Fault {
    code: "XFR005",
    name: "unlisted-file",
    severity: Severity::Warning,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{file} est arrivé en plus : il ne fait pas partie de la livraison.",
            en: "{file} came in addition: it is no part of the delivery.",
        },
        td: Text { fr: "{file} n'est pas listé dans {manifest}.", en: "{file} is not listed in {manifest}." },
        advice: Text {
            fr: "Si {file} doit être livré, sceller de nouveau (etabli seal) ; sinon l'enlever avant l'envoi.",
            en: "If {file} is to be delivered, seal again (etabli seal); otherwise take it away before sending.",
        },
        page: Text {
            fr: "Le dossier contient un fichier que ses manifestes ne listent pas : ajouté après le scellement, ou venu d'ailleurs. Nul ne peut prouver son contenu. \
                 Ce qu'un historique ASC MHL ignore exprès n'est pas signalé. Une liste d'empreintes n'engage que les dossiers dont elle liste la plupart des fichiers. \
                 Dans un sac BagIt, un fichier de data/ non listé rend le sac incomplet : c'est une erreur.",
            en: "The folder holds a file that its manifests do not list: added after it was sealed, or come from elsewhere. Nobody can prove its content. \
                 What an ASC MHL history leaves out on purpose is not reported. A list of hashes speaks only for folders most of whose files it lists. \
                 In a BagIt bag, an unlisted file of data/ makes the bag incomplete: that is an error.",
        },
    },
    detect: Detect::Manifest(detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::Sealed, variants: &["add"], make },
    fix: Fix::None,
};

fn detect(delivery: &Delivery, findings: &mut Findings) {
    for extra in &delivery.extra {
        let finding = findings.on_path(&extra.path, extra.raw.as_ref());
        finding.with("manifest", name(&extra.manifest)).relate(extra.manifest.clone());
        if extra.is_forbidden {
            finding.weigh(Severity::Error);
        }
    }
}

fn make(site: &Site, dice: &mut Dice) -> Made {
    super::making::listed(site)?;
    let path = site.path(&format!("in addition {:04x}.dat", dice.range(0, 1 << 16)));
    let bytes = (0..dice.range(1, 4000)).map(|_| dice.bits() as u8).collect();
    Ok((Patch::write(&path, bytes), vec![Place { path, ..Place::default() }]))
}
