//! Magic number, version word and attribute lists.

use super::attribute;
use super::journal::Journal;
use super::{Attribute, Flaw, Inside, MAGIC};
use crate::view::{View, i32_at, u32_at};
use crate::{Budget, Stop};

/// Most attributes of one part, and of all parts: real files stay in the hundreds.
const PER_PART: usize = 4096;
const PER_FILE: usize = 32768;
/// Bytes that two names of full length and a size may take.
const ENTRY: u64 = 2 * 256 + 4;

/// Feature bits of the version word.
#[derive(Clone, Copy, Default)]
pub(super) struct Flags(pub(super) u32);

impl Flags {
    const KNOWN: u32 = 0x1E00;

    /// Bit 9: one part, tiles.
    pub(super) fn tiled(self) -> bool {
        self.0 & 0x200 != 0
    }

    /// Bit 10: names of up to 255 bytes instead of 31.
    pub(super) fn long_names(self) -> bool {
        self.0 & 0x400 != 0
    }

    /// Bit 11: at least one part is deep.
    pub(super) fn deep(self) -> bool {
        self.0 & 0x800 != 0
    }

    /// Bit 12: several parts.
    pub(super) fn multi(self) -> bool {
        self.0 & 0x1000 != 0
    }

    /// Longest name, without its terminator.
    pub(super) fn longest_name(self) -> usize {
        if self.long_names() { 255 } else { 31 }
    }
}

/// One part's attributes as they stand.
pub(super) struct RawPart {
    pub(super) attributes: Vec<Attribute>,
    /// Byte of the list's terminator, or where reading had to stop.
    pub(super) end: u64,
    /// Whether the list was read to its terminator.
    pub(super) complete: bool,
}

/// All that stands before the chunk tables.
#[derive(Default)]
pub(super) struct Headers {
    /// The version word; 0 when it could not be read.
    pub(super) version: u32,
    pub(super) parts: Vec<RawPart>,
    /// Byte after the last header; `None` when reading had to stop before.
    pub(super) end: Option<u64>,
}

/// Reads magic, version and every attribute list.
pub(super) fn read(view: &mut View, budget: &Budget, journal: &mut Journal) -> Result<Headers, Stop> {
    let Some(version) = version(view, journal) else { return Ok(Headers::default()) };
    let mut headers = Headers { version, ..Headers::default() };
    if version & 0xFF != 2 {
        return Ok(headers);
    }
    let flags = Flags(version);
    let mut lists = Lists { view, budget, journal, flags, at: 8, attributes: 0 };
    while let Some(part) = lists.part(headers.parts.len() as u32)? {
        let complete = part.complete;
        headers.parts.push(part);
        if !complete {
            return Ok(headers);
        }
        if !flags.multi() {
            break;
        }
    }
    headers.end = Some(lists.at);
    if headers.parts.is_empty() {
        lists.journal.attribute(None, 8, "header", Flaw::NoParts, &"");
        headers.end = None;
    }
    Ok(headers)
}

/// The version word of an OpenEXR file, or `None` after saying why there is none.
fn version(view: &View, journal: &mut Journal) -> Option<u32> {
    let head = view.head();
    let held = head.get(..4).unwrap_or(head);
    if !MAGIC.starts_with(held) {
        let seen = format!("{held:02x?}");
        journal.attribute(None, 0, "magic", Flaw::NotOpenExr, &seen);
        return None;
    }
    let Some(version) = u32_at(head, 4) else {
        journal.ends(None, view.size(), if held.len() < 4 { Inside::Magic } else { Inside::Version });
        return None;
    };
    let flags = Flags(version);
    if version & 0xFF != 2 {
        journal.attribute(None, 4, "version", Flaw::UnknownVersion, &(version & 0xFF));
    } else if version & !0xFF & !Flags::KNOWN != 0 {
        journal.attribute(None, 5, "version", Flaw::UnknownFlag, &format!("{version:#x}"));
    } else if flags.tiled() && (flags.deep() || flags.multi()) {
        journal.attribute(None, 5, "version", Flaw::ContradictingFlags, &format!("{version:#x}"));
    }
    Some(version)
}

/// A name read from the head.
enum Name {
    Is(String, u64),
    Long(String),
    Cut,
}

/// One step through an attribute list.
enum Step {
    End,
    One(Attribute),
    Stopped,
}

struct Lists<'v, 's, 'j> {
    view: &'v mut View<'s>,
    budget: &'v Budget,
    journal: &'j mut Journal,
    flags: Flags,
    at: u64,
    attributes: usize,
}

