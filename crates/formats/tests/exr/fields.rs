//! Required attributes, their types and the values that readers refuse.

use crate::hand::{check, file, line, picture, put, put_i32, read, table_at, value_at, without, written};
use etabli_formats::exr::{Box2i, Compression, Extra, Kind, LineOrder, PartPixels, SampleType, Tiling, Value};

fn with(extra: Extra) -> Vec<u8> {
    written(PartPixels { extra: vec![extra], ..picture() })
}

fn tiled() -> Vec<u8> {
    written(PartPixels { tiles: Some([16, 16]), ..picture() })
}

#[test]
fn every_field_is_understood() {
    let part = PartPixels {
        data_window: Box2i { min: [-3, 5], max: [36, 54] },
        display_window: Box2i { min: [0, 0], max: [99, 89] },
        pixel_aspect: 2.0,
        compression: Compression::Zips,
        line_order: LineOrder::Decreasing,
        extra: vec![Extra::text("view", "left")],
        ..picture()
    };
    let structure = read(&written(part)).0;
    assert_eq!(structure.defects, []);
    let part = &structure.parts[0];
    assert_eq!((part.kind, part.compression, part.line_order), (Kind::Scanline, Compression::Zips, LineOrder::Decreasing));
    assert_eq!((part.data_window.min, part.data_window.max), ([-3, 5], [36, 54]));
    assert_eq!((part.display_window.min, part.display_window.max), ([0, 0], [99, 89]));
    assert_eq!((part.pixel_aspect, part.view.as_deref(), part.tiling), (2.0, Some("left"), None));
    let channels: Vec<_> = part.channels.iter().map(|c| (c.name.as_str(), c.kind, c.sampling, c.linear)).collect();
    let half = |name| (name, SampleType::Half, [1, 1], false);
    assert_eq!(channels, [half("A"), half("B"), half("G"), half("R")]);
    let part = &read(&tiled()).0.parts[0];
    assert_eq!((part.kind, part.tiling), (Kind::Tiled, Some(Tiling { size: [16, 16], levels: 0, rounding: 0 })));
}

#[test]
fn values_are_kept_by_type() {
    let long = "é".repeat(2100);
    let kinds: [(Extra, Value); 14] = [
        (Extra::ints("x", "int", &[-7]), Value::Int(-7)),
        (Extra::floats("x", "float", &[0.5]), Value::Float(0.5)),
        (Extra { name: "x".into(), kind: "double".into(), bytes: 2.5_f64.to_le_bytes().to_vec() }, Value::Double(2.5)),
        (Extra::text("x", "sq010/sh040"), Value::Text("sq010/sh040".into())),
        (Extra::text("x", &long), Value::Text(format!("{}…", "é".repeat(2048)))),
        (
            Extra { name: "x".into(), kind: "stringvector".into(), bytes: b"\x01\0\0\0a\x02\0\0\0bc".to_vec() },
            Value::Texts(vec!["a".into(), "bc".into()]),
        ),
        (Extra::ints("x", "v2i", &[1, -2]), Value::Ints(vec![1, -2])),
        (Extra::ints("x", "rational", &[24000, 1001]), Value::Ints(vec![24000, 1001])),
        (Extra::ints("x", "keycode", &[1, 2, 3, 4, 5, 6, 7]), Value::Ints(vec![1, 2, 3, 4, 5, 6, 7])),
        (Extra::floats("x", "v3f", &[1.0, 2.0, 3.0]), Value::Floats(vec![1.0, 2.0, 3.0])),
        (Extra::floats("x", "m33f", &[1.0; 9]), Value::Floats(vec![1.0; 9])),
        (Extra::floats("x", "floatvector", &[4.0, 5.0]), Value::Floats(vec![4.0, 5.0])),
        (Extra::ints("x", "box2i", &[1, 2, 3, 4]), Value::Box2i(Box2i { min: [1, 2], max: [3, 4] })),
        (Extra::ints("x", "timecode", &[0x0102_0304, 9]), Value::TimeCode(0x0102_0304, 9)),
    ];
    for (extra, value) in kinds {
        let bytes = with(extra.clone());
        let structure = read(&bytes).0;
        assert_eq!(structure.defects, [], "{}", extra.kind);
        let attribute = structure.parts[0].attribute("x").unwrap();
        assert_eq!(
            (&attribute.kind, attribute.at as usize, attribute.size as usize),
            (&extra.kind, value_at(&bytes, "x"), extra.bytes.len())
        );
        assert_eq!(attribute.value, value);
    }
}

