//! What is written comes back, read by another reader too.

use crate::hand::{packed, picture, read, written};
use etabli_formats::exr::{self as own, Box2i, Compression, Extra, Image, LineOrder, PartPixels, Plane, Samples, Unwritable};
use exr::prelude::{FlatSamples, ReadChannels, ReadLayers, read as other};

/// Every part, as the `exr` crate decodes it: channels by name, samples in reading order.
fn decoded(bytes: &[u8]) -> Vec<Vec<(String, Samples)>> {
    let reader = other().no_deep_data().largest_resolution_level().all_channels().all_layers().all_attributes();
    let image = reader.from_buffered(std::io::Cursor::new(bytes)).unwrap();
    let samples = |data: FlatSamples| match data {
        FlatSamples::F16(values) => Samples::Half(values.iter().map(|value| value.to_bits()).collect()),
        FlatSamples::F32(values) => Samples::Float(values),
        FlatSamples::U32(values) => Samples::Uint(values),
    };
    let channels = |layer: exr::prelude::Layer<exr::prelude::AnyChannels<FlatSamples>>| {
        layer.channel_data.list.into_iter().map(|channel| (channel.name.to_string(), samples(channel.sample_data))).collect()
    };
    image.layer_data.into_iter().map(channels).collect()
}

fn planes(part: &PartPixels) -> Vec<(String, Samples)> {
    let mut planes: Vec<_> = part.planes.iter().map(|plane| (plane.name.clone(), plane.samples.clone())).collect();
    planes.sort_by(|a, b| a.0.cmp(&b.0));
    planes
}

fn mixed() -> PartPixels {
    let mut part = picture();
    part.planes.push(Plane::float("depth.Z", (0..2000).map(|i| i as f32 * 0.5)));
    part.planes.push(Plane::uint("id", (0..2000).map(|i| i / 7)));
    part.data_window = Box2i { min: [-8, 3], max: [31, 52] };
    part
}

#[test]
fn pixels_come_back_from_every_layout() {
    for compression in [Compression::None, Compression::Rle, Compression::Zips, Compression::Zip] {
        for tiles in [None, Some([16, 16]), Some([64, 7])] {
            for line_order in [LineOrder::Increasing, LineOrder::Decreasing, LineOrder::Random] {
                let part = PartPixels { compression, tiles, line_order, ..mixed() };
                let bytes = written(part.clone());
                assert_eq!(read(&bytes).0.defects, [], "{compression:?} {tiles:?} {line_order:?}");
                assert_eq!(decoded(&bytes), [planes(&part)], "{compression:?} {tiles:?} {line_order:?}");
            }
        }
    }
}

#[test]
fn parts_come_back_with_their_names() {
    let first = PartPixels { name: "beauty".into(), ..mixed() };
    let second = PartPixels { name: "mask".into(), tiles: Some([20, 20]), compression: Compression::Rle, ..mixed() };
    let bytes = own::write(&Image { parts: vec![first.clone(), second.clone()] }).unwrap();
    assert_eq!(decoded(&bytes), [planes(&first), planes(&second)]);
}

#[test]
fn long_names_are_announced() {
    let name = "a.layer.whose.name.is.longer.than.31.bytes.R";
    let part = PartPixels { planes: vec![Plane::half(name, vec![0.5; 2000])], ..picture() };
    let bytes = written(part);
    assert_eq!(read(&bytes).0.version, 0x402);
    assert_eq!(read(&bytes).0.parts[0].channels[0].name, name);
    let kept = PartPixels { planes: vec![Plane::half(&name[..31], vec![0.5; 2000])], ..picture() };
    assert_eq!(read(&written(kept)).0.version, 2);
    let extra = PartPixels { extra: vec![Extra::text(&name[..32], "")], ..picture() };
    assert_eq!(read(&written(extra)).0.version, 0x402);
}

#[test]
fn effort_changes_size_alone() {
    let at = |level| written(PartPixels { level, ..picture() });
    assert!(at(9).len() < at(1).len());
    assert_eq!(decoded(&at(9)), decoded(&at(1)));
    assert_eq!(at(4), at(4));
    assert!(packed(Compression::None).len() > at(4).len());
}

