//! The paths that a person gives: folders to walk, and files by the folder they lie in.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::io::{self, Read};
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use crate::lang::both;
use crate::near::nearest;
use crate::pattern::expand;
use crate::problem::Problem;

/// What is scanned as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Root {
    /// A folder with all below it, or one file alone.
    Tree(PathBuf),
    /// Some files below a folder.
    Files(PathBuf, Vec<PathBuf>),
}

impl Root {
    /// The folder that paths are relative to.
    pub(crate) fn base(&self) -> &Path {
        match self {
            Self::Tree(path) if path.is_dir() => path,
            Self::Tree(path) => folder_of(path),
            Self::Files(base, _) => base,
        }
    }
}

/// The roots of these paths: each folder is one; files are one for each folder that holds some; a list's files are one
/// together. What lies inside another root, or was named before, is not scanned twice. The current folder when nothing is named.
pub(crate) fn gather(paths: &[PathBuf], list: Option<&Path>) -> Result<Vec<Root>, Box<Problem>> {
    if paths.is_empty() && list.is_none() {
        return Ok(vec![Root::Tree(PathBuf::from("."))]);
    }
    let mut named = Named::default();
    paths.iter().try_for_each(|path| named.add(path.clone(), false))?;
    if let Some(list) = list {
        let paths_of_list = listed(list)?;
        if paths.is_empty() && paths_of_list.is_empty() {
            return Err(nothing_listed(list));
        }
        paths_of_list.into_iter().try_for_each(|path| named.add(path, true))?;
    }
    Ok(named.roots())
}

/// What was named, each once, by where it is.
#[derive(Default)]
struct Named {
    folders: Vec<(PathBuf, PathBuf)>,
    files: Vec<(PathBuf, PathBuf, bool)>,
}

impl Named {
    /// Adds a path, or the files of a pattern; of a list or not.
    fn add(&mut self, path: PathBuf, of_list: bool) -> Result<(), Box<Problem>> {
        if let Some(files) = expand(&path).filter(|_| fs::symlink_metadata(&path).is_err()) {
            self.files.extend(files.into_iter().map(|file| (place(&file), file, of_list)));
            return Ok(());
        }
        let place = place(&path);
        match sort(&path)? {
            Kind::Folder if self.folders.iter().any(|(known, _)| *known == place) => {}
            Kind::Folder => self.folders.push((place, path)),
            Kind::File => self.files.push((place, path, of_list)),
        }
        Ok(())
    }

    fn roots(self) -> Vec<Root> {
        let is_inside = |place: &Path| self.folders.iter().any(|(folder, _)| folder != place && place.starts_with(folder));
        let mut roots: Vec<Root> =
            self.folders.iter().filter(|(place, _)| !is_inside(place)).map(|(_, path)| Root::Tree(path.clone())).collect();
        let mut seen = BTreeSet::new();
        let mut folders: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
        let mut list = Vec::new();
        for (place, path, of_list) in &self.files {
            if is_inside(place) || !seen.insert(place) {
                continue;
            }
            if *of_list {
                list.push(path.clone());
            } else {
                let folder = folder_of(path);
                folders.entry(folder.to_owned()).or_default().push(folder.join(path.file_name().unwrap_or_default()));
            }
        }
        roots.extend(folders.into_iter().map(|(base, mut files)| match files.len() {
            1 => Root::Tree(files.swap_remove(0)),
            _ => Root::Files(base, files),
        }));
        roots.extend((!list.is_empty()).then(|| common(list)));
        roots
    }
}

/// Where a path is, whatever it is called; a link keeps its own name.
fn place(path: &Path) -> PathBuf {
    let place = match path.file_name() {
        Some(name) if !path.is_dir() => fs::canonicalize(folder_of(path)).map(|folder| folder.join(name)),
        _ => fs::canonicalize(path),
    };
    place.unwrap_or_else(|_| path.to_owned())
}

enum Kind {
    Folder,
    File,
}

fn sort(path: &Path) -> Result<Kind, Box<Problem>> {
    match fs::symlink_metadata(path) {
        Ok(_) if path.is_dir() => Ok(Kind::Folder),
        Ok(_) => Ok(Kind::File),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(absent(path)),
        Err(error) => Err(Problem::disk(path, &error)),
    }
}

