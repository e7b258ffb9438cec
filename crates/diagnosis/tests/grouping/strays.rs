//! Names that belong to a sequence but for their writing.

use crate::check;

#[test]
fn a_small_minority_strays() {
    check(&[
        ("beauty.[1001-1046,1048-1050].exr beauty.01047.exr", "beauty.1001-1050#.exr 1001-1046,1048-1050 ~beauty.01047.exr/Padding=1047"),
        ("beauty.[01001-01003].exr beauty.1004.exr", "beauty.1001-1003@@@@@.exr ~beauty.1004.exr/Padding=1004"),
        ("beauty.[0001-0004].exr beauty.3.exr", "beauty.1-4#.exr ~beauty.3.exr/Padding=3"),
        ("beauty.[0001-0004].exr beauty.000.exr", "beauty.1-4#.exr ~beauty.000.exr/Padding=0"),
        ("beauty.[1-4].exr beauty.0003.exr", "beauty.1-4@.exr ~beauty.0003.exr/Padding=3"),
        ("beauty.[1001-1003].exr beauty_1004.exr", "beauty.1001-1003#.exr ~beauty_1004.exr/Separator=1004"),
        (
            "beauty.[1001-1003].exr beauty1004.exr beauty-1005.exr beauty␣1006.exr",
            "beauty.1001-1003#.exr ~beauty1004.exr/Separator=1004 ~beauty-1005.exr/Separator=1005 ~beauty 1006.exr/Separator=1006",
        ),
        ("beauty[1001-1003].exr beauty.1002.exr", "beauty1001-1003#.exr ~beauty.1002.exr/Separator=1002"),
        ("a_b.[1001-1003].exr a.b.1004.exr", "a_b.1001-1003#.exr ~a.b.1004.exr/Separator=1004"),
        ("beauty.[1001-1003]_L.exr beauty.1004.L.exr", "beauty.1001-1003#_L.exr ~beauty.1004.L.exr/Separator=1004"),
        ("beauty.[1001-1003].exr Beauty.1004.exr", "beauty.1001-1003#.exr ~Beauty.1004.exr/Case=1004"),
        ("beauty.[1001-1003].exr beauty.1004.EXR", "beauty.1001-1003#.exr ~beauty.1004.EXR/Case=1004"),
        ("beauty.[1001-1003].exr Beauty_1004.exr", "beauty.1001-1003#.exr ~Beauty_1004.exr/Case=1004"),
        ("Beauty.[1001-1003].exr beauty.1002.exr", "Beauty.1001-1003#.exr ~beauty.1002.exr/Case=1002"),
        ("beauty.[1001-1003].exr beauty_01004.exr", "beauty.1001-1003#.exr; - beauty_01004.exr"),
        ("out[1-12].exr out_7.exr", "out1-12@.exr ~out_7.exr/Separator=7"),
        ("out[1-12].exr out_07.exr", "out1-12@.exr; - out_07.exr"),
        ("beauty.[1001-1002].exr Beauty.1003.exr beauty_1003.exr", "beauty.1001-1002#.exr; - Beauty.1003.exr beauty_1003.exr"),
        ("beauty.[1001-1002].exr beauty.01003.exr", "beauty.1001-1002#.exr; - beauty.01003.exr"),
        ("beauty_01.[1001-1003].exr Beauty_01.1002.exr", "beauty_01.1001-1003#.exr ~Beauty_01.1002.exr/Case=1002"),
        ("beauty.[1001-1003]_01.exr Beauty.1002_01.exr", "beauty.1001-1003#_01.exr ~Beauty.1002_01.exr/Case=1002"),
        ("beauty.[1001-1003].exr beauty.1004.exr.tmp .beauty.1004.exr", "beauty.1001-1003#.exr; - .beauty.1004.exr beauty.1004.exr.tmp"),
    ]);
}

#[test]
fn a_small_sequence_strays_and_a_comparable_one_does_not() {
    check(&[
        ("beauty.[1001-1006].exr Beauty.[1004-1005].exr", "beauty.1001-1006#.exr ~Beauty.1004.exr/Case=1004 ~Beauty.1005.exr/Case=1005"),
        ("beauty.[1001-1005].exr Beauty.[1004-1005].exr", "Beauty.1004-1005#.exr; beauty.1001-1005#.exr"),
        (
            "beauty.[1001-1006].exr beauty_[1004-1005].exr",
            "beauty.1001-1006#.exr ~beauty_1004.exr/Separator=1004 ~beauty_1005.exr/Separator=1005",
        ),
        ("beauty.[1001-1006].exr beauty_[1001-1006].exr", "beauty.1001-1006#.exr; beauty_1001-1006#.exr"),
        (
            "beauty.[1001-1006].exr beauty.[01001-01002].exr",
            "beauty.1001-1006#.exr ~beauty.01001.exr/Padding=1001 ~beauty.01002.exr/Padding=1002",
        ),
        ("beauty.[1001-1005].exr beauty.[01001-01002].exr", "beauty.1001-1005#.exr; beauty.1001-1002@@@@@.exr"),
        (
            "beauty.[1001-1012].exr Beauty.[1001-1003].exr Beauty.01004.exr",
            "beauty.1001-1012#.exr ~Beauty.1001.exr/Case=1001 ~Beauty.1002.exr/Case=1002 ~Beauty.1003.exr/Case=1003 ~Beauty.01004.exr/Case=1004",
        ),
        ("a.[1001-1003].exr A.[1001-1006].exr aa.[1001-1002].exr", "A.1001-1006#.exr; a.1001-1003#.exr; aa.1001-1002#.exr"),
        ("a.[1001-1003].exr A.[1001-1003].exr a_1004.exr", "A.1001-1003#.exr ~a_1004.exr/Case=1004; a.1001-1003#.exr"),
        ("skin_u[1-6]_v1.exr Skin_u7_v1.exr", "skin_<UVTILE>.exr 1001-1006; - Skin_u7_v1.exr"),
    ]);
}
