//! The files that hold for a folder, merged.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use etabli_diagnosis::config::{Ignore, Range};
use etabli_diagnosis::{Config, declared};
use toml::{Table, Value};

use super::NAME;
use super::read::{Declared, read};
use super::sidecar::{self, Sidecar};
use crate::problem::Problem;

/// What the command line declares, above every file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Overrides {
    /// `--expect-range`.
    pub(crate) range: Option<Range>,
    /// `--allow-holes`.
    pub(crate) allow_holes: bool,
}

/// Answers what is declared for a folder. Each file is read once; the first that cannot be understood is remembered.
pub(crate) struct Cascade {
    overrides: Overrides,
    user: Option<PathBuf>,
    chains: RefCell<HashMap<PathBuf, Rc<Chain>>>,
    problem: RefCell<Option<Box<Problem>>>,
}

/// The files that hold for a folder, nearest first, and what they say together.
#[derive(Debug, Default)]
struct Chain {
    files: Vec<Rc<Declared>>,
    sidecars: Vec<Rc<Sidecar>>,
    merged: Config,
}

impl Cascade {
    /// A cascade that ends with the user's own file, in `home`.
    pub(crate) fn new(overrides: Overrides, home: Option<&Path>) -> Self {
        let user = home.map(|home| home.join("etabli").join(NAME));
        Self { overrides, user, chains: RefCell::default(), problem: RefCell::default() }
    }

    /// What is declared for a folder.
    pub(crate) fn of(&self, folder: &Path) -> Config {
        let folder = absolute(folder);
        let chain = self.chain(&folder);
        let mut config = chain.merged.clone();
        config.ranges = chain.range(&folder).map(|range| ("**".to_owned(), range)).into_iter().collect();
        for ignore in &mut config.ignore {
            ignore.folder = chain.seen_by_the_ignoring(&folder);
        }
        config.ignore.extend(chain.beside(&folder));
        if let Some(range) = &self.overrides.range {
            config.ranges = BTreeMap::from([("**".to_owned(), range.clone())]);
        }
        config.allow_holes |= self.overrides.allow_holes;
        config
    }

    /// Whether a file is declared published by any file that holds for its folder.
    pub(crate) fn is_published(&self, path: &Path) -> bool {
        let path = absolute(path);
        let chain = self.chain(path.parent().unwrap_or(&path));
        chain.files.iter().any(|file| {
            let inside = path.strip_prefix(&file.folder).map(|p| p.to_string_lossy().into_owned()).unwrap_or_default();
            file.config.published.iter().any(|glob| holds_below(glob, &inside))
        })
    }

    /// The first file that could not be understood.
    pub(crate) fn problem(&self) -> Option<Box<Problem>> {
        self.problem.borrow().clone()
    }

    /// Every ignore of the files that were read so far, each with its file, in path order.
    pub(crate) fn ignores(&self) -> Vec<(PathBuf, Ignore)> {
        let chains = self.chains.borrow();
        let files = chains.values().flat_map(|chain| &chain.files).map(|file| (file.path.as_path(), &file.config.ignore));
        let sidecars = chains.values().flat_map(|chain| &chain.sidecars).map(|file| (file.path.as_path(), &file.ignores));
        let all: BTreeMap<&Path, &Vec<Ignore>> = files.chain(sidecars).collect();
        all.into_iter().flat_map(|(path, ignores)| ignores.iter().map(|i| (path.to_owned(), i.clone()))).collect()
    }

    fn chain(&self, folder: &Path) -> Rc<Chain> {
        if let Some(known) = self.chains.borrow().get(folder) {
            return Rc::clone(known);
        }
        let own = self.file(&folder.join(NAME), read).map(Rc::new);
        let beside = self.file(&folder.join(sidecar::NAME), sidecar::read).filter(|beside| !beside.ignores.is_empty()).map(Rc::new);
        let above = match (&own, folder.parent()) {
            (Some(own), _) if own.config.root => self.users(),
            (_, Some(parent)) => self.chain(parent),
            (_, None) => self.users(),
        };
        let chain = if own.is_none() && beside.is_none() {
            above
        } else {
            let files = own.into_iter().chain(above.files.iter().cloned()).collect();
            Rc::new(Chain::of(files, beside.into_iter().chain(above.sidecars.iter().cloned()).collect()))
        };
        self.chains.borrow_mut().insert(folder.to_owned(), Rc::clone(&chain));
        chain
    }

