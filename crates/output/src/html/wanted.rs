//! Which pictures a page shows: enough to see each fault, few enough to open in a browser.

use std::collections::BTreeMap;

use etabli_diagnosis::{Finding, View};
use etabli_formats::Raster;
use etabli_scan::Report;

use crate::groups::{Block, FaultGroup, blocks, outside};

/// Pixels across of a frame on a contact strip.
const THUMB: u32 = 184;
/// Pixels across of the picture of a fault.
const LARGE: u32 = 880;
/// Most pixels on a side of what a loupe shows.
const LOUPE: u32 = 64;
/// Bad frames of one fault that are shown on its strip.
pub(super) const SHOWN: usize = 6;
/// Faults that get a picture of their own.
const PICTURED: usize = 24;

/// A picture that a page wants: which report, which file, what of it.
pub type Wanted = (usize, String, View);
/// Pictures that were made.
pub type Pictures = BTreeMap<Wanted, Raster>;

/// The pictures that a page of these reports would show, each once.
pub fn wanted(reports: &[Report]) -> Vec<Wanted> {
    let mut wanted = Vec::new();
    let mut left = PICTURED;
    for (number, report) in reports.iter().enumerate() {
        let blocks = blocks(report);
        let on_strips = blocks.iter().flat_map(|block| block.faults.iter().flat_map(|group| strip(group, block)));
        wanted.extend(on_strips.map(|(_, path)| (number, path, thumb())));
        let alone: Vec<FaultGroup> = outside(report).into_iter().flat_map(|(_, groups)| groups).collect();
        for group in blocks.iter().flat_map(|block| &block.faults).chain(&alone).filter(|g| is_pictured(g)).take(left) {
            left = left.saturating_sub(1);
            wanted.push((number, group.first.path.clone(), large(group.first)));
            wanted.extend(loupe(group.first).map(|view| (number, group.first.path.clone(), view)));
        }
    }
    wanted.sort();
    wanted.dedup();
    wanted
}

/// Whether a fault is seen in the pixels of its own file.
pub(crate) fn is_pictured(group: &FaultGroup) -> bool {
    let code = group.fault.code;
    let rooms = ["IMG", "EXR", "PNG", "TIF", "DPX", "JPG"];
    group.first.at.pixel.is_some() || rooms.iter().any(|room| code.starts_with(room))
}

pub(crate) fn thumb() -> View {
    View { channel: None, around: None, most: THUMB }
}

/// The layer that a finding is in; the main picture when it names no pixel.
pub(crate) fn large(finding: &Finding) -> View {
    View { channel: finding.at.channel.clone().filter(|_| finding.at.pixel.is_some()), around: None, most: LARGE }
}

pub(crate) fn loupe(finding: &Finding) -> Option<View> {
    let around = Some(finding.at.pixel?);
    Some(View { channel: finding.at.channel.clone(), around, most: LOUPE })
}

/// Frames of a strip, ascending, each with the path of its file: the first bad ones and their neighbours, as far as they are there.
pub(crate) fn strip(group: &FaultGroup, block: &Block) -> Vec<(i64, String)> {
    let Some(line) = block.line else { return Vec::new() };
    let bad: Vec<i64> =
        group.runs().0.iter().flat_map(|&(first, last)| first..=last.min(first.saturating_add(SHOWN as i64))).take(SHOWN).collect();
    let mut frames: Vec<i64> = bad.iter().flat_map(|&frame| [frame.saturating_sub(1), frame, frame.saturating_add(1)]).collect();
    frames.sort_unstable();
    frames.dedup();
    frames.retain(|frame| bad.contains(frame) || line.present.binary_search(frame).is_ok());
    frames.into_iter().map(|frame| (frame, sibling(group.first, frame))).collect()
}

/// The path of another frame of a finding's sequence.
fn sibling(finding: &Finding, frame: i64) -> String {
    let Some(own) = finding.frame else { return finding.path.clone() };
    let (start, digits) = number(&finding.path, own).unwrap_or((finding.path.len(), 0));
    let head = finding.path.get(..start).unwrap_or_default();
    let tail = finding.path.get(start + digits..).unwrap_or_default();
    format!("{head}{frame:0digits$}{tail}")
}

/// Where the last number of a name stands that is this frame: byte and length.
fn number(path: &str, frame: i64) -> Option<(usize, usize)> {
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    let mut end = path.len();
    while end > name {
        let run = path.get(name..end)?.bytes().rev().skip_while(|b| !b.is_ascii_digit()).take_while(u8::is_ascii_digit).count();
        let stop = name + path.get(name..end)?.rfind(|c: char| c.is_ascii_digit())? + 1;
        let start = stop - run;
        if path.get(start..stop)?.parse() == Ok(frame) {
            return Some((start, run));
        }
        end = start;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn the_frame_is_found_in_its_name() {
        assert_eq!(number("sq1/v003/beauty.1019.exr", 1019), Some((16, 4)));
        assert_eq!(number("a/beauty_0007_v2.exr", 7), Some((9, 4)));
        assert_eq!(number("1001/beauty.exr", 1001), None);
    }
}
