//! JSON lines, the public contract of a comparison: `schema/compare.schema.json`. Members are only ever added.

use std::io::{self, Write};

use etabli_diagnosis::compare::{ChannelChange, Comparison, Unread, Verdict, What};
use etabli_formats::compare::{Changed, Turned};
use etabli_formats::exr::Box2i;
use etabli_scan::{Absent, Differences, Frame, Sequence, Why};
use serde::Serialize;

use super::gathered::Counts;
use crate::{VERSION, unchecked};

/// Number of the contract.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Event<'a> {
    Start {
        schema: u32,
        version: &'static str,
        before: &'a str,
        after: &'a str,
        inside: Option<&'a str>,
    },
    Sequence {
        before: &'a str,
        after: &'a str,
        pairs: u64,
        same: u64,
        inside: u64,
        different: u64,
        unread: u64,
    },
    Frame(Box<FrameEvent<'a>>),
    Absent {
        sequence: &'a str,
        frame: Option<i64>,
        side: &'static str,
        path: &'a str,
        verdict: &'static str,
    },
    Summary {
        verdict: &'static str,
        pairs: u64,
        same: u64,
        inside: u64,
        different: u64,
        unread: u64,
        only_before: u64,
        only_after: u64,
        left_out: u64,
    },
}

#[derive(Serialize)]
struct FrameEvent<'a> {
    sequence: &'a str,
    frame: Option<i64>,
    before: &'a str,
    after: &'a str,
    verdict: &'static str,
    same_bytes: bool,
    pixels: Option<Pixels>,
    channels: Vec<Channel<'a>>,
    removed: &'a [String],
    added: &'a [String],
    headers: Vec<Header<'a>>,
    uncompared: Vec<Uncompared<'a>>,
    unread_before: Option<String>,
    unread_after: Option<String>,
    why: Option<String>,
}

#[derive(Serialize)]
struct Pixels {
    area: u64,
    #[serde(flatten)]
    changed: Place,
    outside: Option<Place>,
    unreadable_before: u64,
    unreadable_after: u64,
    unreadable_pieces: u64,
}

#[derive(Serialize)]
struct Place {
    changed: u64,
    first: Option<[i32; 2]>,
    bbox: Option<[i32; 4]>,
}

#[derive(Serialize)]
struct Channel<'a> {
    name: &'a str,
    layer: &'a str,
    samples: u64,
    differing: u64,
    max: Option<f64>,
    at: Option<[i32; 2]>,
    before: Option<f64>,
    after: Option<f64>,
    mean: f64,
    psnr: Option<f64>,
    nan: Turned,
    infinite: Turned,
    bbox: Option<[i32; 4]>,
}

#[derive(Serialize)]
struct Header<'a> {
    what: What,
    name: &'a str,
    before: Option<&'a str>,
    after: Option<&'a str>,
    counts: bool,
}

#[derive(Serialize)]
struct Uncompared<'a> {
    channel: &'a str,
    why: &'a str,
}

pub(super) fn write(differences: &Differences, out: &mut impl Write) -> io::Result<()> {
    let [before, after] = &differences.roots;
    line(&Event::Start { schema: SCHEMA, version: VERSION, before, after, inside: differences.zone.as_deref() }, out)?;
    for sequence in &differences.sequences {
        events(sequence, differences, out)?;
    }
    let Counts { files: [same, inside, different, unread], absent: [only_before, only_after], .. } = Counts::total(differences);
    let pairs = same + inside + different + unread;
    let left_out = differences.left_out.iter().sum();
    let verdict = word(differences.verdict());
    line(&Event::Summary { verdict, pairs, same, inside, different, unread, only_before, only_after, left_out }, out)
}

