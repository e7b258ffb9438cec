//! LZW as TIFF writes it (TIFF 6.0, section 13): codes of nine to twelve bits, highest bit first, each width begun one code early; and the older
//! form, lowest bit first.

/// Code that empties the table.
const CLEAR: usize = 256;
/// Code that ends the data.
const END: usize = 257;
/// The first code that stands for a string.
const FIRST: usize = 258;
/// Codes that the table has at most.
const CODES: usize = 4096;
/// Bytes of a string that stand in the table, and bytes copied at once.
const STEP: usize = 8;

/// Unpacks until `out` holds `wanted` bytes or the data end; what stopped it short, a stable word.
pub(super) fn unpack(data: &[u8], wanted: usize, out: &mut Vec<u8>) -> Result<(), &'static str> {
    let is_old = data.first() == Some(&0) && data.get(1).is_some_and(|second| second & 1 == 1);
    // Strings are written in whole steps: the last one may reach beyond what is wanted.
    out.clear();
    out.resize(wanted.saturating_add(STEP), 0);
    let bits = Bits { data, held: 0, count: 0 };
    let (held, end) = if is_old { strings::<true>(bits, wanted, out) } else { strings::<false>(bits, wanted, out) };
    out.truncate(held);
    end
}

/// A string: its first bytes, where it stands whole in what came out, and how long it is.
#[derive(Debug, Clone, Copy, Default)]
struct Entry {
    bytes: u64,
    from: u32,
    size: u32,
}

impl Entry {
    /// This string with one more byte, as it stands at `from`.
    fn longer(self, byte: u64, from: usize) -> Self {
        let more = if self.size < STEP as u32 { byte << (8 * self.size) } else { 0 };
        Self { bytes: self.bytes | more, from: from as u32, size: self.size + 1 }
    }
}

/// Puts strings out; how many of the wanted bytes are there, and why not all of them.
fn strings<const OLD: bool>(mut bits: Bits, wanted: usize, out: &mut [u8]) -> (usize, Result<(), &'static str>) {
    let mut table = vec![Entry::default(); CODES];
    for (entry, byte) in table.iter_mut().zip(0..=255) {
        *entry = Entry { bytes: byte, from: 0, size: 1 };
    }
    let (mut next, mut width, mut at) = (FIRST, 9, 0);
    let mut last: Option<(Entry, usize)> = None;
    while at < wanted {
        // A stream without its end, whose pixels are all there, never comes here.
        let Some(code) = bits.take::<OLD>(width) else { return (at, Err("short")) };
        if code == CLEAR {
            (next, width, last) = (FIRST, 9, None);
            continue;
        }
        if let Some((string, from)) = last
            && next < CODES
        {
            // The one string that refers to itself: the last with its own first byte.
            let first = if code == next { string } else { table.get(code % CODES).copied().unwrap_or_default() };
            if let Some(entry) = table.get_mut(next % CODES) {
                *entry = string.longer(first.bytes & 0xFF, from);
            }
            next += 1;
            if next + usize::from(!OLD) >= 1 << width && width < 12 {
                width += 1;
            }
        }
        if code >= next || code == END {
            return (at, Err(if code == END { "short" } else { "code" }));
        }
        let string = table.get(code % CODES).copied().unwrap_or_default();
        put(string, at, wanted, out);
        last = Some((string, at));
        at += string.size as usize;
    }
    (wanted, Ok(()))
}

/// Writes a string at `at`, in whole steps: what lies beyond it is written over by the next one.
fn put(string: Entry, at: usize, wanted: usize, out: &mut [u8]) {
    if let Some(to) = out.get_mut(at..).and_then(<[u8]>::first_chunk_mut) {
        *to = string.bytes.to_le_bytes();
    }
    let (from, size) = (string.from as usize, (string.size as usize).min(wanted - at));
    let mut done = STEP;
    while done < size {
        // A string lies at least a step before its copy.
        let Some(step) = out.get(from + done..).and_then(<[u8]>::first_chunk::<STEP>).copied() else { return };
        if let Some(to) = out.get_mut(at + done..).and_then(<[u8]>::first_chunk_mut) {
            *to = step;
        }
        done += STEP;
    }
}

/// The bits of the data, in order from the highest of `held`; in the older form from the lowest.
struct Bits<'a> {
    data: &'a [u8],
    held: u64,
    count: u32,
}

