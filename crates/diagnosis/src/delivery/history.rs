//! An ASC MHL history: its chain, its generations, and what they come to.

use std::collections::{BTreeMap, BTreeSet};

use etabli_formats::manifest::mhl::{self, Chain, Generation};
use etabli_formats::manifest::{Algorithm, Entry as ListedEntry, Kind as Name, Rule, Value, hash};

use super::ground::Ground;
use super::{Broken, Delivery, Expected, Extra, Ignored, Listed, ListedFolder};
use crate::tree::split;

/// Everything that a history says, for whoever judges it or adds a generation.
#[derive(Debug, Default)]
pub struct History {
    /// Its chain, empty when there is none.
    pub chain: Chain,
    /// Its generations in order: number, path of the file relative to the history's folder, content.
    pub generations: Vec<(u64, String, Generation)>,
    /// What breaks it.
    pub broken: Vec<Broken>,
    /// Files by path relative to the history's folder, with what they should hash to.
    pub files: BTreeMap<String, Listed>,
    /// Files that a later generation knows under another path.
    pub renamed: BTreeSet<String>,
}

pub(super) fn read(ground: &Ground) -> Delivery {
    let history = History::read(ground);
    let ignored = history.ignored();
    let is_whole = !history.broken.iter().any(|broken| is_hole(&broken.defect.rule));
    let mut delivery = Delivery { folder: ground.outer(""), ..Delivery::default() };
    delivery.folders = history.folders(ground);
    delivery.blind = nested(ground).iter().map(|folder| ground.outer(folder)).collect();
    delivery.inside = ground.folders().filter(|folder| !ignored.covers(folder, true)).map(|folder| ground.outer(folder)).collect();
    let newest = history.generations.last().map(|(_, path, _)| ground.outer(path));
    let mut broken = history.broken;
    for (path, mut listed) in history.files {
        listed.stand(ground, &path, &mut broken);
        if listed.found.is_some() || !ignored.covers(&path, false) {
            delivery.listed.push(listed);
        }
    }
    delivery.broken = broken;
    // What a lost generation listed is nobody's extra file.
    if let Some(newest) = newest.filter(|_| is_whole) {
        delivery.extra = extra(ground, &delivery.listed, &ignored, &newest);
    }
    delivery
}

fn is_hole(rule: &Rule) -> bool {
    matches!(
        rule,
        Rule::MissingGeneration(_) | Rule::Syntax(_) | Rule::Doctype | Rule::Cut | Rule::Foreign(_) | Rule::TooLarge(_) | Rule::Encoding(_)
    )
}

