//! NAM002: a frame whose number or separator is written unlike its sequence.

use crate::sequence::StrayReason;
use crate::{
    Context, Cure, Declined, Detect, Dice, Fault, Findings, Fix, Healthy, Inject, Needs, Patch, Place, Plan, Repair, Sentence, Series,
    Severity, Site, Step, Text, Words,
};

/// NAM002.
pub(super) static FAULT: Fault = Fault {
    code: "NAM002",
    name: "padding-change",
    severity: Severity::Warning,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "L'image {frame} a un nom que la suite ne lit pas : {file}.",
            en: "Frame {frame} has a name its sequence does not read: {file}.",
        },
        td: Text { fr: "{file} s'écrirait {expected} dans {series} : {what}.", en: "{file} would be {expected} in {series}: {what}." },
        advice: Text { fr: "Renommer {file} en {expected}.", en: "Rename {file} to {expected}." },
        page: Text {
            fr: "Un nœud de lecture attend toujours autant de chiffres et le même séparateur. Une image numérotée autrement est sur le disque mais n'est pas lue : elle paraît manquante. \
                 Les suites sans zéros initiaux, et celles qui passent de 999 à 1000, sont régulières ; deux suites complètes aux écritures différentes sont deux suites.",
            en: "A read node expects the same number of digits and the same separator throughout. A frame numbered otherwise is on the disk but is not read: it looks missing. \
                 Sequences without leading zeros, and those that pass from 999 to 1000, are regular; two full sequences written differently are two sequences.",
        },
    },
    detect: Detect::Sequence(Needs::ENTRY, detect),
    outranks: &["SEQ001"],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["padding", "separator"], make },
    fix: Fix::Unsafe(Cure {
        what: Text { fr: "renomme {file} en {expected}", en: "renames {file} to {expected}" },
        make: fix,
        only: &[],
        leaves: &[],
    }),
};

const DIGITS: Text = Text { fr: "le nombre de chiffres diffère", en: "the number of digits differs" };
const SEPARATOR: Text = Text { fr: "le séparateur diffère", en: "the separator differs" };

fn detect(series: &Series, context: &Context, findings: &mut Findings) {
    for stray in &series.names.strays {
        let (rule, what) = match stray.why {
            StrayReason::Padding => ("padding", DIGITS),
            StrayReason::Separator => ("separator", SEPARATOR),
            StrayReason::Case => continue,
        };
        let finding = findings.on(stray.name, context);
        finding.rule(rule).with("what", what).with("expected", series.name_of(stray.frame)).with("series", series.notation.as_str());
    }
}

const REGULAR: Text = Text { fr: "son nom est maintenant celui de sa suite", en: "its name now follows its sequence" };

fn fix(repair: &Repair) -> Result<Plan, Sentence> {
    let folder = repair.look(Needs::ENTRY, |_| false)?;
    let stray = folder.series.iter().find_map(|series| {
        let stray = series.names.strays.iter().find(|stray| folder.files.get(stray.name).is_some_and(|f| f.entry.name == repair.name()))?;
        Some(series.name_of(stray.frame))
    });
    let to = repair.free(&stray.ok_or(REGULAR)?)?;
    Ok(Patch::one(Step::Rename { from: repair.subject.path.clone(), to }).into())
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    let number = frame.frame.to_string();
    let (before, after) = frame.name().rsplit_once(&number).ok_or_else(|| Declined::because("the frame number is not in the name"))?;
    let other = match (site.variant, before.strip_suffix('.')) {
        ("separator", Some(stem)) => format!("{stem}_{number}{after}"),
        ("separator", None) => return Err(Declined::because("this needs a dot before the frame number")),
        _ => format!("{before}0{number}{after}"),
    };
    let to = site.path(&other);
    let place = Place { path: to.clone(), ..frame.place() };
    Ok((Patch::one(Step::Rename { from: frame.path, to }), vec![place]))
}

#[cfg(test)]
mod tests {
    use super::FAULT;
    use crate::faults::testing::{found, names};

    fn beside(name: &str) -> Vec<String> {
        let others = ["beauty.1001.exr", "beauty.1002.exr", "beauty.1004.exr", "beauty.1005.exr", "beauty.1006.exr"];
        found(&FAULT, names(&[&others[..], &[name]].concat()))
    }

    #[test]
    fn another_writing_is_told_from_another_case() {
        assert_eq!(beside("beauty.01003.exr"), ["warning beauty.01003.exr padding"]);
        assert_eq!(beside("beauty_1003.exr"), ["warning beauty_1003.exr separator"]);
        assert!(beside("Beauty.1003.exr").is_empty());
    }

    #[test]
    fn growing_numbers_are_regular() {
        assert!(found(&FAULT, names(&["a.998.exr", "a.999.exr", "a.1000.exr", "a.1001.exr"])).is_empty());
    }
}
