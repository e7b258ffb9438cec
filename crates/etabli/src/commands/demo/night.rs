//! The bad night: which fault in which frame of which shot. Each is made by its own injector, with a fixed seed.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use etabli_demo::{Shot, shots};
use etabli_diagnosis::causes::CAUSES;
use etabli_diagnosis::{Declined, Dice, Entry, Inject, Patch, Place, Site, Tree, faults};
use etabli_formats::Source;
use etabli_scan::DiskTree;

use crate::lang::both;
use crate::problem::Problem;

/// What goes wrong in one frame: a fault by itself, or the story of a cause, which takes the next frames too.
struct Mishap {
    /// Sequence and name of the shot.
    shot: [&'static str; 2],
    frame: i32,
    /// Of a fault or of a cause.
    code: &'static str,
    variant: &'static str,
    seed: u64,
}

const fn mishap(shot: [&'static str; 2], frame: i32, code: &'static str, variant: &'static str, seed: u64) -> Mishap {
    Mishap { shot, frame, code, variant, seed }
}

const LIGHTHOUSE: [&str; 2] = ["sq010", "sh010"];
const HEDGEHOG: [&str; 2] = ["sq010", "sh020"];
const WORKBENCH: [&str; 2] = ["sq020", "sh010"];

/// In the order of the night. No two touch the same file.
const NIGHT: &[Mishap] = &[
    mishap(LIGHTHOUSE, 1012, "CAU001", "disk", 1),
    mishap(LIGHTHOUSE, 1019, "EXR002", "bit", 1),
    mishap(LIGHTHOUSE, 1026, "IMG004", "one", 39),
    mishap(HEDGEHOG, 1008, "CAU002", "killed", 1),
    mishap(HEDGEHOG, 1009, "FIL003", "temporary", 1),
    mishap(HEDGEHOG, 1014, "IMG001", "plane", 778),
    mishap(HEDGEHOG, 1019, "IMG010", "lit", 22),
    mishap(WORKBENCH, 1007, "IMG003", "all", 1),
    mishap(WORKBENCH, 1011, "SEQ002", "copy", 1),
    mishap(WORKBENCH, 1016, "SEQ003", "half", 1),
    mishap(WORKBENCH, 1020, "NAM002", "separator", 1),
    mishap(WORKBENCH, 1024, "LNK001", "replaced", 1),
    mishap(WORKBENCH, 1028, "IMG008", "darker", 1),
];

/// Everything that the night changes, not yet carried out.
#[derive(Debug, Default)]
pub(super) struct Spoiled {
    pub(super) patch: Patch,
    pub(super) places: Vec<Place>,
}

impl Spoiled {
    /// How many things went wrong.
    pub(super) fn mishaps() -> usize {
        NIGHT.len()
    }

    /// How many files they are in.
    pub(super) fn files(&self) -> usize {
        self.places.iter().map(|place| &place.path).collect::<BTreeSet<_>>().len()
    }

    /// The pixel that is known to be wrong in a frame.
    pub(super) fn pixel(&self, path: &str) -> Option<[i32; 2]> {
        self.places.iter().find(|place| place.path == path).and_then(|place| place.pixel)
    }
}

/// The whole night, on the healthy production of a folder.
pub(super) fn spoiled(folder: &Path) -> Result<Spoiled, Box<Problem>> {
    let tree = DiskTree::new(folder);
    let mut night = Spoiled::default();
    for mishap in NIGHT {
        let (patch, places) = made(mishap, &tree).map_err(|declined| declines(mishap, &declined))?;
        night.patch.steps.extend(patch.steps);
        night.places.extend(places);
    }
    Ok(night)
}

fn made(mishap: &Mishap, tree: &DiskTree) -> Result<(Patch, Vec<Place>), Declined> {
    let unknown = || Declined::because("this is neither a fault nor a cause, or its shot is not painted");
    let inject = injector(mishap.code).ok_or_else(unknown)?;
    let shot = shots().iter().find(|shot| [shot.sequence, shot.name] == mishap.shot).ok_or_else(unknown)?;
    let around = Around::new(tree, shot, mishap.frame);
    (inject.make)(&Site { tree: &around, folder: &shot.folder(), variant: mishap.variant }, &mut Dice::new(mishap.seed))
}

fn injector(code: &str) -> Option<&'static Inject> {
    let story = || CAUSES.iter().find(|cause| cause.code == code).map(|cause| &cause.story);
    faults::find(code).map(|fault| &fault.inject).or_else(story)
}

fn declines(mishap: &Mishap, Declined(why): &Declined) -> Box<Problem> {
    let (code, frame) = (mishap.code, mishap.frame);
    let what = both(
        format!("{code} ne peut pas être fait sur l'image {frame} ({why})"),
        format!("{code} cannot be made in frame {frame} ({why})"),
    );
    Problem::new(what, both("recommencer dans un dossier neuf", "try again in a new folder"))
}

/// A shot of which only seven frames are listed. Injectors spoil a frame that has three neighbours on each side: here there is one.
struct Around<'a> {
    tree: &'a DiskTree,
    names: BTreeSet<String>,
}

impl<'a> Around<'a> {
    fn new(tree: &'a DiskTree, shot: &Shot, frame: i32) -> Self {
        let name = |frame| shot.path(frame).rsplit('/').next().unwrap_or_default().to_owned();
        Self { tree, names: (frame - 3..=frame + 3).map(name).collect() }
    }
}

impl Tree for Around<'_> {
    fn list(&self, folder: &str) -> io::Result<Vec<Entry>> {
        let mut entries = self.tree.list(folder)?;
        entries.retain(|entry| self.names.contains(&entry.name));
        Ok(entries)
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn Source + '_>> {
        self.tree.open(path)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{NIGHT, injector};
    use etabli_demo::shots;

    #[test]
    fn every_mishap_can_happen() {
        for mishap in NIGHT {
            let shot = shots().iter().find(|shot| [shot.sequence, shot.name] == mishap.shot).unwrap();
            assert!(mishap.frame - 3 >= shot.first && mishap.frame + 3 <= shot.last, "{} {}", mishap.code, mishap.frame);
            assert!(injector(mishap.code).unwrap().variants.contains(&mishap.variant), "{}", mishap.code);
        }
    }

    #[test]
    fn no_two_mishaps_begin_in_the_same_frame() {
        let begun: BTreeSet<_> = NIGHT.iter().map(|mishap| (mishap.shot, mishap.frame)).collect();
        assert_eq!(begun.len(), NIGHT.len());
    }
}
