//! Any bytes, read as every format that has no reader of its own.
#![no_main]

use etabli_formats::{Budget, Format, Stop, other};
use libfuzzer_sys::fuzz_target;

/// The formats that are read there.
const FORMATS: [Format; 18] = [
    Format::Hdr,
    Format::Tga,
    Format::Psd,
    Format::Bmp,
    Format::Gif,
    Format::Webp,
    Format::Dds,
    Format::Ico,
    Format::Sgi,
    Format::Pnm,
    Format::Fits,
    Format::Rla,
    Format::Pic,
    Format::Iff,
    Format::Ptex,
    Format::Zfile,
    Format::Jp2,
    Format::Jxl,
];

fuzz_target!(|bytes: &[u8]| {
    let source = bytes.to_vec();
    let budget = Budget { chunk: 8 << 20, pixels: 64 << 20, ..Budget::default() };
    let own = Format::of(bytes.get(..16).unwrap_or(bytes));
    // What has no magic bytes is read as each: so are bytes that begin as another format.
    for format in FORMATS.into_iter().filter(|format| own.is_none_or(|own| own == *format)) {
        match other::read(format, &source, &budget) {
            Ok(structure) => {
                for defect in structure.into_iter().flat_map(|structure| structure.defects) {
                    assert!(defect.byte <= source.len() as u64, "a defect lies inside the file: {format:?} {defect:?}");
                }
            }
            Err(Stop::Io(error)) => panic!("memory has no input or output: {error}"),
            Err(Stop::Budget(_)) => {}
        }
    }
});
