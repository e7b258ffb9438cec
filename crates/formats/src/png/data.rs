//! The image data: unpacked, with the byte where they break (10, 9.2).

use libdeflater::{Crc, Decompressor};

use super::{Defect, Rule, Structure};
use crate::defect::{Journal, Weight};
use crate::inflate::trace_zlib;
use crate::view::be32;
use crate::{Budget, Exceeded, Source, Stop};

/// The image data unpacked, and what is wrong with them.
#[derive(Debug)]
pub struct Scanlines {
    /// Every line of every pass, each after its filter byte, as far as they could be unpacked; [`Structure::unpacked`] bytes when whole.
    pub bytes: Vec<u8>,
    /// What is wrong, in file order.
    pub defects: Vec<Defect>,
}

/// Unpacks the image data and says what is wrong with them. What a header merely claims is not allocated.
///
/// # Errors
/// [`Stop::Io`] when the source cannot be read, [`Stop::Budget`] when the data do not fit [`Budget::chunk`].
pub fn scanlines(source: &dyn Source, structure: &Structure, budget: &Budget) -> Result<Scanlines, Stop> {
    scanlines_in(source, structure, budget, &mut Vec::new(), Vec::new())
}

/// The same, in buffers that are reused: one for the packed data, one that becomes [`Scanlines::bytes`].
pub(crate) fn scanlines_in(
    source: &dyn Source,
    structure: &Structure,
    budget: &Budget,
    buffer: &mut Vec<u8>,
    mut bytes: Vec<u8>,
) -> Result<Scanlines, Stop> {
    let unpacked = structure.unpacked();
    let Some(mut packed) = packed(source, structure, budget, std::mem::take(buffer))? else {
        return Ok(Scanlines { bytes: Vec::new(), defects: Vec::new() });
    };
    let possible = unpacked.min((packed.bytes.len() as u64).saturating_mul(budget.ratio));
    within("image data", possible, budget.chunk)?;
    bytes.resize(possible as usize, 0);
    let whole = possible == unpacked && Decompressor::new().zlib_decompress(&packed.bytes, &mut bytes).is_ok_and(|n| n == bytes.len());
    let mut journal = Journal::default();
    if !whole {
        bytes.clear();
        packed.trace(unpacked, &mut journal, &mut |piece| bytes.extend_from_slice(piece));
    }
    // Lines that came out of a broken stream say nothing.
    if !journal.is_broken() {
        filters(structure, &bytes, packed.at(0), &mut journal);
    }
    packed.sums(&mut journal);
    *buffer = std::mem::take(&mut packed.bytes);
    Ok(Scanlines { bytes, defects: journal.into_sorted() })
}

/// Says what is wrong with the image data. Data that unpack to more than [`Budget::chunk`] are unpacked without being held.
///
/// # Errors
/// [`Stop::Io`] when the source cannot be read, [`Stop::Budget`] when the packed data do not fit [`Budget::chunk`].
pub fn verify(source: &dyn Source, structure: &Structure, budget: &Budget) -> Result<Vec<Defect>, Stop> {
    let unpacked = structure.unpacked();
    if unpacked.min(structure.data.saturating_mul(budget.ratio)) <= budget.chunk {
        return Ok(scanlines(source, structure, budget)?.defects);
    }
    within("pixels", unpacked, budget.pixels)?;
    let Some(packed) = packed(source, structure, budget, Vec::new())? else { return Ok(Vec::new()) };
    let mut journal = Journal::default();
    packed.trace(unpacked, &mut journal, &mut |_| {});
    packed.sums(&mut journal);
    Ok(journal.into_sorted())
}

fn within(what: &'static str, asked: u64, cap: u64) -> Result<(), Stop> {
    if asked > cap { Err(Stop::Budget(Exceeded { what, asked, cap })) } else { Ok(()) }
}

/// The content of all `IDAT` chunks, one after the other.
struct Packed {
    bytes: Vec<u8>,
    /// For each chunk, its first byte among these, and in the file.
    pieces: Vec<(u64, u64)>,
    /// Bytes of the checksums that are wrong.
    wrong: Vec<u64>,
    /// Whether the last chunk is cut.
    is_cut: bool,
}

