//! Prints what is wrong with pictures: one line a defect, or `sound`.
//!
//! usage: `cargo run -p etabli-formats --example defects -- FILE…`

#![allow(clippy::print_stdout, clippy::disallowed_methods, clippy::disallowed_types)]

use std::fmt::Debug;

use etabli_formats::{Budget, Defect, Format, Source, Stop, dpx, jpeg, other, png, tiff};

fn main() {
    for path in std::env::args().skip(1) {
        match std::fs::read(&path) {
            Ok(bytes) => println!("{path}\t{}", said(&path, &bytes).unwrap_or_else(|stop| format!("stopped: {stop}"))),
            Err(error) => println!("{path}\t{error}"),
        }
    }
}

fn said(path: &str, bytes: &dyn Source) -> Result<String, Stop> {
    let budget = Budget::default();
    Ok(match Format::of(&bytes.read_range(0, Format::PROBE as u64)?) {
        Some(Format::Png) => {
            let structure = png::read(bytes, &budget)?;
            lines(&structure.defects, &png::verify(bytes, &structure, &budget)?)
        }
        Some(Format::Tiff) => {
            let structure = tiff::read(bytes, &budget)?;
            lines(&structure.defects, &tiff::verify(bytes, &structure, &budget)?)
        }
        Some(Format::Dpx | Format::Cineon) => {
            let structure = dpx::read(bytes, &budget)?;
            lines(&structure.defects, &dpx::verify(bytes, &structure, &budget)?)
        }
        Some(Format::Jpeg) => {
            let structure = jpeg::read(bytes, &budget)?;
            lines(&structure.defects, &jpeg::verify(bytes, &structure, &budget)?)
        }
        other => {
            let named = path.rsplit_once('.').and_then(|(_, extension)| Format::of_extension(extension));
            match other.or(named).map(|format| other::read(format, bytes, &budget)).transpose()?.flatten() {
                Some(structure) => lines(&structure.defects, &[]),
                None => format!("no reader: {other:?}"),
            }
        }
    })
}

fn lines<R: Debug>(structure: &[Defect<R>], data: &[Defect<R>]) -> String {
    let all: Vec<String> = structure.iter().chain(data).map(|d| format!("{:?} {} {:?}", d.weight, d.byte, d.rule)).collect();
    if all.is_empty() { "sound".to_owned() } else { all.join("\t") }
}
