//! Deep parts: their structure, and their samples.

use crate::hand::{Raw, check, chunk_at, line, put, read, value_at, without};
use etabli_formats::Budget;
use etabli_formats::exr::{Answer, Ask, Box2i, Damage, Extra, Kind, Plan, Rule, Scratch, Survey, Test, look, survey};
use half::f16;

/// Two lines of three pixels, five samples each line.
fn raw(compression: u8) -> Raw {
    let extra =
        vec![Extra::ints("chunkCount", "int", &[2]), Extra::ints("maxSamplesPerPixel", "int", &[3]), Extra::ints("version", "int", &[1])];
    Raw { version: 0x802, kind: "deepscanline", compression, size: [3, 2], extra }
}

fn chunk(y: i32, sizes: [u64; 3]) -> Vec<u8> {
    let leader = [&y.to_le_bytes()[..], &sizes.map(u64::to_le_bytes).concat()].concat();
    [leader, vec![7; (sizes[0] + sizes[1]) as usize]].concat()
}

fn file(compression: u8, sizes: [u64; 3]) -> Vec<u8> {
    raw(compression).bytes(&[chunk(0, sizes), chunk(1, sizes)])
}

const STORED: [u64; 3] = [12, 10, 10];

#[test]
fn a_deep_part_is_understood() {
    let bytes = file(0, STORED);
    let (structure, chunks) = read(&bytes);
    assert_eq!(structure.defects, []);
    assert_eq!((structure.parts[0].kind, chunks.len()), (Kind::DeepScanline, 2));
    assert_eq!((chunks[1].data_at - chunks[1].at, chunks[1].packed, chunks[1].unpacked), (28, 22, 0));
    check(&file(2, [9, 8, 10]), &[]);
    check(&file(1, [12, 0, 0]), &[]);
    check(&file(2, [1, 1, 1032]), &[]);
}

#[test]
fn deep_sizes_that_cannot_be() {
    let big = u64::MAX / 2;
    let cases: [(u8, [u64; 3], u64, i64); 9] = [
        (0, [11, 10, 10], 0, 11),
        (2, [13, 10, 10], 0, 13),
        (2, [0, 10, 10], 0, 0),
        (2, [big, 10, 10], 0, big as i64),
        (2, [12, 11, 10], 8, 11),
        (2, [12, big, big], 8, big as i64),
        (0, [12, 9, 10], 16, 10),
        (2, [12, 1, 1033], 16, 1033),
        (2, [12, 10, big], 16, big as i64),
    ];
    for (compression, sizes, offset, seen) in cases {
        let mut bytes = file(compression, STORED);
        let at = chunk_at(&bytes, 0);
        put(&mut bytes, at + 4, &sizes.map(u64::to_le_bytes).concat());
        let said: Vec<String> = read(&bytes).0.defects.iter().map(line).collect();
        assert_eq!(said, [format!("{} part 0 chunk 0 lines 0-0: size {seen} for None", at as u64 + 4 + offset)], "{sizes:?}");
    }
}

#[test]
fn a_deep_chunk_cut_or_too_long() {
    let bytes = file(2, STORED);
    let size = bytes.len();
    check(&bytes[..size - 1], &[format!("{} part 0 chunk 1 lines 1-1: ends at {} of {size}, 1 of 2 whole", size - 1, size - 1)]);
    let mut long = bytes.clone();
    let at = chunk_at(&bytes, 0);
    put(&mut long, at + 12, &[12, 0, 0, 0, 0, 0, 0, 0, 12]);
    let said: Vec<String> = read(&long).0.defects.iter().map(line).collect();
    assert_eq!(said, [format!("{} part 0 chunk 0 lines 0-0: size 24 for None", at + 12)]);
}

#[test]
fn what_a_deep_file_must_say() {
    for name in ["chunkCount", "version", "type"] {
        let bytes = without(&file(0, STORED), name);
        let end = crate::hand::table_at(&bytes) - 1;
        assert_eq!(line(&read(&bytes).0.defects[0]), format!("{end}: {name} missing"));
    }
    check(&without(&file(0, STORED), "maxSamplesPerPixel"), &[]);
    let mut other = file(0, STORED);
    let at = value_at(&other, "version");
    put(&mut other, at, &[2]);
    check(&other, &[format!("{at}: version unknown-version 2")]);
    let mut flat = file(0, STORED);
    put(&mut flat, 4, &2_u32.to_le_bytes());
    assert_eq!(line(&read(&flat).0.defects[0]), format!("{}: type contradicts-flags deepscanline", value_at(&flat, "type")));
    let scanline = Raw { kind: "scanlineimage", ..raw(0) };
    let bytes = scanline.bytes(&[vec![], vec![]]);
    assert_eq!(line(&read(&bytes).0.defects[0]), format!("{}: type contradicts-flags scanlineimage", value_at(&bytes, "type")));
}

#[test]
fn codecs_of_deep_parts() {
    for (compression, name) in [(4, "PIZ"), (5, "PXR24"), (6, "B44"), (7, "B44A"), (8, "DWAA"), (9, "DWAB"), (10, "HTJ2K256")] {
        let bytes = file(compression, STORED);
        let at = value_at(&bytes, "compression");
        assert_eq!(line(&read(&bytes).0.defects[0]), format!("{at}: compression not-for-deep {name}"));
    }
    check(&file(13, STORED), &[]);
}

