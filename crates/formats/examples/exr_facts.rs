//! Prints what the reader understands of OpenEXR files: `cargo run -p etabli-formats --example exr_facts -- FILE…`
//!
//! `--brief` prints one line a file: defects, chunks, microseconds and path.
#![allow(clippy::print_stdout, clippy::disallowed_methods, clippy::disallowed_types)]

use std::time::Instant;

use etabli_formats::Budget;
use etabli_formats::exr::{self, Part, Structure};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let brief = arguments.iter().any(|argument| argument == "--brief");
    for path in arguments.iter().filter(|argument| *argument != "--brief") {
        let bytes = std::fs::read(path)?;
        let start = Instant::now();
        let (structure, _) = exr::read(&bytes, &Budget::default())?;
        let spent = start.elapsed().as_micros();
        if brief {
            println!(
                "{}\t{}/{}\t{spent}\t{path}\t{}",
                structure.defects.len(),
                structure.whole,
                structure.announced,
                defects(&structure).join(" | ")
            );
        } else {
            print(path, bytes.len(), &structure);
        }
    }
    Ok(())
}

fn print(path: &str, size: usize, structure: &Structure) {
    println!(
        "{path}: {size} bytes, version {:#x}, {} of {} chunks whole, pixels at {}",
        structure.version, structure.whole, structure.announced, structure.pixels_at
    );
    for part in &structure.parts {
        print_part(part);
    }
    for defect in defects(structure) {
        println!("  DEFECT {defect}");
    }
}

fn print_part(part: &Part) {
    let [x, y] = part.data_window.min;
    println!(
        "  part \"{}\" {:?} {} {:?}: {} x {} at {x}, {y}; table at {}, {} chunks",
        part.name,
        part.kind,
        part.compression.name(),
        part.line_order,
        part.data_window.width(),
        part.data_window.height(),
        part.table_at,
        part.chunks
    );
    if let Some(tiling) = part.tiling {
        println!("    tiles {} x {}, levels {}, rounding {}", tiling.size[0], tiling.size[1], tiling.levels, tiling.rounding);
    }
    for channel in &part.channels {
        println!("    channel {} {} {:?}", channel.name, channel.kind.name(), channel.sampling);
    }
    for attribute in &part.attributes {
        println!("    {} ({}) at {}: {:?}", attribute.name, attribute.kind, attribute.at, attribute.value);
    }
}

fn defects(structure: &Structure) -> Vec<String> {
    let one = |defect: &exr::Defect| {
        format!("byte {} part {:?} chunk {:?} lines {:?}: {:?}", defect.byte, defect.part, defect.chunk, defect.lines, defect.rule)
    };
    structure.defects.iter().map(one).collect()
}
