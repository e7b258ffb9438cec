//! A deflate decoder that says where it stopped and why (RFC 1950, RFC 1951).
//!
//! The fast decoder only says that something is wrong. This one is for the files of which that is known, and for data whose unpacked form
//! must not stand in memory: it keeps a window of 32 KiB and hands the rest over.

/// Where a stream ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Traced {
    /// Bytes that came out.
    pub produced: u64,
    /// Bytes of input used up.
    pub consumed: u64,
    /// What stopped it before its own end, a short stable word; `None` when it came to its end.
    pub problem: Option<&'static str>,
}

/// Bytes that a reference may reach back.
const WINDOW: usize = 32 << 10;

/// Bytes handed over at once.
const PIECE: usize = 64 << 10;

/// First lengths and extra bits of the length codes 257 to 285 (RFC 1951, 3.2.5).
const LENGTHS: [(u16, u8); 29] = [
    (3, 0),
    (4, 0),
    (5, 0),
    (6, 0),
    (7, 0),
    (8, 0),
    (9, 0),
    (10, 0),
    (11, 1),
    (13, 1),
    (15, 1),
    (17, 1),
    (19, 2),
    (23, 2),
    (27, 2),
    (31, 2),
    (35, 3),
    (43, 3),
    (51, 3),
    (59, 3),
    (67, 4),
    (83, 4),
    (99, 4),
    (115, 4),
    (131, 5),
    (163, 5),
    (195, 5),
    (227, 5),
    (258, 0),
];

/// The order in which the lengths of the code length code are written (RFC 1951, 3.2.7).
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// Unpacks a zlib stream and hands what comes out to `sink`, which says whether it wants more.
pub(crate) fn trace_zlib(input: &[u8], sink: &mut dyn FnMut(&[u8]) -> bool) -> Traced {
    let mut flow = Flow { bits: Bits { input, at: 2, held: 0, count: 0 }, out: Vec::new(), flushed: 0, adler: Adler::default(), sink };
    let problem = header(input).err().or_else(|| flow.run().err()).or_else(|| flow.check().err());
    Traced { produced: flow.flushed, consumed: (flow.bits.at as u64).min(input.len() as u64), problem }
}

/// The two bytes that begin a zlib stream.
fn header(input: &[u8]) -> Result<(), &'static str> {
    let &[method, flags, ..] = input else { return Err("short") };
    if method & 0x0F != 8 || method >> 4 > 7 || !(u16::from(method) << 8 | u16::from(flags)).is_multiple_of(31) {
        return Err("header");
    }
    if flags & 0x20 != 0 { Err("dictionary") } else { Ok(()) }
}

struct Flow<'a> {
    bits: Bits<'a>,
    out: Vec<u8>,
    flushed: u64,
    adler: Adler,
    sink: &'a mut dyn FnMut(&[u8]) -> bool,
}

