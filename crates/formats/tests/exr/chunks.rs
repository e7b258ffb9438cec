//! Chunk tables, leaders, and where a file ends.

use crate::hand::{check, chunk_at, entry_at, file, packed, picture, put, put_entry, put_i32, read, read_within, value_at, written};
use etabli_formats::exr::{Chunk, Compression, Kind, LineOrder, PartPixels};
use etabli_formats::{Budget, Exceeded, Stop};

fn places(bytes: &[u8]) -> Vec<(u32, u64, u64)> {
    read(bytes).1.iter().map(|chunk| (chunk.index, chunk.at, chunk.packed)).collect()
}

fn tiled() -> Vec<u8> {
    written(PartPixels { tiles: Some([16, 16]), ..picture() })
}

fn decreasing() -> Vec<u8> {
    written(PartPixels { line_order: LineOrder::Decreasing, ..picture() })
}

#[test]
fn a_cut_file_ends_inside_a_chunk() {
    let bytes = file();
    let places: Vec<usize> = (0..4).map(|index| chunk_at(&bytes, index)).collect();
    let cases = [
        (bytes.len() - 1, bytes.len(), 3, "48-49"),
        (places[3] + 8, bytes.len(), 3, "48-49"),
        (places[2] + 100, places[3], 2, "32-49"),
        (places[1] + 7, places[2], 1, "16-49"),
        (places[1], places[2], 1, "16-49"),
        (places[0] + 9, places[1], 0, "0-49"),
        (places[0], places[1], 0, "0-49"),
    ];
    for (cut, expected, whole, lines) in cases {
        check(&bytes[..cut], &[format!("{cut} part 0 chunk {whole} lines {lines}: ends at {cut} of {expected}, {whole} of 4 whole")]);
        let (structure, chunks) = read(&bytes[..cut]);
        assert_eq!((structure.whole, structure.announced, chunks.len()), (whole, 4, whole as usize));
    }
    let cut = places[3] + 3;
    check(&bytes[..cut], &[format!("{cut} part 0 chunk 3 lines 48-49: ends at {cut} of {}, 3 of 4 whole", places[3] + 8)]);
}

#[test]
fn a_cut_file_from_the_bottom_up_loses_its_top() {
    let bytes = decreasing();
    check(&bytes, &[]);
    let cut = chunk_at(&bytes, 1) + 50;
    check(&bytes[..cut], &[format!("{cut} part 0 chunk 1 lines 0-31: ends at {cut} of {}, 2 of 4 whole", chunk_at(&bytes, 0))]);
}

#[test]
fn offsets_never_written_do_not_hide_the_chunks() {
    let bytes = file();
    let sound = places(&bytes);
    let mut half = bytes.clone();
    put_entry(&mut half, 2, 0);
    put_entry(&mut half, 3, 0);
    check(&half, &[format!("{} part 0 chunk 2 lines 32-49: 2 of 4 offsets zero", entry_at(&bytes, 2))]);
    assert_eq!(places(&half), sound);
    let mut first = bytes.clone();
    put_entry(&mut first, 0, 0);
    check(&first, &[format!("{} part 0 chunk 0 lines 0-15: 1 of 4 offsets zero", entry_at(&bytes, 0))]);
    assert_eq!(places(&first), sound);
    let mut none = decreasing();
    let sound = places(&none);
    (0..4).for_each(|index| put_entry(&mut none, index, 0));
    check(&none, &[format!("{} part 0 chunk 0 lines 0-49: 4 of 4 offsets zero", entry_at(&none, 0))]);
    assert_eq!(places(&none), sound);
}

#[test]
fn a_killed_writer_leaves_zeros_and_a_cut_chunk() {
    let bytes = file();
    let mut killed = bytes.clone();
    (0..4).for_each(|index| put_entry(&mut killed, index, 0));
    let zero = format!("{} part 0 chunk 0 lines 0-49: 4 of 4 offsets zero", entry_at(&bytes, 0));
    let at = chunk_at(&bytes, 2);
    for (cut, expected) in [(at + 100, chunk_at(&bytes, 3)), (at + 5, at + 8)] {
        let said = format!("{cut} part 0 chunk 2 lines 32-49: ends at {cut} of {expected}, 2 of 4 whole");
        check(&killed[..cut], &[zero.clone(), said]);
        assert_eq!(places(&killed[..cut]), places(&bytes)[..2]);
    }
    check(&killed[..at], &[zero]);
}

