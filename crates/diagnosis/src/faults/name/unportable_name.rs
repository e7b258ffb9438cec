//! NAM003: a name that other systems cannot hold, or cannot tell from its neighbour.

use std::borrow::Cow;
use std::collections::HashMap;

use icu_normalizer::ComposingNormalizerBorrowed;

use crate::{
    Context, Declined, Detect, Dice, Fault, File, Findings, Fix, Healthy, Inject, Needs, Patch, Place, Severity, Site, Step, Text, Words,
};

/// NAM003.
pub(super) static FAULT: Fault = Fault {
    code: "NAM003",
    name: "unportable-name",
    severity: Severity::Warning,
    since: "0.1.0",
    words: Words {
        artist: Text { fr: "{name} ne passera pas partout : {problem}.", en: "{name} is not safe elsewhere: {problem}." },
        td: Text { fr: "{file} : {problem} ({detail}).", en: "{file}: {problem} ({detail})." },
        advice: Text {
            fr: "Renommer avec des lettres sans accent, des chiffres, points, tirets et soulignés ; de deux jumeaux, garder celui que les scènes nomment.",
            en: "Rename with plain letters, digits, dots, dashes and underscores; of two twins, keep the one that scenes name.",
        },
        page: Text {
            fr: "Deux noms d'un dossier qui ne diffèrent que par la casse, ou par la façon de composer leurs accents (NFC, NFD), deviennent un seul fichier sous Windows ou macOS : l'un écrase l'autre à la copie. \
                 Windows réserve CON, NUL, COM1 et leurs pareils, refuse < > : \" | ? * \\, un point ou une espace finale, et beaucoup d'applications les chemins de plus de 260 caractères. \
                 Un nom accentué seul n'est pas un défaut.",
            en: "Two names of one folder that differ by case alone, or by how their accents are composed (NFC, NFD), become one file on Windows or macOS: one overwrites the other when copied. \
                 Windows reserves CON, NUL, COM1 and their like, refuses < > : \" | ? * \\, a final dot or space, and many applications refuse paths of more than 260 characters. \
                 An accented name alone is no fault.",
        },
    },
    detect: Detect::Folder(Needs::ENTRY, detect),
    outranks: &[],
    implies: &[],
    inject: Inject {
        healthy: Healthy::ExrSequence,
        variants: &["case-twin", "form-twin", "reserved", "character", "ending", "long"],
        make,
    },
    fix: Fix::None,
};

const CASE_TWIN: Text = Text { fr: "le nom d'un voisin à la casse près", en: "the name of a neighbour but for case" };
const FORM_TWIN: Text = Text { fr: "le nom d'un voisin aux accents près", en: "the name of a neighbour but for accents" };
const RESERVED: Text = Text { fr: "nom réservé par Windows", en: "a name that Windows reserves" };
const CHARACTER: Text = Text { fr: "un caractère que Windows refuse", en: "a character that Windows refuses" };
const ENDING: Text = Text { fr: "un point ou une espace à la fin", en: "a dot or a space at its end" };
const LONG: Text = Text { fr: "chemin trop long", en: "its path is too long" };
const ENCODING: Text = Text { fr: "des octets qui ne sont pas de l'UTF-8", en: "bytes that are no UTF-8" };

/// Characters of a path that many applications on Windows take.
const LONGEST: usize = 260;
/// Device names of Windows; COM and LPT take a digit besides.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

fn detect(context: &Context, findings: &mut Findings) {
    for file in &context.folder.files {
        if let Some((rule, problem, detail)) = alone(file, context) {
            findings
                .on(file.index, context)
                .rule(rule)
                .with("problem", problem)
                .with("detail", detail)
                .with("name", short(&file.entry.name));
        }
    }
    twins(context, findings);
}

/// What is wrong with a name whatever its neighbours are.
fn alone(file: &File, context: &Context) -> Option<(&'static str, Text, String)> {
    let name = &file.entry.name;
    let length = context.folder.path_of(name).chars().count();
    let stem = name.split_once('.').map_or(name.as_str(), |(stem, _)| stem);
    if file.entry.raw.is_some() {
        return Some(("encoding", ENCODING, name.clone()));
    }
    if let Some(refused) = name.chars().find(|c| is_refused(*c)) {
        return Some(("character", CHARACTER, refused.escape_default().to_string()));
    }
    if is_device(stem) {
        return Some(("reserved", RESERVED, stem.to_owned()));
    }
    if name.ends_with(['.', ' ']) {
        return Some(("ending", ENDING, format!("\"{name}\"")));
    }
    (length > LONGEST).then(|| ("long", LONG, format!("{length} > {LONGEST}")))
}

/// A name that fits a sentence: the middle of a long one is left out.
fn short(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    match (letters.first_chunk::<18>(), letters.last_chunk::<9>()) {
        (Some(start), Some(end)) if letters.len() > 28 => start.iter().chain(&['…']).chain(end).collect(),
        _ => name.to_owned(),
    }
}