impl Bits<'_> {
    fn take<const OLD: bool>(&mut self, width: u32) -> Option<usize> {
        if self.count < width {
            self.fill::<OLD>();
            self.count.checked_sub(width)?;
        }
        self.count -= width;
        let code;
        if OLD {
            code = self.held & ((1 << width) - 1);
            self.held >>= width;
        } else {
            code = self.held >> (64 - width);
            self.held <<= width;
        }
        Some(code as usize)
    }

    fn fill<const OLD: bool>(&mut self) {
        if let Some((four, rest)) = self.data.split_first_chunk::<4>() {
            let more = if OLD { u32::from_le_bytes(*four) } else { u32::from_be_bytes(*four) };
            self.add::<OLD>(more.into(), 32);
            self.data = rest;
            return;
        }
        while let Some((byte, rest)) = self.data.split_first() {
            self.add::<OLD>(u64::from(*byte), 8);
            self.data = rest;
        }
    }

    fn add<const OLD: bool>(&mut self, more: u64, count: u32) {
        self.held |= if OLD { more << self.count } else { more << (64 - count - self.count) };
        self.count += count;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{CLEAR, CODES, END, FIRST, unpack};

    fn unpacked(data: &[u8], wanted: usize) -> (Result<(), &'static str>, Vec<u8>) {
        let mut out = Vec::new();
        let end = unpack(data, wanted, &mut out);
        (end, out)
    }

    #[test]
    fn the_example_of_the_specification() {
        // 7 7 7 8 8 7 7 6 6 as the codes 256 7 258 8 8 258 6 6 257, nine bits each.
        let codes = [256u32, 7, 258, 8, 8, 258, 6, 6, 257];
        let mut packed = Vec::new();
        let (mut held, mut count) = (0u64, 0);
        for code in codes {
            (held, count) = (held << 9 | u64::from(code), count + 9);
            while count >= 8 {
                count -= 8;
                packed.push((held >> count) as u8);
            }
        }
        packed.push((held << (8 - count)) as u8);
        assert_eq!(unpacked(&packed, 9), (Ok(()), vec![7, 7, 7, 8, 8, 7, 7, 6, 6]));
        assert_eq!(unpacked(&packed, 8).1.len(), 8);
        assert_eq!(unpacked(&packed, 10).0, Err("short"));
        assert_eq!(unpacked(&packed[..4], 9).0, Err("short"));
        assert_eq!(unpacked(&[0x80, 0x7F, 0xFF], 9).0, Err("code"));
    }

    /// Packs bytes; every width is come to, the table is filled and emptied, and strings refer to themselves.
    fn packed(bytes: &[u8], is_old: bool) -> Vec<u8> {
        let (mut codes, mut strings) = (vec![(CLEAR, 9)], BTreeMap::new());
        let (mut string, mut width): (Vec<u8>, u32) = (Vec::new(), 9);
        let of = |strings: &BTreeMap<Vec<u8>, usize>, string: &[u8]| match string {
            [byte] => usize::from(*byte),
            string => strings[string],
        };
        for &byte in bytes {
            let longer = [&string[..], &[byte]].concat();
            if string.is_empty() || strings.contains_key(&longer) {
                string = longer;
                continue;
            }
            codes.push((of(&strings, &string), width));
            strings.insert(longer, FIRST + strings.len());
            let next = FIRST + strings.len();
            if next > CODES - 2 {
                codes.push((CLEAR, width));
                (strings, width) = (BTreeMap::new(), 9);
            } else if next >= (1 << width) + usize::from(is_old) {
                width += 1;
            }
            string = vec![byte];
        }
        codes.extend([(of(&strings, &string), width), (END, width)]);
        let mut bits = vec![0u8; codes.len() * 2];
        let mut at = 0;
        for (code, width) in codes {
            for bit in 0..width {
                let (from, to) = if is_old { (bit, at % 8) } else { (width - 1 - bit, 7 - at % 8) };
                bits[at / 8] |= ((code >> from & 1) as u8) << to;
                at += 1;
            }
        }
        bits.truncate(at.div_ceil(8));
        bits
    }

    #[test]
    fn what_was_packed_comes_back() {
        let run = vec![7; 3000];
        let waves: Vec<u8> = (0..40_000u32).map(|n| ((n * n) >> 7) as u8 & 0x3F).collect();
        let noise: Vec<u8> = (0..40_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        for (bytes, is_old) in [&run, &waves, &noise].into_iter().flat_map(|bytes| [(bytes, false), (bytes, true)]) {
            let packed = packed(bytes, is_old);
            let (end, out) = unpacked(&packed, bytes.len());
            assert_eq!((end, out == *bytes), (Ok(()), true), "{} {is_old}", bytes[0]);
            let (end, out) = unpacked(&packed[..packed.len() / 2], bytes.len());
            assert!(end == Err("short") && bytes.starts_with(&out) && out.len() > bytes.len() / 8, "{is_old}");
        }
    }
}
