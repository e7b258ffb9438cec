//! Which names are a sequence, and which of their numbers is the frame.

use crate::{check, render};

#[test]
fn any_separator_may_stand_before_the_frame() {
    check(&[
        ("beauty.[1001-1004].exr", "beauty.1001-1004#.exr"),
        ("beauty_[1001-1004].exr", "beauty_1001-1004#.exr"),
        ("beauty-[1001-1004].exr", "beauty-1001-1004#.exr"),
        ("beauty␣[1001-1004].exr", "beauty 1001-1004#.exr"),
        ("beauty[1001-1004].exr", "beauty1001-1004#.exr"),
        ("img[0001-0002].png", "img1-2#.png"),
        ("[000001-000008,000010].dpx", "1-10@@@@@@.dpx 1-8,10"),
        ("render␣([1-12]).png", "render (1-12@).png"),
        ("beauty.[1001-1003].EXR", "beauty.1001-1003#.EXR"),
        ("fx.[0001-0003].bgeo.sc fx.[0001-0003].ass.gz", "fx.1-3#.ass.gz; fx.1-3#.bgeo.sc"),
        ("beauty.exr.[1001-1003]", "beauty.exr.1001-1003#"),
    ]);
}

#[test]
fn widths_are_told_apart() {
    check(&[
        ("frame[9-10].exr", "frame9-10@.exr"),
        ("out[1-240].exr", "out1-240@.exr"),
        ("a.[0001-0003].exr", "a.1-3#.exr"),
        ("a.[001-003].exr", "a.1-3@@@.exr"),
        ("a.[01-03].exr", "a.1-3@@.exr"),
        ("a.[1-3].exr", "a.1-3@.exr"),
        ("a.[10-24].exr", "a.10-24@@.exr"),
        ("a.[00000001-00000003].exr", "a.1-3##.exr"),
        ("a.[998-1002].exr", "a.998-1002@.exr"),
        ("a.[9990-10010].exr", "a.9990-10010#.exr"),
        ("a.[0995-1005].exr", "a.995-1005#.exr"),
        ("a.[098-101].exr a.[998-1002].exr", "a.98-1002@@@.exr 98-101,998-1002"),
        ("a.[0001-0003].exr a.10000.exr", "a.1-10000#.exr 1-3,10000"),
        ("a.1.exr a.60.exr a.120.exr", "a.1-120@.exr 1,60,120"),
        ("a.[1001-1100].exr a.[1-4].exr", "a.1001-1100#.exr ~a.1.exr/Padding=1 ~a.2.exr/Padding=2 ~a.3.exr/Padding=3 ~a.4.exr/Padding=4"),
        ("a.[1001-1020].exr a.147.exr", "a.1001-1020#.exr ~a.147.exr/Padding=147"),
        ("a.[10001-10020].exr a.999.exr", "a.10001-10020@@@@@.exr ~a.999.exr/Padding=999"),
        ("a.[1-8,10-1200].exr", "a.1-1200@.exr 1-8,10-1200"),
        ("a.[5-1200].exr", "a.5-1200@.exr"),
        ("a.[0001-0006].exr a.[00001-00006].exr", "a.1-6#.exr; a.1-6@@@@@.exr"),
    ]);
}

#[test]
fn negative_frames_count_from_before_zero() {
    check(&[
        ("beauty.[-0003--0001,0000-0002].exr", "beauty.-3-2#.exr"),
        ("beauty_-0002.exr beauty_-0001.exr", "beauty_-2--1#.exr"),
        ("beauty.-002.exr beauty.-001.exr beauty.[0000-0002].exr", "beauty.-2-2#.exr"),
        ("beauty.-002.exr beauty.-001.exr beauty.0000.exr", "beauty.-2-0#.exr"),
        ("beauty.[-3-2].exr", "beauty.-3-2@.exr"),
        ("-0002.exr -0001.exr", "-2--1#.exr"),
        ("beauty-[1001-1002].exr", "beauty-1001-1002#.exr"),
        ("beauty.-0000.exr beauty.[0000-0001].exr", "beauty.0-1#.exr; - beauty.-0000.exr"),
        ("b.-0003.exr b.-003.exr b.[0000-0002].exr", "b.-3-2#.exr -3,0-2 ~b.-003.exr/Padding=-3"),
    ]);
}

