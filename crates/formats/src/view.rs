//! Positioned reads of a file, with its head at hand.

use crate::{Source, Stop};

/// Bytes read at once from the beginning: a small file is served by this one read.
pub(crate) const HEAD: u64 = 64 << 10;

/// Bytes of the second window at a place far from the last one: a leader and its neighbourhood.
const NEAR: usize = 64;

/// Bytes after the second window that are still near: small pieces that follow each other are read many at once.
const STEP: u64 = 4096;

/// A source seen through two windows: the head, which grows with the header, and one that follows the reader.
pub(crate) struct View<'a> {
    source: &'a dyn Source,
    size: u64,
    head: Vec<u8>,
    near: Vec<u8>,
    near_at: u64,
}

impl<'a> View<'a> {
    /// A source and its head. A source that gave less than its size promised is as long as what it gave.
    pub(crate) fn open(source: &'a dyn Source, head: Vec<u8>) -> Self {
        let promised = source.size();
        let held = head.len() as u64;
        let size = if held < promised.min(HEAD) { held } else { promised };
        Self { source, size, head, near: Vec::new(), near_at: 0 }
    }

    /// The head, when nothing more is read.
    pub(crate) fn into_head(self) -> Vec<u8> {
        self.head
    }

    /// Size of the file in bytes.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// The bytes at hand from the beginning of the file.
    pub(crate) fn head(&self) -> &[u8] {
        &self.head
    }

    /// Makes the head hold everything before `end`, or the whole file when that is shorter.
    pub(crate) fn grow(&mut self, end: u64) -> Result<(), Stop> {
        let held = self.head.len() as u64;
        let wanted = end.min(self.size);
        if wanted <= held {
            return Ok(());
        }
        let target = wanted.max(held * 2).min(self.size);
        let more = self.source.read_range(held, target - held)?;
        if more.len() as u64 + held < target {
            self.size = more.len() as u64 + held;
        }
        self.head.extend_from_slice(&more);
        Ok(())
    }

    /// The `count` bytes at `at`: fewer only at the end of the file. `count` is the reader's own, never the file's.
    pub(crate) fn bytes(&mut self, at: u64, count: usize) -> Result<&[u8], Stop> {
        let held = self.head.len() as u64;
        if at.saturating_add(count as u64) <= held || held >= self.size {
            return Ok(window(&self.head, at, count));
        }
        let near_end = self.near_at + self.near.len() as u64;
        if at < self.near_at || at.saturating_add(count as u64) > near_end {
            let follows = at >= self.near_at && at <= near_end.saturating_add(STEP) && near_end > 0;
            self.follow(at, count.max(if follows { HEAD as usize } else { NEAR }))?;
        }
        Ok(window(&self.near, at.saturating_sub(self.near_at), count))
    }

    fn follow(&mut self, at: u64, count: usize) -> Result<(), Stop> {
        let held = usize::try_from(self.size.saturating_sub(at)).unwrap_or(usize::MAX).min(count);
        self.near.resize(held, 0);
        self.near_at = at;
        let read = self.source.read_at(at, &mut self.near)?;
        self.near.truncate(read);
        Ok(())
    }
}

fn window(bytes: &[u8], at: u64, count: usize) -> &[u8] {
    let start = usize::try_from(at).unwrap_or(usize::MAX).min(bytes.len());
    let end = start.saturating_add(count).min(bytes.len());
    bytes.get(start..end).unwrap_or_default()
}

/// Little-endian `i32` at `at`.
pub(crate) fn i32_at(bytes: &[u8], at: usize) -> Option<i32> {
    bytes.get(at..)?.first_chunk().map(|&four| i32::from_le_bytes(four))
}

/// Little-endian `u32` at `at`.
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|&four| u32::from_le_bytes(four))
}

/// Little-endian `f32` at `at`.
pub(crate) fn f32_at(bytes: &[u8], at: usize) -> Option<f32> {
    bytes.get(at..)?.first_chunk().map(|&four| f32::from_le_bytes(four))
}

/// Little-endian `u64` at `at`.
pub(crate) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|&eight| u64::from_le_bytes(eight))
}

/// Little-endian `u16` at `at`.
pub(crate) fn le16(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|&two| u16::from_le_bytes(two))
}

/// Big-endian `u16` at `at`.
pub(crate) fn be16(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|&two| u16::from_be_bytes(two))
}

/// Big-endian `u32` at `at`.
pub(crate) fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|&four| u32::from_be_bytes(four))
}

/// A run of zeros that holds `at` and goes on to the end of the file: its first byte, and how many there are.
pub(crate) fn zeros(source: &dyn Source, at: u64) -> Result<Option<(u64, u64)>, Stop> {
    let size = source.size();
    let mut from = at;
    while from < size {
        let piece = source.read_range(from, HEAD)?;
        if piece.is_empty() || piece.iter().any(|&byte| byte != 0) {
            return Ok(None);
        }
        from += piece.len() as u64;
    }
    let first = if at < size { first_zero(source, at)? } else { size };
    Ok((first < size).then_some((first, size - first)))
}

/// Where the zeros begin that stand before `at`.
fn first_zero(source: &dyn Source, at: u64) -> Result<u64, Stop> {
    let mut first = at;
    while first > 0 {
        let from = first.saturating_sub(HEAD);
        let piece = source.read_range(from, first - from)?;
        let zeros = piece.iter().rev().take_while(|&&byte| byte == 0).count() as u64;
        first -= zeros;
        if zeros < piece.len() as u64 || piece.is_empty() {
            break;
        }
    }
    Ok(first)
}

#[cfg(test)]
mod tests {
    use super::{HEAD, View};
    use crate::Source;

    /// Bytes, and the size that the file system promised.
    struct Promised(Vec<u8>, u64);

    impl Source for Promised {
        fn size(&self) -> u64 {
            self.1
        }

        fn read_at(&self, offset: u64, buffer: &mut [u8]) -> std::io::Result<usize> {
            self.0.as_slice().read_at(offset, buffer)
        }
    }

    #[test]
    fn a_source_that_shrank_is_as_long_as_what_it_gives() {
        for (held, size) in [(100_000, 100_000), (300_000, 300_000)] {
            let source = Promised(vec![7; held], 300_000);
            let mut view = View::open(&source, source.read_range(0, HEAD).unwrap());
            view.grow(200_000).unwrap();
            assert_eq!(view.size(), size);
            assert!(view.head().len() as u64 >= size.min(200_000));
        }
    }
}
