//! The parent's side of the reader: sends files, receives facts, and survives the reader's death.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use etabli_diagnosis::compare::{Asked, Comparison};
use etabli_diagnosis::{Facts, Failure, View};
use etabli_formats::exr::{Answer, Ask};
use etabli_formats::{Format, Raster};

use crate::pace::Pace;
use crate::protocol::{Planned, Request, Seen, Setup, Wish, send};
use crate::watch::Limits;
use running::{Running, end};

mod running;

/// First argument of the binary when it is to be the reader.
pub const CHILD_ARGUMENT: &str = "__reader";

/// Files that the child holds at once when their pixels are read: enough to keep its threads busy, few enough to read each again
/// alone after a death.
const WINDOW: usize = 256;
/// The same when only their structure is read: waking each other costs more than most files do.
const WIDE_WINDOW: usize = 2048;
/// Pairs of files that each thread of the child is asked to compare ahead.
const PAIRS: usize = 4;

/// A file to read.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    pub path: PathBuf,
    pub promised: Option<Format>,
    pub roles: usize,
}

/// Two files to compare.
#[derive(Debug, Clone, Default)]
pub(crate) struct Two {
    pub paths: [PathBuf; 2],
    pub asked: Asked,
    pub roles: usize,
}

/// What became of a job.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub read: Result<Arc<Facts>, Failure>,
    /// What the file system said of the file when it was opened; `None` when it was not.
    pub seen: Option<Seen>,
}

/// The reader's parent. The child starts with the first file, and again after each death.
pub(crate) struct Reader {
    binary: PathBuf,
    setup: Setup,
    running: Option<Running>,
    pace: Pace,
    limits: Limits,
}

/// What the child said.
enum Heard {
    Ready,
    Facts(usize, Outcome),
    Answer(Result<Option<Answer>, Failure>),
    View(Result<Option<Raster>, Failure>),
    Plan(Box<Planned>),
    Compared(usize, Result<Box<Comparison>, Failure>),
}

impl Heard {
    /// The number of the request that it answers, when several are under way.
    fn id(&self) -> Option<usize> {
        match self {
            Self::Facts(id, _) | Self::Compared(id, _) => Some(*id),
            Self::Ready | Self::Answer(_) | Self::View(_) | Self::Plan(_) => None,
        }
    }
}

/// Why no answer came.
enum Silence {
    Dead,
    /// It was given up.
    Endless(Failure),
    /// The reader never stood: no file is to blame.
    Unborn(Failure),
}

impl Outcome {
    fn failed(failure: Failure) -> Self {
        Self { read: Err(failure), seen: None }
    }
}

impl Reader {
    pub(crate) fn new(binary: PathBuf, setup: Setup, pace: u32) -> Self {
        Self { binary, setup, running: None, pace: Pace::new(pace), limits: Limits::default() }
    }

    /// Reads every job and hands each outcome to `done`, in any order. Each job gets exactly one outcome.
    pub(crate) fn read_all(&mut self, jobs: &[Job], done: &mut dyn FnMut(usize, Outcome)) {
        let window = if self.setup.needs.pixels() { WINDOW } else { WIDE_WINDOW };
        self.each(jobs.len(), window, &|id| request(jobs, id), &mut |id, heard| {
            let outcome = match heard {
                Ok(Heard::Facts(_, outcome)) => outcome,
                Ok(_) => Outcome::failed(confused()),
                Err(failure) => Outcome::failed(failure),
            };
            done(id, outcome);
        });
    }

    /// Compares every two files and hands what changed to `done`, in any order; few are asked for at once, as pictures may come back.
    pub(crate) fn compare_all(&mut self, jobs: &[Two], done: &mut dyn FnMut(usize, Result<Box<Comparison>, Failure>)) {
        let request = |id: usize| {
            let Two { paths, asked, roles } = jobs.get(id).cloned().unwrap_or_default();
            Request::Compare { id: id as u32, paths: paths.map(PathBuf::into_os_string), asked, roles }
        };
        self.each(jobs.len(), self.setup.jobs * PAIRS, &request, &mut |id, heard| {
            let compared = match heard {
                Ok(Heard::Compared(_, compared)) => compared,
                Ok(_) => Err(confused()),
                Err(failure) => Err(failure),
            };
            done(id, compared);
        });
    }

