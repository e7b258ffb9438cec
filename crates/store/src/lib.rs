//! Rows on `SQLite` and `PostgreSQL`, blobs, the audit chain, jobs.
//!
//! This room knows tables and files. It knows no fault, no page, and decides nothing: who may do what is `desk`'s. Moments are
//! milliseconds since 1970.

mod audit;
mod backup;
mod blobs;
mod connection;
mod error;
mod idempotency;
mod jobs;
mod migrations;
mod place;
mod row;
mod store;
mod writer;

pub mod competencies;
pub mod events;
pub mod notices;
pub mod options;
pub mod people;
pub mod productions;
pub mod scans;
pub mod search;
pub mod sessions;
pub mod tickets;

pub use audit::{Broken, audit, verify_audit};
pub use backup::{Held, look, restore};
pub use blobs::Blobs;
pub use connection::Rows;
pub use error::{Error, Kind};
pub use idempotency::{answer_of, keep_answer};
pub use jobs::{Job, enqueue, finish, postpone, take};
pub use row::{Arg, Row};
pub use store::{Database, Reading, Store};
pub use writer::{Boxed, Writing, boxed};
