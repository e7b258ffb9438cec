//! FIL003: what an interrupted copy, an editor or a system left behind.

use etabli_formats::Format;

use crate::{
    Context, Cure, Declined, Detect, Dice, Fault, File, Findings, Fix, Healthy, Inject, Needs, Patch, Place, Plan, Repair, Sentence,
    Severity, Site, Step, Text, Words,
};

/// FIL003.
pub(super) static FAULT: Fault = Fault {
    code: "FIL003",
    name: "leftover-file",
    severity: Severity::Warning,
    since: "0.1.0",
    words: Words {
        artist: Text { fr: "{file} traîne ici : {kind}.", en: "{file} was left here: {kind}." },
        td: Text {
            fr: "{file} ({size} {size:octet|octets}, {age} h) : {kind}.",
            en: "{file} ({size} {size:byte|bytes}, {age} h old): {kind}.",
        },
        advice: Text {
            fr: "Vérifier que l'image de ce nom est complète, puis mettre ce reste à la corbeille ; un fichier .nfs disparaît quand on ferme l'application qui le tient.",
            en: "See that the picture of that name is whole, then move this remainder to the trash; a .nfs file goes when the application that holds it is closed.",
        },
        page: Text {
            fr: "Un rendu ou une copie écrit d'abord sous un nom provisoire, puis renomme. Quand la machine s'arrête entre les deux, le nom provisoire reste, et l'image manque ou est ancienne. \
                 Thumbs.db, .DS_Store et leurs pareils gênent les livraisons. Les sauvegardes automatiques des applications (.blend1, .nk~, .autosave) sont voulues et ne sont pas signalées. \
                 Un reste de moins d'une heure est peut-être en cours d'écriture : c'est une note.",
            en: "A render or a copy writes under a provisional name first, then renames. When the machine stops in between, that name stays, and the picture is missing or old. \
                 Thumbs.db, .DS_Store and their like disturb deliveries. Autosaves of applications (.blend1, .nk~, .autosave) are meant and not reported. \
                 A remainder younger than an hour is perhaps being written: it is a note.",
        },
    },
    detect: Detect::File(Needs::ENTRY, detect),
    outranks: &["FIL002"],
    implies: &[],
    inject: Inject {
        healthy: Healthy::ExrSequence,
        variants: &["temporary", "partial", "backup", "copy", "system", "open-elsewhere"],
        make,
    },
    fix: Fix::Unsafe(Cure {
        what: Text { fr: "le met à la corbeille s'il a au moins un jour", en: "moves it to the trash when it is at least a day old" },
        make: fix,
        only: &[],
        leaves: &[],
    }),
};

