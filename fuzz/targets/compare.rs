//! Any bytes, cut in two, read as two pictures and compared.
#![no_main]

use etabli_diagnosis::compare::{Asked, compare};
use etabli_diagnosis::layers::Roles;
use etabli_formats::exr::Scratch;
use etabli_formats::{Budget, Stop};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // The first byte says where the second file begins, of 256 places.
    let Some((first, rest)) = bytes.split_first() else { return };
    let (before, after) = rest.split_at(rest.len() * usize::from(*first) / 256);
    let budget = Budget { chunk: 8 << 20, pixels: 64 << 20, ..Budget::default() };
    let asked = Asked { heat: Some(32), inside: Some(Vec::new()), ..Asked::default() };
    let mut scratch = [Scratch::default(), Scratch::default()];
    match compare(&before.to_vec(), &after.to_vec(), &asked, &Roles::default(), &budget, &mut scratch) {
        Ok(comparison) => assert!(comparison.outside.pixels == comparison.changed.pixels),
        Err(Stop::Io(error)) => panic!("memory has no input or output: {error}"),
        Err(Stop::Budget(_)) => {}
    }
});
