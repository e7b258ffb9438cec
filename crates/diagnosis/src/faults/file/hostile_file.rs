//! HOS001: a file that claims more than it could hold, or that kills or hangs its reader.

use etabli_formats::Budget;
use etabli_formats::exr;

use crate::{
    Context, Cure, Declined, Detect, Dice, Failure, Fault, File, Finding, Findings, Fix, Healthy, Inject, Needs, Patch, Place, Plan,
    Reading, Repair, Sentence, Severity, Site, Step, Text, Words,
};

/// HOS001.
pub(super) static FAULT: Fault = Fault {
    code: "HOS001",
    name: "hostile-file",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text { fr: "{file} peut bloquer les logiciels qui l'ouvrent.", en: "{file} may hang the software that opens it." },
        td: Text { fr: "{file} : {field} = {value}, limite {cap} ({problem}).", en: "{file}: {field} = {value}, limit {cap} ({problem})." },
        advice: Text {
            fr: "Ne pas l'ouvrir dans une application ; le mettre en quarantaine, le faire refaire, et savoir d'où il vient.",
            en: "Do not open it in an application; put it in quarantine, have it made again, and find out where it came from.",
        },
        page: Text {
            fr: "Un en-tête peut annoncer des milliards de pixels dans un fichier de quelques octets : un lecteur confiant réserve la mémoire et la machine s'arrête. \
                 Ce qui dépasse ce que la compression permet (1032 pour 1 avec deflate) ou les limites déclarées est signalé avant toute allocation. \
                 Un fichier qui tue ou occupe sans fin son lecteur, isolé et relancé seul, l'est aussi. C'est presque toujours un fichier abîmé ; parfois une attaque.",
            en: "A header can announce billions of pixels in a file of a few bytes: a trusting reader reserves the memory and the machine stops. \
                 What exceeds what compression allows (1032 to 1 with deflate) or the declared caps is reported before anything is allocated. \
                 So is a file that kills its reader or keeps it busy, confined and tried again alone. It is nearly always a damaged file; sometimes an attack.",
        },
    },
    detect: Detect::File(Needs::STRUCTURE, detect),
    outranks: &["EXR001", "EXR003", "EXR004", "EXR008", "EXR011", "PNG001", "TIF001", "DPX001", "DPX002", "JPG001", "FIL005"],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["window", "attribute"], make },
    fix: Fix::Unsafe(Cure {
        what: Text {
            fr: "met le fichier à la corbeille, hors d'atteinte des applications ; la suite garde un trou",
            en: "moves the file to the trash, out of reach of applications; its sequence keeps a hole",
        },
        make: fix,
        only: &[],
        leaves: &["SEQ001", "SEQ011"],
    }),
};

const CLAIM: Text = Text { fr: "plus que le fichier ne peut contenir", en: "more than the file could hold" };
const BUDGET: Text = Text { fr: "au-delà du budget de lecture", en: "beyond the reading budget" };
const DIED: Text = Text { fr: "le lecteur en est mort deux fois", en: "its reader died of it twice" };
const SLOW: Text = Text { fr: "le lecteur n'en finit pas", en: "its reader does not come to an end" };

fn detect(file: &File, context: &Context, findings: &mut Findings) {
    match &file.reading {
        Reading::Facts(_) => claims(file, context, findings),
        Reading::Failed(failure) => {
            let mut finding = findings.draft(file.index, context);
            if failed(failure, &mut finding) {
                findings.list.push(finding);
            }
        }
        Reading::NotAsked => {}
    }
}

/// The first claim of a header that the file could not hold.
fn claims(file: &File, context: &Context, findings: &mut Findings) {
    let Some(claim) = file.facts().and_then(|facts| facts.content.claim()) else { return };
    let finding = findings.on(file.index, context);
    finding.byte(claim.byte).rule("claim").with("problem", CLAIM);
    finding.with("field", claim.field).with("value", claim.value).with("cap", claim.cap);
    finding.at.part = claim.part;
}

