//! What is known of a file's content, and how it is read.

use std::sync::Arc;

use etabli_formats::exr::{self, Answer, Ask, Scratch, Structure, Survey, Tally};
use etabli_formats::still;
use etabli_formats::{Budget, Exceeded, Format, Source, Stop};
use serde::{Deserialize, Serialize};

use crate::content::{self, Content};
use crate::layers::Roles;
use crate::stills::{self, StillFacts};
use crate::{Needs, Picture};

/// What a reader says of one file: a value that can be kept and judged later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// Format by its first bytes; `None` when they name none.
    pub format: Option<Format>,
    /// What its own reader found.
    pub content: Content,
    /// Its picture, when it is one of a format other than OpenEXR.
    pub still: Option<Box<StillFacts>>,
}

/// What is known of an OpenEXR file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExrFacts {
    /// Headers, tables, defects.
    pub structure: Structure,
    /// Pixels, when they were asked for.
    pub survey: Option<Survey>,
    /// Parts whose pixels nobody reads here, each with its reason.
    pub unread: Vec<(u32, String)>,
}

/// The outcome of reading: fault, sound, or not checked because…
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Reading {
    /// It was read. Files of which the same is known share it.
    Facts(Arc<Facts>),
    /// Nobody asked (a format that is not claimed, an entry without bytes).
    NotAsked,
    /// It could not be read.
    Failed(Failure),
}

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Failure {
    /// The system refused, in its own words.
    Io(String),
    /// It asks for more than the budget.
    Budget {
        /// What was claimed.
        what: String,
        /// The value claimed.
        asked: u64,
        /// The most that is allowed.
        cap: u64,
    },
    /// It killed its reader twice, the second time alone: how it died.
    Died(String),
    /// It took more processor time than a file may: seconds.
    Slow(u64),
    /// The filer gave no bytes for so many seconds.
    Stalled(u64),
}

impl Failure {
    /// Processor time from which a file that gives no answer counts as slow, seconds.
    pub const SLOW_SECONDS: u64 = 15;
}

impl Facts {
    /// OpenEXR content.
    pub fn exr(&self) -> Option<&ExrFacts> {
        match &self.content {
            Content::Exr(facts) => Some(facts),
            _ => None,
        }
    }

    /// The picture, whatever its format.
    pub fn picture(&self) -> Option<Picture<'_>> {
        let still = || self.still.as_ref().map(|still| Picture::of_still(still, self.content.is_sound()));
        self.exr().map(Picture::of).or_else(still)
    }
}

impl From<Stop> for Failure {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Io(error) => Self::Io(error.to_string()),
            Stop::Budget(Exceeded { what, asked, cap }) => Self::Budget { what: what.to_owned(), asked, cap },
        }
    }
}

/// Splits the chunks of one file over whatever threads the caller has; the parts come back in order.
pub type Split<'a> = &'a dyn Fn(&[exr::Chunk], &(dyn Fn(&[exr::Chunk], &mut Scratch) -> Result<Tally, Stop> + Sync)) -> Result<Tally, Stop>;

/// Reads what is needed of a file. `promised` is the format that its name promises.
pub fn read(
    source: &dyn Source,
    promised: Option<Format>,
    needs: Needs,
    roles: &Roles,
    budget: &Budget,
    split: Split,
) -> Result<Facts, Stop> {
    read_from(source, first_bytes(source, promised)?, promised, needs, roles, budget, split)
}

/// The first bytes of a file: of one that is probably OpenEXR, all that its reader wants first.
pub fn first_bytes(source: &dyn Source, promised: Option<Format>) -> Result<Vec<u8>, Stop> {
    if promised == Some(Format::Exr) { exr::head(source) } else { source.read_range(0, Format::PROBE as u64) }
}

