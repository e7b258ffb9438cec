//! The child that runs: started, heard, ended.

use std::collections::VecDeque;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};

use etabli_diagnosis::Facts;

use super::{CHILD_ARGUMENT, Heard, Outcome, Silence};
use crate::protocol::{Reply, Seen, Setup, receive, send};
use crate::watch::{Limits, Used, Watch};

/// A child that stands.
pub(super) struct Running {
    pub(super) child: Child,
    pub(super) requests: BufWriter<ChildStdin>,
    replies: Receiver<Vec<Heard>>,
    /// Replies that came with one that was handed out before.
    heard: VecDeque<Heard>,
}

impl Running {
    /// Starts it, and waits until its doors are closed.
    pub(super) fn start(binary: &Path, setup: &Setup) -> io::Result<Self> {
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
        let told = send(&mut requests, setup).and_then(|()| requests.flush());
        let (heard, replies) = channel();
        std::thread::spawn(move || listen(BufReader::with_capacity(1 << 16, output), &heard));
        let mut running = Self { child, requests, replies, heard: VecDeque::new() };
        if told.is_ok() && matches!(running.hear(Limits::default()), Ok(Heard::Ready)) {
            return Ok(running);
        }
        Err(io::Error::other(end(&mut running.child)))
    }

    /// The next thing that it says.
    pub(super) fn hear(&mut self, limits: Limits) -> Result<Heard, Silence> {
        let mut watch = Watch::new(limits);
        loop {
            if let Some(heard) = self.heard.pop_front() {
                return Ok(heard);
            }
            match self.replies.recv_timeout(limits.tick) {
                Ok(more) => self.heard.extend(more),
                Err(RecvTimeoutError::Disconnected) => return Err(Silence::Dead),
                Err(RecvTimeoutError::Timeout) => {
                    if let Some(failure) = watch.judge(Used::by(self.child.id())) {
                        return Err(Silence::Endless(failure));
                    }
                }
            }
        }
    }
}

/// Hands on what the child says until it says no more. Replies that come together are handed on together: waking the other
/// thread costs more than most files do.
fn listen(mut output: BufReader<impl Read>, heard: &Sender<Vec<Heard>>) {
    let mut last = None;
    let mut together = Vec::new();
    while let Ok(Some(one)) = next(&mut output, &mut last) {
        together.push(one);
        if output.buffer().is_empty() && heard.send(std::mem::take(&mut together)).is_err() {
            return;
        }
    }
    // Nobody listens when the scan is over.
    let _ = heard.send(together);
}

/// The next thing the child says; `None` when it is gone or speaks nonsense.
fn next(output: &mut impl Read, last: &mut Option<Arc<Facts>>) -> io::Result<Option<Heard>> {
    Ok(match receive::<Reply>(output)? {
        Some(Reply::Ready) => Some(Heard::Ready),
        Some(Reply::Facts(id, seen)) => {
            *last = receive::<Facts>(output)?.map(Arc::new);
            same(last.as_ref(), id, seen)
        }
        Some(Reply::Same(id, seen)) => same(last.as_ref(), id, seen),
        Some(Reply::Failed(id, failure)) => Some(Heard::Facts(id as usize, Outcome::failed(failure))),
        Some(Reply::Answer(_, answer)) => Some(Heard::Answer(answer)),
        Some(Reply::View(raster)) => Some(Heard::View(raster)),
        Some(Reply::Plan(planned)) => Some(Heard::Plan(planned)),
        Some(Reply::Compared(id, compared)) => Some(Heard::Compared(id as usize, compared)),
        None => None,
    })
}

/// The facts heard last, for one more file.
fn same(last: Option<&Arc<Facts>>, id: u32, seen: Seen) -> Option<Heard> {
    last.map(|facts| Heard::Facts(id as usize, Outcome { read: Ok(Arc::clone(facts)), seen: Some(seen) }))
}

/// Ends a child and says how it died.
pub(super) fn end(child: &mut Child) -> String {
    let _ = child.kill();
    match child.wait() {
        Ok(status) => status.signal().map_or_else(|| status.to_string(), |signal| format!("signal {signal}")),
        Err(error) => error.to_string(),
    }
}
