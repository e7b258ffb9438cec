//! CAU004: a shader or node makes invalid values.

use std::collections::BTreeMap;

use super::relate::run;
use super::{Cause, Related, Told};
use crate::healthy::{change, edit};
use crate::{Finding, Frame, Healthy, Inject, Patch, Severity, Text};

/// CAU004.
pub(super) static CAUSE: Cause = Cause {
    code: "CAU004",
    name: "shader-values",
    artist: Text {
        fr: "Un matériau ou un nœud produit des valeurs invalides, toujours dans le même calque.",
        en: "A material or node makes invalid values, always in the same layer.",
    },
    td: Text {
        fr: "Le même calque porte des NaN ou des infinis dans plusieurs images : chercher une division ou une puissance dans le réseau de ce calque, la borner, \
             et ne pas le corriger par un filtre après coup.",
        en: "The same layer holds NaN or infinities in several frames: look for a division or a power in that layer's network, clamp it, \
             and do not cover it with a filter afterwards.",
    },
    spares: false,
    explains: &["IMG001", "IMG002"],
    relate,
    story: Inject {
        healthy: Healthy::ExrSequence,
        variants: &["layer"],
        make: |site, dice| {
            let frames = run(site, dice, 3)?;
            let mut patch = Patch::default();
            for frame in &frames {
                patch.steps.extend(nan_in_green(frame)?.steps);
            }
            Ok((patch, frames.iter().map(Frame::place).collect()))
        },
    },
};

fn nan_in_green(frame: &Frame) -> Result<Patch, crate::Declined> {
    edit(frame, |image| {
        for part in &mut image.parts {
            change(part, |name, x, y, value| if name == "G" && x == 20 && (8..12).contains(&y) { f32::NAN } else { value });
        }
    })
}

/// Sequence, layer and code.
type Place<'a> = (Option<&'a str>, Option<&'a str>, &'a str);

/// The same fault in the same layer of two frames of one sequence. An infinite depth, a note, is usually meant.
fn relate(findings: &[&Finding]) -> Vec<Related> {
    let mut layers: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
    for (index, finding) in findings.iter().enumerate().filter(|(_, f)| f.sequence.is_some() && f.severity > Severity::Note) {
        layers.entry((finding.sequence.as_deref(), finding.at.layer.as_deref(), finding.fault.code)).or_default().push(index);
    }
    let several = |indices: &Vec<usize>| {
        let first = indices.first().and_then(|&i| findings.get(i)).map(|f| f.frame);
        indices.iter().filter_map(|&i| findings.get(i)).any(|f| Some(f.frame) != first)
    };
    layers.into_values().filter(several).map(|findings| Related { findings, sure: 0.8, told: Told::default() }).collect()
}
