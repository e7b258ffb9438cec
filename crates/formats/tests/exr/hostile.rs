//! Whatever the bytes: no panic, no read past the end, nothing handed out that is not there.

use crate::hand::{Raw, Strict, file, packed, picture, put_entry, read, written};
use etabli_formats::exr::{self, Compression, Extra, Image, PartPixels};
use etabli_formats::{Budget, Source, Stop};
use proptest::prelude::{Strategy, any, prop};
use proptest::sample::Index;
use proptest::{prop_assert, prop_assert_eq, proptest};

fn seeds() -> Vec<Vec<u8>> {
    let named = |name: &str, tiles| PartPixels { name: name.into(), tiles, ..picture() };
    let parts = exr::write(&Image { parts: vec![named("a", None), named("b", Some([16, 16]))] }).unwrap();
    let description = [&[2, 0, 0, 0, 2, 0, 0, 0][..], &[0x12]].concat();
    let rip = Raw {
        version: 0x202,
        kind: "tiledimage",
        compression: 0,
        size: [5, 3],
        extra: vec![Extra { name: "tiles".into(), kind: "tiledesc".into(), bytes: description }],
    };
    let deep = Raw {
        version: 0x802,
        kind: "deepscanline",
        compression: 2,
        size: [3, 2],
        extra: vec![Extra::ints("chunkCount", "int", &[2]), Extra::ints("version", "int", &[1])],
    };
    let deep_chunk =
        |y: u8| [&[y, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0, 0, 0][..], &[7; 22]].concat();
    vec![
        file(),
        packed(Compression::None),
        written(PartPixels { tiles: Some([16, 16]), ..picture() }),
        parts,
        rip.bytes(&vec![vec![0; 30]; 28]),
        deep.bytes(&[deep_chunk(0), deep_chunk(1)]),
    ]
}

/// What always holds, whatever was read.
fn holds(bytes: &[u8]) {
    let (structure, chunks) = exr::read(&Strict::new(bytes), &Budget::default()).unwrap();
    let size = bytes.len() as u64;
    assert_eq!(structure.whole, chunks.len() as u64);
    assert!(structure.whole <= structure.announced);
    assert!(structure.defects.len() <= 256);
    assert!(structure.defects.is_sorted_by_key(|defect| defect.byte));
    assert!(structure.defects.iter().all(|defect| defect.byte <= size));
    assert!(chunks.iter().all(|chunk| chunk.at < chunk.data_at && chunk.data_at + chunk.packed <= size));
    assert!(chunks.is_sorted_by(|a, b| (a.part, a.index) < (b.part, b.index)));
    let complete = structure.whole == structure.announced && structure.announced > 0;
    assert!(complete || !structure.defects.is_empty(), "a file that is not whole says why");
}

