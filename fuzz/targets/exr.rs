//! Any bytes, read as OpenEXR: structure, then every pixel, then a second look.
#![no_main]

use etabli_formats::exr::{self, Ask, Box2i, Plan, Scratch, Test};
use etabli_formats::{Budget, Stop};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let source = bytes.to_vec();
    let budget = Budget { chunk: 8 << 20, pixels: 64 << 20, ..Budget::default() };
    let (structure, chunks) = match exr::read(&source, &budget) {
        Ok(read) => read,
        Err(Stop::Io(error)) => panic!("memory has no input or output: {error}"),
        Err(Stop::Budget(_)) => return,
    };
    for chunk in &chunks {
        let end = chunk.data_at.checked_add(chunk.packed);
        assert!(end.is_some_and(|end| end <= source.len() as u64), "a whole chunk lies inside the file: {chunk:?}");
    }
    let plan = Plan { levels: vec![(0, 0)], cells: vec![(0, 0)], colours: vec![(0, [0, 1, 2])] };
    let mut scratch = Scratch::default();
    let _ = exr::survey(&source, &structure, &chunks, &plan, &budget, &mut scratch);
    let window = Box2i { min: [0, 0], max: [63, 63] };
    let picture = Ask::Picture { part: 0, channels: [1, 2, 0], window, most: 16 };
    for ask in [Ask::Where { part: 0, channels: vec![0], test: Test::Nan }, Ask::Digest, picture] {
        let _ = exr::look(&source, &structure, &chunks, &ask, &budget, &mut scratch);
    }
});
