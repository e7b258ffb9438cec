//! What is wrong with the chunks of a file that is not sound, one defect for one cause.

use super::bytes::View;
use super::entry::{self, State};
use super::leader::{Map, Wrong};
use super::walk::{self, Walk};
use super::{Chunk, sound, tail};
use crate::Stop;

/// Shortest run of zeros that means something.
const RUN: u64 = 8;

/// What became of one announced chunk.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fate {
    /// Table and leader agree.
    Fine(Chunk),
    /// The entry is zero; the chunk may have been found without it.
    Unwritten(Option<Chunk>),
    /// The entry is wrong.
    Entry { problem: &'static str, chunk: Option<Chunk> },
    /// The leader is wrong.
    Leader { at: u64, wrong: Wrong, chunk: Option<Chunk> },
    /// Its bytes lie past the end of the file, in whole or in part.
    Lost { at: u64, end: Option<u64> },
    /// Its bytes lie in the zeros at the end.
    Torn,
}

impl Fate {
    /// The chunk, when its bytes are known to be whole.
    pub(super) fn chunk(&self) -> Option<Chunk> {
        match *self {
            Self::Fine(chunk) => Some(chunk),
            Self::Unwritten(chunk) | Self::Entry { chunk, .. } | Self::Leader { chunk, .. } => chunk,
            Self::Lost { .. } | Self::Torn => None,
        }
    }
}

/// Everything known of a file's chunks.
pub(super) struct Assessment {
    /// What became of each chunk, by number.
    pub(super) fates: Vec<Fate>,
    /// The chunk that the end of the file cuts, when only its leader tells.
    pub(super) cut: Option<(Option<u64>, u64, Option<u64>)>,
    /// Where the zeros at the end begin, when they cover what cannot be zero.
    pub(super) zeros: Option<u64>,
    /// Whether the first entry leads to what it should, or nothing was written yet.
    pub(super) honest: bool,
}

/// Judges every chunk of the tables.
pub(super) fn assess(view: &mut View, map: &Map, table: &[u64]) -> Result<Assessment, Stop> {
    let states = entry::all(view, map, table)?;
    let sound = states.iter().all(|state| matches!(state, State::Whole(_) | State::Cut { .. }));
    let walk = if sound { Walk::default() } else { walk::walk(view, map, &states)? };
    let zeros = zeros(view, map, &states, &walk)?;
    let honest = states.iter().find(|state| !matches!(state, State::Zero)).is_none_or(|state| !matches!(state, State::Inside));
    let judge = Judge::new(map, &states, &walk, table, view.size(), zeros);
    let fates = states.iter().enumerate().map(|(number, state)| judge.fate(number as u64, state)).collect();
    Ok(Assessment { fates, cut: walk.cut, zeros, honest })
}

/// Where the zeros at the end begin, if a leader or the end of a stream lies in them.
fn zeros(view: &mut View, map: &Map, states: &[State], walk: &Walk) -> Result<Option<u64>, Stop> {
    let blank = states.iter().filter_map(|state| match state {
        State::Odd { at, leader, .. } if leader.blank => Some(*at),
        _ => None,
    });
    let blank = blank.chain(walk.blank).max();
    let whole: Vec<Chunk> = states.iter().filter_map(|state| if let State::Whole(chunk) = state { Some(*chunk) } else { None }).collect();
    let hollow = match sound::last(&whole) {
        Some(last) if blank.is_none() => sound::hollow(view, map, last)?,
        _ => false,
    };
    if blank.is_none() && !hollow {
        return Ok(None);
    }
    let start = tail::zeros_from(view)?;
    let covers = blank.is_none_or(|at| start <= at);
    Ok((covers && view.size() - start >= RUN).then_some(start))
}

/// Decides the fate of each chunk.
struct Judge<'a> {
    map: &'a Map<'a>,
    states: &'a [State],
    walk: &'a Walk,
    in_order: Vec<bool>,
    /// Begin and end of every chunk found, in file order.
    spans: Vec<(u64, u64)>,
    size: u64,
    zeros: Option<u64>,
    /// Whether the chain of chunks runs to the end of the file, or into it.
    ends_early: bool,
}