/// Brings the image data together; `None` when there are none, or the header is not one that tells how they unpack.
fn packed(source: &dyn Source, structure: &Structure, budget: &Budget, mut bytes: Vec<u8>) -> Result<Option<Packed>, Stop> {
    if structure.data_at == 0 || structure.width == 0 || structure.height == 0 || !structure.colour.allows(structure.depth) {
        return Ok(None);
    }
    within("packed image data", structure.data, budget.chunk)?;
    bytes.clear();
    bytes.reserve(structure.data as usize);
    let mut packed = Packed { bytes, pieces: Vec::new(), wrong: Vec::new(), is_cut: false };
    let mut at = structure.data_at;
    while packed.take(source, at)? {
        at = packed.pieces.last().map_or(at, |&(first, file)| file + packed.bytes.len() as u64 - first) + 4;
    }
    Ok(Some(packed))
}

impl Packed {
    /// Takes the chunk at `at`; whether it was one of image data and another may follow.
    fn take(&mut self, source: &dyn Source, at: u64) -> Result<bool, Stop> {
        let leader = source.read_range(at, 8)?;
        let (Some(size), Some(b"IDAT")) = (be32(&leader, 0), leader.get(4..)) else { return Ok(false) };
        self.pieces.push((self.bytes.len() as u64, at + 8));
        let content = source.read_range(at + 4, u64::from(size) + 8)?;
        self.is_cut = (content.len() as u64) < u64::from(size) + 8;
        let end = content.len().saturating_sub(if self.is_cut { 0 } else { 4 });
        let (data, stored) = content.split_at_checked(end).unwrap_or_default();
        self.bytes.extend_from_slice(data.get(4..).unwrap_or_default());
        if !self.is_cut {
            let mut crc = Crc::new();
            crc.update(data);
            if be32(stored, 0) != Some(crc.sum()) {
                self.wrong.push(at + 8 + u64::from(size));
            }
        }
        Ok(!self.is_cut)
    }

    /// Byte in the file of a byte of the data.
    fn at(&self, offset: u64) -> u64 {
        let place = self.pieces.partition_point(|&(first, _)| first <= offset);
        self.pieces.get(place.saturating_sub(1)).map_or(0, |&(first, file)| file + offset - first)
    }

    /// Unpacks slowly, to know where and why it stops.
    fn trace(&self, unpacked: u64, journal: &mut Journal<Rule>, keep: &mut dyn FnMut(&[u8])) {
        let mut seen = 0;
        let traced = trace_zlib(&self.bytes, &mut |piece| {
            let wanted = piece.len().min(usize::try_from(unpacked - seen).unwrap_or(usize::MAX));
            keep(piece.get(..wanted).unwrap_or_default());
            seen += wanted as u64;
            wanted == piece.len()
        });
        let problem = traced.problem.or_else(|| (traced.produced < unpacked).then_some("short"));
        // The structure has said that the file ends here.
        let Some(problem) = problem.filter(|&problem| !(self.is_cut && problem == "short")) else { return };
        let rule = Rule::Stream { chunk: "IDAT".to_owned(), problem: problem.to_owned(), seen, expected: unpacked };
        let at = self.at(traced.consumed.saturating_sub(1));
        // Strict readers alone mind more data than the pixels need, or a sum that was never right, while the sums of the chunks are.
        let harmless = seen == unpacked && self.wrong.is_empty() && matches!(problem, "long" | "checksum");
        if harmless { journal.odd(at, rule) } else { journal.broken(at, rule) }
    }

    /// Wrong checksums: where the stream's own sum holds, the pixels are whole all the same.
    fn sums(&self, journal: &mut Journal<Rule>) {
        let weight = if journal.is_empty() { Weight::Odd } else { Weight::Broken };
        for &byte in &self.wrong {
            journal.push(Defect { rule: Rule::Checksum { chunk: "IDAT".to_owned() }, byte, weight });
        }
    }
}

/// The first line of every pass that names a filter which does not exist.
fn filters(structure: &Structure, bytes: &[u8], at: u64, journal: &mut Journal<Rule>) {
    let mut rest = bytes;
    let mut line = 0;
    for pass in structure.passes() {
        let stride = pass.line(structure) as usize + 1;
        for _ in 0..pass.height {
            let Some((own, after)) = rest.split_at_checked(stride) else { return };
            if let Some(&seen) = own.first().filter(|&&filter| filter > 4) {
                return journal.broken(at, Rule::Filter { line, seen });
            }
            rest = after;
            line += 1;
        }
    }
}
