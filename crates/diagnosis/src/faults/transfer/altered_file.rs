//! XFR001: a file whose content is not the one that was delivered.

use super::fixing::{FETCHES, fetch};
use super::{making, name, start};
use crate::delivery::{Against, Content, Delivery, Expected, Listed, ListedFolder};
use crate::{Cure, Detect, Dice, Fault, Finding, Findings, Fix, Healthy, Inject, Made, Patch, Place, Severity, Site, Text, Value, Words};

/// XFR001.
pub(super) static FAULT: Fault = Fault {
    code: "XFR001",
    name: "altered-file",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{file} n'est plus ce qui a été livré : son contenu a changé.",
            en: "{file} is no longer what was delivered: its content changed.",
        },
        td: Text {
            fr: "{file} : {what} {seen_start} au lieu de {expected_start} ({manifest}, ligne {line}) ; premier octet différent : {first}.",
            en: "{file}: {what} {seen_start} instead of {expected_start} ({manifest}, line {line}); first differing byte: {first}.",
        },
        advice: Text {
            fr: "Recopier {file} depuis sa source et contrôler de nouveau ; avec --source, etabli verify dit où les deux diffèrent.",
            en: "Copy {file} again from its source and verify again; with --source, etabli verify tells where the two differ.",
        },
        page: Text {
            fr: "L'empreinte du fichier n'est pas celle que le manifeste donne : disque ou câble défaillant, fichier enregistré de nouveau après le scellement, ou remplacé. \
                 Seule la lecture de tous ses octets le montre ; la taille et la date peuvent être restées les mêmes. \
                 L'empreinte d'un dossier n'est dite fausse que si aucun fichier du dossier n'explique l'écart.",
            en: "The file's hash is not the one that the manifest gives: a failing disk or cable, a file that was saved again after it was sealed, or one that was replaced. \
                 Only reading all of its bytes shows it; size and date may have stayed the same. \
                 The hash of a folder is called wrong only when no file in the folder explains the difference.",
        },
    },
    detect: Detect::Manifest(detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::Sealed, variants: &["bit", "block"], make },
    fix: Fix::Unsafe(Cure {
        what: FETCHES,
        make: |repair| fetch(repair, |_| 0),
        // The hash of a folder differs where no file is to blame.
        only: &["", "size"],
        leaves: &[],
    }),
};

const THIS: Text = Text { fr: "ce dossier", en: "this folder" };
const SIZE: Text = Text { fr: "taille", en: "size" };
const UNKNOWN: Text = Text { fr: "inconnu sans la source", en: "unknown without the source" };
const SAME: Text = Text { fr: "aucun, la source est altérée aussi", en: "none, the source is altered too" };

fn detect(delivery: &Delivery, findings: &mut Findings) {
    for listed in &delivery.listed {
        let Some(found) = &listed.found else { continue };
        if let Some((expected, seen)) = listed.mismatch() {
            let finding = findings.on_path(&found.path, found.raw.as_ref());
            finding.with("what", expected.value.algorithm.name());
            values(finding, expected, seen);
            first(finding, listed);
        } else if listed.size.is_some_and(|size| found.size > size) && listed.content == Content::Unread {
            let (manifest, line) = &listed.manifest;
            let (size, seen) = (listed.size.unwrap_or_default(), found.size);
            let finding = findings.on_path(&found.path, found.raw.as_ref()).rule("size");
            finding.with("what", SIZE).with("expected", size).with("seen", seen);
            finding.with("expected_start", size).with("seen_start", seen).with("manifest", name(manifest)).with("line", *line);
            finding.relate(manifest.clone());
            first(finding, listed);
        }
    }
    for folder in delivery.folders.iter().filter(|folder| is_unexplained(folder, delivery)) {
        report(folder, findings);
    }
}

fn values(finding: &mut Finding, expected: &Expected, seen: &[u8]) {
    let digest = &expected.value.digest;
    let write = |digest| expected.value.algorithm.write(digest);
    finding.with("expected", write(digest)).with("seen", write(seen));
    finding.with("expected_start", start(expected, digest)).with("seen_start", start(expected, seen));
    finding.with("manifest", name(&expected.manifest)).with("line", expected.line).relate(expected.manifest.clone());
}

fn first(finding: &mut Finding, listed: &Listed) {
    let value = match listed.source {
        Some(Against::Differs(byte)) => {
            finding.byte(byte);
            Value::from(byte)
        }
        Some(Against::Same) => Value::from(SAME),
        Some(Against::Unknown) | None => Value::from(UNKNOWN),
    };
    finding.with("first", value);
}

/// A folder whose value is another although every file in it is the listed one, and no other is there.
fn is_unexplained(folder: &ListedFolder, delivery: &Delivery) -> bool {
    let inside = |path: &str| folder.path.is_empty() || path.strip_prefix(&folder.path).is_some_and(|rest| rest.starts_with('/'));
    let is_sound = |listed: &Listed| listed.found.is_some() && matches!(&listed.content, Content::Read(_)) && listed.mismatch().is_none();
    let is_other = differing(folder).is_some();
    // The deepest folder that differs explains those above it.
    let explained = |other: &ListedFolder| other.path != folder.path && inside(&other.path) && differing(other).is_some();
    is_other
        && !delivery.listed.iter().any(|listed| inside(&listed.path) && !is_sound(listed))
        && !delivery.extra.iter().any(|extra| inside(&extra.path))
        && !delivery.folders.iter().any(explained)
}

fn differing(folder: &ListedFolder) -> Option<(&Expected, &[u8])> {
    let (algorithm, content, structure) = folder.seen.as_ref()?;
    let expected = folder.expected.iter().find(|expected| expected.value.algorithm == *algorithm)?;
    let is_content = expected.value.digest != *content;
    let is_structure = !expected.value.structure.is_empty() && expected.value.structure != *structure;
    (is_content || is_structure).then_some((expected, if is_content { content } else { structure }))
}

fn report(folder: &ListedFolder, findings: &mut Findings) {
    let Some((expected, seen)) = differing(folder) else { return };
    let is_root = folder.path.is_empty();
    let finding = findings.on_path(if is_root { "." } else { &folder.path }, None).rule("folder");
    if is_root {
        finding.with("file", THIS);
    }
    finding.with("what", expected.value.algorithm.name()).with("first", UNKNOWN);
    values(finding, expected, seen);
}

fn make(site: &Site, dice: &mut Dice) -> Made {
    let file = making::file(site, dice, |file| file.size > 0)?;
    let at = dice.range(0, file.size);
    let length = if site.variant == "block" { (file.size - at).min(512) } else { 1 };
    let mut bytes = file.bytes(site, at, length)?;
    for byte in &mut bytes {
        *byte ^= 1 << dice.range(0, 8);
    }
    Ok((Patch::poke(&file.path, file.size, at, bytes), vec![Place { path: file.path, ..Place::default() }]))
}
