//! Deliveries: what their manifests list, what is there, and what was computed of it.
//!
//! [`homes`] finds them by names alone, [`Delivery::read`] understands their manifests, whoever has bytes computes the hashes that
//! [`Delivery::wanted`] names, and [`examine_delivery`] judges.

mod bag;
mod content;
mod examine;
mod folders;
mod ground;
mod history;
mod homes;
mod ignored;
mod list;
mod one;

use etabli_formats::manifest::{Algorithm, Defect, Digests, TextMode, Value};

pub use content::{content, is_listed, undone};
pub use examine::examine_delivery;
pub use folders::{FolderValues, folder_values};
pub use ground::{Folders, Ground};
pub use history::{History, nested};
pub use homes::{Home, Kind, homes};
pub use ignored::Ignored;
pub(crate) use one::one;

/// A delivery: one folder, and what its manifests say of it. Every path is relative to the root of the scan.
#[derive(Debug, Default)]
pub struct Delivery {
    /// Its folder, empty for the root itself.
    pub folder: String,
    /// What breaks its manifests.
    pub broken: Vec<Broken>,
    /// The files that they list.
    pub listed: Vec<Listed>,
    /// The folders that the newest generation of a history gives values for, deepest first.
    pub folders: Vec<ListedFolder>,
    /// Files that are there and that nothing lists.
    pub extra: Vec<Extra>,
    /// Every folder in it that its manifests speak of.
    pub inside: Vec<String>,
    /// Folders with manifests of their own: nothing is known of them here.
    pub blind: Vec<String>,
    /// Bytes and files that a bag says its payload holds, with the line and the path that say it.
    pub oxum: Option<Oxum>,
}

/// What a bag tells of its payload as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oxum {
    /// Where it is told.
    pub path: String,
    /// In which line.
    pub line: u64,
    /// Bytes and files told.
    pub told: (u64, u64),
    /// Bytes and files there.
    pub seen: (u64, u64),
}

/// What breaks a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The manifest.
    pub path: String,
    /// What is wrong, and in which line.
    pub defect: Defect,
    /// Another file that takes part: the generation that differs from its chain.
    pub related: Option<String>,
}

/// A listed file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listed {
    /// Where it should be.
    pub path: String,
    /// Exact bytes of that path, when they are no UTF-8.
    pub raw: Option<Vec<u8>>,
    /// Size in bytes, when it is listed.
    pub size: Option<u64>,
    /// What its content should hash to; empty when its hash is broken.
    pub expected: Vec<Expected>,
    /// The manifest and the line that list it.
    pub manifest: (String, u64),
    /// What stands there.
    pub found: Option<Found>,
    /// It may still be fetched.
    pub is_fetched: bool,
    /// What was computed of it.
    pub content: Content,
    /// It leads out of the delivery: never opened.
    pub is_outside: bool,
    /// How it compares with the same file of a source.
    pub source: Option<Against>,
}

/// A value that a file should hash to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The value.
    pub value: Value,
    /// The manifest that tells it.
    pub manifest: String,
    /// Its line.
    pub line: u64,
}

/// A listed file that is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Its path as it is written on the disk: another form of the same letters may be listed.
    pub path: String,
    /// Exact bytes of that path, when they are no UTF-8.
    pub raw: Option<Vec<u8>>,
    /// Size in bytes.
    pub size: u64,
    /// It is being written.
    pub is_moving: bool,
}

/// What was computed of a file's content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Content {
    /// Nobody read it.
    #[default]
    Unread,
    /// The system refused, in its own words.
    Refused(String),
    /// Its hashes.
    Read(Digests),
    /// Its hashes, and the change of line ends that gives back the listed ones.
    TextMode(Digests, Undone),
}

/// A transfer in text mode, proved: undone, the content has the listed hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undone {
    /// What the transfer did.
    pub mode: TextMode,
    /// To how many ends of lines.
    pub count: u64,
    /// Byte of the first of them.
    pub first: u64,
}

/// How a file compares with the one that it was copied from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Against {
    /// They differ from this byte on.
    Differs(u64),
    /// They are the same: the source is not the listed file either.
    Same,
    /// The source has no such file, or it cannot be read.
    Unknown,
}

/// A folder with listed values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedFolder {
    /// Where it is.
    pub path: String,
    /// The values that it should have.
    pub expected: Vec<Expected>,
    /// The value that it has, of the first algorithm that every file in it was read with.
    pub seen: Option<(Algorithm, Vec<u8>, Vec<u8>)>,
}

/// A file that nothing lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extra {
    /// Where it is.
    pub path: String,
    /// Exact bytes of the path, when they are no UTF-8.
    pub raw: Option<Vec<u8>>,
    /// The manifest that should list it.
    pub manifest: String,
    /// It breaks the delivery: a bag may hold no other payload.
    pub is_forbidden: bool,
}

/// A file whose hashes are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Which of [`Delivery::listed`].
    pub index: usize,
    /// Its path on the disk.
    pub path: String,
    /// Exact bytes of that path, when they are no UTF-8.
    pub raw: Option<Vec<u8>>,
    /// Size in bytes.
    pub size: u64,
    /// Which hashes.
    pub algorithms: Vec<Algorithm>,
}

impl Delivery {
    /// The files whose hashes would tell whether they are the listed ones. One that is shorter or longer than listed is among them
    /// too: its line ends may have been changed.
    pub fn wanted(&self) -> Vec<Wanted> {
        let want = |(index, listed): (usize, &Listed)| {
            let found = listed.found.as_ref().filter(|_| !listed.expected.is_empty() && !listed.is_outside)?;
            let algorithms = listed.expected.iter().map(|expected| expected.value.algorithm).collect();
            Some(Wanted { index, path: found.path.clone(), raw: found.raw.clone(), size: found.size, algorithms })
        };
        self.listed.iter().enumerate().filter_map(want).collect()
    }

    /// Takes what was computed of a file. `is_moving` when it changed meanwhile.
    pub fn learn(&mut self, index: usize, content: Content, is_moving: bool) {
        if let Some(listed) = self.listed.get_mut(index) {
            listed.content = content;
            if let Some(found) = listed.found.as_mut().filter(|_| is_moving) {
                found.is_moving = true;
            }
        }
    }
}

impl Listed {
    /// The value of its content, when it was computed.
    pub fn digest(&self, algorithm: Algorithm) -> Option<&[u8]> {
        let (Content::Read(digests) | Content::TextMode(digests, _)) = &self.content else { return None };
        digests.iter().find(|(known, _)| *known == algorithm).map(|(_, digest)| digest.as_slice())
    }

    /// The first listed value that the content does not have, with the one that it has.
    pub fn mismatch(&self) -> Option<(&Expected, &[u8])> {
        let (Content::Read(digests) | Content::TextMode(digests, _)) = &self.content else { return None };
        self.expected.iter().find_map(|expected| Some((expected, differing(expected, digests)?)))
    }
}

fn differing<'d>(expected: &Expected, digests: &'d Digests) -> Option<&'d [u8]> {
    let seen = digests.iter().find(|(algorithm, _)| *algorithm == expected.value.algorithm).map(|(_, digest)| digest.as_slice())?;
    (seen != expected.value.digest).then_some(seen)
}
