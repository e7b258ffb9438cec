//! The structure of OpenEXR files.

use crate::Fault;

mod truncated_pixels;

/// The room's faults, in code order.
pub static FAULTS: &[&Fault] = &[&truncated_pixels::FAULT];
