//! What the fixes of this room share: a file is the listed one again when a hash proves it, and only then.

use std::io;

use etabli_formats::manifest::{LineEnds, TextMode};
use etabli_formats::{Budget, Exceeded, Piece, Source, Stop};

use crate::delivery::{Content, Listed, content, is_listed, one};
use crate::fix::NO_LONGER;
use crate::{Change, Patch, Plan, Repair, Sentence, Step, Text};

/// Bytes that are read at once.
const BLOCK: usize = 1 << 20;
/// The part of the budget for one chunk that a file of texts may fill: it travels whole from the reader.
const SHARE: u64 = 4;

const UNLISTED: Text = Text {
    fr: "son manifeste ne le liste plus, ou sans empreinte : rien ne prouverait la copie",
    en: "its manifest lists it no more, or without a hash: nothing would prove the copy",
};
const NO_SOURCE: Text = Text {
    fr: "il faut le dossier d'où vient la copie : etabli verify --unsafe-fixes --source DOSSIER",
    en: "the folder that was copied is needed: etabli verify --unsafe-fixes --source FOLDER",
};
const NOT_THERE: Text = Text { fr: "la source n'a pas de fichier à ce chemin", en: "the source has no file at this path" };
const ANOTHER: Text = Text {
    fr: "le fichier de la source n'est pas non plus celui que le manifeste liste",
    en: "the source's file is not the one that the manifest lists either",
};

/// What a fix of this room does, in words.
pub(super) const FETCHES: Text = Text {
    fr: "recopie {file} depuis la source (--source), si son empreinte est celle du manifeste",
    en: "copies {file} again from the source (--source), if its hash is the manifest's",
};

fn listed(repair: &Repair) -> Result<Listed, Sentence> {
    let listed = repair.subject.related.iter().find_map(|manifest| one(repair.tree, &repair.subject.path, manifest));
    listed.filter(|listed| !listed.expected.is_empty()).ok_or_else(|| UNLISTED.into())
}

/// Copies the subject from the source, when that makes it the listed file; `keep` says how many of its first bytes might stay.
pub(super) fn fetch(repair: &Repair, keep: fn(&Listed) -> u64) -> Result<Plan, Sentence> {
    let listed = listed(repair)?;
    let source = repair.source.ok_or(NO_SOURCE)?.open(&repair.subject.path).map_err(|_| NOT_THERE)?;
    let here = keep(&listed);
    for keep in if here > 0 { vec![here, 0] } else { vec![0] } {
        let head = if keep > 0 { Some(repair.open()?) } else { None };
        let joined = Joined { head: head.as_deref(), keep, rest: &*source };
        if is_listed(&joined, &listed)? {
            let change = Change::Fetched { at: keep, count: joined.size().saturating_sub(keep) };
            return Ok(Plan { patch: Patch::one(Step::Fetch { path: repair.subject.path.clone(), keep }), changes: vec![change] });
        }
    }
    Err(ANOTHER.into())
}

/// The first bytes of one file, and the others of another.
struct Joined<'a> {
    head: Option<&'a dyn Source>,
    keep: u64,
    rest: &'a dyn Source,
}

impl Source for Joined<'_> {
    fn size(&self) -> u64 {
        self.rest.size().max(self.keep)
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(head) = self.head.filter(|_| offset < self.keep) else { return self.rest.read_at(offset, buffer) };
        let most = usize::try_from(self.keep - offset).unwrap_or(usize::MAX).min(buffer.len());
        head.read_at(offset, buffer.get_mut(..most).unwrap_or_default())
    }
}

/// Changes the ends of lines of the subject back, when that makes it the listed file.
pub(super) fn change_back(repair: &Repair) -> Result<Plan, Sentence> {
    let listed = listed(repair)?;
    let source = repair.open()?;
    let Content::TextMode(_, undone) = content(&*source, &listed) else { return Err(NO_LONGER.into()) };
    let bytes = first_ends(&*source, undone.mode, repair.budget)?;
    let change = Change::LineEnds { count: undone.count, is_added: undone.mode == TextMode::Added };
    let patch = Patch::one(Step::Write { path: repair.subject.path.clone(), pieces: vec![Piece::Bytes(bytes)] });
    Ok(Plan { patch, changes: vec![change] })
}

/// The bytes of a file before its ends of lines were changed.
fn first_ends(source: &dyn Source, mode: TextMode, budget: &Budget) -> Result<Vec<u8>, Stop> {
    let cap = budget.chunk / SHARE;
    if source.size() > cap {
        return Err(Stop::Budget(Exceeded { what: "file", asked: source.size(), cap }));
    }
    let (mut ends, mut before, mut block, mut offset) = (LineEnds::new(mode), Vec::new(), vec![0; BLOCK], 0);
    loop {
        let count = source.read_at(offset, &mut block)?;
        let Some(bytes) = block.get(..count).filter(|bytes| !bytes.is_empty()) else { break };
        ends.undo(bytes, &mut before);
        offset += count as u64;
    }
    ends.finish(&mut before);
    Ok(before)
}
