//! Prints what the pixels of OpenEXR files hold, one JSON line for each file; `--time` compares the pass with a bare inflate of the
//! same chunks, on one thread.
//!
//! usage: `exr_pixels [--time] FILE…`
#![allow(
    clippy::print_stdout,
    clippy::disallowed_types,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    reason = "a program, not the library"
)]

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::time::Instant;

use etabli_formats::exr::{Chunk, Compression, Plan, Scratch, Structure, Survey, read, survey, unreadable};
use etabli_formats::{Budget, Source, Stop};
use serde_json::{Value, json};

/// Times each file is read; the best time of each counts, since other programs only add to it.
const ROUNDS: usize = 15;

struct Disk {
    file: File,
    size: u64,
}

impl Source for Disk {
    fn size(&self) -> u64 {
        self.size
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let mut read = 0;
        while let Some(rest) = buffer.get_mut(read..).filter(|rest| !rest.is_empty()) {
            match self.file.read_at(rest, offset + read as u64)? {
                0 => break,
                count => read += count,
            }
        }
        Ok(read)
    }
}

fn main() -> Result<(), Stop> {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    let timed = paths.iter().any(|path| path == "--time");
    paths.retain(|path| path != "--time");
    if timed { time(&paths) } else { paths.iter().try_for_each(|path| print(path)) }
}

fn open(path: &str) -> Result<(Disk, Structure, Vec<Chunk>), Stop> {
    let file = File::open(path)?;
    let disk = Disk { size: file.metadata()?.len(), file };
    let (structure, chunks) = read(&disk, &Budget::default())?;
    Ok((disk, structure, chunks))
}

/// Everything that can be counted, for every channel.
fn plan(structure: &Structure) -> Plan {
    let mut plan = Plan::default();
    for (part, index) in structure.parts.iter().zip(0..) {
        plan.levels.extend((0..part.channels.len() as u32).map(|channel| (index, channel)));
        let named = |name: &str| part.channels.iter().zip(0..).find(|(channel, _)| channel.name == name).map(|(_, at)| at);
        if let (Some(r), Some(g), Some(b)) = (named("R"), named("G"), named("B")) {
            plan.colours.push((index, [r, g, b]));
        }
    }
    plan.cells.clone_from(&plan.levels);
    plan
}

fn print(path: &str) -> Result<(), Stop> {
    let (disk, structure, chunks) = open(path)?;
    let survey = survey(&disk, &structure, &chunks, &plan(&structure), &Budget::default(), &mut Scratch::default())?.finish();
    println!("{}", figures(path, &structure, &survey));
    Ok(())
}

fn figures(path: &str, structure: &Structure, survey: &Survey) -> Value {
    let parts = structure.parts.iter().zip(&survey.parts).map(|(part, stats)| {
        let channels = part.channels.iter().zip(&stats.channels).map(|(channel, stats)| {
            json!({
                "name": channel.name, "kind": channel.kind.name(), "samples": stats.samples, "nan": stats.nan,
                "positive_infinite": stats.positive_infinite, "negative_infinite": stats.negative_infinite,
                "min": stats.min, "max": stats.max, "mean": stats.mean(), "quantiles": stats.quantiles,
            })
        });
        json!({
            "name": part.name, "compression": part.compression.name(), "unreadable": unreadable(part),
            "channels": channels.collect::<Vec<_>>(),
        })
    });
    json!({
        "path": path, "parts": parts.collect::<Vec<_>>(), "colours": survey.colours,
        "structure": structure.defects, "defects": survey.defects,
    })
}

fn time(paths: &[String]) -> Result<(), Stop> {
    let (mut scratch, mut inflater) = (Scratch::default(), libdeflater::Decompressor::new());
    let mut sums = [0.0; 3];
    for path in paths {
        let (disk, structure, chunks) = open(path)?;
        let everything = plan(&structure);
        let mut best = [f64::INFINITY; 3];
        for _ in 0..ROUNDS {
            let bare = inflate(&disk, &structure, &chunks, &mut inflater)?;
            let plain = pass(&disk, &Plan::default(), &mut scratch)?;
            let full = pass(&disk, &everything, &mut scratch)?;
            best = [best[0].min(bare), best[1].min(plain), best[2].min(full)];
        }
        sums = std::array::from_fn(|i| sums[i] + best[i]);
    }
    let [bare, plain, full] = sums;
    println!("inflate {bare:.4} s, statistics {plain:.4} s ({:.3}), with everything {full:.4} s ({:.3})", plain / bare, full / bare);
    Ok(())
}

/// Seconds that structure and pixels of one file take.
fn pass(disk: &Disk, plan: &Plan, scratch: &mut Scratch) -> Result<f64, Stop> {
    let start = Instant::now();
    let (structure, chunks) = read(disk, &Budget::default())?;
    survey(disk, &structure, &chunks, plan, &Budget::default(), scratch)?.finish();
    Ok(start.elapsed().as_secs_f64())
}

/// Seconds that inflating the ZIP chunks takes, reading them not counted.
fn inflate(disk: &Disk, structure: &Structure, chunks: &[Chunk], inflater: &mut libdeflater::Decompressor) -> Result<f64, Stop> {
    let zip = |chunk: &&Chunk| {
        let part = structure.parts.get(chunk.part as usize);
        part.is_some_and(|part| matches!(part.compression, Compression::Zip | Compression::Zips)) && chunk.packed < chunk.unpacked
    };
    let packed: Vec<_> =
        chunks.iter().filter(zip).map(|chunk| Ok((chunk, disk.read_range(chunk.data_at, chunk.packed)?))).collect::<Result<_, Stop>>()?;
    let mut out = Vec::new();
    let start = Instant::now();
    for (chunk, bytes) in &packed {
        out.resize(usize::try_from(chunk.unpacked).unwrap_or(0), 0);
        inflater.zlib_decompress(bytes, &mut out).map_err(|error| io::Error::other(error.to_string()))?;
    }
    Ok(start.elapsed().as_secs_f64())
}
