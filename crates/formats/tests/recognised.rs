//! Formats by content and by name, and why reading stops.
#![allow(clippy::unwrap_used, missing_docs)]

use std::io;

use etabli_formats::{Budget, Exceeded, Format, Source, Stop};

type Row = (Format, &'static [&'static [u8]], &'static [&'static str], &'static str);

/// First bytes, extensions and name of each format.
const FORMATS: [Row; 12] = [
    (Format::Exr, &[b"\x76\x2F\x31\x01"], &["exr", "EXR", "sxr", "mxr"], "OpenEXR"),
    (Format::Png, &[b"\x89PNG\r\n\x1a\n"], &["png"], "PNG"),
    (Format::Tiff, &[b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"], &["tif", "tiff", "tx"], "TIFF"),
    (Format::Dpx, &[b"SDPX", b"XPDS"], &["dpx"], "DPX"),
    (Format::Cineon, &[b"\x80\x2A\x5F\xD7", b"\xD7\x5F\x2A\x80"], &["cin"], "Cineon"),
    (Format::Jpeg, &[b"\xFF\xD8\xFF"], &["jpg", "jpeg"], "JPEG"),
    (Format::Hdr, &[b"#?RADIANCE", b"#?RGBE"], &["hdr", "rgbe"], "Radiance HDR"),
    (Format::Psd, &[b"8BPS"], &["psd", "psb"], "Photoshop"),
    (Format::Bmp, &[b"BM"], &["bmp"], "BMP"),
    (Format::Gif, &[b"GIF8"], &["gif"], "GIF"),
    (Format::Webp, &[b"RIFF\x10\0\0\0WEBP"], &["webp"], "WebP"),
    (Format::Dds, &[b"DDS "], &["dds"], "DDS"),
];

#[test]
fn each_format_by_its_bytes_and_its_extension() {
    for (format, magics, extensions, name) in FORMATS {
        assert_eq!(format.name(), name);
        for magic in magics {
            assert_eq!(Format::of(&[magic, &b"more"[..]].concat()), Some(format), "{magic:?}");
            assert_eq!(Format::of(&magic[..magic.len() - 1]), None, "{magic:?} cut");
        }
        for extension in extensions {
            assert_eq!(Format::of_extension(extension), Some(format), "{extension}");
        }
    }
    assert_eq!((Format::of(b""), Format::of_extension("txt")), (None, None));
}

#[test]
fn a_range_never_passes_the_end() {
    let source = b"abcdef".to_vec();
    let read = |at, count| source.read_range(at, count).unwrap();
    assert_eq!((read(0, 3), read(4, 9), read(6, 1), read(99, 1)), (b"abc".to_vec(), b"ef".to_vec(), vec![], vec![]));
    assert_eq!(read(1, u64::MAX), b"bcdef");
}

#[test]
fn why_reading_stops() {
    let budget = Stop::Budget(Exceeded { what: "dataWindow", asked: 9, cap: 4 });
    assert_eq!(budget.to_string(), "dataWindow asks for 9, the cap is 4");
    assert_eq!(Stop::from(io::Error::other("gone")).to_string(), "gone");
    let Budget { chunk, pixels, header, chunks, ratio } = Budget::default();
    assert_eq!((chunk, pixels, header, chunks, ratio), (1_073_741_824, 68_719_476_736, 16_777_216, 4_194_304, 1032));
}
