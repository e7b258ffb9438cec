//! PRM001: a file that the team or the farm may not read.

use etabli_formats::Format;

use crate::{
    Change, Context, Cure, Declined, Detect, Dice, Entry, EntryKind, Fault, File, Findings, Fix, Healthy, Inject, Needs, Patch, Place,
    Plan, Repair, Sentence, Severity, Site, Step, Text, Words,
};

/// PRM001.
pub(super) static FAULT: Fault = Fault {
    code: "PRM001",
    name: "unreadable",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text { fr: "{file} est interdit de lecture {who}.", en: "{file} cannot be read by {who}." },
        td: Text {
            fr: "{file} a les droits {mode} (uid {uid}, gid {gid}) : lecture interdite {who}, mais permise pour {siblings} {siblings:voisin|voisins}.",
            en: "{file} has mode {mode} (uid {uid}, gid {gid}): not readable by {who}, while {siblings} {siblings:neighbour is|neighbours are}.",
        },
        advice: Text {
            fr: "Rétablir les droits de ses voisins ({usual}), puis corriger le umask de la machine ou du service qui l'a écrit.",
            en: "Give it the rights of its neighbours ({usual}), then correct the umask of the machine or service that wrote it.",
        },
        page: Text {
            fr: "Le fichier est là et complet, mais la ferme ou l'équipe n'a pas le droit de l'ouvrir : le rendu échoue « fichier introuvable » alors que son auteur l'ouvre. \
                 On juge d'après les bits de droits, car l'administrateur lit tout. Un fichier privé n'est un défaut que parmi des voisins du même dossier que les autres peuvent lire ; \
                 un fichier que personne ne peut lire l'est toujours.",
            en: "The file is there and whole, but the farm or the team may not open it: the render fails with \"not found\" while its author opens it. \
                 It is judged from the mode bits, as root reads everything. A private file is a fault only among neighbours of its folder that others can read; \
                 a file that nobody can read always is.",
        },
    },
    detect: Detect::Folder(Needs::ENTRY, detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["private", "group-only", "nobody"], make },
    fix: Fix::Unsafe(Cure {
        what: Text {
            fr: "donne au fichier les droits de ses voisins, {usual}",
            en: "gives the file the rights of its neighbours, {usual}",
        },
        make: fix,
        only: &[],
        leaves: &[],
    }),
};

const NOBODY: Text = Text { fr: "à tout le monde", en: "anybody" };
const TEAM: Text = Text { fr: "à son groupe et aux autres comptes", en: "its group or others" };
const OTHERS: Text = Text { fr: "aux autres comptes", en: "other accounts" };
const GROUP: Text = Text { fr: "à son groupe", en: "its group" };

const READ_OWNER: u32 = 0o400;
const READ_GROUP: u32 = 0o040;
const READ_OTHERS: u32 = 0o004;
const READ_ALL: u32 = READ_OWNER | READ_GROUP | READ_OTHERS;
/// Neighbours that a rule is read from.
const SIBLINGS: usize = 3;

fn detect(context: &Context, findings: &mut Findings) {
    let files: Vec<&File> = context.folder.files.iter().filter(|f| f.entry.kind == EntryKind::File).collect();
    let pictures: Vec<u32> = files.iter().filter(|f| f.claims_content()).map(|f| f.entry.mode).collect();
    let shared = [READ_GROUP, READ_OTHERS].into_iter().filter(|bit| is_usual(&pictures, *bit)).fold(0, |all, bit| all | bit);
    let usual = octal(usual(&pictures));
    for file in files {
        let mode = file.entry.mode;
        let lacking = if file.claims_content() { shared & !mode } else { 0 };
        let (rule, who) = match lacking {
            _ if mode & READ_ALL == 0 => ("nobody", NOBODY),
            0 => continue,
            READ_GROUP => ("group", GROUP),
            READ_OTHERS => ("others", OTHERS),
            _ => ("private", TEAM),
        };
        let readable = pictures.iter().filter(|other| **other & READ_ALL != 0 && *other & lacking == lacking).count();
        let finding = findings.on(file.index, context);
        finding.rule(rule).with("who", who).with("mode", octal(mode)).with("usual", usual.as_str());
        finding.with("uid", file.entry.uid).with("gid", file.entry.gid).with("siblings", readable);
    }
}

/// Whether three pictures and two in three have a bit.
fn is_usual(modes: &[u32], bit: u32) -> bool {
    let with = modes.iter().filter(|mode| *mode & bit != 0).count();
    with >= SIBLINGS && with * 3 >= modes.len() * 2
}

