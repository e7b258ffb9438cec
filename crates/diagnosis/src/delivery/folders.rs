//! Values of whole folders, as ASC MHL computes them: over the contents of what a folder holds, and over its names too.

use std::collections::{BTreeMap, BTreeSet};

use etabli_formats::manifest::{Algorithm, hash};
use icu_normalizer::ComposingNormalizerBorrowed;

use super::Delivery;
use crate::tree::{join, split};

/// The value over the contents of a folder, and the one over its names and contents.
pub type FolderValues = (Vec<u8>, Vec<u8>);

/// The values of folders: each file with its path and value, `None` when that is not known; every folder with its path, the
/// outermost being empty. A folder that holds something unknown, however deep, is left out.
pub fn folder_values<'p>(
    algorithm: Algorithm,
    files: impl IntoIterator<Item = (&'p str, Option<&'p [u8]>)>,
    folders: impl IntoIterator<Item = &'p str>,
) -> BTreeMap<String, FolderValues> {
    let mut children: BTreeMap<String, Vec<FolderValues>> = BTreeMap::from([(String::new(), Vec::new())]);
    let mut unknown = BTreeSet::new();
    let open = |children: &mut BTreeMap<String, Vec<FolderValues>>, folder: &str| {
        for folder in above(folder) {
            children.entry(folder.to_owned()).or_default();
        }
    };
    folders.into_iter().for_each(|folder| open(&mut children, folder));
    for (path, value) in files {
        let (folder, name) = split(path);
        open(&mut children, folder);
        match value {
            Some(value) => children.entry(folder.to_owned()).or_default().push((value.to_vec(), named(algorithm, name, value))),
            None => unknown.extend(above(folder).map(str::to_owned)),
        }
    }
    let mut deepest: Vec<String> = children.keys().cloned().collect();
    deepest.sort_by_key(|folder| std::cmp::Reverse(depth(folder)));
    let mut values = BTreeMap::new();
    for folder in deepest {
        let held = children.remove(&folder).unwrap_or_default();
        let (contents, structures): (Vec<_>, Vec<_>) = held.into_iter().unzip();
        let own = (of_list(algorithm, contents), of_list(algorithm, structures));
        if !folder.is_empty() {
            let (parent, name) = split(&folder);
            let named = named(algorithm, name, &own.1);
            children.entry(parent.to_owned()).or_default().push((own.0.clone(), named));
        }
        values.insert(folder, own);
    }
    values.retain(|folder, _| !unknown.contains(folder));
    values
}

/// A path in the form in which letters and their accents are one.
fn composed(path: &str) -> String {
    ComposingNormalizerBorrowed::new_nfc().normalize(path).into_owned()
}

/// A folder and all above it, the outermost included.
fn above(folder: &str) -> impl Iterator<Item = &str> {
    let ends = folder.match_indices('/').map(|(end, _)| end).chain([folder.len()]);
    std::iter::once("").chain(ends.filter_map(|end| folder.get(..end)).filter(|folder| !folder.is_empty()))
}

fn depth(folder: &str) -> usize {
    if folder.is_empty() { 0 } else { folder.matches('/').count() + 1 }
}

fn named(algorithm: Algorithm, name: &str, value: &[u8]) -> Vec<u8> {
    hash(algorithm, &[name.as_bytes(), value].concat())
}

fn of_list(algorithm: Algorithm, mut values: Vec<Vec<u8>>) -> Vec<u8> {
    values.sort();
    hash(algorithm, &values.concat())
}

impl Delivery {
    /// Computes the values of the listed folders, once the hashes of their files are known.
    pub fn close(&mut self) {
        let wanted: BTreeSet<Algorithm> =
            self.folders.iter().flat_map(|folder| &folder.expected).map(|expected| expected.value.algorithm).collect();
        for algorithm in wanted {
            let values = self.values(algorithm);
            for folder in &mut self.folders {
                let inner = folder.path.strip_prefix(&self.folder).unwrap_or(&folder.path).trim_start_matches('/');
                let is_expected = folder.expected.iter().any(|expected| expected.value.algorithm == algorithm);
                if let Some((content, structure)) = values.get(inner).filter(|_| is_expected && folder.seen.is_none()) {
                    folder.seen = Some((algorithm, content.clone(), structure.clone()));
                }
            }
        }
    }

    fn values(&self, algorithm: Algorithm) -> BTreeMap<String, FolderValues> {
        let inner = |path: &'_ str| path.strip_prefix(&self.folder).map_or(path, |path| path.trim_start_matches('/')).to_owned();
        // Names count as they are listed: the same letters may stand in another form on this disk.
        let there = self.listed.iter().filter(|listed| listed.found.is_some());
        let files: Vec<(String, Option<&[u8]>)> = there
            .map(|listed| (inner(&listed.path), listed.digest(algorithm)))
            .chain(self.blind.iter().map(|folder| (join(&inner(folder), "?"), None)))
            .collect();
        let held: BTreeSet<String> = files.iter().flat_map(|(path, _)| above(split(path).0).map(composed)).collect();
        let empty = |folder: &String| !held.contains(&composed(folder));
        let folders: Vec<String> = self.inside.iter().map(|folder| inner(folder)).filter(empty).collect();
        folder_values(algorithm, files.iter().map(|(path, value)| (path.as_str(), *value)), folders.iter().map(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use etabli_formats::manifest::{Algorithm, hash};

    use super::folder_values;

    /// Values that the reference program gives for the two clips of its first scenario.
    #[test]
    fn folders_have_the_values_that_others_compute() {
        let algorithm = Algorithm::Xxh64;
        let value = |text: &str| algorithm.parse(text).unwrap();
        let files = [
            ("Clips/A002C006_141024_R2EC.mov", value("0ea03b369a463d9d")),
            ("Clips/A002C007_141024_R2EC.mov", value("7680e5f98f4a80fd")),
            ("Sidecar.txt", value("3ab5a4166b9bde44")),
        ];
        let given = |unknown: &'static str| {
            let files = files.iter().map(move |(path, value)| (*path, (*path != unknown).then_some(value.as_slice())));
            folder_values(algorithm, files, ["Clips"])
        };
        let all = given("");
        assert_eq!(all["Clips"], (value("4c226b42e27d7af3"), value("906faa843d591a9f")));
        assert_eq!(all[""], (value("8d02114c32e28cbe"), value("f557f8ca8e5a88ef")));
        assert_eq!(given("Sidecar.txt").keys().collect::<Vec<_>>(), ["Clips"]);
        assert!(given("Clips/A002C006_141024_R2EC.mov").is_empty());
        let empty = folder_values(algorithm, [], ["a/b"]);
        assert_eq!(empty["a/b"], (hash(algorithm, b""), hash(algorithm, b"")));
        assert_eq!(empty.keys().collect::<Vec<_>>(), ["", "a", "a/b"]);
    }
}
