//! Differences gathered line by line.

use super::delta::ChannelDelta;
use super::heat::Heat;
use super::mask::Mask;
use super::{Compared, Plan, measure};
use crate::exr::{Beside, Box2i, SampleType};
use crate::pixels::{Line, judged};

/// Samples of one channel as they are stored.
pub(super) type Run<'a> = (SampleType, &'a [u8]);

/// What was found so far, with the buffers that it takes.
pub(super) struct Tally<'p> {
    plan: &'p Plan,
    window: Box2i,
    /// The pairs of the parts that are compared now: place in the plan, channel before, channel after.
    now: Vec<(usize, [u32; 2])>,
    channels: Vec<ChannelDelta>,
    mask: Mask,
    heat: Option<Heat>,
    alone: [u64; 2],
    neither: u64,
    values: [Vec<f32>; 2],
    /// Differences of one channel, and the largest of all channels, in the line at hand.
    excess: Vec<f32>,
    worst: Vec<f32>,
}

impl<'p> Tally<'p> {
    /// Nothing found yet within a window.
    pub(super) fn new(plan: &'p Plan, window: Box2i) -> Self {
        Self {
            plan,
            window,
            now: Vec::new(),
            channels: vec![ChannelDelta::default(); plan.pairs.len()],
            mask: Mask::new(window.min[0]),
            heat: None,
            alone: [0; 2],
            neither: 0,
            values: Default::default(),
            excess: Vec::new(),
            worst: Vec::new(),
        }
    }

    /// From here on lines of these parts come.
    pub(super) fn turn_to(&mut self, parts: [u32; 2]) {
        let pairs = self.plan.pairs.iter().enumerate().filter(|(_, pair)| pair.map(|(part, _)| part) == parts);
        self.now = pairs.map(|(place, pair)| (place, pair.map(|(_, channel)| channel))).collect();
    }

    /// The channels that are compared now, before or after.
    pub(super) fn channels(&self, side: usize) -> Vec<u32> {
        self.now.iter().filter_map(|(_, pair)| pair.get(side).copied()).collect()
    }

    /// Takes what two parts of one layout hold at one place.
    pub(super) fn beside(&mut self, beside: &Beside) {
        match beside {
            Beside::Same(window) => self.same(window.width().saturating_mul(window.height())),
            Beside::Lines(before, after) => self.lines(before, after),
            Beside::Alone(side, window) => self.alone(*side, window),
            Beside::Neither => self.neither += 1,
        }
    }

    fn same(&mut self, pixels: u64) {
        for (place, _) in &self.now {
            if let Some(delta) = self.channels.get_mut(*place) {
                delta.samples += pixels;
            }
        }
    }

    fn lines(&mut self, before: &Line, after: &Line) {
        if before.bytes == after.bytes && before.channels == after.channels {
            return self.same(before.width as u64);
        }
        for index in 0..self.now.len() {
            let Some(&(_, [a, b])) = self.now.get(index) else { continue };
            if let (Some(a), Some(b)) = (before.run(a), after.run(b)) {
                self.run(index, before.at, a, b);
            }
        }
        self.end(before.at);
    }

    /// Compares two runs of the `index`th pair of the parts at hand, from a pixel on.
    pub(super) fn run(&mut self, index: usize, at: [i32; 2], before: Run, after: Run) {
        let place = self.now.get(index).map_or(usize::MAX, |(place, _)| *place);
        let Self { plan, channels, values: [a, b], excess, worst, .. } = self;
        let Some(delta) = channels.get_mut(place) else { return };
        delta.samples += before.1.len() as u64 / before.0.bytes();
        if before == after {
            return;
        }
        let tolerance = plan.tolerance;
        if before.0 == SampleType::Uint && after.0 == SampleType::Uint {
            measure::uints(delta, at, before.1, after.1, tolerance, excess);
        } else {
            measure::run(delta, at, judged(before.0, before.1, a), judged(after.0, after.1, b), tolerance, excess);
        }
        if worst.len() < excess.len() {
            worst.resize(excess.len(), 0.0);
        }
        worst.iter_mut().zip(excess).for_each(|(worst, one)| *worst = if *one > *worst { *one } else { *worst });
    }

    /// Ends the runs that begin at a pixel.
    pub(super) fn end(&mut self, at: [i32; 2]) {
        if self.worst.iter().any(|worst| *worst > 0.0) {
            let worst = std::mem::take(&mut self.worst);
            self.changed(at, worst.iter().copied());
            self.worst = worst;
        }
        self.worst.clear();
    }

    /// Marks the pixels of a window that only one side has (0 before, 1 after).
    pub(super) fn alone(&mut self, side: usize, window: &Box2i) {
        let width = usize::try_from(window.width()).unwrap_or(0);
        // What only the first side has is missing on the second.
        if let Some(count) = self.alone.get_mut(1 - side.min(1)) {
            *count += window.width().saturating_mul(window.height());
        }
        for y in window.min[1]..=window.max[1] {
            self.changed([window.min[0], y], std::iter::repeat_n(f32::INFINITY, width));
        }
    }

    fn changed(&mut self, at: [i32; 2], worst: impl Iterator<Item = f32> + Clone) {
        self.mask.mark(at, worst.clone().map(|worst| worst > 0.0));
        let wanted = || self.plan.heat.and_then(|most| Heat::new(self.window, most));
        if self.heat.is_none() {
            self.heat = wanted();
        }
        if let Some(heat) = &mut self.heat {
            heat.add(at, worst);
        }
    }

    /// What was found.
    pub(super) fn finish(self) -> Compared {
        Compared {
            changed: self.mask.changed(&[]),
            outside: self.mask.changed(self.plan.inside.as_deref().unwrap_or_default()),
            channels: self.channels,
            alone: [self.alone[0], self.alone[1]],
            neither: self.neither,
            heat: self.heat,
        }
    }
}
