//! What the pass over the pixels counts, against counting sample by sample.

use crate::hand::{Raw, chunk_at, line, picture, put, read, written};
use etabli_formats::exr::{
    self, Box2i, CELL, ChannelStats, Compression, Extra, Image, LineOrder, Part, PartPixels, Plan, Plane, STEP, Samples, Scratch, Survey,
    Tally, unreadable,
};
use etabli_formats::{Budget, Stop};

const LAYOUTS: [Option<[u32; 2]>; 3] = [None, Some([16, 16]), Some([23, 7])];
const CODECS: [Compression; 4] = [Compression::None, Compression::Rle, Compression::Zips, Compression::Zip];

/// Every kind of sample, special values and ranges that do not add up exactly, in a window that begins elsewhere.
fn mixed() -> PartPixels {
    let special = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, -0.0, 0.0, 1e-6];
    let value = |i: usize| if i % 97 == 5 { special[i / 97 % 6] } else { ((i * 7919) % 4001) as f32 / 16.0 - 90.0 };
    let mut part = PartPixels { data_window: Box2i { min: [-8, 3], max: [31, 52] }, ..picture() };
    part.planes = vec![
        Plane::half("A", (0..2000).map(|i| if (300..700).contains(&i) { 0.0 } else { 1.0 })),
        Plane::half("R", (0..2000).map(value)),
        Plane::float("Z", (0..2000).map(|i| if i % 40 < 17 { 0.0 } else { value(i) * 10f32.powi(i as i32 % 60 - 30) })),
        Plane::half("nan", vec![f32::NAN; 2000]),
        Plane::uint("uid", (0..2000).map(|i: u32| if i < 900 { 0 } else { i.wrapping_mul(0x9E37_79B9) })),
    ];
    part
}

fn whole(part: &PartPixels) -> Plan {
    let all: Vec<_> = (0..part.planes.len() as u32).map(|channel| (0, channel)).collect();
    Plan { levels: all.clone(), cells: all, colours: vec![(0, [1, 2, 0])] }
}

fn tally(bytes: &[u8], plan: &Plan, range: std::ops::Range<usize>) -> Result<Tally, Stop> {
    let (structure, chunks) = read(bytes);
    let end = range.end.min(chunks.len());
    exr::survey(&bytes.to_vec(), &structure, &chunks[range.start..end], plan, &Budget::default(), &mut Scratch::default())
}

fn survey(bytes: &[u8], plan: &Plan) -> Survey {
    tally(bytes, plan, 0..usize::MAX).unwrap().finish()
}

fn values(samples: &Samples) -> Vec<f64> {
    match samples {
        Samples::Half(bits) => bits.iter().map(|&bits| half::f16::from_bits(bits).to_f64()).collect(),
        Samples::Float(values) => values.iter().map(|&value| value.into()).collect(),
        Samples::Uint(values) => values.iter().map(|&value| value.into()).collect(),
    }
}

#[track_caller]
fn same(counted: &ChannelStats, values: &[f64], what: &str) {
    let count = |test: fn(f64) -> bool| values.iter().filter(|value| test(**value)).count() as u64;
    let finite: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    assert_eq!(counted.samples, values.len() as u64, "{what}");
    assert_eq!(counted.finite(), finite.len() as u64, "{what}");
    assert_eq!(counted.nan, count(f64::is_nan), "{what}");
    assert_eq!(counted.positive_infinite, count(|value| value == f64::INFINITY), "{what}");
    assert_eq!(counted.negative_infinite, count(|value| value == f64::NEG_INFINITY), "{what}");
    assert_eq!(counted.min, finite.iter().copied().fold(f64::INFINITY, f64::min), "{what}");
    assert_eq!(counted.max, finite.iter().copied().fold(f64::NEG_INFINITY, f64::max), "{what}");
    let (sum, size) = finite.iter().fold((0.0, 0.0), |(sum, size), value| (sum + value, size + value.abs()));
    assert!((counted.sum - sum).abs() <= 3e-7 * size, "{what}: sum {} for {sum}", counted.sum);
    assert_eq!(counted.mean().is_some(), !finite.is_empty(), "{what}");
    if let Some(mean) = counted.mean() {
        assert!((mean * finite.len() as f64 - sum).abs() <= 4e-7 * size, "{what}: mean {mean}");
    }
}

#[test]
fn statistics_are_those_of_the_samples() {
    for compression in CODECS {
        for tiles in LAYOUTS {
            let part = PartPixels { compression, tiles, ..mixed() };
            let survey = survey(&written(part.clone()), &Plan::default());
            assert_eq!(survey.defects, []);
            for (plane, counted) in part.planes.iter().zip(&survey.parts[0].channels) {
                same(counted, &values(&plane.samples), &format!("{compression:?} {tiles:?} {}", plane.name));
                assert!(counted.quantiles.is_none() && counted.cells.is_none());
            }
        }
    }
}

