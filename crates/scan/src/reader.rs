//! The parent's side of the reader: sends files, receives facts, and survives the reader's death.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufReader, BufWriter, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use etabli_diagnosis::{Facts, Failure};
use etabli_formats::Format;
use etabli_formats::exr::{Answer, Ask};

use crate::pace::Pace;
use crate::protocol::{Reply, Request, Setup, receive, send};

/// First argument of the binary when it is to be the reader.
pub const CHILD_ARGUMENT: &str = "__reader";

/// Files that the child holds at once: enough to keep its threads busy, few enough to read each again alone after a death.
const WINDOW: usize = 256;

/// Seconds without any answer after which the reader is given up.
const PATIENCE: Duration = Duration::from_secs(30);

/// A file to read.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    pub path: PathBuf,
    pub promised: Option<Format>,
    pub roles: usize,
}

/// The reader's parent. The child starts with the first file, and again after each death.
pub(crate) struct Reader {
    binary: PathBuf,
    setup: Setup,
    running: Option<Running>,
    pace: Pace,
}

struct Running {
    child: Child,
    requests: BufWriter<ChildStdin>,
    replies: Receiver<io::Result<Option<Reply>>>,
}

/// Why no answer came.
enum Silence {
    Dead,
    Timeout,
}

impl Reader {
    pub(crate) fn new(binary: PathBuf, setup: Setup, pace: u32) -> Self {
        Self { binary, setup, running: None, pace: Pace::new(pace) }
    }

    /// Reads every job and hands each outcome to `done`, in any order. Each job gets exactly one outcome.
    pub(crate) fn read_all(&mut self, jobs: &[Job], done: &mut dyn FnMut(usize, Result<Facts, Failure>)) {
        let mut waiting = (0..jobs.len()).peekable();
        let mut flying: BTreeSet<usize> = BTreeSet::new();
        while waiting.peek().is_some() || !flying.is_empty() {
            let fed = self.feed(jobs, &mut waiting, &mut flying);
            match fed.and_then(|()| self.hear()) {
                Ok(Reply::Facts(id, outcome)) => {
                    if flying.remove(&(id as usize)) {
                        done(id as usize, outcome);
                    }
                }
                Ok(Reply::Answer(..)) => {}
                Err(Silence::Dead | Silence::Timeout) => {
                    self.stop();
                    for id in std::mem::take(&mut flying) {
                        done(id, self.read_alone(jobs, id));
                    }
                }
            }
        }
    }

    fn feed(&mut self, jobs: &[Job], waiting: &mut impl Iterator<Item = usize>, flying: &mut BTreeSet<usize>) -> Result<(), Silence> {
        if flying.len() > WINDOW / 2 {
            return Ok(());
        }
        while flying.len() < WINDOW
            && self.pace.admits(flying.is_empty())
            && let Some(id) = waiting.next()
        {
            flying.insert(id);
            self.say(&request(jobs, id))?;
        }
        self.flush()
    }

    /// One file in a child that holds nothing else: who kills this one is hostile.
    fn read_alone(&mut self, jobs: &[Job], id: usize) -> Result<Facts, Failure> {
        let heard = self.say(&request(jobs, id)).and_then(|()| self.flush()).and_then(|()| self.hear());
        match heard {
            Ok(Reply::Facts(_, outcome)) => outcome,
            Ok(Reply::Answer(..)) => Err(Failure::Died("answered another question".to_owned())),
            Err(Silence::Dead) => Err(Failure::Died(self.stop())),
            Err(Silence::Timeout) => Err(self.blame()),
        }
    }

    /// Looks again at one file; `None` when it cannot be read.
    pub(crate) fn look(&mut self, path: &Path, ask: &Ask) -> Option<Answer> {
        let request = Request::Look { id: 0, path: path.to_owned(), ask: ask.clone() };
        let heard = self.say(&request).and_then(|()| self.flush()).and_then(|()| self.hear());
        match heard {
            Ok(Reply::Answer(_, answer)) => answer,
            Ok(Reply::Facts(..)) => None,
            Err(_) => {
                self.stop();
                None
            }
        }
    }

    fn say(&mut self, request: &Request) -> Result<(), Silence> {
        let running = self.running().map_err(|_| Silence::Dead)?;
        send(&mut running.requests, request).map_err(|_| Silence::Dead)
    }

    fn flush(&mut self) -> Result<(), Silence> {
        let running = self.running().map_err(|_| Silence::Dead)?;
        running.requests.flush().map_err(|_| Silence::Dead)
    }

    fn hear(&mut self) -> Result<Reply, Silence> {
        let running = self.running().map_err(|_| Silence::Dead)?;
        match running.replies.recv_timeout(PATIENCE) {
            Ok(Ok(Some(reply))) => Ok(reply),
            Ok(_) | Err(RecvTimeoutError::Disconnected) => Err(Silence::Dead),
            Err(RecvTimeoutError::Timeout) => Err(Silence::Timeout),
        }
    }

    fn running(&mut self) -> io::Result<&mut Running> {
        if self.running.is_none() {
            self.running = Some(Running::start(&self.binary, &self.setup)?);
        }
        self.running.as_mut().ok_or_else(|| io::Error::other("the reader did not start"))
    }

    /// Ends the child and says how it died.
    fn stop(&mut self) -> String {
        let Some(mut running) = self.running.take() else { return "it did not start".to_owned() };
        let _ = running.child.kill();
        match running.child.wait() {
            Ok(status) => status.signal().map_or_else(|| status.to_string(), |signal| format!("signal {signal}")),
            Err(error) => error.to_string(),
        }
    }

    /// A file that gave no answer: it kept the processor busy, or the filer gave no bytes.
    fn blame(&mut self) -> Failure {
        let spent = self.running.as_ref().map_or(0, |running| cpu_seconds(running.child.id()));
        self.stop();
        let patience = PATIENCE.as_secs();
        if spent * 2 >= patience { Failure::Slow(spent) } else { Failure::Stalled(patience) }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.stop();
    }
}

fn request(jobs: &[Job], id: usize) -> Request {
    let (path, promised, roles) = jobs.get(id).map_or_else(Default::default, |j| (j.path.clone(), j.promised, j.roles));
    Request::Read { id: id as u32, path, promised, roles }
}

impl Running {
    fn start(binary: &Path, setup: &Setup) -> io::Result<Self> {
        let mut child = Command::new(binary)
            .arg(CHILD_ARGUMENT)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::Error::other("the reader has no pipes"));
        };
        let mut requests = BufWriter::with_capacity(1 << 16, input);
        send(&mut requests, setup)?;
        let (heard, replies) = channel();
        std::thread::spawn(move || {
            let mut output = BufReader::with_capacity(1 << 16, output);
            loop {
                let reply = receive::<Reply>(&mut output);
                let last = !matches!(reply, Ok(Some(_)));
                if heard.send(reply).is_err() || last {
                    return;
                }
            }
        });
        Ok(Self { child, requests, replies })
    }
}

/// Processor time of a process so far, whole seconds (`proc(5)`: fields 14 and 15, in hundredths).
fn cpu_seconds(pid: u32) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = |place| after_name.split_whitespace().nth(place).and_then(|t| t.parse::<u64>().ok()).unwrap_or(0);
    (ticks(11) + ticks(12)) / 100
}
