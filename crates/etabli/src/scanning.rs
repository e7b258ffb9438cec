//! The options that say what is scanned and how, and the scan itself.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use etabli_diagnosis::{Config, Day, Lang, Level, Selection, View};
use etabli_formats::Raster;
use etabli_output::html::Wanted;
use etabli_scan::{Cache, Options, Report, Scope, cache_home, scan, scan_files, views as views_of};
use globset::{Glob, GlobSet, GlobSetBuilder};

use crate::commands::now;
use crate::config::{Cascade, Overrides};
use crate::lang::both;
use crate::problem::Problem;
use crate::progress::Bar;
use crate::roots::{Root, gather};
use crate::select::selection;
use crate::values;

/// What is scanned and how.
#[derive(Debug, Args)]
pub(crate) struct Scanning {
    /// Folders, with all below them, files, and sequences as `beauty.1001-1100#.exr` or `beauty.####.exr` [default: the current folder]
    paths: Vec<PathBuf>,
    /// How deep files are read
    #[arg(long, value_enum, default_value = "pixels")]
    level: Depth,
    /// Only these faults: codes, names, or the beginning of codes (IMG, EXR0)
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    select: Vec<String>,
    /// Not these faults
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Also the paths of this file (- for standard input), one a line or between NULs
    #[arg(long, value_name = "FILE")]
    files_from: Option<PathBuf>,
    /// Not what this glob names (*.tmp, wip/**); may be repeated
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
    /// Only what was modified since a moment (2026-11-24, 2026-11-24T10:30, in universal time), or what an earlier report in JSON lines does not name
    #[arg(long, value_name = "DATE|REPORT")]
    since: Option<String>,
    /// Only these frames of each sequence (1001-1100x2,1150)
    #[arg(long, value_name = "FRAMES", allow_hyphen_values = true)]
    frames: Option<String>,
    /// The frames that every sequence must have (1001-1100)
    #[arg(long, value_name = "FRAMES", allow_hyphen_values = true)]
    expect_range: Option<String>,
    /// Holes in sequences are meant
    #[arg(long)]
    allow_holes: bool,
    /// Files younger than this (30, 90s, 2m) that a walk meets are still being written and not judged; a file that is named is
    #[arg(long, value_name = "SECONDS", default_value = "0")]
    min_age: String,
    /// Threads that read [default: one a core]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
    jobs: Option<u32>,
    /// Memory of the reader (1GiB, 512MiB) [default: 1 GiB and 512 MiB a job]
    #[arg(long, value_name = "SIZE")]
    memory: Option<String>,
    /// At most so many files a second are opened, for a tired filer
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    ops_max: Option<u32>,
    /// Read every file again, and keep no facts
    #[arg(long)]
    no_cache: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Depth {
    /// Names, headers, tables and chunk leaders
    Structure,
    /// Every pixel too
    Pixels,
}

/// A reader with less cannot start.
const LEAST_MEMORY: u64 = 256 << 20;

/// Threads by default.
pub(crate) fn cores() -> u32 {
    std::thread::available_parallelism().map_or(1, |n| u32::try_from(n.get()).unwrap_or(1))
}

/// Address space of a reader with so many threads.
pub(crate) fn memory(jobs: u32) -> u64 {
    (1 << 30) + u64::from(jobs) * (512 << 20)
}

/// A scan, ready to go.
pub(crate) struct Plan {
    /// What is scanned, in the order given.
    pub(crate) roots: Vec<Root>,
    /// The moment of the scan, nanoseconds since 1970.
    pub(crate) now: i64,
    /// The earlier report that `--since` names.
    pub(crate) earlier: Option<PathBuf>,
    selection: Selection,
    cascade: Cascade,
    excluded: GlobSet,
    scope: Scope,
    binary: PathBuf,
    jobs: u32,
    memory: u64,
    min_age: i64,
    pace: u32,
    is_delivery: bool,
    cache: Option<Cache>,
}

impl Scanning {
    /// A folder, with every option as it is by default.
    pub(crate) fn of(folder: &Path) -> Self {
        Self {
            paths: vec![folder.to_owned()],
            level: Depth::Pixels,
            select: Vec::new(),
            ignore: Vec::new(),
            files_from: None,
            exclude: Vec::new(),
            since: None,
            frames: None,
            expect_range: None,
            allow_holes: false,
            min_age: "0".to_owned(),
            jobs: None,
            memory: None,
            ops_max: None,
            no_cache: false,
        }
    }

