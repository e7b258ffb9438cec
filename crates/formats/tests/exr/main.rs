//! The OpenEXR reader and writer, on files made here.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::float_cmp, missing_docs)]

mod chroma;
mod chunks;
mod codecs;
mod deep;
mod fields;
mod fixes;
mod hand;
mod header;
mod hostile;
mod levels;
mod looks;
mod parts;
mod pixels;
mod repeats;
mod words;
mod written;