#[test]
fn other_values_are_compared_by_digest() {
    let digest = |kind: &str, bytes: &[u8]| {
        let extra = Extra { name: "x".into(), kind: kind.into(), bytes: bytes.to_vec() };
        read(&with(extra)).0.parts[0].attribute("x").unwrap().value.clone()
    };
    let one = digest("own", b"abc");
    assert!(matches!(one, Value::Other(_)));
    assert_eq!(one, digest("own", b"abc"));
    assert_ne!(one, digest("own", b"abd"));
    assert!(matches!(digest("floatvector", &[0; 4 * 1025]), Value::Other(_)));
    assert!(matches!(digest("floatvector", &[0; 4 * 1024]), Value::Floats(_)));
    let many: Vec<u8> = (0..1025).flat_map(|_| [0; 4]).collect();
    assert!(matches!(digest("stringvector", &many), Value::Texts(texts) if texts.len() == 1024));
}

#[test]
fn a_fixed_type_has_its_size() {
    let sizes = [
        ("deepImageState", 1),
        ("envmap", 1),
        ("lineOrder", 1),
        ("compression", 1),
        ("int", 4),
        ("float", 4),
        ("v2i", 8),
        ("v2f", 8),
        ("rational", 8),
        ("timecode", 8),
        ("double", 8),
        ("tiledesc", 9),
        ("v3i", 12),
        ("v3f", 12),
        ("box2i", 16),
        ("box2f", 16),
        ("v2d", 16),
        ("v3d", 24),
        ("keycode", 28),
        ("chromaticities", 32),
        ("m33f", 36),
        ("m44f", 64),
        ("m33d", 72),
        ("m44d", 128),
    ];
    for (kind, size) in sizes {
        let sized = |size: usize| with(Extra { name: "x".into(), kind: kind.into(), bytes: vec![0; size] });
        check(&sized(size), &[]);
        let longer = sized(size + 1);
        check(&longer, &[format!("{}: x wrong-size {}", value_at(&longer, "x"), size + 1)]);
    }
}

#[test]
fn what_a_value_says_of_its_own_size_holds() {
    let cases: [(&str, &[u8], Option<&str>); 12] = [
        ("preview", b"\x01\0\0\0\x02\0\0\0ABCDEFGH", None),
        ("preview", b"\x02\0\0\0\x02\0\0\0ABCDEFGH", Some("wrong-size 2 x 2")),
        ("preview", b"\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", Some("wrong-size 4294967295 x 4294967295")),
        ("preview", b"\x01\0\0\0", Some("wrong-size 4")),
        ("idmanifest", b"\x20\x20\0\0abcd", None),
        ("idmanifest", b"\x41\x20\0\0abcd", Some("oversize 8257")),
        ("idmanifest", b"\x01", Some("wrong-size 1")),
        ("stringvector", b"\x02\0\0\0a", Some("wrong-size 5")),
        ("stringvector", b"\xFF\xFF\xFF\xFFa", Some("wrong-size 5")),
        ("floatvector", b"abcde", Some("wrong-size 5")),
        ("envmap", b"\x02", Some("unknown-value 2")),
        ("deepImageState", b"\x04", Some("unknown-value 4")),
    ];
    for (kind, value, problem) in cases {
        let bytes = with(Extra { name: "x".into(), kind: kind.into(), bytes: value.to_vec() });
        let expected: Vec<String> = problem.map(|problem| format!("{}: x {problem}", value_at(&bytes, "x"))).into_iter().collect();
        check(&bytes, &expected);
    }
    check(&with(Extra { name: "x".into(), kind: "envmap".into(), bytes: vec![1] }), &[]);
    check(&with(Extra { name: "x".into(), kind: "deepImageState".into(), bytes: vec![3] }), &[]);
}

#[test]
fn a_required_attribute_is_there() {
    let names = [
        "channels",
        "compression",
        "dataWindow",
        "displayWindow",
        "lineOrder",
        "pixelAspectRatio",
        "screenWindowCenter",
        "screenWindowWidth",
    ];
    for name in names {
        let bytes = without(&file(), name);
        check(&bytes, &[format!("{}: {name} missing", table_at(&bytes) - 1)]);
    }
    let bytes = without(&tiled(), "tiles");
    check(&bytes, &[format!("{}: tiles missing", table_at(&bytes) - 1)]);
    check(&without(&file(), "type"), &[]);
    assert_eq!(read(&without(&file(), "displayWindow")).1.len(), 4, "pixels do not need a display window");
}