#[test]
fn attributes_take_the_place_of_standard_ones() {
    let bytes =
        written(PartPixels { extra: vec![Extra::floats("screenWindowWidth", "float", &[2.5]), Extra::text("owner", "td")], ..picture() });
    let part = &read(&bytes).0.parts[0];
    assert_eq!(part.attribute("screenWindowWidth").unwrap().value, own::Value::Float(2.5));
    assert_eq!(part.attribute("owner").unwrap().value, own::Value::Text("td".into()));
    assert_eq!(part.attributes.len(), 10);
    assert!(part.attributes.is_sorted_by(|a, b| a.name < b.name));
}

#[test]
fn what_cannot_be_written_is_refused() {
    let refused = |part: PartPixels| own::write(&Image::single(part)).unwrap_err();
    assert_eq!(own::write(&Image::default()).unwrap_err(), Unwritable::Empty);
    assert_eq!(refused(PartPixels::new(4, 4)), Unwritable::Empty);
    assert_eq!(refused(PartPixels { compression: Compression::Piz, ..picture() }), Unwritable::Compression(Compression::Piz));
    assert_eq!(refused(PartPixels { compression: Compression::Other(99), ..picture() }), Unwritable::Compression(Compression::Other(99)));
    assert_eq!(refused(PartPixels { tiles: Some([16, 0]), ..picture() }), Unwritable::Tile);
    assert_eq!(refused(PartPixels { data_window: Box2i { min: [1, 0], max: [0, 0] }, ..picture() }), Unwritable::Window);
    assert_eq!(refused(PartPixels { data_window: Box2i { min: [0, 0], max: [0, 1 << 16] }, ..picture() }), Unwritable::Window);
    let short = PartPixels { planes: vec![Plane::half("R", [0.0; 3])], ..picture() };
    assert_eq!(refused(short), Unwritable::Samples { plane: "R".into(), wanted: 2000, found: 3 });
    for name in ["", "R", &"x".repeat(256)] {
        let mut part = picture();
        part.planes.push(Plane::half(name, vec![0.0; 2000]));
        assert_eq!(refused(part), Unwritable::Name(name.into()));
        let twice = PartPixels { extra: vec![Extra::text("R", ""), Extra::text(name, "")], ..picture() };
        assert_eq!(refused(twice), Unwritable::Name(name.into()));
    }
    let unnamed = own::write(&Image { parts: vec![picture(), picture()] });
    assert_eq!(unnamed.unwrap_err(), Unwritable::Name(String::new()));
    let same = PartPixels { name: "a".into(), ..picture() };
    assert_eq!(own::write(&Image { parts: vec![same.clone(), same] }).unwrap_err(), Unwritable::Name("a".into()));
}

#[test]
fn each_refusal_says_what_to_do() {
    let cases = [
        (Unwritable::Empty, "nothing to write: give at least one part with one channel"),
        (Unwritable::Window, "the data window must be 1 to 65536 pixels wide and high"),
        (Unwritable::Samples { plane: "R".into(), wanted: 4, found: 3 }, "channel R has 3 samples: the data window needs 4"),
        (Unwritable::Compression(Compression::Piz), "PIZ is not written here: choose none, RLE, ZIPS or ZIP"),
        (Unwritable::Tile, "a tile must be at least 1 x 1 pixel"),
        (Unwritable::Name("R".into()), "the name \"R\" is empty, longer than 255 bytes, or used twice: choose another"),
    ];
    for (refusal, sentence) in cases {
        assert_eq!(refusal.to_string(), sentence);
    }
}

#[test]
fn samples_know_their_number() {
    assert!(Samples::Half(vec![]).is_empty() && Samples::Float(vec![]).is_empty());
    assert!(!Samples::Uint(vec![1]).is_empty());
    assert_eq!((Samples::Half(vec![1]).len(), Samples::Float(vec![0.0; 2]).len(), Samples::Uint(vec![0; 3]).len()), (1, 2, 3));
}
