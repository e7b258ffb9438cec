//! CAU001: the volume was full while frames were written.

use super::relate::{count, run, runs};
use super::{Cause, Related, Told};
use crate::{Finding, Healthy, Inject, Patch, Text, Value};

/// CAU001.
pub(super) static CAUSE: Cause = Cause {
    code: "CAU001",
    name: "storage-full",
    artist: Text {
        fr: "Le disque était plein pendant le rendu : ces images sont à refaire.",
        en: "The disk was full during the render: these frames have to be made again.",
    },
    td: Text {
        fr: "Des images coupées et des fichiers vides se suivent : le volume s'est rempli. Libérer de la place, vérifier le quota, puis relancer ces seules images ; \
             un moteur peut écrire « Saved » et sortir avec 0 malgré l'échec.",
        en: "Cut frames and empty files follow each other: the volume filled up. Make room, look at the quota, then render these frames alone; \
             a renderer may print \"Saved\" and exit with 0 in spite of the failure.",
    },
    spares: true,
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
fn relate(findings: &[&Finding]) -> Vec<Related> {
    let judge = |indices: Vec<usize>| {
        let empty = count(findings, &indices, &["FIL001"]);
        let cut = count(findings, &indices, &["EXR001", "EXR003", "EXR008"]);
        let told = told(findings, &indices, empty, cut);
        let sure = match (empty, cut) {
            (1.., 1..) => 0.9,
            (2.., 0) => 0.7,
            (0, 2..) if told == LIMITED => 0.8,
            (0, 3..) => 0.6,
            _ => return None,
        };
        Some(Related { findings: indices, sure, told })
    };
    runs(findings).into_iter().filter_map(judge).collect()
}

const LIMITED: Told = Told {
    artist: Some(Text {
        fr: "Une limite de taille a coupé ces images pendant le rendu : elles sont à refaire.",
        en: "A size limit cut these frames during the render: they have to be made again.",
    }),
    td: Some(Text {
        fr: "Ces images s'arrêtent toutes au même octet : une taille de fichier limitée (ulimit -f, fsize) ou un quota plutôt qu'un disque plein. Lever la limite sur \
             la machine, puis relancer ces images.",
        en: "These frames all end at the same byte: a limit on the size of a file (ulimit -f, fsize) or a quota rather than a full disk. Raise the limit on \
             the machine, then render these frames again.",
    }),
};
const CUT: Text = Text {
    fr: "Plusieurs images coupées se suivent : le volume s'est peut-être rempli. Vérifier la place et le quota, puis relancer ces seules images ; \
         un moteur peut écrire « Saved » et sortir avec 0 malgré l'échec.",
    en: "Several cut frames follow each other: the volume may have filled up. Look at its room and the quota, then render these frames alone; \
         a renderer may print \"Saved\" and exit with 0 in spite of the failure.",
};
const EMPTY: Text = Text {
    fr: "Plusieurs fichiers vides se suivent : le volume s'est sans doute rempli. Libérer de la place, vérifier le quota, puis relancer ces seules images ; \
         un moteur peut écrire « Saved » et sortir avec 0 malgré l'échec.",
    en: "Several empty files follow each other: the volume probably filled up. Make room, look at the quota, then render these frames alone; \
         a renderer may print \"Saved\" and exit with 0 in spite of the failure.",
};

/// What is said of findings that show only a part of the story: one end for all tells of a limit.
fn told(findings: &[&Finding], indices: &[usize], empty: usize, cut: usize) -> Told {
    let end = |&i: &usize| findings.get(i).and_then(|f| f.evidence.get("seen"));
    let ends: Option<Vec<&Value>> = indices.iter().map(end).collect();
    match ends.as_deref() {
        Some([first, others @ ..]) if empty == 0 && !others.is_empty() && others.iter().all(|end| end == first) => LIMITED,
        _ if empty == 0 => Told { td: Some(CUT), ..Told::default() },
        _ if cut == 0 => Told { td: Some(EMPTY), ..Told::default() },
        _ => Told::default(),
    }
}