#[test]
fn a_standard_attribute_has_its_type() {
    let kinds = [
        ("channels", "string"),
        ("compression", "lineOrder"),
        ("dataWindow", "box2f"),
        ("displayWindow", "box2f"),
        ("lineOrder", "compression"),
        ("pixelAspectRatio", "int"),
        ("screenWindowCenter", "v2i"),
        ("screenWindowWidth", "int"),
        ("type", "own"),
        ("view", "own"),
        ("name", "own"),
        ("chunkCount", "float"),
    ];
    for (name, kind) in kinds {
        let size = [("v2i", 8), ("box2f", 16), ("int", 4), ("float", 4)].iter().find(|pair| pair.0 == kind).map_or(1, |pair| pair.1);
        let bytes = with(Extra { name: name.into(), kind: kind.into(), bytes: vec![0; size] });
        check(&bytes, &[format!("{}: {name} wrong-type {kind}", value_at(&bytes, name))]);
    }
}

#[test]
fn an_attribute_stands_once() {
    let bytes = file();
    let at = value_at(&bytes, "lineOrder");
    let mut twice = bytes.clone();
    twice.splice((at + 1)..=at, b"lineOrder\0lineOrder\0\x01\0\0\0\0".iter().copied());
    let said = read(&twice).0;
    assert_eq!(line(&said.defects[0]), format!("{}: lineOrder duplicate", at + 25));
}

#[test]
fn windows_are_the_right_way_round_and_near() {
    let far = i32::MAX / 2;
    let cases = [
        ([1, 0, 0, 9], "inside-out"),
        ([0, 10, 9, 9], "inside-out"),
        ([-far, 0, 0, 0], "too-far"),
        ([0, -far, 0, 0], "too-far"),
        ([0, 0, far, 0], "too-far"),
        ([0, 0, 0, far], "too-far"),
    ];
    for name in ["dataWindow", "displayWindow"] {
        for (window, problem) in cases {
            let mut bytes = file();
            let at = value_at(&bytes, name);
            window.iter().enumerate().for_each(|(index, &value)| put_i32(&mut bytes, at + 4 * index, value));
            let [x0, y0, x1, y1] = window;
            check(&bytes, &[format!("{at}: {name} {problem} {x0} {y0} {x1} {y1}")]);
        }
    }
    let mut bytes = file();
    let at = value_at(&bytes, "displayWindow");
    [1 - far, 1 - far, far - 1, far - 1].iter().enumerate().for_each(|(index, &value)| put_i32(&mut bytes, at + 4 * index, value));
    check(&bytes, &[]);
}

#[test]
fn numbers_that_readers_refuse() {
    let floats = [
        ("pixelAspectRatio", 0.0, Some("0")),
        ("pixelAspectRatio", -1.0, Some("-1")),
        ("pixelAspectRatio", f32::NAN, Some("NaN")),
        ("pixelAspectRatio", f32::INFINITY, Some("inf")),
        ("pixelAspectRatio", 2e6, Some("2000000")),
        ("pixelAspectRatio", 5e-7, Some("0.0000005")),
        ("pixelAspectRatio", 1e6, None),
        ("pixelAspectRatio", 1e-6, None),
        ("screenWindowWidth", -0.5, Some("-0.5")),
        ("screenWindowWidth", 0.0, None),
    ];
    for (name, value, seen) in floats {
        let bytes = with(Extra::floats(name, "float", &[value]));
        let expected: Vec<String> =
            seen.map(|seen| format!("{}: {name} out-of-range {seen}", value_at(&bytes, name))).into_iter().collect();
        check(&bytes, &expected);
    }
}

#[test]
fn bytes_that_name_nothing() {
    let edited = |mut bytes: Vec<u8>, name: &str, offset: usize, value: u8| {
        let at = value_at(&bytes, name) + offset;
        put(&mut bytes, at, &[value]);
        (bytes, at)
    };
    for (name, offset, value, problem) in [
        ("compression", 0, 14, "unknown-compression"),
        ("lineOrder", 0, 3, "unknown-line-order"),
        ("lineOrder", 0, 2, "unknown-line-order"),
    ] {
        let (bytes, at) = edited(file(), name, offset, value);
        check(&bytes, &[format!("{at}: {name} {problem} {value}")]);
    }
    let unknown = read(&edited(file(), "compression", 0, 14).0);
    assert_eq!((unknown.0.parts[0].compression, unknown.1.len()), (Compression::Other(14), 0));
    check(&edited(tiled(), "lineOrder", 0, 2).0, &[]);
    for (value, problem) in [(0x03, "unknown-level-mode"), (0x20, "unknown-rounding")] {
        let (bytes, at) = edited(tiled(), "tiles", 8, value);
        check(&bytes, &[format!("{at}: tiles {problem} {value}")]);
    }
    let (bytes, at) = edited(tiled(), "tiles", 0, 0);
    check(&bytes, &[format!("{at}: tiles tile-size 0 x 16")]);
    let (bytes, at) = edited(tiled(), "tiles", 4, 0);
    check(&bytes, &[format!("{}: tiles tile-size 16 x 0", at - 4)]);
    let (bytes, at) = edited(tiled(), "tiles", 7, 0x40);
    check(&bytes, &[format!("{}: tiles tile-size 16 x 1073741840", at - 7)]);
    let (bytes, at) = edited(tiled(), "tiles", 3, 0x40);
    check(&bytes, &[format!("{}: tiles tile-size 1073741840 x 16", at - 3)]);
}

