//! Sequences and frames in fileseq's notation.

use super::{FrameSequence, Padding, Series};

/// A step is named when at least so many frames share it.
const STEPPED: usize = 4;

/// `beauty.1001-1100#.exr`: prefix, first and last frame, `#` for each four digits or `@` for each digit (one for an unpadded
/// number), suffix. Texture sets have `<UDIM>` or `<UVTILE>` in place of the frames.
pub fn notation(sequence: &FrameSequence) -> String {
    let frames = match (sequence.kind, sequence.digits, sequence.bounds()) {
        (_, Padding::UvTile { .. }, _) => "<UVTILE>".to_owned(),
        (Series::Udim, ..) => "<UDIM>".to_owned(),
        (Series::Frames, digits, Some((first, last))) => format!("{first}-{last}{}", pattern(digits)),
        (Series::Frames, digits, None) => pattern(digits),
    };
    format!("{}{frames}{}", sequence.prefix, sequence.suffix)
}

fn pattern(digits: Padding) -> String {
    match digits {
        Padding::Digits(width) | Padding::SignedDigits(width) if width % 4 == 0 => "#".repeat(usize::from(width / 4)),
        Padding::Digits(width) | Padding::SignedDigits(width) => "@".repeat(usize::from(width)),
        Padding::Unpadded | Padding::UvTile { .. } => "@".to_owned(),
    }
}

/// Ascending frames as ranges: `1001-1012,1014`, with a step where at least four frames share one: `1001-1099x2`.
pub fn ranges(frames: &[i64]) -> String {
    let mut pieces: Vec<String> = Vec::new();
    let mut rest = frames;
    while let Some((run, step)) = leading_run(rest) {
        pieces.push(match run {
            [first, .., last] if step == 1 => format!("{first}-{last}"),
            [first, .., last] => format!("{first}-{last}x{step}"),
            _ => run.iter().map(i64::to_string).collect(),
        });
        rest = rest.get(run.len()..).unwrap_or_default();
    }
    pieces.join(",")
}

/// The longest run of one step at the start, or the first frame alone when no step is worth naming.
fn leading_run(frames: &[i64]) -> Option<(&[i64], i64)> {
    let first = *frames.first()?;
    let step = frames.get(1).map_or(1, |second| second.saturating_sub(first));
    let expected = (0..).map(|index: i64| first.saturating_add(step.saturating_mul(index)));
    let length = frames.iter().zip(expected).take_while(|(frame, expected)| **frame == *expected).count();
    let worthwhile = step == 1 || (step > 1 && length >= STEPPED);
    Some((frames.get(..if worthwhile { length } else { 1 })?, step))
}
