//! One of two pictures that are compared.

use crate::exr::{self, Abreast, Box2i, Chunk, Part, Scratch, Structure, are_alike};
use crate::pixels::Lines;
use crate::still::{self, Still};
use crate::{Budget, Format, Source, Stop};

/// A picture whose header was read, with the bytes that its pixels come from.
pub struct Side<'a> {
    source: &'a dyn Source,
    format: Format,
    kind: Kind,
}

/// What the reader of a format says of a picture.
#[derive(Clone, Copy)]
pub enum Header<'a> {
    /// OpenEXR.
    Exr(&'a Structure),
    /// Another format.
    Still(&'a Still),
}

enum Kind {
    Exr(Box<Structure>, Vec<Chunk>),
    Still(Box<Still>),
}

impl<'a> Side<'a> {
    /// Reads the header of a picture. `None` when no reader here knows the format, or when the header does not say what the picture is.
    ///
    /// # Errors
    /// [`Stop::Io`] when the source cannot be read, [`Stop::Budget`] when the file asks for more than the budget.
    pub fn open(source: &'a dyn Source, budget: &Budget) -> Result<Option<Self>, Stop> {
        let Some(format) = Format::of(&source.read_range(0, Format::PROBE as u64)?) else { return Ok(None) };
        if format == Format::Exr {
            let (structure, chunks) = exr::read(source, budget)?;
            let is_known = structure.parts.iter().any(|part| !part.channels.is_empty());
            return Ok(is_known.then(|| Self { source, format, kind: Kind::Exr(Box::new(structure), chunks) }));
        }
        let still = still::open(source, format, budget)?;
        Ok(still.map(|still| Self { source, format, kind: Kind::Still(Box::new(still)) }))
    }

    /// Its format, by its first bytes.
    pub fn format(&self) -> Format {
        self.format
    }

    /// What its own reader says of it.
    pub fn header(&self) -> Header<'_> {
        match &self.kind {
            Kind::Exr(structure, _) => Header::Exr(structure),
            Kind::Still(still) => Header::Still(still),
        }
    }

    /// Why the pixels of a part are not compared here, in stable words; `None` when they are.
    pub fn unread(&self, part: u32) -> Option<&'static str> {
        match &self.kind {
            Kind::Exr(structure, _) => uncompared(structure.parts.get(part as usize)?),
            Kind::Still(still) => still.unread,
        }
    }

    /// The data windows of all parts together.
    pub fn window(&self) -> Box2i {
        let none = Box2i { min: [0, 0], max: [-1, -1] };
        match &self.kind {
            Kind::Exr(structure, _) => structure.parts.iter().fold(none, |window, part| window.joined(&part.data_window)),
            Kind::Still(still) => still.header.data_window,
        }
    }

    /// The data window of one part.
    pub(super) fn window_of(&self, part: u32) -> Option<Box2i> {
        match &self.kind {
            Kind::Exr(structure, _) => structure.parts.get(part as usize).map(|part| part.data_window),
            Kind::Still(still) => (part == 0).then_some(still.header.data_window),
        }
    }

    /// Both sides, when the chunks of two parts cover the same pixels.
    pub(super) fn abreast<'s>(&'s self, other: &'s Self, parts: [u32; 2]) -> Option<[Abreast<'s>; 2]> {
        let (Kind::Exr(a, of_a), Kind::Exr(b, of_b)) = (&self.kind, &other.kind) else { return None };
        let [one, two] = [a.parts.get(parts[0] as usize)?, b.parts.get(parts[1] as usize)?];
        are_alike(one, two).then(|| {
            [
                Abreast { source: self.source, structure: a, chunks: of_a, part: parts[0] },
                Abreast { source: other.source, structure: b, chunks: of_b, part: parts[1] },
            ]
        })
    }

    /// Lends its pixels.
    pub(super) fn lines(
        &self,
        budget: &Budget,
        scratch: &mut Scratch,
        with: &mut dyn FnMut(&mut dyn Lines) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        match &self.kind {
            Kind::Exr(structure, chunks) => with(&mut exr::lines(self.source, structure, chunks, budget, scratch)?),
            Kind::Still(still) => with(&mut still.search(self.source, budget, scratch)),
        }
    }

    /// The most pixels that its file can hold, whatever the header claims: one has a bit at least, and no codec packs tighter than
    /// DWA, which keeps one value for 64.
    pub(super) fn held(&self, budget: &Budget) -> u64 {
        self.source.size().saturating_mul(budget.ratio).saturating_mul(64)
    }
}

/// A pixel of a part that is compared is one sample of each channel.
fn uncompared(part: &Part) -> Option<&'static str> {
    let reason = if part.kind.is_deep() { "deep pixels" } else { "luminance-chroma pixels" };
    exr::unreadable(part).or((!part.is_plain()).then_some(reason))
}
