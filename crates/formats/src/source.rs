//! Where bytes come from.

use std::io;

use crate::Stop;

/// A file, or something that looks like one: positioned reads only, so that many threads may share it.
pub trait Source: Sync {
    /// Size in bytes, as known when the source was opened.
    fn size(&self) -> u64;

    /// Reads at `offset` into `buffer` and returns how many bytes were read: fewer than asked only at the end of the file.
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize>;

    /// Reads up to `count` bytes at `offset`, never more than the file holds there.
    ///
    /// What is allocated is bounded by the file's own size, whatever `count` claims.
    fn read_range(&self, offset: u64, count: u64) -> Result<Vec<u8>, Stop> {
        let held = self.size().saturating_sub(offset).min(count);
        let mut bytes = vec![0; usize::try_from(held).unwrap_or(0)];
        let read = self.read_at(offset, &mut bytes)?;
        bytes.truncate(read);
        Ok(bytes)
    }
}

impl Source for [u8] {
    fn size(&self) -> u64 {
        self.len() as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let start = usize::try_from(offset).unwrap_or(usize::MAX).min(self.len());
        let tail = self.get(start..).unwrap_or_default();
        let count = tail.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), tail.get(..count)) {
            to.copy_from_slice(from);
        }
        Ok(count)
    }
}

impl Source for Vec<u8> {
    fn size(&self) -> u64 {
        self.len() as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.as_slice().read_at(offset, buffer)
    }
}
