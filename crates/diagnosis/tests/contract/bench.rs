//! Healthy sets, spoiled ones, and what is found in them, with readings shared between cases.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use etabli_diagnosis::{
    Dice, Entry, Fault, Finding, Healthy, Level, MemoryTree, Patch, Place, Reading, Selection, Site, check, check_with, healthy, read_entry,
};

/// The moment at which the sets of the contract are checked: a day after their files were made.
pub(crate) const NOW: i64 = 1_700_086_400_000_000_000;

/// How many seeds each variant is tried with.
#[expect(clippy::disallowed_methods, reason = "a test may ask its environment; the crate may not")]
pub(crate) fn seeds() -> u64 {
    std::env::var("ETABLI_SEEDS").ok().and_then(|n| n.parse().ok()).unwrap_or(20)
}

/// One spoiled set.
pub(crate) struct Case {
    pub(crate) spoiled: MemoryTree,
    pub(crate) places: Vec<Place>,
    pub(crate) undo: Patch,
}

#[derive(Default)]
pub(crate) struct Bench {
    sets: RefCell<HashMap<Healthy, MemoryTree>>,
    readings: RefCell<HashMap<(Healthy, String, usize), Reading>>,
}

impl Bench {
    /// A healthy set, made once.
    pub(crate) fn healthy(&self, kind: Healthy) -> MemoryTree {
        self.sets.borrow_mut().entry(kind).or_insert_with(|| healthy::make(kind)).clone()
    }

    /// Makes a fault in its healthy set.
    pub(crate) fn inject(&self, fault: &Fault, kind: Healthy, variant: &str, seed: u64) -> Result<Case, String> {
        let mut tree = self.healthy(kind);
        let site = Site { tree: &tree, folder: healthy::FOLDER, variant };
        let (patch, places) = (fault.inject.make)(&site, &mut Dice::new(seed)).map_err(|declined| declined.0)?;
        if places.is_empty() {
            return Err("the injector names no place".to_owned());
        }
        let undo = tree.apply(&patch).map_err(|e| e.to_string())?;
        Ok(Case { spoiled: tree, places, undo })
    }

    /// What is found in a set when one fault alone is looked for.
    #[allow(clippy::unused_self, reason = "asked of a bench, as all else")]
    pub(crate) fn alone(&self, fault: &'static Fault, tree: &MemoryTree, kind: Healthy) -> Vec<Finding> {
        let selection = Selection { faults: vec![fault], level: Level::Pixels };
        check(tree, &healthy::config(kind), &selection, NOW).expect("a tree in memory can be listed")
    }

    /// Everything found in a set.
    pub(crate) fn check(&self, tree: &MemoryTree, kind: Healthy) -> Vec<Finding> {
        let config = healthy::config(kind);
        let selection = Selection::all(Level::Pixels);
        let first = self.healthy(kind);
        let untouched: HashMap<&str, usize> = first.nodes().map(|(path, node)| (path, Arc::as_ptr(&node.bytes) as usize)).collect();
        let now: HashMap<&str, usize> = tree.nodes().map(|(path, node)| (path, Arc::as_ptr(&node.bytes) as usize)).collect();
        let read = |folder: &str, entry: &Entry| {
            let path = if folder.is_empty() { entry.name.clone() } else { format!("{folder}/{}", entry.name) };
            let fresh = || read_entry(tree, folder, entry, &config, selection.needs());
            match now.get(path.as_str()) {
                Some(at) if untouched.get(path.as_str()) == Some(at) => {
                    self.readings.borrow_mut().entry((kind, path, *at)).or_insert_with(fresh).clone()
                }
                _ => fresh(),
            }
        };
        check_with(tree, &config, &selection, NOW, &read).expect("a tree in memory can be listed")
    }
}
