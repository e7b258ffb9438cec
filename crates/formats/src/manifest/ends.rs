//! Ends of lines as a transfer in text mode changes them, undone while a file is read.

/// What a transfer in text mode did to every end of line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextMode {
    /// Each `0A` became `0D 0A`.
    Added,
    /// Each `0D 0A` became `0A`.
    Removed,
}

/// Undoes a change of line ends over a stream of bytes.
#[derive(Debug, Clone)]
pub struct LineEnds {
    mode: TextMode,
    /// A carriage return that the next byte decides about.
    is_held: bool,
    /// Bytes that were taken.
    taken: u64,
    /// Ends of lines that were changed back.
    count: u64,
    /// Where the first of them stands in what was read.
    first: Option<u64>,
}

impl LineEnds {
    /// Undoes this change.
    pub fn new(mode: TextMode) -> Self {
        Self { mode, is_held: false, taken: 0, count: 0, first: None }
    }

    /// Takes the next bytes, and adds what they were before to `out`.
    pub fn undo(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        for byte in bytes {
            match (self.mode, byte) {
                (TextMode::Added, b'\n') if self.is_held => self.change(1),
                (TextMode::Added, _) if self.is_held => out.push(b'\r'),
                (TextMode::Removed, b'\n') => {
                    self.change(0);
                    out.push(b'\r');
                }
                _ => {}
            }
            self.is_held = self.mode == TextMode::Added && *byte == b'\r';
            if !self.is_held {
                out.push(*byte);
            }
            self.taken += 1;
        }
    }

    /// Ends the stream: gives what was held, and tells how many ends of lines were changed back and where the first stands.
    pub fn finish(self, out: &mut Vec<u8>) -> (u64, Option<u64>) {
        if self.is_held {
            out.push(b'\r');
        }
        (self.count, self.first)
    }

    fn change(&mut self, before: u64) {
        self.count += 1;
        self.first.get_or_insert(self.taken - before);
    }
}

#[cfg(test)]
mod tests {
    use super::{LineEnds, TextMode};

    fn undone(mode: TextMode, bytes: &[u8], piece: usize) -> (Vec<u8>, u64, Option<u64>) {
        let (mut ends, mut out) = (LineEnds::new(mode), Vec::new());
        bytes.chunks(piece).for_each(|piece| ends.undo(piece, &mut out));
        let (count, first) = ends.finish(&mut out);
        (out, count, first)
    }

    #[test]
    fn a_change_of_line_ends_is_undone_whatever_the_pieces() {
        let first = b"a\nb\r\nc\r\r\n\r\n\n\rd\r";
        let added: Vec<u8> = first.iter().flat_map(|byte| if *byte == b'\n' { b"\r\n".to_vec() } else { vec![*byte] }).collect();
        for piece in 1..=added.len() {
            assert_eq!(undone(TextMode::Added, &added, piece), (first.to_vec(), 5, Some(1)), "{piece}");
        }
        for piece in 1..=4 {
            assert_eq!(undone(TextMode::Removed, b"xa\nb\n", piece), (b"xa\r\nb\r\n".to_vec(), 2, Some(2)));
        }
        assert_eq!(undone(TextMode::Added, b"no end", 2), (b"no end".to_vec(), 0, None));
    }
}
