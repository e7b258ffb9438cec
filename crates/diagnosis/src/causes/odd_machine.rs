//! CAU005: a machine or a submission had other settings.

use etabli_formats::exr::Compression;

use super::relate::{by_sequence, run};
use super::{Cause, Related, Told};
use crate::healthy::edit;
use crate::{Finding, Frame, Healthy, Inject, Patch, Text, Value};

/// CAU005.
pub(super) static CAUSE: Cause = Cause {
    code: "CAU005",
    name: "odd-machine",
    artist: Text {
        fr: "Ces images ont été rendues avec d'autres réglages que le reste du plan.",
        en: "These frames were rendered with other settings than the rest of the shot.",
    },
    td: Text {
        fr: "Les mêmes images diffèrent des autres de la même façon : une machine, une version ou un envoi avait d'autres réglages. Comparer leurs en-têtes (logiciel, hôte, date), \
             corriger la source, puis relancer ces images.",
        en: "The same frames differ from the others in the same way: a machine, a version or a submission had other settings. Compare their headers (software, host, date), \
             correct the source, then render these frames again.",
    },
    spares: false,
    explains: &["SEQ003", "SEQ004", "SEQ005", "SEQ006", "SEQ009", "COL001"],
    relate,
    story: Inject {
        healthy: Healthy::ExrSequence,
        variants: &["settings"],
        make: |site, dice| {
            let frames = run(site, dice, 2)?;
            let mut patch = Patch::default();
            for frame in &frames {
                let other = edit(frame, |image| image.parts.iter_mut().for_each(|part| part.compression = Compression::Zips))?;
                patch.steps.extend(other.steps);
            }
            Ok((patch, frames.iter().map(Frame::place).collect()))
        },
    },
};

/// Findings of one sequence that fall on the same frame, or one difference on several frames.
fn relate(findings: &[&Finding]) -> Vec<Related> {
    let related = |mut indices: Vec<usize>| {
        let among = indices.clone();
        indices.retain(|&i| has_rest(findings, &among, i));
        let spread = |i: usize| findings.get(i).is_some_and(|f| f.until.is_some());
        let shares = |i: usize| spread(i) || indices.iter().any(|&other| other != i && akin(findings, i, other));
        let mut shared: Vec<usize> = indices.iter().copied().filter(|&i| shares(i)).collect();
        shared.sort_unstable();
        (!shared.is_empty()).then_some(Related { findings: shared, sure: 0.7, told: Told::default() })
    };
    by_sequence(findings).into_iter().filter_map(related).collect()
}

/// Whether more than half of the judged frames are as they should be: else there is no rest that these differ from.
fn has_rest(findings: &[&Finding], among: &[usize], own: usize) -> bool {
    let number = |f: &Finding, key: &str| if let Some(Value::Int(n)) = f.evidence.get(key) { Some(*n) } else { None };
    let Some(finding) = findings.get(own) else { return false };
    let alike =
        among.iter().filter_map(|&i| findings.get(i)).filter(|f| f.fault.code == finding.fault.code && f.subcode == finding.subcode);
    let odd: i64 = alike.filter_map(|f| number(f, "length")).sum();
    number(finding, "judged").is_none_or(|judged| odd * 2 < judged)
}

/// The same frame, or the same difference on another frame.
fn akin(findings: &[&Finding], a: usize, b: usize) -> bool {
    let (Some(a), Some(b)) = (findings.get(a), findings.get(b)) else { return false };
    a.frame == b.frame || (a.fault.code == b.fault.code && a.evidence == b.evidence)
}
