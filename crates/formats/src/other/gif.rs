//! GIF (87a and 89a): blocks, and the codes of every image.

use super::sheet::Sheet;
use crate::Stop;
use crate::view::le16;

pub(super) fn check(sheet: &mut Sheet) -> Result<(), Stop> {
    let Some(head) = sheet.header(13)? else { return Ok(()) };
    if !matches!(head.get(3..6), Some(b"87a" | b"89a")) {
        sheet.odd(3, "version", i64::from(head.get(4).copied().unwrap_or_default()));
    }
    let screen = [6, 8].map(|at| u64::from(le16(&head, at).unwrap_or_default()));
    (sheet.width, sheet.height) = (screen[0] as u32, screen[1] as u32);
    let bytes = sheet.all()?;
    let mut blocks = Blocks { bytes: &bytes, at: 13 + colours(head.get(10).copied().unwrap_or_default()), image: 0 };
    while blocks.next(sheet) {}
    if blocks.image == 0 && sheet.journal.is_empty() {
        sheet.cut("image", 0);
    }
    Ok(())
}

/// Bytes of a colour table, by the flags of what has one.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

struct Blocks<'a> {
    bytes: &'a [u8],
    at: usize,
    image: u64,
}

impl Blocks<'_> {
    /// Reads the next block; whether another may follow.
    fn next(&mut self, sheet: &mut Sheet) -> bool {
        match self.bytes.get(self.at) {
            Some(0x3B) => false,
            Some(0x21) => {
                self.at += 2;
                self.data(sheet).is_some()
            }
            Some(0x2C) => self.picture(sheet).is_some(),
            Some(0) if self.image > 0 => {
                self.at += 1;
                true
            }
            // Readers that have met an image stop there.
            Some(&other) => {
                if self.image > 0 {
                    sheet.odd(self.at as u64, "block", other);
                } else {
                    sheet.field(self.at as u64, "block", other);
                }
                false
            }
            None => {
                sheet.cut("trailer", 0);
                false
            }
        }
    }

    /// The data of a block, in pieces each after its size; `None` when the file ends before.
    fn data(&mut self, sheet: &mut Sheet) -> Option<Vec<u8>> {
        let mut data = Vec::new();
        loop {
            let Some(&size) = self.bytes.get(self.at) else {
                sheet.cut("block", 0);
                return None;
            };
            self.at += 1;
            if size == 0 {
                return Some(data);
            }
            let piece = self.bytes.get(self.at..self.at + usize::from(size));
            data.extend_from_slice(piece.unwrap_or_default());
            self.at += usize::from(size);
        }
    }

    fn picture(&mut self, sheet: &mut Sheet) -> Option<()> {
        let first = self.at;
        let head = self.bytes.get(first..first + 10);
        let Some(head) = head else {
            sheet.cut("image", first as u64 + 10);
            return None;
        };
        let [width, height] = [5, 7].map(|at| u64::from(le16(head, at).unwrap_or_default()));
        if width == 0 || height == 0 {
            sheet.field(first as u64 + 5, "width", (width * height) as i64);
        }
        self.at += 10 + colours(head.last().copied().unwrap_or_default());
        let least = self.bytes.get(self.at).copied().unwrap_or_default();
        if !(1..=11).contains(&least) {
            sheet.field(self.at as u64, "code size", least);
            return None;
        }
        self.at += 1;
        let start = self.at;
        let data = self.data(sheet)?;
        let wanted = width * height;
        if wanted > (data.len() as u64 + 1).saturating_mul(4096) {
            sheet.journal.broken(first as u64 + 5, super::Rule::Oversize { value: wanted, cap: data.len() as u64 * 4096 });
        } else if let Some(problem) = codes(&data, least, wanted) {
            sheet.run(start as u64, self.image, problem);
        }
        self.image += 1;
        Some(())
    }
}

/// What is wrong with the codes of an image of so many pixels.
fn codes(data: &[u8], least: u8, wanted: u64) -> Option<&'static str> {
    let (clear, end) = (1usize << least, (1usize << least) + 1);
    // For each code, how many pixels it stands for.
    let mut sizes: Vec<u64> = Vec::with_capacity(4096);
    let fresh = |sizes: &mut Vec<u64>| {
        sizes.clear();
        sizes.resize(end + 1, 1);
    };
    fresh(&mut sizes);
    let (mut bits, mut count, mut width, mut seen) = (0u32, 0u32, u32::from(least) + 1, 0u64);
    let mut last: Option<u64> = None;
    let mut rest = data.iter();
    while seen < wanted {
        while count < width {
            let Some(&byte) = rest.next() else { return Some("short") };
            bits |= u32::from(byte) << count;
            count += 8;
        }
        let code = (bits & ((1 << width) - 1)) as usize;
        (bits, count) = (bits >> width, count - width);
        if code == clear {
            fresh(&mut sizes);
            (width, last) = (u32::from(least) + 1, None);
            continue;
        }
        if code == end {
            return Some("short");
        }
        let size = match (sizes.get(code), last) {
            (Some(&size), _) => size,
            (None, Some(last)) if code == sizes.len() => last + 1,
            _ => return Some("code"),
        };
        seen += size;
        if let Some(last) = last
            && sizes.len() < 4096
        {
            sizes.push(last + 1);
            if sizes.len() == 1 << width && width < 12 {
                width += 1;
            }
        }
        last = Some(size);
    }
    None
}
