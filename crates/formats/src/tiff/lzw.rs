//! LZW as TIFF writes it (TIFF 6.0, section 13): codes of nine to twelve bits, highest bit first, each width begun one code early; and the older
//! form, lowest bit first.

/// Code that empties the table.
const CLEAR: u16 = 256;

/// Code that ends the data.
const END: u16 = 257;

/// Unpacks until `out` holds `wanted` bytes or the data end; what stopped it short, a stable word.
pub(super) fn unpack(data: &[u8], wanted: usize, out: &mut Vec<u8>) -> Result<(), &'static str> {
    out.clear();
    let old = data.first() == Some(&0) && data.get(1).is_some_and(|second| second & 1 == 1);
    let mut bits = Bits { data, at: 0, held: 0, count: 0, old };
    let mut table = Table::new();
    let mut last: Option<u16> = None;
    while out.len() < wanted {
        // A stream without its end, whose pixels are all there, never comes here.
        let Some(code) = bits.take(table.width(old)) else { return Err("short") };
        match code {
            CLEAR => {
                table.clear();
                last = None;
            }
            END => return Err("short"),
            code => {
                table.put(code, last, out).ok_or("code")?;
                last = Some(code);
            }
        }
    }
    out.truncate(wanted);
    Ok(())
}

struct Bits<'a> {
    data: &'a [u8],
    at: usize,
    held: u32,
    count: u32,
    old: bool,
}

impl Bits<'_> {
    fn take(&mut self, width: u32) -> Option<u16> {
        while self.count < width {
            let byte = u32::from(*self.data.get(self.at)?);
            self.at += 1;
            self.held = if self.old { self.held | byte << self.count } else { self.held << 8 | byte };
            self.count += 8;
        }
        self.count -= width;
        let mask = (1 << width) - 1;
        let code = if self.old { self.held & mask } else { self.held >> self.count & mask };
        self.held = if self.old { self.held >> width } else { self.held & ((1 << self.count) - 1) };
        Some(code as u16)
    }
}

/// Strings by code: each is a run of what came out before.
struct Table {
    runs: Vec<(usize, usize)>,
}

impl Table {
    fn new() -> Self {
        let mut table = Self { runs: Vec::with_capacity(4096) };
        table.clear();
        table
    }

    fn clear(&mut self) {
        self.runs.clear();
        self.runs.resize(258, (0, 0));
    }

    /// Bits of the next code.
    fn width(&self, old: bool) -> u32 {
        let next = self.runs.len() + usize::from(!old);
        match next {
            0..512 => 9,
            512..1024 => 10,
            1024..2048 => 11,
            _ => 12,
        }
    }

    /// Puts the string of a code out, and adds the one before with its first byte; `None` for a code that does not exist yet.
    fn put(&mut self, code: u16, last: Option<u16>, out: &mut Vec<u8>) -> Option<()> {
        let at = out.len();
        if code < 256 {
            out.push(code as u8);
        } else {
            let (from, size) = match self.runs.get(usize::from(code)) {
                Some(&run) => run,
                // The one string that refers to itself: the last with its own first byte.
                None if usize::from(code) == self.runs.len() => (at.checked_sub(self.size(last?))?, self.size(last?) + 1),
                None => return None,
            };
            if from + size <= at {
                out.extend_from_within(from..from + size);
            } else {
                for place in from..from + size {
                    out.push(*out.get(place)?);
                }
            }
        }
        if let Some(last) = last {
            let size = self.size(last);
            if self.runs.len() < 4096 {
                self.runs.push((at.checked_sub(size)?, size + 1));
            }
        }
        Some(())
    }

    fn size(&self, code: u16) -> usize {
        if code < 256 { 1 } else { self.runs.get(usize::from(code)).map_or(0, |run| run.1) }
    }
}

#[cfg(test)]
mod tests {
    use super::unpack;

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
}
