//! FIL004: a file that is still being written.

use crate::{
    Context, Declined, Detect, Dice, Fault, File, Findings, Fix, Healthy, Inject, Needs, Patch, Place, Severity, Site, Text, Words,
};

/// FIL004.
pub(super) static FAULT: Fault = Fault {
    code: "FIL004",
    name: "being-written",
    severity: Severity::Note,
    since: "0.1.0",
    words: Words {
        artist: Text { fr: "{file} est en cours d'écriture.", en: "{file} is being written." },
        td: Text {
            fr: "{file} bouge encore ou est plus jeune que le délai demandé ({size} octets à ce moment) : rien n'en est jugé définitivement.",
            en: "{file} still moves, or is younger than the delay asked for ({size} bytes now): nothing of it is judged for good.",
        },
        advice: Text {
            fr: "Vérifier de nouveau quand le rendu ou la copie est finie.",
            en: "Check again when the render or the copy is done.",
        },
        page: Text {
            fr: "La taille ou la date du fichier a changé entre deux regards, ou le fichier est plus jeune que --min-age. Tant que cela dure, images manquantes, plages et \
                 fins de fichier ne sont que des notes « en cours ». Un fichier nommé sur la ligne de commande est toujours jugé.",
            en: "The file's size or time moved between two looks, or it is younger than --min-age. While that lasts, missing frames, ranges and \
                 ends of files are mere notes, \"in progress\". A file named on the command line is always judged.",
        },
    },
    detect: Detect::File(Needs::ENTRY, detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &[], make },
    fix: Fix::None,
};

fn detect(file: &File, context: &Context, findings: &mut Findings) {
    if file.entry.moving && file.entry.is_file() {
        findings.on(file.index, context).with("size", file.entry.size);
    }
}

fn make(_: &Site, _: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    Err(Declined::because("a patch cannot keep a file moving: write to one while it is checked"))
}

#[cfg(test)]
mod tests {
    use super::FAULT;
    use crate::faults::testing::{entry, found};
    use crate::{EntryKind, Reading};

    #[test]
    fn what_moves_is_said_and_weighs_nothing() {
        let moving = |name: &str, kind: EntryKind| {
            let mut entry = entry(name);
            (entry.moving, entry.kind) = (true, kind);
            (entry, Reading::NotAsked)
        };
        let files = vec![moving("a.exr", EntryKind::File), moving("b", EntryKind::Other), (entry("c.exr"), Reading::NotAsked)];
        assert_eq!(found(&FAULT, files), ["note a.exr"]);
    }
}
