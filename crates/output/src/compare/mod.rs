//! What `etabli compare` says: a terminal, JSON lines, a page.

use std::io::{self, Write};

use etabli_formats::Raster;
use etabli_scan::{Differences, Shown};

use crate::style::{Format, Style};

mod full;
mod gathered;
mod html;
mod jsonl;
mod words;

/// Frames that get pictures of their own on a page: enough to see each kind of change, few enough to open in a browser.
const PICTURED: usize = 12;

/// Pictures of frames, by the place of the sequence and of the frame in it.
pub type Pictures = Vec<((usize, usize), Shown)>;

/// The frames that a page shows: the most changed of each sequence in turn, in their order then.
pub fn pictured(differences: &Differences) -> Vec<(usize, usize)> {
    let ranked = differences.sequences.iter().map(|sequence| gathered::ranked(sequence, &differences.rules));
    let mut turns: Vec<(usize, usize, usize)> = Vec::new();
    for (number, frames) in ranked.enumerate() {
        turns.extend(frames.into_iter().take(PICTURED).enumerate().map(|(turn, frame)| (turn, number, frame)));
    }
    turns.sort_unstable();
    turns.truncate(PICTURED);
    let mut wanted: Vec<(usize, usize)> = turns.into_iter().map(|(_, number, frame)| (number, frame)).collect();
    wanted.sort_unstable();
    wanted
}

/// A picture as PNG; `None` for a raster whose size is not that of its bytes.
pub fn png(raster: &Raster) -> Option<Vec<u8>> {
    crate::html::picture::png(raster)
}

/// Writes what changed in one format: the terminal's where a format has no form of its own. `command` is the line that shows the same again,
/// without its output options.
pub fn write(differences: &Differences, pictures: &Pictures, command: &str, style: &Style, out: &mut impl Write) -> io::Result<()> {
    match style.format {
        Format::Jsonl => jsonl::write(differences, out),
        Format::Html => html::write(differences, pictures, command, style, out),
        _ => full::write(differences, command, style, out),
    }?;
    out.flush()
}
