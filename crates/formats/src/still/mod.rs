//! Pictures of one part in formats other than OpenEXR: their headers in its words, and their pixels.
//!
//! Integers are judged as 0 to 1: a sample of n bits is divided by 2ⁿ − 1. Samples of fewer than 8 bits are spread over 8, those of 10 and
//! 12 over 16, by repeating their highest bits.

mod dpx;
mod expand;
mod filter;
mod jpeg;
mod load;
mod png;
mod tiff;

use serde::{Deserialize, Serialize};

use crate::exr::{Attribute, Box2i, Channel, Damage, Defect, Rule, Scratch};
use crate::pixels::{Answer, Ask, Line, Lines, Plan, Tally, answer};
use crate::{Budget, Format, Source, Stop, Weight};

/// What the header of a picture says, in the words of OpenEXR.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// Its channels, in the file's order, by the names that OpenEXR gives them.
    pub channels: Vec<Channel>,
    /// Its compression, by the word people know it by.
    pub compression: String,
    /// Pixels that are there, inclusive.
    pub data_window: Box2i,
    /// Pixels that are shown, inclusive.
    pub display_window: Box2i,
    /// Width of a pixel over its height; 1 when the file does not say.
    pub pixel_aspect: f32,
    /// What else it says: texts by their own names, colour and time by those that OpenEXR and image libraries use.
    pub attributes: Vec<Attribute>,
}

/// A picture whose header was read.
#[derive(Debug)]
pub struct Still {
    /// What its header says.
    pub header: Header,
    /// Why its pixels are not read here, in stable words; `None` when they are.
    pub unread: Option<&'static str>,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Png(png::Layout),
    Dpx(dpx::Layout),
    Tiff(tiff::Layout),
    Jpeg(jpeg::Layout),
    /// A header whose pixels nobody reads here.
    Unread,
}

/// A header, and how its pixels are written or why they are not read.
type Opened<L> = Option<(Header, Result<L, &'static str>)>;

/// What stopped a decoder, and the byte near which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Problem {
    damage: Damage,
    byte: u64,
}

/// Reads the header of a picture. `None` when its format has no reader here, or when the header is too broken to say what the picture is.
///
/// # Errors
/// [`Stop::Io`] when the source cannot be read, [`Stop::Budget`] when it has more pieces than anybody reads.
pub fn open(source: &dyn Source, format: Format, budget: &Budget) -> Result<Option<Still>, Stop> {
    match format {
        Format::Png => of_png(source, &crate::png::read(source, budget)?, budget),
        Format::Tiff => Ok(of_tiff(&crate::tiff::read(source, budget)?, budget)),
        Format::Dpx | Format::Cineon => Ok(of_dpx(&crate::dpx::read(source, budget)?, budget)),
        Format::Jpeg => Ok(of_jpeg(&crate::jpeg::read(source, budget)?, budget)),
        _ => Ok(None),
    }
}

/// The picture of a PNG file whose structure was read.
///
/// # Errors
/// [`Stop::Io`] when the source cannot be read.
pub fn of_png(source: &dyn Source, structure: &crate::png::Structure, budget: &Budget) -> Result<Option<Still>, Stop> {
    let held = structure.unpacked().max(structure.data);
    Ok(Still::of(png::open(source, structure)?, |_| held, budget, Kind::Png))
}

/// The first picture of a TIFF file whose structure was read.
pub fn of_tiff(structure: &crate::tiff::Structure, budget: &Budget) -> Option<Still> {
    Still::of(tiff::open(structure), tiff::Layout::bytes, budget, Kind::Tiff)
}

/// The picture of a DPX or Cineon file whose structure was read.
pub fn of_dpx(structure: &crate::dpx::Structure, budget: &Budget) -> Option<Still> {
    Still::of(dpx::open(structure), dpx::Layout::stride, budget, Kind::Dpx)
}

/// The picture of a JPEG file whose structure was read.
pub fn of_jpeg(structure: &crate::jpeg::Structure, budget: &Budget) -> Option<Still> {
    Still::of(jpeg::open(structure), jpeg::Layout::bytes, budget, Kind::Jpeg)
}

impl Still {
    /// A picture whose decoder holds so many bytes at once.
    fn of<L>(opened: Opened<L>, held: impl Fn(&L) -> u64, budget: &Budget, kind: impl Fn(L) -> Kind) -> Option<Self> {
        let (header, layout) = opened?;
        Some(match layout {
            Ok(layout) if held(&layout) > budget.chunk => {
                Self { header, unread: Some("too large for the reader's memory"), kind: Kind::Unread }
            }
            Ok(layout) => Self { header, unread: None, kind: kind(layout) },
            Err(why) => Self { header, unread: Some(why), kind: Kind::Unread },
        })
    }

    /// Counts what the pixels of a PNG hold, and says what is wrong with its image data.
    ///
    /// # Errors
    /// [`Stop::Io`] when the source cannot be read, [`Stop::Budget`] when the data do not fit [`Budget::chunk`].
    pub fn survey_png(
        &self,
        source: &dyn Source,
        plan: &Plan,
        budget: &Budget,
        scratch: &mut Scratch,
    ) -> Result<(Tally, Vec<crate::png::Defect>), Stop> {
        let mut tally = self.tally(plan, most(source, budget));
        let mut defects = Vec::new();
        if let Kind::Png(layout) = &self.kind {
            let (Scratch { packed, values, line: spare, .. }, origin) = (scratch, self.header.data_window.min);
            let mut unpacked = crate::png::scanlines_in(source, layout.structure(), budget, packed, std::mem::take(spare))?;
            layout.lines(&mut unpacked.bytes, &self.header.channels, &mut |line| tally.line(line, origin, values));
            (*spare, defects) = (unpacked.bytes, unpacked.defects);
        }
        tally.end_chunk(0);
        Ok((tally, defects))
    }

