//! Deliveries on disk: everything below their folders, bytes into hashes, new seals.

mod everything;
mod hashing;
mod journal;
mod moment;
mod open;
mod seal;
mod sealed;
mod verify;

pub(crate) use verify::deliveries;

pub use seal::{NewSeal, Sealed, Style, Unsealed, seal};
pub use verify::{Verifying, verify};

/// Hears how many bytes of how many were read, from several threads.
pub trait Volume: Sync {
    /// So many bytes more will be read.
    fn expect(&self, bytes: u64);
    /// So many more were.
    fn add(&self, bytes: u64);
}

/// Nobody listens.
impl Volume for () {
    fn expect(&self, _: u64) {}
    fn add(&self, _: u64) {}
}
