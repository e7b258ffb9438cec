//! Texture sets, told from frame ranges by their words and by the shape of their tiles.

use super::cadence::step_of;
use super::words::{Subject, subject};
use super::{FrameSequence, Padding, Series};

/// More tiles are no texture set without their own words saying so.
const MOST_TILES: usize = 40;

/// Marks the texture sets of a folder. Beside one, other texture names are sets too, even when their tiles leave no gap.
pub(super) fn mark(sequences: &mut [FrameSequence]) {
    for sequence in sequences.iter_mut().filter(|s| has_tile_numbers(s)) {
        if is_tile_set(sequence) {
            sequence.kind = Series::Udim;
        }
    }
    if sequences.iter().any(|s| s.kind == Series::Udim) {
        for sequence in sequences.iter_mut().filter(|s| has_tile_numbers(s)) {
            if matches!(subject(&sequence.prefix, &sequence.suffix), Subject::Texture | Subject::TextureOrLayer) {
                sequence.kind = Series::Udim;
            }
        }
    }
}

/// Four digits from 1001 to 1999: at most a hundred rows of ten.
fn has_tile_numbers(sequence: &FrameSequence) -> bool {
    sequence.digits == Padding::Digits(4) && sequence.bounds().is_some_and(|(first, last)| first >= 1001 && last <= 1999)
}

/// Texture words decide when the tiles are scattered like tiles, words only textures carry even when they are not; without
/// words the tiles must fill their rows from the left, row after row. A render's words speak against it.
fn is_tile_set(sequence: &FrameSequence) -> bool {
    let frames: Vec<i64> = sequence.members.iter().map(|m| m.frame).collect();
    let contiguous = frames.first().zip(frames.last()).is_some_and(|(first, last)| last - first + 1 == frames.len() as i64);
    match subject(&sequence.prefix, &sequence.suffix) {
        Subject::Texture => is_scattered(&frames) || (contiguous && frames.first() == Some(&1001) && frames.len() <= MOST_TILES),
        Subject::TextureOrLayer => is_scattered(&frames),
        Subject::Unknown => fills_rows(&frames),
        Subject::Render => false,
    }
}

/// Gaps as a texture leaves them: at most half the rows are full, and every gap ends where a row begins, or the tiles are few in
/// their range and half the rows or more begin on the left. Frames on twos or threes are not scattered.
fn is_scattered(frames: &[i64]) -> bool {
    let span = frames.last().zip(frames.first()).map_or(0, |(last, first)| last - first + 1);
    let count = frames.len() as i64;
    let stepped = step_of(frames).is_some_and(|step| step > 1 && step != 10);
    let rows = rows(frames);
    let left = rows.iter().filter(|row| starts_left(row)).count();
    let full = rows.iter().filter(|row| row.len() == 10).count();
    if stepped || count == span || full * 2 > rows.len() {
        return false;
    }
    let sparse = count * 5 < span * 4 && left * 2 >= rows.len();
    sparse || (frames.len() <= MOST_TILES && gaps_end_rows(frames))
}

fn gaps_end_rows(frames: &[i64]) -> bool {
    frames.iter().zip(frames.iter().skip(1)).filter(|(a, b)| *b - *a > 1).all(|(_, b)| column(*b) == 0)
}

/// Two rows or more, none left out, each filled from the left without a gap and none full; one at least two tiles wide.
fn fills_rows(frames: &[i64]) -> bool {
    let rows = rows(frames);
    let from_left = |row: &[i64]| row.iter().zip(0..).all(|(tile, place)| column(*tile) == place) && row.len() < 10;
    let in_turn = rows.iter().zip(0..).all(|(row, place)| row.first().is_some_and(|tile| self::row(*tile) == place));
    rows.len() > 1 && in_turn && rows.iter().all(|row| from_left(row)) && rows.iter().any(|row| row.len() > 1)
}

fn rows(frames: &[i64]) -> Vec<&[i64]> {
    frames.chunk_by(|a, b| row(*a) == row(*b)).collect()
}

fn starts_left(row: &[i64]) -> bool {
    row.first().is_some_and(|tile| column(*tile) == 0)
}

fn column(tile: i64) -> i64 {
    (tile - 1001) % 10
}

fn row(tile: i64) -> i64 {
    (tile - 1001) / 10
}
