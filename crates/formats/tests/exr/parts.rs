//! Files of several parts.

use crate::hand::{line, picture, put_i32, read};
use etabli_formats::exr::{self, Box2i, Extra, Image, PartPixels};

fn twin(extra: Vec<Extra>) -> PartPixels {
    PartPixels { name: "depth".into(), tiles: Some([32, 32]), extra, ..picture() }
}

fn beauty() -> PartPixels {
    PartPixels { name: "beauty".into(), extra: vec![Extra::ints("timeCode", "timecode", &[1, 0])], ..picture() }
}

fn file(parts: Vec<PartPixels>) -> Vec<u8> {
    exr::write(&Image { parts }).unwrap()
}

fn said(bytes: &[u8]) -> Vec<String> {
    read(bytes).0.defects.iter().map(line).collect()
}

/// Byte of an attribute's value in the second part.
fn second(bytes: &[u8], name: &str) -> u64 {
    read(bytes).0.parts[1].attribute(name).unwrap().at
}

#[test]
fn parts_follow_each_other() {
    let bytes = file(vec![beauty(), twin(vec![])]);
    let (structure, chunks) = read(&bytes);
    assert_eq!(structure.defects, []);
    assert_eq!(structure.version, 0x1002);
    assert_eq!((structure.announced, structure.whole), (8, 8));
    let [a, b] = &structure.parts[..] else { panic!("two parts") };
    assert_eq!((a.name.as_str(), b.name.as_str()), ("beauty", "depth"));
    assert_eq!((a.chunks, b.chunks, b.table_at - a.table_at, structure.pixels_at - b.table_at), (4, 4, 32, 32));
    assert_eq!(
        chunks.iter().map(|chunk| (chunk.part, chunk.index)).collect::<Vec<_>>(),
        [(0, 0), (0, 1), (0, 2), (0, 3), (1, 0), (1, 1), (1, 2), (1, 3)]
    );
    assert_eq!((chunks[0].data_at - chunks[0].at, chunks[4].data_at - chunks[4].at), (12, 24));
}

#[test]
fn names_are_there_and_unique() {
    let bytes = file(vec![beauty(), PartPixels { extra: vec![Extra::text("name", "beauty")], ..twin(vec![]) }]);
    assert_eq!(said(&bytes), [format!("{} part 1: name duplicate-name beauty", second(&bytes, "name"))]);
    let unnamed = PartPixels { extra: vec![Extra::ints("name", "own", &[0])], ..twin(vec![]) };
    let bytes = file(vec![beauty(), unnamed]);
    assert_eq!(said(&bytes), [format!("{} part 1: name wrong-type own", second(&bytes, "name"))]);
}

#[test]
fn some_attributes_are_the_same_in_all_parts() {
    let window = Extra::ints("displayWindow", "box2i", &[0, 0, 39, 50]);
    let colours = Extra::floats("chromaticities", "chromaticities", &[0.5; 8]);
    let others = [window, Extra::floats("pixelAspectRatio", "float", &[1.5]), Extra::ints("timeCode", "timecode", &[2, 0]), colours];
    for extra in others {
        let first = PartPixels {
            extra: vec![Extra::floats("chromaticities", "chromaticities", &[0.25; 8]), Extra::ints("timeCode", "timecode", &[1, 0])],
            ..beauty()
        };
        let bytes = file(vec![first, twin(vec![extra.clone()])]);
        assert_eq!(said(&bytes), [format!("{} part 1: {} not-shared", second(&bytes, &extra.name), extra.name)]);
    }
    let moved =
        PartPixels { data_window: Box2i { min: [3, 3], max: [42, 52] }, ..twin(vec![Extra::ints("timeCode", "timecode", &[1, 0])]) };
    assert!(said(&file(vec![beauty(), moved])).is_empty(), "data windows are each part's own");
}

#[test]
fn what_a_part_must_say() {
    let claimed = file(vec![beauty(), twin(vec![Extra::ints("chunkCount", "int", &[9])])]);
    assert_eq!(said(&claimed), [format!("{} part 1: chunkCount contradicts-layout 9", second(&claimed, "chunkCount"))]);
    let typed = file(vec![beauty(), twin(vec![Extra::text("type", "hologram")])]);
    assert_eq!(said(&typed), [format!("{} part 1: type unknown-type hologram", second(&typed, "type"))]);
    let deep = file(vec![beauty(), twin(vec![Extra::text("type", "deeptile"), Extra::ints("version", "int", &[1])])]);
    assert_eq!(said(&deep)[0], format!("{} part 1: type contradicts-flags deeptile", second(&deep, "type")));
}

#[test]
fn missing_fields_of_a_multi_part_file() {
    let mut single = crate::hand::file();
    crate::hand::put(&mut single, 4, &0x1002_u32.to_le_bytes());
    let end = crate::hand::table_at(&single);
    single.insert(end, 0);
    let missing: Vec<String> = ["name", "chunkCount"].iter().map(|name| format!("{} part 0: {name} missing", end - 1)).collect();
    let found = said(&single);
    assert_eq!(found[..2], missing);
    let empty = [&exr::MAGIC[..], &0x1002_u32.to_le_bytes(), &[0]].concat();
    assert_eq!(said(&empty), ["8: header no-parts"]);
}

#[test]
fn a_chunk_of_no_part_or_of_another() {
    let bytes = file(vec![beauty(), twin(vec![])]);
    let at = read(&bytes).1[5].at;
    for part in [7, -1] {
        let mut edited = bytes.clone();
        put_i32(&mut edited, at as usize, part);
        assert_eq!(said(&edited), [format!("{at} part 1 chunk 1 lines 0-31: part {part} for Some(1)")]);
        assert_eq!(read(&edited).1, read(&bytes).1);
    }
    let first = read(&bytes).1[0].at as usize;
    let mut edited = bytes.clone();
    put_i32(&mut edited, first + 4, 5);
    assert_eq!(said(&edited), [format!("{} part 0 chunk 0 lines 0-15: y 5 for Some(0)", first + 4)]);
    let mut edited = bytes.clone();
    put_i32(&mut edited, first + 8, -1);
    let right = read(&bytes).1[0].packed;
    assert_eq!(said(&edited), [format!("{} part 0 chunk 0 lines 0-15: size -1 for Some({right})", first + 8)]);
}

#[test]
fn a_cut_between_parts() {
    let bytes = file(vec![beauty(), twin(vec![])]);
    let at = read(&bytes).1[6].at as usize;
    let cut = &bytes[..at + 30];
    let end = read(&bytes).1[7].at;
    assert_eq!(said(cut), [format!("{} part 1 chunk 2 lines 32-49: ends at {} of {end}, 6 of 8 whole", at + 30, at + 30)]);
    let table = read(&bytes).0.parts[1].table_at as usize;
    assert_eq!(said(&bytes[..table + 9]), [format!("{} part 1: ends inside chunk table", table + 9)]);
    assert_eq!(said(&bytes[..table - 9]), [format!("{} part 0: ends inside chunk table", table - 9)]);
}

#[test]
fn zero_offsets_of_the_second_part() {
    let bytes = file(vec![beauty(), twin(vec![])]);
    let mut edited = bytes.clone();
    let entry = read(&bytes).0.parts[1].table_at as usize + 8;
    edited[entry..entry + 8].fill(0);
    assert_eq!(said(&edited), [format!("{entry} part 1 chunk 1 lines 0-31: 1 of 8 offsets zero")]);
    assert_eq!(read(&edited).1, read(&bytes).1);
}
