//! Pictures of formats other than OpenEXR: their headers and what their pixels hold.

use std::sync::{Mutex, PoisonError};

use etabli_formats::exr::{self, Plan, Scratch, Survey};
use etabli_formats::still::{self, Header, Still};
use etabli_formats::{Budget, Source, Stop, jpeg, png, tiff};
use serde::{Deserialize, Serialize};

use crate::content::is_sound;
use crate::layers::{self, Roles};
use crate::{Content, Needs, Picture, Split};

/// What is known of the picture of a file that is no OpenEXR.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StillFacts {
    /// What its header says.
    pub header: Header,
    /// Pixels, when they were asked for and none is lost.
    pub survey: Option<Survey>,
    /// Why its pixels are not read here, as of part 0; empty when they are.
    pub unread: Vec<(u32, String)>,
}

/// Reads the picture of a file whose content was read; what its pixels show to be wrong goes to the content. `None` when it is no picture
/// that is known here.
pub(crate) fn read(
    source: &dyn Source,
    content: &mut Content,
    needs: Needs,
    roles: &Roles,
    budget: &Budget,
    split: Split,
) -> Result<Option<StillFacts>, Stop> {
    let still = match content {
        Content::Png(structure) => still::of_png(source, structure, budget)?,
        Content::Tiff(structure) => still::of_tiff(structure, budget),
        Content::Dpx(structure) => still::of_dpx(structure, budget),
        Content::Jpeg(structure) => still::of_jpeg(structure, budget),
        Content::Unclaimed | Content::Exr(_) | Content::Other(_) => None,
    };
    let plan = |still: &Still| layers::plan(&Picture::unseen_still(&still.header, true), needs, roles);
    // What a JPEG's codes are worth, only its decoder knows.
    let is_decoded = needs.pixels() || matches!(content, Content::Jpeg(_));
    let readable = still.as_ref().filter(|still| is_decoded && still.unread.is_none()).map(|still| (still, plan(still)));
    let survey = match (&mut *content, readable) {
        _ if !needs.holds(Needs::DATA) => None,
        (Content::Png(structure), readable) => png(source, structure, readable, budget, split)?,
        (Content::Tiff(structure), readable) => tiff(source, structure, readable, budget)?,
        (Content::Jpeg(structure), Some((still, plan))) => jpeg(source, structure, (still, plan), budget, split)?,
        (content, Some((still, plan))) => {
            let pass = |_: &[exr::Chunk], scratch: &mut Scratch| still.survey(source, &plan, budget, scratch);
            let survey = split(&[], &pass)?.finish();
            content.is_sound().then_some(survey)
        }
        _ => None,
    };
    Ok(still.map(|still| {
        let is_refused = matches!(content, Content::Jpeg(_)) && survey.as_ref().is_some_and(|survey| !survey.defects.is_empty());
        let refused = is_refused.then_some("this kind of JPEG");
        let unread = still.unread.or(refused).map(|why| (0, why.to_owned())).into_iter().collect();
        StillFacts { header: still.header, survey, unread }
    }))
}

/// A picture that can be read, and what to count in it.
type Readable<'a> = Option<(&'a Still, Plan)>;

/// Unpacks a PNG once, to check it and to count it.
fn png(
    source: &dyn Source,
    structure: &mut png::Structure,
    readable: Readable,
    budget: &Budget,
    split: Split,
) -> Result<Option<Survey>, Stop> {
    let Some((still, plan)) = readable else {
        structure.defects.extend(png::verify(source, structure, budget)?);
        return Ok(None);
    };
    let found = Mutex::new(Vec::new());
    let pass = |_: &[exr::Chunk], scratch: &mut Scratch| {
        let (tally, defects) = still.survey_png(source, &plan, budget, scratch)?;
        found.lock().unwrap_or_else(PoisonError::into_inner).extend(defects);
        Ok(tally)
    };
    let tally = split(&[], &pass)?;
    structure.defects.extend(found.into_inner().unwrap_or_else(PoisonError::into_inner));
    Ok(is_sound(&structure.defects).then(|| tally.finish()))
}

/// Decodes a JPEG whose markers and codes are sound. A progressive one that does not decode is broken; what else the decoder refuses stays
/// among the survey's defects.
fn jpeg(
    source: &dyn Source,
    structure: &mut jpeg::Structure,
    (still, plan): (&Still, Plan),
    budget: &Budget,
    split: Split,
) -> Result<Option<Survey>, Stop> {
    if !is_sound(&structure.defects) {
        return Ok(None);
    }
    let pass = |_: &[exr::Chunk], scratch: &mut Scratch| still.survey(source, &plan, budget, scratch);
    let survey = split(&[], &pass)?.finish();
    let is_lost = |defect: &exr::Defect| matches!(defect.rule, exr::Rule::CorruptChunk { problem: exr::Damage::ImageData });
    if survey.defects.iter().any(is_lost) {
        structure.defects.push(jpeg::Defect::undecodable(structure.first_scan));
    }
    Ok(is_sound(&structure.defects).then_some(survey))
}

/// Unpacks a TIFF once: the first image to check it and to count it, the others to check them.
fn tiff(source: &dyn Source, structure: &mut tiff::Structure, readable: Readable, budget: &Budget) -> Result<Option<Survey>, Stop> {
    let Some((still, plan)) = readable else {
        structure.defects.extend(tiff::verify(source, structure, budget)?);
        return Ok(None);
    };
    let (tally, found) = still.survey_tiff(source, &plan, budget)?;
    let others = structure.images.get(1..).unwrap_or_default().to_vec();
    let (order, big) = (structure.order, structure.big);
    let others = tiff::verify(source, &tiff::Structure { order, big, images: others, ..tiff::Structure::default() }, budget)?;
    // What lies outside the file, or what is not packed, its own reader has judged.
    let is_packed = structure.images.first().is_some_and(|image| image.whole && image.compression != 1);
    structure.defects.extend(found.into_iter().filter(|_| is_packed).chain(others));
    Ok(is_sound(&structure.defects).then(|| tally.finish()))
}
