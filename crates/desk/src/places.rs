//! From a path that a person gave, on whatever system, to a file below a declared folder.

use std::fs;
use std::path::{Path, PathBuf};

use etabli_store::productions::Root;

use crate::refusal::{Refusal, Status};

/// A path that was found below a folder of the production.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapped {
    /// The declared folder, links followed.
    pub root: PathBuf,
    /// The file or folder, links followed: below `root`.
    pub path: PathBuf,
}

/// Finds a path below the declared folders. What leads out of them, by `..` or by a link, is refused like what is not there.
pub(crate) fn find(given: &str, roots: &[Root]) -> Result<Mapped, Refusal> {
    if roots.is_empty() {
        return Err(Refusal::field(
            "paths",
            "no-root",
            ["Aucun dossier n'est déclaré pour cette production.", "No folder is declared for this production."],
            [
                "Envoyez sans chemin, et demandez à l'administrateur d'en déclarer un.",
                "Send without a path, and ask the administrator to declare one.",
            ],
        ));
    }
    let given = given.trim().trim_matches('"');
    let tidy = tidied(given).ok_or_else(|| no_path(given, roots))?;
    let mut candidates = roots.iter().flat_map(|root| below(&tidy, root).into_iter().map(move |inside| (root, inside)));
    candidates.find_map(|(root, inside)| there(root, &inside)).ok_or_else(|| no_path(given, roots))
}

/// With `/` and without `.`; `None` for a path that climbs or holds what no name may.
fn tidied(given: &str) -> Option<String> {
    let is_windows = given.get(1..3) == Some(":\\") || given.get(1..3) == Some(":/") || given.starts_with("\\\\") || !given.contains('/');
    let slashed = if is_windows { given.replace('\\', "/") } else { given.to_owned() };
    let parts: Vec<&str> = slashed.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    let is_bad = |part: &&str| *part == ".." || part.contains('\0');
    if parts.is_empty() || parts.iter().any(is_bad) {
        return None;
    }
    let lead = if slashed.starts_with("//") {
        "//"
    } else if slashed.starts_with('/') {
        "/"
    } else {
        ""
    };
    Some(format!("{lead}{}", parts.join("/")))
}

/// What a path would be below a root: after each name that the root has, or as it is when it is relative.
fn below(path: &str, root: &Root) -> Vec<String> {
    let prefixes = [(&root.path, false), (&root.linux, false), (&root.macos, true), (&root.windows, true)];
    let mut found: Vec<String> = prefixes.into_iter().filter_map(|(prefix, folds)| stripped(path, prefix, folds)).collect();
    if !path.starts_with('/') && path.get(1..2) != Some(":") {
        found.push(path.to_owned());
    }
    found
}

/// The rest of a path after a prefix that ends at a slash; Windows and macOS do not tell capitals apart.
fn stripped(path: &str, prefix: &str, folds: bool) -> Option<String> {
    let prefix = tidied(prefix)?;
    let head = path.get(..prefix.len())?;
    let is_same = if folds { head.to_lowercase() == prefix.to_lowercase() } else { head == prefix };
    let rest = path.get(prefix.len()..)?;
    (is_same && (rest.is_empty() || rest.starts_with('/'))).then(|| rest.trim_start_matches('/').to_owned())
}

/// The file or folder, when it is there and stays below.
fn there(root: &Root, inside: &str) -> Option<Mapped> {
    let root = fs::canonicalize(&root.path).ok()?;
    let path = fs::canonicalize(root.join(inside)).ok()?;
    path.starts_with(&root).then_some(Mapped { root, path })
}

