//! PIP002: a lock that nobody holds any more.

use etabli_formats::Format;

use crate::{
    Context, Declined, Detect, Dice, EntryKind, Fault, File, Findings, Fix, Healthy, Inject, Needs, Patch, Place, Resolves, Severity, Site,
    Step, Text, Value, Words,
};

/// PIP002.
pub(super) static FAULT: Fault = Fault {
    code: "PIP002",
    name: "stale-lock",
    severity: Severity::Warning,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{guarded} semble réservé par quelqu'un depuis {age} h.",
            en: "{guarded} has been held by someone for {age} h.",
        },
        td: Text {
            fr: "{file} verrouille {guarded} depuis {age} h (propriétaire : {owner}).",
            en: "{file} has locked {guarded} for {age} h (owner: {owner}).",
        },
        advice: Text {
            fr: "Demander à {owner} de fermer le fichier ; si la session n'existe plus, déplacer le verrou à la corbeille.",
            en: "Ask {owner} to close the file; when that session is gone, move the lock to the trash.",
        },
        page: Text {
            fr: "Une application pose un verrou à l'ouverture et l'enlève à la fermeture. Après un plantage il reste, et les suivants ouvrent en lecture seule ou refusent. \
                 Un verrou de moins d'un jour est tenu pour vivant. Les fichiers .lock des gestionnaires de paquets ne verrouillent rien et ne sont pas signalés.",
            en: "An application sets a lock when it opens a file and takes it away when it closes it. After a crash the lock stays, and others open read-only or refuse. \
                 A lock younger than a day is held to be alive. The .lock files of package managers lock nothing and are not reported.",
        },
    },
    detect: Detect::File(Needs::ENTRY, detect),
    outranks: &["LNK001"],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["suffix", "office", "link"], make },
    fix: Fix::None,
};

const HOUR: i64 = 3_600_000_000_000;
/// Hours that a session may last.
const LONGEST: i64 = 24;
/// Scenes and documents that applications lock.
const LOCKED: &[&str] = &[
    "ma", "mb", "nk", "hip", "hiplc", "hipnc", "blend", "max", "c4d", "usd", "usda", "usdc", "abc", "spp", "ztl", "aep", "prproj", "drp",
    "ods", "odt", "xlsx", "docx", "katana",
];

fn detect(file: &File, context: &Context, findings: &mut Findings) {
    let entry = &file.entry;
    let age = context.now.saturating_sub(entry.modified) / HOUR;
    let owner: Value = match &entry.kind {
        EntryKind::File => format!("uid {}", entry.uid).into(),
        EntryKind::Link(target, Resolves::Nothing) => target.as_str().into(),
        _ => return,
    };
    let Some(guarded) = guarded(&entry.name, context).filter(|_| age >= LONGEST) else { return };
    findings.on(file.index, context).with("guarded", guarded).with("owner", owner).with("age", age);
}

/// The name that a lock guards: `.~lock.NAME#` (`LibreOffice`), `.#NAME` (Emacs), `~$NAME` (Office), `NAME.lck`, `NAME.lock`, `.NAME.lock`.
fn guarded<'n>(name: &'n str, context: &Context) -> Option<&'n str> {
    let office = name.strip_prefix(".~lock.").or_else(|| name.strip_prefix("~lock.")).and_then(|rest| rest.strip_suffix('#'));
    let marked = office.or_else(|| name.strip_prefix(".#")).or_else(|| name.strip_prefix("~$"));
    if let Some(guarded) = marked {
        return (!guarded.is_empty()).then_some(guarded);
    }
    let stem = [".lck", ".lock", ".lk"].iter().find_map(|end| name.strip_suffix(end))?;
    let there = |wanted: &str| context.folder.files.iter().any(|file| file.entry.name == wanted);
    let plain = stem.strip_prefix('.').unwrap_or(stem);
    let extension = plain.rsplit_once('.').map_or("", |(_, extension)| extension);
    let known = Format::of_extension(extension).is_some() || LOCKED.iter().any(|known| known.eq_ignore_ascii_case(extension));
    if there(stem) {
        return Some(stem);
    }
    (known || there(plain)).then_some(plain)
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    let entry = site.files()?.into_iter().find(|e| e.name == frame.name());
    let modified = entry.map_or(0, |e| e.modified) - (2 + dice.range(0, 30) as i64) * LONGEST * HOUR;
    let (name, link) = match site.variant {
        "office" => (".~lock.shots.ods#".to_owned(), None),
        "link" => (".#notes.txt".to_owned(), Some(format!("anna@ws{:02}.4711", dice.range(1, 60)))),
        _ => (format!("{}.lock", frame.name()), None),
    };
    let path = site.path(&name);
    let made = match link {
        Some(target) => Step::Link { path: path.clone(), target },
        None => Step::Write { path: path.clone(), pieces: Vec::new() },
    };
    let steps = vec![made, Step::Time { path: path.clone(), modified }];
    Ok((Patch { steps }, vec![Place { path, ..Place::default() }]))
}

#[cfg(test)]
mod tests {
    use super::{FAULT, HOUR};
    use crate::faults::testing::{NOW, entry, findings, found};
    use crate::{Config, EntryKind, Reading, Resolves, Value};

    fn locks(names: &[&str], age: i64) -> Vec<String> {
        let aged = |name: &&str| {
            let mut entry = entry(name);
            entry.modified = NOW - age;
            (entry, Reading::NotAsked)
        };
        found(&FAULT, names.iter().map(aged).collect())
    }

    #[test]
    fn locks_are_known_by_what_they_guard() {
        for name in [".~lock.shots.ods#", "~lock.shots.ods#", ".#notes", "~$shots.xlsx", "comp.nk.lock", ".comp.NK.lck", "a.1001.exr.lk"] {
            assert_eq!(locks(&[name], 24 * HOUR), [format!("warning {name}")]);
        }
        assert_eq!(locks(&["data", "data.lock"], 24 * HOUR), ["warning data.lock"]);
        assert_eq!(locks(&["data", ".data.lock"], 24 * HOUR), ["warning .data.lock"]);
        for name in ["Cargo.lock", "data.lock", ".#", "~lock.", "lock", "comp.nk", "~lock.shots.ods"] {
            assert!(locks(&[name], 24 * HOUR).is_empty(), "{name}");
        }
    }

    #[test]
    fn a_lock_of_today_is_alive() {
        assert!(locks(&["comp.nk.lock"], 24 * HOUR - 1).is_empty());
    }

    #[test]
    fn a_link_names_its_owner() {
        let link = |resolves: Resolves| {
            let mut entry = entry(".#notes");
            entry.kind = EntryKind::Link("anna@ws07.12".to_owned(), resolves);
            findings(&FAULT, vec![(entry, Reading::NotAsked)], &Config::default())
        };
        let found = link(Resolves::Nothing);
        assert_eq!(found[0].evidence["owner"], Value::from("anna@ws07.12"));
        assert_eq!(found[0].evidence["age"], Value::from(24));
        assert!(link(Resolves::File).is_empty());
    }
}