#[test]
fn swapped_offsets_are_seen_by_the_leaders() {
    let bytes = file();
    let swapped = |a: usize, b: usize, bytes: &[u8]| {
        let mut edited = bytes.to_vec();
        put_entry(&mut edited, a, chunk_at(bytes, b) as u64);
        put_entry(&mut edited, b, chunk_at(bytes, a) as u64);
        edited
    };
    let edited = swapped(0, 1, &bytes);
    check(&edited, &[format!("{} part 0 chunk 0 lines 0-31: 2 offsets swapped, first {}", entry_at(&bytes, 0), chunk_at(&bytes, 1))]);
    assert_eq!(places(&edited), places(&bytes));
    let edited = swapped(1, 3, &bytes);
    check(&edited, &[format!("{} part 0 chunk 1 lines 16-49: 2 offsets swapped, first {}", entry_at(&bytes, 1), chunk_at(&bytes, 3))]);
    let bytes = tiled();
    let edited = swapped(4, 7, &bytes);
    check(&edited, &[format!("{} part 0 chunk 4 lines 16-47: 2 offsets swapped, first {}", entry_at(&bytes, 4), chunk_at(&bytes, 7))]);
}

#[test]
fn an_offset_that_leads_nowhere() {
    let bytes = file();
    let pixels = read(&bytes).0.pixels_at;
    let (size, third) = (bytes.len() as u64, chunk_at(&bytes, 2) as u64);
    let cases = [
        (pixels - 1, "inside-header"),
        (8, "inside-header"),
        (size, "outside"),
        (u64::MAX, "outside"),
        (third + 20, "overlap"),
        (third, "overlap"),
    ];
    for (offset, problem) in cases {
        let mut edited = bytes.clone();
        put_entry(&mut edited, 1, offset);
        check(&edited, &[format!("{} part 0 chunk 1 lines 16-31: 1 offsets {problem}, first {offset}", entry_at(&bytes, 1))]);
        assert_eq!(places(&edited), places(&bytes), "{problem} {offset}");
    }
    let mut edited = bytes.clone();
    put_entry(&mut edited, 1, 9);
    put_entry(&mut edited, 3, size + 5);
    let first = format!("{} part 0 chunk 1 lines 16-31: 1 offsets inside-header, first 9", entry_at(&bytes, 1));
    let second = format!("{} part 0 chunk 3 lines 48-49: 1 offsets outside, first {}", entry_at(&bytes, 3), size + 5);
    check(&edited, &[first, second]);
}

#[test]
fn a_line_number_that_cannot_be() {
    let bytes = file();
    for y in [9999, -1, 1, 49, 64, 16, i32::MIN] {
        let mut edited = bytes.clone();
        let at = chunk_at(&bytes, 2);
        put_i32(&mut edited, at, y);
        check(&edited, &[format!("{at} part 0 chunk 2 lines 32-47: y {y} for Some(32)")]);
        assert_eq!(places(&edited), places(&bytes), "the pixels are still there");
    }
    let mut crossed = bytes.clone();
    put_i32(&mut crossed, chunk_at(&bytes, 1), 32);
    put_i32(&mut crossed, chunk_at(&bytes, 2), 16);
    let said = |index: usize, lines: &str, seen: i32, right: i32| {
        format!("{} part 0 chunk {index} lines {lines}: y {seen} for Some({right})", chunk_at(&bytes, index))
    };
    check(&crossed, &[said(1, "16-31", 32, 16), said(2, "32-47", 16, 32)]);
    assert_eq!(places(&crossed), places(&bytes), "the table is in order, so the leaders lie");
}

#[test]
fn a_tile_that_cannot_be() {
    let bytes = tiled();
    let at = chunk_at(&bytes, 5);
    for (field, name, value, right) in
        [(0, "tile x", 3, 2), (0, "tile x", -1, 2), (1, "tile y", 4, 1), (2, "level x", 1, 0), (3, "level y", 7, 0)]
    {
        let mut edited = bytes.clone();
        put_i32(&mut edited, at + 4 * field, value);
        check(&edited, &[format!("{} part 0 chunk 5 lines 16-31: {name} {value} for Some({right})", at + 4 * field)]);
        assert_eq!(places(&edited), places(&bytes));
    }
}

