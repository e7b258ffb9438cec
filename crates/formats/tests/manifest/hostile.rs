//! Any bytes, and sound manifests with some of their bytes changed: nothing panics, and no path leaves its delivery.

use etabli_formats::manifest::{Algorithm, Manifest, bag, list, mhl};
use proptest::prelude::*;

const SEEDS: [&[u8]; 4] = [
    include_bytes!("../../../../fuzz/seeds/manifest/sums.md5"),
    include_bytes!("../../../../fuzz/seeds/manifest/bagit.txt"),
    include_bytes!("../../../../fuzz/seeds/manifest/chain.xml"),
    include_bytes!("../../../../fuzz/seeds/manifest/generation.mhl"),
];

fn sound(manifest: &Manifest, lines: u64) {
    for entry in &manifest.entries {
        let inside = |path: &str| !path.starts_with('/') && path.split(['/', '\\']).all(|part| part != "..");
        assert!(inside(&entry.path) && entry.previous.as_deref().is_none_or(inside), "{entry:?}");
        assert!(entry.line <= lines && entry.values.iter().all(|value| value.digest.len() == value.algorithm.bytes()), "{entry:?}");
    }
    assert!(manifest.defects.iter().all(|defect| defect.line <= lines), "{:?}", manifest.defects);
}

fn read_all(bytes: &[u8]) {
    let lines = bytes.len() as u64 + 1;
    for hint in [None, Some(Algorithm::Md5), Some(Algorithm::Crc32)] {
        sound(&list::read(bytes, "a.md5", hint), lines);
    }
    let declared = bag::declaration(bytes);
    for is_payload in [true, false] {
        sound(&bag::manifest(bytes, Algorithm::Md5, is_payload, &declared), lines);
    }
    sound(&bag::fetch(bytes, &declared), lines);
    sound(&mhl::generation(bytes).manifest, lines);
    let chain = mhl::chain(bytes);
    sound(&chain.broken, lines);
    let rewritten = mhl::chain(&mhl::write_chain(&chain, 1, "0001_a.mhl", &[0; 64]));
    assert_eq!(rewritten.links.len(), chain.links.len() + 1, "a chain that was read is written whole");
}

#[test]
fn the_seeds_are_what_they_look_like() {
    let entries = |manifest: &Manifest| manifest.entries.len();
    assert_eq!(entries(&list::read(SEEDS[0], "sums.md5", None)), 5);
    assert_eq!(mhl::chain(SEEDS[2]).links.len(), 1);
    assert_eq!(entries(&mhl::generation(SEEDS[3]).manifest), 2);
    SEEDS.into_iter().for_each(read_all);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        read_all(&bytes);
    }

    #[test]
    fn spoiled_manifests_are_survived(
        seed in prop::sample::select(SEEDS.to_vec()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = seed.to_vec();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        read_all(&bytes);
        bytes.truncate(cut.index(bytes.len()));
        read_all(&bytes);
    }
}