/// What a name says that its file is: rule, and words.
type Kind = (&'static str, Text);

const TEMPORARY: Kind = ("temporary", Text { fr: "fichier provisoire", en: "a provisional file" });
const PARTIAL: Kind = ("partial", Text { fr: "transfert interrompu", en: "a transfer cut short" });
const BACKUP: Kind = ("backup", Text { fr: "copie d'un éditeur", en: "an editor's backup" });
const COPY: Kind = ("copy", Text { fr: "copie interrompue", en: "a copy cut short" });
const SYSTEM: Kind = ("system", Text { fr: "fichier du système", en: "a file of the system" });
const OPEN: Kind = ("open-elsewhere", Text { fr: "supprimé mais encore ouvert", en: "deleted but still open" });

/// Files that systems strew.
const STREWN: &[&str] = &["thumbs.db", "ehthumbs.db", ".ds_store", "desktop.ini"];
/// Applications whose autosave ends in a tilde.
const AUTOSAVED: &[&str] = &["nk", "gizmo", "nknc", "nkind"];
/// Random letters at the end of a name that rsync writes under.
const RSYNC: usize = 6;
const HOUR: i64 = 3_600_000_000_000;

fn detect(file: &File, context: &Context, findings: &mut Findings) {
    let entry = &file.entry;
    if !entry.is_file() || entry.moving {
        return;
    }
    let Some((rule, kind)) = kind(&entry.name) else { return };
    let age = context.now.saturating_sub(entry.modified);
    let finding = findings.on(file.index, context);
    finding.rule(rule).with("kind", kind).with("size", entry.size).with("age", age.max(0) / HOUR);
    if rule == OPEN.0 || age < HOUR {
        finding.weigh(Severity::Note);
    }
}

fn kind(name: &str) -> Option<Kind> {
    let lower = name.to_ascii_lowercase();
    let extension = lower.rsplit_once('.').map_or("", |(_, extension)| extension);
    if lower.strip_prefix(".nfs").is_some_and(|tail| tail.len() >= 8 && tail.bytes().all(|b| b.is_ascii_hexdigit())) {
        return Some(OPEN);
    }
    if STREWN.contains(&lower.as_str()) || lower.starts_with("._") {
        return Some(SYSTEM);
    }
    if let Some(stem) = lower.strip_suffix('~') {
        let saved = stem.rsplit_once('.').is_some_and(|(_, extension)| AUTOSAVED.contains(&extension));
        return (!stem.is_empty() && !saved).then_some(BACKUP);
    }
    match extension {
        "tmp" | "temp" => Some(TEMPORARY),
        "part" | "partial" | "filepart" | "crdownload" | "download" => Some(PARTIAL),
        _ => is_rsync(name).then_some(COPY),
    }
}

/// `.beauty.1001.exr.aB3dE9`: rsync renames it when the copy is whole.
fn is_rsync(name: &str) -> bool {
    let Some((inner, letters)) = name.strip_prefix('.').and_then(|rest| rest.rsplit_once('.')) else { return false };
    let promised = inner.rsplit_once('.').and_then(|(_, extension)| Format::of_extension(extension));
    promised.is_some() && letters.len() == RSYNC && letters.bytes().all(|b| b.is_ascii_alphanumeric())
}

const HELD: Text = Text {
    fr: "une application le tient encore ouvert : il disparaîtra quand elle sera fermée",
    en: "an application still holds it open: it goes when that is closed",
};
const YOUNG: Text =
    Text { fr: "il a moins d'un jour : il sert peut-être encore", en: "it is less than a day old: it may still be in use" };

fn fix(repair: &Repair) -> Result<Plan, Sentence> {
    let entry = repair.entry()?;
    match kind(&entry.name) {
        Some(OPEN) => return Err(HELD.into()),
        Some(_) => {}
        None => return Err(Text { fr: "ce n'est pas un reste", en: "it is no leftover" }.into()),
    }
    if repair.now.saturating_sub(entry.modified) < 24 * HOUR {
        return Err(YOUNG.into());
    }
    Ok(Patch::one(Step::Remove { path: repair.subject.path.clone() }).into())
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    let frame = frame.name();
    let name = match site.variant {
        "temporary" => format!("{frame}.tmp"),
        "partial" => format!("{frame}.part"),
        "backup" => format!("{frame}~"),
        "copy" => format!(".{frame}.{:06x}", dice.range(0, 1 << 24)),
        "system" => dice.pick(&["Thumbs.db", ".DS_Store", "._notes.txt"]).copied().unwrap_or_default().to_owned(),
        _ => format!(".nfs{:016x}", dice.bits()),
    };
    let path = site.path(&name);
    Ok((Patch::write(&path, b"x".to_vec()), vec![Place { path, ..Place::default() }]))
}

#[cfg(test)]
mod tests {
    use super::{FAULT, HOUR, kind};
    use crate::faults::testing::{NOW, entry, found};
    use crate::{EntryKind, Reading};

    #[test]
    fn leftovers_are_told_by_their_names() {
        let check = |name: &str, rule: Option<&str>| assert_eq!(kind(name).map(|k| k.0), rule, "{name}");
        check("beauty.1050.exr.TMP", Some("temporary"));
        check("cache.temp", Some("temporary"));
        check("plate.mov.filepart", Some("partial"));
        check("beauty.1051.exr~", Some("backup"));
        check("Thumbs.db", Some("system"));
        check("._beauty.1001.exr", Some("system"));
        check(".nfs000000001", Some("open-elsewhere"));
        check(".beauty.1001.exr.aB3dE9", Some("copy"));
    }

    #[test]
    fn what_is_meant_is_no_leftover() {
        for name in [
            "beauty.1001.exr",
            "shot.blend1",
            "comp.nk~",
            "comp.nk.autosave",
            "~",
            ".nfs12",
            ".nfsrc",
            "shot.ma.bak",
            ".beauty.1001.exr.aB3dE",
            ".beauty.1001.exr.aB3-E9",
            ".notes.letter",
            "beauty.1001.exr.aB3dE9",
            "part",
            "tmp",
        ] {
            assert_eq!(kind(name), None, "{name}");
        }
    }

    #[test]
    fn what_may_still_be_written_is_a_note() {
        let weight = |name: &str, age: i64| {
            let mut entry = entry(name);
            entry.modified = NOW - age;
            found(&FAULT, vec![(entry, Reading::NotAsked)])
        };
        assert_eq!(weight("a.tmp", HOUR), ["warning a.tmp temporary"]);
        assert_eq!(weight("a.tmp", HOUR - 1), ["note a.tmp temporary"]);
        assert_eq!(weight(".nfs00000001", 10 * HOUR), ["note .nfs00000001 open-elsewhere"]);
    }

    #[test]
    fn folders_and_moving_files_are_left_alone() {
        let (mut folder, mut moving) = (entry("cache.tmp"), entry("a.part"));
        folder.kind = EntryKind::Other;
        moving.moving = true;
        assert!(found(&FAULT, vec![(folder, Reading::NotAsked), (moving, Reading::NotAsked)]).is_empty());
    }
}
