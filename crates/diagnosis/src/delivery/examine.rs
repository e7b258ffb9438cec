//! One delivery examined.

use std::collections::{BTreeMap, BTreeSet};

use super::{Delivery, Ground, Home, Kind, bag, history, list};
use crate::examine::{order, silence};
use crate::{Config, Day, Detect, Finding, Findings, Selection, Severity, declared};

impl Delivery {
    /// Understands the manifests of a delivery. With `is_named`, a list that a person named is one whatever it holds.
    pub fn read(home: &Home, ground: &Ground, is_named: bool) -> Self {
        match &home.kind {
            Kind::History => history::read(ground),
            Kind::Bag => bag::read(ground),
            Kind::Lists(names) => list::read(ground, names, is_named),
        }
    }
}

/// Every finding of a delivery, in path order. `config` is what is declared for a folder, by its path.
pub fn examine_delivery<'c>(
    delivery: &Delivery,
    selection: &Selection,
    now: i64,
    config: &dyn Fn(&str) -> Option<&'c Config>,
) -> Vec<Finding> {
    let mut found = Vec::new();
    for fault in &selection.faults {
        if let Detect::Manifest(judge) = fault.detect {
            let mut findings = Findings::of(fault);
            judge(delivery, &mut findings);
            found.append(&mut findings.list);
        }
    }
    silence(&mut found);
    let mut judged = Vec::new();
    for (folder, mut found) in by_folder(found) {
        if let Some(config) = config(&folder).or_else(|| config(&delivery.folder)) {
            declared::weigh(&mut found, config);
            found = declared::split(found, config, Day::of(now)).1;
        }
        judged.append(&mut found);
    }
    soften(&mut judged, delivery);
    judged.sort_by(|a, b| order(a).cmp(&order(b)));
    judged
}

fn by_folder(found: Vec<Finding>) -> BTreeMap<String, Vec<Finding>> {
    let mut folders: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
    for finding in found {
        folders.entry(crate::tree::split(&finding.path).0.to_owned()).or_default().push(finding);
    }
    folders
}

/// What a file that is still being written explains is a note while it lasts.
fn soften(found: &mut [Finding], delivery: &Delivery) {
    let moving: BTreeSet<&str> =
        delivery.listed.iter().filter_map(|l| l.found.as_ref()).filter(|found| found.is_moving).map(|found| found.path.as_str()).collect();
    for finding in found.iter_mut().filter(|f| moving.contains(f.path.as_str())) {
        finding.severity = Severity::Note;
        finding.with("in_progress", 1);
    }
}
