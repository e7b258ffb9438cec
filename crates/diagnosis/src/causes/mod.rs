//! From findings to the few things that made them.

use std::collections::BTreeSet;

use crate::{Finding, Inject, Lang, Severity, Text, fingerprint};

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
    /// Where nothing else was found on its sequences, their other frames are good.
    pub spares: bool,
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
    /// What these findings say more exactly than the cause's own words.
    pub told: Told,
}

/// Words of a cause for the findings at hand, where they are other than its own.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Told {
    /// To the artist.
    pub artist: Option<Text>,
    /// To the technical director.
    pub td: Option<Text>,
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
    /// Words for these findings.
    pub told: Told,
    /// The other frames of its sequences are good.
    pub spares: bool,
}

const SPARED: Text = Text { fr: "Les autres images sont bonnes.", en: "The other frames are good." };

impl CauseFound {
    /// To the artist.
    pub fn artist(&self, lang: Lang) -> String {
        let said = self.told.artist.unwrap_or(self.cause.artist).set(lang);
        if self.spares { format!("{said} {}", SPARED.set(lang)) } else { said }
    }

    /// To the technical director.
    pub fn td(&self, lang: Lang) -> String {
        self.told.td.unwrap_or(self.cause.td).set(lang)
    }
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
            let spares = cause.spares && !is_hurt(findings, &own);
            found.push(CauseFound {
                cause,
                explains: prints(findings, &own),
                findings: own,
                sure: related.sure,
                told: related.told,
                spares,
            });
        }
    }
    found
}

/// Whether anything heavier than a note is on a sequence of these findings beside them.
fn is_hurt(findings: &[Finding], own: &[usize]) -> bool {
    let sequences: BTreeSet<&str> = own.iter().filter_map(|&i| findings.get(i)?.sequence.as_deref()).collect();
    let is_other = |(i, f): (usize, &Finding)| {
        f.severity > Severity::Note && !own.contains(&i) && f.sequence.as_deref().is_some_and(|s| sequences.contains(s))
    };
    findings.iter().enumerate().any(is_other)
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

#[cfg(test)]
mod tests {
    use super::{CauseFound, causes};
    use crate::{Finding, Findings, Lang, Severity, faults};

    fn finding(code: &str, first: i64, last: i64) -> Finding {
        let mut finding = Findings::of(faults::find(code).unwrap()).blank(format!("a.{first}.exr"));
        finding.sequence = Some("a.1001-1010#.exr".to_owned());
        finding.run(first, last).with("length", last - first + 1);
        finding
    }

    fn cut(frame: i64, byte: i64) -> Finding {
        let mut cut = finding("EXR001", frame, frame);
        cut.with("seen", byte);
        cut
    }

    fn only(findings: &[Finding]) -> CauseFound {
        let found = causes(findings);
        assert_eq!(found.len(), 1, "{found:#?}");
        found[0].clone()
    }

    #[test]
    fn other_frames_are_called_good_only_when_nothing_is_on_them() {
        let killed = vec![cut(1003, 10), finding("SEQ001", 1004, 1004)];
        assert!(only(&killed).artist(Lang::En).ends_with("The other frames are good."));
        assert!(!only(&[killed.clone(), vec![finding("IMG001", 1008, 1008)]].concat()).artist(Lang::En).contains("good"));
        let mut note = finding("SEQ008", 1008, 1008);
        note.weigh(Severity::Note);
        assert!(only(&[killed, vec![note]].concat()).spares, "a note hurts nobody");
    }

    #[test]
    fn a_cause_speaks_of_what_was_found() {
        let td = |findings: &[Finding]| (only(findings).cause.code, only(findings).td(Lang::En));
        let (code, said) = td(&[cut(1003, 10), cut(1006, 20)]);
        assert!(code == "CAU002" && said.contains("nothing is missing around"), "{said}");
        let (code, said) = td(&[cut(1003, 100_000), cut(1004, 100_000)]);
        assert!(code == "CAU001" && said.contains("limit on the size") && !said.contains("empty"), "{said}");
        let (_, said) = td(&[cut(1003, 1), cut(1004, 2), cut(1005, 3)]);
        assert!(!said.contains("empty"), "{said}");
        let (_, said) = td(&[cut(1003, 1), finding("FIL001", 1004, 1004)]);
        assert!(said.contains("Cut frames and empty files"), "{said}");
    }

    #[test]
    fn frames_differ_from_the_rest_only_where_there_is_a_rest() {
        let odd = |first, last| {
            let mut odd = finding("SEQ003", first, last);
            odd.with("judged", 10);
            odd
        };
        assert_eq!(only(&[odd(1003, 1004)]).cause.code, "CAU005");
        assert!(causes(&[odd(1001, 1010)]).is_empty(), "all of them");
        assert!(causes(&[odd(1006, 1010)]).is_empty(), "half of them");
        assert!(causes(&[odd(1001, 1003), odd(1006, 1008)]).is_empty(), "most of them, in two runs");
    }
}
