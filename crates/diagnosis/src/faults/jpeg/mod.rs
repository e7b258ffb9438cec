//! The structure of JPEG files.

use crate::Fault;

mod broken_jpeg;

/// The room's faults, in code order.
pub static FAULTS: &[&Fault] = &[&broken_jpeg::FAULT];
