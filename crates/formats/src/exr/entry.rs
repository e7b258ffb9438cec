//! What each entry of the chunk tables leads to.

use super::bytes::View;
use super::leader::{Leader, Map, Wrong};
use super::{Chunk, LineOrder};
use crate::Stop;

/// What one entry leads to.
#[derive(Debug, Clone, Copy)]
pub(super) enum State {
    /// A chunk that agrees, with all its bytes.
    Whole(Chunk),
    /// A chunk that agrees and ends past the end of the file; the end is unknown when its leader is cut.
    Cut { at: u64, end: Option<u64> },
    /// The entry is zero.
    Zero,
    /// It points before the pixels.
    Inside,
    /// It points at or past the end of the file.
    Outside(u64),
    /// It points to a leader that disagrees.
    Odd { at: u64, leader: Leader, wrong: Wrong },
}

impl State {
    /// Where a chunk may begin because of this entry.
    pub(super) fn at(&self) -> Option<u64> {
        match self {
            Self::Whole(chunk) => Some(chunk.at),
            Self::Cut { at, .. } | Self::Odd { at, .. } => Some(*at),
            Self::Inside | Self::Outside(_) | Self::Zero => None,
        }
    }

    /// Where the chunk begins whose leader says what the entry says.
    fn anchor(&self, number: u64) -> Option<u64> {
        match self {
            Self::Whole(chunk) => Some(chunk.at),
            Self::Cut { at, .. } => Some(*at),
            Self::Odd { at, leader, .. } if leader.says == Ok(number) => Some(*at),
            _ => None,
        }
    }
}

/// The state of every entry, chunks that run into the next one included.
pub(super) fn all(view: &mut View, map: &Map, table: &[u64]) -> Result<Vec<State>, Stop> {
    let mut states = Vec::with_capacity(table.len().min(4096));
    for (number, &offset) in table.iter().enumerate() {
        states.push(one(view, map, number as u64, offset)?);
    }
    let mut anchors: Vec<u64> = states.iter().enumerate().filter_map(|(number, state)| state.anchor(number as u64)).collect();
    anchors.sort_unstable();
    for (number, state) in states.iter_mut().enumerate() {
        cross(view, map, number as u64, state, &anchors)?;
    }
    Ok(states)
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
    let Some(leader) = map.leader(view, at, Some(number))? else { return Ok(State::Cut { at, end: None }) };
    let wrong = match (leader.says, leader.packed) {
        (Ok(says), _) if says != number => map.mismatch(says, number),
        (Err(wrong), _) | (Ok(_), Err(wrong)) => Some(wrong),
        (Ok(_), Ok(_)) => None,
    };
    if let Some(wrong) = wrong {
        return Ok(State::Odd { at, leader, wrong });
    }
    let packed = leader.packed.unwrap_or_default();
    let end = leader.data_at.saturating_add(packed);
    let whole = map.chunk(number, at, leader.data_at, packed).filter(|_| end <= view.size());
    Ok(whole.map_or(State::Cut { at, end: Some(end) }, State::Whole))
}

/// A size that reaches past the beginning of the next chunk is wrong.
fn cross(view: &mut View, map: &Map, number: u64, state: &mut State, anchors: &[u64]) -> Result<(), Stop> {
    let (at, end) = match *state {
        State::Whole(chunk) => (chunk.at, chunk.data_at + chunk.packed),
        State::Cut { at, end: Some(end) } => (at, end),
        State::Odd { at, leader, wrong } if leader.says == Ok(number) && wrong.field == "size" => (at, u64::MAX),
        _ => return Ok(()),
    };
    let next = anchors.get(anchors.partition_point(|&anchor| anchor <= at)).copied();
    if next.is_none_or(|next| next >= end) && end != u64::MAX {
        return Ok(());
    }
    let Some(leader) = map.leader(view, at, Some(number))? else { return Ok(()) };
    let limit = next.unwrap_or(view.size());
    let mut wrong = match leader.packed {
        Ok(packed) => map.size_field(number, packed),
        Err(wrong) => wrong,
    };
    let room = limit.saturating_sub(leader.data_at) as i64;
    wrong.expected = wrong.expected.or_else(|| map.may_be(number, room).then_some(room));
    *state = State::Odd { at, leader, wrong };
    Ok(())
}

/// Whether each part's table is in the order in which its chunks must have been written, so that a leader that disagrees is itself wrong.
pub(super) fn in_order(map: &Map, table: &[u64]) -> Vec<bool> {
    let ordered = |entries: &[u64], order: LineOrder| match order {
        LineOrder::Increasing => entries.is_sorted_by(|a, b| a < b),
        LineOrder::Decreasing => entries.is_sorted_by(|a, b| a > b),
        LineOrder::Random => false,
    };
    let parts = map.layouts.iter().map(|layout| {
        let first = layout.first as usize;
        let entries = table.get(first..first + layout.grid.count() as usize).unwrap_or_default();
        let written: Vec<u64> = entries.iter().copied().filter(|&offset| offset != 0).collect();
        ordered(&written, layout.part.line_order)
    });
    parts.collect()
}
