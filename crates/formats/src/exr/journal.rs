//! What the reader of OpenEXR writes down most.

use std::fmt::Display;

use super::{Defect, Flaw, Inside, Rule};
use crate::defect::{Book, Shown, Weight};

/// The defects met so far.
pub(super) type Journal = Book<Defect>;

impl Shown for Defect {
    fn byte(&self) -> u64 {
        self.byte
    }

    /// Readers of OpenEXR refuse whatever breaks it.
    fn weight(&self) -> Weight {
        Weight::Broken
    }
}

impl Journal {
    /// Writes down an attribute or header field that breaks the format.
    pub(super) fn attribute(&mut self, part: Option<u32>, byte: u64, name: &str, problem: Flaw, seen: &dyn Display) {
        let rule = Rule::BadAttribute { name: name.to_owned(), problem, seen: seen.to_string() };
        self.push(Defect { rule, byte, part, chunk: None, lines: None });
    }

    /// Writes down that the file ends inside its header.
    pub(super) fn ends(&mut self, part: Option<u32>, size: u64, inside: Inside) {
        self.push(Defect { rule: Rule::TruncatedHeader { inside }, byte: size, part, chunk: None, lines: None });
    }

    /// Writes down a claim that cannot be, or goes over the budget.
    pub(super) fn oversize(&mut self, part: Option<u32>, byte: u64, field: &str, value: u64, cap: u64) {
        let rule = Rule::Oversize { field: field.to_owned(), value, cap };
        self.push(Defect { rule, byte, part, chunk: None, lines: None });
    }
}
