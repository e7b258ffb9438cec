//! Checks, tests, benches and generated documents of the workspace.

fn main() {}
