//! Numbers in the byte order of the file.

use super::structure::Order;

/// How numbers stand in a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    pub(super) order: Order,
    pub(super) big: bool,
}

impl Layout {
    /// From the first four bytes.
    pub(super) fn of(magic: &[u8]) -> Option<Self> {
        let (order, big) = match magic.get(..4)? {
            b"II*\0" => (Order::Little, false),
            b"MM\0*" => (Order::Big, false),
            b"II+\0" => (Order::Little, true),
            b"MM\0+" => (Order::Big, true),
            _ => return None,
        };
        Some(Self { order, big })
    }

    /// A number of 1, 2, 4 or 8 bytes at `at`.
    pub(super) fn number(self, bytes: &[u8], at: usize, width: usize) -> Option<u64> {
        let own = bytes.get(at..at.checked_add(width)?)?;
        let add = |sum: u64, byte: &u8| sum << 8 | u64::from(*byte);
        Some(if self.order == Order::Big { own.iter().fold(0, add) } else { own.iter().rev().fold(0, add) })
    }

    /// Bytes of an offset.
    pub(super) fn offset(self) -> usize {
        if self.big { 8 } else { 4 }
    }

    /// Bytes of the number of entries of a directory.
    pub(super) fn count(self) -> usize {
        if self.big { 8 } else { 2 }
    }

    /// Bytes of an entry.
    pub(super) fn entry(self) -> usize {
        4 + 2 * self.offset()
    }
}
