//! The reader: markers in their order, and everything that is wrong with them.

use super::structure::Structure;
use super::walk::{DHT, DQT, DRI, EOI, SOI, SOS, Segment, Step, is_frame, name, scan_end, step};
use super::{Rule, frame, meta};
use crate::defect::Journal;
use crate::view::{HEAD, View, zeros};
use crate::{Budget, Exceeded, Source, Stop};

/// Samples that one bit of a scan may stand for at most: a block of 64.
const PER_BYTE: u64 = 8 * 64;

/// Reads the structure of a JPEG file, to the end of its first image: what follows belongs to nobody here.
///
/// Content is never an error: what is wrong stands in [`Structure::defects`].
///
/// # Errors
/// [`Stop::Io`] when the source cannot be read, [`Stop::Budget`] when it has more segments than anybody reads.
pub fn read(source: &dyn Source, budget: &Budget) -> Result<Structure, Stop> {
    let mut reader = Reader {
        view: View::open(source, source.read_range(0, HEAD)?),
        source,
        journal: Journal::default(),
        structure: Structure::default(),
        frame: frame::Frame::default(),
        is_quantised: false,
        has_codes: false,
        metadata: meta::Metadata::default(),
    };
    let head = reader.view.bytes(0, 2)?.to_vec();
    if head == [0xFF, SOI] {
        reader.segments(budget)?;
        reader.metadata.judge(reader.view.size(), &mut reader.journal);
    } else {
        reader.foreign(head)?;
    }
    reader.structure.defects = reader.journal.into_sorted();
    Ok(reader.structure)
}

struct Reader<'a> {
    view: View<'a>,
    source: &'a dyn Source,
    journal: Journal<Rule>,
    structure: Structure,
    frame: frame::Frame,
    /// Whether quantisation tables were met.
    is_quantised: bool,
    /// Whether Huffman tables were met.
    has_codes: bool,
    metadata: meta::Metadata,
}