#[test]
fn deep_tiles_have_longer_leaders() {
    let description = [&2_u32.to_le_bytes()[..], &2_u32.to_le_bytes(), &[0]].concat();
    let tiles = Extra { name: "tiles".into(), kind: "tiledesc".into(), bytes: description };
    let raw = Raw { kind: "deeptile", extra: [raw(0).extra, vec![tiles]].concat(), ..raw(0) };
    let tile = |x: i32, pixels: u64| {
        let leader = [x, 0, 0, 0].map(i32::to_le_bytes).concat();
        let sizes = [4 * pixels, 6, 6].map(u64::to_le_bytes).concat();
        [leader, sizes, vec![7; (4 * pixels + 6) as usize]].concat()
    };
    let bytes = raw.bytes(&[tile(0, 4), tile(1, 2)]);
    let (structure, chunks) = read(&bytes);
    assert_eq!(structure.defects, []);
    assert_eq!((structure.parts[0].kind, chunks[1].data_at - chunks[1].at, chunks[1].packed), (Kind::DeepTiled, 40, 14));
    let mut edited = bytes.clone();
    let at = chunk_at(&bytes, 1);
    put(&mut edited, at + 16, &9_u64.to_le_bytes());
    assert_eq!(line(&read(&edited).0.defects[0]), format!("{} part 0 chunk 1 lines 0-1: size 9 for None", at + 16));
}

/// A chunk of one line: how many samples the line has up to each pixel's end, and its samples.
fn counted(y: i32, ends: [i32; 3], samples: &[f32]) -> Vec<u8> {
    let samples: Vec<u8> = samples.iter().flat_map(|sample| f16::from_f32(*sample).to_le_bytes()).collect();
    let sizes = [12, samples.len() as u64, samples.len() as u64].map(u64::to_le_bytes).concat();
    [y.to_le_bytes().to_vec(), sizes, ends.map(i32::to_le_bytes).concat(), samples].concat()
}

fn surveyed(bytes: &[u8]) -> Survey {
    let (structure, chunks) = read(bytes);
    assert_eq!(structure.defects, []);
    let mut scratch = Scratch::default();
    survey(&bytes.to_vec(), &structure, &chunks, &Plan::default(), &Budget::default(), &mut scratch).unwrap().finish()
}

#[test]
fn every_sample_of_every_pixel_is_counted_and_placed() {
    let first = counted(0, [2, 2, 5], &[0.5, -1.0, 2.0, f32::NAN, 4.0]);
    let bytes = raw(0).bytes(&[first, counted(1, [0, 0, 1], &[8.0])]);
    let survey = surveyed(&bytes);
    let stats = &survey.parts[0].channels[0];
    assert_eq!((survey.defects.as_slice(), stats.samples, stats.nan, stats.min, stats.max, stats.sum), (&[] as _, 6, 1, -1.0, 8.0, 13.5));
    let (structure, chunks) = read(&bytes);
    let look = |ask: &Ask| look(&bytes, &structure, &chunks, ask, &Budget::default(), &mut Scratch::default()).unwrap();
    let Some(Answer::Where { count, first, .. }) = look(&Ask::Where { part: 0, channels: vec![0], test: Test::Nan }) else { panic!() };
    assert_eq!((count, first), (1, [2, 0]));
    let window = Box2i { min: [0, 0], max: [2, 1] };
    assert_eq!(look(&Ask::Samples { part: 0, channels: vec![0], window }), None);
    assert_eq!(look(&Ask::Picture { part: 0, channels: [0; 3], window, most: 8 }), None);
    assert_eq!(look(&Ask::Digest), None);
}

#[test]
fn counts_that_do_not_give_the_samples() {
    for ends in [[2, 1, 5], [2, 2, 4], [2, 2, 6], [0, 0, -1], [-3, 0, 5]] {
        let bytes = raw(0).bytes(&[counted(0, ends, &[1.0; 5]), counted(1, [0, 0, 0], &[])]);
        let survey = surveyed(&bytes);
        let rules: Vec<&Rule> = survey.defects.iter().map(|defect| &defect.rule).collect();
        assert_eq!(rules, [&Rule::CorruptChunk { problem: Damage::Counts }], "{ends:?}");
        assert_eq!((survey.defects[0].lines, survey.parts[0].channels[0].samples), (Some([0, 0]), 0));
    }
}

#[test]
fn deep_files_of_other_writers() {
    // With the samples of each channel, as OpenEXR's own library counts them.
    let files: [(&str, &[u8], u64); 2] = [
        ("zips", include_bytes!("../../../../fuzz/seeds/exr/deep_zips.exr"), 24),
        ("tiled zip", include_bytes!("../../../../fuzz/seeds/exr/deep_tiled.exr"), 30),
    ];
    for (name, bytes, expect) in files {
        let survey = surveyed(bytes);
        let samples: Vec<u64> = survey.parts[0].channels.iter().map(|channel| channel.samples).collect();
        assert_eq!((survey.defects.len(), samples), (0, vec![expect; 5]), "{name}");
    }
}

#[test]
fn a_tile_that_the_window_cuts_may_keep_the_counts_of_a_whole_one() {
    let description = [&4_u32.to_le_bytes()[..], &4_u32.to_le_bytes(), &[0]].concat();
    let tiles = Extra { name: "tiles".into(), kind: "tiledesc".into(), bytes: description };
    let chunks = vec![Extra::ints("chunkCount", "int", &[1]), Extra::ints("version", "int", &[1]), tiles];
    let raw = Raw { kind: "deeptile", extra: chunks, ..raw(0) };
    let mut counts: Vec<u8> = [1, 1, 2, 1, 1, 1].map(i32::to_le_bytes).concat();
    counts.resize(64, 9);
    let tile = [vec![0; 16], [64_u64, 6, 6].map(u64::to_le_bytes).concat(), counts, [0, 0x3C].repeat(3)].concat();
    let stats = surveyed(&raw.bytes(&[tile])).parts[0].channels[0].clone();
    assert_eq!((stats.samples, stats.min, stats.max), (3, 1.0, 1.0));
}
