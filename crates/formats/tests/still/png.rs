//! PNG: written by our own writer, and by hand where it does not go.

use etabli_formats::exr::{Answer, Ask, Box2i, Plan, SampleType, Scratch, Test, Value};
use etabli_formats::png::{Colour, write};
use etabli_formats::{Budget, Format};
use libdeflater::{CompressionLvl, Compressor, Crc};

use super::{figures, look, opened};

/// A file of these lines, each after its filter byte.
fn by_hand(size: [u32; 2], depth: u8, colour: u8, interlace: u8, extra: &[(&[u8; 4], &[u8])], lines: &[u8]) -> Vec<u8> {
    let mut file = etabli_formats::png::SIGNATURE.to_vec();
    let mut packed = vec![0; 9999];
    let count = Compressor::new(CompressionLvl::default()).zlib_compress(lines, &mut packed).unwrap();
    let header = [&size[0].to_be_bytes()[..], &size[1].to_be_bytes(), &[depth, colour, 0, 0, interlace]].concat();
    let chunks = [(b"IHDR", header.as_slice())].into_iter().chain(extra.iter().copied());
    for (name, content) in chunks.chain([(b"IDAT", &packed[..count]), (b"IEND", &[][..])]) {
        let mut crc = Crc::new();
        crc.update(name);
        crc.update(content);
        file.extend([&(content.len() as u32).to_be_bytes()[..], name, content, &crc.sum().to_be_bytes()].concat());
    }
    file
}

fn named(rows: &[(&str, f64, f64, f64)]) -> Vec<(String, f64, f64, f64)> {
    rows.iter().map(|&(name, min, max, mean)| (name.to_owned(), min, max, mean)).collect()
}

#[test]
fn integers_stand_for_0_to_1() {
    let bytes = write(2, 2, Colour::Rgba, &[0, 51, 255, 255, 102, 51, 255, 0, 0, 51, 0, 255, 102, 51, 0, 0], &[]);
    assert_eq!(figures(&bytes), named(&[("R", 0.0, 0.4, 0.2), ("G", 0.2, 0.2, 0.2), ("B", 0.0, 1.0, 0.5), ("A", 0.0, 1.0, 0.5)]));
    let deep = by_hand([2, 1], 16, 0, 0, &[], &[0, 0xFF, 0xFF, 0x33, 0x33]);
    assert_eq!(figures(&deep), named(&[("Y", 0.2, 1.0, 0.6)]));
    let small = by_hand([4, 1], 2, 0, 0, &[], &[0, 0b00_01_10_11]);
    assert_eq!(figures(&small), named(&[("Y", 0.0, 1.0, 0.5)]));
}

#[test]
fn palettes_and_clear_colours_are_seen() {
    let palette = [0, 51, 102, 255, 255, 255];
    let bytes = by_hand([2, 1], 1, 3, 0, &[(b"PLTE", &palette), (b"tRNS", &[0])], &[0, 0b0100_0000]);
    assert_eq!(figures(&bytes), named(&[("R", 0.0, 1.0, 0.5), ("G", 0.2, 1.0, 0.6), ("B", 0.4, 1.0, 0.7), ("A", 0.0, 1.0, 0.5)]));
    let bytes = by_hand([2, 1], 8, 2, 0, &[(b"tRNS", &[0, 1, 0, 2, 0, 3])], &[0, 1, 2, 3, 1, 2, 4]);
    assert_eq!(figures(&bytes)[3], ("A".to_owned(), 0.0, 1.0, 0.5));
    let bytes = by_hand([8, 1], 1, 0, 0, &[(b"tRNS", &[0, 1])], &[0, 0b1111_0000]);
    assert_eq!(figures(&bytes), named(&[("Y", 0.0, 1.0, 0.5), ("A", 0.0, 1.0, 0.5)]));
}