fn extra(ground: &Ground, listed: &[Listed], ignored: &Ignored, newest: &str) -> Vec<Extra> {
    let there: BTreeSet<&str> = listed.iter().filter_map(|l| l.found.as_ref()).map(|found| found.path.as_str()).collect();
    let nested = nested(ground);
    let is_nested = |path: &str| nested.iter().any(|folder| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')));
    let unlisted = ground.files().filter(|(path, entry)| entry.is_file() && !ignored.covers(path, false) && !is_nested(path));
    unlisted
        .map(|(path, entry)| (ground.outer(path), entry))
        .filter(|(path, _)| !there.contains(path.as_str()))
        .map(|(path, entry)| {
            let raw = entry.raw.as_ref().map(|name| [split(&path).0.as_bytes(), b"/", name].concat());
            Extra { path, raw, manifest: newest.to_owned(), is_forbidden: false }
        })
        .collect()
}

/// Folders below with histories of their own.
pub fn nested(ground: &Ground) -> Vec<String> {
    let own = ground.folders().filter(|folder| split(folder).1 == mhl::FOLDER);
    own.map(|folder| split(folder).0.to_owned()).filter(|folder| !folder.is_empty()).collect()
}

impl History {
    /// Reads a history.
    pub fn read(ground: &Ground) -> Self {
        let mut history = Self::default();
        let names: Vec<String> =
            ground.names(mhl::FOLDER).filter(|name| Name::of_name(name) == Some(Name::Generation)).map(str::to_owned).collect();
        history.chained(ground, &names);
        let mut ordered: Vec<(u64, String)> = names.iter().map(|name| (history.number(name), name.clone())).collect();
        ordered.sort();
        for (number, name) in ordered {
            let path = format!("{}/{name}", mhl::FOLDER);
            if let Ok(bytes) = ground.bytes(&path) {
                history.add(ground, number, path, &bytes);
            }
        }
        history
    }

    /// The number of a generation: that of the chain, else that of its name.
    fn number(&self, name: &str) -> u64 {
        let link = self.chain.links.iter().find(|link| link.name == name);
        link.map(|link| link.number).or_else(|| mhl::number_of(name)).unwrap_or(u64::MAX)
    }

    fn chained(&mut self, ground: &Ground, names: &[String]) {
        let path = ground.outer(&format!("{}/{}", mhl::FOLDER, mhl::CHAIN));
        let Ok(bytes) = ground.bytes(&format!("{}/{}", mhl::FOLDER, mhl::CHAIN)) else {
            self.broken.push(Broken::at(path, 0, Rule::NoChain));
            return;
        };
        self.chain = mhl::chain(&bytes);
        let defects = std::mem::take(&mut self.chain.broken.defects);
        let is_read = !defects.iter().any(|defect| is_hole(&defect.rule));
        self.broken.extend(defects.into_iter().map(|defect| Broken { path: path.clone(), defect, related: None }));
        for link in &self.chain.links {
            let name = format!("{}/{}", mhl::FOLDER, link.name);
            let rule = match ground.bytes(&name) {
                Err(_) => Some(Rule::MissingGeneration(link.name.clone())),
                Ok(bytes) if hash(link.value.algorithm, &bytes) != link.value.digest => Some(Rule::AlteredGeneration(link.name.clone())),
                Ok(_) => None,
            };
            let named =
                mhl::number_of(&link.name).filter(|number| *number != link.number).map(|number| Rule::Sequence(number, link.number));
            for rule in rule.into_iter().chain(named) {
                let related = matches!(rule, Rule::AlteredGeneration(_)).then(|| ground.outer(&name));
                self.broken.push(Broken { related, ..Broken::at(path.clone(), link.line, rule) });
            }
        }
        if is_read {
            let chained: BTreeSet<&str> = self.chain.links.iter().map(|link| link.name.as_str()).collect();
            let loose = names.iter().filter(|name| !chained.contains(name.as_str()));
            self.broken.extend(loose.map(|name| Broken::at(path.clone(), 0, Rule::UnchainedGeneration(name.clone()))));
        }
    }

    fn add(&mut self, ground: &Ground, number: u64, path: String, bytes: &[u8]) {
        let mut generation = mhl::generation(bytes);
        let place = ground.outer(&path);
        let defects = std::mem::take(&mut generation.manifest.defects);
        self.broken.extend(defects.into_iter().map(|defect| Broken { path: place.clone(), defect, related: None }));
        for reference in &generation.references {
            let rule = match ground.bytes(&reference.path) {
                Err(_) => Rule::MissingReference(reference.path.clone()),
                Ok(bytes) if hash(Algorithm::C4, &bytes) != reference.digest => Rule::AlteredReference(reference.path.clone()),
                Ok(_) => continue,
            };
            self.broken.push(Broken::at(place.clone(), reference.line, rule));
        }
        for entry in generation.manifest.entries.iter().filter(|entry| !entry.is_folder) {
            self.file(ground, &place, entry);
        }
        self.generations.push((number, path, generation));
    }

    /// Takes what one more generation says of a file. A value that was recorded as failed never replaces the one it failed against.
    fn file(&mut self, ground: &Ground, manifest: &str, entry: &ListedEntry) {
        let earlier = entry.previous.as_ref().filter(|previous| **previous != entry.path).and_then(|previous| {
            self.renamed.insert(previous.clone());
            self.files.remove(previous)
        });
        let known = self.files.remove(&entry.path).or(earlier);
        let sound: Vec<Expected> = entry
            .values
            .iter()
            .filter(|value| !value.is_failed)
            .map(|value| Expected { value: value.clone(), manifest: manifest.to_owned(), line: entry.line })
            .collect();
        let contradicts = |expected: &Expected| {
            known
                .iter()
                .flat_map(|known| &known.expected)
                .any(|old| old.value.algorithm == expected.value.algorithm && old.value.digest != expected.value.digest)
        };
        if sound.iter().any(contradicts) {
            self.broken.push(Broken::at(manifest.to_owned(), entry.line, Rule::Conflict(entry.path.clone())));
        }
        let listed = match known {
            Some(mut known) if sound.is_empty() || sound.iter().any(contradicts) => {
                known.path = ground.outer(&entry.path);
                known
            }
            _ => Listed {
                path: ground.outer(&entry.path),
                size: entry.size,
                expected: sound,
                manifest: (manifest.to_owned(), entry.line),
                ..Listed::default()
            },
        };
        self.files.insert(entry.path.clone(), listed);
    }

    /// What the newest generation leaves out.
    pub fn ignored(&self) -> Ignored {
        Ignored::new(self.patterns())
    }

    /// The patterns of the newest generation, and those that every history has.
    pub fn patterns(&self) -> Vec<&str> {
        let newest = self.generations.iter().rev().find(|(_, _, generation)| !generation.ignored.is_empty());
        let own = newest.into_iter().flat_map(|(_, _, generation)| generation.ignored.iter().map(String::as_str));
        let mut patterns: Vec<&str> = mhl::IGNORED.to_vec();
        for pattern in own {
            if !patterns.contains(&pattern) {
                patterns.push(pattern);
            }
        }
        patterns
    }

    /// The folders that the newest generation gives values for, deepest first.
    fn folders(&self, ground: &Ground) -> Vec<ListedFolder> {
        let Some((_, path, generation)) = self.generations.last() else { return Vec::new() };
        let told = generation.manifest.entries.iter().filter(|entry| entry.is_folder && !entry.values.is_empty());
        let mut folders: Vec<ListedFolder> = told
            .map(|entry| {
                let expected = |value: &Value| Expected { value: value.clone(), manifest: ground.outer(path), line: entry.line };
                ListedFolder { path: ground.outer(&entry.path), expected: entry.values.iter().map(expected).collect(), seen: None }
            })
            .collect();
        folders.sort_by_key(|folder| std::cmp::Reverse((folder.path.matches('/').count(), folder.path.clone())));
        folders
    }
}
