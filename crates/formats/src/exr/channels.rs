//! The channel list (attribute type `chlist`).

use super::journal::Journal;
use super::{Attribute, Channel, Flaw, SampleType};
use crate::view::i32_at;

/// Most channels of one part: real files stay in the hundreds.
const MOST: usize = 32768;
/// Bytes of an entry after its name.
const ENTRY: usize = 16;

/// A channel list being read.
struct List<'a> {
    bytes: &'a [u8],
    at: u64,
    part: Option<u32>,
    longest_name: usize,
    journal: &'a mut Journal,
}

/// Reads the list, sorted by name as every reader holds it, with the byte of each entry. `None` after a defect that leaves the pixels' layout unknown.
pub(super) fn read(
    attribute: &Attribute,
    bytes: &[u8],
    longest_name: usize,
    part: Option<u32>,
    journal: &mut Journal,
) -> Option<Vec<(Channel, u64)>> {
    let mut list = List { bytes, at: attribute.at, part, longest_name, journal };
    let mut channels = list.entries()?;
    if let Some((_, byte)) = channels.iter().zip(channels.iter().skip(1)).map(|(a, b)| (a.0.name > b.0.name, b.1)).find(|pair| pair.0) {
        list.bad(byte, Flaw::Unsorted, "");
        channels.sort_by(|a, b| a.0.name.cmp(&b.0.name));
    }
    let twin =
        channels.iter().zip(channels.iter().skip(1)).find(|(a, b)| a.0.name == b.0.name).map(|(a, b)| (a.1.max(b.1), a.0.name.clone()));
    if let Some((byte, name)) = twin {
        list.bad(byte, Flaw::DuplicateChannel, &name);
        return None;
    }
    Some(channels)
}

impl List<'_> {
    fn bad(&mut self, byte: u64, problem: Flaw, seen: &str) {
        self.journal.attribute(self.part, byte, "channels", problem, &seen);
    }

    fn entries(&mut self) -> Option<Vec<(Channel, u64)>> {
        let mut channels = Vec::new();
        let mut offset = 0;
        loop {
            let rest = self.bytes.get(offset..).unwrap_or_default();
            let Some(length) = rest.iter().take(self.longest_name + 1).position(|&byte| byte == 0) else {
                let problem = if rest.len() > self.longest_name { Flaw::NameTooLong } else { Flaw::MissingTerminator };
                self.bad(self.at + offset as u64, problem, "");
                return None;
            };
            if length == 0 {
                return self.ended(offset + 1, channels);
            }
            if channels.len() == MOST {
                self.journal.oversize(self.part, self.at, "channels", self.bytes.len() as u64, MOST as u64);
                return None;
            }
            let name = String::from_utf8_lossy(rest.get(..length).unwrap_or_default()).into_owned();
            channels.push((self.entry(name, offset + length + 1)?, self.at + offset as u64));
            offset += length + 1 + ENTRY;
        }
    }

    fn entry(&mut self, name: String, offset: usize) -> Option<Channel> {
        let field = |at| i32_at(self.bytes, offset + at);
        let (Some(kind), Some(x), Some(y)) = (field(0), field(8), field(12)) else {
            self.bad(self.at + offset as u64, Flaw::MissingTerminator, &name);
            return None;
        };
        let kind = match kind {
            0 => SampleType::Uint,
            1 => SampleType::Half,
            2 => SampleType::Float,
            other => {
                self.bad(self.at + offset as u64, Flaw::UnknownSampleType, &other.to_string());
                return None;
            }
        };
        for (value, at) in [(x, 8), (y, 12)] {
            if value < 1 {
                self.bad(self.at + offset as u64 + at, Flaw::BadSampling, &value.to_string());
                return None;
            }
        }
        let linear = self.bytes.get(offset + 4).is_some_and(|&byte| byte != 0);
        Some(Channel { name, kind, linear, sampling: [x, y] })
    }

    fn ended(&mut self, end: usize, channels: Vec<(Channel, u64)>) -> Option<Vec<(Channel, u64)>> {
        if end != self.bytes.len() {
            self.bad(self.at + end as u64, Flaw::WrongSize, &self.bytes.len().to_string());
            return None;
        }
        if channels.is_empty() {
            self.bad(self.at, Flaw::Empty, "");
            return None;
        }
        Some(channels)
    }
}