impl Flow<'_> {
    fn run(&mut self) -> Result<(), &'static str> {
        let end = self.blocks();
        let handed = self.flush(0);
        end.and(handed)
    }

    fn blocks(&mut self) -> Result<(), &'static str> {
        loop {
            let last = self.bits.take(1)?;
            match self.bits.take(2)? {
                0 => self.stored()?,
                1 => self.coded(&fixed().ok_or("code")?)?,
                2 => {
                    let codes = self.dynamic()?;
                    self.coded(&codes)?;
                }
                _ => return Err("block"),
            }
            if last == 1 {
                return Ok(());
            }
        }
    }

    fn stored(&mut self) -> Result<(), &'static str> {
        self.bits.align();
        let size = self.bits.take(16)?;
        if size != !self.bits.take(16)? & 0xFFFF {
            return Err("block");
        }
        for _ in 0..size {
            let byte = self.bits.take(8)?;
            self.put(byte as u8)?;
        }
        Ok(())
    }

    fn dynamic(&mut self) -> Result<[Code; 2], &'static str> {
        let literals = self.bits.take(5)? as usize + 257;
        let distances = self.bits.take(5)? as usize + 1;
        let count = self.bits.take(4)? as usize + 4;
        let mut lengths = [0; 19];
        for &place in ORDER.iter().take(count) {
            let length = self.bits.take(3)? as u8;
            if let Some(slot) = lengths.get_mut(place) {
                *slot = length;
            }
        }
        let code = Code::new(&lengths).ok_or("code")?;
        let all = self.lengths(&code, literals + distances)?;
        let (literals, distances) = all.split_at_checked(literals).ok_or("code")?;
        Ok([Code::new(literals).ok_or("code")?, Code::new(distances).ok_or("code")?])
    }

    /// The lengths of both codes, which are written as one list with repeats.
    fn lengths(&mut self, code: &Code, count: usize) -> Result<Vec<u8>, &'static str> {
        let mut all: Vec<u8> = Vec::with_capacity(count);
        while all.len() < count {
            let (length, times) = match code.next(&mut self.bits)? {
                16 => (*all.last().ok_or("code")?, self.bits.take(2)? + 3),
                17 => (0, self.bits.take(3)? + 3),
                18 => (0, self.bits.take(7)? + 11),
                length => (length as u8, 1),
            };
            all.extend(std::iter::repeat_n(length, times as usize));
        }
        if all.len() == count { Ok(all) } else { Err("code") }
    }

    fn coded(&mut self, [literals, distances]: &[Code; 2]) -> Result<(), &'static str> {
        loop {
            match literals.next(&mut self.bits)? {
                byte @ 0..=255 => self.put(byte as u8)?,
                256 => return Ok(()),
                symbol => {
                    let &(first, extra) = LENGTHS.get(usize::from(symbol) - 257).ok_or("code")?;
                    let length = u32::from(first) + self.bits.take(extra)?;
                    let distance = self.distance(distances)?;
                    self.copy(length, distance)?;
                }
            }
        }
    }

    fn distance(&mut self, code: &Code) -> Result<usize, &'static str> {
        let symbol = u32::from(code.next(&mut self.bits)?);
        if symbol > 29 {
            return Err("distance");
        }
        let extra = (symbol / 2).saturating_sub(1);
        let first = if symbol < 4 { symbol + 1 } else { (2 + symbol % 2) * (1 << extra) + 1 };
        Ok((first + self.bits.take(extra as u8)?) as usize)
    }

    fn copy(&mut self, length: u32, distance: usize) -> Result<(), &'static str> {
        for _ in 0..length {
            let from = self.out.len().checked_sub(distance).ok_or("distance")?;
            let byte = *self.out.get(from).ok_or("distance")?;
            self.put(byte)?;
        }
        Ok(())
    }

    fn put(&mut self, byte: u8) -> Result<(), &'static str> {
        self.out.push(byte);
        if self.out.len() >= WINDOW + PIECE { self.flush(WINDOW) } else { Ok(()) }
    }

    /// Hands over all but the last bytes, which may yet be referred to.
    fn flush(&mut self, keep: usize) -> Result<(), &'static str> {
        let ready = self.out.len().saturating_sub(keep);
        let piece = self.out.get(..ready).unwrap_or_default();
        self.adler.add(piece);
        self.flushed += piece.len() as u64;
        let wanted = piece.is_empty() || (self.sink)(piece);
        self.out.drain(..ready);
        if wanted { Ok(()) } else { Err("long") }
    }

    /// The checksum after the last block.
    fn check(&mut self) -> Result<(), &'static str> {
        self.bits.align();
        let mut stored = 0;
        for _ in 0..4 {
            stored = stored << 8 | self.bits.take(8)?;
        }
        if stored == self.adler.sum() { Ok(()) } else { Err("checksum") }
    }
}

/// Bits, lowest first.
struct Bits<'a> {
    input: &'a [u8],
    at: usize,
    held: u32,
    count: u8,
}

impl Bits<'_> {
    /// The next `count` bits, at most 16.
    fn take(&mut self, count: u8) -> Result<u32, &'static str> {
        while self.count < count {
            let byte = *self.input.get(self.at).ok_or("short")?;
            self.held |= u32::from(byte) << self.count;
            self.at += 1;
            self.count += 8;
        }
        let bits = self.held & ((1 << count) - 1);
        self.held >>= count;
        self.count -= count;
        Ok(bits)
    }

    /// Drops the rest of the byte that was begun.
    fn align(&mut self) {
        self.held = 0;
        self.count = 0;
    }
}

/// A canonical prefix code: how many codes each length has, and their symbols in order.
struct Code {
    counts: [u16; 16],
    symbols: Vec<u16>,
}

