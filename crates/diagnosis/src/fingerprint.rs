//! What stays the same of a finding from shot to shot: its fingerprint, and the facets in which it differs.

use crate::Finding;

mod parts;
mod token;

pub use parts::Facet;
use parts::Part;

/// Identity of a fault wherever it appears: `v1:` and sixteen hexadecimal digits over code, finer rule, layer and [`shape`].
pub fn fingerprint(finding: &Finding) -> String {
    let subcode = finding.subcode.as_deref().unwrap_or_default();
    let layer = finding.at.layer.as_deref().unwrap_or_default();
    format!("v1:{:016x}", fnv1a(&[finding.fault.code, subcode, layer, &shape(&finding.path)]))
}

/// A path with its raw values replaced by what they are: "{sequence}/{shot}/render/beauty.{frame}.exr".
pub fn shape(path: &str) -> String {
    parts::parts(path).iter().map(Part::shape).collect()
}

/// The raw values of a path, by what they are, in path order.
pub fn facets(path: &str) -> Vec<(Facet, String)> {
    let raw = parts::parts(path).into_iter().filter_map(|part| match part {
        Part::Kept(_) => None,
        Part::Raw(facet, value) => Some((facet, value.to_owned())),
    });
    raw.collect()
}

/// 64-bit FNV-1a over the texts, each ended by a byte that no text holds.
fn fnv1a(texts: &[&str]) -> u64 {
    let bytes = texts.iter().flat_map(|text| text.bytes().chain(std::iter::once(0xFF)));
    bytes.fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

#[cfg(test)]
mod tests {
    use super::{Facet, facets, fnv1a, shape};

    #[test]
    fn paths_of_studios_have_the_same_shape_from_shot_to_shot() {
        let check = |path: &str, want: &str| assert_eq!(shape(path), want, "{path}");
        check("sq010/sh040/render/beauty.1019.exr", "{sequence}/{shot}/render/beauty.{frame}.exr");
        check("sq020/sh110/render/beauty.1001.exr", "{sequence}/{shot}/render/beauty.{frame}.exr");
        check(
            "seq_010/shot_0040/comp/v012/sq010_sh040_comp_v012.1019.exr",
            "{sequence}/{shot}/comp/{version}/{sequence}_{shot}_comp_{version}.{frame}.exr",
        );
        check("010/0040/light/v003/010_0040_beauty_0101.exr", "{sequence}/{shot}/light/{version}/{sequence}_{shot}_beauty_{frame}.exr");
        check("shots/0040/light/beauty_0101.exr", "shots/{shot}/light/beauty_{frame}.exr");
        check("ep101/sq010sh040_anim_v2.0007.png", "{episode}/{sequence}{shot}_anim_{version}.{frame}.png");
        check("/mnt/prod/vigie/sq030/sh0410/plates/bg.-0005.exr", "{root}/{sequence}/{shot}/plates/bg.{frame}.exr");
        check("P:/vigie/assets/chars/fox/lookdev/fox_lookdev_v012.ma", "{root}/assets/chars/{asset}/lookdev/{asset}_lookdev_{version}.ma");
        check("assets/fox/textures/skin_rough.1012.tx", "assets/{asset}/textures/skin_rough.{udim}.tx");
        check("assets/props/lantern/tex/glass_u1_v2.exr", "assets/props/{asset}/tex/glass_{udim}.exr");
        check("sq010/sh040/fx/smoke_f1_v3.1019.exr", "{sequence}/{shot}/fx/smoke_f1_{version}.{frame}.exr");
        check("home/marie/tests/cube.exr", "home/{user}/tests/cube.exr");
        check("logs/rn042/20260314_153000_render.log", "logs/{host}/{date}_{time}_render.log");
        check("logs/2026-03-14/node-17.log", "logs/{date}/{host}.log");
        check("cache/3f2504e0-4f89-41d3-9a0c-0305e82c3301/a.exr", "cache/{uuid}/a.exr");
        check("cache/d41d8cd98f00b204e9800998ecf8427e.bin", "cache/{uuid}.bin");
        check("comp/beauty_1920x1080.1019.exr", "comp/beauty_1920x1080.{frame}.exr");
        check("comp/mask2.exr", "comp/mask2.exr");
        check("image tenue é.0012.exr", "image tenue é.{frame}.exr");
        check("frames/0001.png", "frames/{frame}.png");
        check("render/.hidden", "render/.hidden");
        check("", "");
    }

    #[test]
    fn raw_values_are_kept_as_facets() {
        let found = facets("sq010/sh040/comp/v012/beauty.1019.exr");
        let want = [(Facet::Sequence, "sq010"), (Facet::Shot, "sh040"), (Facet::Version, "v012"), (Facet::Frame, "1019")];
        assert_eq!(found, want.map(|(facet, value)| (facet, value.to_owned())));
    }

    /// The offset basis, and the published value of "a" continued by the end byte.
    #[test]
    fn the_hash_is_fnv_1a() {
        assert_eq!(fnv1a(&[]), 0xCBF2_9CE4_8422_2325);
        assert_eq!(fnv1a(&["a"]), (0xAF63_DC4C_8601_EC8C_u64 ^ 0xFF).wrapping_mul(0x0100_0000_01B3));
        assert_ne!(fnv1a(&["ab", "c"]), fnv1a(&["a", "bc"]));
    }
}
