//! The contact strip: bad frames and their neighbours in order, sound runs folded.

use std::fmt::Write as _;

use super::picture::Album;
use super::wanted::{strip, thumb};
use super::words::{both, counted, glyph, words};
use crate::count::{FRAMES, severity};
use crate::groups::{Block, FaultGroup};

/// Draws a strip. Empty when the fault is on no frame.
pub(super) fn draw(report: usize, group: &FaultGroup, block: &Block, album: &Album) -> String {
    let frames = strip(group, block);
    let Some(line) = block.line.filter(|_| !frames.is_empty()) else { return String::new() };
    let runs = group.runs();
    let mut cells = String::new();
    let mut last = line.present.first().map(|first| first.saturating_sub(1));
    for (frame, path) in &frames {
        fold(&mut cells, last, *frame, line.present.as_slice());
        let is_bad = runs.0.iter().any(|&(first, last)| (first..=last).contains(frame));
        let is_there = line.present.binary_search(frame).is_ok();
        let shown = album.get(report, path, thumb()).map(|shown| shown.image.as_str());
        cell(&mut cells, *frame, is_bad.then_some(group), is_there, shown);
        last = Some(*frame);
    }
    fold(&mut cells, last, line.present.last().map_or(0, |end| end.saturating_add(1)), line.present.as_slice());
    let name = words("Images touchées et leurs voisines", "Frames concerned and their neighbours");
    format!("<div class=\"strip\" tabindex=\"0\" role=\"group\"><span class=\"vh\">{name}</span><ol>{cells}</ol></div>")
}

/// The frames between two that are shown, in one leaf.
fn fold(cells: &mut String, after: Option<i64>, before: i64, present: &[i64]) {
    let Some(after) = after else { return };
    let between = |frame: &&i64| after < **frame && **frame < before;
    let count = present.iter().filter(between).count() as u64;
    let (Some(first), Some(last)) = (present.iter().find(between), present.iter().rfind(between)) else { return };
    let run = if first == last { first.to_string() } else { format!("{first}–{last}") };
    // Writing into a string cannot fail.
    let _ = write!(
        cells,
        "<li class=\"fold\"><span class=\"no\">{run}</span><span class=\"leaf\">{}</span><span class=\"what\"></span></li>",
        counted(&FRAMES, count)
    );
}

fn cell(cells: &mut String, frame: i64, bad: Option<&FaultGroup>, is_there: bool, shown: Option<&str>) {
    let nothing = || {
        let why = if is_there { words("pas d’aperçu", "no preview") } else { words("absente", "missing") };
        format!("<span class=\"void\"><span class=\"vh\">{why}</span></span>")
    };
    let what = match bad {
        Some(_) if !is_there => format!("{}{}", glyph("fault"), words("absente", "missing")),
        Some(group) => format!("{}{}", glyph(super::sign(group.severity)), both(|lang| severity(group.severity, lang).to_owned())),
        None => String::new(),
    };
    let class = if bad.is_some() { " class=\"hot\"" } else { "" };
    let _ = write!(
        cells,
        "<li{class}><span class=\"no\">{frame}</span>{}<span class=\"what\">{what}</span></li>",
        shown.map_or_else(nothing, str::to_owned)
    );
}
