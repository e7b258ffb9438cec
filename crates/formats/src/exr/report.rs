//! From the fate of each chunk to defects.

use super::bytes::View;
use super::damage::{Assessment, Fate, assess};
use super::journal::Journal;
use super::leader::Map;
use super::{Chunk, Defect, Rule, sound, table};
use crate::Stop;

/// Every chunk whose bytes are whole; writes down what is wrong with the others.
pub(super) fn chunks(view: &mut View, map: &Map, table: &[u64], journal: &mut Journal) -> Result<Vec<Chunk>, Stop> {
    view.stride(view.size().saturating_sub(map.pixels_at) / (table.len() as u64).max(1));
    let beyond = table::beyond_ratio(map, view.size());
    if let Some(chunks) = sound::orderly(view, map, table)? {
        let last = sound::last(&chunks).copied();
        if !matches!(last, Some(last) if sound::hollow(view, map, &last)?) {
            trailing(view.size(), last, journal);
            oversize(map, beyond, journal);
            return Ok(chunks);
        }
    }
    let assessment = assess(view, map, table)?;
    let incomplete = assessment.fates.iter().any(|fate| matches!(fate, Fate::Lost { .. } | Fate::Unwritten(_) | Fate::Torn));
    if beyond.is_some() && (!assessment.honest || !incomplete) {
        oversize(map, beyond, journal);
        if !assessment.honest {
            return Ok(Vec::new());
        }
    }
    let report = Report { map, size: view.size(), table, assessment: &assessment };
    report.write(journal);
    Ok(assessment.fates.iter().filter_map(Fate::chunk).collect())
}

fn oversize(map: &Map, beyond: Option<(u32, u64, u64)>, journal: &mut Journal) {
    if let Some((part, claimed, cap)) = beyond
        && let Some(layout) = map.layouts.get(part as usize)
    {
        let byte = table::attribute_at(layout.part, "dataWindow");
        journal.oversize(map.multi.then_some(part), byte, "dataWindow", claimed, cap);
    }
}

fn trailing(size: u64, last: Option<Chunk>, journal: &mut Journal) {
    let Some(end) = last.map(|chunk| chunk.data_at + chunk.packed).filter(|&end| end < size) else { return };
    journal.push(Defect { rule: Rule::TrailingData { count: size - end }, byte: end, part: None, chunk: None, lines: None });
}

/// What is known of a file's chunks, about to be written down.
struct Report<'a> {
    map: &'a Map<'a>,
    size: u64,
    table: &'a [u64],
    assessment: &'a Assessment,
}

impl Report<'_> {
    fn write(&self, journal: &mut Journal) {
        self.unwritten(journal);
        for problem in ["inside-header", "outside", "overlap", "swapped"] {
            self.entries(problem, journal);
        }
        self.leaders(journal);
        self.truncated(journal);
        self.zeroed(journal);
        let whole: Option<Vec<Chunk>> = self.assessment.fates.iter().map(Fate::chunk).collect();
        if let Some(whole) = whole {
            trailing(self.size, sound::last(&whole).copied(), journal);
        }
    }

    /// Numbers of the chunks with such a fate.
    fn with(&self, wanted: impl Fn(&Fate) -> bool) -> Vec<u64> {
        let fates = self.assessment.fates.iter().enumerate();
        fates.filter(|(_, fate)| wanted(fate)).map(|(number, _)| number as u64).collect()
    }

    /// A defect at `byte` that concerns these chunks, the `first` foremost.
    fn defect(&self, rule: Rule, byte: u64, first: u64, all: &[u64]) -> Defect {
        let place = self.map.layout(first).map(|(part, layout)| (part, (first - layout.first) as u32));
        Defect { rule, byte, part: place.map(|place| place.0), chunk: place.map(|place| place.1), lines: self.lines(first, all) }
    }

    /// First and last full-resolution line that these chunks of the first one's part cover.
    fn lines(&self, first: u64, all: &[u64]) -> Option<[i32; 2]> {
        let (part, _) = self.map.layout(first)?;
        let same = all.iter().filter(|&&number| self.map.layout(number).is_some_and(|(other, _)| other == part));
        let places = same.filter_map(|&number| self.map.place(number)).filter(|place| place.level == [0, 0]);
        places.map(|place| [place.window.min[1], place.window.max[1]]).reduce(|a, b| [a[0].min(b[0]), a[1].max(b[1])])
    }

    fn unwritten(&self, journal: &mut Journal) {
        let all = self.with(|fate| matches!(fate, Fate::Unwritten(_)));
        if let Some(&first) = all.first() {
            let rule = Rule::ZeroOffsets { count: all.len() as u64, of: self.map.total() };
            journal.push(self.defect(rule, self.map.entry_at(first), first, &all));
        }
    }

    fn entries(&self, wanted: &str, journal: &mut Journal) {
        let all = self.with(|fate| matches!(fate, Fate::Entry { problem, .. } if *problem == wanted));
        if let Some(&first) = all.first() {
            let seen = self.table.get(first as usize).copied().unwrap_or_default();
            let rule = Rule::WrongOffset { problem: wanted.to_owned(), seen, count: all.len() as u64 };
            journal.push(self.defect(rule, self.map.entry_at(first), first, &all));
        }
    }

    fn leaders(&self, journal: &mut Journal) {
        for (number, fate) in self.assessment.fates.iter().enumerate() {
            if journal.is_full() {
                return;
            }
            if let Fate::Leader { at, wrong, .. } = *fate {
                let rule = Rule::WrongLeader { field: wrong.field.to_owned(), expected: wrong.expected, seen: wrong.seen };
                journal.push(self.defect(rule, at + wrong.offset, number as u64, &[number as u64]));
            }
        }
    }

    /// Chunks that the end of the file cuts or leaves out.
    fn truncated(&self, journal: &mut Journal) {
        let lost = self.with(|fate| match fate {
            Fate::Lost { .. } => true,
            Fate::Unwritten(None) => self.assessment.cut.is_some(),
            _ => false,
        });
        let Some(&lowest) = lost.first() else { return };
        let places = lost.iter().filter_map(|&number| match self.assessment.fates.get(number as usize) {
            Some(&Fate::Lost { at, end }) => Some((at, end, number)),
            _ => None,
        });
        let walked = self.assessment.cut.map(|(number, at, end)| (at, end, number.unwrap_or(lowest)));
        let Some((at, end, first)) = places.chain(walked.filter(|cut| lost.contains(&cut.2))).min_by_key(|place| place.0) else { return };
        let next = || self.table.iter().copied().filter(|&offset| offset > at).min();
        let expected = end.or_else(next).unwrap_or(at.saturating_add(8)).max(self.size.saturating_add(1));
        let whole = self.with(|fate| fate.chunk().is_some()).len() as u64;
        let rule = Rule::TruncatedPixels { expected, seen: self.size, whole, of: self.map.total() };
        journal.push(self.defect(rule, self.size, first, &lost));
    }

    fn zeroed(&self, journal: &mut Journal) {
        let Some(zeros) = self.assessment.zeros else { return };
        let torn = self.with(|fate| matches!(fate, Fate::Torn));
        let rule = Rule::ZeroedTail { run: self.size - zeros };
        let first = torn.iter().copied().min_by_key(|&number| self.table.get(number as usize).copied().unwrap_or(u64::MAX));
        journal.push(self.defect(rule, zeros, first.unwrap_or(u64::MAX), &torn));
    }
}
