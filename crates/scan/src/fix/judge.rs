//! Two looks at the same files, before and after: whether a fix did what it is for, and nothing else.

use std::collections::BTreeSet;

use etabli_diagnosis::Finding;

use super::{Done, FixOutcome, Key, key};
use crate::report::Report;

/// What became of each fix of a round.
pub(super) fn outcomes(before: &Report, after: &Report, done: &[Done]) -> Vec<FixOutcome> {
    let new: Vec<&Finding> = after.findings.iter().filter(|finding| !before.findings.iter().any(|known| covers(known, finding))).collect();
    let standing: BTreeSet<Key> = after.findings.iter().map(key).collect();
    done.iter().map(|one| outcome(one, done, &new, &standing)).collect()
}

fn outcome(one: &Done, done: &[Done], new: &[&Finding], standing: &BTreeSet<Key>) -> FixOutcome {
    let fault = one.finding.fault;
    let leaves = fault.fix.cure().map_or(&[] as &[&str], |cure| cure.leaves);
    if standing.contains(&key(&one.finding)) && !leaves.contains(&fault.code) {
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

/// Whether a finding of the second look was there at the first: the same, or a part of the same run of frames.
fn covers(known: &Finding, finding: &Finding) -> bool {
    let run = |f: &Finding| f.frame.map(|first| (first, f.until.unwrap_or(first)));
    let within = run(known).zip(run(finding)).is_some_and(|(known, new)| known.0 <= new.0 && new.1 <= known.1);
    let alike = known.fault.code == finding.fault.code && folder(&known.path) == folder(&finding.path);
    key(known) == key(finding) || (alike && within && known.until.is_some())
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
