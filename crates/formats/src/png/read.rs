//! The reader: signature, chunks in their order, and everything that is wrong with them.

use std::collections::BTreeMap;

use libdeflater::Crc;

use super::{Rule, SIGNATURE, Structure, ancillary, order};
use crate::defect::Journal;
use crate::view::{HEAD, View, be32, zeros};
use crate::{Budget, Exceeded, Source, Stop};

/// Bytes of a chunk beside its content: size, name, checksum.
const FRAME: u64 = 12;

/// Reads the structure of a PNG file.
///
/// Every chunk but the image data is checked with its checksum; those are [`verify`](super::verify)'s. Content is never an error: what is wrong
/// stands in [`Structure::defects`].
///
/// # Errors
/// [`Stop::Io`] when the source cannot be read, [`Stop::Budget`] when it has more chunks than anybody reads.
pub fn read(source: &dyn Source, budget: &Budget) -> Result<Structure, Stop> {
    let view = View::open(source, source.read_range(0, HEAD)?);
    let mut reader = Reader { source, budget, view, journal: Journal::default(), structure: Structure::default(), met: Met::default() };
    if reader.signature()? {
        reader.chunks()?;
    }
    reader.structure.defects = reader.journal.into_sorted();
    Ok(reader.structure)
}

/// What was met so far.
#[derive(Default)]
pub(super) struct Met {
    /// How often each chunk was met, by its name.
    pub(super) names: BTreeMap<[u8; 4], u32>,
    /// Whether the last chunk was image data.
    pub(super) in_data: bool,
    /// Animation frames whose control was met.
    pub(super) frames: u32,
    /// Next sequence number of an animation.
    pub(super) sequence: u32,
    /// Whether `IEND` was met.
    ended: bool,
}

impl Met {
    pub(super) fn has(&self, name: [u8; 4]) -> bool {
        self.names.contains_key(&name)
    }
}

/// One chunk.
#[derive(Clone, Copy)]
pub(super) struct Chunk {
    pub(super) name: [u8; 4],
    /// Byte of its leader.
    pub(super) at: u64,
    /// Bytes of its content.
    pub(super) size: u64,
}

impl Chunk {
    pub(super) fn name(&self) -> String {
        self.name.iter().map(|&byte| char::from(byte)).collect()
    }

    /// Byte of its content.
    pub(super) fn content_at(&self) -> u64 {
        self.at + 8
    }

    /// Whether a decoder may pass over it (5.4).
    pub(super) fn is_ancillary(&self) -> bool {
        self.name.first().is_some_and(u8::is_ascii_lowercase)
    }
}

pub(super) struct Reader<'a> {
    source: &'a dyn Source,
    budget: &'a Budget,
    view: View<'a>,
    pub(super) journal: Journal<Rule>,
    pub(super) structure: Structure,
    pub(super) met: Met,
}

