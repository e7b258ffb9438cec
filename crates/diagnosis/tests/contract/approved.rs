//! What was approved: of each fault and variant, made with one seed, what changes on disk, what is found and said of it, and what its fix
//! would do. A sum stands for bytes that no person reads.

use std::fmt::Write as _;

use etabli_diagnosis::{Fault, Finding, Healthy, Lang, MemoryTree, Repair, Subject, faults, fingerprint, healthy, render};
use etabli_formats::Budget;

use crate::bench::{Bench, Case, NOW};

const SEED: u64 = 1;

/// Fowler, Noll and Vo's sum of 64 bits.
fn sum(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(0xCBF2_9CE4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

/// Paths that differ between two trees, and the sum of what they are now.
fn changed(before: &MemoryTree, after: &MemoryTree) -> String {
    let known = |tree: &MemoryTree, path: &str| tree.nodes().find(|(own, _)| *own == path).map(|(_, node)| node.clone());
    let gone = before.nodes().filter(|(path, _)| known(after, path).is_none()).map(|(path, _)| format!("-{path}"));
    let new = after.nodes().filter(|(path, node)| known(before, path).as_ref() != Some(node));
    let new = new.map(|(path, node)| {
        let rest = format!("{} {:o} {}", node.is_link, node.mode, node.modified);
        format!("{path} {:08x}", sum(node.bytes.iter().copied().chain(rest.bytes())) as u32)
    });
    let mut paths: Vec<String> = gone.chain(new).collect();
    let more = paths.len().saturating_sub(4);
    let all = sum(paths.concat().bytes()) as u32;
    paths.truncate(4);
    let rest = if more > 0 { format!(" and {more} more, {all:08x}") } else { String::new() };
    format!("{}{rest}", paths.join(", "))
}

/// One finding: where, how heavy, its evidence in the director's words, and by what it is known again.
fn told(page: &mut String, finding: &Finding) {
    let place = format!("{:?}", finding.at).replace("None", "-").replace("Some", "");
    let set: Vec<&str> =
        place.trim_start_matches("At { ").trim_end_matches(" }").split(", ").filter(|part| !part.ends_with(": -")).collect();
    let frames = finding.frame.map(|first| format!(" {first}-{}", finding.until.unwrap_or(first))).unwrap_or_default();
    let code = finding.subcode.as_deref().map(|code| format!("/{code}")).unwrap_or_default();
    writeln!(page, "    {}{code} {:?}{frames} {} [{}]", finding.fault.code, finding.severity, finding.path, set.join(", ")).unwrap();
    writeln!(page, "      {}", render(&finding.fault.words.td, finding, Lang::En)).unwrap();
    let evidence = sum(format!("{:?} {:?}", finding.evidence, finding.related).bytes()) as u32;
    writeln!(page, "      {evidence:08x} {}", fingerprint(finding)).unwrap();
}

/// What the fix of the first finding would do.
fn fixed(page: &mut String, fault: &Fault, case: &Case, found: &[Finding]) {
    let Some(finding) = fault.fix.cure().and_then(|_| found.iter().find(|finding| finding.fault.code == fault.code)) else { return };
    let (subject, config, budget) = (Subject::of(finding), healthy::config(fault.inject.healthy), Budget::default());
    let source = healthy::make(fault.inject.healthy);
    let repair = Repair { subject: &subject, tree: &case.spoiled, source: Some(&source), config: &config, now: NOW, budget: &budget };
    match repair.plan() {
        Ok(plan) => {
            let mut after = case.spoiled.clone();
            after.apply_from(&plan.patch, &source).unwrap();
            let changes = sum(format!("{:?}", plan.changes).bytes()) as u32;
            writeln!(page, "    fixed: {} ({} changes, {changes:08x})", changed(&case.spoiled, &after), plan.changes.len()).unwrap();
        }
        Err(why) => writeln!(page, "    not fixed: {}", why.set(Lang::En)).unwrap(),
    }
}

#[test]
fn what_is_made_found_and_fixed_is_what_was_approved() {
    let (bench, mut page) = (Bench::default(), String::new());
    for fault in faults::all() {
        for variant in fault.inject.variants {
            let kind = fault.inject.healthy;
            writeln!(page, "{} {} {variant}", fault.code, fault.name).unwrap();
            let case = bench.inject(fault, kind, variant, SEED).unwrap();
            writeln!(page, "    made: {}", changed(&bench.healthy(kind), &case.spoiled)).unwrap();
            let others = ((SEED + 1)..=4).map(|seed| match bench.inject(fault, kind, variant, seed) {
                Ok(case) => format!("{} {:?}", changed(&bench.healthy(kind), &case.spoiled), case.places),
                Err(why) => why,
            });
            writeln!(page, "    other seeds: {:08x}", sum(others.collect::<String>().bytes()) as u32).unwrap();
            let found = bench.check(&case.spoiled, kind);
            for finding in &found {
                told(&mut page, finding);
            }
            fixed(&mut page, fault, &case, &found);
        }
    }
    insta::assert_snapshot!("faults", page);
}

#[test]
fn healthy_sets_are_what_was_approved() {
    let mut page = String::new();
    for kind in Healthy::ALL {
        let set = healthy::make(*kind);
        let count = set.nodes().count();
        writeln!(page, "{kind:?}: {count} files, {}", changed(&MemoryTree::default(), &set)).unwrap();
        writeln!(page, "    {:08x}", sum(format!("{:?}", healthy::config(*kind)).bytes()) as u32).unwrap();
    }
    insta::assert_snapshot!("healthy", page);
}