/// Whether the file is to blame for the failure of its reader, with what it did.
fn failed(failure: &Failure, finding: &mut Finding) -> bool {
    match failure {
        Failure::Budget { what, asked, cap } => {
            finding.rule("budget").with("field", what.as_str()).with("value", *asked).with("cap", *cap).with("problem", BUDGET);
        }
        Failure::Died(how) => {
            let field = Text { fr: "fin du lecteur", en: "end of the reader" };
            finding.rule("killed-reader").with("field", field).with("value", how.as_str()).with("cap", 0).with("problem", DIED);
        }
        Failure::Slow(seconds) => {
            let field = Text { fr: "secondes de calcul", en: "seconds of computing" };
            finding
                .rule("slow-reader")
                .with("field", field)
                .with("value", *seconds)
                .with("cap", Failure::SLOW_SECONDS)
                .with("problem", SLOW);
        }
        Failure::Io(_) | Failure::Stalled(_) => return false,
    }
    true
}

fn fix(repair: &Repair) -> Result<Plan, Sentence> {
    repair.entry()?;
    Ok(Patch::one(Step::Remove { path: repair.subject.path.clone() }).into())
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    let (structure, _) = exr::read(&frame.bytes, &Budget::default()).map_err(|stop| Declined::because(stop.to_string()))?;
    let wanted = if site.variant == "attribute" { "channels" } else { "dataWindow" };
    let attribute =
        structure.parts.first().and_then(|p| p.attribute(wanted)).ok_or_else(|| Declined::because("this needs an OpenEXR frame"))?;
    let size = frame.bytes.len() as u64;
    if site.variant == "attribute" {
        let claim = i32::MAX - dice.range(0, 1 << 20) as i32;
        return Ok((Patch::poke(&frame.path, size, attribute.at - 4, claim.to_le_bytes().to_vec()), vec![frame.place()]));
    }
    let far = 1_000_000_000 + dice.range(0, 1 << 20) as i32;
    let corner = [far.to_le_bytes(), far.to_le_bytes()].as_flattened().to_vec();
    Ok((Patch::poke(&frame.path, size, attribute.at + 8, corner), vec![frame.place()]))
}

#[cfg(test)]
mod tests {
    use etabli_formats::exr::{Defect, Rule};

    use super::FAULT;
    use crate::faults::testing::{alter, entry, findings, found, frames};
    use crate::{Config, Failure, Reading, Value};

    #[test]
    fn a_reader_that_dies_or_hangs_accuses_its_file() {
        let failed = |failure: Failure| found(&FAULT, vec![(entry("a.exr"), Reading::Failed(failure))]);
        let budget = Failure::Budget { what: "chunk".to_owned(), asked: 9, cap: 8 };
        assert_eq!(failed(budget), ["error a.exr budget"]);
        assert_eq!(failed(Failure::Died("signal 11".to_owned())), ["error a.exr killed-reader"]);
        assert_eq!(failed(Failure::Slow(60)), ["error a.exr slow-reader"]);
        assert!(failed(Failure::Io("denied".to_owned())).is_empty());
        assert!(failed(Failure::Stalled(30)).is_empty());
        assert!(found(&FAULT, vec![(entry("a.exr"), Reading::NotAsked)]).is_empty());
    }

    #[test]
    fn the_first_claim_is_given_with_its_byte() {
        let claim = |byte: u64| {
            let rule = Rule::Oversize { field: "dataWindow".to_owned(), value: 1 << 40, cap: 1 << 20 };
            Defect { rule, byte, part: Some(1), chunk: None, lines: None }
        };
        let mut files = frames([1001], |_, _| {});
        alter(&mut files[0], |exr| exr.structure.defects = vec![claim(77), claim(99)]);
        let found = findings(&FAULT, files, &Config::default());
        let [finding] = found.as_slice() else { panic!("one claim is enough") };
        assert_eq!((finding.at.byte, finding.at.part), (Some(77), Some(1)));
        assert_eq!((&finding.evidence["value"], &finding.evidence["cap"]), (&Value::from(1_i64 << 40), &Value::from(1_i64 << 20)));
        assert!(findings(&FAULT, frames([1001], |_, _| {}), &Config::default()).is_empty());
    }
}
