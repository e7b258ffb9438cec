//! The data of strips and tiles, unpacked.

use libdeflater::Decompressor;

use super::blocks::{Block, blocks};
use super::structure::{Image, Structure};
use super::{Defect, Rule, lzw, packbits};
use crate::defect::Journal;
use crate::inflate::trace_zlib;
use crate::{Budget, Source, Stop};

/// Bytes beyond what the pixels need that are unpacked, only to reach the sum that proves them all.
const SURPLUS: usize = 16 << 20;

/// Unpacks one strip or tile into `out`: [`Block::unpacked`] bytes, predictor not undone, bits in their stored order. A short stable word says
/// what is wrong; `Ok(false)` that nobody here reads that compression, or that the block asks for more than [`Budget::chunk`].
///
/// # Errors
/// [`Stop::Io`] when the source cannot be read.
pub fn unpack(
    source: &dyn Source,
    image: &Image,
    block: &Block,
    budget: &Budget,
    out: &mut Vec<u8>,
) -> Result<Result<bool, &'static str>, Stop> {
    if !is_read(image.compression) || block.unpacked > budget.chunk || block.size > budget.chunk {
        return Ok(Ok(false));
    }
    let data = source.read_range(block.at, block.size)?;
    // What a byte may unpack to bounds what is allocated.
    let wanted = block.unpacked.min((data.len() as u64).saturating_mul(4096)) as usize;
    let end = match image.compression {
        1 => plain(&data, wanted, out),
        5 => lzw::unpack(&data, wanted, out),
        32773 => packbits::unpack(&data, wanted, out),
        _ => deflate(&data, wanted, out),
    };
    Ok(end.and(if wanted as u64 == block.unpacked { Ok(true) } else { Err("short") }))
}

fn is_read(compression: u16) -> bool {
    matches!(compression, 1 | 5 | 8 | 32773 | 32946)
}

fn plain(data: &[u8], wanted: usize, out: &mut Vec<u8>) -> Result<(), &'static str> {
    out.clear();
    out.extend_from_slice(data.get(..wanted.min(data.len())).unwrap_or_default());
    if out.len() == wanted { Ok(()) } else { Err("short") }
}

fn deflate(data: &[u8], wanted: usize, out: &mut Vec<u8>) -> Result<(), &'static str> {
    out.resize(wanted, 0);
    if Decompressor::new().zlib_decompress(data, out).is_ok_and(|count| count == wanted) {
        return Ok(());
    }
    out.clear();
    let mut surplus = 0;
    let traced = trace_zlib(data, &mut |piece| {
        let own = piece.len().min(wanted - out.len());
        out.extend_from_slice(piece.get(..own).unwrap_or_default());
        surplus += piece.len() - own;
        surplus <= SURPLUS
    });
    match traced.problem {
        problem if out.len() < wanted => Err(problem.unwrap_or("short")),
        // More than the pixels need is no fault: some writers fill the last strip. Nor is a stream that lacks only its end.
        None | Some("long") => Ok(()),
        Some("short") if surplus == 0 => Ok(()),
        Some(problem) => Err(problem),
    }
}

/// Says which strips and tiles of the images do not unpack to what they must, as far as the compression is read here.
///
/// # Errors
/// [`Stop::Io`] when the source cannot be read.
pub fn verify(source: &dyn Source, structure: &Structure, budget: &Budget) -> Result<Vec<Defect>, Stop> {
    let mut journal = Journal::default();
    let mut out = Vec::new();
    let judged = if structure.raw { &[] } else { structure.images.as_slice() };
    for image in judged.iter().filter(|image| image.whole && image.bits > 0 && image.compression != 1 && is_read(image.compression)) {
        let mut places = Vec::new();
        blocks(source, structure, image, &mut |block| places.push(block))?;
        for block in &places {
            if let Err(problem) = unpack(source, image, block, budget, &mut out)? {
                let rule = Rule::Data { problem: problem.to_owned(), index: block.index, seen: out.len() as u64, expected: block.unpacked };
                journal.broken(block.at, rule);
            }
        }
    }
    Ok(journal.into_sorted())
}
