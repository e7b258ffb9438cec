//! Frame numbers of a sequence: ranges as text, step, density and holes.

use std::ops::RangeInclusive;

use etabli_diagnosis::sequence::{
    FrameRange, FrameSequence, Padding, Series, density, gaps, group, holes, notation, parse_ranges, ranges, step,
};
use proptest::prelude::*;

/// The one sequence of these frames, with the names of `others` beside it.
fn sequence(frames: &str, others: &[&str]) -> FrameSequence {
    let frames = parse_ranges(frames).unwrap().into_iter().flat_map(FrameRange::frames);
    let names: Vec<String> = frames.map(|f| format!("beauty.{f:04}.exr")).chain(others.iter().map(ToString::to_string)).collect();
    let mut found = group(&names.iter().map(String::as_str).collect::<Vec<_>>()).sequences;
    assert_eq!(found.len(), 1);
    found.remove(0)
}

#[test]
fn frames_are_written_as_ranges() {
    let rows: [(&[i64], &str); 12] = [
        (&[], ""),
        (&[1001], "1001"),
        (&[1001, 1002], "1001-1002"),
        (&[1001, 1002, 1003, 1005], "1001-1003,1005"),
        (&[1001, 1003], "1001,1003"),
        (&[1001, 1003, 1005], "1001,1003,1005"),
        (&[1001, 1003, 1005, 1007], "1001-1007x2"),
        (&[1013, 1015, 1016, 1017], "1013,1015-1017"),
        (&[1001, 1003, 1005, 1006, 1007], "1001,1003,1005-1007"),
        (&[-3, -2, -1, 0], "-3-0"),
        (&[-4, -3, -1], "-4--3,-1"),
        (&[5, 5, 4, i64::MIN, i64::MAX], "5,5,4,-9223372036854775808,9223372036854775807"),
    ];
    for (frames, expect) in rows {
        assert_eq!(ranges(frames), expect);
    }
}

#[test]
fn ranges_are_read() {
    let range = |first, last, step| FrameRange { first, last, step };
    let rows = [
        ("1001-1100", vec![range(1001, 1100, 1)]),
        ("1001-1100x2", vec![range(1001, 1100, 2)]),
        ("0001-0100X10", vec![range(1, 100, 10)]),
        ("1001", vec![range(1001, 1001, 1)]),
        (" 1001 , 1005-1006 ", vec![range(1001, 1001, 1), range(1005, 1006, 1)]),
        ("-5--1,-3-2", vec![range(-5, -1, 1), range(-3, 2, 1)]),
    ];
    for (text, expect) in rows {
        assert_eq!(parse_ranges(text), Ok(expect), "{text}");
    }
}

#[test]
fn what_is_no_range_is_shown_with_what_to_write() {
    let example = "write frames such as 1001-1100, 1001-1100x2 or 1001-1020,1031";
    let rows = [
        ("", "character 1, \"\": a frame or a range is missing; EXAMPLE"),
        ("1001,,1003", "character 6, \"\": a frame or a range is missing; EXAMPLE"),
        ("all", "character 1, \"all\": this is no frame range; EXAMPLE"),
        ("1001, é1003", "character 7, \"é1003\": this is no frame range; write 1003"),
        ("é,1003-", "character 1, \"é\": this is no frame range; EXAMPLE"),
        ("1100-1001", "character 1, \"1100-1001\": the first frame comes after the last; write 1001-1100"),
        ("1100-1001x2", "character 1, \"1100-1001x2\": the first frame comes after the last; write 1001-1100x2"),
        ("1001..1100", "character 1, \"1001..1100\": this is no frame range; write 1001-1100"),
        ("1001:1100:2", "character 1, \"1001:1100:2\": this is no frame range; write 1001-1100x2"),
        ("1001-1100x0", "character 1, \"1001-1100x0\": a step is at least 1; write 1001-1100x1"),
        ("1001-1100x-2", "character 1, \"1001-1100x-2\": a step is at least 1; write 1001-1100x2"),
        ("-1--5", "character 1, \"-1--5\": the first frame comes after the last; EXAMPLE"),
        ("-5..5", "character 1, \"-5..5\": this is no frame range; EXAMPLE"),
        ("5--5", "character 1, \"5--5\": the first frame comes after the last; EXAMPLE"),
        ("-5-5x0", "character 1, \"-5-5x0\": a step is at least 1; EXAMPLE"),
        ("-a5", "character 1, \"-a5\": this is no frame range; EXAMPLE"),
        ("1-99999999999999999999", "character 1, \"1-99999999999999999999\": this number is too large for a frame; EXAMPLE"),
        ("1-2x", "character 1, \"1-2x\": this is no frame range; write 1-2"),
        ("3,2-1", "character 3, \"2-1\": the first frame comes after the last; write 1-2"),
    ];
    for (text, expect) in rows {
        assert_eq!(
            parse_ranges(text).unwrap_err().to_string(),
            expect.replace("write EXAMPLE", example).replace("EXAMPLE", example),
            "{text}"
        );
    }
}

