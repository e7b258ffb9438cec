//! FIL005: a picture format without a room of its own breaks its structure, or ends early.

use etabli_formats::other::Rule;

use crate::faults::broken::{Said, hex, report};
use crate::{
    Context, Detect, Dice, Fault, File, Findings, Fix, Frame, Healthy, Inject, Made, Needs, Patch, Place, Severity, Site, Text, Words,
};

/// FIL005.
pub(super) static FAULT: Fault = Fault {
    code: "FIL005",
    name: "broken-file",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text { fr: "{file} {effect}.", en: "{file} {effect}." },
        td: Text {
            fr: "{file} ({format}), octet {byte} : {problem}{piece}{figures}.",
            en: "{file} ({format}), byte {byte}: {problem}{piece}{figures}.",
        },
        advice: Text {
            fr: "Refaire ou recopier l'image depuis sa source ; si plusieurs s'arrêtent tôt, regarder le disque et le transfert.",
            en: "Make or copy the picture again from its source; when several end early, look at the disk and the transfer.",
        },
        page: Text {
            fr: "TGA, Radiance HDR, Photoshop, BMP, GIF, WebP, DDS, ICO, SGI, Netpbm, FITS, RLA, Softimage PIC, IFF de Maya, Ptex, fichiers de profondeur, JPEG 2000 et JPEG XL sont vérifiés d'après ce qu'ils disent d'eux-mêmes : champs, tables, décalages, tailles. \
                 Les lignes compressées par plages sont dépliées, car c'est là qu'une fin précoce se voit. Un TGA n'a pas de signature : il n'est jugé que sous son nom.",
            en: "TGA, Radiance HDR, Photoshop, BMP, GIF, WebP, DDS, ICO, SGI, Netpbm, FITS, RLA, Softimage PIC, Maya's IFF, Ptex, depth files, JPEG 2000 and JPEG XL are checked by what they say of themselves: fields, tables, offsets, sizes. \
                 Lines packed by run lengths are unpacked, for that is where an early end shows. A TGA has no signature: it is judged under its name only.",
        },
    },
    detect: Detect::File(Needs::STRUCTURE, detect),
    outranks: &["SEQ008"],
    implies: &[],
    inject: Inject { healthy: Healthy::OtherPictures, variants: &["tga", "hdr", "bmp", "field"], make },
    fix: Fix::None,
};

fn detect(file: &File, context: &Context, findings: &mut Findings) {
    let Some(other) = file.facts().and_then(|facts| facts.other()) else { return };
    if let Some(finding) = report(file, &other.defects, context, findings, said) {
        finding.with("format", other.format.name());
    }
}

fn said(rule: &Rule) -> Option<Said> {
    Some(match rule {
        Rule::Signature { seen } => Said::plain("signature", "la signature est fausse", "the signature is wrong").with(hex(seen)),
        Rule::Truncated { inside, expected: 0 } => {
            Said::plain("truncated", "le fichier s'arrête trop tôt", "the file ends early").of(inside)
        }
        Rule::Truncated { inside, expected } => {
            Said::plain("truncated", "le fichier s'arrête trop tôt", "the file ends early").of(inside).with(format!("< {expected}"))
        }
        Rule::Field { field, seen } => {
            Said::plain("field", "un champ a une valeur fausse", "a field has a wrong value").of(field).with(seen.to_string())
        }
        Rule::Outside { what, seen, most } => {
            Said::plain("outside", "quelque chose est hors du fichier", "something lies outside the file")
                .of(what)
                .with(format!("{seen} > {most}"))
        }
        Rule::Run { line, problem } => {
            let said = match problem.as_str() {
                "short" => Said::plain("run", "une ligne compressée est trop courte", "a packed line is too short"),
                "long" => Said::plain("run", "une ligne compressée est trop longue", "a packed line is too long"),
                _ => Said::plain("run", "un code compressé est faux", "a packed code is wrong"),
            };
            said.of(format!("n° {line}"))
        }
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

fn make(site: &Site, dice: &mut Dice) -> Made {
    let any = site.frame(dice)?;
    let extension = if site.variant == "field" { "bmp" } else { site.variant };
    let stem = any.name().rsplit_once('.').map_or(any.name(), |(stem, _)| stem);
    let frame: Frame = site.load(&format!("{stem}.{extension}"), any.frame)?;
    let size = frame.bytes.len() as u64;
    if site.variant == "field" {
        let place = Place { bytes: Some(28..29), ..frame.place() };
        return Ok((Patch::poke(&frame.path, size, 28, vec![dice.range(40, 250) as u8]), vec![place]));
    }
    // A TGA may end with a footer of 26 bytes that its pixels do not need.
    let keep = dice.range(size / 2, size - 40);
    Ok((Patch::cut(&frame.path, keep), vec![frame.place_at(keep)]))
}
