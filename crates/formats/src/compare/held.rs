//! Two pictures of different layouts: some lines of the first are held while those of the second go by.

use super::side::Side;
use super::tally::{Run, Tally};
use crate::exr::{Box2i, SampleType, Scratch};
use crate::pixels::{Line, Lines};
use crate::{Budget, Exceeded, Stop};

/// Lines of a band: a multiple of what every codec packs together.
const BAND: u64 = 256;
/// Bytes of a pixel beside its samples.
const MARKS: u64 = 2;

/// Some lines of the first picture.
struct Held {
    /// Pixels that are held: the data window's columns, the band's lines.
    window: Box2i,
    planes: Vec<Plane>,
    /// Whether a pixel could be read before, and whether it was met after.
    seen: Vec<bool>,
    met: Vec<bool>,
}

struct Plane {
    kind: SampleType,
    bytes: Vec<u8>,
}

/// What the other side has for a pixel.
#[derive(Clone, Copy, PartialEq, Eq)]
enum There {
    /// A pixel that could be read.
    Seen,
    /// A pixel that could not.
    Lost,
    /// Nothing: it is outside the data window.
    Outside,
}

/// Compares two parts, band by band.
pub(super) fn compare(
    before: &Side,
    after: &Side,
    parts: [u32; 2],
    budget: &Budget,
    scratch: &mut [Scratch; 2],
    tally: &mut Tally,
) -> Result<(), Stop> {
    let [Some(window), Some(other)] = [before.window_of(parts[0]), after.window_of(parts[1])] else { return Ok(()) };
    let area = |window: &Box2i| window.width().saturating_mul(window.height());
    if area(&window) > before.held(budget) || area(&other) > after.held(budget) {
        return Ok(());
    }
    let whole = window.joined(&other);
    let lines = lines_at_once(&window, tally.channels(0).len() as u64, budget)?;
    let mut first = i64::from(whole.min[1]);
    while first <= i64::from(whole.max[1]) {
        let last = (first + lines - 1).min(whole.max[1].into());
        let band = Box2i { min: [whole.min[0], first as i32], max: [whole.max[0], last as i32] };
        let [one, two] = &mut *scratch;
        let mut held = Held::new(&window, &band, tally.channels(0).len());
        before.lines(budget, one, &mut |lines| held.fill(lines, parts[0], &tally.channels(0), &band))?;
        after.lines(budget, two, &mut |lines| held.pass(lines, parts[1], &band, tally))?;
        held.rest(&other, tally);
        first = last + 1;
    }
    Ok(())
}

/// Lines that the budget holds at once.
fn lines_at_once(window: &Box2i, channels: u64, budget: &Budget) -> Result<i64, Stop> {
    let line = window.width().saturating_mul(channels.saturating_mul(4) + MARKS).max(1);
    let asked = line.saturating_mul(BAND);
    if asked > budget.chunk {
        return Err(Stop::Budget(Exceeded { what: "lines", asked, cap: budget.chunk }));
    }
    Ok(i64::try_from(budget.chunk / asked * BAND).unwrap_or(i64::MAX).min(1 << 30))
}

impl Held {
    /// Room for the lines of a picture that lie in a band.
    fn new(window: &Box2i, band: &Box2i, channels: usize) -> Self {
        let window = Box2i { min: [window.min[0], window.min[1].max(band.min[1])], max: [window.max[0], window.max[1].min(band.max[1])] };
        let area = usize::try_from(window.width().saturating_mul(window.height())).unwrap_or(0);
        let planes = (0..channels).map(|_| Plane { kind: SampleType::U8, bytes: Vec::new() }).collect();
        Self { window, planes, seen: vec![false; area], met: vec![false; area] }
    }

    /// Keeps what lies in the band.
    fn fill(&mut self, lines: &mut dyn Lines, part: u32, channels: &[u32], band: &Box2i) -> Result<(), Stop> {
        lines.each(&|number, piece| number == part && overlap(piece, band), &mut |line| {
            let Some(start) = self.place(line.at) else { return };
            let area = self.seen.len();
            for (plane, &channel) in self.planes.iter_mut().zip(channels) {
                if let Some((kind, run)) = line.run(channel) {
                    plane.put(kind, start, run, area);
                }
            }
            self.seen.iter_mut().skip(start).take(line.width).for_each(|seen| *seen = true);
        })
    }

    /// Compares each line of the other picture with what is held.
    fn pass(&mut self, lines: &mut dyn Lines, part: u32, band: &Box2i, tally: &mut Tally) -> Result<(), Stop> {
        lines.each(&|number, piece| number == part && overlap(piece, band), &mut |line| {
            if (band.min[1]..=band.max[1]).contains(&line.at[1]) {
                self.line(line, tally);
            }
        })
    }

