//! One generation: what it lists, what it ignores, which nested manifests it refers to.

use std::collections::HashMap;

use super::super::path::plain;
use super::super::{Algorithm, Entry, Manifest, Rule, Value, quoted};
use super::xml::{Attributes, Place, Visitor, walk};

/// A generation of a history (`.mhl`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Generation {
    /// Its files and folders. The root folder has an empty path.
    pub manifest: Manifest,
    /// Patterns of what it leaves out, as Git writes them.
    pub ignored: Vec<String>,
    /// Nested manifests that it refers to.
    pub references: Vec<Reference>,
    /// Moment of its making, as written.
    pub created: String,
}

/// A nested manifest that a generation refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Path below the history's folder.
    pub path: String,
    /// C4 of its content.
    pub digest: Vec<u8>,
    /// Line that names it.
    pub line: u64,
}

/// Reads a generation.
pub fn generation(bytes: &[u8]) -> Generation {
    let mut reading = Reading::default();
    let end = walk(bytes, &mut reading);
    let mut generation = reading.generation;
    if let Err((line, rule)) = end {
        generation.manifest.break_at(line, rule);
    } else if !reading.is_hash_list {
        generation.manifest.break_at(1, Rule::Foreign(String::new()));
    }
    conflicts(&mut generation.manifest);
    generation
}

#[derive(Default)]
struct Reading {
    generation: Generation,
    is_hash_list: bool,
    entry: Option<Entry>,
    /// What the element around says: the path as written, its line and size.
    path: Option<String>,
    size: Option<String>,
    is_failed: bool,
    reference: Option<Vec<u8>>,
}

impl Visitor for Reading {
    fn begin(&mut self, place: &Place, attributes: &Attributes) {
        let given = |name: &str| attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        if place.around.is_empty() {
            let version = given("version").unwrap_or_default();
            self.is_hash_list = place.name == "hashlist";
            if !self.is_hash_list || !version.starts_with("2.") {
                self.is_hash_list = true;
                self.break_at(place.line, Rule::Foreign(quoted(format!("{} {version}", place.name).trim())));
            }
            return;
        }
        match place.name {
            _ if place.is_foreign() => {}
            "hash" | "directoryhash" | "roothash" => {
                self.entry = Some(Entry { line: place.line, is_folder: place.name != "hash", ..Entry::default() });
                self.path = (place.name == "roothash").then(String::new);
                self.size = None;
            }
            "hashlistreference" => (self.path, self.reference) = (None, None),
            "path" => self.size = given("size").map(str::to_owned),
            _ => self.is_failed = given("action") == Some("failed"),
        }
    }

    fn end(&mut self, place: &Place, text: &str) {
        match (place.parent(), place.name) {
            _ if place.is_foreign() => {}
            ("creatorinfo", "creationdate") => text.trim().clone_into(&mut self.generation.created),
            ("ignore", "pattern") => self.generation.ignored.push(text.to_owned()),
            ("hash" | "directoryhash" | "hashlistreference", "path") => self.path = Some(text.to_owned()),
            ("hash" | "directoryhash", "previousPath") => self.previous(place.line, text),
            ("hashlistreference", name) => self.refer(name, text.trim(), place.line),
            (_, "hashlistreference") => self.end_reference(place.line),
            (_, "hash" | "directoryhash" | "roothash") => self.end_entry(place.line),
            ("hash" | "content", name) => self.value(name, text.trim(), place.line, false),
            ("structure", name) => self.value(name, text.trim(), place.line, true),
            _ => {}
        }
    }
}

impl Reading {
    fn break_at(&mut self, line: u64, rule: Rule) {
        self.generation.manifest.break_at(line, rule);
    }

    fn previous(&mut self, line: u64, text: &str) {
        match (plain(text), &mut self.entry) {
            (Some(path), Some(entry)) => entry.previous = Some(path),
            (None, _) => self.break_at(line, Rule::PathEscapes(quoted(text))),
            _ => {}
        }
    }

    fn value(&mut self, name: &str, text: &str, line: u64, is_structure: bool) {
        if name == "metadata" || self.entry.is_none() {
            return;
        }
        let Some(algorithm) = Algorithm::of_name(name) else { return self.break_at(line, Rule::UnknownAlgorithm(quoted(name))) };
        let Some(digest) = algorithm.parse(text) else { return self.break_at(line, Rule::MalformedHash(algorithm, quoted(text))) };
        let is_failed = self.is_failed;
        let Some(entry) = &mut self.entry else { return };
        let known = entry.values.iter_mut().find(|value| value.algorithm == algorithm);
        match (known, is_structure) {
            (Some(value), true) => value.structure = digest,
            (Some(value), false) if value.digest == digest => {}
            (Some(_), false) => {
                let path = quoted(self.path.as_deref().unwrap_or_default());
                self.break_at(line, Rule::Conflict(path));
            }
            (None, false) => entry.values.push(Value { is_failed, ..Value::of(algorithm, digest) }),
            (None, true) => {}
        }
    }

    fn end_entry(&mut self, line: u64) {
        let Some(mut entry) = self.entry.take() else { return };
        let Some(written) = self.path.take() else { return self.break_at(line, Rule::PathAbsent) };
        match plain(&written) {
            Some(path) => entry.path = path,
            None if entry.is_folder && written.is_empty() => {}
            None => return self.break_at(entry.line, Rule::PathEscapes(quoted(&written))),
        }
        if let Some(size) = self.size.take() {
            entry.size = size.trim().parse().ok();
            if entry.size.is_none() {
                self.break_at(entry.line, Rule::BadSize(quoted(&size)));
            }
        }
        // A folder may be listed without hashes; a file that is makes nobody sure of anything.
        let is_told = self.generation.manifest.defects.iter().any(|defect| (entry.line..=line).contains(&defect.line));
        if entry.values.is_empty() && !entry.is_folder && !is_told {
            self.break_at(entry.line, Rule::HashAbsent(quoted(&entry.path)));
        }
        self.generation.manifest.entries.push(entry);
    }

    fn refer(&mut self, name: &str, text: &str, line: u64) {
        match Algorithm::of_name(name) {
            Some(Algorithm::C4) => match Algorithm::C4.parse(text) {
                Some(digest) => self.reference = Some(digest),
                None => self.break_at(line, Rule::MalformedHash(Algorithm::C4, quoted(text))),
            },
            _ => self.break_at(line, Rule::UnknownAlgorithm(quoted(name))),
        }
    }

    fn end_reference(&mut self, line: u64) {
        let Some(written) = self.path.take() else { return self.break_at(line, Rule::PathAbsent) };
        match (plain(&written), self.reference.take()) {
            (Some(path), Some(digest)) => self.generation.references.push(Reference { path, digest, line }),
            (None, _) => self.break_at(line, Rule::PathEscapes(quoted(&written))),
            (Some(_), None) => {}
        }
    }
}

/// Names files that are listed twice with different values.
fn conflicts(manifest: &mut Manifest) {
    let mut seen: HashMap<(&str, Algorithm), &[u8]> = HashMap::new();
    let mut found = Vec::new();
    for entry in manifest.entries.iter().filter(|entry| !entry.is_folder) {
        for value in &entry.values {
            let known = *seen.entry((&entry.path, value.algorithm)).or_insert(&value.digest);
            if known != value.digest {
                found.push((entry.line, Rule::Conflict(quoted(&entry.path))));
            }
        }
    }
    for (line, rule) in found {
        manifest.break_at(line, rule);
    }
    manifest.defects.sort_by_key(|defect| defect.line);
}
