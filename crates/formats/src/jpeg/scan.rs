//! Every code of a sequential scan decoded, to know that all blocks are there (F.2.2).

use std::collections::BTreeMap;

use super::entropy::{Bits, Table};
use super::frame::{self, Frame, Part};
use super::walk::{DHT, DRI, EOI, SOS, Segment, Step, is_frame, scan_end, step};
use super::{Defect, Rule, Structure};
use crate::defect::Journal;
use crate::view::{HEAD, View, be16};
use crate::{Budget, Source, Stop};

/// Says which scans do not hold the blocks of the picture. Only sequential Huffman files are decoded; of the others, and of files beyond
/// [`Budget::chunk`], nothing is said.
///
/// # Errors
/// [`Stop::Io`] when the source cannot be read.
pub fn verify(source: &dyn Source, structure: &Structure, budget: &Budget) -> Result<Vec<Defect>, Stop> {
    let sequential = matches!(structure.process, 0xC0 | 0xC1) && structure.width > 0 && structure.height > 0;
    if !sequential || !structure.defects.is_empty() || source.size() > budget.chunk {
        return Ok(Vec::new());
    }
    let mut decoder = Decoder { journal: Journal::default(), frame: Frame::default(), tables: BTreeMap::new(), interval: 0 };
    let mut view = View::open(source, source.read_range(0, HEAD)?);
    let mut at = 2;
    while let Step::Segment(segment) = step(&mut view, at)? {
        if segment.marker == EOI {
            break;
        }
        let content = source.read_range(segment.content_at(), segment.size)?;
        at = segment.end();
        if segment.marker == SOS {
            let end = scan_end(&mut view, at)?.unwrap_or(source.size());
            let data = source.read_range(at, end - at)?;
            decoder.scan(segment, &content, &data, at);
            at = end;
        } else {
            decoder.segment(segment, &content);
        }
    }
    Ok(decoder.journal.into_sorted())
}

struct Decoder {
    journal: Journal<Rule>,
    frame: Frame,
    /// By class and number, as their segment has it.
    tables: BTreeMap<u8, Table>,
    /// Groups of blocks between two restarts; 0 for none.
    interval: u64,
}

impl Decoder {
    fn segment(&mut self, segment: Segment, content: &[u8]) {
        match segment.marker {
            marker if is_frame(marker) => self.frame = frame::frame(segment, content, &mut self.journal),
            DHT => self.huffman(content),
            DRI => self.interval = be16(content, 0).map_or(0, u64::from),
            _ => {}
        }
    }

    fn huffman(&mut self, content: &[u8]) {
        let mut rest = content;
        while let Some((kind, (counts, after))) = rest.split_first().and_then(|(kind, after)| Some((*kind, after.split_at_checked(16)?))) {
            let count: usize = counts.iter().map(|&count| usize::from(count)).sum();
            let (symbols, next) = after.split_at(count.min(after.len()));
            self.tables.insert(kind, Table::new(counts, symbols));
            rest = next;
        }
    }

    fn scan(&mut self, segment: Segment, content: &[u8], data: &[u8], at: u64) {
        let parts = frame::scan(segment, content, &self.frame, &mut self.journal);
        let (of, group) = self.groups(&parts);
        let mut bits = Bits::new(data);
        for whole in 0..of {
            let restart = self.interval > 0 && whole > 0 && whole.is_multiple_of(self.interval);
            let met = if restart { bits.restart() } else { Ok(()) };
            if let Err(problem) = met.and_then(|()| self.group(&group, &mut bits)) {
                let rule = Rule::Scan { problem: problem.to_owned(), whole, of };
                return self.journal.broken(at + bits.at as u64, rule);
            }
        }
    }

    /// How many groups of blocks a scan holds, and the tables of each block of a group (A.2).
    fn groups(&self, parts: &[Part]) -> (u64, Vec<[u8; 2]>) {
        let factor = |axis: usize| self.frame.components.iter().filter_map(|c| c.sampling.get(axis)).max().copied().unwrap_or(1).max(1);
        let most = [factor(0), factor(1)].map(u64::from);
        let size = [u64::from(self.frame.width), u64::from(self.frame.height)];
        if let &[(place, dc, ac)] = parts {
            let own = self.frame.components.get(place).map_or([1, 1], |c| c.sampling).map(u64::from);
            let [across, down] = [0, 1].map(|axis: usize| {
                let (size, own, most) = (size.get(axis).unwrap_or(&0), own.get(axis).unwrap_or(&1), most.get(axis).unwrap_or(&1));
                (size * own).div_ceil(*most).div_ceil(8)
            });
            return (across * down, vec![[dc, 0x10 | ac]]);
        }
        let [across, down] = [size[0].div_ceil(8 * most[0]), size[1].div_ceil(8 * most[1])];
        let blocks = |&(place, dc, ac): &Part| {
            let count = self.frame.components.get(place).map_or(0, |c| usize::from(c.sampling[0]) * usize::from(c.sampling[1]));
            std::iter::repeat_n([dc, 0x10 | ac], count)
        };
        (across * down, parts.iter().flat_map(blocks).collect())
    }

    fn group(&self, group: &[[u8; 2]], bits: &mut Bits) -> Result<(), &'static str> {
        for [dc, ac] in group {
            let (Some(dc), Some(ac)) = (self.tables.get(dc), self.tables.get(ac)) else { return Err("code") };
            block(dc, ac, bits)?;
        }
        Ok(())
    }
}

/// One block: its first coefficient, then the others until the block ends.
fn block(dc: &Table, ac: &Table, bits: &mut Bits) -> Result<(), &'static str> {
    let size = u32::from(bits.symbol(dc)?);
    if size > 16 {
        return Err("code");
    }
    bits.skip(size)?;
    let mut place = 1;
    while place < 64 {
        let symbol = u32::from(bits.symbol(ac)?);
        let (run, size) = (symbol >> 4, symbol & 15);
        if size == 0 && run < 15 {
            return Ok(());
        }
        place += run + 1;
        bits.skip(size)?;
    }
    if place == 64 { Ok(()) } else { Err("code") }
}
