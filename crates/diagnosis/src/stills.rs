//! Pictures of formats other than OpenEXR: their headers and what their pixels hold.

use etabli_formats::exr::{self, Plan, Scratch, Survey};
use etabli_formats::still::{self, Header, Still};
use etabli_formats::{Budget, Format, Source, Stop, png};
use serde::{Deserialize, Serialize};

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
    format: Format,
    content: &mut Content,
    needs: Needs,
    roles: &Roles,
    budget: &Budget,
    split: Split,
) -> Result<Option<StillFacts>, Stop> {
    let still = match content {
        Content::Png(structure) => still::of_png(source, structure, budget)?,
        _ => still::open(source, format, budget)?,
    };
    let plan = |still: &Still| layers::plan(&Picture::unseen_still(&still.header, true), needs, roles);
    let survey = match (content, &still) {
        _ if !needs.pixels() => None,
        (Content::Png(structure), still) => png(source, structure, still.as_ref().map(|still| (still, plan(still))), budget)?,
        (_, Some(still)) if still.unread.is_none() => {
            let plan = plan(still);
            let pass = |_: &[exr::Chunk], scratch: &mut Scratch| still.survey(source, &plan, budget, scratch);
            Some(split(&[], &pass)?.finish())
        }
        _ => None,
    };
    Ok(still.map(|still| {
        let unread = still.unread.map(|why| (0, why.to_owned())).into_iter().collect();
        StillFacts { header: still.header, survey, unread }
    }))
}

/// Unpacks a PNG once, to check it and to count it.
fn png(
    source: &dyn Source,
    structure: &mut png::Structure,
    still: Option<(&Still, Plan)>,
    budget: &Budget,
) -> Result<Option<Survey>, Stop> {
    let Some((still, plan)) = still.filter(|(still, _)| still.unread.is_none()) else {
        structure.defects.extend(png::verify(source, structure, budget)?);
        return Ok(None);
    };
    let mut unpacked = png::scanlines(source, structure, budget)?;
    structure.defects.append(&mut unpacked.defects);
    let is_whole = unpacked.bytes.len() as u64 == structure.unpacked() && crate::content::is_sound(&structure.defects);
    Ok(is_whole.then(|| still.survey_png(&mut unpacked.bytes, &plan).finish()))
}