#[test]
fn the_frame_need_not_be_last() {
    check(&[
        ("beauty.[1001-1003].left.exr beauty.[1001-1003].right.exr", "beauty.1001-1003#.left.exr; beauty.1001-1003#.right.exr"),
        ("beauty[1001-1003]_L.exr beauty[1001-1003]_R.exr", "beauty1001-1003#_L.exr; beauty1001-1003#_R.exr"),
        ("render.[1001-1003].v002.exr render.[1001-1003].v003.exr", "render.1001-1003#.v002.exr; render.1001-1003#.v003.exr"),
        ("beauty.[1001-1003]_02.exr", "beauty.1001-1003#_02.exr"),
        ("beauty.[0001-0003]-crop.exr", "beauty.1-3#-crop.exr"),
        (
            "part.[1-9].left.exr",
            "- part.1.left.exr part.2.left.exr part.3.left.exr part.4.left.exr part.5.left.exr part.6.left.exr part.7.left.exr part.8.left.exr part.9.left.exr",
        ),
    ]);
}

#[test]
fn versions_shots_and_takes_are_no_frames() {
    check(&[
        ("comp_v001.[1001-1003].exr comp_v002.[1000-1003].exr", "comp_v001.1001-1003#.exr; comp_v002.1000-1003#.exr"),
        ("SQ010_SH0020_v003.[1001-1003].exr SQ010_SH0030_v003.1001.exr", "SQ010_SH0020_v003.1001-1003#.exr; - SQ010_SH0030_v003.1001.exr"),
        ("diffuse[1-3].1001.exr", "- diffuse1.1001.exr diffuse2.1001.exr diffuse3.1001.exr"),
        ("comp_v[0001-0003].exr", "- comp_v0001.exr comp_v0002.exr comp_v0003.exr"),
        ("comp_V[0001-0002].exr", "- comp_V0001.exr comp_V0002.exr"),
        ("compV[0001-0002].exr", "- compV0001.exr compV0002.exr"),
        ("MOV[0001-0002].exr", "MOV1-2#.exr"),
        ("ver[0001-0002].exr", "- ver0001.exr ver0002.exr"),
        ("take[0001-0002].exr", "- take0001.exr take0002.exr"),
        ("sh[0010-0012].exr", "- sh0010.exr sh0011.exr sh0012.exr"),
        (
            "aces_v1.[0-9].exr",
            "- aces_v1.0.exr aces_v1.1.exr aces_v1.2.exr aces_v1.3.exr aces_v1.4.exr aces_v1.5.exr aces_v1.6.exr aces_v1.7.exr aces_v1.8.exr aces_v1.9.exr",
        ),
        ("aces_v1.3.[10-11].exr", "- aces_v1.3.10.exr aces_v1.3.11.exr"),
        ("aces_v1.[100-102].exr", "aces_v1.100-102@@@.exr"),
        ("comp_v12.[1-3].exr", "comp_v12.1-3@.exr"),
        ("shot1.[1-3].exr", "shot1.1-3@.exr"),
    ]);
}

#[test]
fn dates_and_resolutions_are_part_of_the_name() {
    check(&[
        ("plate_1920x1080.[1001-1003].exr plate_960x540.[1001-1003].exr", "plate_1920x1080.1001-1003#.exr; plate_960x540.1001-1003#.exr"),
        ("ref_[1000-1003]x1080.exr", "- ref_1000x1080.exr ref_1001x1080.exr ref_1002x1080.exr ref_1003x1080.exr"),
        ("ref_1920X[1000-1001].exr", "- ref_1920X1000.exr ref_1920X1001.exr"),
        (
            "ref_9x[11-19].exr",
            "- ref_9x11.exr ref_9x12.exr ref_9x13.exr ref_9x14.exr ref_9x15.exr ref_9x16.exr ref_9x17.exr ref_9x18.exr ref_9x19.exr",
        ),
        ("ref_x[1000-1001].exr", "ref_x1000-1001#.exr"),
        ("ref_0x.[1000-1001].exr", "ref_0x.1000-1001#.exr"),
        ("2024-05-01_ref.[1001-1003].exr", "2024-05-01_ref.1001-1003#.exr"),
        ("ref_2024-05-[01-03].exr", "- ref_2024-05-01.exr ref_2024-05-02.exr ref_2024-05-03.exr"),
        (
            "ref_2024-05-[02-09].exr ref.1.exr",
            "- ref.1.exr ref_2024-05-02.exr ref_2024-05-03.exr ref_2024-05-04.exr ref_2024-05-05.exr ref_2024-05-06.exr ref_2024-05-07.exr ref_2024-05-08.exr ref_2024-05-09.exr",
        ),
        ("ref_2024_[01-03]_31.exr", "- ref_2024_01_31.exr ref_2024_02_31.exr ref_2024_03_31.exr"),
        ("ref_[20240501-20240503].exr", "- ref_20240501.exr ref_20240502.exr ref_20240503.exr"),
        ("ref_19791231.exr ref_19791230.exr", "ref_19791230-19791231##.exr"),
        ("ref_21000101.exr ref_21000102.exr", "ref_21000101-21000102##.exr"),
        ("ref_20241301.exr ref_20241302.exr", "ref_20241301-20241302##.exr"),
        ("ref_20240031.exr ref_20240030.exr", "ref_20240030-20240031##.exr"),
        ("ref_20240132.exr ref_20240133.exr", "ref_20240132-20240133##.exr"),
        ("ref_2024-13-[1001-1002].exr", "ref_2024-13-1001-1002#.exr"),
        ("ref_2024-05_[1001-1002].exr", "ref_2024-05_1001-1002#.exr"),
        ("ref_2024-05-[0011-0012].exr", "ref_2024-05-11-12#.exr"),
        ("ref_2024-05_[01-12].exr", "ref_2024-05_1-12@@.exr"),
        ("bits[0001-0002]k.exr", "- bits0001k.exr bits0002k.exr"),
    ]);
}

