//! EXR004: offsets swapped, overlapping or outside.

use etabli_formats::exr::{self, Rule};

use super::fixing::{self, MISSING};
use super::{making, report, said};
use crate::{
    Change, Context, Cure, Declined, Detect, Dice, ExrFacts, Fault, File, Findings, Fix, Healthy, Inject, Patch, Place, Plan, Repair,
    Sentence, Severity, Site, Text, Words,
};

/// EXR004.
pub(super) static FAULT: Fault = Fault {
    code: "EXR004",
    name: "wrong-chunk-table",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{file} se lit dans le désordre : sa table interne est fausse.",
            en: "{file} reads in the wrong order: its inner table is wrong.",
        },
        td: Text {
            fr: "La table des blocs de {file} est fausse à l'octet {byte} ({problem}, valeur {seen}) ; {count} {count:entrée fausse|entrées fausses}.",
            en: "The chunk table of {file} is wrong at byte {byte} ({problem}, value {seen}); {count} wrong {count:entry|entries}.",
        },
        advice: Text {
            fr: "Relancer ou recopier l'image ; les en-têtes des blocs suffisent à reconstruire la table.",
            en: "Render or copy the frame again; the chunks' own leaders are enough to rebuild the table.",
        },
        page: Text {
            fr: "Chaque entrée de la table dit où commence un bloc. Ici des entrées sont échangées, se recouvrent ou désignent un octet hors des pixels, alors que les blocs eux-mêmes sont en ordre. Beaucoup de lecteurs reconstruisent la table sans rien dire : l'image s'ouvre chez l'un et pas chez l'autre.",
            en: "Each entry of the table says where a chunk begins. Here entries are swapped, overlap or point outside the pixels, while the chunks themselves are in order. Many readers rebuild the table and say nothing: the picture opens in one application and not in another.",
        },
    },
    detect: Detect::Exr(detect),
    outranks: &["EXR002", "EXR005"],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["swapped", "outside"], make },
    fix: Fix::Safe(Cure {
        what: Text {
            fr: "reconstruit la table à partir des en-têtes des blocs, s'ils sont tous là",
            en: "rebuilds the table from the chunks' own leaders, if all of them are there",
        },
        make: fix,
        only: &[],
        leaves: &[],
    }),
};

fn detect(file: &File, exr: &ExrFacts, context: &Context, findings: &mut Findings) {
    report(file, exr, context, findings, |defect, finding| {
        let Rule::WrongOffset { problem, seen, count } = &defect.rule else { return false };
        finding.rule(problem.as_str()).with("problem", said::misplaced(*problem)).with("seen", *seen).with("count", *count);
        true
    });
}

fn fix(repair: &Repair) -> Result<Plan, Sentence> {
    let opened = fixing::open(repair)?;
    let pieces = exr::rebuild_table(&opened.structure, &opened.chunks, opened.source.size()).ok_or(MISSING)?;
    let plan = opened.rewrite(repair, pieces, |rule| matches!(rule, Rule::WrongOffset { .. }))?;
    let counts = opened.structure.defects.iter().filter_map(|defect| match &defect.rule {
        Rule::WrongOffset { count, .. } => Some(*count),
        _ => None,
    });
    Ok(Plan { changes: vec![Change::none_left(("entrées fausses de la table", "wrong entries of the table"), counts.sum())], ..plan })
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let opened = making::open(site, dice)?;
    let first = dice.range(0, opened.chunks.len() as u64 - 1);
    let at = opened.entry(first);
    let spoiled = if site.variant == "swapped" {
        let mut pair = opened.bytes(at, 16);
        pair.rotate_left(8);
        pair
    } else {
        (opened.size() + dice.range(1, 1 << 40)).to_le_bytes().to_vec()
    };
    Ok((Patch::poke(&opened.frame.path, opened.size(), at, spoiled), vec![opened.frame.place_at(at)]))
}