impl<'a> Judge<'a> {
    fn new(map: &'a Map<'a>, states: &'a [State], walk: &'a Walk, table: &[u64], size: u64, zeros: Option<u64>) -> Self {
        let whole = states.iter().filter_map(|state| if let State::Whole(chunk) = state { Some(chunk) } else { None });
        let mut spans: Vec<_> = whole.chain(walk.found.values()).map(|chunk| (chunk.at, chunk.data_at + chunk.packed)).collect();
        spans.sort_unstable();
        let furthest = spans.iter().map(|span| span.1).max().unwrap_or(map.pixels_at);
        let cut = walk.cut.is_some() || states.iter().any(|state| matches!(state, State::Cut { .. }));
        Self { map, states, walk, in_order: entry::in_order(map, table), spans, size, zeros, ends_early: cut || furthest == size }
    }

    fn fate(&self, number: u64, state: &State) -> Fate {
        let found = self.walk.found.get(&number).copied();
        if self.torn(number, state, found) {
            return Fate::Torn;
        }
        match *state {
            State::Whole(chunk) => Fate::Fine(chunk),
            State::Cut { at, end } => Fate::Lost { at, end },
            State::Zero => Fate::Unwritten(found),
            State::Inside => Fate::Entry { problem: "inside-header", chunk: found },
            State::Outside(at) if found.is_none() && self.ends_early => Fate::Lost { at, end: None },
            State::Outside(_) => Fate::Entry { problem: "outside", chunk: found },
            State::Odd { at, wrong, .. } => self.odd(number, at, wrong, found),
        }
    }

    /// Whether the zeros at the end explain what is wrong with this chunk.
    fn torn(&self, number: u64, state: &State, found: Option<Chunk>) -> bool {
        let Some(zeros) = self.zeros else { return false };
        match *state {
            State::Whole(chunk) => chunk.data_at + chunk.packed > zeros,
            State::Odd { at, .. } => at >= zeros,
            State::Zero => self.map.entry_at(number) >= zeros || found.is_some_and(|chunk| chunk.data_at + chunk.packed > zeros),
            State::Cut { .. } | State::Inside | State::Outside(_) => false,
        }
    }

    /// An entry and a leader disagree: which of the two is wrong?
    fn odd(&self, number: u64, at: u64, wrong: Wrong, found: Option<Chunk>) -> Fate {
        let says = match self.states.get(number as usize) {
            Some(State::Odd { leader, .. }) => leader.says.ok(),
            _ => None,
        };
        let own = || self.own(number, at, wrong);
        if says == Some(number) {
            return Fate::Leader { at, wrong, chunk: own() };
        }
        let elsewhere = found.filter(|chunk| chunk.at != at);
        if let Some(other) = says {
            let shared = self.states.get(other as usize).and_then(State::at) == Some(at);
            if shared {
                return Fate::Entry { problem: "overlap", chunk: elsewhere };
            }
            if elsewhere.is_some() && !self.is_in_order(number) {
                return Fate::Entry { problem: "swapped", chunk: elsewhere };
            }
            return Fate::Leader { at, wrong, chunk: own() };
        }
        let before = self.spans.partition_point(|span| span.0 < at).checked_sub(1).and_then(|index| self.spans.get(index));
        let inside = before.is_some_and(|span| span.1 > at);
        match (inside, elsewhere) {
            (true, _) => Fate::Entry { problem: "overlap", chunk: elsewhere },
            (false, Some(_)) => Fate::Entry { problem: "outside", chunk: elsewhere },
            (false, None) => Fate::Leader { at, wrong, chunk: own() },
        }
    }

    fn is_in_order(&self, number: u64) -> bool {
        self.map.layout(number).and_then(|(part, _)| self.in_order.get(part as usize).copied()).unwrap_or(false)
    }

    /// The chunk at its own place in spite of its leader, when its size can be trusted or is known.
    fn own(&self, number: u64, at: u64, wrong: Wrong) -> Option<Chunk> {
        let Some(State::Odd { leader, .. }) = self.states.get(number as usize) else { return None };
        let packed = if wrong.field == "size" { u64::try_from(wrong.expected?).ok()? } else { leader.packed.ok()? };
        let end = leader.data_at.checked_add(packed)?;
        let next = self.spans.get(self.spans.partition_point(|span| span.0 <= at)).map_or(self.size, |span| span.0);
        (end <= next.min(self.size)).then(|| self.map.chunk(number, at, leader.data_at, packed)).flatten()
    }
}