/// Does what [`read`] does, with the [`first_bytes`] that were read before.
pub fn read_from(
    source: &dyn Source,
    head: Vec<u8>,
    promised: Option<Format>,
    needs: Needs,
    roles: &Roles,
    budget: &Budget,
    split: Split,
) -> Result<Facts, Stop> {
    let format = head.get(..head.len().min(Format::PROBE)).and_then(Format::of);
    // A name that promises a format is read as that when its first bytes name none, so that a broken magic gets its byte.
    let sure = format.filter(|format| promised.is_some() || !format.is_weak());
    let kind = sure.or(promised).filter(|_| needs.holds(Needs::STRUCTURE) && !head.is_empty());
    let mut content = match kind {
        Some(Format::Exr) => {
            let head = if promised == Some(Format::Exr) { head } else { exr::head(source)? };
            Content::Exr(Box::new(read_exr(source, head, needs, roles, budget, split)?))
        }
        Some(kind) => content::read(kind, source, needs, budget)?,
        None => Content::Unclaimed,
    };
    let still = stills::read(source, &mut content, needs, roles, budget, split)?.map(Box::new);
    Ok(Facts { format, content, still })
}

fn read_exr(source: &dyn Source, head: Vec<u8>, needs: Needs, roles: &Roles, budget: &Budget, split: Split) -> Result<ExrFacts, Stop> {
    let (structure, chunks) = exr::read_from(source, head, budget)?;
    let unread = structure.parts.iter().zip(0..).filter_map(|(part, n)| Some((n, exr::unreadable(part)?.to_owned()))).collect();
    let survey = if needs.pixels() {
        exr::afford(&chunks, budget)?;
        let plan = crate::layers::plan(&Picture::unseen(&structure), needs, roles);
        let pass = |some: &[exr::Chunk], scratch: &mut Scratch| exr::survey(source, &structure, some, &plan, budget, scratch);
        Some(split(&chunks, &pass)?.finish())
    } else {
        None
    };
    Ok(ExrFacts { structure, survey, unread })
}

/// Looks again at a file, to answer one question.
pub fn look(source: &dyn Source, ask: &Ask, budget: &Budget, scratch: &mut Scratch) -> Result<Option<Answer>, Stop> {
    match Format::of(&source.read_range(0, Format::PROBE as u64)?) {
        None | Some(Format::Exr) => {
            let (structure, chunks) = exr::read(source, budget)?;
            exr::look(source, &structure, &chunks, ask, budget, scratch)
        }
        Some(format) => match still::open(source, format, budget)? {
            Some(still) => still.look(source, ask, budget, scratch),
            None => Ok(None),
        },
    }
}

#[cfg(test)]
mod tests {
    use etabli_formats::exr::{Chunk, Image, PartPixels, Scratch, Tally, write};
    use etabli_formats::{Budget, Format, Stop};

    use super::read;
    use crate::Needs;
    use crate::layers::Roles;

    #[test]
    fn what_a_name_promises_changes_nothing_in_what_is_known_of_a_sound_file() {
        let bytes = write(&Image::single(PartPixels::rgba(40, 30, |x, y| [x as f32, y as f32, 0.5, 1.0]))).unwrap();
        let split = &|chunks: &[_], pass: &(dyn Fn(&[_], &mut Scratch) -> _ + Sync)| pass(chunks, &mut Scratch::default());
        let read = |promised| read(&bytes, promised, Needs::STATS, &Roles::default(), &Budget::default(), split).unwrap();
        let known = read(Some(Format::Exr));
        assert!(known.exr().is_some_and(|exr| exr.structure.defects.is_empty() && exr.survey.is_some()));
        assert_eq!(read(None), known);
        assert_eq!(read(Some(Format::Png)), known);
    }

    type Pass<'a> = &'a (dyn Fn(&[Chunk], &mut Scratch) -> Result<Tally, Stop> + Sync);

    #[test]
    fn a_file_that_is_read_in_turns_spends_its_budget_once() {
        let file = write(&Image::single(PartPixels::rgba(40, 64, |x, y| [x as f32, y as f32, 0.5, 1.0]))).unwrap();
        let whole = 40 * 64 * 4 * 2;
        let halves = |chunks: &[Chunk], pass: Pass| {
            let (first, second) = chunks.split_at(chunks.len() / 2);
            let mut tally = pass(first, &mut Scratch::default())?;
            tally.merge(pass(second, &mut Scratch::default())?);
            Ok(tally)
        };
        let read =
            |pixels| read(&file, Some(Format::Exr), Needs::STATS, &Roles::default(), &Budget { pixels, ..Budget::default() }, &halves);
        assert!(read(whole).is_ok());
        assert!(matches!(read(whole - 1), Err(Stop::Budget(over)) if over.asked == whole));
    }
}