    fn users(&self) -> Rc<Chain> {
        let user = self.user.as_ref().and_then(|path| self.file(path, read));
        Rc::new(Chain::of(user.into_iter().map(Rc::new).collect(), Vec::new()))
    }

    fn file<T>(&self, path: &Path, read: fn(&Path, &str) -> Result<T, Box<Problem>>) -> Option<T> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => return None,
            Err(error) => return self.refuse(Problem::disk(path, &error)),
        };
        match read(path, &text) {
            Ok(understood) => Some(understood),
            Err(problem) => self.refuse(problem),
        }
    }

    fn refuse<T>(&self, problem: Box<Problem>) -> Option<T> {
        self.problem.borrow_mut().get_or_insert(problem);
        None
    }
}

impl Chain {
    fn of(files: Vec<Rc<Declared>>, sidecars: Vec<Rc<Sidecar>>) -> Self {
        let mut merged = Table::new();
        for file in files.iter().rev() {
            merge(&mut merged, &file.table);
        }
        // Each file was understood alone, and what was merged of them has the same shape.
        Self { merged: merged.try_into().unwrap_or_default(), files, sidecars }
    }

    /// What the files beside the frames accept, the nearest first, as seen from a folder.
    fn beside(&self, folder: &Path) -> Vec<Ignore> {
        let seen = |sidecar: &Rc<Sidecar>| {
            let inside = folder.strip_prefix(sidecar.path.parent()?).ok()?.to_string_lossy().into_owned();
            Some(sidecar.ignores.iter().map(move |ignore| Ignore { folder: Some(inside.clone()), ..ignore.clone() }).collect::<Vec<_>>())
        };
        self.sidecars.iter().filter_map(seen).flatten().collect()
    }

    /// The range of the nearest file that declares one for this folder.
    fn range(&self, folder: &Path) -> Option<Range> {
        self.files.iter().find_map(|file| file.config.range(&file.sees(folder)?).cloned())
    }

    fn seen_by_the_ignoring(&self, folder: &Path) -> Option<String> {
        self.files.iter().find(|file| file.table.contains_key("ignore"))?.sees(folder)
    }
}

impl Declared {
    /// A folder relative to that of this file; `None` for the user's own file, which lies above nothing.
    fn sees(&self, folder: &Path) -> Option<String> {
        folder.strip_prefix(&self.folder).ok().map(|inside| inside.to_string_lossy().into_owned())
    }
}

/// Tables merge, everything else is replaced.
fn merge(below: &mut Table, above: &Table) {
    for (key, value) in above {
        match (below.get_mut(key), value) {
            (Some(Value::Table(below)), Value::Table(above)) => merge(below, above),
            _ => drop(below.insert(key.clone(), value.clone())),
        }
    }
}

/// Whether a glob names a path, or a folder above it.
fn holds_below(glob: &str, path: &str) -> bool {
    let glob = glob.trim_end_matches('/');
    let ends = path.match_indices('/').map(|(at, _)| at).chain(std::iter::once(path.len()));
    ends.into_iter().any(|end| declared::matches(glob, &path[..end]))
}

