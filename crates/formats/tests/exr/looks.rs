//! Questions about the pixels, answered.

use crate::hand::{chunk_at, picture, read, written};
use etabli_formats::Budget;
use etabli_formats::exr::{self, Answer, Ask, Box2i, Compression, Extra, Image, LISTED, LineOrder, PartPixels, Plane, Scratch, Test};

const LAYOUTS: [Option<[u32; 2]>; 3] = [None, Some([16, 16]), Some([23, 7])];

fn look(bytes: &[u8], ask: &Ask) -> Option<Answer> {
    let (structure, chunks) = read(bytes);
    exr::look(&bytes.to_vec(), &structure, &chunks, ask, &Budget::default(), &mut Scratch::default()).unwrap()
}

/// 40 × 50 pixels from (-8, 3), of which these hold something else.
fn spotted(spots: &[(usize, [i32; 2], f32)]) -> PartPixels {
    let mut part = PartPixels { data_window: Box2i { min: [-8, 3], max: [31, 52] }, ..picture() };
    let names = ["A", "B", "G", "R"];
    part.planes = names
        .iter()
        .enumerate()
        .map(|(channel, name)| {
            let value =
                |i: i32| spots.iter().find(|spot| (spot.0, spot.1) == (channel, [i % 40 - 8, i / 40 + 3])).map_or(0.25, |spot| spot.2);
            Plane::half(name, (0..2000).map(value))
        })
        .collect();
    part
}

fn places(part: &PartPixels, channels: &[u32], test: Test) -> Vec<Option<Answer>> {
    let ask = Ask::Where { part: 0, channels: channels.to_vec(), test };
    let layout = |tiles, line_order| look(&written(PartPixels { tiles, line_order, ..part.clone() }), &ask);
    LAYOUTS.iter().flat_map(|&tiles| [LineOrder::Increasing, LineOrder::Decreasing].map(|order| layout(tiles, order))).collect()
}

#[track_caller]
fn check(part: &PartPixels, channels: &[u32], test: Test, expect: &Answer) {
    for (layout, answer) in places(part, channels, test).iter().enumerate() {
        assert_eq!(answer.as_ref(), Some(expect), "{layout}");
    }
}

fn spot(first: [i32; 2], channel: u32, value: f64) -> Answer {
    Answer::Where { count: 1, first, channel, bbox: Box2i { min: first, max: first }, listed: vec![(first, value)] }
}

#[test]
fn each_test_finds_its_own_samples() {
    let part = spotted(&[(1, [-8, 3], f32::INFINITY), (3, [31, 52], f32::NEG_INFINITY), (2, [20, 9], -0.5), (3, [5, 30], 4.0)]);
    check(&part, &[1], Test::Infinite, &spot([-8, 3], 1, f64::INFINITY));
    check(&part, &[3, 2], Test::Infinite, &spot([31, 52], 3, f64::NEG_INFINITY));
    check(&part, &[0, 1, 2, 3], Test::Below(0.0), &spot([20, 9], 2, -0.5));
    check(&part, &[0, 1, 2, 3], Test::Above(1.0), &spot([5, 30], 3, 4.0));
    for (channels, test) in
        [(&[0][..], Test::Infinite), (&[1, 3], Test::Below(0.25)), (&[3], Test::Above(4.0)), (&[0, 1], Test::Nan), (&[7], Test::Below(9.0))]
    {
        assert!(places(&part, channels, test).iter().all(Option::is_none), "{test:?}");
    }
}

#[test]
fn samples_that_are_not_a_number_are_boxed_and_listed_in_reading_order() {
    let part = spotted(&[(3, [9, 20], f32::NAN), (0, [9, 20], f32::NAN), (3, [30, 4], f32::NAN), (2, [-7, 40], f32::NAN)]);
    for answer in places(&part, &[3, 2, 0], Test::Nan) {
        let Some(Answer::Where { count: 4, first: [30, 4], channel: 3, bbox, listed }) = answer else { panic!("{answer:?}") };
        assert_eq!(bbox, Box2i { min: [-7, 4], max: [30, 40] });
        assert_eq!(listed.iter().map(|place| place.0).collect::<Vec<_>>(), [[30, 4], [9, 20], [9, 20], [-7, 40]]);
        assert!(listed.iter().all(|place| place.1.is_nan()));
    }
}

#[test]
fn only_the_first_are_listed_but_all_are_counted() {
    for answer in places(&spotted(&[]), &[2], Test::Above(0.0)) {
        let Some(Answer::Where { count: 2000, first: [-8, 3], bbox, listed, .. }) = answer else { panic!("{answer:?}") };
        assert_eq!(bbox, Box2i { min: [-8, 3], max: [31, 52] });
        let expect: Vec<_> = (0..LISTED as i32).map(|i| ([i % 40 - 8, i / 40 + 3], 0.25)).collect();
        assert_eq!(listed, expect);
    }
}

#[test]
fn magenta_is_a_matter_of_three_channels() {
    let part = spotted(&[(3, [0, 10], 0.40), (2, [0, 10], 0.003), (1, [0, 10], 0.53), (2, [1, 10], 0.0)]);
    check(
        &part,
        &[3, 2, 1],
        Test::Magenta,
        &Answer::Where {
            count: 2,
            first: [0, 10],
            channel: 3,
            bbox: Box2i { min: [0, 10], max: [1, 10] },
            listed: vec![([0, 10], half::f16::from_f32(0.40).to_f64()), ([1, 10], 0.25)],
        },
    );
    assert!(places(&part, &[3, 2], Test::Magenta).iter().all(Option::is_none));
}

