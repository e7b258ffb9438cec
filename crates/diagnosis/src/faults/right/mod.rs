//! Who may read what.

use crate::Fault;

mod unreadable;

/// The room's faults, in code order.
pub static FAULTS: &[&Fault] = &[&unreadable::FAULT];
