//! COL001: frames of another colour space than the rest.

use etabli_formats::exr::{Extra, Value};

use super::majority::{Basis, Judged, headers, is_exr, report, standard};
use super::sources::distinct;
use crate::healthy::edit;
use crate::{
    Context, Declined, Detect, Dice, Fault, Finding, Findings, Fix, Healthy, Inject, Needs, Patch, Picture, Place, Series, Severity, Site,
    Text, Words,
};

/// COL001.
pub(super) static FAULT: Fault = Fault {
    code: "COL001",
    name: "colour-space-change",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{length:Image|Images} {frames} : les couleurs sont dans un autre espace.",
            en: "{length:Frame|Frames} {frames}: the colours are in another space.",
        },
        td: Text {
            fr: "{frames} : {attribute} = {seen} ; {basis} {expected}{parts}.",
            en: "{frames}: {attribute} = {seen}; {basis} {expected}{parts}.",
        },
        advice: Text {
            fr: "Relancer ces images avec la configuration de couleur du plan ; ne corriger l'en-tête seul que si les pixels sont sûrement les bons.",
            en: "Render these frames with the shot's colour configuration; correct the header alone only when the pixels are surely right.",
        },
        page: Text {
            fr: "L'en-tête dit dans quelles primaires les couleurs sont écrites (« chromaticities »), ou nomme un espace. Quand une image en dit un autre, l'outil qui l'écoute la convertit autrement : elle change de teinte. \
                 Sans l'attribut, OpenEXR suppose Rec. 709 ; le dire ou le taire revient alors au même.",
            en: "The header says in which primaries colours are written (\"chromaticities\"), or names a space. When one frame says another, a tool that listens converts it otherwise: its hue changes. \
                 Without the attribute OpenEXR supposes Rec. 709; saying so or not is then the same.",
        },
    },
    detect: Detect::Sequence(Needs::STRUCTURE, detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["primaries", "silent"], make },
    fix: Fix::None,
};

/// Primaries and white of Rec. ITU-R BT.709, which OpenEXR supposes when nothing is said.
const REC709: [f32; 8] = [0.64, 0.33, 0.30, 0.60, 0.15, 0.06, 0.3127, 0.3290];
/// How far two coordinates may lie apart: writers round them.
const ROUNDED: f32 = 5e-4;
const PARTS: Text = Text { fr: " ; deux espaces : ", en: "; two spaces: " };
/// Attributes that name a colour space.
const SPACES: &[&str] = &["colorInteropID", "oiio:ColorSpace", "colorSpace", "colorspace", "ColorSpace", "oiio:Gamma"];

fn detect(series: &Series, context: &Context, findings: &mut Findings) {
    primaries(series, context, findings);
    let is_named =
        |attribute: &&&str| distinct(headers(series, context).map(|(_, _, picture)| picture)).any(|p| p.text(attribute).is_some());
    for attribute in SPACES.iter().filter(is_named) {
        space(attribute, series, context, findings);
    }
}

fn primaries(series: &Series, context: &Context, findings: &mut Findings) {
    let declared = context.config.colour.chromaticities.filter(|_| is_exr(series, context));
    let frames: Vec<Judged<[u32; 8]>> = headers(series, context)
        .filter(|(_, _, picture)| declared.is_none() || shows_colour(picture))
        .filter_map(|(frame, index, picture)| Some(Judged { frame, index, key: chromaticities(&picture)?.map(f32::to_bits) }))
        .collect();
    let usual = declared.map(|key| (key.map(f32::to_bits), Basis::Declared));
    let Some((expected, basis)) = usual.or_else(|| standard(frames.iter().map(|f| f.key)).map(|s| (s.key, s.basis))) else { return };
    report(&frames, basis, PARTS, context, findings, |seen, finding| {
        say(finding, "chromaticities", "chromaticities", &written(*seen), &written(expected));
        differ(*seen, expected)
    });
}

/// Whether a file holds channels that are colours; depth, normals and masks have no primaries.
fn shows_colour(picture: &Picture) -> bool {
    let is_red = |name: &str| name.rsplit('.').next().is_some_and(|last| matches!(last, "R" | "r" | "RY" | "red"));
    picture.parts().flat_map(|part| part.channels).any(|channel| is_red(&channel.name))
}

/// What a header says, or OpenEXR supposes; `None` when its value cannot be read, or another format says nothing.
fn chromaticities(picture: &Picture) -> Option<[f32; 8]> {
    let Some(attribute) = picture.part(0)?.attribute("chromaticities") else { return picture.is_exr().then_some(REC709) };
    match &attribute.value {
        Value::Floats(values) => values.as_slice().try_into().ok(),
        _ => None,
    }
}

fn differ(one: [u32; 8], other: [u32; 8]) -> bool {
    one.iter().zip(other).any(|(a, b)| (f32::from_bits(*a) - f32::from_bits(b)).abs() > ROUNDED)
}

fn written(chromaticities: [u32; 8]) -> String {
    let rounded = |bits: &u32| ((f32::from_bits(*bits) * 1e4).round() / 1e4).to_string();
    chromaticities.iter().map(rounded).collect::<Vec<_>>().join(" ")
}

