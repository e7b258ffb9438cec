//! TEX005: a texture made for a renderer is older than its source.

use super::{is_derived, stem};
use crate::{
    Context, Declined, Detect, Dice, Fault, File, Findings, Fix, Healthy, Inject, Made, Needs, Patch, Place, Severity, Site, Step, Text,
    Words,
};

/// TEX005.
pub(super) static FAULT: Fault = Fault {
    code: "TEX005",
    name: "stale-derived-texture",
    severity: Severity::Warning,
    since: "0.1.0",
    words: Words {
        artist: Text { fr: "Le rendu montrera une ancienne version de {source}.", en: "The render will show an old version of {source}." },
        td: Text {
            fr: "{file} date de {hours} {hours:heure|heures} avant {source} : la source a changé depuis.",
            en: "{file} is {hours} {hours:hour|hours} older than {source}: the source has changed since.",
        },
        advice: Text {
            fr: "Refaire {file} depuis {source} (maketx -u), puis relancer les images qui l'utilisent.",
            en: "Make {file} again from {source} (maketx -u), then render again what uses it.",
        },
        page: Text {
            fr: "Un .tx est une copie en tuiles d'une texture peinte. Quand la peinture est reprise et que le .tx n'est pas refait, le rendu montre l'ancienne. Les dates sont comparées entre un .tx et l'image de même nom à côté de lui, avec une marge de deux minutes pour les copies.",
            en: "A .tx is a tiled copy of a painted texture. When the painting is taken up again and the .tx is not made again, the render shows the old one. Dates are compared between a .tx and the picture of the same name beside it, with two minutes of slack for copies.",
        },
    },
    detect: Detect::Folder(Needs::ENTRY, detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::TextureSet, variants: &["touch"], make },
    fix: Fix::None,
};

/// Nanoseconds of an hour.
const HOUR: i64 = 3_600_000_000_000;

/// Nanoseconds by which a copy may shuffle dates.
const SLACK: i64 = 120_000_000_000;

fn detect(context: &Context, findings: &mut Findings) {
    for derived in context.folder.files.iter().filter(|file| is_derived(file)) {
        let Some(source) = source(derived, context) else { continue };
        let late = source.entry.modified.saturating_sub(derived.entry.modified);
        if late > SLACK {
            let finding = findings.on(derived.index, context).with("source", source.entry.name.as_str()).with("hours", late / HOUR);
            finding.relate(context.folder.path_of(&source.entry.name));
        }
    }
}

/// The newest picture of the same name beside a derived texture.
fn source<'a>(derived: &File, context: &'a Context) -> Option<&'a File> {
    let own = stem(&derived.entry.name);
    let named = context.folder.files.iter().filter(|file| file.claims_content() && !is_derived(file) && stem(&file.entry.name) == own);
    named.max_by_key(|file| file.entry.modified)
}

fn make(site: &Site, dice: &mut Dice) -> Made {
    let files = site.files()?;
    let derived: Vec<&str> = files.iter().filter_map(|file| file.name.strip_suffix(".tx")).collect();
    let stem = dice.pick(&derived).ok_or_else(|| Declined::because("this needs a .tx texture"))?;
    let source = files.iter().find(|file| super::stem(&file.name) == *stem && file.extension() != Some("tx"));
    let source = source.ok_or_else(|| Declined::because("this needs the source of the texture beside it"))?;
    let modified = source.modified + HOUR * dice.range(1, 20) as i64;
    let place = Place { path: site.path(&format!("{stem}.tx")), ..Place::default() };
    Ok((Patch::one(Step::Time { path: site.path(&source.name), modified }), vec![place]))
}
