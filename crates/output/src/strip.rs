//! The frame map of a sequence in text: one cell a frame, or a cell for so many frames.

use etabli_diagnosis::{Lang, Severity, Text};

use crate::count::{FRAMES, severity};
use crate::frames::run;
use crate::groups::Block;
use crate::paint::{ERROR, NOTE, Paint, Tone, UNCHECKED, WARNING};

/// Frames that a cell may stand for.
const STEPS: [i64; 4] = [1, 2, 5, 10];
/// Least distance between two numbers of the scale, in columns.
const TICK: usize = 10;
/// A strip of fewer cells says nothing.
const FEWEST: usize = 2;

/// What a cell shows: the heaviest of its frames.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cell {
    Gap,
    Sound,
    Note,
    Unchecked,
    Warning,
    Missing,
    Error,
}

impl Cell {
    fn glyph(self, paint: Paint) -> String {
        match self {
            Self::Gap => " ".to_owned(),
            Self::Sound => paint.tint(Tone::Faint, "·"),
            Self::Note => NOTE.to_owned(),
            Self::Unchecked => UNCHECKED.to_owned(),
            Self::Warning => paint.tint(Tone::Warn, WARNING),
            Self::Missing => paint.tint(Tone::Fault, "□"),
            Self::Error => paint.tint(Tone::Fault, ERROR),
        }
    }

    /// A word for a style sheet; empty for sound frames.
    fn class(self) -> &'static str {
        match self {
            Self::Gap => "gap",
            Self::Sound => "",
            Self::Note => "note",
            Self::Unchecked => "blank",
            Self::Warning => "warning",
            Self::Missing => "missing",
            Self::Error => "error",
        }
    }

    fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::Gap => "",
            Self::Sound => Text { fr: "saine", en: "sound" }.of(lang),
            Self::Note => severity(Severity::Note, lang),
            Self::Unchecked => Text { fr: "non vérifiée", en: "not checked" }.of(lang),
            Self::Warning => severity(Severity::Warning, lang),
            Self::Missing => Text { fr: "absente", en: "missing" }.of(lang),
            Self::Error => severity(Severity::Error, lang),
        }
    }
}

/// The map of a sequence, its scale and its legend.
pub(crate) struct Strip {
    first: i64,
    last: i64,
    per: i64,
    cells: Vec<Cell>,
}

impl Strip {
    /// Draws a block's frames in at most `columns`. `None` for a texture set or a single frame.
    pub(crate) fn of(block: &Block, columns: usize) -> Option<Self> {
        let line = block.line?;
        let findings = || block.faults.iter().flat_map(|g| g.findings.iter().copied()).chain(block.recorded.iter().copied());
        let ends = line.present.iter().map(|&frame| (frame, frame)).chain(findings().filter_map(run));
        let (first, last) = ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
        let per = scale(last.abs_diff(first).saturating_add(1), columns)?;
        let count = usize::try_from(last.checked_sub(first)? / per + 1).ok()?;
        let mut strip = Self { first, last, per, cells: vec![Cell::Gap; count] };
        for &frame in &line.present {
            strip.mark((frame, frame), Cell::Sound);
        }
        for frame in block.unchecked.iter().filter_map(|file| file.frame).chain(line.unseen.iter().copied()) {
            strip.mark((frame, frame), Cell::Unchecked);
        }
        for finding in findings() {
            let cell = match finding.severity {
                _ if finding.frame.is_some_and(|frame| line.present.binary_search(&frame).is_err()) => Cell::Missing,
                Severity::Note => Cell::Note,
                Severity::Warning => Cell::Warning,
                Severity::Error => Cell::Error,
            };
            strip.mark(run(finding)?, cell);
        }
        (count >= FEWEST).then_some(strip)
    }

    fn column(&self, frame: i64) -> usize {
        usize::try_from((frame - self.first) / self.per).unwrap_or(0)
    }

    fn mark(&mut self, (first, last): (i64, i64), cell: Cell) {
        let (from, to) = (self.column(first.max(self.first)), self.column(last.min(self.last)));
        for place in self.cells.iter_mut().take(to + 1).skip(from) {
            *place = cell.max(*place);
        }
    }

    /// A word for each cell, for a style sheet; empty for sound frames.
    pub(crate) fn classes(&self) -> impl Iterator<Item = &'static str> {
        self.cells.iter().map(|cell| cell.class())
    }

    /// What the cells mean: the word for a style sheet of each kind that there is, and its words for people.
    pub(crate) fn key(&self) -> impl Iterator<Item = (&'static str, impl Fn(Lang) -> &'static str)> {
        self.shown().map(|cell| (cell.class(), move |lang| cell.word(lang)))
    }

    /// Frames that a cell stands for.
    pub(crate) fn per(&self) -> u64 {
        self.per.unsigned_abs()
    }

    /// The kinds of cells that there are, the gaps left out.
    fn shown(&self) -> impl Iterator<Item = Cell> {
        let kinds = [Cell::Sound, Cell::Error, Cell::Missing, Cell::Warning, Cell::Note, Cell::Unchecked];
        kinds.into_iter().filter(|cell| self.cells.contains(cell))
    }

    /// First and last frame.
    pub(crate) fn ends(&self) -> [i64; 2] {
        [self.first, self.last]
    }

    /// Map, scale and legend: three lines.
    pub(crate) fn lines(&self, lang: Lang, paint: Paint) -> [String; 3] {
        let map = self.cells.iter().map(|cell| cell.glyph(paint)).collect();
        [map, paint.tint(Tone::Faint, &self.ticks()), self.legend(lang, paint)]
    }

    /// First, last and round frames, each beginning under its cell.
    fn ticks(&self) -> String {
        let last = self.last.to_string();
        let step = self.tick_step();
        let mut line = self.first.to_string();
        let end = self.cells.len().max(line.len() + 1 + last.len()) - last.len();
        let mut tick = self.first - self.first.rem_euclid(step) + step;
        while tick < self.last {
            let (column, label) = (self.column(tick), tick.to_string());
            if column > line.len() && column + label.len() < end {
                line.push_str(&" ".repeat(column - line.len()));
                line.push_str(&label);
            }
            tick = tick.saturating_add(step);
        }
        line.push_str(&" ".repeat(end.saturating_sub(line.len())));
        line + &last
    }

    fn tick_step(&self) -> i64 {
        let least = self.per.saturating_mul(TICK as i64);
        let mut decade = 10_i64;
        loop {
            for step in [decade, decade.saturating_mul(2), decade.saturating_mul(5)] {
                if step >= least || step == i64::MAX {
                    return step;
                }
            }
            decade = decade.saturating_mul(10);
        }
    }

    fn legend(&self, lang: Lang, paint: Paint) -> String {
        let words = self.shown().map(|cell| format!("{} {}", cell.glyph(paint), cell.word(lang)));
        let one = Text { fr: "un signe", en: "one sign" }.of(lang);
        let scale = (self.per > 1).then(|| format!(" {one} = {}", FRAMES.count(self.per(), lang)));
        words.chain(scale).collect::<Vec<_>>().join("  ")
    }
}

/// The least round number of frames per cell that fits.
fn scale(frames: u64, columns: usize) -> Option<i64> {
    let mut decade = 1_i64;
    loop {
        for step in STEPS {
            let per = decade.checked_mul(step)?;
            if frames.div_ceil(per.unsigned_abs()) <= columns as u64 {
                return Some(per);
            }
        }
        decade = decade.checked_mul(10)?;
    }
}