#[test]
fn a_size_that_cannot_be() {
    let bytes = file();
    let (at, next) = (chunk_at(&bytes, 1), chunk_at(&bytes, 2));
    let right = next - at - 8;
    let size = |value: i32| {
        let mut edited = bytes.clone();
        put_i32(&mut edited, at + 4, value);
        edited
    };
    for value in [-1, i32::MIN, 0, 16 * 40 * 8 + 1, i32::MAX, right as i32 + 1] {
        let edited = size(value);
        check(&edited, &[format!("{} part 0 chunk 1 lines 16-31: size {value} for Some({right})", at + 4)]);
        assert_eq!(places(&edited), places(&bytes));
    }
    check(&size(right as i32 - 1), &[]);
    let mut last = bytes.clone();
    let at = chunk_at(&bytes, 3);
    put_i32(&mut last, at + 4, -5);
    check(&last, &[format!("{} part 0 chunk 3 lines 48-49: size -5 for Some({})", at + 4, bytes.len() - at - 8)]);
    let bytes = packed(Compression::None);
    let at = chunk_at(&bytes, 7);
    let mut edited = bytes.clone();
    put_i32(&mut edited, at + 4, 319);
    check(&edited, &[format!("{} part 0 chunk 7 lines 7-7: size 319 for Some(320)", at + 4)]);
}

#[test]
fn bytes_after_the_last_chunk_are_counted() {
    for bytes in [file(), tiled(), decreasing(), packed(Compression::None)] {
        let longer = [&bytes[..], b"garbage"].concat();
        check(&longer, &[format!("{}: 7 bytes too many", bytes.len())]);
        let zeros = [&bytes[..], &[0; 300]].concat();
        check(&zeros, &[format!("{}: 300 bytes too many", bytes.len())]);
        assert_eq!(places(&longer), places(&bytes));
    }
    let mut both = [&file()[..], b"xyz"].concat();
    put_entry(&mut both, 0, 0);
    let zero = format!("{} part 0 chunk 0 lines 0-15: 1 of 4 offsets zero", entry_at(&both, 0));
    check(&both, &[zero, format!("{}: 3 bytes too many", both.len() - 3)]);
}

#[test]
fn chunks_may_lie_in_any_order_with_gaps() {
    let bytes = file();
    let (first, last) = (chunk_at(&bytes, 0), chunk_at(&bytes, 3));
    let mut moved = bytes.clone();
    put_entry(&mut moved, 0, bytes.len() as u64 + 10);
    moved[first..chunk_at(&bytes, 1)].fill(0xAA);
    moved.extend_from_slice(&[0x55; 10]);
    moved.extend_from_slice(&bytes[first..chunk_at(&bytes, 1)]);
    check(&moved, &[]);
    assert_eq!(read(&moved).1.len(), 4);
    let mut gap = bytes[..last].to_vec();
    gap.extend_from_slice(&[0; 500]);
    gap.extend_from_slice(&bytes[last..]);
    put_entry(&mut gap, 3, last as u64 + 500);
    check(&gap, &[]);
    let mut unwritten = gap.clone();
    put_entry(&mut unwritten, 1, 0);
    check(&unwritten, &[format!("{} part 0 chunk 1 lines 16-31: 1 of 4 offsets zero", entry_at(&gap, 1))]);
    assert_eq!(places(&unwritten), places(&gap));
}

#[test]
fn zeros_to_the_end_are_one_defect() {
    let bytes = file();
    let size = bytes.len();
    for (from, first, lines, kept) in
        [(chunk_at(&bytes, 1) + 40, 1, "16-49", 1), (chunk_at(&bytes, 2), 2, "32-49", 2), (size - 20, 3, "48-49", 3)]
    {
        let mut torn = bytes.clone();
        torn[from..].fill(0);
        let start = torn.iter().rposition(|&byte| byte != 0).unwrap() + 1;
        check(&torn, &[format!("{start} part 0 chunk {first} lines {lines}: {} zeros", size - start)]);
        assert_eq!(places(&torn), places(&bytes)[..kept]);
    }
    let mut torn = bytes.clone();
    torn[entry_at(&bytes, 1) + 2..].fill(0);
    let start = torn.iter().rposition(|&byte| byte != 0).unwrap() + 1;
    assert!(read(&torn).0.defects.iter().any(|defect| crate::hand::line(defect).ends_with(&format!("{} zeros", size - start))));
}

#[test]
fn an_unfinished_table_and_a_torn_end_are_both_said() {
    let bytes = file();
    let size = bytes.len();
    let mut torn = bytes.clone();
    (0..4).for_each(|index| put_entry(&mut torn, index, 0));
    torn[chunk_at(&bytes, 2) + 60..].fill(0);
    let start = torn.iter().rposition(|&byte| byte != 0).unwrap() + 1;
    let zero = format!("{} part 0 chunk 0 lines 0-49: 3 of 4 offsets zero", entry_at(&bytes, 0));
    let tail = format!("{start} part 0 chunk 2 lines 32-47: {} zeros", size - start);
    check(&torn, &[zero, tail]);
    assert_eq!(places(&torn), places(&bytes)[..2]);
}