/// The paths of a list, between NULs when it holds one, else one a line, whatever system ended the lines; `-` is standard input.
fn listed(list: &Path) -> Result<Vec<PathBuf>, Box<Problem>> {
    let bytes = if list == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(list)
    };
    let bytes = bytes.map_err(|error| if error.kind() == io::ErrorKind::NotFound { absent(list) } else { Problem::disk(list, &error) })?;
    let separator = if bytes.contains(&0) { 0 } else { b'\n' };
    let path = |name: &[u8]| PathBuf::from(OsString::from_vec(name.to_vec()));
    let ended = |name: &[u8]| match name.strip_suffix(b"\r").filter(|_| separator == b'\n') {
        Some(bare) if bare.is_empty() || fs::symlink_metadata(path(name)).is_err() => path(bare),
        _ => path(name),
    };
    let names = bytes.split(|b| *b == separator).map(ended);
    Ok(names.filter(|path| !path.as_os_str().is_empty()).collect())
}

/// A list without a path: a task that made nothing must not pass for a sound one.
fn nothing_listed(list: &Path) -> Box<Problem> {
    let what = both(format!("{} ne nomme aucun fichier", list.display()), format!("{} names no file", list.display()));
    Problem::new(
        what,
        both(
            "y écrire un chemin par ligne ; une tâche qui n'a rien produit a échoué",
            "write one path a line into it; a task that made nothing has failed",
        ),
    )
}

/// Files under the deepest folder that holds them all.
fn common(files: Vec<PathBuf>) -> Root {
    let files: Vec<PathBuf> =
        files.into_iter().map(|f| if f.has_root() || f.starts_with(".") { f } else { Path::new(".").join(f) }).collect();
    let mut base = files.first().map_or(Path::new("."), |f| folder_of(f));
    for file in &files {
        while !file.starts_with(base) {
            base = base.parent().unwrap_or(Path::new(""));
        }
    }
    Root::Files(base.to_owned(), files)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A path that does not exist: the nearest existing name of the folder in which it is lost.
pub(crate) fn absent(path: &Path) -> Box<Problem> {
    let mut last = path;
    while let Some(folder) = last.parent().filter(|f| !f.as_os_str().is_empty() && !f.is_dir()) {
        last = folder;
    }
    let folder = folder_of(last);
    let wanted = last.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let names: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|found| Some(found.ok()?.file_name().to_string_lossy().into_owned()))
        .collect();
    let what = both(format!("{} n'existe pas", path.display()), format!("{} does not exist", path.display()));
    let near = nearest(&wanted, names.iter().map(String::as_str)).map(|name| match last.parent() {
        Some(folder) => folder.join(name),
        None => PathBuf::from(name),
    });
    let cure = match near {
        Some(near) => both(format!("vouliez-vous dire {} ?", near.display()), format!("did you mean {}?", near.display())),
        None => both(
            format!("aucun nom de {} n'en est proche ; vérifier le chemin", folder.display()),
            format!("no name in {} is near it; check the path", folder.display()),
        ),
    };
    Problem::new(what, cure)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::{Root, gather};

    #[test]
    fn paths_become_as_few_roots_as_there_are_folders() {
        let home = tempfile::tempdir().unwrap();
        let path = |name: &str| home.path().join(name);
        fs::create_dir_all(path("a/b")).unwrap();
        for name in ["a/1.exr", "a/2.exr", "a/b/3.exr"] {
            fs::write(path(name), b"").unwrap();
        }
        let roots = |names: &[&str], list: Option<&[u8]>| {
            let list = list.map(|bytes| {
                fs::write(path("list"), bytes).unwrap();
                path("list")
            });
            gather(&names.iter().map(|n| path(n)).collect::<Vec<PathBuf>>(), list.as_deref()).unwrap()
        };
        assert_eq!(roots(&[], None), [Root::Tree(".".into())]);
        assert_eq!(roots(&["a", "a/1.exr"], None), [Root::Tree(path("a"))], "it lies inside");
        assert_eq!(roots(&["a/b", "a/b/../b", "a"], None), [Root::Tree(path("a"))]);
        assert_eq!(roots(&["a/1.exr", "a/b/../1.exr"], None), [Root::Tree(path("a/1.exr"))]);
        assert_eq!(roots(&["a/1.exr", "a/2.exr"], None), [Root::Files(path("a"), vec![path("a/1.exr"), path("a/2.exr")])]);
        let named = |separator: char| format!("{}{separator}{}{separator}", path("a/1.exr").display(), path("a/b/3.exr").display());
        let want = [Root::Files(path("a"), vec![path("a/1.exr"), path("a/b/3.exr")])];
        assert_eq!(roots(&[], Some(named('\n').as_bytes())), want);
        assert_eq!(roots(&[], Some(named('\0').as_bytes())), want);
        assert_eq!(roots(&["a/#.exr"], None), [Root::Files(path("a"), vec![path("a/1.exr"), path("a/2.exr")])]);
        assert!(gather(&[], Some(&path("a/1.exr"))).is_err(), "a list that is empty");
        assert_eq!(roots(&[], Some(named('\n').replace('\n', "\r\n").as_bytes())), want, "a list from another system");
    }
}
