//! What is wrong with the chunks of a file that is not sound, one defect for one cause.

use super::entry::{self, Entries, State};
use super::leader::{Map, Wrong};
use super::walk::{self, Cut, Found, Walk};
use super::{Chunk, Misplaced, sound, tail};
use crate::Stop;
use crate::view::View;

/// Shortest run of zeros that means something.
const RUN: u64 = 8;
/// Most wrong leaders told one by one.
const TOLD: usize = 256;

/// What became of one announced chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Table and leader agree.
    Fine,
    /// The entry is zero.
    Unwritten,
    /// The entry is wrong, in the word of [`Rule::WrongOffset`](super::Rule::WrongOffset).
    Entry(Misplaced),
    /// The leader is wrong.
    Leader,
    /// Its bytes lie past the end of the file, in whole or in part.
    Lost,
    /// Its bytes lie in the zeros at the end.
    Torn,
}

/// A leader with a field that cannot be.
pub(super) struct WrongLeader {
    pub(super) number: u64,
    pub(super) at: u64,
    pub(super) wrong: Wrong,
}

/// Everything known of a file's chunks.
pub(super) struct Assessment {
    /// What became of each chunk, by number.
    pub(super) fates: Vec<Fate>,
    /// Chunks whose bytes are whole, those that were found again included.
    pub(super) chunks: Vec<Chunk>,
    /// The first wrong leaders.
    pub(super) leaders: Vec<WrongLeader>,
    /// The first chunk in the file that its end cuts.
    pub(super) cut: Option<Cut>,
    /// Where the zeros at the end begin, when they cover what cannot be zero.
    pub(super) zeros: Option<u64>,
    /// Whether the first entry leads among the pixels, or nothing was written yet.
    pub(super) honest: bool,
}

/// Judges every chunk of the tables.
pub(super) fn assess(view: &mut View, map: &Map, table: &[u64]) -> Result<Assessment, Stop> {
    let entries = entry::all(view, map, table)?;
    let states = &entries.states;
    let sound = states.iter().all(|state| matches!(state, State::Whole { .. } | State::Cut { .. }));
    let walk = if sound { Walk::default() } else { walk::walk(view, map, states)? };
    let zeros = zeros(view, map, states, &walk)?;
    let honest = states.iter().find(|state| !matches!(state, State::Zero)).is_none_or(|state| !matches!(state, State::Inside));
    let mut judge = Judge::new(map, &entries, &walk, table, view, zeros);
    let mut fates = Vec::with_capacity(states.len());
    for (number, state) in states.iter().enumerate() {
        fates.push(judge.fate(number as u64, state)?);
    }
    let cut = judge.cut.into_iter().chain(walk.cut).min_by_key(|cut| cut.at);
    Ok(Assessment { fates, chunks: judge.chunks, leaders: judge.leaders, cut, zeros, honest })
}

/// Where the zeros at the end begin, if a leader or the end of a stream lies in them.
fn zeros(view: &mut View, map: &Map, states: &[State], walk: &Walk) -> Result<Option<u64>, Stop> {
    let blank = states.iter().filter_map(|state| match *state {
        State::Odd { at, blank: true, .. } => Some(at),
        _ => None,
    });
    let blank = blank.chain(walk.blank).max();
    if blank.is_none() && !hollow_end(view, map, states)? {
        return Ok(None);
    }
    let start = tail::zeros_from(view)?;
    let covers = blank.is_none_or(|at| start <= at);
    Ok((covers && view.size() - start >= RUN).then_some(start))
}

/// Whether the last whole chunk ends in zeros that its codec cannot have written.
fn hollow_end(view: &mut View, map: &Map, states: &[State]) -> Result<bool, Stop> {
    let ends = states.iter().enumerate().filter_map(|(number, state)| state.whole().map(|(at, end)| (end, at, number as u64)));
    match ends.max().and_then(|(end, at, number)| map.chunk(number, at, end)) {
        Some(last) => sound::hollow(view, map, &last),
        None => Ok(false),
    }
}

/// Decides the fate of each chunk.
struct Judge<'a, 'v, 's> {
    map: &'a Map<'a>,
    entries: &'a Entries,
    walk: &'a Walk,
    view: &'v mut View<'s>,
    in_order: Vec<bool>,
    /// Begin and end of every chunk found, in file order.
    spans: Vec<(u64, u64)>,
    zeros: Option<u64>,
    /// Whether the chain of chunks runs to the end of the file, or into it.
    ends_early: bool,
    chunks: Vec<Chunk>,
    leaders: Vec<WrongLeader>,
    cut: Option<Cut>,
}

