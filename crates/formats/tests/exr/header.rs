//! Magic number, version word, and lists that end or lie.

use crate::hand::{check, chunk_at, file, put, put_i32, read, read_within, table_at, value_at};
use etabli_formats::Budget;
use etabli_formats::exr::MAGIC;

#[test]
fn a_sound_file_is_silent_and_fully_described() {
    let bytes = file();
    let (structure, chunks) = read(&bytes);
    assert_eq!(structure.defects, []);
    assert_eq!((structure.version, structure.whole, structure.announced), (2, 4, 4));
    assert_eq!(structure.pixels_at as usize, table_at(&bytes) + 32);
    assert_eq!(structure.parts.len(), 1);
    assert_eq!((structure.parts[0].table_at as usize, structure.parts[0].chunks), (table_at(&bytes), 4));
    let last = chunks[3];
    assert_eq!((last.part, last.index, last.at as usize), (0, 3, chunk_at(&bytes, 3)));
    assert_eq!((last.data_at, last.data_at + last.packed), (last.at + 8, bytes.len() as u64));
    assert_eq!((last.unpacked, last.window.min, last.window.max, last.level), (2 * 40 * 8, [0, 48], [39, 49], [0, 0]));
}

#[test]
fn another_file_by_that_name_has_no_magic() {
    check(b"II*\0 something", &["0: magic not-openexr [49, 49, 2a, 00]".to_owned()]);
    check(b"v/", &["2: ends inside magic".to_owned()]);
    check(b"vx", &["0: magic not-openexr [76, 78]".to_owned()]);
    check(b"", &["0: ends inside magic".to_owned()]);
    check(&[&MAGIC[..], &[2, 0]].concat(), &["6: ends inside version".to_owned()]);
}

#[test]
fn the_version_word_holds_known_bits_only() {
    let flagged = |word: u32| {
        let mut bytes = file();
        put(&mut bytes, 4, &word.to_le_bytes());
        bytes
    };
    check(&flagged(3), &["4: version unknown-version 3".to_owned()]);
    check(&flagged(0x2002), &["5: version unknown-flag 0x2002".to_owned()]);
    check(&flagged(0x0102), &["5: version unknown-flag 0x102".to_owned()]);
    assert_eq!(read(&flagged(0x2002)).1.len(), 4, "an unknown bit does not hide the pixels");
    assert_eq!(read(&flagged(0x402)).0.defects, [], "long names are allowed, not required");
    let both = read(&flagged(0xA02)).0;
    assert_eq!(crate::hand::line(&both.defects[0]), "5: version contradicting-flags 0xa02");
    let tiled_parts = read(&flagged(0x1202)).0;
    assert_eq!(crate::hand::line(&tiled_parts.defects[0]), "5: version contradicting-flags 0x1202");
}

#[test]
fn a_file_cut_anywhere_in_its_header_ends_there() {
    let bytes = file();
    let table = table_at(&bytes);
    for cut in [8, 9, 16, 17, 25, table - 1] {
        check(&bytes[..cut], &[format!("{cut}: ends inside attribute")]);
    }
    for cut in [table, table + 1, table + 31] {
        check(&bytes[..cut], &[format!("{cut}: ends inside chunk table")]);
    }
    assert_eq!(read(&bytes[..=table]).0.announced, 4);
    let inside = read(&bytes[..value_at(&bytes, "dataWindow") + 3]).0;
    assert_eq!(inside.parts[0].attributes.len(), 2, "what was whole before the cut is kept");
}

#[test]
fn a_table_of_another_size_is_a_false_claim() {
    let mut bytes = file();
    let window = value_at(&bytes, "dataWindow");
    let table = table_at(&bytes) as u64;
    put_i32(&mut bytes, window + 12, 999_999);
    let (chunks, left) = (62_500 * 8, bytes.len() as u64 - table);
    check(&bytes, &[format!("{table}: chunk table {chunks} over {left}")]);
}

#[test]
fn sizes_that_no_attribute_has() {
    let sized = |name: &str, size: i32| {
        let mut bytes = file();
        let at = value_at(&bytes, name) - 4;
        put_i32(&mut bytes, at, size);
        (bytes, at)
    };
    let (bytes, at) = sized("channels", -1);
    check(&bytes, &[format!("{at}: channels negative-size -1")]);
    let (bytes, at) = sized("channels", 1 << 30);
    check(&bytes, &[format!("{at}: channels 1073741824 over {}", (16 << 20) - at - 4)]);
    let (bytes, _) = sized("channels", 1 << 20);
    check(&bytes, &[format!("{}: ends inside attribute", bytes.len())]);
    let (bytes, at) = sized("compression", 1 << 20);
    check(&bytes, &[format!("{at}: compression wrong-size 1048576")]);
}

#[test]
fn a_header_over_budget_is_a_claim() {
    let bytes = file();
    let at = value_at(&bytes, "channels") - 4;
    let budget = Budget { header: 60, ..Budget::default() };
    let said: Vec<_> = read_within(&bytes, &budget).0.defects.iter().map(crate::hand::line).collect();
    assert_eq!(said, [format!("{at}: channels 73 over {}", 60 - at - 4)]);
}

#[test]
fn names_end_in_time() {
    let mut bytes = file();
    bytes.splice(8..8, [b'x'; 32]);
    check(&bytes, &[format!("8: {} name-too-long 31", "x".repeat(31))]);
    put(&mut bytes, 4, &0x402_u32.to_le_bytes());
    assert_eq!(read(&bytes).0.parts[0].attributes[0].name, format!("{}channels", "x".repeat(32)));
    let mut bytes = file();
    let at = value_at(&bytes, "channels") - 4 - 7;
    bytes.splice(at..at + 6, []);
    assert!(read(&bytes).0.defects.iter().any(|defect| crate::hand::line(defect) == format!("{at}: channels missing-type")));
}

#[test]
fn zeros_from_inside_the_header_are_one_defect() {
    let mut bytes = file();
    let at = value_at(&bytes, "compression") - 20;
    let size = bytes.len();
    bytes[at..].fill(0);
    let start = bytes.iter().rposition(|&byte| byte != 0).unwrap() + 1;
    check(&bytes, &[format!("{start}: {} zeros", size - start)]);
}
