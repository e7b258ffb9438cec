//! Pixels, judged by the role of their layer.

use crate::Fault;

mod nan_pixels;

/// The room's faults, in code order.
pub static FAULTS: &[&Fault] = &[&nan_pixels::FAULT];