#[test]
fn one_number_of_several_is_the_frame() {
    check(&[
        ("plate_[01-02].[1001-1003].exr", "plate_01.1001-1003#.exr; plate_02.1001-1003#.exr"),
        ("plate_[01-12].[1001-1002].exr", TWELVE_PLATES),
        ("plate_[01-03].1001.exr", "- plate_01.1001.exr plate_02.1001.exr plate_03.1001.exr"),
        ("a_[0001-0005]_[01-02].exr", "a_1-5#_01.exr; a_1-5#_02.exr"),
        ("a_[1-2]_[01-09].exr", "a_1_1-9@@.exr; a_2_1-9@@.exr"),
        ("a_[0001-0003]_2048.exr", "a_1-3#_2048.exr"),
        ("a_[100,200,300].[101-103].exr", "a_100.101-103@@@.exr; a_200.101-103@@@.exr; a_300.101-103@@@.exr"),
        ("a_[101-103].[100,200,300].exr", "a_101-103@@@.100.exr; a_101-103@@@.200.exr; a_101-103@@@.300.exr"),
        ("a_[101-103].[500,510,520].exr", "a_101-103@@@.500.exr; a_101-103@@@.510.exr; a_101-103@@@.520.exr"),
        ("a_[101-103].[201-203].exr", "a_101.201-203@@@.exr; a_102.201-203@@@.exr; a_103.201-203@@@.exr"),
        ("a.[1001-1002]_tile[01-03].exr", "a.1001-1002#_tile01.exr; a.1001-1002#_tile02.exr; a.1001-1002#_tile03.exr"),
        ("a_[0001-0003]_x[1001-1002].exr", "a_1-3#_x1001.exr; a_1-3#_x1002.exr"),
        ("a_[0001-0003]_[1001-1002]_L.exr", "a_1-3#_1001_L.exr; a_1-3#_1002_L.exr"),
        ("a_1_1001.exr a_2_1002.exr", "- a_1_1001.exr a_2_1002.exr"),
        ("1_2_3_4_5_6_7_8_9_[1001-1002].exr", "1_2_3_4_5_6_7_8_9_1001-1002#.exr"),
        ("[1001-1002]_2_3_4_5_6_7_8.exr", "1001-1002#_2_3_4_5_6_7_8.exr"),
        ("[1001-1002]_2_3_4_5_6_7_8_9.exr", "- 1001_2_3_4_5_6_7_8_9.exr 1002_2_3_4_5_6_7_8_9.exr"),
    ]);
}

const TWELVE_PLATES: &str = "plate_01.1001-1002#.exr; plate_02.1001-1002#.exr; plate_03.1001-1002#.exr; plate_04.1001-1002#.exr; \
    plate_05.1001-1002#.exr; plate_06.1001-1002#.exr; plate_07.1001-1002#.exr; plate_08.1001-1002#.exr; plate_09.1001-1002#.exr; \
    plate_10.1001-1002#.exr; plate_11.1001-1002#.exr; plate_12.1001-1002#.exr";

