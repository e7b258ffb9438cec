//! Two looks at the same files, before and after: whether a fix did what it is for, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use etabli_diagnosis::Finding;

use super::{Done, FixOutcome, Key, key};
use crate::report::Report;

/// What became of each fix of a round.
pub(super) fn outcomes(before: &Report, after: &Report, done: &[Done]) -> Vec<FixOutcome> {
    let known = Known::of(before);
    let new: Vec<&Finding> = after.findings.iter().filter(|finding| !known.covers(finding)).collect();
    let mut standing: Standing = BTreeMap::new();
    for finding in &after.findings {
        standing.entry(key(finding)).or_default().push(finding.subcode.as_deref());
    }
    done.iter().map(|one| outcome(one, done, &new, &standing)).collect()
}

/// The subcodes of what is found, by what makes it the same.
type Standing<'a> = BTreeMap<Key, Vec<Option<&'a str>>>;

fn outcome(one: &Done, done: &[Done], new: &[&Finding], standing: &Standing) -> FixOutcome {
    let fault = one.finding.fault;
    let (only, leaves) = fault.fix.cure().map_or_else(Default::default, |cure| (cure.only, cure.leaves));
    // A fix that is for some subcodes leaves the others of its fault standing.
    let stands = |subcode: Option<&str>| only.is_empty() || subcode == one.finding.subcode.as_deref();
    if standing.get(&key(&one.finding)).is_some_and(|subcodes| subcodes.iter().copied().any(stands)) && !leaves.contains(&fault.code) {
        return FixOutcome::Stood;
    }
    // What the fault had silenced on its file or frame was there before.
    let is_same = |new: &Finding| one.paths.contains(&new.path) || (new.frame.is_some() && new.frame == one.finding.frame);
    let is_meant = |new: &Finding| leaves.contains(&new.fault.code) || (fault.outranks.contains(&new.fault.code) && is_same(new));
    let brought = new.iter().filter(|finding| concerns(finding, one, done) && !is_meant(finding));
    let brought: BTreeSet<&'static str> = brought.map(|finding| finding.fault.code).collect();
    match &one.saved {
        _ if !brought.is_empty() => FixOutcome::Brought(brought.into_iter().collect()),
        Some(path) => FixOutcome::Saved(path.clone()),
        None => FixOutcome::Fixed,
    }
}

/// What was found at the first look.
struct Known<'a> {
    keys: BTreeSet<Key>,
    /// First and last frame of the runs of a fault in a folder.
    runs: BTreeMap<(&'a str, &'a str), Vec<(i64, i64)>>,
}

impl<'a> Known<'a> {
    fn of(before: &'a Report) -> Self {
        let mut runs: BTreeMap<_, Vec<(i64, i64)>> = BTreeMap::new();
        for finding in &before.findings {
            let run = finding.frame.zip(finding.until);
            runs.entry((finding.fault.code, folder(&finding.path))).or_default().extend(run);
        }
        Self { keys: before.findings.iter().map(key).collect(), runs }
    }

    /// Whether a finding of the second look was there at the first: the same, or a part of a run of frames.
    fn covers(&self, finding: &Finding) -> bool {
        let runs = self.runs.get(&(finding.fault.code, folder(&finding.path)));
        let within = |first: i64| {
            let last = finding.until.unwrap_or(first);
            runs.is_some_and(|runs| runs.iter().any(|run| run.0 <= first && last <= run.1))
        };
        self.keys.contains(&key(finding)) || finding.frame.is_some_and(within)
    }
}

