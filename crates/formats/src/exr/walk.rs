//! Walking from leader to leader, to find chunks that the table does not give.

use std::collections::BTreeMap;

use super::Chunk;
use super::bytes::View;
use super::entry::State;
use super::leader::Map;
use crate::Stop;

/// What a walk through the file found.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// Whole chunks whose entry does not lead to them, by number.
    pub(super) found: BTreeMap<u64, Chunk>,
    /// The chunk that the end of the file cuts: number when its leader is whole, place, end when known.
    pub(super) cut: Option<(Option<u64>, u64, Option<u64>)>,
    /// A place in the chain where a leader should stand and all its bytes are zero.
    pub(super) blank: Option<u64>,
}

/// Places known from the table, in file order.
struct Known {
    /// Begin and end of whole chunks.
    whole: Vec<(u64, u64)>,
    /// Places to go on from after a gap.
    starts: Vec<u64>,
}

/// Where the walk goes after one place.
enum Next {
    At(u64),
    Gap,
    End,
}

/// Walks from the first pixel byte to the end of the file.
pub(super) fn walk(view: &mut View, map: &Map, states: &[State]) -> Result<Walk, Stop> {
    let mut walk = Walk::default();
    let known = known(states);
    let mut at = map.pixels_at;
    for _ in 0..=states.len().saturating_mul(2) {
        if at >= view.size() {
            break;
        }
        if let Ok(index) = known.whole.binary_search_by_key(&at, |span| span.0) {
            at = known.whole.get(index).map_or(u64::MAX, |span| span.1);
            continue;
        }
        at = match walk.step(view, map, states, &known, at)? {
            Next::At(next) => next,
            Next::Gap => match known.starts.get(known.starts.partition_point(|&start| start <= at)) {
                Some(&start) => start,
                None => break,
            },
            Next::End => break,
        };
    }
    Ok(walk)
}

fn known(states: &[State]) -> Known {
    let mut whole: Vec<_> = states
        .iter()
        .filter_map(|state| match state {
            State::Whole(chunk) => Some((chunk.at, chunk.data_at + chunk.packed)),
            _ => None,
        })
        .collect();
    let mut starts: Vec<_> = states.iter().filter_map(State::at).collect();
    whole.sort_unstable();
    starts.sort_unstable();
    Known { whole, starts }
}

impl Walk {
    fn step(&mut self, view: &mut View, map: &Map, states: &[State], known: &Known, at: u64) -> Result<Next, Stop> {
        let Some(leader) = map.leader(view, at, None)? else {
            self.cut = Some((None, at, None));
            return Ok(Next::End);
        };
        if leader.blank {
            self.blank.get_or_insert(at);
        }
        let Ok(packed) = leader.packed else { return Ok(Next::Gap) };
        let end = leader.data_at.saturating_add(packed);
        let Ok(number) = leader.says else {
            let led_here = known.starts.binary_search(&at).is_ok();
            return Ok(if led_here && end <= view.size() { Next::At(end) } else { Next::Gap });
        };
        if end > view.size() {
            self.cut = Some((Some(number), at, Some(end)));
            return Ok(Next::End);
        }
        let taken = matches!(states.get(number as usize), Some(State::Whole(_))) || self.found.contains_key(&number);
        if !taken && let Some(chunk) = map.chunk(number, at, leader.data_at, packed) {
            self.found.insert(number, chunk);
        }
        Ok(Next::At(end))
    }
}
