//! The fix of a fault made on purpose: the next check is clean, nothing else changed, and undoing it gives the spoiled set back.

use std::collections::HashMap;
use std::sync::Arc;

use etabli_diagnosis::{Change, Fault, Finding, Lang, MemoryTree, Node, Patch, Plan, Repair, Step, Subject, healthy, render};
use etabli_formats::Budget;
use etabli_formats::exr::{self, Image, Samples};

use crate::bench::{Bench, Case, NOW};

/// Faults whose fix gives the healthy file back to the byte, where it is made at all.
const RESTORED: &[&str] = &[
    "EXR003", "EXR004", "EXR005", "EXR006", "NAM002", "PRM001", "SEQ004", "SEQ006", "FIL003", "DPX001", "XFR001", "XFR002", "XFR003",
    "XFR004",
];

/// Keeps the contract for one case. Whether the fix was made: it may be declined, with a sentence.
pub(crate) fn keep(bench: &Bench, fault: &'static Fault, case: &Case, found: &[Finding]) -> Result<bool, String> {
    let own = |f: &&Finding| f.fault.code == fault.code;
    let finding = found.iter().find(own).ok_or("not found")?;
    let Some(cure) = finding.cure() else { return Ok(false) };
    for lang in [Lang::Fr, Lang::En] {
        let what = render(&cure.what, finding, lang);
        if what.trim().is_empty() || what.contains(['{', '}']) {
            return Err(format!("what its fix does: a key has no value: {what}"));
        }
    }
    let config = healthy::config(fault.inject.healthy);
    let (subject, budget, healthy) = (Subject::of(finding), Budget::default(), bench.healthy(fault.inject.healthy));
    let repair = Repair { subject: &subject, tree: &case.spoiled, source: Some(&healthy), config: &config, now: NOW, budget: &budget };
    let plan = match repair.plan() {
        Ok(plan) => plan,
        Err(why) if why.set(Lang::Fr).len() > 10 && why.set(Lang::En).len() > 10 => return Ok(false),
        Err(why) => return Err(format!("its fix is declined without a reason: {why:?}")),
    };
    let mut fixed = case.spoiled.clone();
    let undo = fixed.apply_from(&plan.patch, &healthy).map_err(|e| e.to_string())?;
    let after = bench.check(&fixed, fault.inject.healthy);
    if let Some(left) = after.iter().find(|f| !cure.leaves.contains(&f.fault.code)) {
        return Err(format!("after its fix {} speaks at {} {:?}", left.fault.code, left.path, left.evidence));
    }
    untouched(&case.spoiled, &fixed, &plan.patch)?;
    if RESTORED.contains(&fault.code) && fixed != healthy {
        return Err("its fix does not give the healthy set back".to_owned());
    }
    pixels(&case.spoiled, &healthy, &fixed, &plan)?;
    fixed.apply(&undo).map_err(|e| e.to_string())?;
    if fixed == case.spoiled { Ok(true) } else { Err("undoing its fix does not give the spoiled set back".to_owned()) }
}

/// Every path that the patch does not name is the same to the byte.
fn untouched(before: &MemoryTree, after: &MemoryTree, patch: &Patch) -> Result<(), String> {
    let named: Vec<&str> = patch.steps.iter().flat_map(Step::paths).collect();
    let rest = |tree: &MemoryTree| -> Vec<(String, Node)> {
        tree.nodes().filter(|(path, _)| !named.contains(path)).map(|(path, node)| (path.to_owned(), node.clone())).collect()
    };
    if rest(before) == rest(after) { Ok(()) } else { Err("its fix changes a file that it does not name".to_owned()) }
}

fn image(tree: &MemoryTree, path: &str) -> Option<Image> {
    let node = tree.nodes().find(|(known, _)| *known == path)?.1;
    exr::load(&*Arc::clone(&node.bytes), &Budget::default()).ok().flatten()
}

/// Samples differ only where the plan says so; of what was saved, only in lost lines, which are zero.
fn pixels(spoiled: &MemoryTree, healthy: &MemoryTree, fixed: &MemoryTree, plan: &Plan) -> Result<(), String> {
    for step in &plan.patch.steps {
        let (old, new) = match step {
            Step::Write { path, .. } => (image(spoiled, path), image(fixed, path)),
            Step::Derive { path, from, .. } => (image(healthy, from), image(fixed, path)),
            _ => continue,
        };
        if let (Some(old), Some(new)) = (old, new) {
            let meant: HashMap<(&str, [i32; 2]), f32> = plan.changes.iter().filter_map(sample).collect();
            compare(&old, &new, &meant, &plan.changes)?;
        } else if matches!(step, Step::Derive { .. }) {
            return Err("what was saved cannot be read".to_owned());
        }
    }
    Ok(())
}

fn sample(change: &Change) -> Option<((&str, [i32; 2]), f32)> {
    match change {
        Change::Sample { channel, pixel, after, .. } => Some(((channel, *pixel), *after)),
        _ => None,
    }
}

fn compare(old: &Image, new: &Image, meant: &HashMap<(&str, [i32; 2]), f32>, changes: &[Change]) -> Result<(), String> {
    for (old, new) in old.parts.iter().zip(&new.parts) {
        let width = old.data_window.width() as usize;
        for (old_plane, new_plane) in old.planes.iter().zip(&new.planes) {
            let (before, after) = (bits(&old_plane.samples), bits(&new_plane.samples));
            for (at, (before, after)) in before.into_iter().zip(after).enumerate() {
                let pixel = [old.data_window.min[0] + (at % width) as i32, old.data_window.min[1] + (at / width) as i32];
                let is_meant = meant.contains_key(&(old_plane.name.as_str(), pixel));
                let lost = |change: &Change| matches!(change, Change::Lost { lines, .. } if (lines[0]..=lines[1]).contains(&pixel[1]));
                let is_lost = after == 0 && changes.iter().any(lost);
                if before != after && !is_meant && !is_lost {
                    return Err(format!("its fix changes {} at {pixel:?}", old_plane.name));
                }
            }
        }
    }
    Ok(())
}

fn bits(samples: &Samples) -> Vec<u32> {
    match samples {
        Samples::Half(all) => all.iter().map(|s| u32::from(*s)).collect(),
        Samples::Float(all) => all.iter().map(|s| s.to_bits()).collect(),
        Samples::Uint(all) => all.clone(),
    }
}
