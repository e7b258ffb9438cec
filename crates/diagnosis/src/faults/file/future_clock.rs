//! PIP003: a file of tomorrow.

use crate::{
    Context, Declined, Detect, Dice, Fault, File, Findings, Fix, Healthy, Inject, Needs, Patch, Place, Severity, Site, Step, Text, Words,
};

/// PIP003.
pub(super) static FAULT: Fault = Fault {
    code: "PIP003",
    name: "future-clock",
    severity: Severity::Warning,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{file} est daté de l'avenir : une horloge est fausse.",
            en: "{file} is dated in the future: a clock is wrong.",
        },
        td: Text {
            fr: "{file} est daté de {ahead} min après l'heure de la vérification.",
            en: "{file} is dated {ahead} min after the moment of the check.",
        },
        advice: Text {
            fr: "Remettre à l'heure la machine qui a écrit ce fichier (ou le serveur de fichiers), puis redater les fichiers concernés.",
            en: "Set the clock of the machine that wrote it (or of the file server), then date these files anew.",
        },
        page: Text {
            fr: "Ce qui compare des dates (caches, textures dérivées, « plus récent que », sauvegardes) se trompe en silence tant que ce fichier reste dans l'avenir. \
                 Cinq minutes d'écart sont tolérées : les horloges d'un studio ne sont jamais tout à fait d'accord.",
            en: "Whatever compares dates (caches, derived textures, \"newer than\", backups) errs in silence while this file stays in the future. \
                 Five minutes are allowed: the clocks of a studio never quite agree.",
        },
    },
    detect: Detect::File(Needs::ENTRY, detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["frame"], make },
    fix: Fix::None,
};

const MINUTE: i64 = 60_000_000_000;
/// Minutes by which clocks may disagree.
const ALLOWED: i64 = 5;
/// 1 January 2100, nanoseconds since 1970.
const FAR: i64 = 4_102_444_800_000_000_000;

fn detect(file: &File, context: &Context, findings: &mut Findings) {
    let ahead = file.entry.modified.saturating_sub(context.now);
    if file.entry.is_file() && ahead > ALLOWED * MINUTE {
        findings.on(file.index, context).with("ahead", ahead / MINUTE);
    }
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    let modified = FAR + dice.range(0, 1 << 20) as i64 * MINUTE;
    Ok((Patch::one(Step::Time { path: frame.path.clone(), modified }), vec![frame.place()]))
}

#[cfg(test)]
mod tests {
    use super::{FAULT, MINUTE};
    use crate::faults::testing::{NOW, entry, found};
    use crate::{EntryKind, Reading};

    #[test]
    fn clocks_may_disagree_by_five_minutes() {
        let ahead = |by: i64, kind: EntryKind| {
            let mut entry = entry("a.exr");
            (entry.modified, entry.kind) = (NOW + by, kind);
            found(&FAULT, vec![(entry, Reading::NotAsked)])
        };
        assert!(ahead(5 * MINUTE, EntryKind::File).is_empty());
        assert_eq!(ahead(5 * MINUTE + 1, EntryKind::File), ["warning a.exr"]);
        assert!(ahead(9 * MINUTE, EntryKind::Other).is_empty());
    }
}