#[test]
fn the_same_bits_wherever_the_chunks_are_split() {
    for (compression, tiles) in [(Compression::Zips, None), (Compression::Zip, None), (Compression::Rle, Some([23, 7]))] {
        let part = PartPixels { compression, tiles, ..mixed() };
        let (plan, bytes) = (whole(&part), written(part));
        let expect = survey(&bytes, &plan);
        for at in 0..read(&bytes).1.len() {
            let mut joined = tally(&bytes, &plan, 0..at).unwrap();
            joined.merge(tally(&bytes, &plan, at..usize::MAX).unwrap());
            assert_eq!(joined.finish(), expect, "{compression:?} {at}");
        }
    }
}

#[test]
fn any_order_of_chunks_and_any_codec_of_ours_count_alike() {
    let expect = survey(&written(mixed()), &whole(&mixed()));
    for compression in [Compression::Rle, Compression::None] {
        let part = PartPixels { line_order: LineOrder::Decreasing, compression, ..mixed() };
        let counted = survey(&written(part), &whole(&mixed()));
        for (ours, expect) in counted.parts[0].channels.iter().zip(&expect.parts[0].channels) {
            assert_eq!((ours.nan, ours.min, ours.max), (expect.nan, expect.min, expect.max));
            assert_eq!((ours.quantiles, &ours.cells), (expect.quantiles, &expect.cells));
        }
    }
}

#[test]
fn cells_are_those_of_the_samples() {
    for tiles in LAYOUTS {
        let part = PartPixels { tiles, ..mixed() };
        let survey = survey(&written(part.clone()), &whole(&part));
        for (plane, counted) in part.planes.iter().zip(&survey.parts[0].channels) {
            let (cells, values) = (counted.cells.as_ref().unwrap(), values(&plane.samples));
            assert_eq!((cells.width, cells.height), (3, 4));
            for (column, row) in (0..4).flat_map(|row| (0..3).map(move |column| (column, row))) {
                let inside = |at: usize, from: u32| (from * CELL..(from + 1) * CELL).contains(&(at as u32));
                let of: Vec<f64> =
                    values.iter().enumerate().filter(|(i, _)| inside(i % 40, column) && inside(i / 40, row)).map(|(_, v)| *v).collect();
                let what = format!("{tiles:?} {} {column} {row}", plane.name);
                assert_eq!(cells.some(column, row), of.iter().any(|&value| value != 0.0), "{what}");
                assert_eq!(cells.every(column, row), of.iter().all(|&value| value != 0.0), "{what}");
            }
        }
    }
}

#[test]
fn quantiles_are_those_of_every_eighth_line() {
    let part = mixed();
    let survey = survey(&written(part.clone()), &whole(&part));
    for (plane, counted) in part.planes.iter().zip(&survey.parts[0].channels) {
        let sampled =
            values(&plane.samples).into_iter().enumerate().filter(|(i, value)| ((i / 40) as u64).is_multiple_of(STEP) && value.is_finite());
        let mut sampled: Vec<f64> = sampled.map(|(_, value)| value).collect();
        sampled.sort_by(f64::total_cmp);
        assert_eq!(counted.quantiles.is_some(), !sampled.is_empty(), "{}", plane.name);
        for (share, quantile) in exr::SHARES.iter().zip(counted.quantiles.into_iter().flatten()) {
            let expect = sampled[(share * (sampled.len() - 1) as f64) as usize].clamp(-65504.0, 65504.0);
            let next = sampled[(share * (sampled.len() - 1) as f64).ceil() as usize].clamp(-65504.0, 65504.0);
            let slack = 0.008 * expect.abs().max(next.abs()) + 7e-5;
            assert!((expect - slack..=next + slack).contains(&quantile.into()), "{} {share}: {quantile} for {expect}", plane.name);
        }
    }
}

#[test]
fn one_value_everywhere_is_every_quantile() {
    let part = PartPixels::rgba(40, 50, |_, _| [0.18, 3.0, 0.0, 1.0]);
    for (channel, value) in survey(&written(part.clone()), &whole(&part)).parts[0].channels.iter().zip([1.0, 0.0, 3.0, 0.180_053_71]) {
        assert_eq!(channel.quantiles, Some([value; 7]));
    }
}

