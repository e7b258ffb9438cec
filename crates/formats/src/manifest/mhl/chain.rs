//! The chain file: every generation of a history with the hash of its content.

use super::super::path::plain;
use super::super::{Algorithm, Manifest, Rule, Value, quoted};
use super::xml::{Attributes, Place, Visitor, walk};

/// The chain of a history.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chain {
    /// Its generations, as written.
    pub links: Vec<Link>,
    /// What breaks it.
    pub broken: Manifest,
}

/// A chained generation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its sequence number.
    pub number: u64,
    /// Name of its file, in the history's folder.
    pub name: String,
    /// The hash of that file.
    pub value: Value,
    /// Line that names it.
    pub line: u64,
}

/// Reads a chain file.
pub fn chain(bytes: &[u8]) -> Chain {
    let mut reading = Reading::default();
    let end = walk(bytes, &mut reading);
    let Reading { mut chain, is_chain, .. } = reading;
    if let Err((line, rule)) = end {
        chain.broken.break_at(line, rule);
    } else if !is_chain {
        chain.broken.break_at(1, Rule::Foreign(String::new()));
    }
    let mut wanted = 1;
    let mut out_of_order = Vec::new();
    for link in &chain.links {
        if link.number != wanted {
            out_of_order.push((link.line, Rule::Sequence(wanted, link.number)));
        }
        wanted = link.number.saturating_add(1);
    }
    for (line, rule) in out_of_order {
        chain.broken.break_at(line, rule);
    }
    chain
}

#[derive(Default)]
struct Reading {
    chain: Chain,
    is_chain: bool,
    line: u64,
    number: Option<u64>,
    name: Option<String>,
    value: Option<Value>,
}

impl Visitor for Reading {
    fn begin(&mut self, place: &Place, attributes: &Attributes) {
        if place.around.is_empty() {
            self.is_chain = true;
            if place.name != "ascmhldirectory" {
                self.chain.broken.break_at(place.line, Rule::Foreign(quoted(place.name)));
            }
        }
        if place.name == "hashlist" {
            let number = attributes.iter().find(|(name, _)| name == "sequencenr").and_then(|(_, value)| value.trim().parse().ok());
            (self.line, self.number, self.name, self.value) = (place.line, number, None, None);
        }
    }

    fn end(&mut self, place: &Place, text: &str) {
        match (place.parent(), place.name) {
            ("hashlist", "path") => match plain(text).filter(|path| !path.contains('/')) {
                Some(name) => self.name = Some(name),
                None => self.chain.broken.break_at(place.line, Rule::PathEscapes(quoted(text))),
            },
            ("hashlist", name) => self.value(name, text.trim(), place.line),
            (_, "hashlist") => self.end_link(),
            _ => {}
        }
    }
}

impl Reading {
    fn value(&mut self, name: &str, text: &str, line: u64) {
        let broken = &mut self.chain.broken;
        match Algorithm::of_name(name) {
            None => broken.break_at(line, Rule::UnknownAlgorithm(quoted(name))),
            Some(algorithm) => match algorithm.parse(text) {
                Some(digest) => self.value = Some(Value::of(algorithm, digest)),
                None => broken.break_at(line, Rule::MalformedHash(algorithm, quoted(text))),
            },
        }
    }

    fn end_link(&mut self) {
        let broken = &mut self.chain.broken;
        match (self.number.take(), self.name.take(), self.value.take()) {
            (Some(number), Some(name), Some(value)) => self.chain.links.push(Link { number, name, value, line: self.line }),
            (_, None, _) => broken.break_at(self.line, Rule::PathAbsent),
            (None, Some(_), _) => broken.break_at(self.line, Rule::Sequence(self.chain.links.len() as u64 + 1, 0)),
            (_, Some(name), None) if broken.defects.last().is_none_or(|defect| defect.line < self.line) => {
                broken.break_at(self.line, Rule::HashAbsent(quoted(&name)));
            }
            _ => {}
        }
    }
}
