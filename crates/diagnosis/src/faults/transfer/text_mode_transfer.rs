//! XFR004: a transfer in text mode changed every end of line.

use etabli_formats::manifest::{LineEnds, TextMode};

use super::fixing::change_back;
use super::{making, name};
use crate::delivery::{Content, Delivery, Undone};
use crate::{Cure, Detect, Dice, Fault, Findings, Fix, Healthy, Inject, Made, Patch, Place, Severity, Site, Text, Words};

/// XFR004.
pub(super) static FAULT: Fault = Fault {
    code: "XFR004",
    name: "text-mode-transfer",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{file} a été abîmé par le transfert ; il peut être rendu tel qu'il était.",
            en: "{file} was damaged by the transfer; it can be given back as it was.",
        },
        td: Text {
            fr: "{file} a été transféré en mode texte : {count} {count:fin de ligne changée|fins de ligne changées} ({change}). \
                 Le changement défait, son {algorithm} est celui de {manifest}, ligne {line}.",
            en: "{file} was transferred in text mode: {count} {count:end|ends} of line changed ({change}). \
                 With the change undone, its {algorithm} is that of {manifest}, line {line}.",
        },
        advice: Text {
            fr: "Refaire le transfert en mode binaire ; pour ce fichier, remettre les fins de ligne suffit : l'empreinte le prouve.",
            en: "Transfer again in binary mode; for this file, putting the ends of lines back is enough: the hash proves it.",
        },
        page: Text {
            fr: "Un transfert en mode texte (FTP, Git, certains partages) remplace chaque fin de ligne par celle de l'autre système. Une image ou un cache y perd son sens. \
                 Le changement est défait pendant une nouvelle lecture ; si l'empreinte listée revient, il est prouvé, et rien d'autre n'a changé.",
            en: "A transfer in text mode (FTP, Git, some shares) replaces each end of line by that of the other system. An image or a cache loses its meaning. \
                 The change is undone while the file is read again; when the listed hash comes back, it is proved, and nothing else changed.",
        },
    },
    detect: Detect::Manifest(detect),
    outranks: &["XFR001", "XFR003"],
    implies: &[],
    inject: Inject { healthy: Healthy::Sealed, variants: &["added", "removed"], make },
    fix: Fix::Safe(Cure {
        what: Text {
            fr: "rend à {file} ses fins de ligne, comme l'empreinte du manifeste le prouve",
            en: "gives {file} its ends of lines back, as the manifest's hash proves",
        },
        make: change_back,
        only: &[],
        leaves: &[],
    }),
};

const ADDED: Text = Text { fr: "0A devenu 0D 0A", en: "0A became 0D 0A" };
const REMOVED: Text = Text { fr: "0D 0A devenu 0A", en: "0D 0A became 0A" };

fn detect(delivery: &Delivery, findings: &mut Findings) {
    for listed in &delivery.listed {
        let (Some(found), Content::TextMode(_, undone)) = (&listed.found, &listed.content) else { continue };
        let (Undone { mode, count, first }, Some(expected)) = (*undone, listed.expected.first()) else { continue };
        let finding = findings.on_path(&found.path, found.raw.as_ref()).byte(first);
        finding.rule(if mode == TextMode::Added { "added" } else { "removed" });
        finding.with("count", count).with("change", if mode == TextMode::Added { ADDED } else { REMOVED });
        finding.with("algorithm", expected.value.algorithm.name()).with("manifest", name(&expected.manifest));
        finding.with("line", expected.line).relate(expected.manifest.clone());
    }
}

fn make(site: &Site, dice: &mut Dice) -> Made {
    let is_added = site.variant != "removed";
    let suits = |bytes: &[u8]| if is_added { bytes.contains(&b'\n') } else { is_all_pairs(bytes) };
    let (file, bytes) = making::text(site, dice, suits)?;
    // Undoing a removal adds, and the other way round.
    let mut ends = LineEnds::new(if is_added { TextMode::Removed } else { TextMode::Added });
    let mut changed = Vec::with_capacity(bytes.len() * 2);
    ends.undo(&bytes, &mut changed);
    let (_, first) = ends.finish(&mut changed);
    let first = first.unwrap_or_default();
    let place = Place { path: file.path.clone(), bytes: Some(first..first + 1), ..Place::default() };
    Ok((Patch::write(&file.path, changed), vec![place]))
}

/// Whether every end of line is a pair, so that the change can be undone.
fn is_all_pairs(bytes: &[u8]) -> bool {
    let ends = bytes.split(|byte| *byte == b'\n').count() - 1;
    ends > 0 && bytes.windows(2).filter(|pair| *pair == b"\r\n").count() == ends
}
