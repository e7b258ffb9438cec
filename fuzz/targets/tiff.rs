//! Any bytes, read as TIFF: directories, then every strip and tile.
#![no_main]

use etabli_formats::{Budget, Stop, tiff};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let source = bytes.to_vec();
    let budget = Budget { chunk: 8 << 20, pixels: 64 << 20, ..Budget::default() };
    let structure = match tiff::read(&source, &budget) {
        Ok(structure) => structure,
        Err(Stop::Io(error)) => panic!("memory has no input or output: {error}"),
        Err(Stop::Budget(_)) => return,
    };
    let data = tiff::verify(&source, &structure, &budget).unwrap_or_default();
    for defect in structure.defects.iter().chain(&data) {
        assert!(defect.byte <= source.len() as u64, "a defect lies inside the file: {defect:?}");
    }
});
