//! Who takes part in a race, and the turns they take.

use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};

use super::measure::{Cost, cost};

/// A program with its arguments.
#[derive(Clone)]
pub(super) struct Call {
    program: PathBuf,
    arguments: Vec<OsString>,
    environment: Vec<(&'static str, OsString)>,
    input: Option<PathBuf>,
    /// A status of 1 or 2 says that it found a difference.
    tells_differences: bool,
}

impl Call {
    pub(super) fn new<S: Into<OsString>>(program: impl Into<PathBuf>, arguments: impl IntoIterator<Item = S>) -> Self {
        let arguments = arguments.into_iter().map(Into::into).collect();
        Self { program: program.into(), arguments, environment: Vec::new(), input: None, tells_differences: false }
    }

    /// Paths after the other arguments.
    pub(super) fn with(mut self, paths: impl IntoIterator<Item = PathBuf>) -> Self {
        self.arguments.extend(paths.into_iter().map(PathBuf::into_os_string));
        self
    }

    pub(super) fn environment(mut self, name: &'static str, value: &Path) -> Self {
        self.environment.push((name, value.into()));
        self
    }

    pub(super) fn input(mut self, path: PathBuf) -> Self {
        self.input = Some(path);
        self
    }

    /// It is there to find differences, and says by its status that it did.
    pub(super) fn telling_differences(mut self) -> Self {
        self.tells_differences = true;
        self
    }

    /// Starts it, its words thrown away unless `output` says otherwise.
    pub(super) fn start(&self, output: Stdio) -> Result<Child> {
        let input = match &self.input {
            Some(path) => Stdio::from(File::open(path).with_context(|| format!("opening {}", path.display()))?),
            None => Stdio::null(),
        };
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.stdin(input).stdout(output).stderr(Stdio::null());
        command.spawn().with_context(|| format!("could not start {}", self.program.display()))
    }

    fn finish(&self, mut child: Child) -> Result<()> {
        let status = child.wait()?;
        let is_told = self.tells_differences && matches!(status.code(), Some(1 | 2));
        ensure!(
            status.success() || is_told,
            "{} failed ({status}): the files of the bench are sound, so it did not do its work",
            self.program.display()
        );
        Ok(())
    }
}

/// One way to do a row's work: calls, some of them at once.
pub(super) struct Contender {
    pub(super) name: String,
    calls: Vec<Call>,
    at_once: usize,
    /// A folder that is taken away before each turn.
    forgets: Option<PathBuf>,
}

impl Contender {
    pub(super) fn one(name: &str, call: Call) -> Self {
        Self::many(name, vec![call], 1)
    }

    pub(super) fn many(name: &str, calls: Vec<Call>, at_once: usize) -> Self {
        Self { name: name.to_owned(), calls, at_once, forgets: None }
    }

    pub(super) fn forgetting(mut self, folder: PathBuf) -> Self {
        self.forgets = Some(folder);
        self
    }

    fn turn(&self) -> Result<Cost> {
        if let Some(folder) = self.forgets.as_ref().filter(|folder| folder.exists()) {
            std::fs::remove_dir_all(folder)?;
        }
        cost(|| {
            std::thread::scope(|scope| {
                let shares = self.calls.chunks(self.calls.len().div_ceil(self.at_once));
                let running: Vec<_> = shares.map(|share| scope.spawn(|| in_turn(share))).collect();
                running.into_iter().try_for_each(|one| one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            })
        })
    }
}

fn in_turn(calls: &[Call]) -> Result<()> {
    calls.iter().try_for_each(|call| call.finish(call.start(Stdio::null())?))
}

/// Turns of every contender, round by round, after one that only warms the page cache.
pub(super) fn race(contenders: &[Contender], rounds: u32) -> Result<Vec<Vec<Cost>>> {
    let mut costs = vec![Vec::new(); contenders.len()];
    for round in 0..=rounds {
        for (contender, costs) in contenders.iter().zip(&mut costs) {
            let cost = contender.turn()?;
            if round > 0 {
                costs.push(cost);
            }
        }
    }
    Ok(costs)
}
