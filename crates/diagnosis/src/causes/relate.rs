//! What causes share: findings of one sequence together.

use std::collections::BTreeMap;

use crate::{Declined, Dice, Finding, Frame, Site};

/// Indices of findings by the sequence they belong to, in frame order; files outside sequences are left out.
pub(super) fn by_sequence(findings: &[&Finding]) -> Vec<Vec<usize>> {
    let mut sequences: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, finding) in findings.iter().enumerate() {
        if let Some(sequence) = &finding.sequence {
            sequences.entry(sequence).or_default().push(index);
        }
    }
    let frame = |index: &usize| findings.get(*index).and_then(|f| f.frame);
    for indices in sequences.values_mut() {
        indices.sort_by_key(frame);
    }
    sequences.into_values().collect()
}

/// The same, cut where a frame without a finding lies between.
pub(super) fn runs(findings: &[&Finding]) -> Vec<Vec<usize>> {
    by_sequence(findings).iter().flat_map(|all| adjoining(findings, all)).collect()
}

/// Findings of one sequence in frame order, cut where a frame without a finding lies between.
pub(super) fn adjoining(findings: &[&Finding], indices: &[usize]) -> Vec<Vec<usize>> {
    let frame = |index: usize| findings.get(index).and_then(|f| f.frame);
    let last = |index: usize| findings.get(index).and_then(|f| f.until.or(f.frame));
    let adjoin = |a: &usize, b: &usize| matches!((last(*a), frame(*b)), (Some(a), Some(b)) if b <= a + 1);
    indices.chunk_by(adjoin).map(<[usize]>::to_vec).collect()
}

/// How many of these findings have one of the codes.
pub(super) fn count(findings: &[&Finding], indices: &[usize], codes: &[&str]) -> usize {
    indices.iter().filter_map(|&i| findings.get(i)).filter(|f| codes.contains(&f.fault.code)).count()
}

/// An inner frame of the set and those that follow it, for a story.
pub(super) fn run(site: &Site, dice: &mut Dice, length: usize) -> Result<Vec<Frame>, Declined> {
    let mut frames = vec![site.frame(dice)?];
    while let Some(last) = frames.last().filter(|_| frames.len() < length) {
        frames.push(site.next(last)?);
    }
    Ok(frames)
}
