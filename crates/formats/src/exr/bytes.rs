//! Positioned reads of a file, with its head at hand.

use crate::{Source, Stop};

/// Bytes read at once from the beginning: a small file is served by this one read.
pub(super) const HEAD: u64 = 64 << 10;

/// Bytes of the second window at a place far from the last one: a leader and its neighbourhood.
const NEAR: usize = 64;

/// Bytes after the second window that are still near: small pieces that follow each other are read many at once.
const STEP: u64 = 4096;

/// A source seen through two windows: the head, which grows with the header, and one that follows the reader.
pub(super) struct View<'a> {
    source: &'a dyn Source,
    size: u64,
    head: Vec<u8>,
    near: Vec<u8>,
    near_at: u64,
}

impl<'a> View<'a> {
    /// A source and its head. A source that gave less than its size promised is as long as what it gave.
    pub(super) fn open(source: &'a dyn Source, head: Vec<u8>) -> Self {
        let promised = source.size();
        let held = head.len() as u64;
        let size = if held < promised.min(HEAD) { held } else { promised };
        Self { source, size, head, near: Vec::new(), near_at: 0 }
    }

    /// The head, when nothing more is read.
    pub(super) fn into_head(self) -> Vec<u8> {
        self.head
    }

    /// Size of the file in bytes.
    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// The bytes at hand from the beginning of the file.
    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }

    /// Makes the head hold everything before `end`, or the whole file when that is shorter.
    pub(super) fn grow(&mut self, end: u64) -> Result<(), Stop> {
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
    pub(super) fn bytes(&mut self, at: u64, count: usize) -> Result<&[u8], Stop> {
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
pub(super) fn i32_at(bytes: &[u8], at: usize) -> Option<i32> {
    bytes.get(at..)?.first_chunk().map(|&four| i32::from_le_bytes(four))
}

/// Little-endian `u32` at `at`.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|&four| u32::from_le_bytes(four))
}

/// Little-endian `f32` at `at`.
pub(super) fn f32_at(bytes: &[u8], at: usize) -> Option<f32> {
    bytes.get(at..)?.first_chunk().map(|&four| f32::from_le_bytes(four))
}

/// Little-endian `u64` at `at`.
pub(super) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|&eight| u64::from_le_bytes(eight))
}