    /// Sends every request and hands what is heard of each to `done`, in any order; at most `window` are under way at once.
    fn each(
        &mut self,
        count: usize,
        window: usize,
        request: &dyn Fn(usize) -> Request,
        done: &mut dyn FnMut(usize, Result<Heard, Failure>),
    ) {
        let mut waiting = (0..count).peekable();
        let mut flying: BTreeSet<usize> = BTreeSet::new();
        while waiting.peek().is_some() || !flying.is_empty() {
            let fed = self.feed(window, request, &mut waiting, &mut flying);
            match fed.and_then(|()| self.hear()) {
                Ok(heard) => {
                    if let Some(id) = heard.id().filter(|id| flying.remove(id)) {
                        done(id, Ok(heard));
                    }
                }
                Err(Silence::Unborn(failure)) => {
                    for id in std::mem::take(&mut flying).into_iter().chain(waiting.by_ref()) {
                        done(id, Err(failure.clone()));
                    }
                }
                Err(Silence::Dead | Silence::Endless(_)) => {
                    self.stop();
                    for id in std::mem::take(&mut flying) {
                        done(id, self.alone(&request(id)));
                    }
                }
            }
        }
    }

    fn feed(
        &mut self,
        window: usize,
        request: &dyn Fn(usize) -> Request,
        waiting: &mut impl Iterator<Item = usize>,
        flying: &mut BTreeSet<usize>,
    ) -> Result<(), Silence> {
        if flying.len() > window / 2 {
            return Ok(());
        }
        while flying.len() < window
            && self.pace.admits(flying.is_empty())
            && let Some(id) = waiting.next()
        {
            flying.insert(id);
            self.say(&request(id))?;
        }
        self.flush()
    }

    /// One request in a child that holds nothing else: whose file kills this one is hostile.
    fn alone(&mut self, request: &Request) -> Result<Heard, Failure> {
        match self.ask(request) {
            Ok(heard) => Ok(heard),
            Err(silence) => Err(self.failure(silence)),
        }
    }

    /// Looks again at one file; `None` when there is nothing to see.
    ///
    /// # Errors
    /// The file could not be read this time: another time it may be.
    pub(crate) fn look(&mut self, path: &Path, ask: &Ask) -> Result<Option<Answer>, Failure> {
        let request = Request::Look { id: 0, path: path.into(), ask: ask.clone() };
        match self.alone(&request)? {
            Heard::Answer(answer) => answer,
            _ => Err(confused()),
        }
    }

    /// Shows one file to a person; `None` when there is nothing to see.
    pub(crate) fn view(&mut self, path: &Path, view: &View, roles: usize) -> Result<Option<Raster>, Failure> {
        let request = Request::View { path: path.into(), view: view.clone(), roles };
        match self.alone(&request)? {
            Heard::View(raster) => raster,
            _ => Err(confused()),
        }
    }

    /// Computes a fix.
    ///
    /// # Errors
    /// The reader gave no answer.
    pub(crate) fn plan(&mut self, wish: Wish) -> Result<Planned, Failure> {
        match self.alone(&Request::Fix(Box::new(wish)))? {
            Heard::Plan(planned) => Ok(*planned),
            _ => Err(confused()),
        }
    }

    /// What is held against the one file that was asked about.
    fn failure(&mut self, silence: Silence) -> Failure {
        match silence {
            Silence::Unborn(failure) => failure,
            Silence::Dead => Failure::Died(self.stop()),
            Silence::Endless(failure) => {
                self.stop();
                failure
            }
        }
    }

    /// Sends one request and nothing else, and waits for its answer.
    fn ask(&mut self, request: &Request) -> Result<Heard, Silence> {
        self.say(request)?;
        self.flush()?;
        self.hear()
    }

    fn say(&mut self, request: &Request) -> Result<(), Silence> {
        let running = self.running()?;
        send(&mut running.requests, request).map_err(|_| Silence::Dead)
    }

    fn flush(&mut self) -> Result<(), Silence> {
        let running = self.running()?;
        running.requests.flush().map_err(|_| Silence::Dead)
    }

    fn hear(&mut self) -> Result<Heard, Silence> {
        let limits = self.limits;
        self.running()?.hear(limits)
    }

