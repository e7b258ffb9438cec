//! One file on the desk: its bytes, its size, and what was met.

use super::{Rule, Structure};
use crate::defect::Journal;
use crate::view::zeros;
use crate::{Budget, Exceeded, Format, Source, Stop};

/// A file that is being read.
pub(super) struct Sheet<'a> {
    pub(super) source: &'a dyn Source,
    pub(super) budget: &'a Budget,
    pub(super) size: u64,
    pub(super) journal: Journal<Rule>,
    pub(super) width: u32,
    pub(super) height: u32,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(source: &'a dyn Source, budget: &'a Budget) -> Self {
        Self { source, budget, size: source.size(), journal: Journal::default(), width: 0, height: 0 }
    }

    /// Whether the file is nothing but zeros: then that is said.
    pub(super) fn is_blank(&mut self) -> Result<bool, Stop> {
        let blank = zeros(self.source, 0)?;
        if let Some((byte, run)) = blank {
            self.journal.broken(byte, Rule::Zeros { run });
        }
        Ok(blank.is_some())
    }

    /// Whether the file begins as its format does; else that is said.
    pub(super) fn begins(&mut self, format: Format) -> Result<bool, Stop> {
        let head = self.bytes(0, Format::PROBE as u64)?;
        let begins = Format::of(&head) == Some(format);
        if !begins {
            self.journal.broken(0, Rule::Signature { seen: head });
        }
        Ok(begins)
    }

    pub(super) fn finish(self, format: Format) -> Structure {
        Structure { format, width: self.width, height: self.height, defects: self.journal.into_sorted() }
    }

    /// The bytes at a place, fewer at the end of the file; at most [`Budget::header`] of them.
    pub(super) fn bytes(&self, at: u64, count: u64) -> Result<Vec<u8>, Stop> {
        self.source.read_range(at, count.min(self.budget.header))
    }

    /// The header of a format; the file is cut when it has fewer bytes.
    pub(super) fn header(&mut self, count: u64) -> Result<Option<Vec<u8>>, Stop> {
        let bytes = self.bytes(0, count)?;
        if (bytes.len() as u64) < count {
            self.cut("header", count);
            return Ok(None);
        }
        Ok(Some(bytes))
    }

    /// All bytes of the file.
    pub(super) fn all(&self) -> Result<Vec<u8>, Stop> {
        if self.size > self.budget.chunk {
            return Err(Stop::Budget(Exceeded { what: "file", asked: self.size, cap: self.budget.chunk }));
        }
        self.source.read_range(0, self.size)
    }

    /// The file ends before what it announces.
    pub(super) fn cut(&mut self, inside: &str, expected: u64) {
        self.journal.broken(self.size, Rule::Truncated { inside: inside.to_owned(), expected });
    }

    /// A field with a value that no reader can follow.
    pub(super) fn field(&mut self, at: u64, field: &str, seen: impl Into<i64>) {
        self.journal.broken(at.min(self.size), Rule::Field { field: field.to_owned(), seen: seen.into() });
    }

    /// A field with a value that strict readers refuse.
    pub(super) fn odd(&mut self, at: u64, field: &str, seen: impl Into<i64>) {
        self.journal.odd(at.min(self.size), Rule::Field { field: field.to_owned(), seen: seen.into() });
    }

    pub(super) fn outside(&mut self, at: u64, what: &str, seen: u64, most: u64) {
        self.journal.broken(at.min(self.size), Rule::Outside { what: what.to_owned(), seen, most });
    }

    pub(super) fn run(&mut self, at: u64, line: u64, problem: &str) {
        self.journal.broken(at.min(self.size), Rule::Run { line, problem: problem.to_owned() });
    }

    pub(super) fn metadata(&mut self, at: u64, kind: &str, problem: &str) {
        self.journal.odd(at.min(self.size), Rule::Metadata { kind: kind.to_owned(), problem: problem.to_owned() });
    }

    /// The size of the picture, at the byte of its width; whether it can be.
    pub(super) fn picture(&mut self, at: u64, width: u64, height: u64) -> bool {
        self.width = u32::try_from(width).unwrap_or(u32::MAX);
        self.height = u32::try_from(height).unwrap_or(u32::MAX);
        for (name, size) in [("width", width), ("height", height)] {
            if size == 0 || size > u64::from(u32::MAX) {
                self.field(at, name, size as i64);
                return false;
            }
        }
        true
    }

    /// Whether `value` bytes of pixels could come out of the file when a byte gives at most `ratio`; else that is said.
    pub(super) fn holds(&mut self, at: u64, value: u64, ratio: u64) -> bool {
        let cap = self.size.saturating_mul(ratio).min(self.budget.pixels);
        if value > cap {
            self.journal.broken(at.min(self.size), Rule::Oversize { value, cap });
        }
        value <= cap
    }

    /// Pixels that are not packed: `value` bytes from `first` on, with the claim at `at`.
    pub(super) fn plain(&mut self, at: u64, first: u64, value: u64) {
        // What is cut is cut; what never was there is a claim.
        if self.holds(at, value, 64) && first.saturating_add(value) > self.size {
            self.cut("pixels", first.saturating_add(value));
        }
    }
}