/// The commonest mode, the most open of several.
fn usual(modes: &[u32]) -> u32 {
    let count = |mode: u32| modes.iter().filter(|other| **other == mode).count();
    let mut distinct = modes.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    distinct.into_iter().max_by_key(|mode| (count(*mode), *mode)).unwrap_or(0o644)
}

fn octal(mode: u32) -> String {
    format!("{mode:04o}")
}

const NO_RULE: Text =
    Text { fr: "trop peu de voisins lisibles pour en prendre les droits", en: "too few readable neighbours to take the rights from" };

fn fix(repair: &Repair) -> Result<Plan, Sentence> {
    let (path, name) = (repair.subject.path.clone(), repair.name());
    let entries = repair.entries()?;
    let others: Vec<u32> =
        entries.iter().filter(|e| e.kind == EntryKind::File && e.name != name && is_picture(e)).map(|e| e.mode).collect();
    let mode = usual(&others) & 0o777;
    if others.len() < SIBLINGS || !is_usual(&others, READ_OWNER) {
        return Err(NO_RULE.into());
    }
    let change = Change::Field { name: "mode".into(), before: octal(repair.entry()?.mode), after: octal(mode) };
    Ok(Plan { patch: Patch::one(Step::Mode { path, mode }), changes: vec![change] })
}

fn is_picture(entry: &Entry) -> bool {
    entry.extension().and_then(Format::of_extension).is_some()
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    let mode = match site.variant {
        "group-only" => 0o640,
        "nobody" => 0,
        _ => 0o600,
    };
    Ok((Patch::one(Step::Mode { path: frame.path.clone(), mode }), vec![frame.place()]))
}

#[cfg(test)]
mod tests {
    use super::FAULT;
    use crate::faults::testing::{Given, entry, findings, found};
    use crate::{Config, Reading, Value};

    fn file(name: &str, mode: u32) -> Given {
        let mut entry = entry(name);
        entry.mode = mode;
        (entry, Reading::NotAsked)
    }

    fn among(mode: u32, others: &[u32]) -> Vec<String> {
        let others = others.iter().enumerate().map(|(n, mode)| file(&format!("b{n}.exr"), *mode));
        found(&FAULT, others.chain([file("a.exr", mode)]).collect())
    }

    #[test]
    fn a_private_file_is_a_fault_among_shared_ones() {
        let shared = [0o644, 0o644, 0o664];
        assert_eq!(among(0o600, &shared), ["error a.exr private"]);
        assert_eq!(among(0o640, &shared), ["error a.exr others"]);
        assert_eq!(among(0o604, &shared), ["error a.exr group"]);
        assert_eq!(among(0o600, &[0o640, 0o640, 0o640]), ["error a.exr group"]);
        assert!(among(0o444, &shared).is_empty());
    }

    #[test]
    fn too_few_neighbours_decide_nothing() {
        assert!(among(0o600, &[]).is_empty());
        assert!(among(0o600, &[0o644, 0o644]).is_empty());
        assert!(among(0o600, &[0o600, 0o644, 0o644, 0o644]).is_empty(), "three of five are shared");
        assert!(among(0o600, &[0o600, 0o600, 0o600]).is_empty());
    }

    #[test]
    fn what_nobody_can_read_is_always_a_fault() {
        assert_eq!(among(0o200, &[]), ["error a.exr nobody"]);
        assert!(among(0o040, &[]).is_empty(), "the group reads it");
        assert!(among(0o004, &[]).is_empty(), "the others read it");
        assert_eq!(found(&FAULT, vec![file("notes.txt", 0)]), ["error notes.txt nobody"]);
    }

    #[test]
    fn only_pictures_are_neighbours() {
        let pictures = |n: usize| file(&format!("b{n}.exr"), 0o644);
        let files = (0..3).map(pictures).chain([file("key.pem", 0o600)]).collect();
        assert!(found(&FAULT, files).is_empty());
    }

    #[test]
    fn the_usual_mode_and_the_neighbours_are_in_evidence() {
        let files = vec![file("a.exr", 0o600), file("b.exr", 0o644), file("c.exr", 0o644), file("d.exr", 0o664)];
        let finding = &findings(&FAULT, files, &Config::default())[0];
        assert_eq!((&finding.evidence["usual"], &finding.evidence["siblings"]), (&Value::from("0644"), &Value::from(3)));
    }
}