    fn running(&mut self) -> Result<&mut Running, Silence> {
        if self.running.is_none() {
            self.running = Some(Running::start(&self.binary, &self.setup).map_err(|error| unborn(&error))?);
        }
        self.running.as_mut().ok_or(Silence::Dead)
    }

    /// Ends the child and says how it died.
    fn stop(&mut self) -> String {
        let Some(mut running) = self.running.take() else { return "it did not start".to_owned() };
        end(&mut running.child)
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.stop();
    }
}

fn confused() -> Failure {
    Failure::Died("answered another question".to_owned())
}

fn unborn(error: &io::Error) -> Silence {
    Silence::Unborn(Failure::Io(format!("the reader could not start: {error}; lower --jobs or raise --memory")))
}

fn request(jobs: &[Job], id: usize) -> Request {
    let (path, promised, roles) = jobs.get(id).map_or_else(Default::default, |j| (j.path.clone(), j.promised, j.roles));
    Request::Read { id: id as u32, path: path.into(), promised, roles }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};
    use std::time::Duration;

    use etabli_diagnosis::{Failure, Needs};
    use etabli_formats::exr::Ask;

    use super::{Job, Reader};
    use crate::protocol::{Reply, Setup, send};
    use crate::watch::Limits;

    #[test]
    fn a_reader_that_cannot_start_accuses_no_file() {
        let setup = Setup { roots: Vec::new(), needs: Needs::STRUCTURE, roles: Vec::new(), jobs: 1, memory: 1 << 30, chunk: 1 << 20 };
        let jobs = vec![Job { path: PathBuf::from("a.exr"), promised: None, roles: 0 }; 700];
        for binary in ["/bin/false", "/no/such/program"] {
            let mut reader = Reader::new(PathBuf::from(binary), setup.clone(), 0);
            let mut outcomes = vec![0; jobs.len()];
            reader.read_all(&jobs, &mut |id, outcome| {
                outcomes[id] += 1;
                let failure = outcome.read.unwrap_err();
                assert!(
                    matches!(&failure, Failure::Io(said) if said.contains("could not start") && said.contains("--jobs")),
                    "{failure:?}"
                );
            });
            assert!(outcomes.iter().all(|&count| count == 1), "{outcomes:?}");
            let ask = Ask::Digest;
            assert!(reader.look(Path::new("a.exr"), &ask).is_err(), "a look that failed has seen nothing");
        }
    }

    /// A reader that says it is ready and does one thing for ever.
    fn fake(folder: &Path, does: &str) -> PathBuf {
        use std::os::unix::fs::PermissionsExt;
        let mut ready = Vec::new();
        send(&mut ready, &Reply::Ready).unwrap();
        let bytes: String = ready.iter().map(|byte| format!("\\{byte:03o}")).collect::<Vec<_>>().concat();
        let program = folder.join("fake");
        std::fs::write(&program, format!("#!/bin/sh\nprintf '{bytes}'\n{does}\n")).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        program
    }

    #[test]
    fn who_hangs_is_given_up_and_a_filer_is_no_fault() {
        let setup = Setup { roots: Vec::new(), needs: Needs::STRUCTURE, roles: Vec::new(), jobs: 1, memory: 1 << 30, chunk: 1 << 20 };
        let jobs = [Job { path: PathBuf::from("a.exr"), promised: None, roles: 0 }];
        let millis = Duration::from_millis;
        let limits = Limits { tick: millis(30), patience: millis(300), computing: millis(150), ..Limits::default() };
        for (does, is_filer) in [("exec sleep 60", true), ("while :; do :; done", false)] {
            let folder = tempfile::tempdir().unwrap();
            let mut reader = Reader::new(fake(folder.path(), does), setup.clone(), 0);
            reader.limits = limits;
            let mut failures = Vec::new();
            reader.read_all(&jobs, &mut |_, outcome| failures.push(outcome.read.unwrap_err()));
            let is_as_said =
                |failure: &Failure| if is_filer { matches!(failure, Failure::Stalled(_)) } else { matches!(failure, Failure::Slow(_)) };
            assert!(failures.len() == 1 && failures.iter().all(is_as_said), "{does}: {failures:?}");
        }
    }
}
