//! What may be done at the desk, by whom, and what follows.
//!
//! This room knows people, gates and consequences. It speaks no HTTP and writes no SQL: `web` asks it, it asks `store`. Every entry that
//! concerns a ticket or a production passes [`may`].

mod actor;
mod gates;
mod places;
mod queue;
mod refusal;
mod reporting;
mod scans;
mod search;
mod secret;
mod settings;
mod sign_in;
mod silence;
mod state;
mod story;
mod ticket;
mod verb;

pub mod competency;
pub mod may;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use etabli_diagnosis::Config;
use etabli_store::Store;
use tokio::sync::{Notify, Semaphore};

pub use actor::{Actor, Member};
pub use etabli_diagnosis::{Lang, typeset};
pub use etabli_output as output;
pub use etabli_store as store;
pub use gates::{Condition, NextStep};
pub use may::Role;
pub use places::Mapped;
pub use queue::{Lens, Queue, Ranked, Term};
pub use refusal::{Refusal, Status};
pub use reporting::{Known, Report, Reported};
pub use search::Found;
pub use settings::Settings;
pub use sign_in::{NewPerson, Preference};
pub use state::{Blocking, State, Waiting};
pub use story::{Diagnosis, Happening, Moment};
pub use ticket::{Portfolio, View};
pub use verb::{Answer, Draft, OptionKind, Proposal, Verb};

/// Gives what is declared for the folders of a root. Made anew for each scan.
pub type Declared = Arc<dyn Fn(&Path) -> Box<dyn Fn(&Path) -> Config> + Send + Sync>;

/// The desk. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    store: Store,
    inner: Arc<Inner>,
}

struct Inner {
    /// The binary that can be the reader.
    binary: PathBuf,
    declared: Declared,
    /// How far each running scan is, by ticket: files read, and files in all.
    running: Mutex<HashMap<i64, (u64, u64)>>,
    /// Wakes who takes jobs.
    work: Notify,
    /// A password costs a core for a moment: so many are checked at once.
    hashing: Semaphore,
    tries: sign_in::Tries,
}

/// Passwords checked at once.
const HASHING: usize = 2;

impl Desk {
    /// A desk over a store. `binary` can be the reader of files; `declared` says what a production declares for its folders.
    pub fn new(store: Store, binary: PathBuf, declared: Declared) -> Self {
        let inner = Inner {
            binary,
            declared,
            running: Mutex::default(),
            work: Notify::new(),
            hashing: Semaphore::new(HASHING),
            tries: sign_in::Tries::default(),
        };
        Self { store, inner: Arc::new(inner) }
    }

    /// Whether the database answers.
    pub async fn is_well(&self) -> bool {
        self.store.is_well().await.is_ok()
    }

    /// The store below, for who sets a desk up.
    pub fn store(&self) -> &Store {
        &self.store
    }
}

/// Milliseconds since 1970.
pub(crate) fn now() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}

/// A key for one form of one page: the form sent twice counts once.
pub fn fresh_key() -> String {
    // Without randomness nobody is signed in, and no page has a form.
    secret::fresh().unwrap_or_default()
}