impl Reader<'_> {
    fn foreign(&mut self, seen: Vec<u8>) -> Result<(), Stop> {
        if let Some((byte, run)) = zeros(self.source, 0)? {
            self.journal.broken(byte, Rule::Zeros { run });
        } else {
            let seen = if seen.len() < 2 { seen } else { self.view.bytes(0, 8)?.to_vec() };
            self.journal.broken(0, Rule::Signature { seen });
        }
        Ok(())
    }

    fn segments(&mut self, budget: &Budget) -> Result<(), Stop> {
        let (mut at, mut count) = (2, 0);
        loop {
            count += 1;
            if count > budget.chunks {
                return Err(Stop::Budget(Exceeded { what: "segments", asked: count, cap: budget.chunks }));
            }
            let segment = match step(&mut self.view, at)? {
                Step::Segment(segment) => segment,
                Step::Stray(place, seen) => match self.stray(place, seen)? {
                    Some(next) => {
                        at = next;
                        continue;
                    }
                    None => return Ok(()),
                },
                Step::Cut(marker) => return self.cut(&name(marker)),
                Step::Ended => return self.cut("EOI"),
            };
            if segment.marker == EOI {
                self.complete(segment.at);
                return Ok(());
            }
            self.segment(segment)?;
            at = segment.end();
            if segment.marker == SOS {
                match scan_end(&mut self.view, at)? {
                    Some(end) => at = end,
                    None => return self.cut("EOI"),
                }
            }
        }
    }

    /// Bytes that belong to nobody: readers pass over them to the next marker.
    fn stray(&mut self, at: u64, seen: u8) -> Result<Option<u64>, Stop> {
        if let Some((byte, run)) = zeros(self.source, at)? {
            self.journal.broken(byte, Rule::Zeros { run });
            return Ok(None);
        }
        self.journal.odd(at, Rule::NoMarker { seen });
        let next = scan_end(&mut self.view, at)?;
        if next.is_none() {
            self.cut("EOI")?;
        }
        Ok(next)
    }

    fn cut(&mut self, marker: &str) -> Result<(), Stop> {
        match zeros(self.source, self.view.size().saturating_sub(BLOCK))? {
            Some((byte, run)) if byte > 2 => self.journal.broken(byte, Rule::Zeros { run }),
            _ => self.journal.broken(self.view.size(), Rule::Truncated { marker: marker.to_owned() }),
        }
        Ok(())
    }

    fn segment(&mut self, segment: Segment) -> Result<(), Stop> {
        let content = self.source.read_range(segment.content_at(), segment.size)?;
        match segment.marker {
            marker if is_frame(marker) => self.frame(segment, &content),
            SOS => self.scan(segment, &content),
            DQT => self.quantisation(segment, &content),
            DHT => self.huffman(segment, &content),
            DRI if segment.size != 2 => self.size(segment),
            0xEE if content.starts_with(b"Adobe") => self.structure.transform = content.get(11).copied(),
            0xE1 | 0xE2 | 0xED => self.metadata.take(segment, &content, &mut self.journal),
            _ => {}
        }
        Ok(())
    }

    fn size(&mut self, segment: Segment) {
        self.journal.broken(segment.at, Rule::Size { marker: name(segment.marker), seen: segment.size });
    }

    fn frame(&mut self, segment: Segment, content: &[u8]) {
        if self.structure.process != 0 {
            let rule = Rule::Order { marker: name(segment.marker), problem: "twice".to_owned() };
            return self.journal.broken(segment.at, rule);
        }
        self.frame = frame::frame(segment, content, &mut self.journal);
        self.structure.process = segment.marker;
        (self.structure.width, self.structure.height) = (self.frame.width, self.frame.height);
        (self.structure.precision, self.structure.components) = (self.frame.precision, self.frame.components.clone());
        let value = u64::from(self.frame.width) * u64::from(self.frame.height) * self.frame.components.len() as u64;
        let cap = self.view.size().saturating_mul(PER_BYTE);
        if value > cap {
            self.journal.broken(segment.content_at() + 1, Rule::Oversize { value, cap });
        }
    }

    fn scan(&mut self, segment: Segment, content: &[u8]) {
        if self.structure.process == 0 {
            self.missing(segment.at, "SOF");
        } else if self.structure.scans == 0 {
            let lossy = !matches!(self.structure.process, 0xC3 | 0xC7 | 0xCB | 0xCF);
            if lossy && !self.is_quantised {
                self.missing(segment.at, "DQT");
            }
            if matches!(self.structure.process, 0xC0..=0xC2) && !self.has_codes {
                self.missing(segment.at, "DHT");
            }
        }
        if self.structure.scans == 0 {
            self.structure.first_scan = segment.at;
        }
        self.structure.scans += 1;
        if self.structure.process != 0 {
            frame::scan(segment, content, &self.frame, &mut self.journal);
        }
    }

    fn missing(&mut self, at: u64, marker: &str) {
        self.journal.broken(at, Rule::Order { marker: marker.to_owned(), problem: "missing".to_owned() });
    }

    /// Tables, each after a byte that says its precision and number.
    fn quantisation(&mut self, segment: Segment, content: &[u8]) {
        self.is_quantised = true;
        let mut rest = content;
        while let Some((&kind, after)) = rest.split_first() {
            match after.split_at_checked(if kind >> 4 == 0 { 64 } else { 128 }) {
                Some((_, next)) if kind & 15 < 4 => rest = next,
                _ => return self.size(segment),
            }
        }
    }

    fn huffman(&mut self, segment: Segment, content: &[u8]) {
        self.has_codes = true;
        let mut rest = content;
        while let Some((&kind, after)) = rest.split_first() {
            let count: usize = after.iter().take(16).map(|&count| usize::from(count)).sum();
            match after.split_at_checked(16 + count) {
                Some((_, next)) if kind & 15 < 4 && kind >> 4 < 2 && count <= 256 => rest = next,
                _ => return self.size(segment),
            }
        }
    }

    fn complete(&mut self, at: u64) {
        if self.structure.scans == 0 {
            self.missing(at, "SOS");
        }
    }
}

/// Bytes of a block of the disk.
const BLOCK: u64 = 512;