#[test]
fn an_interlaced_picture_is_put_together() {
    // Pass 1 has the first pixel, 6 the other of the first line, 7 the second line.
    let bytes = by_hand([2, 2], 8, 0, 1, &[], &[0, 10, 0, 20, 0, 30, 40]);
    let window = Box2i { min: [0, 0], max: [1, 1] };
    let Some(Answer::Samples(samples)) = look(&bytes, &Ask::Samples { part: 0, channels: vec![0], window }) else { panic!() };
    assert_eq!(samples.iter().map(|sample| (sample * 255.0).round() as u8).collect::<Vec<_>>(), [10, 20, 30, 40]);
}

#[test]
fn looks_answer() {
    let pixels: Vec<u8> = (0..48).map(|i| if i == 31 { 250 } else { i }).collect();
    let bytes = write(4, 4, Colour::Rgb, &pixels, &[]);
    let ask = Ask::Where { part: 0, channels: vec![0, 1, 2], test: Test::Above(0.9) };
    let Some(Answer::Where { count, first, channel, .. }) = look(&bytes, &ask) else { panic!() };
    assert_eq!((count, first, channel), (1, [2, 2], 1));
    let other = write(4, 4, Colour::Rgb, &pixels, &[("Software", "other")]);
    assert!(look(&bytes, &Ask::Digest).is_some());
    assert_eq!(look(&bytes, &Ask::Digest), look(&other, &Ask::Digest));
    assert_ne!(look(&bytes, &Ask::Digest), look(&write(4, 4, Colour::Rgb, &pixels[1..], &[]), &Ask::Digest));
    let cut = bytes[..bytes.len() - 30].to_vec();
    assert_eq!(look(&cut, &Ask::Digest), None);
}

#[test]
fn what_is_unpacked_once_is_checked_and_counted() {
    let mut bytes = write(4, 4, Colour::Rgb, &[7; 48], &[]);
    let count = |bytes: &Vec<u8>| {
        let still = opened(bytes);
        let (tally, defects) = still.survey_png(bytes, &Plan::default(), &Budget::default(), &mut Scratch::default()).unwrap();
        (tally.finish().parts[0].channels[0].samples, defects.len())
    };
    assert_eq!(count(&bytes), (16, 0));
    let place = bytes.windows(4).position(|four| four == b"IDAT").unwrap() + 8;
    bytes[place] ^= 0xFF;
    assert!(count(&bytes).1 > 0);
}

#[test]
fn headers_are_said_in_the_words_of_openexr() {
    let chromaticities: Vec<u8> = [31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000].into_iter().flat_map(u32::to_be_bytes).collect();
    let extra: &[(&[u8; 4], &[u8])] = &[
        (b"gAMA", &45455u32.to_be_bytes()),
        (b"cHRM", &chromaticities),
        (b"sRGB", &[0]),
        (b"pHYs", &[0, 0, 0, 100, 0, 0, 0, 200, 0]),
        (b"tEXt", b"Software\0fox 1.2"),
    ];
    let header = opened(&by_hand([1, 1], 16, 6, 0, extra, &[0; 9])).header;
    assert_eq!(header.pixel_aspect.to_bits(), 2f32.to_bits());
    assert!(header.channels.iter().all(|channel| channel.kind == SampleType::U16));
    let said: Vec<(&str, &Value)> = header.attributes.iter().map(|attribute| (attribute.name.as_str(), &attribute.value)).collect();
    let text = |text: &str| Value::Text(text.to_owned());
    let primaries = Value::Floats(vec![0.64, 0.33, 0.3, 0.6, 0.15, 0.06, 0.3127, 0.329]);
    assert_eq!(
        said,
        [
            ("oiio:Gamma", &text("2.200")),
            ("chromaticities", &primaries),
            ("oiio:ColorSpace", &text("sRGB")),
            ("Software", &text("fox 1.2"))
        ]
    );
}

#[test]
fn what_does_not_fit_in_memory_is_named() {
    let bytes = write(400, 400, Colour::Grey, &[], &[]);
    let budget = Budget { chunk: 1000, ..Budget::default() };
    let still = etabli_formats::still::open(&bytes, Format::Png, &budget).unwrap().unwrap();
    assert!(still.unread.is_some());
}
