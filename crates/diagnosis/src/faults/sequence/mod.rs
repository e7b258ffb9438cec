//! Frame sequences as a whole.

use crate::Fault;

mod missing_frame;

/// The room's faults, in code order.
pub static FAULTS: &[&Fault] = &[&missing_frame::FAULT];
