//! Files that repeat the header of one read before: most frames of a sequence do.

use super::grid::Grid;
use super::header::Flags;
use super::journal::Journal;
use super::{Structure, report, table};
use crate::view::View;
use crate::{Budget, Source, Stop};

/// A header whose file was sound.
#[derive(Debug)]
pub struct Repeat {
    header: Vec<u8>,
    structure: Structure,
}

impl Repeat {
    /// The header of a file that was just read. `None` when something is wrong with the file, or not known of it.
    ///
    /// # Errors
    /// [`Stop::Io`] when the source cannot be read.
    pub fn of(source: &dyn Source, structure: Structure) -> Result<Option<Self>, Stop> {
        let Some(table_at) = structure.parts.first().map(|part| part.table_at) else { return Ok(None) };
        if !structure.defects.is_empty() || structure.whole != structure.announced {
            return Ok(None);
        }
        Ok(Some(Self { header: source.read_range(0, table_at)?, structure }))
    }

    /// Whether reading this file gives the same structure: its header is the same to the byte, its tables and chunks are sound.
    /// `head` is the file's, as [`super::read_from`] takes it, and fit for that afterwards.
    ///
    /// # Errors
    /// [`Stop::Io`] when the source cannot be read.
    pub fn is_in(&self, source: &dyn Source, head: &mut Vec<u8>, budget: &Budget) -> Result<bool, Stop> {
        if self.header.is_empty() || !head.starts_with(&self.header) {
            return Ok(false);
        }
        let Some(grids) = self.structure.parts.iter().map(Grid::of).collect() else { return Ok(false) };
        let map = table::map(&self.structure.parts, grids, Flags(self.structure.version).multi(), budget.ratio);
        let mut view = View::open(source, std::mem::take(head));
        let mut journal = Journal::default();
        let whole = match table::entries(&mut view, &map, &mut journal)? {
            Some(entries) => report::chunks(&mut view, &map, &entries, &mut journal)?.len() as u64,
            None => 0,
        };
        *head = view.into_head();
        Ok(whole == self.structure.whole && journal.into_sorted().is_empty())
    }
}
