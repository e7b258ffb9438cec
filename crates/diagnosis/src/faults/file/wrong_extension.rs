//! FIL002: a content of another format than its name says.

use etabli_formats::Format;
use etabli_formats::exr::{MAGIC, Rule};

use crate::{
    Context, Cure, Declined, Detect, Dice, Fault, File, Findings, Fix, Healthy, Inject, Needs, Patch, Place, Plan, Reading, Repair,
    Sentence, Severity, Site, Step, Text, Value, Words,
};

/// FIL002.
pub(super) static FAULT: Fault = Fault {
    code: "FIL002",
    name: "wrong-extension",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{file} n'est pas une image {expected} : contenu {seen}.",
            en: "{file} is no {expected} picture: it holds {seen}.",
        },
        td: Text {
            fr: "{file} : le nom promet {expected}, les premiers octets disent {seen}.",
            en: "{file}: the name promises {expected}, the first bytes say {seen}.",
        },
        advice: Text {
            fr: "Réécrire l'image depuis l'application qui l'a produite, en choisissant le format {expected} ; renommer laisserait un trou dans la suite.",
            en: "Write the picture again from the application that made it, choosing {expected}; renaming would leave a hole in the sequence.",
        },
        page: Text {
            fr: "L'extension a été tapée à la main, ou un nœud d'écriture a gardé un autre format que celui de son nom. Certains lecteurs devinent et n'en disent rien, \
                 d'autres refusent : la suite passe sur un poste et casse sur le suivant. Un texte sous un nom d'image est souvent une page d'erreur enregistrée à sa place. \
                 Une image dont les premiers octets sont abîmés n'est pas de ce défaut : son lecteur en donne l'octet.",
            en: "The extension was typed by hand, or a write node kept another format than its name's. Some readers guess and say nothing, others refuse: \
                 the sequence works on one machine and breaks on the next. A text under a picture's name is often an error page saved in its place. \
                 A picture whose first bytes are damaged is not this fault: its own reader gives the byte.",
        },
    },
    detect: Detect::File(Needs::STRUCTURE, detect),
    outranks: &["EXR008", "EXR011", "PNG001", "TIF001", "DPX001", "DPX002", "JPG001", "FIL005", "SEQ008"],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["png", "text", "exr"], make },
    fix: Fix::Unsafe(Cure {
        what: Text {
            fr: "renomme le fichier d'après son contenu ; sa suite garde un trou",
            en: "renames the file after its content; its sequence keeps a hole",
        },
        make: fix,
        only: &[],
        leaves: &["SEQ001", "SEQ011"],
    }),
};

const PLAIN: Text = Text { fr: "texte ou inconnu", en: "text or unknown data" };

fn detect(file: &File, context: &Context, findings: &mut Findings) {
    let Reading::Facts(facts) = &file.reading else { return };
    let own = file.entry.extension().and_then(Format::of_extension);
    let (promised, seen): (Format, Value) = match (own, facts.format) {
        (Some(promised), Some(format)) if !file.is_as_named() => (promised, format.name().into()),
        (Some(promised), None) if facts.exr().is_some_and(|exr| exr.structure.defects.iter().any(|d| is_foreign_magic(&d.rule))) => {
            (promised, PLAIN.into())
        }
        (Some(promised), None) if facts.content.foreign_opening().is_some_and(is_foreign) => (promised, PLAIN.into()),
        (None, None) => match kin(file, context) {
            Some(promised) => (promised, PLAIN.into()),
            None => return,
        },
        _ => return,
    };
    findings.on(file.index, context).byte(0).with("expected", promised.name()).with("seen", seen);
}

/// Files of one kind whose names begin alike that must agree before they speak for one more.
const KIN: usize = 3;

/// Names looked at on each side; they are sorted, so names that begin alike stand together.
const NEAR: usize = 32;

/// The format that a name without a known extension promises: that of files whose names share the first half of it.
fn kin(file: &File, context: &Context) -> Option<Format> {
    let name = file.entry.name.as_str();
    let stem = name.get(..name.len().div_ceil(2)).filter(|stem| stem.len() >= 8)?;
    let (before, after) = context.folder.files.split_at_checked(file.index)?;
    let near = before.iter().rev().take(NEAR).chain(after.iter().skip(1).take(NEAR));
    let formats: Vec<Format> = near.filter(|f| f.entry.name.starts_with(stem)).filter_map(format_of).collect();
    let first = *formats.first()?;
    (formats.len() >= KIN && formats.iter().all(|format| *format == first)).then_some(first)
}

fn format_of(file: &File) -> Option<Format> {
    match &file.reading {
        Reading::Facts(facts) => facts.format,
        _ => None,
    }
}

/// First bytes that somebody wrote on purpose: letters and spaces alone.
fn is_foreign(opening: &[u8]) -> bool {
    !opening.is_empty() && opening.iter().all(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace())
}

/// First bytes that somebody wrote on purpose: letters, and not OpenEXR's own with one byte broken.
fn is_foreign_magic(rule: &Rule) -> bool {
    let Rule::BadAttribute { name, seen, .. } = rule else { return false };
    let bytes: Vec<u8> = seen.split(|c: char| !c.is_ascii_hexdigit()).filter_map(|pair| u8::from_str_radix(pair, 16).ok()).collect();
    let kept = bytes.iter().zip(MAGIC).filter(|(seen, magic)| *seen == magic).count();
    name == "magic" && is_foreign(&bytes) && kept < 3
}

