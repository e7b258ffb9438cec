//! What a detector may look at besides its subject.

use etabli_formats::exr::{Answer, Ask};

use crate::layers::Roles;
use crate::{Config, File, Folder, Picture};

/// Answers what a pass could not keep: the first NaN's pixel, whether two frames are equal.
pub trait Looker {
    /// Looks again at a file of the folder under examination; `None` when it cannot be read or the question has no answer there.
    fn look(&self, file: &File, ask: &Ask) -> Option<Answer>;
}

/// What a detector may look at besides its subject.
pub struct Context<'a> {
    /// The folder under examination.
    pub folder: &'a Folder,
    /// What the production declares for it.
    pub config: &'a Config,
    /// Roles of layers that it declares.
    pub roles: Roles,
    /// The moment of the scan, nanoseconds since 1970: given, never read.
    pub now: i64,
    /// Where to ask for what a pass could not keep.
    pub looker: &'a dyn Looker,
}

impl<'a> Context<'a> {
    /// A folder with what is declared for it. `now` is in nanoseconds since 1970.
    pub fn new(folder: &'a Folder, config: &'a Config, now: i64, looker: &'a dyn Looker) -> Self {
        Self { folder, config, roles: Roles::of(config), now, looker }
    }

    /// Looks again at a file.
    pub fn look(&self, file: &File, ask: &Ask) -> Option<Answer> {
        self.looker.look(file, ask)
    }

    /// The nearest readable frames before and after a file in its sequence.
    pub fn neighbours(&self, file: &File) -> [Option<(&'a File, Picture<'a>)>; 2] {
        let Some((series, frame)) = self.folder.place(file.index) else { return [None, None] };
        let place = series.frames.partition_point(|&(f, _)| f < frame);
        let known = |&(_, index): &(i64, usize)| {
            let file = self.folder.files.get(index)?;
            Some((file, file.picture()?))
        };
        let before = series.frames.get(..place).and_then(|s| s.iter().rev().find_map(known));
        let after = series.frames.get(place..).and_then(|s| s.iter().skip_while(|&&(f, _)| f <= frame).find_map(known));
        [before, after]
    }
}