    /// Whether frames are expected whatever is there.
    pub(crate) fn expects_frames(&self) -> bool {
        self.expect_range.is_some()
    }

    /// The same, for some faults only.
    pub(crate) fn for_faults(folder: &Path, codes: &str) -> Self {
        Self { select: codes.split(',').map(str::to_owned).collect(), ..Self::of(folder) }
    }

    /// Understands every option, before anything is read.
    pub(crate) fn plan(&self) -> Result<Plan, Box<Problem>> {
        let level = if self.level == Depth::Pixels { Level::Pixels } else { Level::Structure };
        let range = self.expect_range.as_ref().map(|text| values::expected("--expect-range", text)).transpose()?;
        let overrides = Overrides { range, allow_holes: self.allow_holes };
        let moment = self.since.as_ref().and_then(|text| values::moment(text));
        let frames = self.frames.as_ref().map(|text| values::frames("--frames", text)).transpose()?.unwrap_or_default();
        let jobs = self.jobs.unwrap_or_else(cores);
        let binary = std::env::current_exe().map_err(|error| Problem::disk("etabli".as_ref(), &error))?;
        Ok(Plan {
            selection: selection(level, &self.select, &self.ignore)?,
            excluded: excluded(&self.exclude)?,
            min_age: values::duration("--min-age", &self.min_age)?,
            memory: self.memory(jobs)?,
            roots: gather(&self.paths, self.files_from.as_deref())?,
            earlier: self.since.as_ref().filter(|_| moment.is_none()).map(PathBuf::from),
            scope: Scope { since: moment, frames },
            cascade: Cascade::new(overrides, config_home().as_deref()),
            cache: cache_home().filter(|_| !self.no_cache).map(Cache::new),
            pace: self.ops_max.unwrap_or(0),
            is_delivery: false,
            now: now(),
            binary,
            jobs,
        })
    }

    fn memory(&self, jobs: u32) -> Result<u64, Box<Problem>> {
        let Some(text) = &self.memory else { return Ok(memory(jobs)) };
        let size = values::size("--memory", text)?;
        if size >= LEAST_MEMORY {
            return Ok(size);
        }
        let what = both(format!("--memory : {text} ne suffit pas au lecteur"), format!("--memory: {text} is too little for the reader"));
        Err(Problem::new(what, both("donner 256MiB ou davantage", "give 256MiB or more")))
    }
}

/// The folder for configurations of this user.
pub(crate) fn config_home() -> Option<PathBuf> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("XDG_CONFIG_HOME").or_else(|| Some(set("HOME")?.join(".config")))
}

/// Globs over paths relative to a root. One without a slash names a file or a folder at any depth; a folder stands for all below it.
fn excluded(globs: &[String]) -> Result<GlobSet, Box<Problem>> {
    let mut set = GlobSetBuilder::new();
    let bad = |glob: &str, error: &globset::Error| {
        let why = error.kind();
        let what = both(format!("--exclude : « {glob} » : {why}"), format!("--exclude: \"{glob}\": {why}"));
        Problem::new(what, both("écrire par exemple '*.tmp' ou 'wip/**'", "write for example '*.tmp' or 'wip/**'"))
    };
    for glob in globs {
        let anywhere = if glob.contains('/') { "" } else { "**/" };
        let bare = glob.trim_start_matches("./").trim_start_matches('/').trim_end_matches('/');
        for pattern in [format!("{anywhere}{bare}"), format!("{anywhere}{bare}/**")] {
            set.add(Glob::new(&pattern).map_err(|error| bad(glob, &error))?);
        }
    }
    set.build().map_err(|error| bad(&globs.join(" "), &error))
}

impl Plan {
    /// Judges by what is declared of deliveries, and leaves their manifests to whoever verifies them.
    pub(crate) fn judge_as_delivery(&mut self) {
        self.is_delivery = true;
    }