    /// Counts what the strips and tiles of a TIFF hold, and says which of them do not unpack.
    ///
    /// # Errors
    /// [`Stop::Io`] when the source cannot be read.
    pub fn survey_tiff(&self, source: &dyn Source, plan: &Plan, budget: &Budget) -> Result<(Tally, Vec<crate::tiff::Defect>), Stop> {
        let mut tally = self.tally(plan, most(source, budget));
        let (mut values, mut defects) = (Default::default(), Vec::new());
        if let Kind::Tiff(layout) = &self.kind {
            let origin = self.header.data_window.min;
            defects = layout.lines(source, &self.header.channels, budget, &mut |line| tally.line(line, origin, &mut values))?;
        }
        tally.end_chunk(0);
        Ok((tally, defects))
    }

    fn tally(&self, plan: &Plan, held: u64) -> Tally {
        let Header { channels, data_window, .. } = &self.header;
        Tally::new([(channels.as_slice(), data_window)].into_iter(), plan, held)
    }

    /// Counts what the pixels hold.
    ///
    /// # Errors
    /// [`Stop::Io`] when the source cannot be read.
    pub fn survey(&self, source: &dyn Source, plan: &Plan, budget: &Budget, scratch: &mut Scratch) -> Result<Tally, Stop> {
        if matches!(self.kind, Kind::Png(_)) {
            let (mut tally, found) = self.survey_png(source, plan, budget, scratch)?;
            tally.defects.extend(broken(&found).map(defect));
            return Ok(tally);
        }
        let mut tally = self.tally(plan, most(source, budget));
        let mut values = std::mem::take(&mut scratch.values);
        let problem = self.lines(source, budget, scratch, false, &mut |line| tally.line(line, self.header.data_window.min, &mut values))?;
        scratch.values = values;
        tally.end_chunk(0);
        tally.defects.extend(problem.map(defect));
        Ok(tally)
    }

    /// Answers a question about the pixels; `None` where [`Answer`] says so.
    ///
    /// # Errors
    /// [`Stop::Io`] when the source cannot be read.
    pub fn look(&self, source: &dyn Source, ask: &Ask, budget: &Budget, scratch: &mut Scratch) -> Result<Option<Answer>, Stop> {
        answer(&mut self.search(source, budget, scratch), ask)
    }

    /// Its pixels.
    pub(crate) fn search<'a>(&'a self, source: &'a dyn Source, budget: &'a Budget, scratch: &'a mut Scratch) -> impl Lines + 'a {
        Search { still: self, source, budget, scratch }
    }

    /// Shows the lines; `partial` is what can be had of a file that breaks, where its format has no pieces that stand alone.
    fn lines(
        &self,
        source: &dyn Source,
        budget: &Budget,
        scratch: &mut Scratch,
        partial: bool,
        show: &mut dyn FnMut(&Line),
    ) -> Result<Option<Problem>, Stop> {
        if self.unread.is_some() {
            return Ok(None);
        }
        match &self.kind {
            Kind::Png(layout) => {
                let mut unpacked = crate::png::scanlines(source, layout.structure(), budget)?;
                if let Some(problem) = broken(&unpacked.defects) {
                    return Ok(Some(problem));
                }
                layout.lines(&mut unpacked.bytes, &self.header.channels, show);
                Ok(None)
            }
            Kind::Dpx(layout) => layout.lines(source, &self.header.channels, scratch, show),
            Kind::Tiff(layout) => {
                let defects = layout.lines(source, &self.header.channels, budget, show)?;
                Ok(broken(&defects))
            }
            Kind::Jpeg(layout) => layout.lines(source, &self.header.channels, partial, show),
            Kind::Unread => Ok(None),
        }
    }
}

/// The first of the defects with which pixels are lost.
fn broken<R>(defects: &[crate::Defect<R>]) -> Option<Problem> {
    let lost = defects.iter().find(|defect| defect.weight == Weight::Broken)?;
    Some(Problem { damage: Damage::ImageData, byte: lost.byte })
}

fn defect(problem: Problem) -> Defect {
    let rule = Rule::CorruptChunk { problem: problem.damage };
    Defect { rule, byte: problem.byte, part: None, chunk: None, lines: None }
}

struct Search<'a> {
    still: &'a Still,
    source: &'a dyn Source,
    budget: &'a Budget,
    scratch: &'a mut Scratch,
}

impl Lines for Search<'_> {
    fn each(&mut self, wanted: &dyn Fn(u32, &Box2i) -> bool, show: &mut dyn FnMut(&Line)) -> Result<(), Stop> {
        if wanted(0, &self.still.header.data_window) {
            self.still.lines(self.source, self.budget, self.scratch, true, show)?;
        }
        Ok(())
    }

    fn is_readable(&self, part: u32) -> bool {
        part == 0 && self.still.unread.is_none()
    }

    fn area(&self) -> u64 {
        let window = &self.still.header.data_window;
        window.width().saturating_mul(window.height())
    }
}

/// The window of a picture of that size at the origin; `None` when a side is zero or past what pixels are counted with.
fn window(width: u32, height: u32) -> Option<Box2i> {
    let side = |pixels: u32| i32::try_from(pixels).ok()?.checked_sub(1).filter(|last| *last >= 0);
    Some(Box2i { min: [0, 0], max: [side(width)?, side(height)?] })
}

/// The most pixels that a file can hold, whatever its header claims: one has a bit at least.
fn most(source: &dyn Source, budget: &Budget) -> u64 {
    source.size().saturating_mul(budget.ratio).saturating_mul(8)
}
