//! NAM001: a frame whose name differs from its sequence by case.

use crate::sequence::StrayReason;
use crate::{
    Context, Declined, Detect, Dice, Fault, Findings, Fix, Healthy, Inject, Needs, Patch, Place, Series, Severity, Site, Step, Text, Words,
};

/// NAM001.
pub(super) static FAULT: Fault = Fault {
    code: "NAM001",
    name: "case-mismatch",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "L'image {frame} s'écrit autrement que les autres : {file}.",
            en: "Frame {frame} is spelt unlike the others: {file}.",
        },
        td: Text {
            fr: "{file} diffère de {expected} par la casse : absente de {series} sous Linux, présente sous Windows et macOS.",
            en: "{file} differs from {expected} by case: absent from {series} on Linux, present on Windows and macOS.",
        },
        advice: Text { fr: "Renommer {file} en {expected}.", en: "Rename {file} to {expected}." },
        page: Text {
            fr: "Windows et macOS confondent majuscules et minuscules, Linux non. Une image écrite par une autre machine, ou renommée à la main, sort alors de sa suite : \
                 la ferme la dit manquante alors que l'artiste la voit. Quand l'image existe aussi sous le nom attendu, c'est un nom en double, signalé comme nom non portable.",
            en: "Windows and macOS take capitals and small letters for the same, Linux does not. A frame written by another machine, or renamed by hand, then leaves its sequence: \
                 the farm calls it missing while the artist sees it. When the frame also exists under the expected name, the two are twins, reported as an unportable name.",
        },
    },
    detect: Detect::Sequence(Needs::ENTRY, detect),
    outranks: &["SEQ001"],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["capital", "extension"], make },
    fix: Fix::None,
};

fn detect(series: &Series, context: &Context, findings: &mut Findings) {
    for stray in series.names.strays.iter().filter(|s| s.why == StrayReason::Case) {
        let expected = series.name_of(stray.frame);
        let has_twin = series.frames.binary_search_by_key(&stray.frame, |&(frame, _)| frame).is_ok();
        if !has_twin {
            let finding = findings.on(stray.name, context);
            finding.with("expected", expected).with("series", series.notation.as_str());
        }
    }
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    let name = frame.name();
    let other = if site.variant == "extension" {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        format!("{stem}.{}", extension.to_ascii_uppercase())
    } else {
        let mut letters = name.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    if other == name {
        return Err(Declined::because("the names of this sequence have no small letter to change"));
    }
    let to = site.path(&other);
    let place = Place { path: to.clone(), ..frame.place() };
    Ok((Patch::one(Step::Rename { from: frame.path, to }), vec![place]))
}

#[cfg(test)]
mod tests {
    use super::FAULT;
    use crate::faults::testing::{found, names};

    const OTHERS: [&str; 5] = ["beauty.1001.exr", "beauty.1002.exr", "beauty.1004.exr", "beauty.1005.exr", "beauty.1006.exr"];

    fn beside(name: &str) -> Vec<String> {
        found(&FAULT, names(&[&OTHERS[..], &[name]].concat()))
    }

    #[test]
    fn another_case_is_told_from_another_frame() {
        assert_eq!(beside("Beauty.1003.exr"), ["error Beauty.1003.exr"]);
        assert_eq!(beside("beauty.1003.EXR"), ["error beauty.1003.EXR"]);
        assert!(beside("Beauty.1002.exr").is_empty(), "a twin is an unportable name");
        assert!(beside("beauty_1003.exr").is_empty());
    }
}
