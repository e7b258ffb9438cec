//! The OpenEXR reader and writer, on files made here.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

mod chunks;
mod deep;
mod fields;
mod hand;
mod header;
mod hostile;
mod levels;
mod parts;
mod written;
