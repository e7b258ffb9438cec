//! Any bytes, read as JPEG: markers, the codes of every scan, and the pixels.
#![no_main]

use etabli_formats::exr::{Plan, Scratch};
use etabli_formats::{Budget, Stop, jpeg, still};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let source = bytes.to_vec();
    let budget = Budget { chunk: 8 << 20, pixels: 64 << 20, ..Budget::default() };
    let structure = match jpeg::read(&source, &budget) {
        Ok(structure) => structure,
        Err(Stop::Io(error)) => panic!("memory has no input or output: {error}"),
        Err(Stop::Budget(_)) => return,
    };
    if let Some(still) = still::of_jpeg(&structure, &budget) {
        let survey = still.survey(&source, &Plan::default(), &budget, &mut Scratch::default()).map(etabli_formats::exr::Tally::finish);
        let samples = survey.iter().flat_map(|survey| &survey.parts).flat_map(|part| &part.channels).map(|channel| channel.samples);
        let area = u64::from(structure.width) * u64::from(structure.height);
        assert!(samples.into_iter().all(|count| count <= area), "no more samples than pixels");
    }
    let data = jpeg::verify(&source, &structure, &budget).unwrap_or_default();
    for defect in structure.defects.iter().chain(&data) {
        assert!(defect.byte <= source.len() as u64, "a defect lies inside the file: {defect:?}");
    }
});
