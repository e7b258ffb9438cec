//! TEX004: a texture beyond what the production allows.

use etabli_formats::png::{Colour, write};

use super::{Form, form, is_texture};
use crate::config::Textures;
use crate::{
    Context, Declined, Detect, Dice, Fault, File, Findings, Fix, Healthy, Inject, Made, Needs, Patch, Place, Severity, Site, Text, Words,
};

/// TEX004.
pub(super) static FAULT: Fault = Fault {
    code: "TEX004",
    name: "oversized-texture",
    severity: Severity::Warning,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{file} dépasse ce que le projet permet pour une texture.",
            en: "{file} exceeds what the project allows for a texture.",
        },
        td: Text {
            fr: "{file} : {width} × {height}, {bits} bits ; {problem} ({allowed}).",
            en: "{file}: {width} × {height}, {bits} bits; {problem} ({allowed}).",
        },
        advice: Text {
            fr: "Réduire la texture, ou déclarer une exception avec sa raison dans etabli.toml.",
            en: "Make the texture smaller, or declare an exception with its reason in etabli.toml.",
        },
        page: Text {
            fr: "Ce que le projet permet est déclaré dans etabli.toml, sous [textures] : le plus grand côté, le nombre de bits, des côtés en puissances de deux. Sans déclaration, rien n'est jugé. \
                 Ne sont jugées que les tuiles UDIM, les .tx et les images des dossiers de textures.",
            en: "What the project allows is declared in etabli.toml, under [textures]: the longest side, the number of bits, sides that are powers of two. Without a declaration nothing is judged. \
                 Only UDIM tiles, .tx files and pictures in folders of textures are judged.",
        },
    },
    detect: Detect::File(Needs::STRUCTURE, detect),
    outranks: &[],
    implies: &["TEX003"],
    inject: Inject { healthy: Healthy::TextureSet, variants: &["side"], make },
    fix: Fix::None,
};

const SIDE: Text = Text { fr: "côté trop grand", en: "side too long" };
const BITS: Text = Text { fr: "trop de bits", en: "too many bits" };
const ODD: Text = Text { fr: "côté qui n'est pas une puissance de deux", en: "side that is no power of two" };

fn detect(file: &File, context: &Context, findings: &mut Findings) {
    let Some(form) = form(file).filter(|_| is_texture(file, context)) else { return };
    if let Some((rule, problem, allowed)) = beyond(&form, &context.config.textures) {
        let finding = findings.on(file.index, context).rule(rule).with("problem", problem).with("allowed", allowed);
        finding.with("width", form.width).with("height", form.height).with("bits", form.bits);
    }
}

/// The first limit that a texture exceeds.
fn beyond(form: &Form, allowed: &Textures) -> Option<(&'static str, Text, u64)> {
    let side = form.width.max(form.height);
    if let Some(largest) = allowed.largest.map(u64::from).filter(|&largest| side > largest) {
        return Some(("side", SIDE, largest));
    }
    if let Some(bits) = allowed.bits.map(u64::from).filter(|&bits| form.bits > bits) {
        return Some(("bits", BITS, bits));
    }
    let odd = allowed.power_of_two && !(form.width.is_power_of_two() && form.height.is_power_of_two());
    odd.then_some(("power-of-two", ODD, side.next_power_of_two()))
}

fn make(site: &Site, dice: &mut Dice) -> Made {
    replace(site, dice, 4100)
}

/// Replaces a tile by one of so many pixels in width.
pub(super) fn replace(site: &Site, dice: &mut Dice, width: u32) -> Made {
    let files = site.files()?;
    let tiles: Vec<&str> = files.iter().map(|file| file.name.as_str()).filter(|name| name.ends_with(".1001.png")).collect();
    let name = dice.pick(&tiles).ok_or_else(|| Declined::because("this needs PNG tiles"))?;
    let path = site.path(name);
    let levels: Vec<u8> = (0..width * 8 * 3).map(|n| (n.wrapping_mul(0x9E37_79B1) >> 24) as u8).collect();
    let bytes = write(width, 8, Colour::Rgb, &levels, &[]);
    Ok((Patch::write(&path, bytes), vec![Place { path, ..Place::default() }]))
}

#[cfg(test)]
mod tests {
    use super::{Form, Textures, beyond};

    #[test]
    fn only_what_is_declared_is_judged() {
        let form = |width, bits| Form { width, height: 512, bits, is_tiled: true };
        let rule = |form: &Form, allowed: &Textures| beyond(form, allowed).map(|(rule, ..)| rule);
        let declared = Textures { largest: Some(4096), bits: Some(16), power_of_two: true };
        assert_eq!(rule(&form(9000, 32), &Textures::default()), None);
        assert_eq!(rule(&form(4096, 16), &declared), None);
        assert_eq!(rule(&form(4097, 16), &declared), Some("side"));
        assert_eq!(rule(&form(4096, 32), &declared), Some("bits"));
        assert_eq!(rule(&form(4095, 16), &declared), Some("power-of-two"));
    }
}
