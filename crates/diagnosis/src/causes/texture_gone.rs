//! CAU003: a texture was not there for some machine.

use super::relate::by_sequence;
use super::{Cause, Related, Told};
use crate::{Finding, Healthy, Inject, Text, faults};

/// CAU003.
pub(super) static CAUSE: Cause = Cause {
    code: "CAU003",
    name: "texture-gone",
    artist: Text {
        fr: "Une texture n'a pas été trouvée pendant le rendu de ces images.",
        en: "A texture was not found while these frames were rendered.",
    },
    td: Text {
        fr: "La zone magenta désigne l'objet : son chemin de texture ne se résout pas sur la machine de rendu (renommage, montage, majuscules). Le corriger, puis relancer ces images.",
        en: "The magenta area points at the object: its texture path does not resolve on the render machine (renamed, not mounted, letter case). Correct it, then render these frames.",
    },
    spares: false,
    explains: &["IMG010"],
    relate,
    story: Inject {
        healthy: Healthy::ExrSequence,
        variants: &["area"],
        make: |site, dice| match faults::find("IMG010") {
            Some(fault) => (fault.inject.make)(site, dice),
            None => Err(crate::Declined::because("the fault of the missing texture is not known")),
        },
    },
};

/// Some frames magenta among others that are not is a machine; all of them, a scene.
fn relate(findings: &[&Finding]) -> Vec<Related> {
    by_sequence(findings).into_iter().map(|findings| Related { findings, sure: 0.8, told: Told::default() }).collect()
}