#[test]
fn a_range_holds_its_frames() {
    let twos = FrameRange { first: -3, last: 2, step: 2 };
    assert_eq!(twos.frames().collect::<Vec<_>>(), [-3, -1, 1]);
    assert_eq!((-5..5).filter(|frame| twos.contains(*frame)).collect::<Vec<_>>(), [-3, -1, 1]);
    let still = FrameRange { first: i64::MAX, last: i64::MAX, step: 0 };
    assert_eq!(still.frames().collect::<Vec<_>>(), [i64::MAX]);
    assert!(still.contains(i64::MAX));
}

#[test]
fn the_step_is_the_distance_all_share() {
    let rows = [
        ("1001-1010", None),
        ("1001-1009x2", Some(2)),
        ("1001-1010x3", Some(3)),
        ("1001-1041x10", Some(10)),
        ("1001,1003", None),
        ("1001,1003,1005", Some(2)),
        ("1001,1060,1120", None),
        ("1001-1007x2,1011", Some(2)),
        ("1001-1005x2,1009", None),
        ("1001-1009x2,1010", None),
        ("1001,1002,1004-1010x2", None),
        ("1001-1005x2,1009-1013x2", Some(2)),
    ];
    for (frames, expect) in rows {
        assert_eq!(step(&sequence(frames, &[])), expect, "{frames}");
    }
}

#[test]
fn density_counts_steps() {
    let rows = [
        ("1001-1010", 1.0),
        ("1001-1004,1009-1010", 0.6),
        ("1001-1009x2", 1.0),
        ("1001-1007x2,1011", 5.0 / 6.0),
        ("1001,1060,1120", 0.025),
    ];
    for (frames, expect) in rows {
        assert!((density(&sequence(frames, &[])) - expect).abs() < 1e-12, "{frames}");
    }
}

#[track_caller]
fn check_holes(frames: &str, others: &[&str], expect: &[RangeInclusive<i64>]) {
    assert_eq!(holes(&sequence(frames, others)), expect, "{frames}");
}

#[test]
fn a_dense_sequence_has_holes() {
    check_holes("1001-1010", &[], &[]);
    check_holes("1001-1012,1014,1018-1120", &[], &[1013..=1013, 1015..=1017]);
    check_holes("1-8,10", &[], &[9..=9]);
    check_holes("1001,1003-1006", &[], &[1002..=1002]);
    check_holes("1001-1004,1007-1012", &[], &[1005..=1006]);
    check_holes("1001-1003,1005", &[], &[1004..=1004]);
    check_holes("-3--1,2-9", &[], &[0..=1]);
    check_holes("1001-1090,1101-1110", &[], &[1091..=1100]);
    check_holes("1001-1099,1110", &[], &[1100..=1109]);
    check_holes("1001-1016,1022-1026", &[], &[1017..=1021]);
    check_holes("1001,1005-1016", &[], &[1002..=1004]);
}

#[test]
fn a_sparse_test_a_slate_and_parts_have_none() {
    check_holes("1001,1060,1120", &[], &[]);
    check_holes("1001,1002,1004", &[], &[]);
    check_holes("1001,1003", &[], &[]);
    check_holes("1,1001-1020", &[], &[]);
    check_holes("1001-1040,1081-1120", &[], &[]);
    check_holes("1001-1099,1111", &[], &[]);
    check_holes("1001,1006-1020", &[], &[]);
    check_holes("1,1001-1005,1007-1020", &[], &[1006..=1006]);
    check_holes("1001-1005,1007-1020,2001-2010,2012-2020", &[], &[1006..=1006, 2011..=2011]);
    check_holes("1001-1002,1004-1005,1007,1009-1010", &[], &[]);
}

#[test]
fn holes_on_twos_lie_on_twos() {
    check_holes("1001-1039x2", &[], &[]);
    check_holes("1001-1019x2,1023-1039x2", &[], &[1021..=1021]);
    check_holes("1001-1019x2,1025-1039x2", &[], &[1021..=1021, 1023..=1023]);
}