#[test]
fn magenta_is_counted_on_every_eighth_line() {
    let picture = |x: i32, y: i32| match (x, y) {
        (3..9, 7..10) => [0.40, 0.003, 0.53, 1.0],
        (3, 16) => [1.0, 0.0, 1.0, 1.0],
        (4, 16) => [f32::NAN, 0.0, 1.0, 1.0],
        _ => [0.2, 0.2, 0.2, 1.0],
    };
    for tiles in LAYOUTS {
        let part = PartPixels { tiles, ..PartPixels::rgba(40, 50, |x, y| picture(x as i32, y as i32)) };
        let plan = Plan { colours: vec![(0, [3, 2, 1]), (0, [1, 2, 9]), (1, [0, 0, 0])], ..Plan::default() };
        let counted = survey(&written(part), &plan).colours;
        assert_eq!((counted[0].part, counted[0].channels, counted[0].sampled, counted[0].magenta), (0, [3, 2, 1], 280, 7));
        assert_eq!((counted[1].sampled, counted[2].sampled), (0, 0), "what is not there is not counted");
    }
}

#[test]
fn every_part_counts_for_itself() {
    let first = PartPixels { name: "a".into(), ..picture() };
    let second = PartPixels { name: "b".into(), tiles: Some([23, 7]), ..mixed() };
    let bytes = exr::write(&Image { parts: vec![first.clone(), second.clone()] }).unwrap();
    let plan = Plan { cells: vec![(1, 0)], levels: vec![(0, 1)], ..Plan::default() };
    let counted = survey(&bytes, &plan);
    for (part, stats) in [first, second].iter().zip(&counted.parts) {
        let mut planes: Vec<_> = part.planes.iter().collect();
        planes.sort_by(|a, b| a.name.cmp(&b.name));
        for (plane, channel) in planes.into_iter().zip(&stats.channels) {
            same(channel, &values(&plane.samples), &plane.name);
        }
    }
    let planned: Vec<_> = counted
        .parts
        .iter()
        .map(|part| part.channels.iter().map(|c| (c.cells.is_some(), c.quantiles.is_some())).collect::<Vec<_>>())
        .collect();
    assert_eq!(planned[0], [(false, false), (false, true), (false, false), (false, false)]);
    assert_eq!(planned[1], [(true, false), (false, false), (false, false), (false, false), (false, false)]);
}

/// Defects of a file's pixels, one line each, and the samples that were counted.
fn damage(bytes: &[u8]) -> (Vec<String>, u64) {
    let survey = survey(bytes, &Plan::default());
    (survey.defects.iter().map(line).collect(), survey.parts[0].channels[0].samples)
}

#[test]
fn a_chunk_that_does_not_decode_is_a_defect_inside_it() {
    let bytes = written(PartPixels { data_window: Box2i { min: [0, -10], max: [39, 39] }, ..picture() });
    let second = chunk_at(&bytes, 1);
    let third = chunk_at(&bytes, 2);
    for (at, problem) in [(third - 1, "checksum"), (second + 8, "deflate"), (second + 10, "deflate")] {
        let mut bad = bytes.clone();
        bad[at] ^= 0x26;
        assert_eq!(damage(&bad), (vec![format!("{} part 0 chunk 1 lines 6-21: corrupt {problem}", second + 8)], 40 * 34));
    }
    let tiled = written(PartPixels { tiles: Some([23, 7]), compression: Compression::Rle, ..picture() });
    let mut bad = tiled.clone();
    let at = chunk_at(&tiled, 2) + 20;
    put(&mut bad, at, &[0x7F; 4]);
    assert_eq!(damage(&bad), (vec![format!("{at} part 0 chunk 2 lines 7-13: corrupt long")], 2000 - 23 * 7));
}

