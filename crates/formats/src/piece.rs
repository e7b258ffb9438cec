//! New content made of pieces of old content: what a fix writes, and how it is read before it is written.

use std::io;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::Source;

/// A run of a file's new content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// These bytes of the old content.
    Keep(Range<u64>),
    /// These new bytes.
    Bytes(Vec<u8>),
}

impl Piece {
    /// Content of `size` bytes in which some ranges are replaced. The ranges ascend and do not overlap.
    pub fn replace(size: u64, edits: impl IntoIterator<Item = (Range<u64>, Vec<u8>)>) -> Vec<Self> {
        let mut pieces = Vec::new();
        let mut at = 0;
        for (range, bytes) in edits {
            pieces.extend([Self::Keep(at..range.start), Self::Bytes(bytes)]);
            at = range.end;
        }
        pieces.push(Self::Keep(at..size));
        pieces
    }

    /// Bytes of the new content, where the old one has `held`.
    fn length(&self, held: u64) -> u64 {
        match self {
            Self::Keep(range) => range.end.min(held).saturating_sub(range.start),
            Self::Bytes(bytes) => bytes.len() as u64,
        }
    }
}

/// The new content, seen before anything is written.
pub struct Pieced<'a> {
    old: &'a dyn Source,
    /// Each piece with the byte after it.
    pieces: Vec<(u64, &'a Piece)>,
}

impl<'a> Pieced<'a> {
    /// Pieces over old content. A piece that reaches past its end keeps what there is.
    pub fn new(old: &'a dyn Source, pieces: &'a [Piece]) -> Self {
        let mut end = 0_u64;
        let mut after = |piece: &'a Piece| {
            end = end.saturating_add(piece.length(old.size()));
            (end, piece)
        };
        Self { old, pieces: pieces.iter().map(&mut after).collect() }
    }

    /// Reads into `buffer` from byte `skip` of a piece.
    fn read(&self, piece: &Piece, skip: u64, buffer: &mut [u8]) -> io::Result<usize> {
        match piece {
            Piece::Keep(range) => self.old.read_at(range.start + skip, buffer),
            Piece::Bytes(bytes) => bytes.as_slice().read_at(skip, buffer),
        }
    }
}

impl Source for Pieced<'_> {
    fn size(&self) -> u64 {
        self.pieces.last().map_or(0, |(end, _)| *end)
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let mut done = 0;
        let first = self.pieces.partition_point(|(end, _)| *end <= offset);
        for (end, piece) in self.pieces.iter().skip(first) {
            let at = offset + done as u64;
            let begin = end - piece.length(self.old.size());
            let wanted = usize::try_from(end.saturating_sub(at)).unwrap_or(usize::MAX).min(buffer.len() - done);
            let Some(part) = buffer.get_mut(done..done + wanted).filter(|part| !part.is_empty()) else { continue };
            let read = self.read(piece, at - begin, part)?;
            done += read;
            if read < wanted {
                break;
            }
        }
        Ok(done)
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, Pieced};
    use crate::Source;

    #[test]
    fn new_content_is_read_as_if_it_were_written() {
        let old = b"0123456789".to_vec();
        let pieces = [Piece::Keep(0..3), Piece::Bytes(b"abc".to_vec()), Piece::Keep(8..99), Piece::Keep(4..4), Piece::Keep(1..2)];
        let new = Pieced::new(&old, &pieces);
        let want = b"012abc891";
        assert_eq!(new.size(), want.len() as u64);
        for from in 0..want.len() {
            for to in from..=want.len() {
                let mut buffer = vec![0; to - from];
                assert_eq!(new.read_at(from as u64, &mut buffer).unwrap(), to - from);
                assert_eq!(buffer, want[from..to], "{from}..{to}");
            }
        }
        assert_eq!(new.read_range(7, 99).unwrap(), b"91");
        assert_eq!(new.read_range(9, 1).unwrap(), b"");
    }

    #[test]
    fn ranges_are_replaced_and_the_rest_is_kept() {
        let old = b"0123456789".to_vec();
        let pieces = Piece::replace(10, [(2..4, b"ab".to_vec()), (6..6, b"+".to_vec()), (9..10, Vec::new())]);
        assert_eq!(Pieced::new(&old, &pieces).read_range(0, 99).unwrap(), b"01ab45+678");
    }
}
