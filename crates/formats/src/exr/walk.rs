//! Walking from leader to leader, to find chunks that the table does not give.

use super::entry::State;
use super::leader::Map;
use crate::Stop;
use crate::view::View;

/// Where a chunk was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    pub(super) number: u64,
    pub(super) at: u64,
    pub(super) end: u64,
}

/// A chunk that the end of the file cuts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut {
    /// Its number, when enough of its leader is left.
    pub(super) number: Option<u64>,
    pub(super) at: u64,
    /// Where it should end; `at` when that is not known.
    pub(super) end: u64,
}

/// What a walk through the file found.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// Whole chunks whose entry does not lead to them, by number.
    found: Vec<Found>,
    pub(super) cut: Option<Cut>,
    /// The last place in the chain where a leader should stand and all its bytes are zero.
    pub(super) blank: Option<u64>,
}

/// Places known from the table, in file order.
struct Known {
    /// Begin and end of whole chunks.
    whole: Vec<(u64, u64)>,
    /// Places to go on from after a gap.
    starts: Vec<u64>,
    /// Chunks that need not be looked for any more, by number.
    taken: Vec<bool>,
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
    let mut known = Known::of(states);
    let mut at = map.pixels_at;
    for _ in 0..=states.len().saturating_mul(2) {
        if at >= view.size() {
            break;
        }
        if let Ok(index) = known.whole.binary_search_by_key(&at, |span| span.0) {
            at = known.whole.get(index).map_or(u64::MAX, |span| span.1);
            continue;
        }
        at = match walk.step(view, map, &mut known, at)? {
            Next::At(next) => next,
            Next::Gap => match known.starts.get(known.starts.partition_point(|&start| start <= at)) {
                Some(&start) => start,
                None => break,
            },
            Next::End => break,
        };
    }
    walk.found.sort_unstable();
    Ok(walk)
}

impl Known {
    fn of(states: &[State]) -> Self {
        let mut whole: Vec<_> = states.iter().filter_map(State::whole).collect();
        let mut starts: Vec<_> = states.iter().filter_map(State::at).collect();
        whole.sort_unstable();
        starts.sort_unstable();
        Self { whole, starts, taken: states.iter().map(|state| state.whole().is_some()).collect() }
    }
}

impl Walk {
    /// Whole chunks whose entry does not lead to them, by number.
    pub(super) fn found(&self) -> &[Found] {
        &self.found
    }

    /// Where the chunk of that number was found.
    pub(super) fn find(&self, number: u64) -> Option<Found> {
        let index = self.found.binary_search_by_key(&number, |found| found.number).ok()?;
        self.found.get(index).copied()
    }

    fn step(&mut self, view: &mut View, map: &Map, known: &mut Known, at: u64) -> Result<Next, Stop> {
        let Some(leader) = map.leader(view, at, None)? else {
            self.cut = Some(Cut { number: None, at, end: at });
            return Ok(Next::End);
        };
        if leader.blank {
            self.blank = Some(at);
        }
        let Ok(packed) = leader.packed else { return Ok(Next::Gap) };
        let end = leader.data_at.saturating_add(packed);
        let Ok(number) = leader.says else {
            let led_here = known.starts.binary_search(&at).is_ok();
            return Ok(if led_here && end <= view.size() { Next::At(end) } else { Next::Gap });
        };
        let taken = known.taken.get_mut(number as usize).is_none_or(|taken| std::mem::replace(taken, true));
        if end > view.size() {
            self.cut = (!taken).then_some(Cut { number: Some(number), at, end });
            return Ok(Next::End);
        }
        if !taken {
            self.found.push(Found { number, at, end });
        }
        Ok(Next::At(end))
    }
}