/// Windows refuses these in a name, and all control characters.
fn is_refused(character: char) -> bool {
    matches!(character, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\\') || character.is_control()
}

fn is_device(stem: &str) -> bool {
    let lower = stem.trim_end_matches(' ').to_ascii_lowercase();
    let port = lower.strip_prefix("com").or_else(|| lower.strip_prefix("lpt"));
    DEVICES.contains(&lower.as_str()) || port.is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9']))
}

/// Names that become one elsewhere: each but the first, in byte order.
fn twins(context: &Context, findings: &mut Findings) {
    let is_plain = |file: &File| file.entry.name.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
    if context.folder.files.iter().all(is_plain) {
        return;
    }
    let mut groups: HashMap<String, Vec<&File>> = HashMap::new();
    for file in context.folder.files.iter().filter(|f| f.entry.raw.is_none()) {
        groups.entry(composed(&file.entry.name).to_lowercase()).or_default().push(file);
    }
    let mut pairs: Vec<(&File, &File)> = Vec::new();
    for mut group in groups.into_values().filter(|group| group.len() > 1) {
        group.sort_by(|a, b| a.entry.name.cmp(&b.entry.name));
        if let Some((first, later)) = group.split_first() {
            pairs.extend(later.iter().map(|twin| (*first, *twin)));
        }
    }
    pairs.sort_by_key(|(_, later)| later.index);
    for (first, later) in pairs {
        let same_form = composed(&first.entry.name) == first.entry.name && composed(&later.entry.name) == later.entry.name;
        let (rule, problem) = if same_form { ("case-twin", CASE_TWIN) } else { ("form-twin", FORM_TWIN) };
        let finding = findings.on(later.index, context);
        finding
            .rule(rule)
            .with("name", short(&later.entry.name))
            .with("problem", problem)
            .with("detail", first.entry.name.as_str())
            .relate(context.folder.path_of(&first.entry.name));
    }
}

/// The name with its accents composed (NFC).
fn composed(name: &str) -> Cow<'_, str> {
    if name.is_ascii() { Cow::Borrowed(name) } else { ComposingNormalizerBorrowed::new_nfc().normalize(name) }
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let number = dice.range(1, 100);
    let mut any = |of: &[&'static str]| dice.pick(of).copied().unwrap_or_default();
    let names = match site.variant {
        "form-twin" => vec![format!("de\u{301}cor {number}.txt"), format!("d\u{e9}cor {number}.txt")],
        "reserved" => vec![format!("{}.txt", any(&["aux", "NUL", "com1", "Lpt9"]))],
        "character" => vec![format!("take {number}{}.txt", any(&[":", "?", "*", "|", "\"", "<"]))],
        "ending" => vec![format!("take {number}{}", any(&[".", " "]))],
        "long" => vec![format!("{}{number}.txt", filling(site.folder)?)],
        _ => vec![format!("Notes{number}.txt"), format!("notes{number}.txt")],
    };
    let place = names.last().map(|name| Place { path: site.path(name), ..Place::default() });
    let steps = names.iter().map(|name| Step::Write { path: site.path(name), pieces: Vec::new() }).collect();
    Ok((Patch { steps }, place.into_iter().collect()))
}

/// Letters that make a path of this folder too long, in a name that file systems still take.
fn filling(folder: &str) -> Result<String, Declined> {
    let count = (LONGEST - 4).saturating_sub(folder.chars().count());
    if count > 240 { Err(Declined::because("this needs a folder at least sixteen letters deep")) } else { Ok("x".repeat(count)) }
}

#[cfg(test)]
mod tests {
    use super::{FAULT, short};
    use crate::Reading;
    use crate::faults::testing::{entry, findings, found, names};

    #[test]
    fn names_that_other_systems_refuse() {
        for (name, rule) in [
            ("CON.exr", "reserved"),
            ("nul", "reserved"),
            ("com1.a.exr", "reserved"),
            ("LPT9 .txt", "reserved"),
            ("a:b.exr", "character"),
            ("a\\b", "character"),
            ("tab\t.exr", "character"),
            ("a.", "ending"),
            ("a ", "ending"),
        ] {
            assert_eq!(found(&FAULT, names(&[name])), [format!("warning {name} {rule}")]);
        }
    }

    #[test]
    fn names_that_travel() {
        for name in ["console.exr", "com0.txt", "com10.txt", "com.txt", "lptx", "décor #1 (été).exr", ".hidden", "aux1"] {
            assert!(found(&FAULT, names(&[name])).is_empty(), "{name}");
        }
    }

    #[test]
    fn a_path_may_have_260_letters() {
        let fits = "é".repeat(260 - "shot/".len());
        assert!(found(&FAULT, names(&[&fits])).is_empty());
        assert_eq!(found(&FAULT, names(&[&format!("{fits}x")])).len(), 1);
    }

    #[test]
    fn the_later_twin_is_named_with_the_first() {
        let twins = findings(&FAULT, names(&["a.txt", "A.txt", "A.TXT", "b.txt"]), &crate::Config::default());
        let told: Vec<_> = twins.iter().map(|f| (f.path.as_str(), f.subcode.as_deref(), f.related[0].as_str())).collect();
        assert_eq!(told, [("shot/A.txt", Some("case-twin"), "shot/A.TXT"), ("shot/a.txt", Some("case-twin"), "shot/A.TXT")]);
        assert_eq!(found(&FAULT, names(&["e\u{301}.txt", "é.txt"])), ["warning é.txt form-twin"]);
        assert_eq!(found(&FAULT, names(&["É.txt", "é.txt"])), ["warning é.txt case-twin"]);
    }

    #[test]
    fn bytes_that_are_no_text_are_no_twins() {
        let raw = |byte: u8| {
            let mut entry = entry("\u{FFFD}.exr");
            entry.raw = Some(vec![byte, b'.']);
            (entry, Reading::NotAsked)
        };
        assert_eq!(found(&FAULT, vec![raw(0xE9), raw(0xE8)]), ["warning \u{FFFD}.exr encoding"; 2]);
    }

    #[test]
    fn a_long_name_is_cut_in_its_middle() {
        assert_eq!(short(&"x".repeat(28)), "x".repeat(28));
        assert_eq!(short("abcdefghijklmnopqrstuvwxyz.1001.exr"), "abcdefghijklmnopqr….1001.exr");
    }
}
