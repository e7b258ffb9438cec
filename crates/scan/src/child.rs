//! The reader: a child of the same binary, which closes every door before it reads the first byte of anybody's file.

use std::cell::RefCell;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write};
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use etabli_diagnosis::compare::{Asked, Comparison, compare};
use etabli_diagnosis::layers::Roles;
use etabli_diagnosis::{Content, Facts, Failure, Repair, Tree, View, first_bytes, look, read_from, view};
use etabli_formats::exr::{Answer, Ask, Chunk, Repeat, Scratch, Tally};
use etabli_formats::{Budget, Format, Raster, Source, Stop};
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::confine::confine;
use crate::disk::{DiskSource, DiskTree};
use crate::nearby::Nearby;
use crate::protocol::{Planned, Reply, Request, Seen, Setup, Wish, encode, receive, send, send_encoded};
use crate::witness::Witness;

/// Longest time that an answer waits for others to travel with.
const HELD: Duration = Duration::from_millis(50);

/// Serves the parent on standard input and output until the parent closes them.
pub fn run() -> io::Result<()> {
    die_of_panics();
    let mut requests = BufReader::with_capacity(1 << 16, File::from(io::stdin().as_fd().try_clone_to_owned()?));
    let out = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    let Some(setup) = receive::<Setup>(&mut requests)? else { return Ok(()) };
    confine(&setup.roots.iter().map(PathBuf::from).collect::<Vec<_>>(), setup.memory);
    let desk = Desk {
        budget: Budget { chunk: setup.chunk, ..Budget::default() },
        requests: Mutex::new(requests),
        waits: AtomicBool::new(false),
        out: Mutex::new(Out { to: BufWriter::with_capacity(1 << 16, out), last: Vec::new(), flushed: Instant::now() }),
        pool: OnceLock::new(),
        none: Roles::default(),
        setup,
    };
    std::thread::scope(|scope| {
        for _ in 1..desk.setup.jobs {
            scope.spawn(|| desk.work());
        }
        desk.tell(|out| send(&mut out.to, &Reply::Ready).and_then(|()| out.flush()))?;
        desk.work()
    })
}

/// A panic ends the process: a thread that ended alone would leave the parent waiting for an answer that never comes.
fn die_of_panics() {
    std::panic::set_hook(Box::new(|_| std::process::abort()));
}

struct Desk {
    setup: Setup,
    /// What holds for a table that nobody gave.
    none: Roles,
    budget: Budget,
    requests: Mutex<BufReader<File>>,
    /// Whether a thread waits for the parent to ask for more.
    waits: AtomicBool,
    out: Mutex<Out>,
    /// Threads that share one file, made when one is alone.
    pool: OnceLock<Option<ThreadPool>>,
}

struct Out {
    to: BufWriter<File>,
    /// The facts told last, encoded.
    last: Vec<u8>,
    flushed: Instant,
}

/// What a thread read last.
#[derive(Default)]
struct Last {
    /// Where it was.
    nearby: Nearby,
    /// Its facts, encoded.
    told: Vec<u8>,
    /// Its header, when it was met twice.
    repeat: Option<Repeat>,
}

/// Reads some chunks of one file.
type Pass<'a> = &'a (dyn Fn(&[Chunk], &mut Scratch) -> Result<Tally, Stop> + Sync);

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::new(Scratch::default());
    /// Those of two files that are compared.
    static PAIR: RefCell<[Scratch; 2]> = RefCell::new(Default::default());
}

impl Desk {
    /// What each thread does: takes a request, answers it, takes the next.
    fn work(&self) -> io::Result<()> {
        let mut last = Last::default();
        while let Some((request, is_alone)) = self.next()? {
            match request {
                Request::Read { id, path, promised, roles } => match self.read(Path::new(&path), promised, roles, is_alone, &mut last) {
                    Ok(seen) => self.tell(|out| out.facts(id, seen, &last.told))?,
                    Err(stop) => self.tell(|out| out.failure(id, &stop.into()))?,
                },
                Request::Look { id, path, ask } => {
                    let answer = self.look(Path::new(&path), &ask).map_err(Failure::from);
                    self.tell(|out| send(&mut out.to, &Reply::Answer(id, answer)))?;
                }
                Request::View { path, view, roles } => {
                    let raster = self.view(Path::new(&path), &view, roles).map_err(Failure::from);
                    self.tell(|out| send(&mut out.to, &Reply::View(raster)))?;
                }
                Request::Fix(wish) => {
                    let planned = Box::new(self.plan(&wish));
                    self.tell(|out| send(&mut out.to, &Reply::Plan(planned)))?;
                }
                Request::Compare { id, paths, asked, roles } => {
                    let compared = self.compare(&paths, &asked, roles).map(Box::new).map_err(Failure::from);
                    self.tell(|out| send(&mut out.to, &Reply::Compared(id, compared)))?;
                }
            }
        }
        Ok(())
    }

