//! EXR009: a compression that a declared target cannot read.

use etabli_formats::exr::Compression;

use crate::config::Target;
use crate::healthy::edit;
use crate::{
    Context, Declined, Detect, Dice, ExrFacts, Fault, File, Findings, Fix, Healthy, Inject, Patch, Place, Severity, Site, Text, Words,
};

/// EXR009.
pub(super) static FAULT: Fault = Fault {
    code: "EXR009",
    name: "unreadable-codec",
    severity: Severity::Warning,
    since: "0.1.0",
    words: Words {
        artist: Text { fr: "{file} ne s'ouvrira pas dans {target}.", en: "{file} will not open in {target}." },
        td: Text {
            fr: "{file} est compressée en {codec}, que {target} ne lit pas.",
            en: "{file} is compressed with {codec}, which {target} does not read.",
        },
        advice: Text {
            fr: "Écrire dans une compression que toutes les cibles lisent{readable}, ou mettre {target} à jour et le déclarer.",
            en: "Write with a compression that all targets read{readable}, or bring {target} up to date and declare it.",
        },
        page: Text {
            fr: "Le fichier est sain, mais une application déclarée dans etabli.toml (targets) ne connaît pas sa compression. \
                 Les compressions récentes (HTJ2K, ZSTD) et parfois DWA ne sont lues que par des versions récentes.",
            en: "The file is sound, but an application declared in etabli.toml (targets) does not know its compression. \
                 Recent compressions (HTJ2K, ZSTD), and sometimes DWA, are read by recent versions only.",
        },
    },
    detect: Detect::Exr(detect),
    outranks: &[],
    implies: &["SEQ005"],
    inject: Inject { healthy: Healthy::Declared, variants: &["rle"], make },
    fix: Fix::None,
};

fn detect(file: &File, exr: &ExrFacts, context: &Context, findings: &mut Findings) {
    for (part, number) in exr.structure.parts.iter().zip(0..) {
        let unable = context.config.targets.iter().find(|(_, target)| !reads(target, part.compression));
        if let Some((name, _)) = unable {
            let finding = findings.on(file.index, context).with("codec", part.compression.name()).with("target", name.as_str());
            finding.with("readable", readable(context));
            finding.at.part = Some(number);
            return;
        }
    }
}

/// The compressions that every declared target reads, in brackets; nothing when there is none.
fn readable(context: &Context) -> String {
    let common = LOSSLESS.iter().filter(|codec| context.config.targets.values().all(|target| reads(target, **codec)));
    let names: Vec<&str> = common.map(|codec| codec.name()).collect();
    if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) }
}

/// Compressions that change no pixel, the usual ones first.
const LOSSLESS: [Compression; 5] = [Compression::Zip, Compression::Zips, Compression::Piz, Compression::Rle, Compression::None];

/// Without a list, a target reads what OpenEXR 2 writes.
fn reads(target: &Target, codec: Compression) -> bool {
    if target.compressions.is_empty() {
        return !matches!(codec, Compression::Htj2k256 | Compression::Htj2k32 | Compression::Other(_));
    }
    target.compressions.iter().any(|known| known.eq_ignore_ascii_case(codec.name()))
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    let patch = edit(&frame, |image| image.parts.iter_mut().for_each(|part| part.compression = Compression::Rle))?;
    Ok((patch, vec![frame.place()]))
}
