//! Bytes into what is known of them, without threads: for small sets, and for the proof of a transfer in text mode.

use etabli_formats::manifest::{Digests, Hasher, LineEnds, TextMode};
use etabli_formats::{Source, Stop};

use super::{Content, Delivery, Listed, Undone};

/// Bytes that are read at once.
const BLOCK: usize = 1 << 20;

/// Reads a file and computes the hashes of a listed one.
pub fn content(source: &dyn Source, listed: &Listed) -> Content {
    match hashed(source, listed, None) {
        Ok((digests, _)) => undone(source, listed, digests),
        Err(stop) => Content::Refused(stop.to_string()),
    }
}

/// What the hashes of a file say: where they are not the listed ones, the file is read again with its line ends changed back.
/// A size that is as listed rules that out.
pub fn undone(source: &dyn Source, listed: &Listed, digests: Digests) -> Content {
    let differs = |digests: &Digests| listed.expected.iter().any(|expected| super::differing(expected, digests).is_some());
    let Some(modes) = differs(&digests).then(|| modes(source.size(), listed.size)) else { return Content::Read(digests) };
    for mode in modes {
        let Ok((before, Some((count, first)))) = hashed(source, listed, Some(*mode)) else { continue };
        if !differs(&before) {
            return Content::TextMode(digests, Undone { mode: *mode, count, first });
        }
    }
    Content::Read(digests)
}

/// Whether a file is the listed one by every listed value; one without any is not proved.
pub fn is_listed(source: &dyn Source, listed: &Listed) -> Result<bool, Stop> {
    let (digests, _) = hashed(source, listed, None)?;
    Ok(!listed.expected.is_empty() && listed.expected.iter().all(|expected| super::differing(expected, &digests).is_none()))
}

fn modes(size: u64, listed: Option<u64>) -> &'static [TextMode] {
    match listed.map(|listed| size.cmp(&listed)) {
        None => &[TextMode::Added, TextMode::Removed],
        Some(std::cmp::Ordering::Greater) => &[TextMode::Added],
        Some(std::cmp::Ordering::Less) => &[TextMode::Removed],
        Some(std::cmp::Ordering::Equal) => &[],
    }
}

/// The hashes; with a mode, of the bytes before it, and how many line ends it changed from which byte on.
fn hashed(source: &dyn Source, listed: &Listed, mode: Option<TextMode>) -> Result<(Digests, Option<(u64, u64)>), Stop> {
    let algorithms: Vec<_> = listed.expected.iter().map(|expected| expected.value.algorithm).collect();
    let mut hasher = Hasher::new(&algorithms);
    let mut ends = mode.map(LineEnds::new);
    let (mut block, mut before, mut offset) = (vec![0; BLOCK], Vec::new(), 0);
    loop {
        let count = source.read_at(offset, &mut block)?;
        let Some(bytes) = block.get(..count).filter(|bytes| !bytes.is_empty()) else { break };
        offset += count as u64;
        match &mut ends {
            None => hasher.update(bytes),
            Some(ends) => {
                before.clear();
                ends.undo(bytes, &mut before);
                hasher.update(&before);
            }
        }
    }
    before.clear();
    let changed = ends.and_then(|ends| {
        let (count, first) = ends.finish(&mut before);
        Some((count, first?))
    });
    hasher.update(&before);
    Ok((hasher.finish(), changed))
}

impl Delivery {
    /// Computes everything that is wanted, in this thread.
    pub(crate) fn learn_all<'s>(&mut self, open: &dyn Fn(&str) -> std::io::Result<Box<dyn Source + 's>>) {
        for wanted in self.wanted() {
            let Some(listed) = self.listed.get(wanted.index) else { continue };
            let read = match open(&wanted.path) {
                Ok(source) => content(&*source, listed),
                Err(error) => Content::Refused(error.to_string()),
            };
            self.learn(wanted.index, read, false);
        }
    }
}
