//! The reader: headers, tables, chunks, and everything that is wrong with them.

use std::collections::HashSet;

use super::header::{self, Flags};
use super::journal::Journal;
use super::{Chunk, Defect, Flaw, Part, Rule, Structure, part, report, table, tail};
use crate::view::{HEAD, View};
use crate::{Budget, Source, Stop};

/// Attributes that all parts of a file share.
const SHARED: [&str; 4] = ["displayWindow", "pixelAspectRatio", "timeCode", "chromaticities"];

/// Zeros at the end of a file that mean more than the last values of a header.
const HEADER_RUN: u64 = 64;

/// Reads the structure of an OpenEXR file and the place of every chunk whose bytes are whole.
///
/// Content is never an error: what is wrong stands in [`Structure::defects`], at most 256 of them, with their bytes. Chunks come in the order of
/// the tables. When the writer died before it wrote the table, or the table lies, they are found by their leaders.
///
/// # Errors
/// [`Stop::Io`] when the source cannot be read.
pub fn read(source: &dyn Source, budget: &Budget) -> Result<(Structure, Vec<Chunk>), Stop> {
    read_from(source, head(source)?, budget)
}

/// The first bytes of a file, as many as [`read_from`] takes: all of a small one.
///
/// # Errors
/// [`Stop::Io`] when the source cannot be read.
pub fn head(source: &dyn Source) -> Result<Vec<u8>, Stop> {
    source.read_range(0, HEAD)
}

/// Does what [`read`] does, with the [`head`] that was read before.
///
/// # Errors
/// [`Stop::Io`] when the source cannot be read.
pub fn read_from(source: &dyn Source, head: Vec<u8>, budget: &Budget) -> Result<(Structure, Vec<Chunk>), Stop> {
    let mut view = View::open(source, head);
    let mut journal = Journal::default();
    let headers = header::read(&mut view, budget, &mut journal)?;
    let flags = Flags(headers.version);
    let mut known = headers.end.is_some();
    let mut parts = Vec::with_capacity(headers.parts.len());
    for (index, raw) in headers.parts.into_iter().enumerate() {
        let (part, complete) = part::build(raw, index as u32, flags, view.head(), &mut journal);
        known &= complete;
        parts.push(part);
    }
    if flags.multi() {
        shared(&parts, &mut journal);
    }
    zeroed(&mut view, &mut journal)?;
    let mut structure = Structure { version: headers.version, pixels_at: headers.end.unwrap_or(view.size()), ..Structure::default() };
    let mut chunks = Vec::new();
    if let Some(end) = headers.end.filter(|_| known)
        && let Some(grids) = table::place(&mut parts, end, flags.multi(), &mut journal)
    {
        let map = table::map(&parts, grids, flags.multi(), budget.ratio);
        structure.announced = map.total();
        structure.pixels_at = map.pixels_at;
        if table::within(&map, view.size(), budget, &mut journal)?
            && let Some(entries) = table::entries(&mut view, &map, &mut journal)?
        {
            chunks = report::chunks(&mut view, &map, &entries, &mut journal)?;
        }
    }
    structure.parts = parts;
    structure.whole = chunks.len() as u64;
    structure.defects = journal.into_sorted();
    Ok((structure, chunks))
}

/// Zeros from inside the header to the end of the file explain every field that is missing after their beginning; zeros from the first
/// byte on, the whole file.
fn zeroed(view: &mut View, journal: &mut Journal) -> Result<(), Stop> {
    if view.size() > 0 && view.head().iter().all(|&byte| byte == 0) && tail::zeros_from(view)? == 0 {
        let rule = Rule::ZeroedTail { run: view.size() };
        journal.explain(Defect { rule, byte: 0, part: None, chunk: None, lines: None });
        return Ok(());
    }
    if !journal.any(|defect| defect.byte >= 8) || journal.any(|defect| matches!(defect.rule, Rule::TruncatedHeader { .. })) {
        return Ok(());
    }
    let zeros = tail::zeros_from(view)?;
    let run = view.size() - zeros;
    if run >= HEADER_RUN && journal.any(|defect| defect.byte >= zeros) {
        journal.explain(Defect { rule: Rule::ZeroedTail { run }, byte: zeros, part: None, chunk: None, lines: None });
    }
    Ok(())
}

/// The rules that bind the parts of a multi-part file: names are unique, some attributes are the same in all.
fn shared(parts: &[Part], journal: &mut Journal) {
    let mut names = HashSet::new();
    let Some(first) = parts.first() else { return };
    for (index, part) in parts.iter().enumerate() {
        let number = Some(index as u32);
        if let Some(attribute) = part.attribute("name").filter(|_| !names.insert(part.name.as_str())) {
            journal.attribute(number, attribute.at, "name", Flaw::DuplicateName, &part.name);
        }
        for name in SHARED {
            if let (Some(reference), Some(attribute)) = (first.attribute(name), part.attribute(name))
                && reference.value != attribute.value
            {
                journal.attribute(number, attribute.at, name, Flaw::NotShared, &"");
            }
        }
    }
}
