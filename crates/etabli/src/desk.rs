//! The desk opened over a data folder: what the commands that touch it share.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use etabli_desk::{Desk, Refusal};
use etabli_diagnosis::Lang;
use etabli_store::{Database, Kind, Store};

use crate::config::{Cascade, Overrides};
use crate::lang::{Both, both};
use crate::problem::Problem;

/// Where the desk keeps its things.
#[derive(Debug, Clone, Args)]
pub(crate) struct Place {
    /// The folder that holds the desk's data, on a local disk; it is made when missing
    #[arg(long, value_name = "DIR")]
    pub(crate) data: PathBuf,
    /// A `PostgreSQL` database (<postgres://user@host/name>) [default: `SQLite` in the data folder]
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) database: Option<String>,
}

impl Place {
    /// Opens the desk.
    pub(crate) async fn open(&self) -> Result<Desk, Box<Problem>> {
        let database = self.database.clone().map_or(Database::Sqlite, Database::Postgres);
        let store = Store::open(&self.data, &database).await.map_err(|error| unopened(&self.data, &error))?;
        let binary = std::env::current_exe().map_err(|error| Problem::disk("etabli".as_ref(), &error))?;
        Ok(Desk::new(store, binary, Arc::new(declared)))
    }
}

/// Only what the production's own folders declare: nothing of the person who runs the server.
fn declared(_root: &Path) -> Box<dyn Fn(&Path) -> etabli_diagnosis::Config> {
    let cascade = Cascade::new(Overrides::default(), None);
    Box::new(move |folder| cascade.of(folder))
}

fn unopened(folder: &Path, error: &etabli_store::Error) -> Box<Problem> {
    let path = folder.display();
    let what = both(format!("le bureau de {path} ne s'ouvre pas : {error}"), format!("the desk in {path} does not open: {error}"));
    let cure = match error.kind {
        Kind::Place => {
            both("choisir un autre dossier par --data, sur un disque local", "choose another folder with --data, on a local disk")
        }
        Kind::Newer => {
            both("lancer la version d'etabli qui l'a écrit, ou une plus récente", "run the version of etabli that wrote it, or a newer one")
        }
        Kind::Full => both("faire de la place sur ce disque", "make room on that disk"),
        _ => both(
            "vérifier que la base de données tourne et que son adresse est juste",
            "check that the database runs and that its address is right",
        ),
    };
    Problem::new(what, cure)
}

/// A refusal of the desk, for a terminal.
pub(crate) fn refused(refusal: &Refusal) -> Box<Problem> {
    let texts = |of: &dyn Fn(Lang) -> String| -> Both { both(of(Lang::Fr), of(Lang::En)) };
    Problem::new(texts(&|lang| refusal.what(lang)), texts(&|lang| refusal.cure(lang)))
}

/// Runs what is asynchronous.
pub(crate) fn block<T>(future: impl Future<Output = Result<T, Box<Problem>>>) -> Result<T, Box<Problem>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|error| Problem::disk("tokio".as_ref(), &error))?.block_on(future)
}
