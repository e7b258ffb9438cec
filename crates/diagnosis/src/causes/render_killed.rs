//! CAU002: a machine was killed while it rendered.

use super::relate::{adjoining, by_sequence, count, run};
use super::{Cause, Related, Told};
use crate::{Finding, Healthy, Inject, Patch, Step, Text};

/// CAU002.
pub(super) static CAUSE: Cause = Cause {
    code: "CAU002",
    name: "render-killed",
    artist: Text {
        fr: "Une machine s'est arrêtée pendant le rendu : ces images sont à refaire.",
        en: "A machine stopped during the render: these frames have to be made again.",
    },
    td: Text {
        fr: "Une image inachevée, ou un fichier réservé et vide, et des images manquantes autour : regarder la machine (mémoire, délai, coupure) dans le gestionnaire de rendu, \
             puis relancer ces images.",
        en: "An unfinished frame, or a reserved empty file, with missing frames around it: look at the machine (memory, timeout, power) in the render manager, \
             then render these frames again.",
    },
    spares: true,
    explains: &["EXR001", "EXR003", "EXR007", "EXR008", "FIL001", "SEQ001"],
    relate,
    story: Inject {
        healthy: Healthy::ExrSequence,
        variants: &["killed"],
        make: |site, dice| {
            let frames = run(site, dice, 2)?;
            let mut patch = Patch::default();
            for (number, frame) in frames.iter().enumerate() {
                let gone = if number == 0 {
                    Patch::cut(&frame.path, frame.bytes.len() as u64 / 2)
                } else {
                    Patch::one(Step::Remove { path: frame.path.clone() })
                };
                patch.steps.extend(gone.steps);
            }
            Ok((patch, frames.iter().map(crate::Frame::place).collect()))
        },
    },
};

const WITHOUT_HOLES: Text = Text {
    fr: "Plusieurs images inachevées, ou des fichiers réservés et vides, dans une suite où rien ne manque autour : regarder les machines (mémoire, délai, coupure) \
         dans le gestionnaire de rendu, puis relancer ces images.",
    en: "Several unfinished frames, or reserved empty files, in a sequence where nothing is missing around them: look at the machines (memory, timeout, power) \
         in the render manager, then render these frames again.",
};

/// Unfinished frames of one sequence with the holes that adjoin them; a hole alone, or one unfinished frame, has other reasons too.
fn relate(findings: &[&Finding]) -> Vec<Related> {
    let judge = |indices: Vec<usize>| {
        let unfinished = |run: &Vec<usize>| count(findings, run, &["SEQ001"]) < run.len();
        let kept: Vec<usize> = adjoining(findings, &indices).into_iter().filter(unfinished).flatten().collect();
        let holes = count(findings, &kept, &["SEQ001"]);
        let (sure, td) = if holes > 0 { (0.8, None) } else { (0.5, Some(WITHOUT_HOLES)) };
        (kept.len() > 1).then_some(Related { findings: kept, sure, told: Told { td, artist: None } })
    };
    by_sequence(findings).into_iter().filter_map(judge).collect()
}
