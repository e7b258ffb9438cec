//! Photoshop's image resources, in its own files and in JPEG (Adobe Photoshop File Formats, "Image Resource Blocks").

use crate::view::{be16, be32};

/// A byte, and a short stable word for what is wrong there.
type Wrong = (usize, &'static str);

/// Says what is wrong with a resource, from its number and content.
type Judge<'a> = &'a mut dyn FnMut(u16, &[u8]) -> Option<&'static str>;

/// The first resource that is wrong: its byte, and a short stable word ("signature", "outside").
pub(crate) fn resources(bytes: &[u8]) -> Option<Wrong> {
    each(bytes, &mut |_, _| None)
}

/// Hands number and content of each resource to `judge`, which says what is wrong with it; the first word said ends the walk.
pub(crate) fn each(bytes: &[u8], judge: Judge) -> Option<Wrong> {
    let mut at = 0;
    while bytes.len() - at >= 4 {
        let own = bytes.get(at..).unwrap_or_default();
        if !matches!(own.get(..4), Some(b"8BIM" | b"MeSa" | b"AgHg" | b"PHUT" | b"DCSR")) {
            return own.iter().any(|&byte| byte != 0).then_some((at, "signature"));
        }
        let Some(number) = be16(own, 4) else { return Some((at, "outside")) };
        // The name is a count and so many bytes, even together.
        let name = (1 + usize::from(own.get(6).copied().unwrap_or_default())).next_multiple_of(2);
        let Some(size) = be32(own, 6 + name).map(|size| size as usize) else { return Some((at, "outside")) };
        let first = 10 + name;
        let Some(content) = first.checked_add(size).and_then(|end| own.get(first..end)) else { return Some((at, "outside")) };
        if let Some(problem) = judge(number, content) {
            return Some((at + first, problem));
        }
        at = (at + first + size.next_multiple_of(2)).min(bytes.len());
    }
    None
}
