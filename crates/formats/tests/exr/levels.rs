//! Mip and rip maps.

use crate::hand::{Raw, chunk_at, line, put_i32, read};
use etabli_formats::exr::Extra;

/// Uncompressed tiles of 2 × 2 over 5 × 3 pixels: tile x, y, level x, y, then width and height of what the tile holds.
fn file(mode: u8, tiles: &[[i32; 6]]) -> Vec<u8> {
    let description = [&2_u32.to_le_bytes()[..], &2_u32.to_le_bytes(), &[mode]].concat();
    let tiles_attribute = Extra { name: "tiles".into(), kind: "tiledesc".into(), bytes: description };
    let raw = Raw { version: 0x202, kind: "tiledimage", compression: 0, size: [5, 3], extra: vec![tiles_attribute] };
    let chunk = |tile: &[i32; 6]| {
        let data = vec![0x3C; (tile[4] * tile[5] * 2) as usize];
        let leader = [tile[0], tile[1], tile[2], tile[3], data.len() as i32].map(i32::to_le_bytes).concat();
        [leader, data].concat()
    };
    raw.bytes(&tiles.iter().map(chunk).collect::<Vec<_>>())
}

/// The tiles of one level.
fn level(x: i32, y: i32, width: i32, height: i32) -> Vec<[i32; 6]> {
    let side = |tile: i32, size: i32| (size - 2 * tile).min(2);
    let rows = (0..(height + 1) / 2).flat_map(|row| (0..(width + 1) / 2).map(move |column| (column, row)));
    rows.map(|(column, row)| [column, row, x, y, side(column, width), side(row, height)]).collect()
}

fn check(mode: u8, levels: &[(i32, i32, i32, i32)], count: u64) {
    let tiles: Vec<[i32; 6]> = levels.iter().flat_map(|&(x, y, width, height)| level(x, y, width, height)).collect();
    let bytes = file(mode, &tiles);
    let (structure, chunks) = read(&bytes);
    assert_eq!(structure.defects, []);
    assert_eq!((structure.announced, structure.whole, chunks.len()), (count, count, tiles.len()));
    for (chunk, [x, y, level_x, level_y, width, height]) in chunks.iter().zip(tiles) {
        assert_eq!(chunk.level, [level_x as u32, level_y as u32]);
        assert_eq!((chunk.window.min, chunk.window.max), ([2 * x, 2 * y], [2 * x + width - 1, 2 * y + height - 1]));
        assert_eq!(chunk.unpacked, (2 * width * height) as u64);
    }
}

#[test]
fn one_level() {
    check(0, &[(0, 0, 5, 3)], 6);
    check(0x10, &[(0, 0, 5, 3)], 6);
}

#[test]
fn mip_levels() {
    check(1, &[(0, 0, 5, 3), (1, 1, 2, 1), (2, 2, 1, 1)], 8);
    check(0x11, &[(0, 0, 5, 3), (1, 1, 3, 2), (2, 2, 2, 1), (3, 3, 1, 1)], 10);
}

#[test]
fn rip_levels() {
    let rows = |widths: &[i32], heights: &[i32]| {
        let across = |y: usize| widths.iter().enumerate().map(move |(x, &width)| (x as i32, y as i32, width));
        heights.iter().enumerate().flat_map(|(y, &height)| across(y).map(move |(x, y, width)| (x, y, width, height))).collect::<Vec<_>>()
    };
    check(2, &rows(&[5, 2, 1], &[3, 1]), 15);
    check(0x12, &rows(&[5, 3, 2, 1], &[3, 2, 1]), 28);
}

#[test]
fn a_level_that_is_not_there() {
    let tiles: Vec<[i32; 6]> = [level(0, 0, 5, 3), level(1, 1, 2, 1), level(2, 2, 1, 1)].concat();
    let bytes = file(1, &tiles);
    let at = chunk_at(&bytes, 6);
    for (field, name, value) in [(2, "level x", 3), (3, "level y", 0), (2, "level x", -1)] {
        let mut edited = bytes.clone();
        put_i32(&mut edited, at + 4 * field, value);
        let said: Vec<String> = read(&edited).0.defects.iter().map(line).collect();
        assert_eq!(
            said,
            [format!("{} part 0 chunk 6: {name} {value} for Some(1)", at + 4 * field)],
            "levels below the first have no lines"
        );
    }
}

#[test]
fn a_cut_in_the_levels_loses_no_line() {
    let tiles: Vec<[i32; 6]> = [level(0, 0, 5, 3), level(1, 1, 2, 1), level(2, 2, 1, 1)].concat();
    let bytes = file(1, &tiles);
    let cut = chunk_at(&bytes, 6) + 22;
    let said: Vec<String> = read(&bytes[..cut]).0.defects.iter().map(line).collect();
    assert_eq!(said, [format!("{cut} part 0 chunk 6: ends at {cut} of {}, 6 of 8 whole", chunk_at(&bytes, 7))]);
}
