//! CAU001: the volume was full while frames were written.

use super::relate::{count, run, runs};
use super::{Cause, Related};
use crate::{Healthy, Inject, Patch, Text};

/// CAU001.
pub(super) static CAUSE: Cause = Cause {
    code: "CAU001",
    name: "storage-full",
    artist: Text {
        fr: "Le disque était plein pendant le rendu : ces images sont à refaire, les autres sont bonnes.",
        en: "The disk was full during the render: these frames have to be made again, the others are good.",
    },
    td: Text {
        fr: "Des images coupées et des fichiers vides se suivent : le volume s'est rempli. Libérer de la place, vérifier le quota, puis relancer ces seules images ; \
             un moteur peut écrire « Saved » et sortir avec 0 malgré l'échec.",
        en: "Cut frames and empty files follow each other: the volume filled up. Make room, look at the quota, then render these frames alone; \
             a renderer may print \"Saved\" and exit with 0 in spite of the failure.",
    },
    explains: &["FIL001", "EXR001", "EXR003", "EXR008"],
    relate,
    story: Inject {
        healthy: Healthy::ExrSequence,
        variants: &["disk"],
        make: |site, dice| {
            let frames = run(site, dice, 3)?;
            let mut patch = Patch::default();
            for (number, frame) in frames.iter().enumerate() {
                let keep = if number == 0 { frame.bytes.len() as u64 * 2 / 3 } else { 0 };
                patch.steps.extend(Patch::cut(&frame.path, keep).steps);
            }
            Ok((patch, frames.iter().map(crate::Frame::place).collect()))
        },
    },
};

/// In frames that follow each other: empty files beside cut ones nearly prove it, several of one kind make it likely.
fn relate(findings: &[&crate::Finding]) -> Vec<Related> {
    let judge = |indices: Vec<usize>| {
        let empty = count(findings, &indices, &["FIL001"]);
        let cut = count(findings, &indices, &["EXR001", "EXR003", "EXR008"]);
        let sure = match (empty, cut) {
            (1.., 1..) => 0.9,
            (2.., 0) => 0.7,
            (0, 3..) => 0.6,
            _ => return None,
        };
        Some(Related { findings: indices, sure })
    };
    runs(findings).into_iter().filter_map(judge).collect()
}
