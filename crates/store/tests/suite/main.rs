//! Everything that the store promises, on `SQLite` and on `PostgreSQL`.

mod backups;
mod cases;
mod columns;
mod postgres;

use std::io::Write as _;
use std::path::Path;

use etabli_store::{Database, Store};

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

async fn opened(folder: &Path, database: &Database) -> Store {
    Store::open(folder, database).await.unwrap()
}

#[test]
fn sqlite_keeps_every_promise() {
    runtime().block_on(async {
        for (name, case) in cases::all() {
            let folder = tempfile::tempdir().unwrap();
            writeln!(std::io::stdout(), "{name}").expect("standard output");
            case(opened(folder.path(), &Database::Sqlite).await).await;
        }
    });
}

#[test]
fn postgresql_keeps_every_promise() {
    let server = postgres::Server::start();
    runtime().block_on(async {
        for (number, (name, case)) in cases::all().into_iter().enumerate() {
            let folder = tempfile::tempdir().unwrap();
            writeln!(std::io::stdout(), "{name}").expect("standard output");
            let database = Database::Postgres(server.database(&format!("case{number}")));
            case(opened(folder.path(), &database).await).await;
        }
    });
}

#[test]
fn what_was_written_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    runtime().block_on(async {
        let store = opened(folder.path(), &Database::Sqlite).await;
        cases::person(&store, "lea").await;
    });
    runtime().block_on(async {
        let store = opened(folder.path(), &Database::Sqlite).await;
        let found = etabli_store::people::of_login(&mut store.read(), "lea").await.unwrap();
        assert_eq!(found.unwrap().name, "lea");
        assert_eq!(store.verify_audit().await.unwrap(), None);
    });
}
