//! What the fixes of this room share: a file taken apart, and the proof that its new content is better and nothing else is worse.

use std::mem::discriminant;

use etabli_formats::exr::{self, Chunk, Kept, Lost, Rule, Structure};
use etabli_formats::{Piece, Pieced, Source};

use crate::{Change, Patch, Plan, Repair, Sentence, Step, Text};

/// Folder beside a damaged file, for what was saved of it.
const SAVED: &str = "salvaged";

/// Some chunks are gone.
pub(super) const MISSING: Text = Text {
    fr: "des blocs manquent : « etabli salvage » enregistre les autres dans un nouveau fichier",
    en: "some chunks are missing: \"etabli salvage\" saves the others into a new file",
};
/// The new content would still not be sound.
const UNPROVEN: Text = Text {
    fr: "le résultat ne serait pas sain : d'autres défauts s'y mêlent",
    en: "the result would not be sound: other faults are in the way",
};
const WHOLE: Text = Text { fr: "le fichier est entier : il n'y a rien à sauver", en: "the file is whole: there is nothing to save" };
const NOTHING: Text = Text {
    fr: "rien n'est à sauver : l'en-tête est abîmé, ou aucun bloc n'est entier",
    en: "nothing can be saved: its header is damaged, or no chunk is whole",
};

/// A file taken apart.
pub(super) struct Opened<'a> {
    pub(super) source: Box<dyn Source + 'a>,
    pub(super) structure: Structure,
    pub(super) chunks: Vec<Chunk>,
}

/// The subject's file, taken apart.
pub(super) fn open<'a>(repair: &'a Repair) -> Result<Opened<'a>, Sentence> {
    let source = repair.open()?;
    let (structure, chunks) = exr::read(&*source, repair.budget)?;
    Ok(Opened { source, structure, chunks })
}

impl Opened<'_> {
    /// Gives the subject new content, if that has no defect of this kind and no kind of defect that the old one had not.
    pub(super) fn rewrite(&self, repair: &Repair, pieces: Vec<Piece>, kind: impl Fn(&Rule) -> bool) -> Result<Plan, Sentence> {
        let (after, _) = exr::read(&Pieced::new(&*self.source, &pieces), repair.budget)?;
        let had = |rule: &Rule| self.structure.defects.iter().any(|defect| discriminant(&defect.rule) == discriminant(rule));
        if after.parts.is_empty() || after.defects.iter().any(|defect| kind(&defect.rule) || !had(&defect.rule)) {
            return Err(UNPROVEN.into());
        }
        Ok(Patch::one(Step::Write { path: repair.subject.path.clone(), pieces }).into())
    }
}

/// Saves the chunks that are whole and decode into a new file in a folder beside; the damaged file stays as it is.
pub(super) fn salvage(repair: &Repair) -> Result<Plan, Sentence> {
    let Opened { source, structure, chunks } = open(repair)?;
    let saved = exr::salvage(&*source, &structure, &chunks, repair.budget)?;
    let Kept { pieces, kept, of, lost } = saved.ok_or(NOTHING)?;
    if lost.is_empty() && structure.defects.is_empty() {
        return Err(WHOLE.into());
    }
    let (after, _) = exr::read(&Pieced::new(&*source, &pieces), repair.budget)?;
    if !after.defects.is_empty() {
        return Err(UNPROVEN.into());
    }
    let path = crate::tree::join(&repair.path_of(SAVED), repair.name());
    let patch = Patch::one(Step::Derive { path, from: repair.subject.path.clone(), pieces });
    let change = |Lost { part, lines }| {
        let part = structure.parts.get(part as usize).map_or_else(String::new, |part| part.name.clone());
        Change::Lost { part, lines }
    };
    let saved = Change::Saved { chunks: kept, of };
    Ok(Plan { patch, changes: [saved].into_iter().chain(lost.into_iter().map(change)).collect() })
}

/// What [`salvage`] does, in words.
pub(super) const SALVAGES: Text = Text {
    fr: "enregistre les lignes intactes dans un nouveau fichier, salvaged/{file} ; l'image abîmée reste, et reste à relancer",
    en: "saves the intact lines into a new file, salvaged/{file}; the damaged frame stays, and is still to be rendered again",
};