impl Lists<'_, '_, '_> {
    /// The next part's list; `None` at the end of a multi-part file's lists.
    fn part(&mut self, index: u32) -> Result<Option<RawPart>, Stop> {
        let mut attributes = Vec::with_capacity(16);
        let number = self.flags.multi().then_some(index);
        loop {
            match self.step(number)? {
                Step::End if attributes.is_empty() && self.flags.multi() => return Ok(None),
                Step::End => return Ok(Some(RawPart { attributes, end: self.at - 1, complete: true })),
                Step::One(attribute) => attributes.push(attribute),
                Step::Stopped => return Ok(Some(RawPart { attributes, end: self.at, complete: false })),
            }
            self.attributes += 1;
            if attributes.len() > PER_PART || self.attributes > PER_FILE {
                self.journal.oversize(number, self.at, "attributes", self.attributes as u64, PER_PART as u64);
                return Ok(Some(RawPart { attributes, end: self.at, complete: false }));
            }
        }
    }

    fn step(&mut self, part: Option<u32>) -> Result<Step, Stop> {
        self.view.grow(self.at + ENTRY)?;
        let start = self.at;
        let Some(name) = self.name(part, start) else { return Ok(Step::Stopped) };
        if name.0.is_empty() {
            self.at = name.1;
            return Ok(Step::End);
        }
        let Some(kind) = self.name(part, name.1) else { return Ok(Step::Stopped) };
        if kind.0.is_empty() {
            self.journal.attribute(part, name.1, &name.0, Flaw::MissingType, &"");
        }
        let Some(size) = i32_at(self.view.head(), kind.1 as usize) else { return Ok(self.cut(part)) };
        self.value(part, name.0, kind, size)
    }

    /// The name at `at` and the byte after its terminator, or `None` after saying why there is none.
    fn name(&mut self, part: Option<u32>, at: u64) -> Option<(String, u64)> {
        match name(self.view.head(), at, self.flags.longest_name()) {
            Name::Is(name, next) => Some((name, next)),
            Name::Long(start) => {
                self.journal.attribute(part, at, &start, Flaw::NameTooLong, &self.flags.longest_name());
                None
            }
            Name::Cut => {
                self.cut(part);
                None
            }
        }
    }

    fn cut(&mut self, part: Option<u32>) -> Step {
        self.journal.ends(part, self.view.size(), Inside::Attribute);
        Step::Stopped
    }

    fn value(&mut self, part: Option<u32>, name: String, (kind, size_at): (String, u64), size: i32) -> Result<Step, Stop> {
        let at = size_at + 4;
        let Ok(size) = u32::try_from(size) else {
            self.journal.attribute(part, size_at, &name, Flaw::NegativeSize, &size);
            return Ok(Step::Stopped);
        };
        let end = at + u64::from(size);
        if end > self.view.size() && attribute::fixed_size(&kind).is_some_and(|fixed| fixed != size) {
            self.journal.attribute(part, size_at, &name, Flaw::WrongSize, &size);
            return Ok(Step::Stopped);
        }
        if end > self.budget.header {
            self.journal.oversize(part, size_at, &name, u64::from(size), self.budget.header.saturating_sub(at));
            return Ok(Step::Stopped);
        }
        self.view.grow(end)?;
        let Some(bytes) = self.view.head().get(at as usize..end as usize) else { return Ok(self.cut(part)) };
        let (value, problem) = attribute::value(&kind, bytes);
        if let Some((problem, seen)) = problem {
            self.journal.attribute(part, at, &name, problem, &seen);
        }
        self.at = end;
        Ok(Step::One(Attribute { name, kind, at, size, value }))
    }
}

fn name(head: &[u8], at: u64, longest: usize) -> Name {
    let rest = head.get(at as usize..).unwrap_or_default();
    let shown = rest.get(..=longest).unwrap_or(rest);
    match shown.iter().position(|&byte| byte == 0) {
        Some(length) => Name::Is(text(shown.get(..length).unwrap_or_default()), at + length as u64 + 1),
        None if shown.len() > longest => Name::Long(String::from_utf8_lossy(shown.get(..31).unwrap_or(shown)).escape_debug().to_string()),
        None => Name::Cut,
    }
}

/// A name as text; bytes that are no UTF-8 are replaced.
fn text(bytes: &[u8]) -> String {
    str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes).into_owned(), str::to_owned)
}