#[test]
fn a_chunk_of_another_size_is_short_or_long() {
    let raw = |compression, packed: &[u8]| {
        let raw = Raw { version: 2, kind: "scanlineimage", compression, size: [4, 1], extra: Vec::new() };
        let chunk = [&0i32.to_le_bytes()[..], &(packed.len() as u32).to_le_bytes(), packed].concat();
        damage(&raw.bytes(&[chunk])).0.into_iter().map(|line| line.rsplit(' ').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(raw(0, &[0; 8]), [""; 0]);
    assert_eq!(raw(1, &[7, 1]), [""; 0]);
    assert_eq!(raw(1, &[6, 1]), ["short"]);
    assert_eq!(raw(1, &[8, 1]), ["long"]);
    assert_eq!(raw(1, &[0xFF]), ["run"]);
    assert_eq!(raw(4, &[1, 2, 3]), ["undecodable"]);
}

#[test]
fn no_more_is_unpacked_than_the_packed_bytes_can_hold() {
    let raw = Raw { version: 2, kind: "scanlineimage", compression: 3, size: [50_000, 16], extra: Vec::new() };
    let bytes = raw.bytes(&[[&0i32.to_le_bytes()[..], &4u32.to_le_bytes(), &[1, 2, 3, 4]].concat()]);
    let (structure, chunks) = read(&bytes);
    let counted = exr::survey(&bytes, &structure, &chunks, &Plan::default(), &Budget::default(), &mut Scratch::default()).unwrap().finish();
    let said: Vec<String> = structure.defects.iter().chain(&counted.defects).map(line).collect();
    assert!(chunks.is_empty() || said.iter().any(|line| line.ends_with("corrupt ratio")), "{said:?}");
}

#[test]
fn a_chunk_may_be_as_tight_as_the_ratio() {
    let bytes = written(PartPixels { compression: Compression::None, ..picture() });
    let (structure, chunks) = read(&bytes);
    for (ratio, defects) in [(1, 0), (0, chunks.len())] {
        let budget = Budget { ratio, ..Budget::default() };
        let counted = exr::survey(&bytes, &structure, &chunks, &Plan::default(), &budget, &mut Scratch::default()).unwrap().finish();
        assert_eq!(counted.defects.len(), defects);
        assert!(counted.defects.iter().all(|defect| line(defect).ends_with("corrupt ratio")));
    }
}

#[test]
fn a_budget_is_never_exceeded() {
    let bytes = written(picture());
    let (structure, chunks) = read(&bytes);
    for (budget, what, cap) in
        [(Budget { pixels: 15_999, ..Budget::default() }, "pixels", 15_999), (Budget { chunk: 5119, ..Budget::default() }, "chunk", 5119)]
    {
        match exr::survey(&bytes, &structure, &chunks, &Plan::default(), &budget, &mut Scratch::default()) {
            Err(Stop::Budget(exceeded)) => assert_eq!((exceeded.what, exceeded.cap), (what, cap)),
            other => panic!("{other:?}"),
        }
    }
    let enough = Budget { pixels: 16_000, chunk: 5120, ..Budget::default() };
    assert!(exr::survey(&bytes, &structure, &chunks, &Plan::default(), &enough, &mut Scratch::default()).is_ok());
}

#[test]
fn a_file_that_shrinks_while_it_is_read_stops_the_reader() {
    struct Shrinking<'a>(&'a [u8]);
    impl etabli_formats::Source for Shrinking<'_> {
        fn size(&self) -> u64 {
            self.0.len() as u64
        }
        fn read_at(&self, offset: u64, buffer: &mut [u8]) -> std::io::Result<usize> {
            self.0[..self.0.len() - 1].read_at(offset, buffer)
        }
    }
    let bytes = written(picture());
    let (structure, chunks) = read(&bytes);
    let result = exr::survey(&Shrinking(&bytes), &structure, &chunks, &Plan::default(), &Budget::default(), &mut Scratch::default());
    assert!(matches!(result, Err(Stop::Io(error)) if error.kind() == std::io::ErrorKind::UnexpectedEof));
}

#[test]
fn a_cut_file_counts_its_whole_chunks() {
    let bytes = written(picture());
    let cut = &bytes[..chunk_at(&bytes, 2) + 9];
    assert_eq!(damage(cut), (vec![], 40 * 32));
}

#[test]
fn what_nobody_reads_here_is_named_and_counts_nothing() {
    let of = |kind, version, compression, extra: Vec<Extra>| {
        let raw = Raw { version, kind, compression, size: [2, 1], extra };
        let bytes = raw.bytes(&[[&0i32.to_le_bytes()[..], &4u32.to_le_bytes(), &[1, 2, 3, 4]].concat()]);
        (unreadable(&read(&bytes).0.parts[0]), damage(&bytes))
    };
    let halved = Extra {
        name: "channels".into(),
        kind: "chlist".into(),
        bytes: [b"BY\0".as_slice(), &[1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 0]].concat(),
    };
    assert_eq!(of("scanlineimage", 2, 0, vec![]), (None, (vec![], 2)));
    assert_eq!(of("scanlineimage", 2, 0, vec![halved]), (Some("luminance-chroma pixels"), (vec![], 0)));
    for (compression, name) in [(10, "HTJ2K256"), (11, "HTJ2K32"), (12, "LJ2K"), (13, "ZSTD")] {
        assert_eq!(of("scanlineimage", 2, compression, vec![]), (Some(name), (vec![], 0)));
    }
    let unknown = Part { compression: Compression::of(99), ..Part::default() };
    assert_eq!(unreadable(&unknown), Some("unknown compression"));
    let deep = |compression: u8| {
        let extra = vec![Extra::ints("version", "int", &[1])];
        let raw = Raw { version: 2 | 0x800, kind: "deepscanline", compression, size: [2, 1], extra };
        unreadable(&read(&raw.bytes(&[vec![]])).0.parts[0])
    };
    assert_eq!([0, 1, 2, 3, 4, 13].map(deep), [None, None, None, None, Some("deep pixels"), Some("ZSTD")]);
}
