//! Headers of some frames made like those of the others.

use etabli_formats::exr::{self, HeaderEdit, Structure};
use etabli_formats::{Pieced, Source};

use crate::fix::NO_LONGER;
use crate::{Change, File, Folder, Needs, Patch, Plan, Repair, Sentence, Series, Step, Text};

const UNFIT: Text = Text {
    fr: "l'en-tête ne se laisse pas réécrire sans toucher au reste",
    en: "the header cannot be rewritten without touching the rest",
};

/// The subject's folder with the headers of its pictures.
pub(super) fn headers(repair: &Repair) -> Result<Folder, Sentence> {
    repair.look(Needs::STRUCTURE, |entry| entry.extension().is_some_and(|e| e.eq_ignore_ascii_case("exr")))
}

/// The sequence that the subject belongs to.
pub(super) fn series<'f>(repair: &Repair, folder: &'f Folder) -> Result<&'f Series, Sentence> {
    let file = folder.files.iter().find(|f| f.entry.name == repair.name());
    file.and_then(|f| folder.place(f.index)).map(|(series, _)| series).ok_or_else(|| NO_LONGER.into())
}

/// Rewrites the header of every frame of the subject's run with the fields that `fields` gives for it.
pub(super) fn rewrite(
    repair: &Repair,
    folder: &Folder,
    series: &Series,
    fields: impl Fn(&dyn Source, &Structure, &mut Vec<Change>) -> Result<Vec<HeaderEdit>, Sentence>,
) -> Result<Plan, Sentence> {
    let first = repair.subject.frame.ok_or(NO_LONGER)?;
    let run = first..=repair.subject.until.unwrap_or(first);
    let files = series.frames.iter().filter(|(frame, _)| run.contains(frame)).filter_map(|&(_, index)| folder.files.get(index));
    let mut plan = Plan::default();
    for file in files {
        plan.patch.steps.extend(rewritten(repair, file, &mut plan.changes, &fields)?);
    }
    if plan.patch == Patch::default() { Err(NO_LONGER.into()) } else { Ok(plan) }
}

fn rewritten(
    repair: &Repair,
    file: &File,
    changes: &mut Vec<Change>,
    fields: &impl Fn(&dyn Source, &Structure, &mut Vec<Change>) -> Result<Vec<HeaderEdit>, Sentence>,
) -> Result<Option<Step>, Sentence> {
    let path = repair.path_of(&file.entry.name);
    let source = repair.tree.open(&path)?;
    let (structure, _) = exr::read(&*source, repair.budget)?;
    let fields = fields(&*source, &structure, changes)?;
    if fields.is_empty() {
        return Ok(None);
    }
    let pieces = exr::edit_header(&*source, &structure, &fields)?.ok_or(UNFIT)?;
    let (after, _) = exr::read(&Pieced::new(&*source, &pieces), repair.budget)?;
    if after.defects.len() > structure.defects.len() || after.whole != structure.whole {
        return Err(UNFIT.into());
    }
    Ok(Some(Step::Write { path, pieces }))
}