/// The entry of channel B begins 19 bytes into the list: "A", its terminator and 16 bytes come before, then its own name.
#[test]
fn a_channel_list_keeps_its_rules() {
    let edited = |offset: usize, value: &[u8]| {
        let mut bytes = file();
        let at = value_at(&bytes, "channels") + offset;
        put(&mut bytes, at, value);
        (bytes, at)
    };
    let cases: [(usize, &[u8], &str); 8] = [
        (20, &[3], "unknown-sample-type 3"),
        (20, &[0xFF; 4], "unknown-sample-type -1"),
        (28, &[0], "bad-sampling 0"),
        (32, &[0], "bad-sampling 0"),
        (28, &[0xFE; 4], "bad-sampling -16843010"),
        (18, b"A", "duplicate-channel A"),
        (0, &[0], "wrong-size 73"),
        (72, b"Q", "missing-terminator"),
    ];
    for (offset, value, problem) in cases {
        let (bytes, at) = edited(offset, value);
        let at = if problem.starts_with("wrong-size") { at + 1 } else { at };
        check(&bytes, &[format!("{at}: channels {problem}")]);
    }
    let (bytes, at) = edited(18, b"Z");
    check(&bytes, &[format!("{}: channels unsorted", at + 18)]);
    assert_eq!(read(&bytes).0.parts[0].channels[3].name, "Z", "readers hold channels by name");
    let (bytes, at) = edited(28, &[3]);
    check(&bytes, &[format!("{at}: channels sampling-not-dividing B: 3 1")]);
    let (bytes, at) = edited(32, &[3]);
    check(&bytes, &[format!("{}: channels sampling-not-dividing B: 1 3", at - 4)]);
    let (bytes, _) = edited(24, &[1]);
    assert!(read(&bytes).0.parts[0].channels[1].linear);
    let mut bytes = tiled();
    let at = value_at(&bytes, "channels") + 28;
    put(&mut bytes, at, &[2]);
    assert_eq!(line(&read(&bytes).0.defects[0]), format!("{at}: channels bad-sampling B: 2 1"));
}

#[test]
fn a_channel_list_without_end_or_content() {
    let listed = |list: &[u8]| with(Extra { name: "channels".into(), kind: "chlist".into(), bytes: list.to_vec() });
    let entry = [b"R\0\x01\0\0\0\0\0\0\0\x01\0\0\0\x01\0\0\0".as_slice()].concat();
    let cases = [
        (vec![0], "channels empty", 0),
        (entry.clone(), "channels missing-terminator", 18),
        (entry[..17].to_vec(), "channels missing-terminator R", 2),
        ([entry.as_slice(), &[0, 0]].concat(), "channels wrong-size 20", 19),
        (vec![b'x'; 40], "channels name-too-long", 0),
        (vec![b'x'; 31], "channels missing-terminator", 0),
    ];
    for (list, problem, offset) in cases {
        let bytes = listed(&list);
        check(&bytes, &[format!("{}: {problem}", value_at(&bytes, "channels") + offset)]);
    }
}

#[test]
fn the_type_agrees_with_the_flags() {
    for (base, value) in [(file(), "tiledimage"), (file(), "deepscanline"), (tiled(), "scanlineimage"), (tiled(), "deeptile")] {
        let part = read(&base).0.parts[0].clone();
        let bytes =
            written(PartPixels { tiles: part.tiling.map(|tiling| tiling.size), extra: vec![Extra::text("type", value)], ..picture() });
        check(&bytes, &[format!("{}: type contradicts-flags {value}", value_at(&bytes, "type"))]);
        assert_eq!(read(&bytes).0.parts[0].kind, part.kind, "readers believe the flags");
    }
    let bytes = with(Extra::text("type", "hologram"));
    check(&bytes, &[format!("{}: type unknown-type hologram", value_at(&bytes, "type"))]);
}

#[test]
fn a_chunk_count_agrees_with_the_layout() {
    let bytes = with(Extra::ints("chunkCount", "int", &[5]));
    check(&bytes, &[format!("{}: chunkCount contradicts-layout 5", value_at(&bytes, "chunkCount"))]);
    check(&with(Extra::ints("chunkCount", "int", &[4])), &[]);
}
