//! EXR006: bytes after the last chunk.

use etabli_formats::exr::Rule;

use super::fixing;
use super::{making, report};
use crate::fix::NO_LONGER;
use crate::{
    Change, Context, Cure, Declined, Detect, Dice, ExrFacts, Fault, File, Findings, Fix, Healthy, Inject, Patch, Piece, Place, Plan,
    Repair, Sentence, Severity, Site, Text, Words,
};

/// EXR006.
pub(super) static FAULT: Fault = Fault {
    code: "EXR006",
    name: "trailing-data",
    severity: Severity::Warning,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{file} s'ouvre, mais porte des octets en trop à la fin.",
            en: "{file} opens, but carries stray bytes at its end.",
        },
        td: Text {
            fr: "{count} {count:octet suit|octets suivent} le dernier bloc de {file}, à partir de l'octet {byte}.",
            en: "{count} {count:byte follows|bytes follow} the last chunk of {file}, from byte {byte} on.",
        },
        advice: Text {
            fr: "Regarder ce qui a écrit deux fois dans ce fichier (reprise, transfert) ; les pixels sont entiers.",
            en: "Find out what wrote twice into this file (a resumed transfer, a second writer); the pixels are whole.",
        },
        page: Text {
            fr: "Tous les blocs sont là, et le fichier continue. Un transfert repris au mauvais endroit, un fichier plus long écrasé sur place ou un outil qui ajoute ses propres données laissent cette trace. L'octet donné est le premier de trop.",
            en: "All chunks are there, and the file goes on. A transfer resumed at the wrong place, a longer file overwritten in place or a tool that appends data of its own leave this trace. The byte given is the first too many.",
        },
    },
    detect: Detect::Exr(detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["garbage", "zeros"], make },
    fix: Fix::Safe(Cure {
        what: Text {
            fr: "coupe {count} {count:octet|octets} en trop à la fin, à partir de l'octet {byte}",
            en: "cuts {count} {count:byte|bytes} too many at the end, from byte {byte} on",
        },
        make: fix,
        only: &[],
        leaves: &[],
    }),
};

fn detect(file: &File, exr: &ExrFacts, context: &Context, findings: &mut Findings) {
    report(file, exr, context, findings, |defect, finding| {
        let Rule::TrailingData { count } = defect.rule else { return false };
        finding.with("count", count);
        true
    });
}

fn fix(repair: &Repair) -> Result<Plan, Sentence> {
    let opened = fixing::open(repair)?;
    let trailing = opened.structure.defects.iter().find_map(|defect| match defect.rule {
        Rule::TrailingData { count } => Some((defect.byte, count)),
        _ => None,
    });
    let (at, count) = trailing.ok_or(NO_LONGER)?;
    let plan = opened.rewrite(repair, vec![Piece::Keep(0..at)], |rule| matches!(rule, Rule::TrailingData { .. }))?;
    Ok(Plan { changes: vec![Change::Cut { at, count }], ..plan })
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let opened = making::open(site, dice)?;
    let size = opened.size();
    let count = dice.range(1, 400) as usize;
    let extra = if site.variant == "zeros" { vec![0; count] } else { b"garbage".iter().copied().cycle().take(count).collect() };
    Ok((Patch::poke(&opened.frame.path, size, size, extra), vec![opened.frame.place_at(size)]))
}
