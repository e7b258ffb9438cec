//! Fields of chunk leaders, where only one value is possible.

use super::Edit;
use crate::Piece;
use crate::exr::{Field, Rule, Structure};

/// The file with the fields of its chunk leaders set to the only value that the header, the table and the neighbours allow.
/// `None` when some field could have several, or none is wrong.
pub fn correct_leaders(structure: &Structure, size: u64) -> Option<Vec<Piece>> {
    let wrong = structure.defects.iter().filter_map(|defect| match &defect.rule {
        Rule::WrongLeader { field, expected, .. } => Some((defect, field, expected)),
        _ => None,
    });
    let mut edits: Vec<Edit> = Vec::new();
    for (defect, field, expected) in wrong {
        let deep = structure.parts.get(defect.part? as usize)?.kind.is_deep();
        let value = (*expected)?;
        // The sizes of a deep chunk have eight bytes, every other field has four.
        let bytes =
            if deep && *field == Field::Size { value.to_le_bytes().to_vec() } else { i32::try_from(value).ok()?.to_le_bytes().to_vec() };
        edits.push((defect.byte..defect.byte + bytes.len() as u64, bytes));
    }
    edits.sort_by_key(|(range, _)| range.start);
    let apart = edits.iter().zip(edits.iter().skip(1)).all(|(a, b)| a.0.end <= b.0.start);
    (!edits.is_empty() && apart).then(|| Piece::replace(size, edits))
}
