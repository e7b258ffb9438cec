//! Readers of picture formats other than OpenEXR: what we write is sound, what is cut is named, and no bytes lead a reader astray.
#![allow(clippy::unwrap_used)]

use etabli_formats::{Budget, Defect, Format, Source, Weight, dpx, jpeg, other, png, tiff};
use proptest::prelude::*;

const WIDTH: u32 = 40;
const HEIGHT: u32 = 24;

fn pixels() -> Vec<u8> {
    (0..WIDTH * HEIGHT * 3).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect()
}

fn png_file() -> Vec<u8> {
    png::write(WIDTH, HEIGHT, png::Colour::Rgb, &pixels(), &[("Software", "test")])
}

fn tiff_file() -> Vec<u8> {
    tiff::write(&tiff::Page { width: WIDTH, height: HEIGHT, samples: 3, pixels: &pixels(), software: "test" })
}

fn dpx_file() -> Vec<u8> {
    let colours: Vec<[u16; 3]> = pixels().chunks_exact(3).map(|c| [u16::from(c[0]), u16::from(c[1]), 1023]).collect();
    dpx::write(WIDTH, HEIGHT, &colours, 1001)
}

fn jpeg_file() -> Vec<u8> {
    jpeg::write(WIDTH as u16, HEIGHT as u16, &pixels(), "test")
}

fn hdr_file() -> Vec<u8> {
    let shared: Vec<[u8; 4]> = pixels().chunks_exact(3).map(|c| [c[0], c[1], c[2], 128]).collect();
    other::write_hdr(WIDTH as u16, HEIGHT as u16, &shared)
}

/// One sound file of each format, and the bytes at its end that its pixels do not need.
fn sound() -> Vec<(Format, Vec<u8>, usize)> {
    vec![
        (Format::Png, png_file(), 0),
        (Format::Tiff, tiff_file(), 0),
        (Format::Dpx, dpx_file(), 0),
        (Format::Jpeg, jpeg_file(), 0),
        (Format::Hdr, hdr_file(), 0),
        (Format::Tga, other::write_tga(WIDTH as u16, HEIGHT as u16, &pixels()), 26),
        (Format::Bmp, other::write_bmp(WIDTH, HEIGHT, &pixels()), 0),
    ]
}

/// Byte, weight and rule of every defect, structure first.
fn defects(format: Format, bytes: &dyn Source) -> Vec<(u64, Weight, String)> {
    let budget = Budget { chunk: 1 << 24, pixels: 1 << 26, ..Budget::default() };
    match format {
        Format::Png => {
            let structure = png::read(bytes, &budget).unwrap();
            let data = png::verify(bytes, &structure, &budget).unwrap();
            said([structure.defects, data].concat())
        }
        Format::Tiff => {
            let structure = tiff::read(bytes, &budget).unwrap();
            let data = tiff::verify(bytes, &structure, &budget).unwrap();
            said([structure.defects, data].concat())
        }
        Format::Dpx | Format::Cineon => {
            let structure = dpx::read(bytes, &budget).unwrap();
            let data = dpx::verify(bytes, &structure, &budget).unwrap();
            said([structure.defects, data].concat())
        }
        Format::Jpeg => {
            let structure = jpeg::read(bytes, &budget).unwrap();
            let data = jpeg::verify(bytes, &structure, &budget).unwrap();
            said([structure.defects, data].concat())
        }
        other => said(other::read(other, bytes, &budget).unwrap().unwrap().defects),
    }
}

fn said<R: std::fmt::Debug>(all: Vec<Defect<R>>) -> Vec<(u64, Weight, String)> {
    all.into_iter().map(|defect| (defect.byte, defect.weight, format!("{:?}", defect.rule))).collect()
}

#[test]
fn what_we_write_is_sound() {
    for (format, bytes, _) in sound() {
        assert_eq!(defects(format, &bytes), [], "{format:?}");
    }
}

#[test]
fn every_cut_breaks_the_file() {
    for (format, bytes, spare) in sound() {
        for keep in (0..bytes.len() - spare).step_by(7) {
            let cut = bytes[..keep].to_vec();
            let found = defects(format, &cut);
            assert!(found.iter().any(|(_, weight, _)| *weight == Weight::Broken), "{format:?} cut at {keep}: {found:?}");
            assert!(found.iter().all(|(byte, ..)| *byte <= keep as u64), "{format:?} cut at {keep}: {found:?}");
        }
    }
}

