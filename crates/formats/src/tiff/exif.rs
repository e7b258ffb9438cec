//! Directories of metadata (Exif 3.0): in a TIFF file, or alone inside a file of another format.

use std::collections::BTreeSet;

use super::directory::Desk;
use super::layout::Layout;
use super::{Defect, Rule, tags};
use crate::Stop;
use crate::defect::{Journal, Weight};
use crate::view::View;

/// Most directories of metadata that an honest file holds.
const MOST: usize = 16;

/// Walks directories of metadata and those that they name. What is wrong is odd, never more.
pub(super) fn walk(desk: &mut Desk, offsets: Vec<u64>) -> Result<(), Stop> {
    desk.weight = Weight::Odd;
    let mut seen = BTreeSet::new();
    let mut waiting = offsets;
    while let Some(at) = waiting.pop() {
        if at < 4 || at >= desk.view.size() || !seen.insert(at) || seen.len() > MOST {
            let problem = if at < 4 || at >= desk.view.size() { "outside" } else { "loop" };
            desk.journal.odd(at.min(desk.view.size()), Rule::Directory { problem: problem.to_owned(), seen: at });
            continue;
        }
        let Some(directory) = desk.directory(at)? else { continue };
        for tag in [tags::EXIF, tags::GPS, tags::INTEROPERABILITY] {
            if let Some(entry) = directory.entry(tag).filter(|entry| entry.inside) {
                waiting.extend(desk.numbers(entry, 1)?);
            }
        }
    }
    Ok(())
}

/// What is wrong with a block of Exif inside a file of another format, each with its byte in the block.
pub(crate) fn exif(block: &[u8]) -> Vec<Defect> {
    let Some(layout) = Layout::of(block) else {
        let seen = block.iter().take(4).copied().collect();
        return vec![Defect { rule: Rule::Signature { seen }, byte: 0, weight: Weight::Odd }];
    };
    let source = block.to_vec();
    let view = View::open(&source, source.clone());
    let mut desk = Desk { source: &source, view, layout, journal: Journal::default(), weight: Weight::Odd };
    let first = layout.number(block, if layout.big { 8 } else { 4 }, layout.offset()).unwrap_or_default();
    // Memory has no errors of input and output.
    walk(&mut desk, vec![first]).map_or_else(|_| Vec::new(), |()| desk.journal.into_sorted())
}
