//! TEX003: a large texture that a renderer must read whole.

use super::{form, is_derived, is_texture, stem};
use crate::{Context, Detect, Dice, Fault, File, Findings, Fix, Healthy, Inject, Made, Needs, Severity, Site, Text, Words};

/// TEX003.
pub(super) static FAULT: Fault = Fault {
    code: "TEX003",
    name: "untiled-texture",
    severity: Severity::Warning,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{file} est grande et ralentira les rendus : elle n'est pas en tuiles.",
            en: "{file} is large and will slow renders down: it is not tiled.",
        },
        td: Text {
            fr: "{file} : {width} × {height}, en lignes, sans version .tx ; le moteur la lira entière sur chaque machine.",
            en: "{file}: {width} × {height}, in scanlines, without a .tx beside it; each machine will read all of it.",
        },
        advice: Text {
            fr: "En faire une version en tuiles avec ses niveaux (maketx, txmake) et la référencer à sa place.",
            en: "Make a tiled version with its mip levels (maketx, txmake) and refer to that one.",
        },
        page: Text {
            fr: "Un moteur de rendu lit une texture par morceaux et par niveaux de détail, si elle est en tuiles et en mip-map. Une grande texture en lignes est lue et gardée entière, sur chaque machine. \
                 Ne sont jugées que les tuiles UDIM et les images des dossiers de textures, à partir de 4096 pixels de côté, quand aucun .tx de même nom n'est à côté.",
            en: "A renderer reads a texture in pieces and levels of detail, when it is tiled and mip-mapped. A large one in scanlines is read and kept whole, on each machine. \
                 Only UDIM tiles and pictures in folders of textures are judged, from 4096 pixels a side, when no .tx of the same name stands beside them.",
        },
    },
    detect: Detect::File(Needs::STRUCTURE, detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::TextureSet, variants: &["tile"], make },
    fix: Fix::None,
};

/// Pixels of the longer side from which reading a whole texture hurts.
const LARGE: u64 = 4096;

fn detect(file: &File, context: &Context, findings: &mut Findings) {
    let Some(form) = form(file).filter(|form| !form.is_tiled && form.width.max(form.height) >= LARGE) else { return };
    if is_texture(file, context) && !is_derived(file) && !has_derived(file, context) {
        findings.on(file.index, context).with("width", form.width).with("height", form.height);
    }
}

/// Whether a texture of the same name that was made for a renderer stands beside it.
fn has_derived(file: &File, context: &Context) -> bool {
    let own = stem(&file.entry.name);
    context.folder.files.iter().any(|other| is_derived(other) && stem(&other.entry.name) == own)
}

fn make(site: &Site, dice: &mut Dice) -> Made {
    super::oversized_texture::replace(site, dice, LARGE as u32)
}
