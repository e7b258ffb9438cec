//! The binary: arguments, configuration, wiring.

mod cli;
mod commands;
mod config;
#[cfg(feature = "desk")]
mod desk;
mod earlier;
mod fixing;
mod lang;
mod near;
mod pattern;
mod problem;
mod progress;
mod refusal;
mod roots;
mod scanning;
mod select;
mod terminal;
mod usage;
mod values;

use std::process::ExitCode;

use etabli_scan::{CHILD_ARGUMENT, run_child};

fn main() -> ExitCode {
    let first = std::env::args_os().nth(1);
    if first.as_ref().is_some_and(|argument| argument == CHILD_ARGUMENT) {
        return if run_child().is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    if first.is_some_and(|argument| argument == commands::doctor::PROBE) {
        return commands::doctor::probe();
    }
    cli::run()
}
