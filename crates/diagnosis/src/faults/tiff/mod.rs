//! The structure of TIFF files.

use crate::Fault;

mod broken_tiff;
mod said;

/// The room's faults, in code order.
pub static FAULTS: &[&Fault] = &[&broken_tiff::FAULT];
