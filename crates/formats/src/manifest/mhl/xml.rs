//! XML as manifests need it: elements, attributes, texts, lines. No document type, no depth, no entity but the five.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::super::text::decode;
use super::super::{Rule, quoted};

/// Elements that may stand in one another.
const DEEPEST: usize = 32;

/// An element that begins or ends: where it stands.
pub(super) struct Place<'a> {
    /// Its own name, without the prefix of a name space.
    pub(super) name: &'a str,
    /// The names around it, outermost first.
    pub(super) around: &'a [String],
    /// Line, from 1.
    pub(super) line: u64,
}

impl Place<'_> {
    /// The name right around it.
    pub(super) fn parent(&self) -> &str {
        self.around.last().map_or("", String::as_str)
    }

    /// Whether it stands in somebody's own data.
    pub(super) fn is_foreign(&self) -> bool {
        self.around.iter().any(|name| name == "metadata")
    }
}

/// Attributes by name, without prefixes.
pub(super) type Attributes = Vec<(String, String)>;

/// Hears the elements of a document.
pub(super) trait Visitor {
    /// An element begins.
    fn begin(&mut self, place: &Place, attributes: &Attributes);
    /// An element ends; `text` is what stood in it, without that of the elements in it.
    fn end(&mut self, place: &Place, text: &str);
}

/// Reads a document until it ends or breaks: then its line and why.
pub(super) fn walk(bytes: &[u8], visitor: &mut dyn Visitor) -> Result<(), (u64, Rule)> {
    let (text, _) = decode(bytes);
    let text =
        std::str::from_utf8(&text).map_err(|error| (lines_before(&text, error.valid_up_to()), Rule::Encoding("UTF-8".to_owned())))?;
    let mut walk = Walk { reader: Reader::from_str(text), text, at: 0, line: 1, around: Vec::new(), texts: Vec::new(), visitor };
    while walk.step()? {}
    Ok(())
}

fn lines_before(bytes: &[u8], end: usize) -> u64 {
    bytes.iter().take(end).filter(|byte| **byte == b'\n').count() as u64 + 1
}

struct Walk<'a> {
    reader: Reader<&'a [u8]>,
    text: &'a str,
    at: usize,
    line: u64,
    around: Vec<String>,
    texts: Vec<String>,
    visitor: &'a mut dyn Visitor,
}

impl Walk<'_> {
    /// One more event; false at the end.
    fn step(&mut self) -> Result<bool, (u64, Rule)> {
        let start = self.line;
        let event = self.reader.read_event().map_err(|error| {
            let at = usize::try_from(self.reader.error_position()).unwrap_or(usize::MAX);
            (lines_before(self.text.as_bytes(), at), Rule::Syntax(quoted(&error.to_string())))
        })?;
        self.count();
        match event {
            Event::Start(element) => self.begin(&element)?,
            Event::Empty(element) => {
                self.begin(&element)?;
                self.end();
            }
            Event::End(_) => self.end(),
            Event::Text(text) => self.say(&text.xml10_content()),
            Event::CData(text) => self.say(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let text =
                    resolved(&reference).ok_or_else(|| (start, Rule::Syntax(quoted(&format!("&{};", reference.xml10_content())))))?;
                self.say(&text);
            }
            Event::DocType(_) => return Err((start, Rule::Doctype)),
            Event::Eof if self.around.is_empty() => return Ok(false),
            Event::Eof => return Err((self.line, Rule::Cut)),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
        Ok(true)
    }

    /// Counts the lines up to where the reader stands.
    fn count(&mut self) {
        let now = usize::try_from(self.reader.buffer_position()).unwrap_or(self.at);
        let passed = self.text.get(self.at..now).unwrap_or_default();
        self.line += passed.matches('\n').count() as u64;
        self.at = now;
    }

    fn begin(&mut self, element: &BytesStart) -> Result<(), (u64, Rule)> {
        if self.around.len() >= DEEPEST {
            return Err((self.line, Rule::TooLarge(format!("> {DEEPEST} <…>"))));
        }
        let mut attributes = Attributes::new();
        for attribute in element.attributes() {
            let read =
                attribute.ok().and_then(|a| Some((local(a.key.as_ref()), a.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())));
            let Some(read) = read else { return Err((self.line, Rule::Syntax(quoted(element.attributes_raw())))) };
            attributes.push(read);
        }
        let name = local(element.name().as_ref());
        self.visitor.begin(&Place { name: &name, around: &self.around, line: self.line }, &attributes);
        self.around.push(name);
        self.texts.push(String::new());
        Ok(())
    }

    fn end(&mut self) {
        // The reader checks that ends match their beginnings.
        let (Some(name), Some(text)) = (self.around.pop(), self.texts.pop()) else { return };
        self.visitor.end(&Place { name: &name, around: &self.around, line: self.line }, &text);
    }

    fn say(&mut self, text: &str) {
        if let Some(own) = self.texts.last_mut() {
            own.push_str(text);
        }
    }
}

/// A name without the prefix of its name space.
fn local(name: &str) -> String {
    name.rsplit_once(':').map_or(name, |(_, local)| local).to_owned()
}

fn resolved(reference: &BytesRef) -> Option<String> {
    if reference.is_char_ref() {
        return reference.resolve_char_ref().ok().flatten().map(String::from);
    }
    resolve_predefined_entity(&reference.xml10_content()).map(str::to_owned)
}