#[test]
fn a_black_picture_is_not_torn() {
    let black = |compression, tiles| {
        let part = PartPixels::rgba(40, 50, |_, _| [0.0; 4]);
        written(PartPixels { compression, tiles, ..part })
    };
    for compression in [Compression::None, Compression::Rle, Compression::Zips, Compression::Zip] {
        check(&black(compression, None), &[]);
        check(&black(compression, Some([8, 8])), &[]);
    }
    let mut raw = black(Compression::None, None);
    let at = chunk_at(&raw, 48);
    raw[at..].fill(0);
    let start = raw.iter().rposition(|&byte| byte != 0).unwrap() + 1;
    assert!(start < at);
    let size = raw.len();
    check(&raw, &[format!("{start} part 0 chunk 47 lines 47-49: {} zeros", size - start)]);
}

#[test]
fn run_lengths_do_not_end_in_zeros() {
    let bytes = packed(Compression::Rle);
    let rough = PartPixels::rgba(400, 2, |x, y| [0.5, 0.25, if x < 300 { 1.0 } else { (x * 7919 + y) as f32 }, 1.0]);
    let smooth = written(PartPixels { compression: Compression::Rle, ..rough });
    check(&smooth, &[]);
    for (zeros, torn) in [(63, false), (64, true)] {
        let mut edited = smooth.clone();
        let from = edited.len() - zeros;
        edited[from - 1] = 1;
        edited[from..].fill(0);
        let expected: Vec<String> = torn.then(|| format!("{from} part 0 chunk 1 lines 1-1: 64 zeros")).into_iter().collect();
        check(&edited, &expected);
    }
    check(&bytes, &[]);
}

#[test]
fn a_window_beyond_what_the_bytes_can_hold() {
    let smooth = written(PartPixels::rgba(40, 50, |_, _| [0.5; 4]));
    let at = value_at(&smooth, "dataWindow");
    let mut wide = smooth.clone();
    put_i32(&mut wide, at + 8, 99_999);
    let pixels = read(&smooth).0.pixels_at;
    let cap = 1032 * (smooth.len() as u64 - pixels);
    check(&wide, &[format!("{at}: dataWindow {} over {cap}", 100_000 * 50 * 8)]);
    let budget = Budget { ratio: 10_000_000, ..Budget::default() };
    assert_eq!(read_within(&wide, &budget).0.defects, []);
    let mut tall = smooth.clone();
    put_i32(&mut tall, at + 8, 9_999_999);
    put_i32(&mut tall, at + 12, 63);
    assert_eq!(read(&tall).0.defects.len(), 1);
}

#[test]
fn claims_over_the_budget() {
    let bytes = file();
    let at = value_at(&bytes, "dataWindow");
    let said =
        |bytes: &[u8], budget: Budget| -> Vec<String> { read_within(bytes, &budget).0.defects.iter().map(crate::hand::line).collect() };
    assert_eq!(said(&bytes, Budget { chunks: 3, ..Budget::default() }), [format!("{at}: dataWindow 4 over 3")]);
    assert!(said(&bytes, Budget { chunks: 4, ..Budget::default() }).is_empty());
    let stopped = etabli_formats::exr::read(&bytes, &Budget { chunk: 5119, ..Budget::default() });
    assert!(matches!(stopped, Err(Stop::Budget(Exceeded { what: "chunk", asked: 5120, cap: 5119 }))), "the file could hold it: no fault");
    assert!(said(&bytes, Budget { chunk: 5120, ..Budget::default() }).is_empty());
    let bytes = tiled();
    let at = value_at(&bytes, "tiles");
    assert_eq!(said(&bytes, Budget { chunks: 11, ..Budget::default() }), [format!("{at}: tiles 12 over 11")]);
    assert_eq!(read_within(&bytes, &Budget { chunks: 11, ..Budget::default() }).1, []);
}

#[test]
fn tiles_lie_where_the_grid_says() {
    let bytes = tiled();
    let (structure, chunks) = read(&bytes);
    assert_eq!((structure.parts[0].kind, chunks.len()), (Kind::Tiled, 12));
    let Chunk { index, window, unpacked, level, data_at, at, .. } = chunks[11];
    assert_eq!((index, window.min, window.max, unpacked, level, data_at - at), (11, [32, 48], [39, 49], 2 * 8 * 8, [0, 0], 20));
    assert_eq!((chunks[4].window.min, chunks[4].window.max), ([16, 16], [31, 31]));
    let mut edited = bytes.clone();
    put(&mut edited, chunk_at(&bytes, 4) + 16, &(-1_i32).to_le_bytes());
    let right = chunks[4].packed;
    check(&edited, &[format!("{} part 0 chunk 4 lines 16-31: size -1 for Some({right})", chunk_at(&bytes, 4) + 16)]);
}
