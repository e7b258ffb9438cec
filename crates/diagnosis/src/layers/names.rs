//! What layers are for, by the names that renderers give them: Arnold, V-Ray, RenderMan, Redshift, Karma, Cycles.

use super::Role;

/// Names without case, separators and trailing digits, by role. Whole names: a colour layer called "zenith" is no depth.
const NAMES: &[(Role, &[&str])] = &[
    (Role::Depth, &["z", "depth", "zdepth", "pz", "zback", "volumez", "denoisingdepth", "cameradepth", "zfiltered", "deep"]),
    (
        Role::Vector,
        &[
            // Normals.
            "n",
            "nn",
            "normal",
            "normals",
            "bumpnormal",
            "bumpnormals",
            "nworld",
            "denoisingnormal",
            "shadingnormal",
            "normalshading",
            // Positions.
            "p",
            "pref",
            "pworld",
            "position",
            "worldposition",
            "pointworld",
            "hitp",
            "po",
            "pcam",
            // Motion.
            "motion",
            "motionvector",
            "motionvectors",
            "mv",
            "velocity",
            "vector",
            "dpdtime",
            "motionfore",
            "motionback",
            "forward",
            "backward",
            // Surface coordinates.
            "uv",
            "st",
            "tangent",
            "tangents",
        ],
    ),
    (Role::Id, &["id", "objectid", "nodeid", "materialid", "renderid", "primid", "instanceid", "indexob", "indexma", "assetid", "facetid"]),
    (Role::Matte, &["matte", "mask", "holdout", "multimatte", "multimatteelement", "puzzlematte", "shadowmatte", "roto"]),
    (Role::Alpha, &["alpha", "opacity", "coverage", "volumeopacity"]),
    (
        Role::Data,
        &["cputime", "raycount", "samplecount", "aainvdensity", "samplerate", "debugsamplecount", "mist", "variance", "heatmap", "time"],
    ),
];

/// The role of a channel, by its layer's name and its own last word.
pub(super) fn role(layer: &str, channel: &str) -> Role {
    let whole = plain(layer.rsplit(['.', '/']).next().unwrap_or(layer));
    if whole.contains("crypto") {
        return Role::Id;
    }
    let listed = NAMES.iter().find(|(_, names)| names.contains(&whole.as_str())).map(|(role, _)| *role);
    listed.unwrap_or_else(|| by_channel(channel, !whole.is_empty()))
}

/// The role that the channel's own name gives, in a layer whose name says nothing.
fn by_channel(channel: &str, in_layer: bool) -> Role {
    match channel {
        "R" | "G" | "B" | "r" | "g" | "b" | "Y" | "RY" | "BY" | "red" | "green" | "blue" if !(in_layer && channel == "Y") => Role::Colour,
        "A" | "a" | "AR" | "AG" | "AB" | "alpha" => Role::Alpha,
        "Z" | "z" | "ZBack" if !in_layer => Role::Depth,
        "X" | "Y" | "Z" | "x" | "y" | "z" | "u" | "v" | "U" | "V" => Role::Vector,
        _ if !in_layer => NAMES.iter().find(|(_, names)| names.contains(&plain(channel).as_str())).map_or(Role::Data, |(role, _)| *role),
        _ => Role::Data,
    }
}

/// Lower case, letters and digits only, trailing digits gone.
fn plain(name: &str) -> String {
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    letters.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Role, role};

    #[test]
    fn renderers_names_have_their_roles() {
        let check = |want: Role, names: &[&str]| {
            for name in names {
                let (layer, channel) = name.rsplit_once('.').unwrap_or(("", name));
                assert_eq!(role(layer, channel), want, "{name}");
            }
        };
        check(
            Role::Colour,
            &["R", "B", "Y", "RY", "diffuse.R", "main.Combined.G", "specular_direct.b", "rgb.red", "Ci.r", "main.Noisy Image.R"],
        );
        check(Role::Colour, &["emission.R", "zenith.G", "beauty.R", "normal_light.R", "main.heat.B", "DiffDir.R"]);
        check(Role::Alpha, &["A", "a", "beauty.A", "main.Combined.A", "opacity.R", "alpha.Y", "AR"]);
        check(Role::Depth, &["Z", "ZBack", "depth.Z", "Depth.V", "main.Depth.Z", "zDepth.R", "Pz.x", "main.Denoising Depth.Z", "z"]);
        check(
            Role::Vector,
            &[
                "N.X",
                "normals.R",
                "main.Vector.W",
                "P.x",
                "Pref.R",
                "velocity.R",
                "motion.u",
                "__Nworld.X",
                "bumpNormals.G",
                "N.R",
                "main.UV.U",
            ],
        );
        check(Role::Id, &["crypto00.R", "main.CryptoObject01.r", "crypto_asset.A", "objectID.Y", "IndexOB.X", "id", "ID.Y"]);
        check(Role::Matte, &["holdout.A", "MultiMatteElement_3.R", "PuzzleMatte1.G", "mask.Y"]);
        check(Role::Data, &["cputime.Y", "Mist.Z", "debug.foo", "whatever", "AA_inv_density.X"]);
    }
}
