//! Frame headers and scan headers (B.2.2, B.2.3).

use super::Rule;
use super::structure::Component;
use super::walk::{Segment, name};
use crate::defect::Journal;
use crate::view::be16;

/// A frame.
#[derive(Debug, Clone, Default)]
pub(super) struct Frame {
    pub(super) precision: u8,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) components: Vec<Component>,
}

/// One component of a scan: its place in the frame, and its tables for DC and AC.
pub(super) type Part = (usize, u8, u8);

/// Reads a frame header; what is wrong goes to the journal.
pub(super) fn frame(segment: Segment, content: &[u8], journal: &mut Journal<Rule>) -> Frame {
    let byte = |at: usize| content.get(at).copied().unwrap_or_default();
    let (height, width) = (be16(content, 1).unwrap_or_default(), be16(content, 3).unwrap_or_default());
    // A field that a short segment lacks has no byte: its size is what is wrong.
    let mut wrong = |at: u64, field: &str, seen: u64| {
        if at >= content.len() as u64 {
            return;
        }
        journal.broken(segment.content_at() + at, Rule::Field { marker: name(segment.marker), field: field.to_owned(), seen });
    };
    let (precision, count) = (byte(0), byte(5));
    let allowed: &[u8] = match segment.marker {
        0xC0 => &[8],
        0xC3 | 0xC7 | 0xCB | 0xCF => &[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
        _ => &[8, 12],
    };
    if !allowed.contains(&precision) {
        wrong(0, "precision", u64::from(precision));
    }
    if width == 0 {
        wrong(3, "width", 0);
    }
    if count == 0 {
        wrong(5, "components", 0);
    }
    let components: Vec<Component> = content.get(6..).unwrap_or_default().chunks_exact(3).take(usize::from(count)).map(component).collect();
    for (number, component) in (0..).zip(&components) {
        if let Some(&seen) = component.sampling.iter().find(|&&factor| !(1..=4).contains(&factor)) {
            wrong(7 + 3 * number, "sampling", u64::from(seen));
        }
    }
    if segment.size != 6 + 3 * u64::from(count) {
        journal.broken(segment.at, Rule::Size { marker: name(segment.marker), seen: segment.size });
    }
    Frame { precision, width: u32::from(width), height: u32::from(height), components }
}

fn component(three: &[u8]) -> Component {
    let [id, factors, table] = three.first_chunk().copied().unwrap_or_default();
    Component { id, sampling: [factors >> 4, factors & 15], table }
}

/// Reads a scan header: the components that it holds. What is wrong goes to the journal.
pub(super) fn scan(segment: Segment, content: &[u8], frame: &Frame, journal: &mut Journal<Rule>) -> Vec<Part> {
    let count = content.first().copied().unwrap_or_default();
    if !(1..=4).contains(&count) || segment.size != 4 + 2 * u64::from(count) {
        journal.broken(segment.at, Rule::Size { marker: name(segment.marker), seen: segment.size });
        return Vec::new();
    }
    let mut parts = Vec::new();
    for (number, two) in (0..).zip(content.get(1..).unwrap_or_default().chunks_exact(2).take(usize::from(count))) {
        let [id, tables] = two.first_chunk().copied().unwrap_or_default();
        if let Some(place) = frame.components.iter().position(|component| component.id == id) {
            parts.push((place, tables >> 4, tables & 15));
        } else {
            let rule = Rule::Field { marker: name(segment.marker), field: "component".to_owned(), seen: u64::from(id) };
            journal.broken(segment.content_at() + 1 + 2 * number, rule);
        }
    }
    parts
}
