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
const MOST: usize = 256;

/// What a journal keeps: something that is wrong, with the byte where it shows.
pub(crate) trait Shown {
    /// Byte in the file.
    fn byte(&self) -> u64;
    /// How much it matters.
    fn weight(&self) -> Weight;
}

impl<R> Shown for Defect<R> {
    fn byte(&self) -> u64 {
        self.byte
    }

    fn weight(&self) -> Weight {
        self.weight
    }
}

/// Where a reader writes down what it met.
pub(crate) struct Book<D> {
    defects: Vec<D>,
}

/// The book of a format whose defects stand at a byte and nowhere else.
pub(crate) type Journal<R> = Book<Defect<R>>;

impl<D> Default for Book<D> {
    fn default() -> Self {
        Self { defects: Vec::new() }
    }
}

impl<D: Shown> Book<D> {
    /// Writes a defect down.
    pub(crate) fn push(&mut self, defect: D) {
        if !self.is_full() {
            self.defects.push(defect);
        }
    }

    /// Whether no more are kept.
    pub(crate) fn is_full(&self) -> bool {
        self.defects.len() >= MOST
    }

    /// Whether nothing was met.
    pub(crate) fn is_empty(&self) -> bool {
        self.defects.is_empty()
    }

    /// Whether one of them answers.
    pub(crate) fn any(&self, wanted: impl Fn(&D) -> bool) -> bool {
        self.defects.iter().any(wanted)
    }

    /// Whether pixels are lost, or readers refuse the file.
    pub(crate) fn is_broken(&self) -> bool {
        self.any(|defect| defect.weight() == Weight::Broken)
    }

    /// Puts `cause` in the place of all that shows at its byte or after.
    pub(crate) fn explain(&mut self, cause: D) {
        self.defects.retain(|defect| defect.byte() < cause.byte());
        self.push(cause);
    }

    /// The defects in file order, the heavier one first where two stand at one byte.
    pub(crate) fn into_sorted(mut self) -> Vec<D> {
        self.defects.sort_by_key(|defect| (defect.byte(), std::cmp::Reverse(defect.weight())));
        self.defects
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
}

#[cfg(test)]
mod tests {
    use super::{Defect, Journal, MOST, Weight};

    fn bytes(journal: Journal<char>) -> Vec<(u64, char)> {
        journal.into_sorted().into_iter().map(|defect| (defect.byte, defect.rule)).collect()
    }

    #[test]
    fn a_journal_is_told_in_file_order_the_heavier_first() {
        let mut journal = Journal::default();
        assert!(journal.is_empty() && !journal.is_broken());
        journal.odd(7, 'o');
        journal.slight(3, 's');
        assert!(!journal.is_empty() && !journal.is_broken(), "nobody refuses the file");
        journal.broken(7, 'b');
        assert!(journal.is_broken() && journal.any(|defect| defect.rule == 's') && !journal.any(|defect| defect.rule == 'x'));
        assert_eq!(bytes(journal), [(3, 's'), (7, 'b'), (7, 'o')]);
    }

    #[test]
    fn a_cause_replaces_what_shows_at_its_byte_or_after() {
        let mut journal = Journal::default();
        for byte in 9..12 {
            journal.odd(byte, 'o');
        }
        journal.explain(Defect { rule: 'c', byte: 10, weight: Weight::Broken });
        assert_eq!(bytes(journal), [(9, 'o'), (10, 'c')]);
    }

    #[test]
    fn a_hostile_file_does_not_fill_a_journal() {
        let mut journal = Journal::default();
        for byte in 0..MOST as u64 + 9 {
            assert_eq!(journal.is_full(), byte >= MOST as u64);
            journal.odd(byte, 'o');
        }
        assert_eq!(bytes(journal).last(), Some(&(MOST as u64 - 1, 'o')));
    }
}
