//! Files and links, as the folder tells them.

use crate::Fault;

mod dangling_link;
mod empty_file;

/// The room's faults, in code order.
pub static FAULTS: &[&Fault] = &[&empty_file::FAULT, &dangling_link::FAULT];
