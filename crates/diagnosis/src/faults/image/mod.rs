//! Pixels, judged by the role of their layer.

use crate::Fault;

mod alpha_out_of_range;
mod black_frame;
mod constant_frame;
mod empty_bucket;
mod firefly;
mod fixing;
mod flicker;
mod infinite_pixels;
mod making;
mod missing_texture_colour;
mod nan_pixels;
mod negative_pixels;
mod outside;
mod shot;

/// The room's faults, in code order.
pub static FAULTS: &[&Fault] = &[
    &nan_pixels::FAULT,
    &infinite_pixels::FAULT,
    &black_frame::FAULT,
    &firefly::FAULT,
    &constant_frame::FAULT,
    &negative_pixels::FAULT,
    &alpha_out_of_range::FAULT,
    &flicker::FAULT,
    &empty_bucket::FAULT,
    &missing_texture_colour::FAULT,
];