impl Code {
    /// From the length of each symbol's code; `None` when no such code can be.
    fn new(lengths: &[u8]) -> Option<Self> {
        let mut counts = [0u16; 16];
        for &length in lengths {
            *counts.get_mut(usize::from(length))? += 1;
        }
        let mut left = 1i32;
        for &count in counts.iter().skip(1) {
            left = (left << 1) - i32::from(count);
            if left < 0 {
                return None;
            }
        }
        let of = |wanted: u8| (0..).zip(lengths).filter_map(move |(symbol, &length)| (length == wanted).then_some(symbol));
        let symbols: Vec<u16> = (1..=15).flat_map(of).collect();
        // A code with holes is only right when it has one symbol, or none.
        (left == 0 || symbols.len() < 2).then_some(Self { counts, symbols })
    }

    fn next(&self, bits: &mut Bits) -> Result<u16, &'static str> {
        let (mut code, mut first, mut index) = (0u32, 0u32, 0u32);
        for &count in self.counts.iter().skip(1) {
            code |= bits.take(1)?;
            let count = u32::from(count);
            if code < first + count {
                return self.symbols.get((index + code - first) as usize).copied().ok_or("code");
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        Err("code")
    }
}

/// The code that needs no description (RFC 1951, 3.2.6).
fn fixed() -> Option<[Code; 2]> {
    let lengths = [vec![8; 144], vec![9; 112], vec![7; 24], vec![8; 8]].concat();
    Some([Code::new(&lengths)?, Code { symbols: (0..30).collect(), counts: fives() }])
}

/// Thirty distances of five bits: two codes of that length are never used.
fn fives() -> [u16; 16] {
    let mut counts = [0; 16];
    if let Some(five) = counts.get_mut(5) {
        *five = 30;
    }
    counts
}

/// Adler-32 (RFC 1950, 9).
struct Adler(u32, u32);

impl Default for Adler {
    fn default() -> Self {
        Self(1, 0)
    }
}

impl Adler {
    fn add(&mut self, bytes: &[u8]) {
        // The most bytes whose sums fit 32 bits.
        for piece in bytes.chunks(5552) {
            for &byte in piece {
                self.0 += u32::from(byte);
                self.1 += self.0;
            }
            self.0 %= 65521;
            self.1 %= 65521;
        }
    }

    fn sum(&self) -> u32 {
        self.1 << 16 | self.0
    }
}

#[cfg(test)]
mod tests {
    use libdeflater::{CompressionLvl, Compressor};

    use super::{Traced, trace_zlib};

    fn packed(bytes: &[u8], level: i32) -> Vec<u8> {
        let mut compressor = Compressor::new(CompressionLvl::new(level).unwrap());
        let mut out = vec![0; compressor.zlib_compress_bound(bytes.len())];
        let size = compressor.zlib_compress(bytes, &mut out).unwrap();
        out.truncate(size);
        out
    }

    fn text(count: u32) -> Vec<u8> {
        (0..count).flat_map(|n| (n.wrapping_mul(2_654_435_761) >> (n % 29)).to_string().into_bytes()).collect()
    }

    fn traced(input: &[u8]) -> (Traced, Vec<u8>) {
        let mut out = Vec::new();
        let traced = trace_zlib(input, &mut |piece| {
            out.extend_from_slice(piece);
            true
        });
        (traced, out)
    }

    #[test]
    fn what_was_packed_comes_out() {
        for (level, bytes) in [(0, text(20_000)), (1, text(9)), (6, text(40_000)), (12, vec![0; 300_000]), (6, Vec::new())] {
            let packed = packed(&bytes, level);
            let (traced, out) = traced(&packed);
            assert_eq!((traced.problem, traced.consumed, traced.produced), (None, packed.len() as u64, bytes.len() as u64));
            assert!(out == bytes, "level {level}");
        }
    }

    #[test]
    fn where_and_why_it_stopped() {
        let bytes = text(40_000);
        let good = packed(&bytes, 6);
        let half = &good[..good.len() / 2];
        let (cut, kept) = traced(half);
        assert_eq!((cut.problem, cut.consumed), (Some("short"), half.len() as u64));
        assert!(bytes.starts_with(&kept) && kept.len() > bytes.len() / 3);
        let spoiled = |at: usize, byte: u8| {
            let mut bad = good.clone();
            bad[at] = byte;
            traced(&bad).0.problem
        };
        assert_eq!(spoiled(good.len() - 1, !good[good.len() - 1]), Some("checksum"));
        assert_eq!(spoiled(0, 0x79), Some("header"));
        assert_eq!(spoiled(2, 0x07), Some("block"));
        let mut few = 0;
        let full = trace_zlib(&good, &mut |piece| {
            few += piece.len();
            false
        });
        assert_eq!(full.problem, Some("long"));
        assert!(few < bytes.len());
    }
}