#[test]
fn a_window_of_samples_is_cut_out() {
    let part = spotted(&[(0, [-8, 3], 7.0), (0, [31, 52], 8.0), (3, [30, 51], 9.0)]);
    let window = |min, max| Box2i { min, max };
    for tiles in LAYOUTS {
        let bytes = written(PartPixels { tiles, ..part.clone() });
        let ask = |channels: &[u32], window| match look(&bytes, &Ask::Samples { part: 0, channels: channels.to_vec(), window }) {
            Some(Answer::Samples(samples)) => Some(samples.into_iter().map(|sample| format!("{sample}")).collect::<Vec<_>>().join(" ")),
            _ => None,
        };
        assert_eq!(ask(&[0], window([-9, 2], [-7, 4])).unwrap(), "NaN NaN NaN NaN 7 0.25 NaN 0.25 0.25");
        assert_eq!(
            ask(&[3, 0], window([30, 51], [32, 53])).unwrap(),
            "9 0.25 NaN 0.25 0.25 NaN NaN NaN NaN 0.25 0.25 NaN 0.25 8 NaN NaN NaN NaN"
        );
        assert_eq!(ask(&[0, 9], window([0, 10], [1, 10])).unwrap(), "0.25 0.25 NaN NaN");
        assert_eq!(ask(&[0], window([100, 100], [101, 100])).unwrap(), "NaN NaN");
        assert_eq!(ask(&[0], window([0, 0], [63, 63])).unwrap().split(' ').count(), 64 * 64);
        assert_eq!(ask(&[0], window([0, 0], [64, 0])), None);
        assert_eq!(ask(&[0], window([0, 0], [0, 64])), None);
    }
}

#[test]
fn a_window_over_a_corrupt_chunk_has_holes() {
    let mut bytes = written(spotted(&[]));
    let at = chunk_at(&bytes, 1) - 1;
    bytes[at] ^= 1;
    let ask = Ask::Samples { part: 0, channels: vec![0], window: Box2i { min: [0, 18], max: [0, 19] } };
    let Some(Answer::Samples(samples)) = look(&bytes, &ask) else { panic!() };
    assert!(samples[0].is_nan() && samples[1] == 0.25, "{samples:?}");
}

fn digest(part: PartPixels) -> [u8; 16] {
    match look(&written(part), &Ask::Digest) {
        Some(Answer::Digest(digest)) => digest,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_digest_sees_pixels_and_nothing_else() {
    let part = spotted(&[(3, [9, 20], f32::NAN)]);
    let expect = digest(part.clone());
    for compression in [Compression::None, Compression::Rle, Compression::Zips, Compression::Zip] {
        let other = PartPixels { compression, extra: vec![Extra::text("comments", "another")], pixel_aspect: 2.0, ..part.clone() };
        assert_eq!(digest(other.clone()), expect, "{compression:?}");
        assert_eq!(digest(PartPixels { line_order: LineOrder::Decreasing, ..other }), expect, "{compression:?}");
    }
    for spots in [&[][..], &[(3, [10, 20], f32::NAN)], &[(3, [9, 21], f32::NAN)], &[(2, [9, 20], f32::NAN)], &[(3, [9, 20], 0.2)]] {
        assert_ne!(digest(spotted(spots)), expect, "{spots:?}");
    }
    let moved = PartPixels { data_window: Box2i { min: [-7, 3], max: [32, 52] }, ..part };
    assert_ne!(digest(moved), expect);
}

#[test]
fn a_digest_of_tiles_sees_every_tile() {
    let tiled = |spots: &[_]| digest(PartPixels { tiles: Some([23, 7]), ..spotted(spots) });
    assert_eq!(tiled(&[]), tiled(&[]));
    assert_ne!(tiled(&[]), tiled(&[(3, [31, 52], 0.2)]));
    assert_ne!(tiled(&[(3, [-8, 3], 0.2)]), tiled(&[(3, [15, 3], 0.2)]));
}

#[test]
fn a_digest_of_parts_tells_them_apart() {
    let named = |name: &str, spots: &[_]| PartPixels { name: name.into(), ..spotted(spots) };
    let of = |parts: [PartPixels; 2]| look(&exr::write(&Image { parts: parts.to_vec() }).unwrap(), &Ask::Digest).unwrap();
    let (plain, spot) = (&[][..], &[(3, [9, 20], 0.5)][..]);
    assert_ne!(of([named("a", plain), named("b", spot)]), of([named("a", spot), named("b", plain)]));
    assert_eq!(of([named("a", plain), named("b", spot)]), of([named("x", plain), named("y", spot)]));
}

#[test]
fn what_cannot_be_read_has_no_answer() {
    let bytes = written(picture());
    let mut bad = bytes.clone();
    let at = chunk_at(&bytes, 1) - 1;
    bad[at] ^= 1;
    assert_eq!(look(&bad, &Ask::Digest), None);
    assert_eq!(look(&bytes[..chunk_at(&bytes, 3)], &Ask::Digest), None);
    let elsewhere = Ask::Samples { part: 1, channels: vec![0], window: Box2i::default() };
    assert_eq!(look(&bytes, &elsewhere), None);
    assert_eq!(look(&bytes, &Ask::Where { part: 1, channels: vec![0], test: Test::Above(-1.0) }), None);
}
