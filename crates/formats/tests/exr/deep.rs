//! Deep parts: structure alone.

use crate::hand::{Raw, check, chunk_at, line, put, read, value_at, without};
use etabli_formats::exr::{Extra, Kind};

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