impl Reader<'_> {
    /// Checks the signature; whether chunks may follow.
    fn signature(&mut self) -> Result<bool, Stop> {
        let seen = self.view.bytes(0, SIGNATURE.len())?.to_vec();
        if seen == SIGNATURE {
            return Ok(true);
        }
        let size = self.view.size();
        if SIGNATURE.starts_with(&seen) {
            self.journal.broken(size, Rule::Truncated { chunk: "IHDR".to_owned(), expected: 8 });
            return Ok(false);
        }
        let wrong = seen.iter().zip(SIGNATURE).take_while(|(seen, right)| **seen == *right).count() as u64;
        if let Some((byte, run)) = zeros(self.source, 0)? {
            self.journal.broken(byte, Rule::Zeros { run });
            return Ok(false);
        }
        self.journal.broken(wrong, Rule::Signature { seen });
        Ok(self.view.bytes(12, 4)? == b"IHDR")
    }

    fn chunks(&mut self) -> Result<(), Stop> {
        let mut at = SIGNATURE.len() as u64;
        let mut count = 0;
        while !self.met.ended {
            count += 1;
            if count > self.budget.chunks {
                return Err(Stop::Budget(Exceeded { what: "chunks", asked: count, cap: self.budget.chunks }));
            }
            let Some(chunk) = self.leader(at)? else { return Ok(()) };
            self.chunk(chunk)?;
            at += chunk.size + FRAME;
        }
        self.trailing(at);
        self.complete();
        Ok(())
    }

    /// The chunk that begins at `at`; `None` when none does, or the file ends before it does.
    fn leader(&mut self, at: u64) -> Result<Option<Chunk>, Stop> {
        let size = self.view.size();
        let leader = self.view.bytes(at, 8)?;
        let parts = be32(leader, 0).zip(leader.get(4..).and_then(|name| name.first_chunk().copied()));
        let Some((length, name)) = parts else {
            self.cut("IEND".to_owned(), at + FRAME);
            return Ok(None);
        };
        let chunk = Chunk { name, at, size: u64::from(length) };
        if !name.iter().all(u8::is_ascii_alphabetic) || length > i32::MAX as u32 {
            match zeros(self.source, at)? {
                Some((first, run)) => self.journal.broken(first, Rule::Zeros { run }),
                None => self.journal.broken(at, Rule::NoChunk { seen: name }),
            }
            return Ok(None);
        }
        if at + chunk.size + FRAME > size {
            if &name == b"IDAT" {
                self.data(chunk, size.saturating_sub(chunk.content_at()).min(chunk.size));
            }
            match zeros(self.source, chunk.content_at())? {
                Some((first, run)) => self.journal.broken(first, Rule::Zeros { run }),
                None => self.cut(chunk.name(), at + chunk.size + FRAME),
            }
            return Ok(None);
        }
        Ok(Some(chunk))
    }

    fn cut(&mut self, chunk: String, expected: u64) {
        self.journal.broken(self.view.size(), Rule::Truncated { chunk, expected });
    }

    fn chunk(&mut self, chunk: Chunk) -> Result<(), Stop> {
        order::check(self, chunk);
        if &chunk.name == b"IDAT" {
            self.data(chunk, chunk.size);
        } else {
            let content = self.content(chunk)?;
            ancillary::read(self, chunk, &content);
        }
        self.met.in_data = &chunk.name == b"IDAT";
        self.met.ended = &chunk.name == b"IEND";
        *self.met.names.entry(chunk.name).or_default() += 1;
        Ok(())
    }

    fn data(&mut self, chunk: Chunk, size: u64) {
        if self.structure.data_at == 0 {
            self.structure.data_at = chunk.at;
        }
        self.structure.data += size;
    }

    /// The content of a chunk whose checksum is checked; of one that is too large for that, its first bytes.
    fn content(&mut self, chunk: Chunk) -> Result<Vec<u8>, Stop> {
        let size = chunk.size.min(self.budget.header);
        let mut content = self.source.read_range(chunk.at + 4, size + 8)?;
        if size < chunk.size {
            content.drain(..4.min(content.len()));
            return Ok(content);
        }
        let stored = content.len().checked_sub(4).and_then(|at| be32(&content, at));
        content.truncate(content.len().saturating_sub(4));
        let mut crc = Crc::new();
        crc.update(&content);
        if stored != Some(crc.sum()) {
            let rule = Rule::Checksum { chunk: chunk.name() };
            let at = chunk.content_at() + chunk.size;
            if chunk.is_ancillary() { self.journal.odd(at, rule) } else { self.journal.broken(at, rule) }
        }
        content.drain(..4.min(content.len()));
        Ok(content)
    }

    fn trailing(&mut self, at: u64) {
        let count = self.view.size().saturating_sub(at);
        if count > 0 {
            self.journal.odd(at, Rule::Trailing { count });
        }
    }

    /// What must have been met by the end.
    fn complete(&mut self) {
        let end = self.view.size().saturating_sub(FRAME);
        if !self.met.has(*b"IDAT") {
            self.journal.broken(end, Rule::Missing { chunk: "IDAT".to_owned() });
        }
        let cap = self.structure.data.saturating_mul(self.budget.ratio);
        let value = self.structure.unpacked();
        if self.structure.data > 0 && value > cap.max(self.budget.ratio) {
            self.journal.broken(16, Rule::Oversize { value, cap });
        }
        if let Some(announced) = self.structure.frames.filter(|&announced| announced != self.met.frames) {
            let at = self.structure.data_at;
            self.journal.odd(at, Rule::Frames { announced, seen: self.met.frames });
        }
    }
}