    fn line(&mut self, line: &Line, tally: &mut Tally) {
        let mut from = 0;
        while from < line.width {
            let there = self.there(line.at, from);
            let width = (from..line.width).take_while(|column| self.there(line.at, *column) == there).count();
            let at = moved(line.at, from);
            let pixels = Box2i { min: at, max: moved(at, width - 1) };
            match there {
                There::Lost => tally.alone(1, &pixels),
                There::Seen | There::Outside => self.runs(line, [from, width], at, tally),
            }
            if let Some(start) = self.place(at).filter(|_| there != There::Outside) {
                self.met.iter_mut().skip(start).take(width).for_each(|met| *met = true);
            }
            from += width;
        }
    }

    /// Compares a stretch of a line; where nothing is held, with zero.
    fn runs(&self, line: &Line, [from, width]: [usize; 2], at: [i32; 2], tally: &mut Tally) {
        for (index, channel) in tally.channels(1).into_iter().enumerate() {
            let Some((kind, run)) = line.run(channel) else { continue };
            let size = kind.bytes() as usize;
            let after = run.get(from * size..(from + width) * size).unwrap_or_default();
            match self.run(index, at, width) {
                Some(before) => tally.run(index, at, before, (kind, after)),
                None => tally.run(index, at, (kind, &vec![0; after.len()]), (kind, after)),
            }
        }
        tally.end(at);
    }

    fn run(&self, index: usize, at: [i32; 2], width: usize) -> Option<Run<'_>> {
        let (start, plane) = (self.place(at)?, self.planes.get(index)?);
        let size = plane.kind.bytes() as usize;
        Some((plane.kind, plane.bytes.get(start * size..(start + width) * size)?))
    }

    /// What was held and not met: outside the other's window it is compared with zero, inside it is lost.
    fn rest(&self, other: &Box2i, tally: &mut Tally) {
        let width = usize::try_from(self.window.width()).unwrap_or(0).max(1);
        let is_left = |place: usize| self.seen.get(place) == Some(&true) && self.met.get(place) == Some(&false);
        for (y, start) in (self.window.min[1]..=self.window.max[1]).zip((0..self.seen.len()).step_by(width)) {
            let mut from = 0;
            while from < width {
                let pixel = |column: usize| moved([self.window.min[0], y], column);
                let key = |column: usize| (is_left(start + column), other.holds(pixel(column)));
                let length = (from..width).take_while(|column| key(*column) == key(from)).count().max(1);
                match key(from) {
                    (true, true) => tally.alone(0, &Box2i { min: pixel(from), max: pixel(from + length - 1) }),
                    (true, false) => self.against_nothing(pixel(from), length, tally),
                    (false, _) => {}
                }
                from += length;
            }
        }
    }

    fn against_nothing(&self, at: [i32; 2], width: usize, tally: &mut Tally) {
        for index in 0..self.planes.len() {
            if let Some(before) = self.run(index, at, width) {
                tally.run(index, at, before, (before.0, &vec![0; before.1.len()]));
            }
        }
        tally.end(at);
    }

    /// Where a pixel is held; `None` outside.
    fn place(&self, pixel: [i32; 2]) -> Option<usize> {
        let [x, y] = [pixel[0].abs_diff(self.window.min[0]), pixel[1].abs_diff(self.window.min[1])].map(|n| n as usize);
        self.window.holds(pixel).then(|| y * self.window.width() as usize + x)
    }

    fn there(&self, at: [i32; 2], column: usize) -> There {
        match self.place(moved(at, column)).and_then(|place| self.seen.get(place)) {
            Some(true) => There::Seen,
            Some(false) => There::Lost,
            None => There::Outside,
        }
    }
}

impl Plane {
    /// Puts a run at its place; the first says what kind the plane is of.
    fn put(&mut self, kind: SampleType, start: usize, run: &[u8], area: usize) {
        let size = kind.bytes() as usize;
        if self.bytes.is_empty() {
            self.kind = kind;
            self.bytes = vec![0; area.saturating_mul(size)];
        }
        if let Some(to) = self.bytes.get_mut(start * size..start * size + run.len()) {
            to.copy_from_slice(run);
        }
    }
}

fn moved([x, y]: [i32; 2], columns: usize) -> [i32; 2] {
    [x.saturating_add(i32::try_from(columns).unwrap_or(i32::MAX)), y]
}

/// Whether a piece and a band share lines.
fn overlap(piece: &Box2i, band: &Box2i) -> bool {
    piece.min[1] <= band.max[1] && band.min[1] <= piece.max[1]
}