fn space(attribute: &'static str, series: &Series, context: &Context, findings: &mut Findings) {
    let named = |(frame, index, picture): (i64, usize, Picture)| Some(Judged { frame, index, key: picture.text(attribute)?.to_owned() });
    let frames: Vec<Judged<String>> = headers(series, context).filter_map(named).collect();
    let declared = context.config.colour.space.clone().filter(|_| is_exr(series, context)).map(|space| (space, Basis::Declared));
    let usual = || standard(frames.iter().map(|f| f.key.as_str())).map(|s| (s.key.to_owned(), s.basis));
    let Some((expected, basis)) = declared.or_else(usual) else { return };
    report(&frames, basis, PARTS, context, findings, |seen, finding| {
        say(finding, "space", attribute, seen, &expected);
        !seen.eq_ignore_ascii_case(&expected)
    });
}

fn say(finding: &mut Finding, rule: &str, attribute: &'static str, seen: &str, expected: &str) {
    finding.rule(rule).with("attribute", attribute).with("seen", seen).with("expected", expected);
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    let white = dice.pick(&[[0.3127, 0.3290], [0.314, 0.351], [0.3457, 0.3585]]).copied().unwrap_or_default();
    let [r, s, g, t, b, u, ..] = REC709;
    let patch = edit(&frame, |image| {
        for part in &mut image.parts {
            part.extra.retain(|extra| extra.name != "chromaticities");
            if site.variant == "primaries" {
                part.extra.push(Extra::floats("chromaticities", "chromaticities", &[r, s, g, t, b, u, white[0], white[1]]));
            }
        }
    })?;
    Ok((patch, vec![frame.place()]))
}

#[cfg(test)]
mod tests {
    use etabli_formats::exr::{Part, Value};

    use super::{FAULT, REC709};
    use crate::Config;
    use crate::faults::testing::{found, found_with, frames, say};

    const ACES: [f32; 8] = [0.713, 0.293, 0.165, 0.83, 0.128, 0.044, 0.32168, 0.33767];

    fn primaries(part: &mut Part, values: &[f32]) {
        say(part, "chromaticities", Value::Floats(values.to_vec()));
    }

    fn odd(usual: Option<[f32; 8]>, odd: Option<[f32; 8]>) -> Vec<String> {
        found(
            &FAULT,
            frames(1001..1011, |f, part| {
                if let Some(values) = if f == 1004 { odd } else { usual } {
                    primaries(part, &values);
                }
            }),
        )
    }

    #[test]
    fn other_primaries_are_told_and_silence_means_rec_709() {
        let told = ["error beauty.1004.exr chromaticities"];
        assert_eq!(odd(Some(ACES), Some(REC709)), told);
        assert_eq!(odd(Some(ACES), None), told);
        assert_eq!(odd(None, Some(ACES)), told);
        assert!(odd(None, Some(REC709)).is_empty() && odd(Some(REC709), None).is_empty());
    }

    #[test]
    fn rounding_is_allowed() {
        let off = |by: f32| odd(Some(ACES), Some(ACES.map(|x| x + by)));
        assert!(off(4e-4).is_empty());
        assert_eq!(off(6e-4).len(), 1);
        assert_eq!(off(-6e-4).len(), 1);
    }

    #[test]
    fn what_cannot_be_read_is_not_judged() {
        let files = frames(1001..1011, |f, part| {
            if f == 1004 {
                primaries(part, &ACES[..4]);
            }
        });
        assert!(found(&FAULT, files).is_empty());
    }

    #[test]
    fn named_spaces_are_compared() {
        let files =
            frames(1001..1011, |f, part| say(part, "colorInteropID", Value::Text(if f == 1004 { "srgb" } else { "ACEScg" }.to_owned())));
        assert_eq!(found(&FAULT, files), ["error beauty.1004.exr space"]);
        let files = frames(1001..1011, |f, part| {
            if f != 1004 {
                say(part, "colorSpace", Value::Text("ACEScg".to_owned()));
            }
        });
        assert!(found(&FAULT, files).is_empty(), "a tool that names no space says nothing of it");
    }

    #[test]
    fn declared_colours_judge_pictures_alone() {
        let mut config = Config::default();
        config.colour.chromaticities = Some(ACES);
        let judge = |make: &dyn Fn(&mut Part)| found_with(&FAULT, frames([1001, 1002], |_, part| make(part)), &config);
        assert!(judge(&|part| primaries(part, &ACES)).is_empty());
        assert_eq!(judge(&|_| {}), ["error beauty.1001.exr-1002 chromaticities"]);
        assert!(judge(&|part| part.channels.retain(|c| c.name == "A")).is_empty());
        config.colour = crate::config::Colour { space: Some("acescg".to_owned()), chromaticities: None };
        let named = |space: &str| {
            let files = frames([1001, 1002], |_, part| say(part, "colorSpace", Value::Text(space.to_owned())));
            found_with(&FAULT, files, &config)
        };
        assert!(named("ACEScg").is_empty());
        assert_eq!(named("sRGB"), ["error beauty.1001.exr-1002 space"]);
    }
}
