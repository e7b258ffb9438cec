//! Frame ranges as people type them.

use std::fmt;

/// Frames from `first` to `last`, every `step`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameRange {
    /// First frame.
    pub first: i64,
    /// Last frame, not before the first; with a step, the last number that may be reached.
    pub last: i64,
    /// At least 1.
    pub step: i64,
}

impl FrameRange {
    /// Whether a frame is of this range.
    pub fn contains(&self, frame: i64) -> bool {
        (self.first..=self.last).contains(&frame) && frame.abs_diff(self.first).is_multiple_of(self.step.unsigned_abs().max(1))
    }

    /// Its frames, ascending.
    pub fn frames(self) -> impl Iterator<Item = i64> {
        std::iter::successors(Some(self.first), move |frame| frame.checked_add(self.step.max(1))).take_while(move |f| *f <= self.last)
    }
}

/// Why a text is no list of frame ranges, where, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RangeError {
    /// Character at which the faulty piece begins, from 1.
    pub column: usize,
    /// The faulty piece.
    pub piece: String,
    /// What is wrong with it.
    pub fault: RangeFault,
    /// What to write instead.
    pub instead: String,
}

/// What is wrong with a piece of a frame range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeFault {
    /// Nothing between two commas, or no text at all.
    Empty,
    /// Not of the form `FIRST-LASTxSTEP`.
    Form,
    /// The first frame comes after the last.
    Backwards,
    /// A step below 1.
    Step,
    /// A number too large for a frame.
    TooLarge,
}

impl fmt::Display for RangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fault = match self.fault {
            RangeFault::Empty => "a frame or a range is missing",
            RangeFault::Form => "this is no frame range",
            RangeFault::Backwards => "the first frame comes after the last",
            RangeFault::Step => "a step is at least 1",
            RangeFault::TooLarge => "this number is too large for a frame",
        };
        write!(f, "character {}, \"{}\": {fault}; write {}", self.column, self.piece, self.instead)
    }
}

impl std::error::Error for RangeError {}

/// Reads `1001-1100x2,1150`: frames or ranges with an optional step, between commas; spaces around them are free.
///
/// # Errors
/// The first piece that is no range, with what to write instead.
pub fn parse_ranges(text: &str) -> Result<Vec<FrameRange>, RangeError> {
    let mut column = 1;
    let mut ranges = Vec::new();
    for field in text.split(',') {
        let piece = field.trim();
        let indent = field.chars().take_while(|c| c.is_whitespace()).count();
        let fault = |fault| RangeError { column: column + indent, piece: piece.to_owned(), fault, instead: instead(piece, fault) };
        ranges.push(parse_range(piece).map_err(fault)?);
        column += field.chars().count() + 1;
    }
    Ok(ranges)
}

fn parse_range(piece: &str) -> Result<FrameRange, RangeFault> {
    if piece.is_empty() {
        return Err(RangeFault::Empty);
    }
    let (first, rest) = frame(piece)?;
    let (last, rest) = match rest.strip_prefix('-') {
        Some(rest) => frame(rest)?,
        None => (first, rest),
    };
    let (step, rest) = match rest.strip_prefix(['x', 'X']) {
        Some(rest) => frame(rest)?,
        None => (1, rest),
    };
    match (first, last, step) {
        _ if !rest.is_empty() => Err(RangeFault::Form),
        _ if first > last => Err(RangeFault::Backwards),
        _ if step < 1 => Err(RangeFault::Step),
        _ => Ok(FrameRange { first, last, step }),
    }
}

/// A frame at the start of a text, and what follows it.
fn frame(text: &str) -> Result<(i64, &str), RangeFault> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let after = unsigned.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = text.strip_suffix(after).unwrap_or(text);
    if unsigned.len() == after.len() {
        return Err(RangeFault::Form);
    }
    number.parse().map(|frame| (frame, after)).map_err(|_| RangeFault::TooLarge)
}

/// The nearest thing that would have been read: the numbers of the piece put in form, or an example.
fn instead(piece: &str, fault: RangeFault) -> String {
    let numbers: Vec<i64> = piece.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect();
    match (fault, numbers.as_slice()) {
        (RangeFault::Backwards | RangeFault::Form, [a, b]) if !has_sign(piece) => format!("{}-{}", a.min(b), a.max(b)),
        (RangeFault::Backwards | RangeFault::Form | RangeFault::Step, [a, b, step]) if !has_sign(piece) => {
            format!("{}-{}x{}", a.min(b), a.max(b), step.max(&1))
        }
        (RangeFault::Form, [only]) if !has_sign(piece) => only.to_string(),
        _ => "frames such as 1001-1100, 1001-1100x2 or 1001-1020,1031".to_owned(),
    }
}

/// Whether a number of the piece is negative: its digits alone would not be what was meant.
fn has_sign(piece: &str) -> bool {
    piece.starts_with('-') || piece.contains("--")
}
