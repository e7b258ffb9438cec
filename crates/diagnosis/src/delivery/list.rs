//! A folder that lists of checksum tools describe.

use std::collections::{BTreeMap, BTreeSet};

use etabli_formats::manifest::{Kind as Name, Manifest, Rule, list};

use super::ground::{Ground, Place};
use super::{Broken, Delivery, Expected, Extra, Listed};
use crate::tree::{join, split};

/// Reads the lists of a folder. A file that only has the name of a list is none, unless a person `named` it.
pub(super) fn read(ground: &Ground, lists: &[String], is_named: bool) -> Delivery {
    let mut delivery = Delivery { folder: ground.outer(""), ..Delivery::default() };
    let mut listed = BTreeMap::new();
    for name in lists {
        let hint = match Name::of_name(name) {
            Some(Name::List(hint)) => hint,
            _ => None,
        };
        let Ok(bytes) = ground.bytes(name) else { continue };
        let manifest = list::read(&bytes, name, hint);
        if is_named || list::is_list(&manifest) {
            delivery.gather(ground, name, manifest, &mut listed);
        }
    }
    let covered = covered(&listed, ground, lists);
    delivery.listed = listed.into_values().collect();
    delivery.extra = covered;
    delivery.spare_misread();
    delivery
}

impl Delivery {
    /// What a line names that could not be understood came with the delivery: it is no extra file.
    pub(super) fn spare_misread(&mut self) {
        let told = |broken: &Broken| match &broken.defect.rule {
            Rule::Line(text) | Rule::HashAbsent(text) => Some(text.clone()),
            _ => None,
        };
        let lines: Vec<String> = self.broken.iter().filter_map(told).collect();
        self.extra.retain(|extra| !lines.iter().any(|line| names(line, split(&extra.path).1)));
    }

    /// Adds what one manifest lists: a file that several list is expected to have the values of all.
    pub(super) fn gather(&mut self, ground: &Ground, name: &str, manifest: Manifest, listed: &mut BTreeMap<String, Listed>) {
        let path = ground.outer(name);
        self.broken.extend(manifest.defects.into_iter().map(|defect| Broken { path: path.clone(), defect, related: None }));
        for entry in manifest.entries {
            let values = entry.values.into_iter().map(|value| Expected { value, manifest: path.clone(), line: entry.line });
            let known = listed.entry(entry.path.clone()).or_insert_with(|| {
                let (place, manifest) = (ground.outer(&entry.path), (path.clone(), entry.line));
                let raw =
                    entry.raw.as_ref().map(|raw| join(&self.folder, "").into_bytes().into_iter().chain(raw.iter().copied()).collect());
                Listed { path: place, raw, manifest, size: entry.size, ..Listed::default() }
            });
            known.expected.extend(values);
            known.stand(ground, &entry.path, &mut self.broken);
        }
    }
}

/// Whether a line, which may be quoted only in part, ends with a name.
fn names(line: &str, name: &str) -> bool {
    let Some(begun) = line.strip_suffix('…') else { return line.trim_end().ends_with(name) };
    let word = begun.rsplit([' ', '\t', '/', '\\', '*']).next().unwrap_or(begun);
    line.trim_end().ends_with(name) || (!word.is_empty() && name.starts_with(word))
}

impl Listed {
    /// Looks where the file stands; a link that leads out of the delivery breaks the manifest that lists it.
    pub(super) fn stand(&mut self, ground: &Ground, path: &str, broken: &mut Vec<Broken>) {
        match ground.place(path) {
            Place::File(found) => self.found = Some(found),
            Place::Nothing => {}
            Place::Outside if self.is_outside => {}
            Place::Outside => {
                self.is_outside = true;
                let (manifest, line) = self.manifest.clone();
                broken.push(Broken::at(manifest, line, Rule::LinkEscapes(path.to_owned())));
            }
        }
    }
}

impl Broken {
    pub(crate) fn at(path: String, line: u64, rule: Rule) -> Self {
        Self { path, defect: etabli_formats::manifest::Defect { line, rule }, related: None }
    }
}

/// What is not listed in folders most of whose files are. A list of some files says nothing of the others.
fn covered(listed: &BTreeMap<String, Listed>, ground: &Ground, lists: &[String]) -> Vec<Extra> {
    let Some(first) = lists.first() else { return Vec::new() };
    let there: BTreeSet<&str> = listed.values().filter_map(|l| l.found.as_ref()).map(|found| found.path.as_str()).collect();
    let mut folders: BTreeMap<&str, (usize, Vec<Extra>)> = BTreeMap::new();
    for (path, entry) in ground.files().filter(|(path, entry)| entry.is_file() && Name::of_name(split(path).1).is_none()) {
        let (known, extra) = folders.entry(split(path).0).or_default();
        let outer = ground.outer(path);
        if there.contains(outer.as_str()) {
            *known += 1;
        } else {
            let raw = entry.raw.as_ref().map(|name| [split(&outer).0.as_bytes(), b"/", name].concat());
            extra.push(Extra { path: outer, raw, manifest: ground.outer(first), is_forbidden: false });
        }
    }
    let most = |(known, extra): &(usize, Vec<Extra>)| *known > 1 && *known > extra.len();
    folders.into_values().filter(most).flat_map(|(_, extra)| extra).collect()
}