#[test]
fn a_numbered_handful_is_no_sequence() {
    check(&[
        ("basn0g[01,02,04,08,16].png", "- basn0g01.png basn0g02.png basn0g04.png basn0g08.png basn0g16.png"),
        ("ch[1-2].png deep[1-2].exr", "- ch1.png ch2.png deep1.exr deep2.exr"),
        ("comp_b44.exr comp_piz.exr", "- comp_b44.exr comp_piz.exr"),
        ("ref_[01-07].jpg", "- ref_01.jpg ref_02.jpg ref_03.jpg ref_04.jpg ref_05.jpg ref_06.jpg ref_07.jpg"),
        ("ref_[01-08].jpg", "ref_1-8@@.jpg"),
        ("bit[10-14,17-19].png", "bit10-19@@.png 10-14,17-19"),
        ("bit[10-14,18-20].png", "- bit10.png bit11.png bit12.png bit13.png bit14.png bit18.png bit19.png bit20.png"),
        ("a[100-102].exr", "a100-102@@@.exr"),
        ("a[100-101].exr", "- a100.exr a101.exr"),
        ("a[100,104].exr", "- a100.exr a104.exr"),
        ("a[100,102,103].exr", "a100-103@@@.exr 100,102-103"),
        ("a[100,102,104].exr", "- a100.exr a102.exr a104.exr"),
        ("a[001,102].exr", "a1-102@@@.exr 1,102"),
        ("crash[1001,1200].exr", "crash1001-1200#.exr 1001,1200"),
        ("crash[1001,1201].exr", "- crash1001.exr crash1201.exr"),
        ("crash.[1001,2001].exr", "crash.1001-2001#.exr 1001,2001"),
        ("crash.[1001,2002].exr", "- crash.1001.exr crash.2002.exr"),
        ("crash.[1001,1002,5000].exr", "crash.1001-5000#.exr 1001-1002,5000"),
        ("crash.[1001,4000,7000,7001].exr", "- crash.1001.exr crash.4000.exr crash.7000.exr crash.7001.exr"),
        ("f_[1-2].exr frm[1-2].exr fr.[1-2].exr", "f_1-2@.exr; fr.1-2@.exr; frm1-2@.exr"),
        ("look.[1001,1060,1120].exr", "look.1001-1120#.exr 1001,1060,1120"),
        ("beauty.1001.exr still.exr", "- beauty.1001.exr still.exr"),
        ("a.999999999999999998.exr a.999999999999999999.exr", "a.999999999999999998-999999999999999999@@@@@@@@@@@@@@@@@@.exr"),
        ("a.1999999999999999998.exr a.1999999999999999999.exr", "- a.1999999999999999998.exr a.1999999999999999999.exr"),
    ]);
}

#[test]
fn leftovers_and_other_files_are_never_members() {
    check(&[
        (
            "beauty.[1001-1003].exr beauty.[1004-1005].exr.tmp beauty.[1006-1007].exr~ .beauty.[1008-1009].exr",
            "beauty.1001-1003#.exr; - .beauty.1008.exr .beauty.1009.exr beauty.1004.exr.tmp beauty.1005.exr.tmp beauty.1006.exr~ beauty.1007.exr~",
        ),
        ("cut.[0001-0002].mov", "- cut.0001.mov cut.0002.mov"),
        ("set.[0001-0002].ma", "- set.0001.ma set.0002.ma"),
        ("log.[0001-0002]", "- log.0001 log.0002"),
        ("log.txt.[0001-0002]", "- log.txt.0001 log.txt.0002"),
        ("backup.[0001-0002].tar.gz", "- backup.0001.tar.gz backup.0002.tar.gz"),
        ("backup.[0001-0002].gz", "- backup.0001.gz backup.0002.gz"),
        ("note_[0001-0002]", "- note_0001 note_0002"),
        ("note_[0001-0002].", "- note_0001. note_0002."),
        ("a.[0001-0002].longextn a.[0001-0002].longextns", "a.1-2#.longextn; - a.0001.longextns a.0002.longextns"),
        ("a.[0001-0002].x#", "- a.0001.x# a.0002.x#"),
        ("still.jp[0001-0002]", "- still.jp0001 still.jp0002"),
    ]);
}

#[test]
fn hostile_names_come_out_as_singles() {
    check(&[
        ("", ""),
        ("9 . .. .9 9. _ -.exr v.exr", "- -.exr . .. .9 9 9. _ v.exr"),
        ("é[1001-1002].exr", "é1001-1002#.exr"),
        ("a.[1001-1002]é.exr", "- a.1001é.exr a.1002é.exr"),
    ]);
    let long = "a".repeat(1015);
    let names = [format!("{long}.1001.exr"), format!("{long}.1002.exr"), format!("{long}.10001.exr"), format!("{long}.10002.exr")];
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_eq!(render(&names), format!("{long}.1001-1002#.exr; - {long}.10001.exr {long}.10002.exr"));
    assert_eq!(render(&["a.1.exr"; 3]), "- a.1.exr a.1.exr a.1.exr");
}