    /// The next request, and whether no other came with it.
    fn next(&self) -> io::Result<Option<(Request, bool)>> {
        let mut requests = lock(&self.requests);
        if requests.buffer().is_empty() {
            // The parent may ask for nothing more until it hears: from here on every answer goes out at once.
            self.waits.store(true, Ordering::Relaxed);
            lock(&self.out).flush()?;
        }
        let request = receive(&mut *requests)?;
        self.waits.store(false, Ordering::Relaxed);
        Ok(request.map(|request| (request, requests.buffer().is_empty())))
    }

    fn tell(&self, say: impl FnOnce(&mut Out) -> io::Result<()>) -> io::Result<()> {
        let mut out = lock(&self.out);
        say(&mut out)?;
        if self.waits.load(Ordering::Relaxed) || out.flushed.elapsed() > HELD { out.flush() } else { Ok(()) }
    }

    /// Reads one file, and answers what the file system said of it then; what is known of it stands in `last`.
    fn read(&self, path: &Path, promised: Option<Format>, roles: usize, is_alone: bool, last: &mut Last) -> Result<Seen, Stop> {
        let source = DiskSource::open_near(path, &mut last.nearby)?;
        let mut head = first_bytes(&source, promised)?;
        if let Some(repeat) = &last.repeat
            && promised == Some(Format::Exr)
            && repeat.is_in(&source, &mut head, &self.budget)?
        {
            return Ok(source.seen());
        }
        let split = |chunks: &[Chunk], pass: Pass| self.split(chunks, pass, is_alone);
        let facts = read_from(&source, head, promised, self.setup.needs, self.roles(roles), &self.budget, &split)?;
        last.learn(&source, facts, !self.setup.needs.pixels())?;
        Ok(source.seen())
    }

    fn roles(&self, number: usize) -> &Roles {
        self.setup.roles.get(number).unwrap_or(&self.none)
    }

    fn look(&self, path: &Path, ask: &Ask) -> Result<Option<Answer>, Stop> {
        let source = DiskSource::open(path)?;
        SCRATCH.with_borrow_mut(|scratch| look(&source, ask, &self.budget, scratch))
    }

    fn view(&self, path: &Path, wanted: &View, roles: usize) -> Result<Option<Raster>, Stop> {
        let source = DiskSource::open(path)?;
        SCRATCH.with_borrow_mut(|scratch| view(&source, wanted, self.roles(roles), &self.budget, scratch))
    }

    fn plan(&self, wish: &Wish) -> Planned {
        let Wish { base, subject, source, config, now } = wish;
        let tree = Witness::new(Path::new(base));
        let source = source.as_ref().map(DiskTree::new);
        let source = source.as_ref().map(|source| source as &dyn Tree);
        let plan = Repair { subject, tree: &tree, source, config, now: *now, budget: &self.budget }.plan()?;
        Ok((plan, tree.into_seen()))
    }

    fn compare(&self, paths: &[OsString; 2], asked: &Asked, roles: usize) -> Result<Comparison, Stop> {
        let [before, after] = [DiskSource::open(Path::new(&paths[0]))?, DiskSource::open(Path::new(&paths[1]))?];
        PAIR.with_borrow_mut(|scratch| compare(&before, &after, asked, self.roles(roles), &self.budget, scratch))
    }

    /// One file alone is shared by all threads; several at once keep one thread each.
    fn split(&self, chunks: &[Chunk], pass: Pass, is_alone: bool) -> Result<Tally, Stop> {
        let jobs = self.setup.jobs;
        let pool = || self.pool.get_or_init(|| ThreadPoolBuilder::new().num_threads(jobs).build().ok()).as_ref();
        match Some(jobs).filter(|&jobs| is_alone && jobs > 1).and_then(|_| pool()) {
            Some(pool) => pool.install(|| halves(chunks, jobs * 2, pass)),
            None => halves(chunks, 1, pass),
        }
    }
}

impl Last {
    /// Headers are compared with the last one once two files in a row were the same: where each differs, nobody pays for it.
    fn learn(&mut self, source: &dyn Source, facts: Facts, headers_alone: bool) -> Result<(), Stop> {
        let told = encode(&facts)?;
        self.repeat = match facts.content {
            Content::Exr(exr) if headers_alone && told == self.told => Repeat::of(source, exr.structure)?,
            _ => None,
        };
        self.told = told;
        Ok(())
    }
}

impl Out {
    fn facts(&mut self, id: u32, seen: Seen, facts: &[u8]) -> io::Result<()> {
        if facts == self.last {
            return send(&mut self.to, &Reply::Same(id, seen));
        }
        facts.clone_into(&mut self.last);
        send(&mut self.to, &Reply::Facts(id, seen))?;
        send_encoded(&mut self.to, facts)
    }

    fn failure(&mut self, id: u32, failure: &Failure) -> io::Result<()> {
        send(&mut self.to, &Reply::Failed(id, failure.clone()))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.flushed = Instant::now();
        self.to.flush()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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
