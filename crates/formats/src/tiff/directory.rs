//! One directory: its entries, where their values stand, and where the next one is.

use super::Rule;
use super::layout::Layout;
use super::tags::{is_unsigned, type_size};
use crate::defect::{Journal, Weight};
use crate::view::View;
use crate::{Source, Stop};

/// Most entries that an honest directory has.
const MOST: u64 = 4096;

/// A directory.
#[derive(Debug, Default)]
pub(super) struct Directory {
    /// Its byte.
    pub(super) at: u64,
    pub(super) entries: Vec<Entry>,
    /// Offset of the next one, 0 when it is the last.
    pub(super) next: u64,
    /// Byte of that offset.
    pub(super) next_at: u64,
}

/// One entry of a directory.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) tag: u16,
    pub(super) kind: u16,
    pub(super) count: u64,
    /// Its byte.
    pub(super) at: u64,
    /// Byte of its first value.
    pub(super) value_at: u64,
    /// Whether all its values lie inside the file.
    pub(super) inside: bool,
}

/// The file, and what is wrong with it so far.
pub(super) struct Desk<'a> {
    pub(super) source: &'a dyn Source,
    pub(super) view: View<'a>,
    pub(super) layout: Layout,
    pub(super) journal: Journal<Rule>,
    /// How much it matters when a directory cannot be read.
    pub(super) weight: Weight,
}

impl Directory {
    pub(super) fn entry(&self, tag: u16) -> Option<Entry> {
        self.entries.iter().find(|entry| entry.tag == tag).copied()
    }
}

impl Desk<'_> {
    /// Reads the directory at `at`; `None` when none can be there.
    pub(super) fn directory(&mut self, at: u64) -> Result<Option<Directory>, Stop> {
        let layout = self.layout;
        let head = self.view.bytes(at, layout.count())?;
        let Some(count) = layout.number(head, 0, layout.count()) else {
            self.unreadable(self.view.size(), Rule::Truncated { expected: at + layout.count() as u64 });
            return Ok(None);
        };
        if count == 0 || count > MOST {
            let problem = if count == 0 { "empty" } else { "many" };
            self.unreadable(at, Rule::Directory { problem: problem.to_owned(), seen: count });
            return Ok(None);
        }
        let first = at + layout.count() as u64;
        let end = first + count * layout.entry() as u64;
        let table = self.source.read_range(first, end - first + layout.offset() as u64)?;
        if (table.len() as u64) < end - first {
            self.unreadable(self.view.size(), Rule::Truncated { expected: end });
            return Ok(None);
        }
        let mut directory = Directory { at, next_at: end, ..Directory::default() };
        directory.next = layout.number(&table, (end - first) as usize, layout.offset()).unwrap_or_default();
        for (number, bytes) in (0..).zip(table.chunks_exact(layout.entry()).take(count as usize)) {
            let entry = self.entry(bytes, first + number * layout.entry() as u64);
            self.check(&directory, entry);
            directory.entries.push(entry);
        }
        Ok(Some(directory))
    }

    fn unreadable(&mut self, byte: u64, rule: Rule) {
        // Metadata without an entry say nothing wrong.
        let nothing = self.weight == Weight::Odd && matches!(&rule, Rule::Directory { seen: 0, .. });
        self.journal.push(super::Defect { rule, byte, weight: if nothing { Weight::Slight } else { self.weight } });
    }

    fn entry(&self, bytes: &[u8], at: u64) -> Entry {
        let layout = self.layout;
        let number = |from: usize, width: usize| layout.number(bytes, from, width).unwrap_or_default();
        let (tag, kind, count) = (number(0, 2) as u16, number(2, 2) as u16, number(4, layout.offset()));
        let inline = at + 4 + layout.offset() as u64;
        let size = count.saturating_mul(type_size(kind).unwrap_or(1));
        let value_at = if size <= layout.offset() as u64 { inline } else { number(4 + layout.offset(), layout.offset()) };
        let inside = value_at.checked_add(size).is_some_and(|end| end <= self.view.size());
        Entry { tag, kind, count, at, value_at, inside }
    }

    /// What is wrong with an entry, whatever its tag. Readers pass over it, but for the tags that they need.
    fn check(&mut self, directory: &Directory, entry: Entry) {
        let last = directory.entries.last().map_or(0, |last| last.tag);
        let (problem, seen) = if type_size(entry.kind).is_none() {
            ("type", u64::from(entry.kind))
        } else if !entry.inside {
            ("outside", entry.value_at)
        } else if entry.count == 0 {
            ("count", 0)
        } else if directory.entry(entry.tag).is_some() {
            ("twice", u64::from(entry.tag))
        } else if entry.tag < last {
            ("order", u64::from(last))
        } else {
            return;
        };
        // Nobody looks metadata up by their order.
        let weight = if self.weight == Weight::Odd && problem == "order" { Weight::Slight } else { Weight::Odd };
        self.journal.push(super::Defect {
            rule: Rule::Entry { tag: entry.tag, problem: problem.to_owned(), seen },
            byte: entry.at,
            weight,
        });
    }

    /// The values of an entry of integers, at most `most` of them, those that the file holds.
    pub(super) fn numbers(&mut self, entry: Entry, most: usize) -> Result<Vec<u64>, Stop> {
        let width = type_size(entry.kind).filter(|_| is_unsigned(entry.kind)).unwrap_or_default() as usize;
        if width == 0 {
            return Ok(Vec::new());
        }
        let count = usize::try_from(entry.count).unwrap_or(usize::MAX).min(most);
        let layout = self.layout;
        let bytes = self.view.bytes(entry.value_at, count * width)?;
        Ok(bytes.chunks_exact(width).filter_map(|one| layout.number(one, 0, width)).collect())
    }

    /// The text of an entry, at most `most` bytes of it.
    pub(super) fn text(&mut self, entry: Entry, most: usize) -> Result<String, Stop> {
        let count = usize::try_from(entry.count).unwrap_or(usize::MAX).min(most);
        let bytes = self.view.bytes(entry.value_at, count)?;
        let end = bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len());
        Ok(String::from_utf8_lossy(bytes.get(..end).unwrap_or_default()).into_owned())
    }

    /// Writes down an entry that no image can do with.
    pub(super) fn wrong(&mut self, at: u64, tag: u16, problem: &str, seen: u64) {
        self.journal.broken(at, Rule::Entry { tag, problem: problem.to_owned(), seen });
    }
}
