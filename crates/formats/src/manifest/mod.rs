//! Manifests of deliveries: ASC MHL 2, `BagIt`, and the lists that checksum tools write.
//!
//! What is read is bounded by the text itself; nothing that it names is opened here. A broken line is a [`Defect`], and the others
//! are read all the same.

use serde::{Deserialize, Serialize};

mod algorithm;
pub mod bag;
mod defect;
mod digest;
mod ends;
mod kind;
pub mod list;
pub mod mhl;
mod path;
mod text;

pub use algorithm::Algorithm;
pub use defect::{Defect, Rule};
pub use digest::{Digests, Hasher, hash};
pub use ends::{LineEnds, TextMode};
pub use kind::Kind;

/// Bytes that a manifest may hold: some millions of entries.
pub const MOST_BYTES: u64 = 256 << 20;

/// What a manifest lists, and what breaks it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Files and folders, in the order in which they are listed. Their paths stay below the delivery.
    pub entries: Vec<Entry>,
    /// What breaks it, in the order of its lines.
    pub defects: Vec<Defect>,
}

/// One listed file or folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Path below the delivery, with `/`, in its plain form.
    pub path: String,
    /// Exact bytes of the path, when they are no UTF-8.
    pub raw: Option<Vec<u8>>,
    /// Line that lists it, from 1.
    pub line: u64,
    /// Size in bytes, when it is listed.
    pub size: Option<u64>,
    /// Whether it is a folder, whose values are over what it holds.
    pub is_folder: bool,
    /// The path that it had in earlier generations.
    pub previous: Option<String>,
    /// Its values, each of another algorithm; none when its value is malformed.
    pub values: Vec<Value>,
}

/// A listed hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    /// Which hash.
    pub algorithm: Algorithm,
    /// Over the content.
    pub digest: Vec<u8>,
    /// Over names and content, for a folder of an ASC MHL history; empty otherwise.
    pub structure: Vec<u8>,
    /// It was recorded as differing from an earlier one.
    pub is_failed: bool,
}

impl Value {
    /// The hash of a file.
    pub fn of(algorithm: Algorithm, digest: Vec<u8>) -> Self {
        Self { algorithm, digest, structure: Vec::new(), is_failed: false }
    }
}

impl Manifest {
    /// Notes what breaks it.
    fn break_at(&mut self, line: u64, rule: Rule) {
        self.defects.push(Defect { line, rule });
    }
}

/// The most of a text that is quoted: a manifest may hold anything.
fn quoted(text: &str) -> String {
    const MOST: usize = 80;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