proptest! {
    #[test]
    fn edited_files_are_read_in_bounds(
        seed in 0_usize..6,
        edits in prop::collection::vec((any::<Index>(), any::<u8>()), 0..8),
        cut in prop::option::weighted(0.3, any::<Index>()),
    ) {
        let mut bytes = seeds().swap_remove(seed);
        for (at, value) in edits {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        holds(&bytes);
    }

    #[test]
    fn edited_headers_and_tables_are_read_in_bounds(seed in 0_usize..6, edits in prop::collection::vec((0_usize..700, any::<u8>()), 1..5)) {
        let mut bytes = seeds().swap_remove(seed);
        for (at, value) in edits {
            let last = bytes.len() - 1;
            bytes[at.min(last)] = value;
        }
        holds(&bytes);
    }

    #[test]
    fn any_table_is_read_in_bounds(entries in prop::collection::vec(prop::option::of(0_u64..20_000), 4)) {
        let mut bytes = file();
        entries.iter().enumerate().for_each(|(index, entry)| put_entry(&mut bytes, index, entry.unwrap_or(u64::MAX)));
        holds(&bytes);
        prop_assert_eq!(read(&bytes).1.len(), 4, "every leader is intact, so every chunk is found");
    }

    #[test]
    fn noise_is_no_file(noise in prop::collection::vec(any::<u8>(), 0..300).prop_map(|noise| [&exr::MAGIC[..], &[2, 0, 0, 0], &noise].concat())) {
        let (structure, chunks) = exr::read(&Strict::new(&noise), &Budget::default()).unwrap();
        prop_assert!(chunks.is_empty() && !structure.defects.is_empty());
    }
}

#[test]
fn a_small_file_takes_one_read() {
    let bytes = file();
    let source = Strict::new(&bytes);
    exr::read(&source, &Budget::default()).unwrap();
    assert_eq!(source.count(), (1, bytes.len()));
}

#[test]
fn a_large_file_takes_its_head_and_its_leaders() {
    let bytes = written(PartPixels {
        compression: Compression::None,
        tiles: Some([64, 64]),
        ..PartPixels::rgba(256, 256, |x, y| [x as f32, y as f32, 0.0, 1.0])
    });
    let source = Strict::new(&bytes);
    let (structure, chunks) = exr::read(&source, &Budget::default()).unwrap();
    assert_eq!((structure.defects.len(), chunks.len()), (0, 16));
    assert_eq!(source.count(), (1 + 14, 65536 + 14 * 64), "two leaders lie in the head");
}

#[test]
fn many_small_chunks_are_read_in_blocks() {
    let bytes = written(PartPixels { compression: Compression::None, ..PartPixels::rgba(20, 2000, |x, y| [x as f32, y as f32, 0.0, 1.0]) });
    let source = Strict::new(&bytes);
    assert_eq!(exr::read(&source, &Budget::default()).unwrap().0.defects, []);
    let (reads, given) = source.count();
    assert!(reads <= 2 + bytes.len() / 65000, "{reads} reads");
    assert!(given <= bytes.len() + 65536 * 2, "{given} bytes");
}

#[test]
fn a_header_longer_than_the_first_read() {
    let preview = [&[100, 0, 0, 0, 250, 0, 0, 0][..], &vec![0x55; 100_000]].concat();
    let extra = vec![Extra { name: "preview".into(), kind: "preview".into(), bytes: preview }, Extra::text("zoo", "last")];
    let bytes = written(PartPixels { extra, ..picture() });
    let (structure, chunks) = exr::read(&Strict::new(&bytes), &Budget::default()).unwrap();
    assert_eq!((structure.defects.len(), chunks.len()), (0, 4));
    assert_eq!(structure.parts[0].attribute("preview").unwrap().size, 100_008);
    assert_eq!(structure.parts[0].attribute("zoo").unwrap().value, exr::Value::Text("last".into()));
    holds(&bytes[..90_000]);
}

#[test]
fn too_many_attributes_are_a_claim() {
    let extra: Vec<Extra> = (0..4100).map(|index| Extra::text(&format!("a{index:04}"), "")).collect();
    let bytes = written(PartPixels { extra, ..picture() });
    let said: Vec<String> = read(&bytes).0.defects.iter().map(crate::hand::line).collect();
    assert_eq!(said.len(), 1);
    assert!(said[0].ends_with(": attributes 4097 over 4096"), "{said:?}");
}

#[test]
fn too_many_channels_are_a_claim() {
    let entry = |index: u32| [format!("c{index:05}").as_bytes(), &[0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]].concat();
    let listed = |count: u32| {
        let bytes = [(0..count).flat_map(entry).collect(), vec![0]].concat();
        Raw {
            version: 2,
            kind: "scanlineimage",
            compression: 0,
            size: [1, 1],
            extra: vec![Extra { name: "channels".into(), kind: "chlist".into(), bytes }],
        }
    };
    let most = listed(32768).bytes(&[[&[0, 0, 0, 0, 0, 0, 1, 0][..], &vec![1; 65536]].concat()]);
    assert_eq!(read(&most).0.defects, []);
    let more = listed(32769).bytes(&[vec![]]);
    assert!(crate::hand::line(&read(&more).0.defects[0]).ends_with(&format!("channels {} over 32768", 32769 * 23 + 1)));
}

#[test]
fn defects_are_kept_up_to_a_number() {
    let mut bytes = written(PartPixels { compression: Compression::None, ..PartPixels::rgba(4, 400, |x, _| [x as f32; 4]) });
    (0..400)
        .map(|index| crate::hand::chunk_at(&bytes, index))
        .collect::<Vec<_>>()
        .into_iter()
        .for_each(|at| crate::hand::put_i32(&mut bytes, at, -9));
    assert_eq!(read(&bytes).0.defects.len(), 256);
}

/// A source that shrinks under the reader, or fails.
struct Failing(Vec<u8>, Option<usize>);

impl Source for Failing {
    fn size(&self) -> u64 {
        self.0.len() as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> std::io::Result<usize> {
        let held = self.1.ok_or_else(|| std::io::Error::other("gone"))?;
        self.0.get(..held).unwrap_or(&self.0).read_at(offset, buffer)
    }
}

#[test]
fn a_source_that_gives_less_is_as_long_as_what_it_gave() {
    let bytes = file();
    let shrunk = Failing(bytes.clone(), Some(bytes.len() - 9));
    assert_eq!(exr::read(&shrunk, &Budget::default()).unwrap().0, read(&bytes[..bytes.len() - 9]).0);
    assert!(matches!(exr::read(&Failing(bytes, None), &Budget::default()), Err(Stop::Io(_))));
}
