//! JPG001: markers or a scan end early, or break the format.

use etabli_formats::jpeg::{self, Rule};
use etabli_formats::{Budget, Stop};

use crate::faults::broken::{Said, hex, report};
use crate::{
    Context, Declined, Detect, Dice, Fault, File, Findings, Fix, Healthy, Inject, Made, Needs, Patch, Place, Severity, Site, Text, Words,
};

/// JPG001.
pub(super) static FAULT: Fault = Fault {
    code: "JPG001",
    name: "broken-jpeg",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text { fr: "{file} {effect}.", en: "{file} {effect}." },
        td: Text { fr: "{file}, octet {byte} : {problem}{piece}{figures}.", en: "{file}, byte {byte}: {problem}{piece}{figures}." },
        advice: Text {
            fr: "Refaire ou recopier l'image ; des métadonnées fausses se retirent sans toucher aux pixels.",
            en: "Make or copy the picture again; wrong metadata can be taken out without touching the pixels.",
        },
        page: Text {
            fr: "Un JPEG est une suite de marqueurs et de segments, puis des balayages de codes jusqu'au marqueur de fin. Les segments, les tables et les champs sont vérifiés ; \
                 les codes de chaque balayage séquentiel sont décodés, pour savoir que tous les blocs de l'image sont là, et une image progressive l'est en entier. Beaucoup de lecteurs remplissent de gris ce qui manque et ne disent rien. \
                 Des métadonnées fausses (Exif, XMP, profil, ressources Photoshop) sont un avertissement : elles font échouer certains outils.",
            en: "A JPEG is a row of markers and segments, then scans of codes up to the marker that ends it. Segments, tables and fields are checked; \
                 the codes of each sequential scan are decoded, to know that all blocks of the picture are there, and a progressive picture is decoded whole. Many readers fill what is missing with grey and say nothing. \
                 Wrong metadata (Exif, XMP, profile, Photoshop's resources) are a warning: some tools fail on them.",
        },
    },
    detect: Detect::File(Needs::DATA, detect),
    outranks: &["SEQ008"],
    implies: &[],
    inject: Inject { healthy: Healthy::JpegSequence, variants: &["cut", "end", "scan", "tables", "size"], make },
    fix: Fix::None,
};

fn detect(file: &File, context: &Context, findings: &mut Findings) {
    let Some(jpeg) = file.facts().and_then(|facts| facts.jpeg()) else { return };
    report(file, &jpeg.defects, context, findings, said);
}

fn said(rule: &Rule) -> Option<Said> {
    Some(match rule {
        Rule::Signature { seen } => Said::plain("signature", "la signature est fausse", "the signature is wrong").with(hex(seen)),
        Rule::Truncated { marker } => Said::plain("truncated", "le fichier s'arrête trop tôt", "the file ends early").of(marker),
        Rule::NoMarker { seen } => {
            Said::plain("no-marker", "aucun marqueur ne commence là où il devrait", "no marker begins where one should").with(hex(&[*seen]))
        }
        Rule::Size { marker, seen } => {
            Said::plain("size", "un segment a une taille fausse", "a segment has a wrong size").of(marker).with(seen.to_string())
        }
        Rule::Field { marker, field, seen } => {
            Said::plain("field", "un champ a une valeur fausse", "a field has a wrong value").of(marker).with(format!("{field} = {seen}"))
        }
        Rule::Order { marker, problem } if problem == "twice" => {
            Said::plain("order", "un segment vient deux fois", "a segment comes twice").of(marker)
        }
        Rule::Order { marker, .. } => Said::plain("order", "un segment obligatoire manque", "a required segment is missing").of(marker),
        Rule::Scan { of: 0, .. } => {
            Said::plain("scan", "les balayages ne donnent pas l'image entière", "the scans do not give the whole picture")
        }
        Rule::Scan { problem, whole, of } => scan(problem).with(format!("{whole} / {of}")),
        Rule::Metadata { kind, problem } => {
            Said::plain("metadata", "des métadonnées sont fausses", "metadata are wrong").of(kind).with(problem)
        }
        Rule::Zeros { run } => {
            Said::plain("zeros", "le fichier n'est plus que des zéros jusqu'à sa fin", "the file is nothing but zeros to its end")
                .with(run.to_string())
        }
        Rule::Oversize { .. } => return None,
    })
}

fn scan(problem: &str) -> Said {
    match problem {
        "short" => Said::plain("scan", "des blocs de l'image manquent", "blocks of the picture are missing"),
        "restart" => Said::plain("scan", "une reprise n'est pas à sa place", "a restart is not in its place"),
        _ => Said::plain("scan", "un code de l'image est faux", "a code of the picture is wrong"),
    }
}

fn make(site: &Site, dice: &mut Dice) -> Made {
    let frame = site.frame(dice)?;
    let declined = |stop: Stop| Declined::because(stop.to_string());
    let structure = jpeg::read(&frame.bytes, &Budget::default()).map_err(declined)?;
    let find = |marker: u8| frame.bytes.windows(2).position(|two| two == [0xFF, marker]).map(|at| at as u64);
    let marker = |marker: u8| find(marker).filter(|_| structure.defects.is_empty());
    let missing = || Declined::because("this needs a sound baseline JPEG frame");
    let (size, path) = (frame.bytes.len() as u64, frame.path.as_str());
    let scan = marker(0xDA).ok_or_else(missing)? + 10;
    let (patch, bytes) = match site.variant {
        "cut" => {
            let keep = dice.range(scan, size - 2);
            (Patch::cut(path, keep), keep..keep + 1)
        }
        "end" => (Patch::cut(path, size - 2), size - 2..size - 1),
        "scan" => {
            // The last codes are taken out; the end of the image stays.
            let keep = dice.range(scan, size - 12);
            let bytes = [frame.bytes.get(..keep as usize).unwrap_or_default(), &[0xFF, 0xD9]].concat();
            (Patch::write(path, bytes), keep.saturating_sub(1)..keep + 1)
        }
        "tables" => {
            let at = marker(0xC4).ok_or_else(missing)?;
            (Patch::poke(path, size, at + 1, vec![0xEF]), at..scan)
        }
        _ => {
            let at = marker(0xC0).ok_or_else(missing)?;
            (Patch::poke(path, size, at + 7, vec![0, 0]), at + 7..at + 8)
        }
    };
    Ok((patch, vec![Place { bytes: Some(bytes), ..frame.place() }]))
}
