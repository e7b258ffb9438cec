//! New content for files with a defect: what is right stays, to the byte.

use etabli_formats::exr::{self, Compression, Image, Kept, NewSample, PartPixels, Test};
use etabli_formats::{Budget, Piece, Pieced, Source};

use crate::hand::{check, chunk_at, file, packed, picture, put, put_entry, put_i32, read, written};

/// The bytes that pieces make of a file.
fn made(old: &[u8], pieces: &[Piece]) -> Vec<u8> {
    let old = old.to_vec();
    let new = Pieced::new(&old, pieces);
    new.read_range(0, new.size()).unwrap()
}

fn saved(bytes: &[u8]) -> (Kept, Vec<u8>) {
    let (structure, chunks) = read(bytes);
    let kept = exr::salvage(&bytes.to_vec(), &structure, &chunks, &Budget::default()).unwrap().unwrap();
    let new = made(bytes, &kept.pieces);
    (kept, new)
}

fn lost(kept: &Kept) -> Vec<(u32, [i32; 2])> {
    kept.lost.iter().map(|lost| (lost.part, lost.lines)).collect()
}

#[test]
fn a_table_is_made_again_from_the_leaders() {
    let first = file();
    let mut bytes = first.clone();
    put_entry(&mut bytes, 1, 0);
    put_entry(&mut bytes, 2, 3);
    let (structure, chunks) = read(&bytes);
    let pieces = exr::rebuild_table(&structure, &chunks, bytes.len() as u64).unwrap();
    assert_eq!(made(&bytes, &pieces), first);
    bytes.truncate(bytes.len() - 1);
    let (structure, chunks) = read(&bytes);
    assert!(exr::rebuild_table(&structure, &chunks, bytes.len() as u64).is_none(), "the last chunk is cut");
}

#[test]
fn a_leader_is_corrected_when_one_value_is_possible() {
    let first = file();
    let mut bytes = first.clone();
    let (one, two) = (chunk_at(&bytes, 1), chunk_at(&bytes, 2));
    put_i32(&mut bytes, one, 9999);
    put_i32(&mut bytes, two + 4, -1);
    let (structure, _) = read(&bytes);
    let pieces = exr::correct_leaders(&structure, bytes.len() as u64).unwrap();
    assert_eq!(made(&bytes, &pieces), first);
    assert!(exr::correct_leaders(&read(&first).0, first.len() as u64).is_none());
}

#[test]
fn what_is_left_of_a_cut_file_is_kept_to_the_byte_and_the_rest_is_zero() {
    for compression in [Compression::None, Compression::Rle, Compression::Zips, Compression::Zip] {
        let first = packed(compression);
        let (_, chunks) = read(&first);
        let cut = chunks[chunks.len() / 2];
        let bytes = &first[..(cut.data_at + cut.packed / 2) as usize];
        let (kept, new) = saved(bytes);
        check(&new, &[]);
        assert_eq!((kept.kept, kept.of), (chunks.len() as u64 / 2, chunks.len() as u64));
        assert_eq!(lost(&kept), [(0, [cut.window.min[1], 49])]);
        let (structure, again) = read(&new);
        for (old, new_chunk) in chunks.iter().zip(&again).take(chunks.len() / 2) {
            let whole = |bytes: &[u8], c: &exr::Chunk| bytes[c.at as usize..(c.data_at + c.packed) as usize].to_vec();
            assert_eq!(whole(&first, old), whole(&new, new_chunk), "{compression:?}");
        }
        let said = structure.parts[0].attribute("etabliLostLines").unwrap();
        assert_eq!(said.value, exr::Value::Text(format!("{}..49", cut.window.min[1])));
        let image = exr::load(&new, &Budget::default()).unwrap().unwrap();
        let exr::Samples::Half(red) = &image.parts[0].planes.iter().find(|p| p.name == "A").unwrap().samples else { panic!("halves") };
        let from = cut.window.min[1] as usize * 40;
        assert!(red[..from].iter().all(|&a| a == 0x3C00) && red[from..].iter().all(|&a| a == 0));
    }
}

/// Files of codecs that are not written here.
const SEEDS: [(&str, &[u8]); 4] = [
    ("piz", include_bytes!("../../../../fuzz/seeds/exr/piz.exr")),
    ("b44", include_bytes!("../../../../fuzz/seeds/exr/b44.exr")),
    ("dwaa", include_bytes!("../../../../fuzz/seeds/exr/dwaa.exr")),
    ("pxr24", include_bytes!("../../../../fuzz/seeds/exr/pxr24.exr")),
];

