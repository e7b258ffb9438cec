//! What each entry of the chunk tables leads to.

use super::LineOrder;
use super::leader::{Leader, Map, Wrong};
use crate::Stop;
use crate::view::View;

/// What one entry leads to.
#[derive(Debug, Clone, Copy)]
pub(super) enum State {
    /// A chunk that agrees, with all its bytes.
    Whole { at: u64, end: u64 },
    /// A chunk that agrees and ends past the end of the file; `end` is `at` when even its leader is cut.
    Cut { at: u64, end: u64 },
    /// The entry is zero.
    Zero,
    /// It points before the pixels.
    Inside,
    /// It points at or past the end of the file.
    Outside(u64),
    /// It points to a leader that disagrees: in its size alone, or in what it says to be.
    Odd { at: u64, size_alone: bool, blank: bool },
}

/// All entries, by number.
pub(super) struct Entries {
    pub(super) states: Vec<State>,
    /// Where chunks begin whose leaders say what their entries say, in file order.
    anchors: Vec<u64>,
}

impl State {
    /// Where a chunk may begin because of this entry.
    pub(super) fn at(&self) -> Option<u64> {
        match *self {
            Self::Whole { at, .. } | Self::Cut { at, .. } | Self::Odd { at, .. } => Some(at),
            Self::Inside | Self::Outside(_) | Self::Zero => None,
        }
    }

    /// Begin and end of a whole chunk.
    pub(super) fn whole(&self) -> Option<(u64, u64)> {
        if let Self::Whole { at, end } = *self { Some((at, end)) } else { None }
    }
}

/// The state of every entry, chunks that run into the next one included.
pub(super) fn all(view: &mut View, map: &Map, table: &[u64]) -> Result<Entries, Stop> {
    let mut states = Vec::with_capacity(table.len());
    for (number, &offset) in table.iter().enumerate() {
        states.push(one(view, map, number as u64, offset)?);
    }
    let agrees = |state: &State| !matches!(state, State::Odd { size_alone: false, .. });
    let mut anchors: Vec<u64> = states.iter().filter(|state| agrees(state)).filter_map(State::at).collect();
    anchors.sort_unstable();
    let mut entries = Entries { states, anchors };
    for index in 0..entries.states.len() {
        entries.cross(index);
    }
    Ok(entries)
}

fn one(view: &mut View, map: &Map, number: u64, at: u64) -> Result<State, Stop> {
    if at == 0 {
        return Ok(State::Zero);
    }
    if at < map.pixels_at {
        return Ok(State::Inside);
    }
    if at >= view.size() {
        return Ok(State::Outside(at));
    }
    let Some(leader) = map.leader(view, at, Some(number))? else { return Ok(State::Cut { at, end: at }) };
    let size_alone = leader.says == Ok(number);
    let odd = State::Odd { at, size_alone, blank: leader.blank };
    let Some(packed) = leader.packed.ok().filter(|_| size_alone) else { return Ok(odd) };
    let end = leader.data_at.saturating_add(packed);
    Ok(if end <= view.size() { State::Whole { at, end } } else { State::Cut { at, end } })
}

impl Entries {
    /// A size that reaches past the beginning of the next chunk is wrong.
    fn cross(&mut self, index: usize) {
        let Some(&(State::Whole { at, end } | State::Cut { at, end })) = self.states.get(index) else { return };
        if self.next(at).is_some_and(|next| next < end)
            && let Some(state) = self.states.get_mut(index)
        {
            *state = State::Odd { at, size_alone: true, blank: false };
        }
    }

    /// Where the next chunk begins whose leader agrees.
    fn next(&self, at: u64) -> Option<u64> {
        self.anchors.get(self.anchors.partition_point(|&anchor| anchor <= at)).copied()
    }

    /// The leader at `at`, and the field in which it departs from what chunk `number` must have.
    pub(super) fn disagreement(&self, view: &mut View, map: &Map, number: u64, at: u64) -> Result<Option<(Leader, Wrong)>, Stop> {
        let Some(leader) = map.leader(view, at, Some(number))? else { return Ok(None) };
        let wrong = match (leader.says, leader.packed) {
            (Ok(says), _) if says != number => map.mismatch(says, number),
            (Err(wrong), _) => Some(wrong),
            (Ok(_), packed) => {
                let room = self.next(at).unwrap_or(view.size()).saturating_sub(leader.data_at) as i64;
                let wrong = packed.map_or_else(|wrong| wrong, |packed| map.size_field(number, packed));
                Some(Wrong { expected: wrong.expected.or_else(|| map.may_be(number, room).then_some(room)), ..wrong })
            }
        };
        Ok(wrong.map(|wrong| (leader, wrong)))
    }
}

/// Whether each part's table is in the order in which its chunks must have been written, so that a leader that disagrees is itself wrong.
pub(super) fn in_order(map: &Map, table: &[u64]) -> Vec<bool> {
    let ordered = |entries: &[u64], order: LineOrder| {
        let written = entries.iter().filter(|&&offset| offset != 0);
        match order {
            LineOrder::Increasing => written.is_sorted_by(|a, b| a < b),
            LineOrder::Decreasing => written.is_sorted_by(|a, b| a > b),
            LineOrder::Random => false,
        }
    };
    let parts = map.layouts.iter().map(|layout| {
        let first = layout.first as usize;
        ordered(table.get(first..first + layout.grid.count() as usize).unwrap_or_default(), layout.part.line_order)
    });
    parts.collect()
}