#[test]
fn an_edit_is_named_at_its_byte() {
    let data = |bytes: &[u8]| bytes.windows(4).position(|four| four == b"IDAT").unwrap() - 4;
    let check = |format: Format, bytes: &[u8], at: usize, new: &[u8], byte: usize, rule: &str| {
        let mut spoiled = bytes.to_vec();
        spoiled.splice(at..at + new.len(), new.iter().copied());
        let found = defects(format, &spoiled);
        let met = found.iter().any(|(own, _, said)| *own == byte as u64 && said.starts_with(rule));
        assert!(met, "{format:?} at {at}: {rule} at {byte} among {found:?}");
    };
    let png = png_file();
    let end = png.len() - 12;
    check(Format::Png, &png, 4, b"\n", 4, "Signature");
    check(Format::Png, &png, 16, &[0; 4], 16, "Field { chunk: \"IHDR\", field: \"width\"");
    check(Format::Png, &png, 24, &[3], 24, "Field { chunk: \"IHDR\", field: \"bit depth\"");
    check(Format::Png, &png, 25, &[5], 25, "Field { chunk: \"IHDR\", field: \"colour type\"");
    check(Format::Png, &png, 25, &[3], data(&png), "Missing { chunk: \"PLTE\"");
    check(Format::Png, &png, data(&png) + 4, b"tIME", data(&png), "Size { chunk: \"tIME\"");
    check(Format::Png, &png, end, &[0; 12], end, "Zeros");
    check(Format::Png, &png, end + 4, b"1", end, "NoChunk");
    check(Format::Png, &png, 29, &[0; 4], 29, "Checksum { chunk: \"IHDR\"");
    let tiff = tiff_file();
    check(Format::Tiff, &tiff, 4, &[0; 4], 4, "Directory { problem: \"none\"");
    check(Format::Tiff, &tiff, 10 + 8, &[0; 4], 10, "Entry { tag: 256, problem: \"value\"");
    check(Format::Tiff, &tiff, 10 + 3 * 12 + 8, &[11], 10 + 3 * 12, "Entry { tag: 259, problem: \"value\"");
    check(Format::Tiff, &tiff, 10 + 11 * 12, &[8], 10 + 11 * 12, "Directory { problem: \"loop\"");
    let dpx = dpx_file();
    check(Format::Dpx, &dpx, 8, b"v", 8, "Field { field: \"version\"");
    check(Format::Dpx, &dpx, 770, &[0, 9], 770, "Field { field: \"number of image elements\"");
    check(Format::Dpx, &dpx, 803, &[11], 803, "Field { field: \"bit size\"");
    check(Format::Dpx, &dpx, 2048 + 3, &[0xFF], 2048, "Padding");
    let jpeg = jpeg_file();
    let frame = jpeg.windows(2).position(|two| two == [0xFF, 0xC0]).unwrap() + 4;
    check(Format::Jpeg, &jpeg, frame, &[9], frame, "Field { marker: \"SOF0\", field: \"precision\"");
    check(Format::Jpeg, &jpeg, frame + 3, &[0; 2], frame + 3, "Field { marker: \"SOF0\", field: \"width\"");
    let bmp = other::write_bmp(WIDTH, HEIGHT, &pixels());
    check(Format::Bmp, &bmp, 28, &[23], 28, "Field { field: \"bits\"");
    check(Format::Bmp, &bmp, 10, &[0xFF; 4], 10, "Outside");
}

#[test]
fn a_frame_too_short_for_its_fields_is_a_wrong_size() {
    let mut bytes = jpeg_file();
    let frame = bytes.windows(2).position(|two| two == [0xFF, 0xC0]).unwrap();
    bytes.truncate(frame + 5);
    bytes[frame + 2..].copy_from_slice(&[0, 3, 8]);
    let found = defects(Format::Jpeg, &bytes);
    assert!(found.iter().any(|(byte, _, rule)| *byte == frame as u64 && rule.starts_with("Size")), "{found:?}");
    assert!(found.iter().all(|(byte, ..)| *byte <= bytes.len() as u64), "{found:?}");
}

proptest! {
    #[test]
    fn edited_files_are_read_in_bounds(which in 0..7usize, edits in prop::collection::vec((any::<u16>(), any::<u8>()), 1..8), keep in any::<u16>()) {
        let (format, mut bytes, _) = sound().swap_remove(which);
        for (at, byte) in edits {
            let at = usize::from(at) % bytes.len();
            bytes[at] = byte;
        }
        bytes.truncate(bytes.len() - usize::from(keep) % 64);
        let size = bytes.len() as u64;
        for (byte, _, rule) in defects(format, &bytes) {
            prop_assert!(byte <= size, "{:?}: {} at {}", format, rule, byte);
        }
    }

    #[test]
    fn noise_is_read_in_bounds(noise in prop::collection::vec(any::<u8>(), 0..600)) {
        for (format, sound, _) in sound() {
            let head = sound.iter().copied().take(12);
            let bytes: Vec<u8> = head.chain(noise.iter().copied()).collect();
            for (byte, _, rule) in defects(format, &bytes) {
                prop_assert!(byte <= bytes.len() as u64, "{:?}: {} at {}", format, rule, byte);
            }
        }
    }
}
