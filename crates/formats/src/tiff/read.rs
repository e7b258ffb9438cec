//! The reader: header, directories, and everything that is wrong with them.

use std::collections::BTreeSet;

use super::directory::{Desk, Directory};
use super::layout::Layout;
use super::structure::Structure;
use super::{Rule, checks, exif, image, tags};
use crate::defect::{Journal, Weight};
use crate::view::{HEAD, View, zeros};
use crate::{Budget, Exceeded, Source, Stop, xmp};

/// Most directories that are walked in one file.
const MOST: usize = 4096;

/// Bytes of a text that are kept.
const KEPT: usize = 256;

/// `PhotometricInterpretation` of a colour filter array.
const FILTERS: u16 = 32803;

/// The same of linear samples of a sensor.
const LINEAR: u16 = 34892;

/// Tags whose texts are kept.
const TEXTS: [u16; 5] = [tags::DESCRIPTION, tags::SOFTWARE, tags::DATE, tags::ARTIST, tags::HOST];

/// Reads the structure of a TIFF file: its directories, those that they name, and the places of all strips and tiles.
///
/// Content is never an error: what is wrong stands in [`Structure::defects`].
///
/// # Errors
/// [`Stop::Io`] when the source cannot be read, [`Stop::Budget`] when it has more directories than anybody reads.
pub fn read(source: &dyn Source, budget: &Budget) -> Result<Structure, Stop> {
    let mut view = View::open(source, source.read_range(0, HEAD)?);
    let magic = view.bytes(0, 8)?.to_vec();
    let Some(layout) = Layout::of(&magic) else { return foreign(source, magic) };
    let desk = Desk { source, view, layout, journal: Journal::default(), weight: Weight::Broken };
    let raw = desk.view.head().get(8..10) == Some(b"CR");
    let structure = Structure { order: layout.order, big: layout.big, raw, ..Structure::default() };
    let mut walk = Walk { desk, budget, structure, seen: BTreeSet::new(), exif: Vec::new() };
    if let Some((first, at)) = walk.first()? {
        walk.chain(first, at, true)?;
        walk.metadata()?;
    }
    if !walk.structure.raw {
        walk.structure.defects = walk.desk.journal.into_sorted();
    }
    Ok(walk.structure)
}

/// A file that does not begin as TIFF.
fn foreign(source: &dyn Source, magic: Vec<u8>) -> Result<Structure, Stop> {
    let mut journal = Journal::default();
    match zeros(source, 0)? {
        Some((byte, run)) => journal.broken(byte, Rule::Zeros { run }),
        None if magic.len() < 4 => journal.broken(magic.len() as u64, Rule::Truncated { expected: 8 }),
        None => journal.broken(0, Rule::Signature { seen: magic }),
    }
    Ok(Structure { defects: journal.into_sorted(), ..Structure::default() })
}

struct Walk<'a> {
    desk: Desk<'a>,
    budget: &'a Budget,
    structure: Structure,
    /// Offsets of the directories met.
    seen: BTreeSet<u64>,
    /// Offsets of directories of metadata.
    exif: Vec<u64>,
}

