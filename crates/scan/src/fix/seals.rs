//! What manifests hold the hashes of: it is not changed.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use etabli_diagnosis::Tree;
use etabli_formats::manifest::{Kind, MOST_BYTES, list};

use crate::disk::DiskTree;

/// Manifests that were met, in the folders of what is to be fixed and above.
#[derive(Debug, Default)]
pub(super) struct Seals {
    /// By folder: whether it is a history or a bag, and what its lists list.
    known: HashMap<PathBuf, Seal>,
}

#[derive(Debug)]
struct Seal {
    is_whole: bool,
    listed: BTreeSet<String>,
}

impl Seals {
    /// Whether a manifest, beside a path or above, holds its hash: an ASC MHL history or a bag that it lies in, or a list that names it.
    pub(super) fn hold(&mut self, path: &Path) -> bool {
        let Some((folder, rest)) = whole(path) else { return false };
        let whole = folder.join(rest);
        folder.ancestors().any(|above| {
            let seal = self.known.entry(above.to_owned()).or_insert_with(|| Seal::of(above));
            let inner = whole.strip_prefix(above).unwrap_or(&whole).to_string_lossy();
            seal.is_whole || seal.listed.contains(&*inner)
        })
    }
}

/// The nearest folder that is there, without links, and what of the path follows it.
fn whole(path: &Path) -> Option<(PathBuf, PathBuf)> {
    path.ancestors().skip(1).find_map(|above| Some((fs::canonicalize(above).ok()?, path.strip_prefix(above).ok()?.to_owned())))
}

impl Seal {
    fn of(folder: &Path) -> Self {
        let is_whole = folder.join("ascmhl").is_dir() || folder.join("bagit.txt").is_file();
        let mut listed = BTreeSet::new();
        let tree = DiskTree::new(folder);
        // A folder that cannot be listed has no list that could be read.
        for entry in tree.list("").unwrap_or_default() {
            let Some(Kind::List(hint)) = Kind::of_name(&entry.name).filter(|_| entry.is_file() && entry.size <= MOST_BYTES) else {
                continue;
            };
            let Ok(bytes) = tree.open(&entry.name).map_err(Into::into).and_then(|source| source.read_range(0, MOST_BYTES)) else {
                continue;
            };
            let manifest = list::read(&bytes, &entry.name, hint);
            listed.extend(manifest.entries.into_iter().map(|entry| entry.path));
        }
        Self { is_whole, listed }
    }
}
