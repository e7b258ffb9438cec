//! Any bytes, read as each kind of manifest: paths stay below the delivery, lines lie in the text, and what a list says is written again.
#![no_main]

use etabli_formats::manifest::{Algorithm, Manifest, bag, list, mhl};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // UTF-16 has at most as many lines as bytes.
    let lines = bytes.len() as u64 + 1;
    let sound = |manifest: &Manifest| {
        for entry in &manifest.entries {
            let inside = |path: &str| !path.starts_with('/') && path.split(['/', '\\']).all(|part| part != "..");
            assert!(inside(&entry.path) && entry.previous.as_deref().is_none_or(inside), "{entry:?}");
            assert!(entry.line <= lines && entry.values.iter().all(|value| value.digest.len() == value.algorithm.bytes()), "{entry:?}");
        }
        assert!(manifest.defects.iter().all(|defect| defect.line <= lines), "{:?}", manifest.defects);
    };
    for hint in [None, Some(Algorithm::Md5), Some(Algorithm::Crc32)] {
        sound(&list::read(bytes, "a.md5", hint));
    }
    let declared = bag::declaration(bytes);
    sound(&declared.broken);
    for is_payload in [true, false] {
        sound(&bag::manifest(bytes, Algorithm::Md5, is_payload, &declared));
    }
    sound(&bag::fetch(bytes, &declared));
    let _ = bag::oxum(bytes, &declared);
    let generation = mhl::generation(bytes);
    sound(&generation.manifest);
    let chain = mhl::chain(bytes);
    sound(&chain.broken);
    let rewritten = mhl::chain(&mhl::write_chain(&chain, 1, "0001_a.mhl", &[0; 64]));
    assert_eq!(rewritten.links.len(), chain.links.len() + 1, "a chain that was read is written whole");
});
