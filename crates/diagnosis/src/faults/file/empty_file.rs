//! FIL001: a file of zero bytes.

use crate::{
    Context, Declined, Detect, Dice, Fault, File, Findings, Fix, Healthy, Inject, Needs, Patch, Place, Severity, Site, Text, Words,
};

/// FIL001.
pub(super) static FAULT: Fault = Fault {
    code: "FIL001",
    name: "empty-file",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text { fr: "L'image {file} est vide : elle n'a pas été écrite.", en: "{file} is empty: nothing was written into it." },
        td: Text {
            fr: "{file} fait 0 octet : l'écriture a été ouverte puis abandonnée (disque plein, machine tuée, fichier réservé).",
            en: "{file} holds 0 bytes: a write was opened, then given up (disk full, machine killed, placeholder).",
        },
        advice: Text {
            fr: "Relancer cette image ; si plusieurs sont vides, regarder d'abord l'espace du disque et le journal du rendu.",
            en: "Render this frame again; when several are empty, look at the disk's space and the render log first.",
        },
        page: Text {
            fr: "Un fichier de zéro octet porte un nom mais aucun contenu. Le rendu réserve souvent le nom avant d'écrire : s'il est tué ou si le disque est plein, \
                 il ne reste que ce nom. Les machines suivantes voient le fichier et sautent l'image.",
            en: "A file of zero bytes has a name and no content. Renderers often reserve the name before they write: when they are killed, or the disk is full, \
                 the name is all that stays. The next machines see the file and skip the frame.",
        },
    },
    detect: Detect::File(Needs::ENTRY, detect),
    outranks: &["FIL002", "EXR008", "EXR011", "SEQ008"],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["frame"], make },
    fix: Fix::None,
};

fn detect(file: &File, context: &Context, findings: &mut Findings) {
    if file.entry.is_file() && file.entry.size == 0 && file.claims_content() {
        findings.on(file.index, context).with("size", 0);
    }
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    Ok((Patch::cut(&frame.path, 0), vec![frame.place()]))
}

#[cfg(test)]
mod tests {
    use super::FAULT;
    use crate::faults::testing::{entry, found};
    use crate::{EntryKind, Reading};

    #[test]
    fn only_names_that_promise_content_can_be_empty() {
        let sized = |name: &str, size: u64| {
            let mut entry = entry(name);
            entry.size = size;
            (entry, Reading::NotAsked)
        };
        let mut folder = sized("folder.exr", 0);
        folder.0.kind = EntryKind::Other;
        let files = vec![sized("a.exr", 0), sized("b.EXR", 1), sized("c.lock", 0), sized("d.png", 0), folder];
        assert_eq!(found(&FAULT, files), ["error a.exr", "error d.png"]);
    }
}