/// Not there, or not below: nobody learns which. Says what comes nearest, as far as it lies below a declared folder.
fn no_path(given: &str, roots: &[Root]) -> Refusal {
    let near = tidied(given).and_then(|tidy| nearest(&tidy, roots));
    let (cure_fr, cure_en) = match near {
        Some(near) => (
            format!("Le plus proche qui existe est {near}. Prenez-le, ou envoyez sans chemin."),
            format!("The nearest that exists is {near}. Take it, or send without a path."),
        ),
        None => (
            "Copiez le chemin depuis votre logiciel, ou envoyez sans chemin : nous le retrouverons avec vous.".to_owned(),
            "Copy the path from your software, or send without one: we will find it with you.".to_owned(),
        ),
    };
    let what =
        [format!("Ce chemin n'existe pas dans la production : {given}"), format!("There is no such path in the production: {given}")];
    let mut refusal = Refusal::new(Status::Invalid, "no-path", [&what[0], &what[1]], [&cure_fr, &cure_en]);
    refusal.field = Some("paths");
    refusal
}

/// The longest part of a path that exists below a root, as a person may write it: relative to the root.
fn nearest(path: &str, roots: &[Root]) -> Option<String> {
    let mut best: Option<String> = None;
    for root in roots {
        for inside in below(path, root) {
            let mut rest: &Path = Path::new(&inside);
            while let Some(parent) = rest.parent().filter(|parent| !parent.as_os_str().is_empty()) {
                rest = parent;
                let shown = rest.to_string_lossy().into_owned();
                if there(root, &shown).is_some() && best.as_ref().is_none_or(|best| best.len() < shown.len()) {
                    best = Some(shown);
                }
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use etabli_store::productions::Root;

    use super::find;

    fn root(folder: &Path) -> Root {
        Root {
            path: folder.join("vigie").to_string_lossy().into_owned(),
            windows: "P:\\vigie".to_owned(),
            macos: "/Volumes/vigie".to_owned(),
            linux: "/prod/vigie".to_owned(),
            ..Root::default()
        }
    }

    fn made() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("vigie/sq010/sh020")).unwrap();
        fs::write(folder.path().join("vigie/sq010/sh020/a b.1001.exr"), "x").unwrap();
        fs::write(folder.path().join("secret"), "x").unwrap();
        std::os::unix::fs::symlink(folder.path().join("secret"), folder.path().join("vigie/way-out")).unwrap();
        folder
    }

    #[test]
    fn a_path_of_any_system_leads_to_the_file() {
        let folder = made();
        let roots = [root(folder.path())];
        let want = fs::canonicalize(folder.path().join("vigie/sq010/sh020/a b.1001.exr")).unwrap();
        for given in [
            "P:\\vigie\\sq010\\sh020\\a b.1001.exr",
            "p:/VIGIE/sq010/sh020/a b.1001.exr",
            "/Volumes/vigie/sq010/sh020/a b.1001.exr",
            "/prod/vigie/./sq010//sh020/a b.1001.exr",
            "sq010/sh020/a b.1001.exr",
            "sq010\\sh020\\a b.1001.exr",
            "  \"sq010/sh020/a b.1001.exr\" ",
        ] {
            assert_eq!(find(given, &roots).unwrap().path, want, "{given}");
        }
    }

    #[test]
    fn nothing_leads_out() {
        let folder = made();
        let roots = [root(folder.path())];
        let outside = folder.path().join("secret").to_string_lossy().into_owned();
        for given in [
            "../secret",
            "sq010/../../secret",
            "P:\\vigie\\..\\secret",
            "\\\\server\\share\\secret",
            "..\\secret",
            "way-out",
            "/etc/passwd",
            "P:/../secret",
            "/prod/vigieux/sq010",
            "",
            ".",
            "sq010/sh020\0/a",
            "file:///etc/passwd",
            "C:\\Windows\\win.ini",
            &outside,
        ] {
            assert!(find(given, &roots).is_err(), "{given:?}");
        }
    }

    #[test]
    fn the_nearest_is_named() {
        let folder = made();
        let refusal = find("P:\\vigie\\sq010\\sh021\\x.exr", &[root(folder.path())]).unwrap_err();
        assert!(refusal.cure(crate::Lang::En).contains("sq010"), "{refusal}");
    }
}
