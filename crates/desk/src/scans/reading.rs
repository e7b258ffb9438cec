//! Reads what was named: folders with all below them, and frames with the whole sequence that they belong to.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use etabli_diagnosis::sequence::group;
use etabli_diagnosis::{Config, Level, Selection, View, join};
use etabli_output::html::wanted;
use etabli_output::{Exhibit, exhibit};
use etabli_scan::{Cache, Options, Progress, Report, Scope, cache_home, scan, scan_files, views};
use etabli_store::Blobs;

use crate::places::Mapped;
use crate::refusal::Refusal;

/// Threads of a reader.
const JOBS: usize = 2;
/// Address space of a reader, bytes.
const MEMORY: u64 = 2 << 30;

/// What a reading needs.
pub(super) struct Reading<'a> {
    /// The binary that can be the reader.
    pub(super) binary: &'a Path,
    /// Where pictures are kept.
    pub(super) blobs: &'a Blobs,
    /// Hears how far it is.
    pub(super) progress: &'a dyn Progress,
    /// What is declared for the folders of a root.
    pub(super) declared: &'a crate::Declared,
}

/// What was found below one root.
pub(super) struct Found {
    /// Paths relative to the root.
    pub(super) report: Report,
    /// What is shown of it.
    pub(super) exhibit: Exhibit,
}

/// Something to read, all of it below one root.
enum Target {
    Folder(PathBuf, PathBuf),
    Files(PathBuf, Vec<PathBuf>),
}

impl Reading<'_> {
    /// Reads everything that was named. Pictures are kept on the way: their names and sizes go into `sizes`.
    pub(super) fn read(&self, named: &[Mapped], sizes: &mut Vec<(String, i64)>) -> Result<Vec<Found>, Refusal> {
        targets(named).iter().map(|target| self.target(target, sizes)).collect()
    }

    fn target(&self, target: &Target, sizes: &mut Vec<(String, i64)>) -> Result<Found, Refusal> {
        let root = match target {
            Target::Folder(root, _) | Target::Files(root, _) => root,
        };
        let declared = (self.declared)(root);
        let options = Options {
            selection: Selection::all(Level::Pixels),
            config: &*declared,
            binary: self.binary.to_owned(),
            jobs: JOBS,
            memory: MEMORY,
            min_age: 0,
            cache: cache_home().map(Cache::new),
            now: crate::now() * 1_000_000,
            wanted: &|_| true,
            scope: Scope::default(),
            pace: 0,
            manifests: true,
            volume: &(),
        };
        let report = match target {
            Target::Folder(root, folder) => scan(folder, &options, self.progress).map(|report| below(report, root, folder)),
            Target::Files(root, files) => scan_files(root, files, &options, self.progress),
        };
        let report = report.map_err(|_| super::unreadable())?;
        let exhibit = self.shown(&report, root, &*declared, sizes);
        Ok(Found { report, exhibit })
    }

    fn shown(&self, report: &Report, root: &Path, declared: &dyn Fn(&Path) -> Config, sizes: &mut Vec<(String, i64)>) -> Exhibit {
        let wanted = wanted(std::slice::from_ref(report));
        let asked: Vec<(String, View)> = wanted.iter().map(|(_, path, view)| (path.clone(), view.clone())).collect();
        let rasters = views(root, &asked, declared, self.binary, MEMORY);
        let pictures: BTreeMap<_, _> = wanted.into_iter().zip(rasters).filter_map(|(wanted, raster)| Some((wanted, raster?))).collect();
        exhibit(report, &pictures, &mut |png| {
            let hash = self.blobs.keep(png).ok()?;
            sizes.push((hash.clone(), png.len() as i64));
            Some(hash)
        })
    }
}

/// Folders one by one, and files together, by their roots.
fn targets(named: &[Mapped]) -> Vec<Target> {
    let mut files: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    let mut targets = Vec::new();
    for Mapped { root, path } in named {
        if path.is_dir() {
            targets.push(Target::Folder(root.clone(), path.clone()));
        } else {
            files.entry(root.clone()).or_default().extend(siblings(path));
        }
    }
    for (root, mut files) in files {
        files.sort();
        files.dedup();
        targets.push(Target::Files(root, files));
    }
    targets
}

/// A frame with the others of its sequence: what is wrong with one is seen beside them. Any other file alone.
fn siblings(path: &Path) -> Vec<PathBuf> {
    let alone = || vec![path.to_owned()];
    let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str())) else { return alone() };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let holds = |numbers: &[usize]| numbers.iter().any(|&number| names.get(number) == Some(&name));
    for sequence in group(&names).sequences {
        let numbers: Vec<usize> =
            sequence.members.iter().map(|member| member.name).chain(sequence.strays.iter().map(|stray| stray.name)).collect();
        if holds(&numbers) {
            return numbers.into_iter().filter_map(|number| Some(folder.join(names.get(number)?))).collect();
        }
    }
    alone()
}

/// A report of a folder as one of its root: every path begins there.
fn below(mut report: Report, root: &Path, folder: &Path) -> Report {
    let inside = folder.strip_prefix(root).unwrap_or(Path::new("")).to_string_lossy().into_owned();
    if inside.is_empty() {
        return report;
    }
    let put = |path: &mut String| *path = join(&inside, path);
    for finding in &mut report.findings {
        put(&mut finding.path);
        finding.sequence.iter_mut().for_each(put);
        finding.related.iter_mut().for_each(put);
    }
    for line in &mut report.sequences {
        put(&mut line.sequence);
    }
    for file in &mut report.unchecked {
        put(&mut file.path);
        file.sequence.iter_mut().for_each(put);
    }
    report.root = root.to_string_lossy().into_owned();
    report
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::siblings;

    #[test]
    fn a_frame_brings_its_sequence_along_and_another_file_comes_alone() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["beauty.1001.exr", "beauty.1002.exr", "beauty.1003.exr", "depth.1001.exr", "notes.txt"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let of = |name: &str| {
            let mut found = siblings(&folder.path().join(name));
            found.sort();
            found.iter().map(|path| Path::new(path).file_name().unwrap().to_string_lossy().into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(of("beauty.1002.exr"), ["beauty.1001.exr", "beauty.1002.exr", "beauty.1003.exr"]);
        assert_eq!(of("notes.txt"), ["notes.txt"]);
    }
}
