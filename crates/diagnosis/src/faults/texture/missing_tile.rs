//! TEX001: a tile of a UDIM set is absent where the other maps have it.

use std::collections::BTreeMap;

use crate::sequence::{Series as Tiles, group};
use crate::{
    Context, Declined, Detect, Dice, Fault, Findings, Fix, Healthy, Inject, Made, Needs, Patch, Place, Series, Severity, Site, Step, Text,
    Words,
};

/// TEX001.
pub(super) static FAULT: Fault = Fault {
    code: "TEX001",
    name: "missing-tile",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text { fr: "Il manque la tuile {tile} : {file} n'est pas là.", en: "Tile {tile} is missing: {file} is not there." },
        td: Text {
            fr: "{file} manque : les {others} autres jeux de « {asset} » ont la tuile {tile}.",
            en: "{file} is missing: the {others} other sets of \"{asset}\" have tile {tile}.",
        },
        advice: Text {
            fr: "Réexporter cette tuile depuis l'application de peinture, ou la recopier depuis la version précédente.",
            en: "Export this tile again from the painting application, or copy it from the version before.",
        },
        page: Text {
            fr: "Les jeux de tuiles UDIM d'un même asset couvrent d'ordinaire les mêmes tuiles. Une tuile que tous les autres jeux ont et qu'un seul n'a pas sera noire ou magenta au rendu, là où l'objet l'utilise. \
                 Il faut trois jeux au moins, et que le jeu incomplet ait la moitié des tuiles : un masque qui n'en couvre que quelques-unes est voulu.",
            en: "The UDIM sets of one asset usually cover the same tiles. A tile that all other sets have and one has not will be black or magenta in the render, where the object uses it. \
                 There must be three sets at least, and the incomplete one must have half of the tiles: a mask that covers only a few is meant.",
        },
    },
    detect: Detect::Folder(Needs::ENTRY, detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::TextureSet, variants: &["tile"], make },
    fix: Fix::None,
};

/// Sets of one asset that must be there before they speak for one another.
const SETS: usize = 3;

fn detect(context: &Context, findings: &mut Findings) {
    let mut assets: BTreeMap<&str, Vec<&Series>> = BTreeMap::new();
    for series in context.folder.series.iter().filter(|series| series.is_udim()) {
        assets.entry(asset(&series.names.prefix)).or_default().push(series);
    }
    for (asset, sets) in assets.iter().filter(|(_, sets)| sets.len() >= SETS) {
        for set in sets {
            for tile in absent(set, sets) {
                let finding = findings.on_absent(&set.name_of(tile), set, tile, context);
                finding.with("tile", tile).with("asset", *asset).with("others", sets.len() - 1);
            }
        }
    }
}

/// The first word of a set's names.
fn asset(prefix: &str) -> &str {
    prefix.split(['_', '-', '.']).next().unwrap_or(prefix)
}

/// Tiles that all other sets have and this one has not; none when it has less than half of them.
fn absent(set: &Series, sets: &[&Series]) -> Vec<i64> {
    let has = |series: &Series, tile: i64| series.frames.iter().any(|&(own, _)| own == tile);
    let others: Vec<&&Series> = sets.iter().filter(|other| other.notation != set.notation).collect();
    let Some(first) = others.first() else { return Vec::new() };
    let common: Vec<i64> = first.frames.iter().map(|&(tile, _)| tile).filter(|&tile| others.iter().all(|other| has(other, tile))).collect();
    let held = common.iter().filter(|&&tile| has(set, tile)).count();
    if held * 2 < common.len() { Vec::new() } else { common.into_iter().filter(|&tile| !has(set, tile)).collect() }
}

fn make(site: &Site, dice: &mut Dice) -> Made {
    let files = site.files()?;
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let sets = group(&names).sequences.into_iter().filter(|series| series.kind == Tiles::Udim);
    let tiles = sets.flat_map(|set| set.members).filter(|member| member.frame == 1002);
    let inner: Vec<&str> = tiles.filter_map(|member| names.get(member.name).copied()).collect();
    let name = dice.pick(&inner).ok_or_else(|| Declined::because("this needs UDIM sets with a tile 1002"))?;
    let path = site.path(name);
    Ok((Patch::one(Step::Remove { path: path.clone() }), vec![Place { path, ..Place::default() }]))
}
