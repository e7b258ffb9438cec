//! A fault as it is found, for pages that explain it: made on purpose in its healthy set, in memory.

use crate::{Dice, Fault, Finding, Level, Selection, Site, check, healthy};

/// The moment at which examples are checked, nanoseconds since 1970: a day after the healthy sets were made.
const NOW: i64 = 1_700_086_400_000_000_000;

/// The first finding of a fault's first variant. `None` for a fault that no patch can make (a file that is being written).
pub fn example(fault: &'static Fault) -> Option<Finding> {
    let kind = fault.inject.healthy;
    let mut tree = healthy::make(kind);
    let site = Site { tree: &tree, folder: healthy::FOLDER, variant: fault.inject.variants.first()? };
    let (patch, _) = (fault.inject.make)(&site, &mut Dice::new(1)).ok()?;
    tree.apply(&patch).ok()?;
    let only = Selection { faults: vec![fault], level: Level::Pixels };
    check(&tree, &healthy::config(kind), &only, NOW).ok()?.into_iter().next()
}

#[cfg(test)]
mod tests {
    use super::example;
    use crate::{Lang, faults, render};

    #[test]
    fn every_fault_that_can_be_made_has_an_example() {
        for fault in faults::all().filter(|f| !f.inject.variants.is_empty()) {
            let finding = example(fault).unwrap_or_else(|| panic!("{} has none", fault.code));
            assert_eq!(finding.fault.code, fault.code);
            assert!(!render(&fault.words.td, &finding, Lang::Fr).contains('{'), "{}", fault.code);
        }
    }
}
