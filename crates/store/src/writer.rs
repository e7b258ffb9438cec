//! The one writer. What waits together is committed together: a commit costs one `fsync`, however many changes it holds.

use std::future::Future;
use std::pin::Pin;

use tokio::sync::{mpsc, oneshot};

use crate::connection::{Connection, Rows};
use crate::error::{Error, Kind};
use crate::row::{Arg, Row};
use crate::store::Opener;

/// Changes in one commit.
const GROUP: usize = 64;
/// Changes that may wait before those who ask are made to wait.
const QUEUE: usize = 1024;
/// Held by the writer of a `PostgreSQL` database, so that two servers on one database chain one audit.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7262)";

/// A future that may be sent between threads.
pub type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Boxes the future of a change.
pub fn boxed<'a, T>(future: impl Future<Output = T> + Send + 'a) -> Boxed<'a, T> {
    Box::pin(future)
}

/// The writer's transaction, as a change sees it.
#[derive(Debug)]
pub struct Writing {
    connection: Connection,
}

impl Rows for Writing {
    async fn rows(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<Vec<Row>, Error> {
        self.connection.rows(sql, args).await
    }
}

/// A change that waits, whatever it answers.
trait Change: Send {
    /// Does it, and says whether it is to be kept.
    fn perform<'w>(&'w mut self, writing: &'w mut Writing) -> Boxed<'w, bool>;
    /// Answers, once its fate is on the disk.
    fn answer(self: Box<Self>, fate: Result<(), Error>);
}

struct Call<F, T, E> {
    work: Option<F>,
    done: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Change for Call<F, T, E>
where
    F: for<'w> FnOnce(&'w mut Writing) -> Boxed<'w, Result<T, E>> + Send,
    T: Send,
    E: From<Error> + Send,
{
    fn perform<'w>(&'w mut self, writing: &'w mut Writing) -> Boxed<'w, bool> {
        Box::pin(async move {
            let Some(work) = self.work.take() else { return false };
            let done = work(writing).await;
            let keep = done.is_ok();
            self.done = Some(done);
            keep
        })
    }

    fn answer(self: Box<Self>, fate: Result<(), Error>) {
        let answer = match (self.done, fate) {
            (Some(Err(refused)), _) => Err(refused),
            (Some(Ok(done)), Ok(())) => Ok(done),
            (_, Err(error)) => Err(error.into()),
            (None, Ok(())) => Err(Error::new(Kind::Away, "the change was not begun").into()),
        };
        // Who asked may have gone; the change stays.
        let _ = self.reply.send(answer);
    }
}

/// Where changes are handed in.
#[derive(Clone)]
pub(crate) struct Writer {
    queue: mpsc::Sender<Box<dyn Change>>,
}

impl Writer {
    /// Starts the writer on a connection; `opener` makes another when that one breaks.
    pub(crate) fn start(connection: Connection, opener: Opener) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        tokio::spawn(run(waiting, Some(Writing { connection }), opener));
        Self { queue }
    }

    /// Does a change in a transaction of its own; it is on the disk when this returns `Ok`, and leaves nothing when it returns `Err`.
    pub(crate) async fn write<F, T, E>(&self, work: F) -> Result<T, E>
    where
        F: for<'w> FnOnce(&'w mut Writing) -> Boxed<'w, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let gone = || E::from(Error::new(Kind::Away, "the writer has stopped"));
        let (reply, answer) = oneshot::channel();
        self.queue.send(Box::new(Call { work: Some(work), done: None, reply })).await.map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}

async fn run(mut waiting: mpsc::Receiver<Box<dyn Change>>, mut writing: Option<Writing>, opener: Opener) {
    let mut group = Vec::with_capacity(GROUP);
    while waiting.recv_many(&mut group, GROUP).await > 0 {
        let fate = match writing.take() {
            Some(open) => Ok(open),
            None => opener.connect().await.map(|connection| Writing { connection }),
        };
        let fate = match fate {
            Ok(mut open) => {
                let fate = commit(&mut open, &mut group).await;
                // A broken connection is left; the next change opens another.
                writing = Some(open).filter(|_| fate.is_ok());
                fate
            }
            Err(error) => Err(error),
        };
        for change in group.drain(..) {
            change.answer(fate.clone());
        }
    }
}

/// One transaction around the group, one savepoint around each change.
async fn commit(writing: &mut Writing, group: &mut [Box<dyn Change>]) -> Result<(), Error> {
    writing.begin().await?;
    for change in group {
        writing.say("SAVEPOINT change").await?;
        let undo = if change.perform(writing).await { "RELEASE change" } else { "ROLLBACK TO change" };
        writing.say(undo).await?;
    }
    writing.say("COMMIT").await
}

impl Writing {
    async fn begin(&mut self) -> Result<(), Error> {
        match self.connection {
            Connection::Sqlite(_) => self.say("BEGIN IMMEDIATE").await,
            Connection::Postgres(_) => {
                self.say("BEGIN").await?;
                self.say(LOCK).await
            }
        }
    }

    async fn say(&mut self, sql: &str) -> Result<(), Error> {
        self.connection.run(sql.to_owned()).await
    }
}
