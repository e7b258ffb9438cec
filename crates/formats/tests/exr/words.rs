//! Codecs, samples and boxes by name and number.

use etabli_formats::exr::{Box2i, Compression, Kind, SampleType};

#[test]
fn codecs_by_their_byte() {
    let known = [
        ("none", 1),
        ("RLE", 1),
        ("ZIPS", 1),
        ("ZIP", 16),
        ("PIZ", 32),
        ("PXR24", 16),
        ("B44", 32),
        ("B44A", 32),
        ("DWAA", 32),
        ("DWAB", 256),
        ("HTJ2K256", 256),
        ("HTJ2K32", 32),
        ("LJ2K", 256),
        ("ZSTD", 1),
    ];
    for (byte, (name, lines)) in known.into_iter().enumerate() {
        let codec = Compression::of(byte as u8);
        assert_eq!((codec.name(), codec.lines()), (name, Some(lines)));
    }
    assert_eq!((Compression::of(14).name(), Compression::of(14).lines()), ("unknown", None));
}

#[test]
fn samples_by_size() {
    let samples = [SampleType::Uint, SampleType::Half, SampleType::Float].map(|kind| (kind.name(), kind.bytes()));
    assert_eq!(samples, [("uint", 4), ("half", 2), ("float", 4)]);
}

#[test]
fn layouts() {
    let layouts = [Kind::Scanline, Kind::Tiled, Kind::DeepScanline, Kind::DeepTiled].map(|kind| (kind.is_tiled(), kind.is_deep()));
    assert_eq!(layouts, [(false, false), (true, false), (false, true), (true, true)]);
}

#[test]
fn boxes_are_inclusive() {
    let window = Box2i { min: [-3, 7], max: [4, 7] };
    assert_eq!((window.width(), window.height()), (8, 1));
    let inside_out = Box2i { min: [1, 9], max: [0, 0] };
    assert_eq!((inside_out.width(), inside_out.height()), (0, 0));
    let widest = Box2i { min: [i32::MIN, 0], max: [i32::MAX, 0] };
    assert_eq!(widest.width(), 1 << 32);
}
