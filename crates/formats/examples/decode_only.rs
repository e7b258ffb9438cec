//! Other ways to get at pixels, as whole programs, for the bench: one thread a core, files shared out among them.
//!
//! usage: `decode_only inflate FILE…` inflates every ZIP chunk and looks at nothing;
//! `decode_only exr FILE…` decodes with the `exr` crate and counts NaN
#![allow(clippy::print_stdout, clippy::disallowed_types, clippy::disallowed_methods, reason = "a program, not the library")]

use std::error::Error;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use etabli_formats::exr::{Compression, read};
use etabli_formats::{Budget, Source};
use exr::prelude::{FlatSamples, ReadChannels, ReadLayers, read as decoder};

type Outcome = Result<u64, Box<dyn Error + Send + Sync>>;

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let mut arguments = std::env::args().skip(1);
    let way: fn(&str) -> Outcome = match arguments.next().as_deref() {
        Some("inflate") => inflate,
        Some("exr") => nan,
        _ => return Err("say `inflate` or `exr`, then files".into()),
    };
    println!("{}", shared(&arguments.collect::<Vec<_>>(), way)?);
    Ok(())
}

/// The sum of what `way` says of each file.
fn shared(paths: &[String], way: fn(&str) -> Outcome) -> Outcome {
    let (next, sum) = (AtomicUsize::new(0), AtomicU64::new(0));
    let work = || {
        while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
            sum.fetch_add(way(path)?, Ordering::Relaxed);
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..std::thread::available_parallelism()?.get()).map(|_| scope.spawn(work)).collect();
        threads.into_iter().try_for_each(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
    .map(|()| sum.load(Ordering::Relaxed))
}

/// Bytes that the chunks of a file hold inflated.
fn inflate(path: &str) -> Outcome {
    let file = File::open(path)?;
    let disk = Disk { size: file.metadata()?.len(), file };
    let (structure, chunks) = read(&disk, &Budget::default()).map_err(|stop| io::Error::other(format!("{stop:?}")))?;
    let mut inflater = libdeflater::Decompressor::new();
    let (mut sum, mut packed, mut out) = (0, Vec::new(), Vec::new());
    for chunk in chunks.iter().filter(|chunk| chunk.packed < chunk.unpacked) {
        let part = structure.parts.get(chunk.part as usize).ok_or("a chunk of no part")?;
        if matches!(part.compression, Compression::Zip | Compression::Zips) {
            packed.resize(usize::try_from(chunk.packed)?, 0);
            out.resize(usize::try_from(chunk.unpacked)?, 0);
            disk.read_at(chunk.data_at, &mut packed)?;
            sum += inflater.zlib_decompress(&packed, &mut out)? as u64;
        }
    }
    Ok(sum)
}

struct Disk {
    file: File,
    size: u64,
}

impl Source for Disk {
    fn size(&self) -> u64 {
        self.size
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let held = usize::try_from(self.size.saturating_sub(offset)).unwrap_or(usize::MAX).min(buffer.len());
        let held = buffer.get_mut(..held).unwrap_or_default();
        self.file.read_exact_at(held, offset)?;
        Ok(held.len())
    }
}

/// NaN samples of a file.
fn nan(path: &str) -> Outcome {
    let image =
        decoder().no_deep_data().largest_resolution_level().all_channels().all_layers().all_attributes().non_parallel().from_file(path)?;
    let channels = image.layer_data.iter().flat_map(|layer| &layer.channel_data.list);
    Ok(channels.map(|channel| nan_of(&channel.sample_data)).sum())
}

fn nan_of(samples: &FlatSamples) -> u64 {
    let count = match samples {
        FlatSamples::F16(values) => values.iter().filter(|value| value.is_nan()).count(),
        FlatSamples::F32(values) => values.iter().filter(|value| value.is_nan()).count(),
        FlatSamples::U32(_) => 0,
    };
    count as u64
}
