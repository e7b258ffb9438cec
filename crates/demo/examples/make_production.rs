//! Writes the healthy production into a new folder and says how long it took.
//!
//! `cargo run --release -p etabli-demo --example make_production -- FOLDER`

use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

use etabli_demo::make;

fn main() -> io::Result<()> {
    let folder = std::env::args_os().nth(1).ok_or_else(|| io::Error::other("say where: make_production FOLDER"))?;
    let start = Instant::now();
    let production = make(Path::new(&folder), &|_, _| ())?;
    let megabytes = production.bytes as f64 / 1e6;
    writeln!(io::stdout(), "{} files, {megabytes:.1} MB, {:.2} s", production.files.len(), start.elapsed().as_secs_f64())
}
