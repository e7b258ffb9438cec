//! Codecs that another library unpacks: its pixels, written by itself, in our order.

use std::io::Cursor;

use crate::hand::read;
use etabli_formats::Budget;
use etabli_formats::exr::{self as own, Answer, Ask, Box2i, Compression, Plan, Scratch, Survey};
use exr::prelude::*;

type Codec = exr::compression::Compression;

const SIZE: Vec2<usize> = Vec2(43, 70);
const CODECS: [(Codec, Compression); 6] = [
    (Codec::PIZ, Compression::Piz),
    (Codec::PXR24, Compression::Pxr24),
    (Codec::B44, Compression::B44),
    (Codec::B44A, Compression::B44a),
    (Codec::DWAA(None), Compression::Dwaa),
    (Codec::DWAB(None), Compression::Dwab),
];

fn value(x: usize, y: usize) -> f32 {
    ((x as f32 / 9.0).sin() + 1.1) * ((y as f32 / 17.0).cos() + 1.2) + ((x * 7919 + y * 104_729) % 97) as f32 / 1000.0
}

fn samples(scale: f32) -> impl Iterator<Item = f32> {
    (0..SIZE.area()).map(move |i| scale * value(i % SIZE.0, i / SIZE.0))
}

/// Half, float and integer channels, one of them linear, at a place other than the origin.
fn file(codec: Codec, blocks: Blocks) -> Vec<u8> {
    let channel =
        |name: &str, quantize_linearly, sample_data| AnyChannel { name: name.into(), sample_data, quantize_linearly, sampling: Vec2(1, 1) };
    let halves = |scale| FlatSamples::F16(samples(scale).map(f16::from_f32).collect());
    let channels = AnyChannels::sort(FromIterator::from_iter([
        channel("A", true, halves(0.2)),
        channel("B", false, halves(1.0)),
        channel("G", false, halves(0.7)),
        channel("R", false, halves(1.3)),
        channel("Z", false, FlatSamples::F32(samples(10.0).collect())),
        channel("id", false, FlatSamples::U32(samples(50.0).map(|value| value as u32).collect())),
    ]));
    let encoding = Encoding { compression: codec, blocks, line_order: LineOrder::Increasing };
    let attributes = LayerAttributes { layer_position: Vec2(-5, 9), ..LayerAttributes::named("main") };
    let mut bytes = Cursor::new(Vec::new());
    Image::from_layer(Layer::new(SIZE, attributes, encoding, channels)).write().non_parallel().to_buffered(&mut bytes).unwrap();
    bytes.into_inner()
}

/// The same file's samples by channel, as that library reads them.
fn theirs(bytes: &[u8]) -> Vec<Vec<f32>> {
    let reader = exr::prelude::read().no_deep_data().largest_resolution_level().all_channels().first_valid_layer().all_attributes();
    let image = reader.non_parallel().from_buffered(Cursor::new(bytes)).unwrap();
    image.layer_data.channel_data.list.iter().map(|channel| channel.sample_data.values_as_f32().collect()).collect()
}

fn survey(bytes: &[u8]) -> Survey {
    let (structure, chunks) = read(bytes);
    assert_eq!(structure.defects, []);
    own::survey(&bytes.to_vec(), &structure, &chunks, &Plan::default(), &Budget::default(), &mut Scratch::default()).unwrap().finish()
}

fn window(bytes: &[u8], x: i32, y: i32) -> Vec<f32> {
    let (structure, chunks) = read(bytes);
    let window = Box2i { min: [x, y], max: [x + 42, y + 34] };
    let ask = Ask::Samples { part: 0, channels: (0..6).collect(), window };
    match own::look(&bytes.to_vec(), &structure, &chunks, &ask, &Budget::default(), &mut Scratch::default()).unwrap() {
        Some(Answer::Samples(samples)) => samples,
        other => panic!("{other:?}"),
    }
}

#[test]
fn samples_come_in_our_order() {
    for (codec, compression) in CODECS {
        for blocks in [Blocks::ScanLines, Blocks::Tiles(Vec2(32, 48))] {
            let bytes = file(codec, blocks);
            assert_eq!(read(&bytes).0.parts[0].compression, compression);
            let expect = theirs(&bytes);
            for (half, lines) in [(0, 9), (35, 44)] {
                let planes: Vec<f32> = expect.iter().flat_map(|plane| plane[half * SIZE.0..(half + 35) * SIZE.0].to_vec()).collect();
                assert_eq!(window(&bytes, -5, lines), planes, "{compression:?} {blocks:?}");
            }
        }
    }
}

#[test]
fn statistics_are_those_of_the_decoded_samples() {
    for (codec, compression) in CODECS {
        let bytes = file(codec, Blocks::ScanLines);
        for (counted, expect) in survey(&bytes).parts[0].channels.iter().zip(theirs(&bytes)) {
            let bound = |pick: fn(f32, f32) -> f32| f64::from(expect.iter().copied().reduce(pick).unwrap());
            assert_eq!((counted.samples, counted.min, counted.max), (3010, bound(f32::min), bound(f32::max)), "{compression:?}");
            let sum: f64 = expect.iter().copied().map(f64::from).sum();
            assert!((counted.sum / sum - 1.0).abs() < 1e-6, "{compression:?}: {} for {sum}", counted.sum);
        }
    }
}

#[test]
fn a_linear_channel_is_decoded_as_one() {
    let bytes = file(Codec::B44, Blocks::ScanLines);
    let error = window(&bytes, -5, 9).iter().take(43 * 35).zip(samples(0.2)).map(|(ours, value)| (ours - value).abs()).fold(0.0, f32::max);
    assert!(error < 0.02, "{error}");
}

#[test]
fn a_corrupt_chunk_is_a_defect() {
    for (codec, compression) in CODECS {
        let bytes = file(codec, Blocks::ScanLines);
        let (structure, chunks) = read(&bytes);
        let mut bad = bytes.clone();
        let packed = chunks[0].data_at as usize..(chunks[0].data_at + chunks[0].packed) as usize;
        bad[packed].fill(0xFF);
        let counted =
            own::survey(&bad, &structure, &chunks, &Plan::default(), &Budget::default(), &mut Scratch::default()).unwrap().finish();
        let samples = counted.parts[0].channels[0].samples;
        if matches!(compression, Compression::B44 | Compression::B44a) {
            assert_eq!((counted.defects.len(), samples), (0, 3010), "any bytes are B44 blocks");
        } else {
            assert_eq!(counted.defects.len(), 1, "{compression:?}");
            assert_eq!(samples, 43 * (70 - (chunks[0].window.height())), "{compression:?}");
        }
    }
}

/// PXR24 drops a byte of each float before deflate, so that black frames get past what deflate alone could do.
#[test]
fn a_black_frame_claims_nothing_that_its_file_could_not_hold() {
    let size = Vec2(1920, 540);
    for (codec, _) in CODECS {
        let black = |name: &str| AnyChannel::new(name, FlatSamples::F32(vec![0.0; size.area()]));
        let channels = AnyChannels::sort(["R", "G", "B", "A"].into_iter().map(black).collect());
        let encoding = Encoding { compression: codec, blocks: Blocks::ScanLines, line_order: LineOrder::Increasing };
        let mut bytes = Cursor::new(Vec::new());
        let layer = Layer::new(size, LayerAttributes::named("main"), encoding, channels);
        Image::from_layer(layer).write().non_parallel().to_buffered(&mut bytes).unwrap();
        assert_eq!(read(&bytes.into_inner()).0.defects, [], "{codec:?}");
    }
}
