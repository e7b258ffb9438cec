//! DPX and Cineon headers made by hand.

use etabli_formats::dpx::{clear_padding, read, verify};
use etabli_formats::exr::{Plan, Scratch, Value};
use etabli_formats::{Budget, Pieced, Source};

use super::{figures, opened};

/// A big-endian DPX of 3 × 1 pixels.
fn dpx(descriptor: u8, depth: u8, packing: u8, pixels: &[u8]) -> Vec<u8> {
    let mut file = vec![0; 2048];
    let mut put = |at: usize, bytes: &[u8]| file[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, b"SDPX");
    put(4, &2048u32.to_be_bytes());
    put(160, b"fox 1.2");
    put(770, &1u16.to_be_bytes());
    put(772, &[0, 0, 0, 3, 0, 0, 0, 1]);
    put(800, &[descriptor, 3, 2, depth, 0, packing]);
    put(808, &2048u32.to_be_bytes());
    put(1628, &[0, 0, 0, 2, 0, 0, 0, 1]);
    put(1920, &0x0100_0005u32.to_be_bytes());
    put(1940, &25f32.to_bits().to_be_bytes());
    file.extend_from_slice(pixels);
    file
}

#[test]
fn ten_bits_are_read_from_their_words() {
    let pixels: Vec<u8> = [0u32, 1023, 1023].into_iter().flat_map(|level| (level << 22 | 1023 << 12 | level << 2).to_be_bytes()).collect();
    let bytes = dpx(50, 10, 1, &pixels);
    let channels = figures(&bytes);
    assert_eq!(channels.iter().map(|channel| (channel.1, channel.2)).collect::<Vec<_>>(), [(0.0, 1.0), (1.0, 1.0), (0.0, 1.0)]);
    let header = opened(&bytes).header;
    assert_eq!((header.pixel_aspect.to_bits(), header.compression.as_str()), (2f32.to_bits(), "none (10-bit, filled A)"));
    let value = |name: &str| header.attributes.iter().find(|attribute| attribute.name == name).map(|attribute| attribute.value.clone());
    assert_eq!(value("Software"), Some(Value::Text("fox 1.2".to_owned())));
    assert_eq!(value("timeCode"), Some(Value::TimeCode(0x0100_0005, 0)));
    assert_eq!(value("framesPerSecond"), Some(Value::Ints(vec![25000, 1000])));
    assert_eq!(value("oiio:ColorSpace"), Some(Value::Text("logarithmic".to_owned())));
}

#[test]
fn what_nobody_reads_is_named() {
    let unread = |descriptor, depth, packing| opened(&dpx(descriptor, depth, packing, &[])).unread;
    assert_eq!(unread(100, 8, 0), Some("luminance-chroma pixels"));
    assert_eq!(unread(50, 1, 0), Some("an unusual depth"));
    assert_eq!(unread(50, 10, 1), None);
    let mut two = dpx(50, 8, 0, &[0; 9]);
    two[771] = 2;
    assert_eq!(opened(&two).unread, Some("several image elements"));
}

#[test]
fn pixels_that_end_early_are_told() {
    let bytes = dpx(50, 8, 0, &[0; 8]);
    let still = opened(&bytes);
    let survey = still.survey(&bytes, &Plan::default(), &Budget::default(), &mut Scratch::default()).unwrap().finish();
    assert_eq!(survey.defects.iter().map(|defect| defect.byte).collect::<Vec<_>>(), [2056]);
}

#[test]
fn cineon_is_read() {
    let mut file = vec![0; 2048];
    file[..4].copy_from_slice(&[0x80, 0x2A, 0x5F, 0xD7]);
    file[4..8].copy_from_slice(&2048u32.to_be_bytes());
    file[193] = 3;
    for channel in [196, 224, 252] {
        file[channel + 2..channel + 12].copy_from_slice(&[10, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
    }
    file[681] = 5;
    file.extend((1023u32 << 22 | 1023 << 2).to_be_bytes());
    assert_eq!(figures(&file).iter().map(|channel| channel.1).collect::<Vec<_>>(), [1.0, 0.0, 1.0]);
}

/// The file as it is after its padding was cleared; `None` when there was none.
#[allow(clippy::ptr_arg, reason = "a source is a vector")]
fn cleared(file: &Vec<u8>) -> Option<Vec<u8>> {
    let budget = Budget::default();
    let structure = read(file, &budget).unwrap();
    let pieces = clear_padding(file, &structure, &budget).unwrap()?;
    let new = Pieced::new(file, &pieces);
    assert!(verify(&new, &structure, &budget).unwrap().is_empty());
    Some(new.read_range(0, u64::MAX).unwrap())
}

#[test]
fn padding_is_cleared_and_no_sample_is_touched() {
    // Descriptor, depth, packing, words of a line, and the bits of each that hold no sample.
    let cases: [(u8, u8, u8, Vec<u32>, u32); 3] = [
        (50, 10, 1, vec![0xFFFF_FFFC, 0x1234_5677, 0x8765_4320], 0x3),
        (50, 10, 2, vec![0x3FFF_FFFF, 0xD234_5678, 0x0765_4321], 0xC000_0000),
        (6, 10, 0, vec![0xFFFF_FFFF], 0xC000_0000),
    ];
    for (descriptor, depth, packing, words, gap) in cases {
        let bytes = |clear: u32| words.iter().flat_map(|word| (word & !clear).to_be_bytes()).collect::<Vec<u8>>();
        let (filled, empty) = (dpx(descriptor, depth, packing, &bytes(0)), dpx(descriptor, depth, packing, &bytes(gap)));
        assert_eq!(cleared(&filled), Some(empty.clone()), "{descriptor} {depth} {packing}");
        assert_eq!(cleared(&empty), None);
    }
    let halves = |clear: u16| [0xFFFFu16, 0x1234, 0x8761, 0x0010, 0xABCD, 1, 2, 3, 4].map(|half| (half & !clear).to_be_bytes()).concat();
    assert_eq!(cleared(&dpx(50, 12, 1, &halves(0))), Some(dpx(50, 12, 1, &halves(0xF))));
}
