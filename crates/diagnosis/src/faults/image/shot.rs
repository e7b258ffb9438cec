//! A frame sequence seen as pictures: the main layer of each frame that was read whole.

use std::collections::HashMap;

use etabli_formats::exr::{Box2i, ChannelStats};

use crate::layers::{Layer, main};
use crate::{Context, File, Picture, Series};

/// One frame and its main picture.
#[derive(Debug, Clone)]
pub(super) struct Still<'a> {
    pub(super) frame: i64,
    pub(super) file: &'a File,
    pub(super) picture: Picture<'a>,
    /// The colour channels of the main picture.
    pub(super) colour: Layer,
    /// Its alpha, when it has one.
    pub(super) alpha: Option<Layer>,
}

/// The stills of a sequence, in frame order. Frames that are damaged or unread are left out; of pictures made to be shown, which
/// people number for many reasons, those of another size than most are.
pub(super) fn stills<'a>(series: &'a Series, context: &Context<'a>) -> Vec<Still<'a>> {
    let known = series.pictures(context.folder);
    let mut stills: Vec<Still> = known.filter_map(|(frame, file, picture)| Still::of(frame, file, picture, context)).collect();
    if stills.iter().any(Still::is_display) {
        let mut counts: HashMap<[i32; 2], usize> = HashMap::new();
        for still in &stills {
            *counts.entry(still.window().max).or_default() += 1;
        }
        let half = stills.len() / 2;
        stills.retain(|still| counts.get(&still.window().max).is_some_and(|count| *count > half));
    }
    stills
}

impl<'a> Still<'a> {
    /// One image by itself.
    pub(super) fn alone(file: &'a File, picture: Picture<'a>, context: &Context) -> Option<Self> {
        Self::of(context.folder.place(file.index).map_or(0, |(_, frame)| frame), file, picture, context)
    }

    fn of(frame: i64, file: &'a File, picture: Picture<'a>, context: &Context) -> Option<Self> {
        let (colour, alpha) = main(&picture, &context.roles).filter(|_| picture.is_read())?;
        let still = Self { frame, file, picture, colour, alpha };
        let read = still.stats().next().is_some() && still.stats().all(|s| s.samples > 0);
        read.then_some(still)
    }

    /// Statistics of its colour channels.
    pub(super) fn stats(&self) -> impl Iterator<Item = &'a ChannelStats> {
        let (picture, part) = (self.picture, self.colour.part);
        self.colour.channels.clone().into_iter().filter_map(move |c| picture.stats(part, c))
    }

    /// Its values are made to be shown: black, white and flat areas are nothing unusual there.
    pub(super) fn is_display(&self) -> bool {
        self.picture.is_display()
    }

    /// Every colour sample is zero.
    pub(super) fn is_black(&self) -> bool {
        self.stats().all(|s| s.min == 0.0 && s.max == 0.0)
    }

    /// Every colour channel has one value everywhere.
    pub(super) fn is_constant(&self) -> bool {
        self.stats().all(|s| s.min >= s.max)
    }

    /// Quantiles of the picture: those of its colour channels, averaged.
    pub(super) fn levels(&self) -> Option<[f64; 7]> {
        let each: Vec<[f32; 7]> = self.stats().map(|s| s.quantiles).collect::<Option<_>>()?;
        let mut mean = [0.0; 7];
        for quantiles in &each {
            for (sum, value) in mean.iter_mut().zip(quantiles) {
                *sum += f64::from(*value) / each.len() as f64;
            }
        }
        Some(mean)
    }

    /// The window that its pixels fill.
    pub(super) fn window(&self) -> Box2i {
        self.picture.part(self.colour.part).map_or_else(Box2i::default, |part| part.data_window)
    }
}
