//! Luminance and chroma: two colours, 16 × 2, written by OpenEXR's own library (seeds of the fuzz target).

use etabli_formats::Budget;
use etabli_formats::exr::{self, Answer, Ask, Box2i, PartPixels, Plan, Scratch, Test, unreadable};

use crate::hand::{put, read, value_at, written};

const FILES: [(&str, &[u8]); 2] = [
    ("ZIP", include_bytes!("../../../../fuzz/seeds/exr/chroma_zip.exr")),
    ("PIZ", include_bytes!("../../../../fuzz/seeds/exr/chroma_piz.exr")),
];
/// Red, green and blue at the left and at the right of the middle.
const COLOURS: [[f32; 3]; 2] = [[0.8, 0.4, 0.2], [0.1, 0.3, 0.9]];

fn look(bytes: &[u8], ask: &Ask) -> Option<Answer> {
    let (structure, chunks) = read(bytes);
    assert_eq!(structure.defects, []);
    exr::look(&bytes.to_vec(), &structure, &chunks, ask, &Budget::default(), &mut Scratch::default()).unwrap()
}

#[test]
fn what_is_stored_is_counted() {
    for (name, bytes) in FILES {
        let (structure, chunks) = read(bytes);
        let mut scratch = Scratch::default();
        let plan = Plan { cells: vec![(0, 0), (0, 2)], ..Plan::default() };
        let survey = exr::survey(&bytes.to_vec(), &structure, &chunks, &plan, &Budget::default(), &mut scratch).unwrap().finish();
        assert_eq!(survey.defects, [], "{name}");
        let [by, ry, y] = [0, 1, 2].map(|channel| &survey.parts[0].channels[channel]);
        assert_eq!([by.samples, ry.samples, y.samples], [8, 8, 32], "{name}");
        let expect = COLOURS.map(|[r, g, b]| f64::from(0.2126 * r + 0.7152 * g + 0.0722 * b));
        assert!((y.min - expect[1]).abs() < 1e-3 && (y.max - expect[0]).abs() < 1e-3, "{name}: {} {}", y.min, y.max);
        assert!(by.min < 0.0 && by.cells.is_none() && y.cells.is_some(), "{name}");
    }
}

#[test]
fn a_picture_has_its_colours_back() {
    let plain = written(PartPixels::rgba(16, 2, |x, _| {
        let [r, g, b] = COLOURS[usize::from(x >= 8)];
        [r, g, b, 1.0]
    }));
    let picture = |bytes: &[u8], channels: [u32; 3]| {
        let window = Box2i { min: [0, 0], max: [15, 1] };
        let Some(Answer::Picture(raster)) = look(bytes, &Ask::Picture { part: 0, channels, window, most: 16 }) else { panic!() };
        raster.rgb
    };
    let expect = picture(&plain, [3, 2, 1]);
    for (name, bytes) in FILES {
        let seen = picture(bytes, [1, 2, 0]);
        assert!(seen.iter().zip(&expect).all(|(seen, expect)| seen.abs_diff(*expect) <= 1), "{name}: {seen:?}");
    }
}

#[test]
fn a_sample_of_chroma_is_placed_at_its_first_pixel() {
    let (_, bytes) = FILES[0];
    let ask = Ask::Where { part: 0, channels: vec![1], test: Test::Below(0.0) };
    let Some(Answer::Where { count, first, bbox, .. }) = look(bytes, &ask) else { panic!() };
    assert_eq!((count, first, bbox), (4, [8, 0], Box2i { min: [8, 0], max: [14, 0] }));
    let window = Box2i { min: [6, 0], max: [9, 0] };
    let Some(Answer::Samples(samples)) = look(bytes, &Ask::Samples { part: 0, channels: vec![1], window }) else { panic!() };
    assert!(samples[0] == samples[1] && samples[2] == samples[3] && samples[0] > 0.0 && samples[2] < 0.0, "{samples:?}");
}

#[test]
fn chroma_that_nobody_decodes_here_is_named() {
    let mut bytes = FILES[0].1.to_vec();
    let at = value_at(&bytes, "compression");
    put(&mut bytes, at, &[6]);
    assert_eq!(unreadable(&read(&bytes).0.parts[0]), Some("luminance-chroma pixels in B44"));
}