/// A path from the root of the file system, without asking where links lead unless it climbs.
fn absolute(path: &Path) -> PathBuf {
    let climbs = path.components().any(|part| part == std::path::Component::ParentDir);
    let whole = if climbs { fs::canonicalize(path) } else { std::path::absolute(path) };
    let whole = whole.unwrap_or_else(|_| path.to_owned());
    whole.components().filter(|part| *part != std::path::Component::CurDir).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use etabli_diagnosis::Config;
    use etabli_diagnosis::config::Weight;

    use super::{Cascade, Overrides};

    fn declared(files: &[(&str, &str)], folder: &str, overrides: Overrides) -> (Config, bool) {
        let home = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = home.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let cascade = Cascade::new(overrides, Some(&home.path().join("config")));
        let config = cascade.of(&home.path().join(folder));
        assert_eq!(cascade.problem(), None);
        (config, cascade.is_published(&home.path().join(folder).join("a.exr")))
    }

    #[test]
    fn the_nearest_wins_tables_merge_and_arrays_replace() {
        let files = [
            ("config/etabli/etabli.toml", "show = \"none\"\n[severity]\nIMG004 = \"off\"\n"),
            (
                "show/etabli.toml",
                "show = \"fox\"\npublished = [\"old\"]\n[severity]\nSEQ001 = \"note\"\nEXR001 = \"note\"\n[image]\nframe_rate = 24.0\n",
            ),
            ("show/sq/etabli.toml", "published = [\"pub\"]\n[severity]\nSEQ001 = \"error\"\n[image]\nresolution = [2048, 858]\n"),
        ];
        let (config, _) = declared(&files, "show/sq/sh010", Overrides::default());
        assert_eq!(config.show.as_deref(), Some("fox"));
        assert_eq!(config.image.resolution.zip(config.image.frame_rate), Some(([2048, 858], 24.0)));
        assert_eq!(config.severity.values().copied().collect::<Vec<_>>(), [Weight::Note, Weight::Off, Weight::Error]);
        assert_eq!(config.published, ["pub"]);
    }

    #[test]
    fn a_root_stops_the_search() {
        let files = [("etabli.toml", "show = \"above\"\n"), ("show/etabli.toml", "root = true\n")];
        assert_eq!(declared(&files, "show/sq", Overrides::default()).0.show, None);
    }

    #[test]
    fn ranges_and_ignores_are_relative_to_their_file() {
        let text = "[ranges.\"sq/**\"]\nfirst = 1\nlast = 2\n[ranges.\"sq/sh010\"]\nfirst = 1001\nlast = 1100\n\
                    [[ignore]]\ncode = \"SEQ001\"\npath = \"sq/sh010/*\"\nreason = \"known\"\n";
        let (config, _) = declared(&[("show/etabli.toml", text)], "show/sq/sh010", Overrides::default());
        assert_eq!(config.range("anything").map(|r| (r.first, r.last)), Some((1001, 1100)));
        assert_eq!(config.ignore[0].folder.as_deref(), Some("sq/sh010"));
    }

    #[test]
    fn ignores_beside_the_frames_add_to_those_of_the_files() {
        let files = [
            ("show/etabli.toml", "[[ignore]]\ncode = \"EXR001\"\npath = \"**\"\nreason = \"known\"\n"),
            ("show/sq/.etabli-ignore", "old/\nSEQ001 sh010/*.exr held\n"),
            ("show/sq/sh010/.etabli-ignore", "IMG004 * sparks\n"),
        ];
        let (config, _) = declared(&files, "show/sq/sh010", Overrides::default());
        let seen: Vec<_> = config.ignore.iter().map(|i| (i.code.as_str(), i.folder.as_deref())).collect();
        assert_eq!(seen, [("EXR001", Some("sq/sh010")), ("IMG004", Some("")), ("SEQ001", Some("sh010"))]);
    }

    #[test]
    fn the_command_line_is_above_every_file() {
        let range = etabli_diagnosis::config::Range { first: 5, last: 9, ..Default::default() };
        let files = [("etabli.toml", "[ranges.\"**\"]\nfirst = 1\nlast = 2\n")];
        let (config, _) = declared(&files, "", Overrides { range: Some(range), allow_holes: true });
        assert_eq!((config.range("").map(|r| r.first), config.allow_holes), (Some(5), true));
    }

    #[test]
    fn published_folders_hold_published_files() {
        let is_published =
            |glob: &str| declared(&[("show/etabli.toml", &format!("published = [\"{glob}\"]"))], "show/pub/sh010", Overrides::default()).1;
        assert!(is_published("pub") && is_published("pub/") && is_published("*/sh010") && is_published("**/*.exr"));
        assert!(!is_published("sh010") && !is_published("work"));
    }

    #[test]
    fn what_cannot_be_understood_is_remembered() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("etabli.toml"), "colr = 1").unwrap();
        let cascade = Cascade::new(Overrides::default(), None);
        assert_eq!(cascade.of(home.path()), Config::default());
        assert!(cascade.problem().is_some());
        assert!(!cascade.is_published(Path::new("/nowhere/a")));
    }
}
