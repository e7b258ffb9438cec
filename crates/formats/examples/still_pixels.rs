//! Prints what the pixels of pictures in other formats than OpenEXR hold, one JSON line for each file; `--time` gives the seconds that
//! one thread takes for all of them.
//!
//! usage: `still_pixels [--time] FILE…`
#![allow(clippy::print_stdout, clippy::disallowed_types, clippy::disallowed_methods, reason = "a program, not the library")]

use std::time::Instant;

use etabli_formats::exr::{Plan, Scratch};
use etabli_formats::still::{Still, open};
use etabli_formats::{Budget, Format, Source, Stop};
use serde_json::{Value, json};

fn main() -> Result<(), Stop> {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    let timed = paths.iter().any(|path| path == "--time");
    paths.retain(|path| path != "--time");
    let (mut scratch, start) = (Scratch::default(), Instant::now());
    for path in &paths {
        let bytes = std::fs::read(path)?;
        let format = Format::of(&bytes);
        let still = format.map(|format| open(&bytes, format, &Budget::default())).transpose()?.flatten();
        let figures = still.map(|still| figures(&still, &bytes, &mut scratch)).transpose()?;
        if !timed {
            println!("{}", json!({ "path": path, "format": format, "picture": figures }));
        }
    }
    if timed {
        println!("{} files, {:.3} s", paths.len(), start.elapsed().as_secs_f64());
    }
    Ok(())
}

/// Everything that can be counted, for every channel.
fn figures(still: &Still, file: &dyn Source, scratch: &mut Scratch) -> Result<Value, Stop> {
    let all: Vec<(u32, u32)> = (0..still.header.channels.len() as u32).map(|channel| (0, channel)).collect();
    let colours = if all.len() < 3 { Vec::new() } else { vec![(0, [0, 1, 2])] };
    let plan = Plan { levels: all.clone(), cells: all, colours };
    let survey = still.survey(file, &plan, &Budget::default(), scratch)?.finish();
    let stats = survey.parts.iter().flat_map(|part| &part.channels);
    let channels = still.header.channels.iter().zip(stats).map(|(channel, stats)| {
        json!({
            "name": channel.name, "kind": channel.kind.name(), "samples": stats.samples, "nan": stats.nan,
            "min": stats.min, "max": stats.max, "mean": stats.mean(), "quantiles": stats.quantiles,
        })
    });
    let channels: Vec<Value> = channels.collect();
    Ok(json!({ "header": still.header, "unread": still.unread, "channels": channels, "defects": survey.defects }))
}
