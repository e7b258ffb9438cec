//! EXR003: zero offsets in the chunk table.

use etabli_formats::exr::{self, Rule};

use super::fixing::{self, MISSING};
use super::{making, report};
use crate::{
    Change, Context, Cure, Declined, Detect, Dice, ExrFacts, Fault, File, Findings, Fix, Healthy, Inject, Patch, Place, Plan, Repair,
    Sentence, Severity, Site, Text, Words,
};

/// EXR003.
pub(super) static FAULT: Fault = Fault {
    code: "EXR003",
    name: "incomplete-chunk-table",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{file} n'a pas été terminée : le rendu s'est arrêté pendant l'écriture.",
            en: "{file} was not finished: the render stopped while writing it.",
        },
        td: Text {
            fr: "{count} {count:entrée|entrées} sur {of} de la table des blocs de {file} {count:est nulle|sont nulles}, à partir de l'octet {byte}.",
            en: "{count} of {of} entries of the chunk table of {file} {count:is|are} zero, from byte {byte} on.",
        },
        advice: Text {
            fr: "Relancer cette image. Si tous les blocs sont là, la table peut être reconstruite à partir de leurs en-têtes.",
            en: "Render this frame again. When all chunks are there, the table can be rebuilt from their leaders.",
        },
        page: Text {
            fr: "L'écrivain remplit la table des blocs à la fin : des entrées nulles disent qu'il a été interrompu, ou qu'il n'a pas pu revenir l'écrire. L'octet donné est la première entrée nulle.",
            en: "The writer fills the chunk table in last: zero entries say that it was interrupted, or could not come back to write it. The byte given is the first zero entry.",
        },
    },
    detect: Detect::Exr(detect),
    outranks: &["EXR004", "EXR006", "SEQ008"],
    implies: &["EXR001"],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["half", "all", "one"], make },
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
        let Rule::ZeroOffsets { count, of } = defect.rule else { return false };
        finding.with("count", count).with("of", of);
        true
    });
}

fn fix(repair: &Repair) -> Result<Plan, Sentence> {
    let opened = fixing::open(repair)?;
    let pieces = exr::rebuild_table(&opened.structure, &opened.chunks, opened.source.size()).ok_or(MISSING)?;
    let plan = opened.rewrite(repair, pieces, |rule| matches!(rule, Rule::ZeroOffsets { .. }))?;
    let counts = opened.structure.defects.iter().filter_map(|defect| match &defect.rule {
        Rule::ZeroOffsets { count, .. } => Some(*count),
        _ => None,
    });
    Ok(Plan { changes: vec![Change::none_left(("entrées vides de la table", "empty entries of the table"), counts.sum())], ..plan })
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let opened = making::open(site, dice)?;
    let all = opened.chunks.len() as u64;
    let (first, count) = match site.variant {
        "half" => (all / 2, all - all / 2),
        "all" => (0, all),
        _ => (dice.range(0, all), 1),
    };
    let at = opened.entry(first);
    let zeros = vec![0; count as usize * 8];
    Ok((Patch::poke(&opened.frame.path, opened.size(), at, zeros), vec![opened.frame.place_at(at)]))
}