impl<'a, 'v, 's> Judge<'a, 'v, 's> {
    fn new(map: &'a Map<'a>, entries: &'a Entries, walk: &'a Walk, table: &[u64], view: &'v mut View<'s>, zeros: Option<u64>) -> Self {
        let whole = entries.states.iter().filter_map(State::whole);
        let mut spans: Vec<_> = whole.chain(walk.found().iter().map(|found| (found.at, found.end))).collect();
        spans.sort_unstable();
        let furthest = spans.iter().map(|span| span.1).max().unwrap_or(map.pixels_at);
        let cut = walk.cut.is_some() || entries.states.iter().any(|state| matches!(state, State::Cut { .. }));
        let ends_early = cut || furthest == view.size();
        let in_order = entry::in_order(map, table);
        Self { map, entries, walk, view, in_order, spans, zeros, ends_early, chunks: Vec::new(), leaders: Vec::new(), cut: None }
    }

    fn fate(&mut self, number: u64, state: &State) -> Result<Fate, Stop> {
        let found = self.walk.find(number);
        if self.torn(number, state, found) {
            return Ok(Fate::Torn);
        }
        let fate = match *state {
            State::Whole { at, end } => {
                self.keep(number, at, end);
                return Ok(Fate::Fine);
            }
            State::Cut { at, end } => self.lost(number, at, end),
            State::Outside(at) if found.is_none() && self.ends_early => self.lost(number, at, at),
            State::Odd { at, size_alone, .. } => return self.odd(number, at, size_alone, found),
            State::Zero => Fate::Unwritten,
            State::Inside => Fate::Entry(Misplaced::InsideHeader),
            State::Outside(_) => Fate::Entry(Misplaced::Outside),
        };
        self.keep_found(found);
        Ok(fate)
    }

    fn keep(&mut self, number: u64, at: u64, end: u64) {
        self.chunks.extend(self.map.chunk(number, at, end));
    }

    fn keep_found(&mut self, found: Option<Found>) {
        if let Some(Found { number, at, end }) = found {
            self.keep(number, at, end);
        }
    }

    fn lost(&mut self, number: u64, at: u64, end: u64) -> Fate {
        if self.cut.is_none_or(|cut| at < cut.at) {
            self.cut = Some(Cut { number: Some(number), at, end });
        }
        Fate::Lost
    }

    /// Whether the zeros at the end explain what is wrong with this chunk.
    fn torn(&self, number: u64, state: &State, found: Option<Found>) -> bool {
        let Some(zeros) = self.zeros else { return false };
        match *state {
            State::Whole { end, .. } => end > zeros,
            State::Odd { at, .. } => at >= zeros,
            State::Zero => self.map.entry_at(number) >= zeros || found.is_some_and(|found| found.end > zeros),
            State::Cut { .. } | State::Inside | State::Outside(_) => false,
        }
    }

    /// An entry and a leader disagree: which of the two is wrong?
    fn odd(&mut self, number: u64, at: u64, size_alone: bool, found: Option<Found>) -> Result<Fate, Stop> {
        let Some((leader, wrong)) = self.entries.disagreement(self.view, self.map, number, at)? else { return Ok(Fate::Lost) };
        let elsewhere = found.filter(|found| found.at != at);
        let blamed = if size_alone { None } else { self.blamed(number, at, leader.says.ok(), elsewhere.is_some()) };
        if let Some(problem) = blamed {
            self.keep_found(elsewhere);
            return Ok(Fate::Entry(problem));
        }
        let packed = if size_alone { wrong.expected.and_then(|packed| u64::try_from(packed).ok()) } else { leader.packed.ok() };
        let next = self.spans.get(self.spans.partition_point(|span| span.0 <= at)).map_or(self.view.size(), |span| span.0);
        let end = packed.and_then(|packed| leader.data_at.checked_add(packed));
        if let Some(end) = end.filter(|&end| end <= next.min(self.view.size())) {
            self.keep(number, at, end);
        }
        if self.leaders.len() < TOLD {
            self.leaders.push(WrongLeader { number, at, wrong });
        }
        Ok(Fate::Leader)
    }

    /// What is wrong with the entry of a chunk, when it is the entry and not the leader that it leads to.
    fn blamed(&self, number: u64, at: u64, says: Option<u64>, elsewhere: bool) -> Option<Misplaced> {
        if let Some(other) = says {
            let shared = self.entries.states.get(other as usize).and_then(State::at) == Some(at);
            let swapped = (elsewhere && !self.is_in_order(number)).then_some(Misplaced::Swapped);
            return if shared { Some(Misplaced::Overlap) } else { swapped };
        }
        let before = self.spans.partition_point(|span| span.0 < at).checked_sub(1).and_then(|index| self.spans.get(index));
        let inside = before.is_some_and(|span| span.1 > at);
        if inside { Some(Misplaced::Overlap) } else { elsewhere.then_some(Misplaced::Outside) }
    }

    fn is_in_order(&self, number: u64) -> bool {
        self.map.layout(number).and_then(|(part, _)| self.in_order.get(part as usize).copied()).unwrap_or(false)
    }
}
