//! A header edited, with the chunk tables moved along.

use super::Edit;
use crate::exr::{Extra, Structure};
use crate::{Piece, Source, Stop};

/// A change to the header of one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeaderEdit {
    /// Gives an attribute that is there another value.
    Set {
        /// Part, counted from 0.
        part: u32,
        /// Its name.
        name: String,
        /// Its value, in the file's own form.
        bytes: Vec<u8>,
    },
    /// Adds an attribute after the others.
    Add {
        /// Part, counted from 0.
        part: u32,
        /// The attribute.
        attribute: Extra,
    },
}

/// The file with a changed header; the tables follow when the pixels move. `None` when an attribute to be changed is not there,
/// one to be added has a name or type too long for the file, or the tables are not known.
///
/// # Errors
/// [`Stop::Io`] when the source cannot be read.
pub fn edit_header(source: &dyn Source, structure: &Structure, fields: &[HeaderEdit]) -> Result<Option<Vec<Piece>>, Stop> {
    let Some((mut edits, moved)) = edits(structure, fields) else { return Ok(None) };
    let Some(table_at) = structure.parts.first().map(|part| part.table_at).filter(|at| *at > 0) else { return Ok(None) };
    if moved != 0 {
        let table = source.read_range(table_at, structure.pixels_at.saturating_sub(table_at))?;
        edits.push((table_at..structure.pixels_at, shifted(&table, moved)));
    }
    Ok(Some(Piece::replace(source.size(), edits)))
}

/// Ranges to be replaced, in file order, and by how much they move what follows.
type Edits = (Vec<Edit>, i64);

/// What the changes replace; `None` when one of them cannot be made.
pub(super) fn edits(structure: &Structure, fields: &[HeaderEdit]) -> Option<Edits> {
    let mut edits = fields.iter().map(|field| field.edit(structure)).collect::<Option<Vec<_>>>()?;
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let moved = edits.iter().map(|(range, bytes)| bytes.len() as i64 - (range.end - range.start) as i64).sum();
    Some((edits, moved))
}

/// Every entry moved by so many bytes; one that was never written stays zero.
fn shifted(table: &[u8], by: i64) -> Vec<u8> {
    let entries = table.as_chunks().0.iter().map(|&entry| u64::from_le_bytes(entry));
    entries.flat_map(|at| if at == 0 { 0 } else { at.saturating_add_signed(by) }.to_le_bytes()).collect()
}

impl HeaderEdit {
    /// The range that it replaces, and by what.
    fn edit(&self, structure: &Structure) -> Option<Edit> {
        match self {
            Self::Set { part, name, bytes } => {
                let attribute = structure.parts.get(*part as usize)?.attribute(name)?;
                let (size_at, end) = (attribute.at.checked_sub(4)?, attribute.at + u64::from(attribute.size));
                let size = u32::try_from(bytes.len()).ok()?.to_le_bytes();
                Some((size_at..end, [&size, bytes.as_slice()].concat()))
            }
            Self::Add { part, attribute: Extra { name, kind, bytes } } => {
                let end = structure.parts.get(*part as usize)?.attributes.last().map(|last| last.at + u64::from(last.size))?;
                let longest = if structure.version & 0x400 == 0 { 31 } else { 255 };
                let size = u32::try_from(bytes.len()).ok()?.to_le_bytes();
                let fits = [name, kind].iter().all(|text| (1..=longest).contains(&text.len()));
                fits.then(|| (end..end, [name.as_bytes(), b"\0", kind.as_bytes(), b"\0", &size, bytes].concat()))
            }
        }
    }
}

/// Bytes after the name of each channel: type, linearity, sampling.
const CHANNEL: usize = 16;

/// The value of a part's `channels` with other names, in the same order. `None` when a name is empty, too long, or out of the order in
/// which pixels are stored; or when there are not as many as channels.
///
/// # Errors
/// [`Stop::Io`] when the source cannot be read.
pub fn rename_channels(source: &dyn Source, structure: &Structure, part: u32, names: &[&str]) -> Result<Option<HeaderEdit>, Stop> {
    let longest = if structure.version & 0x400 == 0 { 31 } else { 255 };
    let fit = names.iter().all(|name| (1..=longest).contains(&name.len())) && names.is_sorted_by(|a, b| a < b);
    let described = structure.parts.get(part as usize).filter(|described| fit && described.channels.len() == names.len());
    let Some(attribute) = described.and_then(|described| described.attribute("channels")) else { return Ok(None) };
    let old = source.read_range(attribute.at, attribute.size.into())?;
    let (mut rest, mut bytes) = (old.as_slice(), Vec::new());
    for name in names {
        let end = rest.iter().position(|&byte| byte == 0).unwrap_or(rest.len());
        let Some(fields) = rest.get(end..end + 1 + CHANNEL) else { return Ok(None) };
        bytes.extend([name.as_bytes(), fields].concat());
        rest = rest.get(end + 1 + CHANNEL..).unwrap_or_default();
    }
    bytes.extend_from_slice(rest);
    Ok(Some(HeaderEdit::Set { part, name: "channels".to_owned(), bytes }))
}
