//! The commands, one file each.

#[cfg(feature = "desk")]
pub(crate) mod backup;
pub(crate) mod baseline;
pub(crate) mod cache;
pub(crate) mod check;
pub(crate) mod compare;
pub(crate) mod completions;
pub(crate) mod demo;
pub(crate) mod doctor;
pub(crate) mod explain;
pub(crate) mod inject;
pub(crate) mod list;
pub(crate) mod man;
#[cfg(feature = "desk")]
pub(crate) mod production;
pub(crate) mod report;
pub(crate) mod salvage;
pub(crate) mod seal;
#[cfg(feature = "desk")]
pub(crate) mod serve;
#[cfg(feature = "desk")]
pub(crate) mod token;
pub(crate) mod undo;
#[cfg(feature = "desk")]
pub(crate) mod user;
pub(crate) mod verify;
pub(crate) mod version;

use std::io::{self, Write};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::problem::{Outcome, Problem};

/// The moment, nanoseconds since 1970.
pub(crate) fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_nanos()).unwrap_or(i64::MAX))
}

/// Writes to standard output. A reader that closed the pipe has read enough.
pub(crate) fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Outcome {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Problem::disk("-".as_ref(), &error)),
        _ => Ok(ExitCode::SUCCESS),
    }
}
