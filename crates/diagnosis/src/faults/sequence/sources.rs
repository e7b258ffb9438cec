//! What headers say of the software and the scene that made a frame.

use etabli_formats::exr::{Structure, Value};

/// Attributes that name software, its version, or the scene, as renderers and image libraries write them. Host, user, date and times
/// change from frame to frame and say nothing.
pub(super) const SOURCES: &[&str] = &[
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
    "vrayInfo/renderer",
    "vrayInfo/scenename",
    "vrayInfo/filename",
    "redshift/version",
    "rs/version",
    "ri:version",
    "rman/version",
    "prman/version",
    "karma/version",
    "husk:version",
    "husk/version",
    "houdini/version",
    "hipfile",
    "nuke/version",
    "BlenderVersion",
    "File",
    "Scene",
    "scene",
    "sceneFile",
    "scenefile",
];

/// The text of an attribute of the first part that has it.
pub(super) fn text<'a>(structure: &'a Structure, name: &str) -> Option<&'a str> {
    structure.parts.iter().find_map(|part| match &part.attribute(name)?.value {
        Value::Text(text) => Some(text.as_str()),
        _ => None,
    })
}

/// A source's text without the command that image tools quote after the program's name
/// (`OpenImageIO 2.4.7.1 : oiiotool a.1001.exr …`).
pub(super) fn program(text: &str) -> &str {
    text.split(" : ").next().unwrap_or(text).trim()
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
    use super::{program, unnumbered};

    #[test]
    fn a_quoted_command_is_left_out() {
        assert_eq!(program("OpenImageIO 2.4.7.1 : oiiotool a.1001.exr --trim -o b.1001.exr"), "OpenImageIO 2.4.7.1");
        assert_eq!(program(" fox 1.2:beta "), "fox 1.2:beta");
    }

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
