//! TIFF: written by our own writer, and by hand where it does not go.

use etabli_formats::exr::{Plan, SampleType, Value};
use etabli_formats::tiff::{Page, write};
use etabli_formats::{Budget, Source};

use super::{figures, opened};

/// A file of one uncompressed strip: the fields of its directory, all of one value, and its pixels.
fn by_hand(order: [u8; 2], fields: &[(u16, u32)], pixels: &[u8]) -> Vec<u8> {
    let big = &order == b"MM";
    let short = |number: u16| if big { number.to_be_bytes() } else { number.to_le_bytes() };
    let long = |number: u32| if big { number.to_be_bytes() } else { number.to_le_bytes() };
    let data_at = 8 + 2 + 12 * (fields.len() as u32 + 2) + 4;
    let mut file = [&order[..], &short(42), &long(8), &short(fields.len() as u16 + 2)].concat();
    let mut all = [fields, &[(273, data_at), (279, pixels.len() as u32)]].concat();
    all.sort_unstable();
    for (tag, value) in all {
        file.extend([&short(tag)[..], &short(4), &long(1), &long(value)].concat());
    }
    file.extend(long(0));
    file.extend(pixels);
    file
}

/// Width, height, bits, compression, photometric, samples, rows of a strip.
fn fields(width: u32, bits: u32, photometric: u32, more: &[(u16, u32)]) -> Vec<(u16, u32)> {
    [&[(256, width), (257, 1), (258, bits), (259, 1), (262, photometric), (277, 1), (278, 1)], more].concat()
}

fn bounds(file: &dyn Source) -> Vec<(f64, f64)> {
    figures(file).into_iter().map(|(_, min, max, _)| (min, max)).collect()
}

#[test]
fn strips_are_read() {
    let pixels: Vec<u8> = (0..20 * 40 * 3).map(|i| if i == 2000 { 255 } else { 51 }).collect();
    let bytes = write(&Page { width: 20, height: 40, samples: 3, pixels: &pixels, software: "fox 1.2" });
    assert_eq!(bounds(&bytes), [(0.2, 0.2), (0.2, 0.2), (0.2, 1.0)]);
    let header = opened(&bytes).header;
    assert_eq!((header.compression.as_str(), header.channels[0].kind), ("deflate", SampleType::U8));
    let maker = header.attributes.iter().find(|attribute| attribute.name == "Software").map(|attribute| &attribute.value);
    assert_eq!(maker, Some(&Value::Text("fox 1.2".to_owned())));
}

#[test]
fn both_orders_and_every_type_are_read() {
    assert_eq!(bounds(&by_hand(*b"MM", &fields(2, 16, 1, &[]), &[0x33, 0x33, 0xFF, 0xFF])), [(0.2, 1.0)]);
    assert_eq!(bounds(&by_hand(*b"II", &fields(2, 16, 1, &[]), &[0x33, 0x33, 0xFF, 0xFF])), [(0.2, 1.0)]);
    let floats = |order: [u8; 2], bytes: [[u8; 4]; 2]| bounds(&by_hand(order, &fields(2, 32, 1, &[(339, 3)]), bytes.as_flattened()));
    assert_eq!(floats(*b"MM", [1.5f32, -2.0].map(f32::to_be_bytes)), [(-2.0, 1.5)]);
    assert_eq!(floats(*b"II", [1.5f32, -2.0].map(f32::to_le_bytes)), [(-2.0, 1.5)]);
    assert_eq!(bounds(&by_hand(*b"II", &fields(2, 16, 1, &[(339, 3)]), &[0, 0x3C, 0, 0xC0])), [(-2.0, 1.0)]);
    assert_eq!(bounds(&by_hand(*b"II", &fields(8, 1, 0, &[]), &[0b1111_0000])), [(0.0, 1.0)]);
    assert_eq!(bounds(&by_hand(*b"II", &fields(2, 8, 0, &[]), &[0, 204])), [(0.2, 1.0)], "0 is white");
}

#[test]
fn differences_are_undone() {
    assert_eq!(bounds(&by_hand(*b"MM", &fields(2, 16, 1, &[(317, 2)]), &[0x33, 0x33, 0xCC, 0xCC])), [(0.2, 1.0)]);
}

#[test]
fn what_nobody_reads_is_named() {
    let unread = |fields: &[(u16, u32)]| opened(&by_hand(*b"II", fields, &[0; 64])).unread;
    assert_eq!(unread(&fields(2, 32, 1, &[])), Some("32-bit integers"));
    assert_eq!(unread(&fields(2, 12, 1, &[])), Some("an unusual depth"));
    assert_eq!(unread(&fields(2, 8, 5, &[])), Some("separated colours"));
    let packed: Vec<(u16, u32)> = fields(2, 8, 1, &[]).into_iter().map(|field| if field.0 == 259 { (259, 50000) } else { field }).collect();
    assert_eq!(unread(&packed), Some("ZSTD"));
}

#[test]
fn strips_that_do_not_unpack_are_told() {
    let mut bytes = write(&Page { width: 20, height: 40, samples: 3, pixels: &[7; 2400], software: "fox" });
    let end = bytes.len() - 4;
    bytes[end] ^= 0x55;
    let (tally, defects) = opened(&bytes).survey_tiff(&bytes, &Plan::default(), &Budget::default()).unwrap();
    assert_eq!(defects.len(), 1);
    assert_eq!(tally.finish().parts[0].channels[0].samples, 20 * 32);
}