    /// Scans one root. A configuration that cannot be understood stops it before anything is read.
    pub(crate) fn scan(&self, root: &Root, lang: Lang) -> Result<Report, Box<Problem>> {
        let bar = Bar::new(lang);
        let scanned = self.with_options(|options| {
            let scanned = match root {
                Root::Tree(path) => scan(path, options, &bar),
                Root::Files(base, files) => scan_files(base, files, options, &bar),
            };
            scanned.map_err(|error| Problem::disk(root.base(), &error))
        });
        bar.finish();
        scanned
    }

    /// Whether a path relative to a root is declared published.
    pub(crate) fn is_published(&self, root: &Root, path: &str) -> bool {
        self.cascade.is_published(&root.base().join(path))
    }

    /// Does something with the options of a scan. A configuration that cannot be understood is told instead.
    pub(crate) fn with_options<T>(&self, act: impl FnOnce(&Options) -> Result<T, Box<Problem>>) -> Result<T, Box<Problem>> {
        let stopped = OnceCell::new();
        let config = |folder: &Path| -> Config {
            let declared = self.cascade.of(folder);
            let config = if self.is_delivery { declared.of_delivery() } else { declared };
            if let Some(problem) = self.cascade.problem() {
                let _ = stopped.set(problem);
            }
            config
        };
        let options = Options {
            selection: self.selection.clone(),
            config: &config,
            binary: self.binary.clone(),
            jobs: self.jobs as usize,
            memory: self.memory,
            min_age: self.min_age,
            cache: self.cache.clone(),
            now: self.now,
            wanted: &|path| stopped.get().is_none() && !self.excluded.is_match(path),
            scope: self.scope.clone(),
            pace: self.pace,
            manifests: !self.is_delivery,
            volume: &(),
        };
        let done = act(&options);
        match stopped.into_inner() {
            Some(problem) => Err(problem),
            None => done,
        }
    }

    /// The pictures that a page wants, in its order; `None` for what cannot be shown.
    pub(crate) fn views(&self, wanted: &[Wanted]) -> Vec<Option<Raster>> {
        let config = |folder: &Path| self.cascade.of(folder);
        let mut rasters = Vec::new();
        for of_one in wanted.chunk_by(|a, b| a.0 == b.0) {
            let base = of_one.first().and_then(|(report, ..)| self.roots.get(*report)).map_or(Path::new("."), Root::base);
            let views: Vec<(String, View)> = of_one.iter().map(|(_, path, view)| (path.clone(), view.clone())).collect();
            rasters.extend(views_of(base, &views, &config, &self.binary, self.memory));
        }
        rasters
    }

    /// What the files that were read say of ignores that have expired, for a person.
    pub(crate) fn expired(&self, lang: Lang) -> Vec<String> {
        let today = Day::of(self.now);
        let held = self.cascade.ignores().into_iter().filter(|(_, ignore)| ignore.is_expired(today));
        let said = held.map(|(file, ignore)| {
            let (file, until) = (file.display(), ignore.until.unwrap_or_default());
            let (code, path, reason) = (ignore.code, ignore.path, ignore.reason);
            both(
                format!("{file} : {code} n'est plus ignoré dans {path} depuis le {until} ({reason}) ; corriger, ou donner un autre jour"),
                format!("{file}: {code} is no longer ignored in {path} since {until} ({reason}); fix it, or give another day"),
            )
        });
        said.map(|both| both.of(lang).to_owned()).collect()
    }

    /// A first look at the configuration above a root: a mistake in it is told before the first line of output.
    pub(crate) fn look_at_configuration(&self) -> Result<(), Box<Problem>> {
        for root in &self.roots {
            self.cascade.of(root.base());
        }
        self.cascade.problem().map_or(Ok(()), Err)
    }
}

#[cfg(test)]
mod tests {
    use super::excluded;

    #[test]
    fn a_glob_excludes_names_folders_and_paths() {
        let check =
            |glob: &str, path: &str, want: bool| assert_eq!(excluded(&[glob.to_owned()]).unwrap().is_match(path), want, "{glob} {path}");
        check("*.tmp", "a/b/c.tmp", true);
        check("wip", "sh010/wip/a.exr", true);
        check("sh010/wip", "sh010/wip/a.exr", true);
        check("./sh010/", "sh010/wip/a.exr", true);
        check("sh010/wip", "x/sh010/wip/a.exr", false);
        check("*.tmp", "a.exr", false);
        assert!(excluded(&["a[".to_owned()]).is_err());
    }
}
