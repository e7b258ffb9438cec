//! Sequences of one folder that belong together: the two views of a picture, the layers of a render.

use crate::Series;

/// Words of the left and the right view.
const VIEWS: &[[&str; 2]] = &[["left", "right"], ["l", "r"], ["lft", "rgt"], ["lt", "rt"], ["le", "re"], ["lf", "rt"]];

/// Words that name the layer a renderer wrote; a word that begins with one of them and continues in digits counts.
const LAYERS: &[&str] = &[
    "beauty",
    "rgba",
    "rgb",
    "diffuse",
    "diff",
    "specular",
    "spec",
    "depth",
    "z",
    "zdepth",
    "normal",
    "normals",
    "n",
    "p",
    "pworld",
    "position",
    "crypto",
    "cryptomatte",
    "cryptoobject",
    "cryptomaterial",
    "cryptoasset",
    "emission",
    "ao",
    "occlusion",
    "shadow",
    "albedo",
    "sss",
    "subsurface",
    "reflection",
    "refl",
    "refraction",
    "refr",
    "transmission",
    "motion",
    "motionvector",
    "velocity",
    "vector",
    "id",
    "objectid",
    "matte",
    "mask",
    "alpha",
    "coat",
    "sheen",
    "volume",
    "direct",
    "indirect",
    "lighting",
    "key",
    "rim",
    "fill",
    "uv",
    "env",
];

/// Which of its twins a sequence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    Left,
    Right,
}

/// What the two views of one picture have in common, for each way to read a view in the name.
pub(super) fn views(series: &Series) -> Vec<(String, View)> {
    let name = whole(series);
    let mut found = Vec::new();
    for (start, word) in words(&name) {
        for pair in VIEWS {
            let side = pair.iter().position(|view| view.eq_ignore_ascii_case(word));
            let Some(side) = side.map(|side| if side == 0 { View::Left } else { View::Right }) else { continue };
            let (before, after) = (name.get(..start), name.get(start + word.len()..));
            found.push((format!("{}\0{}\0{}", before.unwrap_or_default(), pair.concat(), after.unwrap_or_default()), side));
        }
    }
    found
}

/// What the layers of one render have in common; `None` when no word names a layer.
pub(super) fn render(series: &Series) -> Option<String> {
    let name = whole(series);
    let mut shared = String::new();
    let (mut end, mut layers) = (0, 0);
    for (start, word) in words(&name).into_iter().filter(|(_, word)| is_layer(word)) {
        let between = name.get(end..start).unwrap_or_default();
        if layers == 0 || between.chars().any(char::is_alphanumeric) {
            shared.push_str(between);
            shared.push('\0');
        }
        layers += 1;
        end = start + word.len();
    }
    shared.push_str(name.get(end..).unwrap_or_default());
    (layers > 0).then_some(shared)
}

fn is_layer(word: &str) -> bool {
    let stem = word.trim_end_matches(|c: char| c.is_ascii_digit());
    LAYERS.iter().any(|layer| layer.eq_ignore_ascii_case(stem))
}

/// The name with `*` for its frame number.
fn whole(series: &Series) -> String {
    format!("{}*{}", series.names.prefix, series.names.suffix)
}

/// Runs of letters and digits, with where they begin; the extension is none of them.
fn words(name: &str) -> Vec<(usize, &str)> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut found = Vec::new();
    let mut start = 0;
    for piece in stem.split(|c: char| !c.is_alphanumeric()) {
        if !piece.is_empty() {
            found.push((start, piece));
        }
        start += piece.len() + stem.get(start + piece.len()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{View, render, views};
    use crate::{Entry, EntryKind, Folder, Reading};

    fn folder(name: &str) -> Folder {
        let entry = |frame: i64| Entry {
            name: name.replace('#', &frame.to_string()),
            raw: None,
            kind: EntryKind::File,
            size: 1,
            modified: 0,
            changed: 0,
            mode: 0o644,
            uid: 0,
            gid: 0,
            identity: (0, 0),
            moving: false,
        };
        Folder::new(String::new(), (1001..1005).map(|frame| (entry(frame), Reading::NotAsked)).collect())
    }

    fn sides(name: &str) -> Vec<(String, View)> {
        views(&folder(name).series[0])
    }

    #[test]
    fn views_are_twins_wherever_their_word_stands() {
        for (left, right) in
            [("beauty.left.#.exr", "beauty.right.#.exr"), ("beauty.#_L.exr", "beauty.#_R.exr"), ("l_plate.#.exr", "r_plate.#.exr")]
        {
            let (left, right) = (sides(left), sides(right));
            assert!(
                left.iter().any(|(key, side)| *side == View::Left && right.contains(&(key.clone(), View::Right))),
                "{left:?} {right:?}"
            );
        }
        assert_eq!(sides("beauty.#.exr"), []);
        assert_ne!(sides("comp_left.#.exr")[0].0, sides("beauty_right.#.exr")[0].0);
    }

    #[test]
    fn layers_of_one_render_share_the_rest_of_their_name() {
        let shared = |name: &str| render(&folder(name).series[0]);
        assert_eq!(shared("sh010_beauty.#.exr"), shared("sh010_diffuse_direct.#.exr"));
        assert_eq!(shared("sh010.crypto00.#.exr"), shared("sh010.N.#.exr"));
        assert_ne!(shared("sh010_beauty_v001.#.exr"), shared("sh010_depth_v002.#.exr"));
        assert_ne!(shared("sh010_beauty.#.exr"), shared("sh020_depth.#.exr"));
        assert_eq!(shared("smoke.#.exr"), None);
    }
}