impl Walk<'_> {
    /// Offset of the first directory, and the byte that says it.
    fn first(&mut self) -> Result<Option<(u64, u64)>, Stop> {
        let layout = self.desk.layout;
        let at = if layout.big { 8 } else { 4 };
        let head = self.desk.view.bytes(at, layout.offset())?;
        let Some(first) = layout.number(head, 0, layout.offset()) else {
            self.desk.journal.broken(self.desk.view.size(), Rule::Truncated { expected: at + layout.offset() as u64 });
            return Ok(None);
        };
        if first == 0 {
            self.wrong(at, "none", 0);
            return Ok(None);
        }
        Ok(Some((first, at)))
    }

    fn wrong(&mut self, at: u64, problem: &str, seen: u64) {
        self.desk.journal.broken(at, Rule::Directory { problem: problem.to_owned(), seen });
    }

    /// Walks a chain of directories from an offset that stands at a byte.
    fn chain(&mut self, first: u64, said_at: u64, is_main: bool) -> Result<(), Stop> {
        let (mut next, mut said_at) = (first, said_at);
        while next != 0 {
            let Some(directory) = self.take(next, said_at)? else { return Ok(()) };
            (next, said_at) = (directory.next, directory.next_at);
            self.directory(&directory, is_main)?;
            // A directory named by another stands alone, but for those of some writers.
            if !is_main {
                return Ok(());
            }
        }
        Ok(())
    }

    /// The directory at an offset; `None` when none can be there.
    fn take(&mut self, at: u64, said_at: u64) -> Result<Option<Directory>, Stop> {
        if at >= self.desk.view.size() || at < 4 {
            match zeros(self.desk.source, said_at + self.desk.layout.offset() as u64)? {
                Some((byte, run)) if run > 1 => self.desk.journal.broken(byte, Rule::Zeros { run }),
                _ => self.wrong(said_at, "outside", at),
            }
            return Ok(None);
        }
        if !self.seen.insert(at) {
            self.wrong(said_at, "loop", at);
            return Ok(None);
        }
        if self.seen.len() > MOST {
            let asked = self.seen.len() as u64;
            return Err(Stop::Budget(Exceeded { what: "directories", asked, cap: MOST as u64 }));
        }
        self.desk.directory(at)
    }

    fn directory(&mut self, directory: &Directory, is_main: bool) -> Result<(), Stop> {
        self.structure.raw |= directory.entry(tags::DNG_VERSION).is_some();
        if self.structure.images.is_empty() {
            self.words(directory)?;
        }
        if image::is_one(directory) || (is_main && self.seen.len() == 1) {
            let mut image = image::read(&mut self.desk, directory)?;
            // Pixels that cannot be where the directory says are not unpacked later.
            image.whole = image.whole && checks::check(&mut self.desk, &image, self.budget)?;
            self.structure.raw |= matches!(image.photometric, FILTERS | LINEAR);
            self.structure.images.push(image);
        }
        for tag in [tags::EXIF, tags::GPS] {
            let offsets = self.offsets(directory, tag, 1)?;
            self.exif.extend(offsets);
        }
        for (number, offset) in (0..).zip(self.offsets(directory, tags::SUB_DIRECTORIES, 64)?) {
            let at = directory.entry(tags::SUB_DIRECTORIES).map_or(directory.at, |entry| entry.value_at);
            self.chain(offset, at + number * self.desk.layout.offset() as u64, false)?;
        }
        Ok(())
    }

    fn offsets(&mut self, directory: &Directory, tag: u16, most: usize) -> Result<Vec<u64>, Stop> {
        match directory.entry(tag).filter(|entry| entry.inside) {
            Some(entry) => self.desk.numbers(entry, most),
            None => Ok(Vec::new()),
        }
    }

    /// What the first directory says in words.
    fn words(&mut self, directory: &Directory) -> Result<(), Stop> {
        for entry in TEXTS.iter().filter_map(|&tag| directory.entry(tag)).filter(|entry| entry.kind == 2 && entry.inside) {
            let text = self.desk.text(entry, KEPT)?;
            self.structure.texts.push((tags::name(entry.tag), text));
        }
        if let Some(entry) = directory.entry(tags::XMP).filter(|entry| entry.inside) {
            let packet = self.desk.source.read_range(entry.value_at, entry.count.min(self.budget.header))?;
            if let Some(problem) = xmp::hostile(&packet) {
                self.desk.journal.odd(entry.value_at, Rule::Text { problem: problem.to_owned() });
            }
        }
        Ok(())
    }

    /// Directories of metadata: wrong ones hurt nobody's pixels.
    fn metadata(&mut self) -> Result<(), Stop> {
        let offsets = std::mem::take(&mut self.exif);
        exif::walk(&mut self.desk, offsets)
    }
}
