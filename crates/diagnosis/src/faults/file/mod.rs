//! Files and links, as the folder tells them.

use crate::Fault;

mod being_written;
mod broken_file;
mod dangling_link;
mod empty_file;
mod future_clock;
mod hostile_file;
mod leftover_file;
mod stale_lock;
mod wrong_extension;

/// The room's faults, in code order.
pub static FAULTS: &[&Fault] = &[
    &empty_file::FAULT,
    &wrong_extension::FAULT,
    &leftover_file::FAULT,
    &being_written::FAULT,
    &broken_file::FAULT,
    &hostile_file::FAULT,
    &dangling_link::FAULT,
    &stale_lock::FAULT,
    &future_clock::FAULT,
];
