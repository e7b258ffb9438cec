//! Names, alone and among their neighbours.

use crate::Fault;

mod case_mismatch;
mod off_template;
mod padding_change;
mod template;
mod unportable_name;

/// The room's faults, in code order.
pub static FAULTS: &[&Fault] = &[&case_mismatch::FAULT, &padding_change::FAULT, &unportable_name::FAULT, &off_template::FAULT];
