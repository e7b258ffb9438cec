//! From the fate of each chunk to defects.

use super::damage::{Assessment, Fate, WrongLeader, assess};
use super::journal::Journal;
use super::leader::Map;
use super::{Chunk, Defect, Misplaced, Rule, sound, table};
use crate::Stop;
use crate::view::View;

/// Every chunk whose bytes are whole; writes down what is wrong with the others.
pub(super) fn chunks(view: &mut View, map: &Map, table: &[u64], journal: &mut Journal) -> Result<Vec<Chunk>, Stop> {
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
    let incomplete = assessment.fates.iter().any(|fate| matches!(fate, Fate::Lost | Fate::Unwritten | Fate::Torn));
    if beyond.is_some() && (!assessment.honest || !incomplete) {
        oversize(map, beyond, journal);
        if !assessment.honest {
            return Ok(Vec::new());
        }
    }
    let report = Report { map, size: view.size(), table, assessment: &assessment };
    report.write(journal);
    Ok(assessment.chunks)
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
        for problem in [Misplaced::InsideHeader, Misplaced::Outside, Misplaced::Overlap, Misplaced::Swapped] {
            self.entries(problem, journal);
        }
        self.leaders(journal);
        self.truncated(journal);
        self.zeroed(journal);
        if self.assessment.chunks.len() == self.assessment.fates.len() {
            trailing(self.size, sound::last(&self.assessment.chunks).copied(), journal);
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
        let all = self.with(|fate| *fate == Fate::Unwritten);
        if let Some(&first) = all.first() {
            let rule = Rule::ZeroOffsets { count: all.len() as u64, of: self.map.total() };
            journal.push(self.defect(rule, self.map.entry_at(first), first, &all));
        }
    }

    fn entries(&self, wanted: Misplaced, journal: &mut Journal) {
        let all = self.with(|fate| matches!(fate, Fate::Entry(problem) if *problem == wanted));
        if let Some(&first) = all.first() {
            let seen = self.table.get(first as usize).copied().unwrap_or_default();
            let rule = Rule::WrongOffset { problem: wanted, seen, count: all.len() as u64 };
            journal.push(self.defect(rule, self.map.entry_at(first), first, &all));
        }
    }

    fn leaders(&self, journal: &mut Journal) {
        for WrongLeader { number, at, wrong } in &self.assessment.leaders {
            let rule = Rule::WrongLeader { field: wrong.field, expected: wrong.expected, seen: wrong.seen };
            journal.push(self.defect(rule, at + wrong.offset, *number, &[*number]));
        }
    }

    /// Chunks that the end of the file cuts or leaves out.
    fn truncated(&self, journal: &mut Journal) {
        let Some(cut) = self.assessment.cut else { return };
        let whole = |number: u64| self.assessment.chunks.binary_search_by_key(&Some(number), |chunk| self.number(chunk)).is_ok();
        let mut lost = self.with(|fate| matches!(fate, Fate::Lost | Fate::Unwritten));
        lost.retain(|&number| !whole(number));
        let Some(first) = cut.number.or(lost.first().copied()).filter(|number| lost.binary_search(number).is_ok()) else { return };
        let next = || self.table.iter().copied().filter(|&offset| offset > cut.at).min();
        let known = (cut.end > cut.at).then_some(cut.end);
        let expected = known.or_else(next).unwrap_or(cut.at.saturating_add(8)).max(self.size.saturating_add(1));
        let whole = self.assessment.chunks.len() as u64;
        let rule = Rule::TruncatedPixels { expected, seen: self.size, whole, of: self.map.total() };
        journal.push(self.defect(rule, self.size, first, &lost));
    }

    /// Number of a chunk through all parts.
    fn number(&self, chunk: &Chunk) -> Option<u64> {
        self.map.layouts.get(chunk.part as usize).map(|layout| layout.first + u64::from(chunk.index))
    }

    fn zeroed(&self, journal: &mut Journal) {
        let Some(zeros) = self.assessment.zeros else { return };
        let torn = self.with(|fate| *fate == Fate::Torn);
        let rule = Rule::ZeroedTail { run: self.size - zeros };
        let first = torn.iter().copied().min_by_key(|&number| self.table.get(number as usize).copied().unwrap_or(u64::MAX));
        journal.push(self.defect(rule, zeros, first.unwrap_or(u64::MAX), &torn));
    }
}
