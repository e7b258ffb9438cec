//! The structure of DPX and Cineon files.

use crate::Fault;

mod bad_dpx_field;
mod making;
mod truncated_dpx;

/// The room's faults, in code order.
pub static FAULTS: &[&Fault] = &[&bad_dpx_field::FAULT, &truncated_dpx::FAULT];
