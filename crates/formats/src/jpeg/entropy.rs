//! Huffman codes of a scan (F.2.2).

/// What a prefix of sixteen bits stands for: bits of the code, then its symbol; 0 bits for a code that does not exist.
pub(super) struct Table {
    codes: Vec<(u8, u8)>,
}

impl Table {
    /// From the numbers of codes of each length and their symbols (C.2). Codes beyond what sixteen bits hold are dropped.
    pub(super) fn new(counts: &[u8], symbols: &[u8]) -> Self {
        let mut codes = vec![(0, 0); 1 << 16];
        let mut symbols = symbols.iter();
        let mut next = 0usize;
        for (length, &count) in (1u8..).zip(counts) {
            let span = 1usize << (16 - length);
            for &symbol in symbols.by_ref().take(usize::from(count)) {
                if let Some(own) = codes.get_mut(next..next + span) {
                    own.fill((length, symbol));
                }
                next += span;
            }
        }
        Self { codes }
    }
}

/// The bits of a scan, highest first, without the bytes that are stuffed into it.
pub(super) struct Bits<'a> {
    data: &'a [u8],
    /// Next byte.
    pub(super) at: usize,
    held: u64,
    count: u32,
}

impl<'a> Bits<'a> {
    pub(super) fn new(data: &'a [u8]) -> Self {
        Self { data, at: 0, held: 0, count: 0 }
    }

    /// The symbol of the next code; `Err` says that there is none: "short" at the end of the data, "code" elsewhere.
    pub(super) fn symbol(&mut self, table: &Table) -> Result<u8, &'static str> {
        self.fill();
        let ahead = if self.count >= 16 { self.held >> (self.count - 16) } else { self.held << (16 - self.count) };
        let (length, symbol) = table.codes.get((ahead & 0xFFFF) as usize).copied().unwrap_or_default();
        if u32::from(length) > self.count || (length == 0 && self.count < 16) {
            return Err("short");
        }
        if length == 0 {
            return Err("code");
        }
        self.count -= u32::from(length);
        Ok(symbol)
    }

    /// Passes over the bits of a value, at most sixteen.
    pub(super) fn skip(&mut self, bits: u32) -> Result<(), &'static str> {
        self.fill();
        self.count = self.count.checked_sub(bits).ok_or("short")?;
        Ok(())
    }

    /// Passes over a restart marker (F.2.1.3.2).
    pub(super) fn restart(&mut self) -> Result<(), &'static str> {
        self.count = 0;
        self.held = 0;
        match self.data.get(self.at..).unwrap_or_default() {
            [0xFF, 0xD0..=0xD7, ..] => {
                self.at += 2;
                Ok(())
            }
            [] | [_] => Err("short"),
            _ => Err("restart"),
        }
    }

    fn fill(&mut self) {
        while self.count <= 48 {
            let (byte, step) = match self.data.get(self.at..).unwrap_or_default() {
                [0xFF, 0x00, ..] => (0xFF, 2),
                [0xFF, ..] | [] => return,
                [byte, ..] => (*byte, 1),
            };
            self.at += step;
            self.held = self.held << 8 | u64::from(byte);
            self.count += 8;
        }
    }
}
