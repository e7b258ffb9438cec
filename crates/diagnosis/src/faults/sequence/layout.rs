//! Channels and encoding of the frames of a sequence.

use std::rc::Rc;

use etabli_formats::exr::SampleType;

use super::majority::{Judged, headers};
use crate::{Context, Picture, Series};

/// A channel of a frame, in the file's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Named<'a> {
    /// Name of its part, empty when it has none.
    pub(super) part: &'a str,
    /// Full name.
    pub(super) name: &'a str,
    /// Number of its part.
    pub(super) number: u32,
}

impl<'a> Named<'a> {
    /// What makes two channels the same one: parts are known by their names, not their order.
    pub(super) fn key(&self) -> (&'a str, &'a str) {
        (self.part, self.name)
    }
}

/// Every channel of a frame with the type of its samples, sorted by part and name.
pub(super) type Channels<'a> = Vec<(Named<'a>, SampleType)>;

/// The channels of one frame.
pub(super) fn channels<'a>(picture: &Picture<'a>) -> Channels<'a> {
    let all = picture.parts().zip(0..).flat_map(|(part, number)| {
        part.channels.iter().map(move |channel| (Named { part: part.name, name: &channel.name, number }, channel.kind))
    });
    let mut channels: Vec<_> = all.collect();
    channels.sort_by_key(|(channel, _)| *channel);
    channels
}

/// The channels of every frame. Frames whose headers say the same, as nearly all do, share one list.
pub(super) fn channels_of<'a>(series: &'a Series, context: &Context<'a>) -> Vec<Judged<Rc<Channels<'a>>>> {
    let mut frames: Vec<Judged<Rc<Channels>>> = Vec::with_capacity(series.frames.len());
    let mut before: Option<Picture> = None;
    for (frame, index, picture) in headers(series, context) {
        let shared = frames.last().filter(|_| before.is_some_and(|before| is_written_alike(&before, &picture)));
        let key = shared.map_or_else(|| Rc::new(channels(&picture)), |shared| Rc::clone(&shared.key));
        frames.push(Judged { frame, index, key });
        before = Some(picture);
    }
    frames
}

/// What follows from the channels of each frame, made once where frames share them.
pub(super) fn along<'a, T>(frames: &[Judged<Rc<Channels<'a>>>], make: impl Fn(&Channels<'a>) -> T) -> Vec<Rc<T>> {
    let mut made: Vec<Rc<T>> = Vec::with_capacity(frames.len());
    let mut before: Option<&Rc<Channels>> = None;
    for frame in frames {
        let shared = made.last().filter(|_| before.is_some_and(|before| Rc::ptr_eq(before, &frame.key))).cloned();
        made.push(shared.unwrap_or_else(|| Rc::new(make(&frame.key))));
        before = Some(&frame.key);
    }
    made
}

fn is_written_alike(one: &Picture, two: &Picture) -> bool {
    let mut pairs = one.parts().zip(two.parts());
    one.is(two) || one.parts().count() == two.parts().count() && pairs.all(|(a, b)| a.name == b.name && a.channels == b.channels)
}

/// The compression of every part, in the order of their names.
pub(super) fn compressions<'a>(picture: &Picture<'a>) -> Vec<&'a str> {
    let mut parts: Vec<(&str, &str)> = picture.parts().map(|part| (part.name, part.compression)).collect();
    parts.sort_by_key(|(name, _)| *name);
    parts.into_iter().map(|(_, compression)| compression).collect()
}
