//! What breaks a format, with its byte.

use serde::{Deserialize, Serialize};

/// One place where a file departs from its format. `R` is the format's own list of rules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Defect<R> {
    /// The rule it breaks, with what was seen.
    pub rule: R,
    /// Byte where it shows: for a truncated file its end, for a table the first wrong entry, for packed data a byte inside it.
    pub byte: u64,
    /// How much it matters.
    pub weight: Weight,
}

/// How much a defect matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Weight {
    /// The specification is not kept, in a way that many writers have and no reader minds.
    Slight,
    /// The specification is not kept, and readers that are not strict show the right pixels.
    Odd,
    /// Pixels are lost, or readers refuse the file.
    Broken,
}

/// Most defects kept for one file: beyond, a file is not more broken, and a hostile one must not fill memory.
const MOST: usize = 64;

/// Where a reader writes down what it met.
pub(crate) struct Journal<R> {
    defects: Vec<Defect<R>>,
}

impl<R> Default for Journal<R> {
    fn default() -> Self {
        Self { defects: Vec::new() }
    }
}

impl<R> Journal<R> {
    /// Pixels are lost, or readers refuse the file.
    pub(crate) fn broken(&mut self, byte: u64, rule: R) {
        self.push(Defect { rule, byte, weight: Weight::Broken });
    }

    /// Only strict readers mind.
    pub(crate) fn odd(&mut self, byte: u64, rule: R) {
        self.push(Defect { rule, byte, weight: Weight::Odd });
    }

    /// Nobody minds.
    pub(crate) fn slight(&mut self, byte: u64, rule: R) {
        self.push(Defect { rule, byte, weight: Weight::Slight });
    }

    /// Writes a defect down.
    pub(crate) fn push(&mut self, defect: Defect<R>) {
        if self.defects.len() < MOST {
            self.defects.push(defect);
        }
    }

    /// Whether nothing was met.
    pub(crate) fn is_empty(&self) -> bool {
        self.defects.is_empty()
    }

    /// Whether pixels are lost, or readers refuse the file.
    pub(crate) fn is_broken(&self) -> bool {
        self.defects.iter().any(|defect| defect.weight == Weight::Broken)
    }

    /// The defects in file order, the heavier one first where two stand at one byte.
    pub(crate) fn into_sorted(mut self) -> Vec<Defect<R>> {
        self.defects.sort_by_key(|defect| (defect.byte, std::cmp::Reverse(defect.weight)));
        self.defects
    }
}
