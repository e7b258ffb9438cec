//! From findings to the few things that made them.

use crate::{Finding, Inject, Text, fingerprint};

mod odd_machine;
mod relate;
mod render_killed;
mod shader_values;
mod storage_full;
mod texture_gone;

/// What can lie behind several findings. Its file says everything about it.
#[derive(Debug)]
pub struct Cause {
    /// Code, for ever ("CAU001").
    pub code: &'static str,
    /// Name in kebab case.
    pub name: &'static str,
    /// To the artist.
    pub artist: Text,
    /// To the technical director: what to look at, and in which order.
    pub td: Text,
    /// Codes that it can explain.
    pub explains: &'static [&'static str],
    /// Which findings it explains together, and how sure that is. A finding may be explained once.
    pub relate: fn(&[&Finding]) -> Vec<Related>,
    /// A story that makes it, for trials and tests.
    pub story: Inject,
}

/// Findings that one cause explains.
#[derive(Debug, Clone, PartialEq)]
pub struct Related {
    /// Indices in the list that was given.
    pub findings: Vec<usize>,
    /// From 0 (a guess) to 1 (proved).
    pub sure: f64,
}

/// A cause that was found.
#[derive(Debug, Clone)]
pub struct CauseFound {
    /// Which.
    pub cause: &'static Cause,
    /// Fingerprints of the findings it explains, each once, sorted.
    pub explains: Vec<String>,
    /// Indices of the findings it explains.
    pub findings: Vec<usize>,
    /// From 0 to 1.
    pub sure: f64,
}

/// Every cause, the surest first where two could explain one finding.
pub static CAUSES: &[&Cause] =
    &[&storage_full::CAUSE, &render_killed::CAUSE, &texture_gone::CAUSE, &shader_values::CAUSE, &odd_machine::CAUSE];

/// The causes behind some findings, in the order of [`CAUSES`]. A finding goes to the first cause that takes it.
pub fn causes(findings: &[Finding]) -> Vec<CauseFound> {
    let mut free: Vec<bool> = vec![true; findings.len()];
    let mut found = Vec::new();
    for cause in CAUSES {
        let places: Vec<usize> = (0..findings.len()).filter(|&i| free.get(i) == Some(&true) && explains(cause, findings.get(i))).collect();
        let subset: Vec<&Finding> = places.iter().filter_map(|&i| findings.get(i)).collect();
        for related in (cause.relate)(&subset) {
            let own: Vec<usize> = related.findings.iter().filter_map(|&i| places.get(i).copied()).collect();
            for &taken in &own {
                if let Some(free) = free.get_mut(taken) {
                    *free = false;
                }
            }
            found.push(CauseFound { cause, explains: prints(findings, &own), findings: own, sure: related.sure });
        }
    }
    found
}

fn explains(cause: &Cause, finding: Option<&Finding>) -> bool {
    finding.is_some_and(|f| cause.explains.contains(&f.fault.code))
}

fn prints(findings: &[Finding], own: &[usize]) -> Vec<String> {
    let mut prints: Vec<String> = own.iter().filter_map(|&i| findings.get(i)).map(fingerprint).collect();
    prints.sort();
    prints.dedup();
    prints
}
