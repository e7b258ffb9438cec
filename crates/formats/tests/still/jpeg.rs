//! JPEG: written by our own writer, and by a library where it does not go (the seeds of the fuzz target, 40 × 24, two colours).

use etabli_formats::exr::{Answer, Ask, Box2i, Damage, Plan, Rule, Scratch};
use etabli_formats::{Budget, Defect, jpeg};

use super::{figures, look, opened};

const PROGRESSIVE: &[u8] = include_bytes!("../../../../fuzz/seeds/jpeg/progressive.jpg");
const CHROMA: &[u8] = include_bytes!("../../../../fuzz/seeds/jpeg/chroma.jpg");
const CMYK: &[u8] = include_bytes!("../../../../fuzz/seeds/jpeg/cmyk.jpg");
const KEPT: &[u8] = include_bytes!("../../../../fuzz/seeds/jpeg/kept.jpg");

/// Where the decoder breaks, and what it does.
fn damage(bytes: &[u8]) -> Vec<Damage> {
    let bytes = bytes.to_vec();
    let survey = opened(&bytes).survey(&bytes, &Plan::default(), &Budget::default(), &mut Scratch::default()).unwrap().finish();
    let damage = |defect: &etabli_formats::exr::Defect| match defect.rule {
        Rule::CorruptChunk { problem } => problem,
        _ => panic!("{defect:?}"),
    };
    survey.defects.iter().map(damage).collect()
}

#[test]
fn levels_of_grey_are_read() {
    let bytes = jpeg::write(20, 9, &[0, 128, 255, 51, 51, 51], "fox 1.2");
    let still = opened(&bytes);
    assert_eq!((still.unread, still.header.compression.as_str()), (None, "JPEG"));
    let [(name, min, max, mean)] = figures(&bytes).try_into().unwrap();
    assert_eq!((name.as_str(), min, max), ("Y", 0.0, 1.0));
    // Sixty-four pixels of 0, as many of 128, thirty-two of 255, and twenty of 51 below them.
    let expect = (64.0 * 128.0 + 32.0 * 255.0 + 20.0 * 51.0) / 255.0 / 180.0;
    assert!((mean - expect).abs() < 1e-9, "{mean}, {expect}");
}

#[test]
fn every_way_to_keep_colours_gives_the_same_two() {
    for (name, bytes) in [("progressive", PROGRESSIVE), ("chroma", CHROMA), ("cmyk", CMYK), ("kept", KEPT)] {
        let bytes = bytes.to_vec();
        let colour = |x: i32| {
            let ask = Ask::Samples { part: 0, channels: vec![0, 1, 2], window: Box2i { min: [x, 12], max: [x, 12] } };
            let Some(Answer::Samples(samples)) = look(&bytes, &ask) else { panic!("{name}: no samples") };
            samples.iter().map(|sample| (sample * 255.0).round() as i32).collect::<Vec<_>>()
        };
        for (x, expect) in [(4, [200, 100, 50]), (36, [20, 60, 220])] {
            let seen = colour(x);
            assert!(seen.iter().zip(expect).all(|(seen, expect)| seen.abs_diff(expect) <= 3), "{name} at {x}: {seen:?}");
        }
    }
    assert_eq!(opened(&CMYK.to_vec()).header.compression, "JPEG (CMYK)");
}

#[test]
fn a_progressive_picture_that_breaks_is_no_picture_to_count_and_one_to_look_at() {
    let scans: Vec<usize> = (0..PROGRESSIVE.len() - 1).filter(|&at| PROGRESSIVE[at..].starts_with(&[0xFF, 0xDA])).collect();
    let cut = [&PROGRESSIVE[..scans[1] - 3], &[0xFF, 0xD9]].concat();
    assert_eq!((damage(PROGRESSIVE), damage(&cut)), (vec![], vec![Damage::ImageData]));
    let window = Box2i { min: [0, 0], max: [39, 23] };
    let shown = look(&cut, &Ask::Picture { part: 0, channels: [0, 1, 2], window, most: 40 });
    assert!(matches!(shown, Some(Answer::Picture(raster)) if raster.width == 40));
}

#[test]
fn what_is_not_decoded_says_why() {
    let unread = |bytes: &[u8]| opened(&bytes.to_vec()).unread;
    let with = |from: [u8; 2], to: &[u8], by: usize| {
        let mut bytes = CHROMA.to_vec();
        let at = bytes.windows(2).position(|two| two == from).unwrap() + by;
        bytes[at..at + to.len()].copy_from_slice(to);
        bytes
    };
    for (marker, why) in [(0xC3, "lossless JPEG"), (0xC9, "arithmetic-coded JPEG"), (0xC5, "hierarchical JPEG")] {
        assert_eq!(unread(&with([0xFF, 0xC0], &[marker], 1)), Some(why));
    }
    assert_eq!(unread(&with([0xFF, 0xC0], &[0xC1, 0, 17, 12], 1)), Some("12-bit JPEG"));
    assert_eq!(unread(&with([0xFF, 0xC0], &[0xFF; 4], 5)), Some("more pixels than the file can hold"));
    let mut bare = CMYK.to_vec();
    let at = bare.windows(5).position(|five| five == b"Adobe").unwrap();
    bare[at] = b'a';
    assert_eq!(unread(&bare), Some("CMYK JPEG without Adobe's marker"));
    let small = Budget { chunk: 1 << 10, ..Budget::default() };
    let source = CHROMA.to_vec();
    let still = etabli_formats::still::open(&source, etabli_formats::Format::Jpeg, &small).unwrap().unwrap();
    assert_eq!(still.unread, Some("too large for the reader's memory"));
}

#[test]
fn the_place_of_what_does_not_decode_is_the_first_scan() {
    let structure = jpeg::read(&PROGRESSIVE.to_vec(), &Budget::default()).unwrap();
    let at = structure.first_scan as usize;
    assert_eq!(PROGRESSIVE[at..at + 2], [0xFF, 0xDA]);
    let Defect { byte, .. } = jpeg::Defect::undecodable(structure.first_scan);
    assert_eq!(byte, structure.first_scan);
}
