//! XFR003: a file that is shorter than its manifest says.

use super::fixing::fetch;
use super::{making, name};
use crate::delivery::Delivery;
use crate::{Cure, Detect, Dice, Fault, Findings, Fix, Healthy, Inject, Made, Patch, Place, Severity, Site, Text, Words};

/// XFR003.
pub(super) static FAULT: Fault = Fault {
    code: "XFR003",
    name: "cut-transfer",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text { fr: "{file} est arrivé incomplet : sa fin manque.", en: "{file} arrived incomplete: its end is missing." },
        td: Text {
            fr: "{file} : {seen} octets sur les {expected} de {manifest}, ligne {line} ; coupé {where}.",
            en: "{file}: {seen} bytes of the {expected} in {manifest}, line {line}; cut {where}.",
        },
        advice: Text {
            fr: "Reprendre la copie de {file} à partir de l'octet {seen}, ou le recopier ; puis contrôler de nouveau.",
            en: "Resume the copy of {file} at byte {seen}, or copy it again; then verify again.",
        },
        page: Text {
            fr: "Le manifeste donne la taille, et le fichier en a moins : le transfert s'est arrêté (disque plein, réseau coupé, fenêtre fermée). \
                 Une coupure à un multiple de 64 Kio vient le plus souvent de l'outil de copie, qui écrit par blocs ; une autre, du disque ou de la source.",
            en: "The manifest gives the size, and the file has less: the transfer stopped (disk full, network lost, window closed). \
                 A cut at a multiple of 64 KiB mostly comes from the copying tool, which writes in blocks; another one, from the disk or the source.",
        },
    },
    detect: Detect::Manifest(detect),
    outranks: &["XFR001"],
    implies: &[],
    inject: Inject { healthy: Healthy::Sealed, variants: &["anywhere", "block"], make },
    fix: Fix::Unsafe(Cure {
        what: Text {
            fr: "reprend la copie de {file} depuis la source (--source) à l'octet {seen}, ou la refait, si son empreinte est celle du manifeste",
            en: "resumes the copy of {file} from the source (--source) at byte {seen}, or makes it anew, if its hash is the manifest's",
        },
        make: |repair| fetch(repair, |listed| listed.found.as_ref().map_or(0, |found| found.size)),
        only: &[],
        leaves: &[],
    }),
};

/// Bytes that copying tools write at once, or a multiple of them.
const BLOCK: u64 = 64 << 10;

const ON_BLOCK: Text = Text { fr: "à un multiple de 64 Kio", en: "at a multiple of 64 KiB" };
const OFF_BLOCK: Text = Text { fr: "ailleurs qu'à un multiple de 64 Kio", en: "elsewhere than at a multiple of 64 KiB" };

fn detect(delivery: &Delivery, findings: &mut Findings) {
    for listed in &delivery.listed {
        let (Some(found), Some(size)) = (&listed.found, listed.size) else { continue };
        if found.size < size {
            let (manifest, line) = &listed.manifest;
            let finding = findings.on_path(&found.path, found.raw.as_ref()).byte(found.size);
            finding.with("seen", found.size).with("expected", size).with("missing", size - found.size);
            finding.with("where", if found.size.is_multiple_of(BLOCK) { ON_BLOCK } else { OFF_BLOCK });
            finding.with("manifest", name(manifest)).with("line", *line).relate(manifest.clone());
        }
    }
}

fn make(site: &Site, dice: &mut Dice) -> Made {
    let file = making::file(site, dice, |file| file.listed_size.is_some() && file.size > if site.variant == "block" { BLOCK } else { 1 })?;
    let keep = if site.variant == "block" { dice.range(1, file.size.div_ceil(BLOCK)) * BLOCK } else { dice.range(1, file.size) };
    let place = Place { path: file.path.clone(), bytes: Some(keep..keep + 1), ..Place::default() };
    Ok((Patch::cut(&file.path, keep), vec![place]))
}