/// A PNG of one black pixel.
const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55\0\0\0\nIDAT\x78\x9c\x63\x60\0\0\0\x02\0\x01\
    \x48\xaf\xa4\x71\0\0\0\0IEND\xae\x42\x60\x82";

/// What ends up under a picture's name.
const TEXTS: &[&str] = &["<!DOCTYPE html>\n<title>403</title>\n", "no such layer: beauty\n", "{\"error\": \"licence\"}\n"];

const NAMELESS: Text = Text {
    fr: "son contenu n'est d'aucun format connu : aucun nom ne serait juste",
    en: "its content is of no known format: no name would be right",
};

fn fix(repair: &Repair) -> Result<Plan, Sentence> {
    let head = repair.open()?.read_range(0, Format::PROBE as u64)?;
    let format = Format::of(&head).filter(|format| !format.is_weak()).ok_or(NAMELESS)?;
    let stem = repair.name().rsplit_once('.').map_or(repair.name(), |(stem, _)| stem);
    let to = repair.free(&format!("{stem}.{}", format.extension()))?;
    Ok(Patch::one(Step::Rename { from: repair.subject.path.clone(), to }).into())
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    if site.variant == "exr" {
        let path = format!("{}.png", frame.path.trim_end_matches(".exr"));
        return Ok((Patch::write(&path, frame.bytes), vec![Place { path, ..Place::default() }]));
    }
    let text = dice.pick(TEXTS).map_or(PNG, |text| text.as_bytes());
    let bytes = if site.variant == "text" { text } else { PNG };
    Ok((Patch::write(&frame.path, bytes.to_vec()), vec![frame.place()]))
}

#[cfg(test)]
mod tests {
    use etabli_formats::Format;
    use etabli_formats::exr::{Defect, Rule, Structure};

    use super::{FAULT, PNG};
    use crate::faults::testing::{entry, found};
    use crate::{Content, ExrFacts, Facts, Reading};

    fn holds(name: &str, format: Option<Format>) -> Vec<String> {
        let facts = Facts { format, content: Content::Unclaimed, still: None };
        found(&FAULT, vec![(entry(name), Reading::Facts(facts.into()))])
    }

    fn begins(magic: &str) -> bool {
        let rule = Rule::BadAttribute { name: "magic".to_owned(), problem: etabli_formats::exr::Flaw::NotOpenExr, seen: magic.to_owned() };
        let defects = vec![Defect { rule, byte: 0, part: None, chunk: None, lines: None }];
        let structure = Structure { defects, ..Structure::default() };
        let content = Content::Exr(Box::new(ExrFacts { structure, survey: None, unread: Vec::new() }));
        !found(&FAULT, vec![(entry("a.exr"), Reading::Facts(Facts { format: None, content, still: None }.into()))]).is_empty()
    }

    #[test]
    fn names_are_held_to_their_formats() {
        assert_eq!(holds("a.exr", Some(Format::Png)), ["error a.exr"]);
        assert_eq!(holds("a.png", Some(Format::Exr)), ["error a.png"]);
        for (name, format) in
            [("a.exr", Format::Exr), ("a.tx", Format::Exr), ("a.TX", Format::Tiff), ("a.tex", Format::Png), ("a", Format::Png)]
        {
            assert!(holds(name, Some(format)).is_empty(), "{name} {format:?}");
        }
        assert!(!holds("a.tx", Some(Format::Png)).is_empty() && !holds("a.tif", Some(Format::Exr)).is_empty());
        assert!(holds("a.png", None).is_empty(), "bytes that nobody knows are not judged here");
    }

    #[test]
    fn names_that_begin_alike_speak_for_one_more() {
        let all = |names: &[(&str, Option<Format>)]| {
            let read = |format| Reading::Facts(Facts { format, content: Content::Unclaimed, still: None }.into());
            found(&FAULT, names.iter().map(|(name, format)| (entry(name), read(*format))).collect())
        };
        let exr = Some(Format::Exr);
        let three = [("render_out_1001", exr), ("render_out_1002", exr), ("render_out_1003", exr)];
        assert_eq!(all(&[&three[..], &[("render_out_1004", None)]].concat()), ["error render_out_1004"]);
        assert!(all(&[&three[..2], &[("render_out_1004", None)]].concat()).is_empty(), "two are too few");
        assert!(all(&[&three[..], &[("render_notes", None)]].concat()).is_empty(), "half of its name differs");
        assert!(
            all(&[&three[..], &[("render_out_1000", Some(Format::Png)), ("render_out_1004", None)]].concat()).is_empty(),
            "they disagree"
        );
    }

    #[test]
    fn letters_are_another_content_and_a_broken_byte_is_not() {
        for (magic, foreign) in [
            ("[6e, 6f, 20, 73]", true),
            ("[78]", true),
            ("[0a]", true),
            ("[]", false),
            ("[77, 2f, 31, 01]", false),
            ("[76, 2f, 31, 41]", false),
            ("[76, 2f, 41, 41]", true),
            ("[6e, 6f, 00, 73]", false),
        ] {
            assert_eq!(begins(magic), foreign, "{magic}");
        }
    }

    #[test]
    fn the_png_is_one() {
        assert_eq!(Format::of(PNG), Some(Format::Png));
        assert!(PNG.ends_with(b"IEND\xae\x42\x60\x82"));
    }
}
