//! Where the reader writes down what it met.

use std::fmt::Display;

use super::{Defect, Flaw, Inside, Rule};

/// Most defects kept for one file: beyond, a file is not more broken, and a hostile one must not fill memory.
const MOST: usize = 256;

/// The defects met so far.
#[derive(Default)]
pub(super) struct Journal {
    defects: Vec<Defect>,
}

impl Journal {
    /// Writes a defect down.
    pub(super) fn push(&mut self, defect: Defect) {
        if !self.is_full() {
            self.defects.push(defect);
        }
    }

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

    /// Whether no more are kept.
    pub(super) fn is_full(&self) -> bool {
        self.defects.len() >= MOST
    }

    /// Whether one of them answers.
    pub(super) fn any(&self, wanted: impl Fn(&Defect) -> bool) -> bool {
        self.defects.iter().any(wanted)
    }

    /// Puts `cause` in the place of all that shows at its byte or after.
    pub(super) fn explain(&mut self, cause: Defect) {
        self.defects.retain(|defect| defect.byte < cause.byte);
        self.push(cause);
    }

    /// The defects in file order.
    pub(super) fn into_sorted(mut self) -> Vec<Defect> {
        self.defects.sort_by_key(|defect| defect.byte);
        self.defects
    }
}
