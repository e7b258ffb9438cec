//! Metadata in application segments: Exif, XMP, colour profiles, Photoshop's resources.

use super::Rule;
use super::walk::Segment;
use crate::defect::Journal;
use crate::{icc, photoshop, tiff, xmp};

/// A colour profile, which several segments share.
#[derive(Default)]
struct Profile {
    /// Byte of its first segment; 0 when there is none.
    at: u64,
    pieces: Vec<(u8, Vec<u8>)>,
    announced: u8,
}

/// The metadata of a file, some of which several segments share.
#[derive(Default)]
pub(super) struct Metadata {
    profile: Profile,
    /// Byte of the first segment of Exif, and all of them together.
    exif: (u64, Vec<u8>),
    /// The same for Photoshop's resources.
    photoshop: (u64, Vec<u8>),
}

impl Metadata {
    /// Takes a segment of metadata in.
    pub(super) fn take(&mut self, segment: Segment, content: &[u8], journal: &mut Journal<Rule>) {
        if let Some(block) = content.strip_prefix(b"Exif\0\0") {
            add(&mut self.exif, segment.content_at() + 6, block);
        } else if let Some(resources) = content.strip_prefix(b"Photoshop 3.0\0") {
            add(&mut self.photoshop, segment.content_at() + 14, resources);
        } else if let Some([number, announced, piece @ ..]) = content.strip_prefix(b"ICC_PROFILE\0") {
            self.profile.add(segment.at, *number, *announced, piece);
        } else if let Some(packet) = content.strip_prefix(b"http://ns.adobe.com/xap/1.0/\0")
            && let Some(problem) = xmp::hostile(packet)
        {
            journal.odd(segment.content_at() + 29, wrong("XMP", problem));
        }
    }

    /// Judges what was taken in; what is wrong is odd, never more.
    pub(super) fn judge(&self, size: u64, journal: &mut Journal<Rule>) {
        let (at, exif) = &self.exif;
        let defects = if exif.is_empty() { Vec::new() } else { tiff::exif(exif) };
        for defect in defects {
            let byte = (at + defect.byte).min(size);
            journal.push(super::Defect { rule: wrong("Exif", problem(&defect.rule)), byte, weight: defect.weight });
        }
        let (at, resources) = &self.photoshop;
        if let Some((place, problem)) = photoshop::resources(resources) {
            journal.odd((at + place as u64).min(size), wrong("Photoshop", problem));
        }
        if let Some(problem) = self.profile.problem() {
            journal.odd(self.profile.at, wrong("ICC", problem));
        }
    }
}

fn wrong(kind: &str, problem: &str) -> Rule {
    Rule::Metadata { kind: kind.to_owned(), problem: problem.to_owned() }
}

/// Adds a piece to what several segments share.
fn add((first, all): &mut (u64, Vec<u8>), at: u64, piece: &[u8]) {
    if all.is_empty() {
        *first = at;
    }
    all.extend_from_slice(piece);
}

/// The stable word of a defect of Exif.
fn problem(rule: &tiff::Rule) -> &str {
    match rule {
        tiff::Rule::Directory { problem, .. } | tiff::Rule::Entry { problem, .. } => problem,
        tiff::Rule::Truncated { .. } => "truncated",
        _ => "signature",
    }
}

impl Profile {
    fn add(&mut self, at: u64, number: u8, announced: u8, piece: &[u8]) {
        if self.at == 0 {
            self.at = at;
        }
        self.announced = announced;
        self.pieces.push((number, piece.to_vec()));
    }

    /// What is wrong with the whole profile.
    fn problem(&self) -> Option<&'static str> {
        if self.at == 0 {
            return None;
        }
        let mut pieces = self.pieces.clone();
        pieces.sort_by_key(|(number, _)| *number);
        let in_order = (1..).zip(&pieces).all(|(number, (own, _))| number == u32::from(*own));
        if !in_order || pieces.len() != usize::from(self.announced) {
            return Some("pieces");
        }
        let whole: Vec<u8> = pieces.into_iter().flat_map(|(_, piece)| piece).collect();
        icc::problem(&whole)
    }
}