fn events(sequence: &Sequence, differences: &Differences, out: &mut impl Write) -> io::Result<()> {
    let [before, after] = &sequence.names;
    let Counts { files: [same, inside, different, unread], .. } = Counts::of(sequence);
    line(&Event::Sequence { before, after, pairs: sequence.frames.len() as u64, same, inside, different, unread }, out)?;
    let name = if before.is_empty() { after } else { before };
    for frame in &sequence.frames {
        line(&Event::Frame(Box::new(event(name, frame, differences))), out)?;
    }
    for (side, list) in ["before", "after"].into_iter().zip(&sequence.absent) {
        for Absent { frame, path, verdict } in list {
            line(&Event::Absent { sequence: name, frame: *frame, side, path, verdict: word(*verdict) }, out)?;
        }
    }
    Ok(())
}

fn line(event: &Event, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, event)?;
    out.write_all(b"\n")
}

fn event<'a>(sequence: &'a str, frame: &'a Frame, differences: &Differences) -> FrameEvent<'a> {
    let comparison = frame.compared.as_deref().ok();
    let is_zoned = differences.zone.is_some();
    let headers = comparison.map_or(&[][..], |one| &one.headers);
    let uncompared = comparison.map_or(&[][..], |one| &one.uncompared);
    let unread = |side: usize| comparison.and_then(|one| one.unread.get(side)?.as_ref()).map(reason);
    FrameEvent {
        sequence,
        frame: frame.frame,
        before: &frame.paths[0],
        after: &frame.paths[1],
        verdict: word(frame.verdict),
        same_bytes: comparison.is_some_and(|one| one.is_same_bytes),
        pixels: comparison.filter(|one| !one.is_same_bytes && one.unread == [None, None]).map(|one| pixels(one, is_zoned)),
        channels: comparison.map_or(&[][..], |one| &one.channels).iter().map(channel).collect(),
        removed: comparison.map_or(&[], |one| &one.removed),
        added: comparison.map_or(&[], |one| &one.added),
        headers: headers
            .iter()
            .map(|change| Header {
                what: change.what,
                name: &change.name,
                before: change.before.as_deref(),
                after: change.after.as_deref(),
                counts: differences.rules.counts(change),
            })
            .collect(),
        uncompared: uncompared.iter().map(|(channel, why)| Uncompared { channel, why }).collect(),
        unread_before: unread(0),
        unread_after: unread(1),
        why: frame.compared.as_ref().err().map(|failure| unchecked::words(&Why::Failed(failure.clone()), etabli_diagnosis::Lang::En)),
    }
}

fn pixels(comparison: &Comparison, is_zoned: bool) -> Pixels {
    Pixels {
        area: comparison.area,
        changed: place(&comparison.changed),
        outside: is_zoned.then(|| place(&comparison.outside)),
        unreadable_before: comparison.alone[0],
        unreadable_after: comparison.alone[1],
        unreadable_pieces: comparison.neither,
    }
}

fn place(changed: &Changed) -> Place {
    Place { changed: changed.pixels, first: changed.first, bbox: changed.bbox.as_ref().map(corners) }
}

fn corners(bbox: &Box2i) -> [i32; 4] {
    let ([x0, y0], [x1, y1]) = (bbox.min, bbox.max);
    [x0, y0, x1, y1]
}

fn channel(change: &ChannelChange) -> Channel<'_> {
    let delta = &change.delta;
    let largest = delta.largest.as_ref();
    Channel {
        name: &change.name,
        layer: change.layer(),
        samples: delta.samples,
        differing: delta.differing,
        max: largest.map(|largest| largest.difference),
        at: largest.map(|largest| largest.pixel),
        before: largest.map(|largest| largest.values[0]),
        after: largest.map(|largest| largest.values[1]),
        mean: delta.mean(),
        psnr: delta.psnr(),
        nan: delta.nan,
        infinite: delta.infinite,
        bbox: delta.bbox.as_ref().map(corners),
    }
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Same => "same",
        Verdict::Inside => "inside",
        Verdict::Different => "different",
        Verdict::Unread => "unread",
    }
}

fn reason(why: &Unread) -> String {
    match why {
        Unread::Empty => "empty".to_owned(),
        Unread::Broken => "broken".to_owned(),
        Unread::Format(name) => name.clone(),
    }
}
