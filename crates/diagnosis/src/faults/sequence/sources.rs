//! What headers say of the software and the scene that made a frame.

use std::collections::HashSet;

use crate::Picture;

/// Attributes that name software and its version, as renderers and image libraries write them. Host, user, date and times change
/// from frame to frame and say nothing.
const SOFTWARE: &[&str] = &[
    "Software",
    "software",
    "ProcessingSoftware",
    "renderer",
    "Renderer",
    "rendererinfo",
    "spi:renderer",
    "spi:package",
    "arnold/version",
    "vrayInfo/vrayversion",
    "redshift/version",
    "rs/version",
    "ri:version",
    "rman/version",
    "prman/version",
    "karma/version",
    "husk:version",
    "husk/version",
    "houdini/version",
    "nuke/version",
    "BlenderVersion",
];

/// Attributes that name the scene a frame was made from.
const SCENES: &[&str] = &["File", "Scene", "scene", "sceneFile", "scenefile", "hipfile", "vrayInfo/scenename", "vrayInfo/filename"];

/// What a frame was made with, by one attribute.
pub(super) struct Source {
    pub(super) attribute: &'static str,
    is_scene: bool,
}

/// The sources that some frame names, software first.
pub(super) fn sources<'a>(frames: impl Iterator<Item = Picture<'a>>) -> Vec<Source> {
    let attributes = distinct(frames).flat_map(|frame| frame.parts()).flat_map(|part| part.attributes);
    let named: HashSet<&str> = attributes.map(|attribute| attribute.name.as_str()).collect();
    let of = |list: &'static [&'static str], is_scene: bool| list.iter().map(move |attribute| Source { attribute, is_scene });
    of(SOFTWARE, false).chain(of(SCENES, true)).filter(|source| named.contains(source.attribute)).collect()
}

/// The headers without those that neighbours share.
pub(super) fn distinct<'a>(frames: impl Iterator<Item = Picture<'a>>) -> impl Iterator<Item = Picture<'a>> {
    let mut before: Option<Picture> = None;
    frames.filter(move |frame| !before.replace(*frame).is_some_and(|before| before.is(frame)))
}

impl Source {
    /// What a header says of it: of a scene the file's name, as machines mount one place differently; of software the name without
    /// the command that image tools quote after it (`OpenImageIO 2.4.7.1 : oiiotool a.1001.exr …`).
    pub(super) fn said<'a>(&self, picture: &Picture<'a>) -> Option<&'a str> {
        let text = picture.text(self.attribute)?;
        let part = if self.is_scene { text.rsplit(['/', '\\']).next() } else { text.split(" : ").next() };
        Some(part.unwrap_or(text).trim())
    }
}

/// A text with its frame's own number taken out, as some tools write it into every header.
pub(super) fn unnumbered(text: &str, frame: i64) -> String {
    let number = frame.unsigned_abs();
    let mut steady = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, tail) = rest.split_at(start);
        let end = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
        let (digits, after) = tail.split_at(end);
        steady.push_str(before);
        steady.push_str(if digits.parse() == Ok(number) { "#" } else { digits });
        rest = after;
    }
    steady + rest
}

#[cfg(test)]
mod tests {
    use super::unnumbered;

    #[test]
    fn the_frames_own_number_is_left_out() {
        let check = |text: &str, frame: i64, expected: &str| assert_eq!(unnumbered(text, frame), expected);
        check("fox 1.2, frame 1001", 1001, "fox 1.2, frame #");
        check("fox 1.2, frame -01001.", -1001, "fox 1.2, frame -#.");
        check("fox 1.2, frame 1002", 1001, "fox 1.2, frame 1002");
        check("99999999999999999999999", 1, "99999999999999999999999");
        check("", 1, "");
    }
}
