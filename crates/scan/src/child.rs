//! The reader: a child of the same binary, which closes every door before it reads the first byte of anybody's file.

use std::cell::RefCell;
use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use etabli_diagnosis::layers::Roles;
use etabli_diagnosis::{Facts, Failure, look, read};
use etabli_formats::exr::{Chunk, Scratch, Tally};
use etabli_formats::{Budget, Format, Stop};

use crate::confine::confine;
use crate::disk::DiskSource;
use crate::protocol::{Reply, Request, Setup, receive, send};

/// Serves the parent on standard input and output until the parent closes them.
pub fn run() -> io::Result<()> {
    die_of_panics();
    let mut requests = BufReader::new(io::stdin().lock());
    let Some(setup) = receive::<Setup>(&mut requests)? else { return Ok(()) };
    confine(&setup.roots.iter().map(PathBuf::from).collect::<Vec<_>>(), setup.memory);
    rayon::ThreadPoolBuilder::new().num_threads(setup.jobs).build_global().map_err(io::Error::other)?;
    let desk = Desk {
        budget: Budget { chunk: setup.chunk, ..Budget::default() },
        setup,
        busy: AtomicUsize::new(0),
        out: Mutex::new(BufWriter::with_capacity(1 << 16, io::stdout())),
    };
    desk.tell(&Reply::Ready)?;
    rayon::in_place_scope(|scope| {
        while let Some(request) = receive::<Request>(&mut requests)? {
            desk.busy.fetch_add(1, Ordering::Relaxed);
            scope.spawn(|_| desk.serve(request));
        }
        Ok(())
    })
}

/// A panic ends the process: a pool that caught it would leave the parent waiting for an answer that never comes.
fn die_of_panics() {
    std::panic::set_hook(Box::new(|_| std::process::abort()));
}

struct Desk {
    setup: Setup,
    budget: Budget,
    /// Requests received and not answered yet.
    busy: AtomicUsize,
    out: Mutex<BufWriter<io::Stdout>>,
}

/// Reads some chunks of one file.
type Pass<'a> = &'a (dyn Fn(&[Chunk], &mut Scratch) -> Result<Tally, Stop> + Sync);

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::new(Scratch::default());
}

impl Desk {
    /// Says something that answers no request.
    fn tell(&self, reply: &Reply) -> io::Result<()> {
        let mut out = self.out.lock().unwrap_or_else(PoisonError::into_inner);
        send(&mut *out, reply)?;
        out.flush()
    }

    fn serve(&self, request: Request) {
        let reply = match request {
            Request::Read { id, path, promised, roles } => {
                Reply::Facts(id, self.read(Path::new(&path), promised, roles).map_err(Failure::from))
            }
            Request::Look { id, path, ask } => {
                let answer = DiskSource::open(Path::new(&path))
                    .map_err(Stop::from)
                    .and_then(|source| SCRATCH.with_borrow_mut(|scratch| look(&source, &ask, &self.budget, scratch)));
                Reply::Answer(id, answer.map_err(Failure::from))
            }
        };
        let mut out = self.out.lock().unwrap_or_else(PoisonError::into_inner);
        // A parent that is gone needs no answer: the closed pipe ends the loop above.
        let sent = send(&mut *out, &reply);
        // Counted under the lock: who is last to write must be the one that sees none left, or its answer stays in the buffer.
        let left = self.busy.fetch_sub(1, Ordering::Relaxed) - 1;
        if left == 0 || sent.is_err() {
            let _ = out.flush();
        }
    }

    fn read(&self, path: &Path, promised: Option<Format>, roles: usize) -> Result<Facts, Stop> {
        let source = DiskSource::open(path)?;
        let none = Roles::default();
        let roles = self.setup.roles.get(roles).unwrap_or(&none);
        read(&source, promised, self.setup.needs, roles, &self.budget, &|chunks, pass| self.split(chunks, pass))
    }

    /// One file alone is shared by all threads; several at once keep one thread each.
    fn split(&self, chunks: &[Chunk], pass: Pass) -> Result<Tally, Stop> {
        let idle = self.setup.jobs.saturating_sub(self.busy.load(Ordering::Relaxed));
        halves(chunks, if idle == 0 { 1 } else { self.setup.jobs * 2 }, pass)
    }
}

fn halves(chunks: &[Chunk], pieces: usize, pass: Pass) -> Result<Tally, Stop> {
    if pieces < 2 || chunks.len() < 2 {
        return SCRATCH.with_borrow_mut(|scratch| pass(chunks, scratch));
    }
    let (first, second) = chunks.split_at(chunks.len() / 2);
    let (first, second) = rayon::join(|| halves(first, pieces / 2, pass), || halves(second, pieces / 2, pass));
    let mut tally = first?;
    tally.merge(second?);
    Ok(tally)
}

#[cfg(test)]
mod tests {
    use std::os::unix::process::ExitStatusExt;
    use std::process::Command;

    use super::die_of_panics;

    const DYING: &str = "ETABLI_TEST_DYING";

    #[test]
    fn a_panic_in_a_thread_of_the_pool_ends_the_process() {
        if std::env::var_os(DYING).is_some() {
            die_of_panics();
            rayon::in_place_scope(|scope| scope.spawn(|_| panic!("a fault in a reader")));
            return;
        }
        let own = concat!(module_path!(), "::a_panic_in_a_thread_of_the_pool_ends_the_process");
        let own = own.split_once("::").unwrap().1;
        let status = Command::new(std::env::current_exe().unwrap()).args(["--exact", own]).env(DYING, "1").output().unwrap().status;
        assert_eq!(status.signal(), Some(libc::SIGABRT));
    }
}
