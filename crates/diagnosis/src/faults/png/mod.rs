//! The structure of PNG files.

use crate::Fault;

mod broken_png;
mod said;

/// The room's faults, in code order.
pub static FAULTS: &[&Fault] = &[&broken_png::FAULT];