#[test]
fn parts_tiles_and_codecs_of_others_are_saved_too() {
    let tiled = PartPixels { name: "depth".into(), tiles: Some([16, 16]), ..picture() };
    let parts = exr::write(&Image { parts: vec![PartPixels { name: "beauty".into(), ..picture() }, tiled] }).unwrap();
    let seeds = SEEDS.iter().map(|(name, bytes)| (*name, bytes.to_vec()));
    for (name, bytes) in seeds.chain([("parts", parts)]) {
        let (structure, chunks) = read(&bytes);
        assert_eq!(structure.defects, [], "{name}");
        let mut spoiled = bytes.clone();
        let Some(last) = chunks.last().filter(|_| chunks.len() > 1) else { continue };
        spoiled.truncate(last.data_at as usize + 1);
        let (kept, new) = saved(&spoiled);
        check(&new, &[]);
        assert_eq!(kept.kept + 1, kept.of, "{name}");
        assert_eq!(lost(&kept), [(last.part, [last.window.min[1], last.window.max[1]])], "{name}");
    }
}

#[test]
fn a_chunk_that_does_not_decode_is_left_out_and_a_header_cannot_be_saved() {
    let mut bytes = file();
    let at = chunk_at(&bytes, 1) + 8 + 20;
    put(&mut bytes, at, &[0xFF; 9]);
    let (kept, new) = saved(&bytes);
    assert_eq!((kept.kept, lost(&kept)), (3, vec![(0, [16, 31])]));
    check(&new, &[]);
    assert!(exr::load(&new, &Budget::default()).unwrap().is_some());
    bytes.truncate(100);
    let (structure, chunks) = read(&bytes);
    assert_eq!(exr::salvage(&bytes, &structure, &chunks, &Budget::default()).unwrap(), None);
}

#[test]
fn lost_pixels_stay_within_the_budget() {
    let first = packed(Compression::None);
    let (structure, chunks) = read(&first);
    let half = &chunks[..1];
    // Enough for a chunk, not for all that is lost.
    let budget = Budget { chunk: 400, ..Budget::default() };
    assert!(exr::salvage(&first, &structure, half, &budget).is_err());
}

#[test]
fn samples_are_replaced_and_no_other_byte_of_the_picture_is() {
    for compression in [Compression::None, Compression::Rle, Compression::Zips, Compression::Zip] {
        for tiles in [None, Some([16, 8])] {
            let part = PartPixels { compression, tiles, ..picture() };
            let bytes = written(part.clone());
            let (structure, chunks) = read(&bytes);
            let new = |channel, pixel, value| NewSample { part: 0, channel, pixel, value };
            let samples = [new(1, [3, 17], 0.25), new(0, [39, 49], f32::NAN), new(2, [0, 17], -8.0)];
            let pieces = exr::replace_samples(&bytes, (&structure, &chunks), &samples, &Budget::default()).unwrap().unwrap();
            let changed = made(&bytes, &pieces);
            check(&changed, &[]);
            let (old, now) =
                (exr::load(&bytes, &Budget::default()).unwrap().unwrap(), exr::load(&changed, &Budget::default()).unwrap().unwrap());
            let mut differing = Vec::new();
            for (channel, (old, now)) in old.parts[0].planes.iter().zip(&now.parts[0].planes).enumerate() {
                let (exr::Samples::Half(old), exr::Samples::Half(now)) = (&old.samples, &now.samples) else { panic!("halves") };
                differing.extend((0..old.len()).filter(|&at| old[at] != now[at]).map(|at| (channel, at % 40, at / 40)));
            }
            assert_eq!(differing, [(0, 39, 49), (1, 3, 17), (2, 0, 17)], "{compression:?}");
            let kept = |bytes: &[u8], c: &exr::Chunk| bytes[c.data_at as usize..(c.data_at + c.packed) as usize].to_vec();
            let again = read(&changed).1;
            let same = chunks.iter().zip(&again).filter(|(a, b)| kept(&bytes, a) == kept(&changed, b)).count();
            assert!(same + 3 >= chunks.len() && same < chunks.len(), "{compression:?}: {same} of {}", chunks.len());
        }
    }
}

#[test]
fn samples_that_have_no_place_are_not_written() {
    let bytes = file();
    let (structure, chunks) = read(&bytes);
    let one = |channel, pixel| {
        let samples = [NewSample { part: 0, channel, pixel, value: 0.0 }];
        exr::replace_samples(&bytes, (&structure, &chunks), &samples, &Budget::default()).unwrap()
    };
    assert!(one(0, [0, 0]).is_some());
    assert!(one(9, [0, 0]).is_none() && one(0, [40, 0]).is_none() && one(0, [0, 50]).is_none());
}

#[test]
fn every_sample_that_passes_is_listed_up_to_a_limit() {
    let bytes = file();
    let (structure, chunks) = read(&bytes);
    let spots = |limit| exr::spots(&bytes, (&structure, &chunks), (0, &[0]), Test::Above(0.5), limit, &Budget::default()).unwrap();
    assert_eq!(spots(2000).unwrap().len(), 2000);
    assert_eq!(spots(2000).unwrap()[41].pixel, [1, 1]);
    assert_eq!(spots(1999), None);
    let distinct = |limit| exr::distinct(&bytes, (&structure, &chunks), (0, &[0]), limit, &Budget::default()).unwrap();
    assert_eq!(distinct(1).unwrap().into_iter().collect::<Vec<_>>(), [1.0_f32.to_bits()]);
    assert_eq!(distinct(0), None);
}