/// Whether a new finding is to be held against a fix: it is on one of its files, or in its folder and on no other fix's file.
/// What was saved lacks pixels, and other faults may rightly say so: its structure alone must be sound.
fn concerns(finding: &Finding, one: &Done, done: &[Done]) -> bool {
    if one.saved.as_ref() == Some(&finding.path) {
        return finding.fault.code.starts_with("EXR");
    }
    let touches = |done: &Done| done.paths.contains(&finding.path);
    touches(one) || (folder(&finding.path) == folder(&one.finding.path) && !done.iter().any(touches))
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use etabli_diagnosis::{At, Finding, faults};

    use super::{Done, FixOutcome, outcomes};
    use crate::report::Report;

    fn finding(code: &str, path: &str, run: Option<(i64, i64)>) -> Finding {
        let fault = faults::find(code).unwrap();
        Finding {
            fault,
            subcode: None,
            severity: fault.severity,
            path: path.to_owned(),
            raw: None,
            sequence: None,
            frame: run.map(|(first, _)| first),
            until: run.map(|(_, last)| last).filter(|last| Some(*last) != run.map(|(first, _)| first)),
            at: At::default(),
            evidence: BTreeMap::new(),
            related: Vec::new(),
        }
    }

    /// What becomes of a fix of the first finding, by what is found before and after it.
    fn judged(before: Vec<Finding>, after: Vec<Finding>) -> String {
        let fixed = before[0].clone();
        let done = Done { paths: vec![fixed.path.clone()], finding: fixed, run: String::new(), saved: None };
        let report = |findings| Report { findings, ..Report::default() };
        match outcomes(&report(before), &report(after), &[done]).remove(0) {
            FixOutcome::Brought(codes) => codes.join(" "),
            outcome => format!("{outcome:?}"),
        }
    }

    #[test]
    fn a_fix_stands_when_its_fault_is_gone_and_nothing_new_is_found() {
        let fault = |path| finding("EXR006", path, None);
        assert_eq!(judged(vec![fault("a/1.exr"), fault("a/2.exr")], vec![fault("a/2.exr")]), "Fixed");
        assert_eq!(judged(vec![fault("a/1.exr")], vec![fault("a/1.exr")]), "Stood");
        assert_eq!(judged(vec![fault("a/1.exr")], vec![finding("IMG001", "a/1.exr", None)]), "IMG001");
        assert_eq!(judged(vec![fault("a/1.exr")], vec![finding("IMG001", "a/2.exr", None)]), "IMG001", "in its folder");
        assert_eq!(judged(vec![fault("a/1.exr")], vec![finding("IMG001", "b/2.exr", None)]), "Fixed", "elsewhere");
    }

    #[test]
    fn a_fix_of_one_rule_leaves_the_other_rules_of_its_fault() {
        let field = |rule: &str| Finding { subcode: Some(rule.to_owned()), ..finding("DPX001", "a/1.dpx", None) };
        assert_eq!(judged(vec![field("padding")], vec![field("file-size")]), "Fixed");
        assert_eq!(judged(vec![field("padding")], vec![field("padding")]), "Stood");
    }

    #[test]
    fn what_a_fault_silenced_or_its_fix_leaves_is_not_held_against_it() {
        let table = finding("EXR004", "a/1.exr", None);
        assert_eq!(judged(vec![table], vec![finding("EXR002", "a/1.exr", None)]), "Fixed");
        let renamed = finding("FIL002", "a/1.exr", Some((1, 1)));
        assert_eq!(judged(vec![renamed], vec![finding("SEQ001", "a/1.exr", Some((1, 1)))]), "Fixed");
        let cut = || finding("EXR001", "a/1.exr", None);
        assert_eq!(judged(vec![cut()], vec![cut()]), "Fixed", "salvage leaves its own fault");
    }

    #[test]
    fn a_hole_that_falls_apart_is_not_new() {
        let stray = finding("NAM002", "a/x_5.exr", Some((5, 5)));
        let hole = |first, last| finding("SEQ001", &format!("a/x.{first}.exr"), Some((first, last)));
        assert_eq!(judged(vec![stray.clone(), hole(4, 6)], vec![hole(4, 4), hole(6, 6)]), "Fixed");
        assert_eq!(judged(vec![stray, hole(4, 4)], vec![hole(4, 4), hole(6, 6)]), "SEQ001");
    }
}
