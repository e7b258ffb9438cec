//! Texture sets, told from frames.

use crate::check;

#[test]
fn texture_tiles_are_no_frames() {
    check(&[
        ("skin_diffuse.[1001,1002,1004,1011,1012,1021].exr", "skin_diffuse.<UDIM>.exr 1001-1002,1004,1011-1012,1021"),
        ("rock_diffuse.[1001-1003,1011-1012].exr", "rock_diffuse.<UDIM>.exr 1001-1003,1011-1012"),
        ("rock_[1001,1002,1011,1012].exr", "rock_<UDIM>.exr 1001-1002,1011-1012"),
        ("beauty.[1001,1002,1011,1012].exr", "beauty.1001-1012#.exr 1001-1002,1011-1012"),
        ("beauty_diffuse.[1001,1002,1011,1012].exr", "beauty_diffuse.1001-1012#.exr 1001-1002,1011-1012"),
        ("beauty.[1001-1010].exr", "beauty.1001-1010#.exr"),
        ("diffuse.[1001-1010].exr", "diffuse.1001-1010#.exr"),
        ("diffuse.[1001-1049,1051-1100].exr", "diffuse.1001-1100#.exr 1001-1049,1051-1100"),
        ("diffuse.[1001-1009,1011-1100].exr", "diffuse.1001-1100#.exr 1001-1009,1011-1100"),
        ("diffuse.[1001-1009,1011-1041].exr", "diffuse.1001-1041#.exr 1001-1009,1011-1041"),
        ("diffuse.[1001-1009,1011-1020].exr", "diffuse.<UDIM>.exr 1001-1009,1011-1020"),
        (
            "diffuse.[1001-1009,1011-1019,1021-1029,1031-1039,1041-1044].exr",
            "diffuse.<UDIM>.exr 1001-1009,1011-1019,1021-1029,1031-1039,1041-1044",
        ),
        (
            "diffuse.[1001-1009,1011-1019,1021-1029,1031-1039,1041-1045].exr",
            "diffuse.1001-1045#.exr 1001-1009,1011-1019,1021-1029,1031-1039,1041-1045",
        ),
        ("diffuse.[1001,1060,1120].exr", "diffuse.1001-1120#.exr 1001,1060,1120"),
        ("diffuse.[1001-1023x2].exr", "diffuse.1001-1023#.exr 1001-1023x2"),
        ("diffuse.[1001,1011,1021].exr", "diffuse.<UDIM>.exr 1001,1011,1021"),
        ("diffuse.[1001-1010,1031-1040].exr", "diffuse.1001-1040#.exr 1001-1010,1031-1040"),
        ("diffuse.[1001-1003,1005].exr", "diffuse.1001-1005#.exr 1001-1003,1005"),
        ("diffuse.[1001-1003,1006].exr", "diffuse.<UDIM>.exr 1001-1003,1006"),
        ("diffuse.[1002,1021].exr", "diffuse.<UDIM>.exr 1002,1021"),
        ("diffuse.[1002,1023].exr", "diffuse.1002-1023#.exr 1002,1023"),
        ("look.[1001,1011,1021].exr", "look.1001-1021#.exr 1001,1011,1021"),
        ("look.[1001,1002,1012].exr", "look.1001-1012#.exr 1001-1002,1012"),
        ("look.[1001,1002,1021].exr", "look.1001-1021#.exr 1001-1002,1021"),
        ("look.[1011,1012,1021].exr", "look.1011-1021#.exr 1011-1012,1021"),
        ("look.[1001,1003,1011].exr", "look.1001-1011#.exr 1001,1003,1011"),
        ("look.[1001-1010,1011].exr", "look.1001-1011#.exr"),
        ("rock_rough.[1001-1003].exr", "rock_rough.<UDIM>.exr 1001-1003"),
        ("rock_rough.[1002-1003].exr", "rock_rough.1002-1003#.exr"),
        ("rock_rough.[1001-1040].exr", "rock_rough.<UDIM>.exr 1001-1040"),
        ("rock_rough.[1001-1041].exr", "rock_rough.1001-1041#.exr"),
        ("RockTex_[1001-1002].png", "RockTex_<UDIM>.png 1001-1002"),
        ("Text_[1001-1002].png", "Text_1001-1002#.png"),
        ("rock.[1001-1002].tx", "rock.<UDIM>.tx 1001-1002"),
        ("rock.[1001-1002].tex.exr", "rock.<UDIM>.tex.exr 1001-1002"),
        ("rock_rough.[1001,1999].tx", "rock_rough.<UDIM>.tx 1001,1999"),
        ("rock_rough.[1001,2001].tx", "rock_rough.1001-2001#.tx 1001,2001"),
        ("rock_rough.[1000-1002].tx", "rock_rough.1000-1002#.tx"),
        ("rock_rough.[001001-001002].tx", "rock_rough.1001-1002@@@@@@.tx"),
        (
            "rock_rough.[1001,1011].exr rock_diffuse.[1001-1002].exr rock.[1001-1002].exr",
            "rock.1001-1002#.exr; rock_diffuse.<UDIM>.exr 1001-1002; rock_rough.<UDIM>.exr 1001,1011",
        ),
    ]);
}

#[test]
fn tiles_may_be_written_as_u_and_v() {
    check(&[
        ("skin_u[1-2]_v1.exr skin_u1_v2.exr", "skin_<UVTILE>.exr 1001-1002,1011"),
        ("skin.u10_v[1-2].exr", "skin.<UVTILE>.exr 1010,1020"),
        ("skin_U[0-1]_V0.exr skin_U0_V1.exr", "skin_<UVTILE>.exr 1001-1002,1011"),
        ("skin_u[0-1]_v1.exr", "skin_<UVTILE>.exr 1011-1012"),
        ("skin_u1_v1.exr skin_u01_v1.exr", "- skin_u01_v1.exr skin_u1_v1.exr"),
        ("skin_u[1-2]_v1_4k.exr", "skin_<UVTILE>_4k.exr 1001-1002"),
        ("skin_u[11-12]_v1.exr", "- skin_u11_v1.exr skin_u12_v1.exr"),
        ("skin_u1_v[1-2]a.exr", "- skin_u1_v1a.exr skin_u1_v2a.exr"),
        ("skin_u1_v[100-101].exr", "- skin_u1_v100.exr skin_u1_v101.exr"),
        ("skin_u[001-002]_v1.exr", "skin_u1-2@@@_v1.exr"),
        ("skin_u1_v1.exr", "- skin_u1_v1.exr"),
        ("skin_u1_v1.exr skin_u01_v1.exr skin_u2_v1.exr", "skin_<UVTILE>.exr 1001-1002; - skin_u01_v1.exr"),
    ]);
}