#[test]
fn what_may_be_a_loss_or_meant_is_a_gap() {
    let rows: [(&str, &[RangeInclusive<i64>]); 11] = [
        ("1001-1035,1066-1100", &[1036..=1065]),
        ("1001-1010,1015-1016,1018-1019,1021,1024-1026,1028", &[1011..=1014, 1017..=1017, 1020..=1020, 1022..=1023, 1027..=1027]),
        ("1001-1019x2,1045-1059x2", &[1021, 1023, 1025, 1027, 1029, 1031, 1033, 1035, 1037, 1039, 1041, 1043].map(|f| f..=f)),
        ("1001-1012,1014,1018-1120", &[]),
        ("1001-1040x2", &[]),
        ("1001-1040x3", &[]),
        ("1,1001-1020", &[]),
        ("1001-1005,1007-1020,2001-2010,2012-2020", &[]),
        ("1001-1099,1111", &[]),
        ("1001,1006-1020", &[]),
        ("1001-1002,1004,1007,1010", &[]),
    ];
    for (frames, expect) in rows {
        assert_eq!(gaps(&sequence(frames, &[])), expect, "{frames}");
    }
    assert_eq!(gaps(&sequence("1001-1035,1066-1100", &["Beauty.1040.exr"])), [1036..=1039, 1041..=1065]);
}

#[test]
fn a_strays_frame_is_not_missing() {
    check_holes("1001-1046,1048-1060", &["beauty.01047.exr"], &[]);
    check_holes("1001-1046,1050-1060", &["Beauty.1048.exr"], &[1047..=1047, 1049..=1049]);
}

#[test]
fn a_texture_set_has_neither_step_nor_holes() {
    let names = ["a_rough.1001.exr", "a_rough.1002.exr", "a_rough.1003.exr", "a_rough.1011.exr", "a_rough.1012.exr", "a_rough.1013.exr"];
    let tiles = group(&names).sequences.remove(0);
    assert_eq!((tiles.kind, holes(&tiles), step(&tiles)), (Series::Udim, vec![], None));
    let columns = group(&["a_rough.1001.exr", "a_rough.1011.exr", "a_rough.1021.exr"]).sequences.remove(0);
    assert_eq!((columns.kind, step(&columns)), (Series::Udim, None));
    assert_eq!(group(&["a_u1_v1.exr", "a_u2_v1.exr"]).sequences.remove(0).kind, Series::Udim);
}

#[test]
fn a_frame_has_a_name() {
    let beauty = |digits| FrameSequence { digits, ..sequence("1001-1002", &[]) };
    assert_eq!(sequence("1001-1002", &[]).bounds(), Some((1001, 1002)));
    assert_eq!(beauty(Padding::Digits(4)).name_of(7), "beauty.0007.exr");
    assert_eq!(beauty(Padding::Digits(4)).name_of(0), "beauty.0000.exr");
    assert_eq!(beauty(Padding::Digits(4)).name_of(-7), "beauty.-0007.exr");
    assert_eq!(beauty(Padding::SignedDigits(4)).name_of(-7), "beauty.-007.exr");
    assert_eq!(beauty(Padding::Digits(4)).name_of(12345), "beauty.12345.exr");
    assert_eq!(beauty(Padding::Unpadded).name_of(-7), "beauty.-7.exr");
    assert_eq!(beauty(Padding::UvTile { from: 1, capital: false }).name_of(1023), "beauty.u3_v3.exr");
    assert_eq!(beauty(Padding::UvTile { from: 0, capital: true }).name_of(1023), "beauty.U2_V2.exr");
    assert_eq!(notation(&beauty(Padding::Digits(12))), "beauty.1001-1002###.exr");
    for unpadded in [["a.0.exr", "a.1.exr"], ["a.1.exr", "a.2.exr"]] {
        assert_eq!(group(&unpadded).sequences.remove(0).digits, Padding::Unpadded);
    }
    let none = FrameSequence { members: Vec::new(), ..beauty(Padding::Digits(6)) };
    assert_eq!((none.bounds(), notation(&none).as_str()), (None, "beauty.@@@@@@.exr"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ranges_are_read_back(frames in prop::collection::btree_set(-50_i64..2000, 1..80)) {
        let frames: Vec<i64> = frames.into_iter().collect();
        let read: Vec<i64> = parse_ranges(&ranges(&frames)).unwrap().into_iter().flat_map(FrameRange::frames).collect();
        prop_assert_eq!(read, frames);
    }

    #[test]
    fn no_text_breaks_the_reader(text in "[0-9,x -]{0,12}|.{0,12}") {
        for range in parse_ranges(&text).unwrap_or_default() {
            prop_assert!(range.first <= range.last && range.step > 0);
        }
    }
}
