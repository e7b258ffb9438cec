//! Which file of one folder is which of another: by path, by frame where names differ in their version alone, or because each side has
//! one sequence.

use std::collections::{BTreeMap, BTreeSet};

use crate::sequence::{FrameSequence, group, notation};

/// A sequence, or a file alone, of both sides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Match {
    /// Its name before and after, as fileseq writes it, with the folder.
    pub names: [String; 2],
    /// Files of both sides.
    pub pairs: Vec<Pair>,
    /// Files of one side only, with their frame.
    pub only: [Vec<(Option<i64>, String)>; 2],
}

/// Two files that are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Frame, in a sequence.
    pub frame: Option<i64>,
    /// Paths relative to the two roots.
    pub paths: [String; 2],
}

/// The files of one side that differ in their frame alone.
#[derive(Debug, Clone)]
struct Unit {
    name: String,
    /// `None` is the frame of a file alone.
    files: BTreeMap<Option<i64>, String>,
}

/// How the names of a sequence are written.
struct Template {
    folder: String,
    prefix: String,
    suffix: String,
    notation: String,
}

/// Matches the files of two sides, paths relative to their roots, in the order of the first.
pub fn matched(before: &[String], after: &[String]) -> Vec<Match> {
    let templates: Vec<Template> = [before, after].into_iter().flat_map(templates).collect();
    let [units_before, mut units_after] = [before, after].map(|paths| units(paths, &templates));
    let are_alone = units_before.len() == 1 && units_after.len() == 1;
    let mut matches = Vec::new();
    for (key, unit) in units_before {
        let other = if are_alone { units_after.pop_first().map(|(_, other)| other) } else { units_after.remove(&key) };
        matches.push(Match::of(Some(unit), other));
    }
    matches.extend(units_after.into_values().map(|unit| Match::of(None, Some(unit))));
    matches.sort_by(|a, b| a.names.iter().max().cmp(&b.names.iter().max()));
    matches
}

/// Names by folder.
fn folders(paths: &[String]) -> BTreeMap<&str, Vec<&str>> {
    let mut folders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for path in paths {
        let (folder, name) = crate::tree::split(path);
        folders.entry(folder).or_default().push(name);
    }
    folders
}

fn templates(paths: &[String]) -> Vec<Template> {
    let of = |(folder, names): (&str, Vec<&str>)| {
        let sequences = group(&names).sequences;
        let template = |sequence: FrameSequence| Template {
            folder: folder.to_owned(),
            notation: crate::tree::join(folder, &notation(&sequence)),
            prefix: sequence.prefix,
            suffix: sequence.suffix,
        };
        sequences.into_iter().map(template).collect::<Vec<_>>()
    };
    folders(paths).into_iter().flat_map(of).collect()
}

/// Sorts files into the sequences that either side has, by what stands for each without its version; the others stand alone.
fn units(paths: &[String], templates: &[Template]) -> BTreeMap<String, Unit> {
    let mut units: BTreeMap<String, Unit> = BTreeMap::new();
    let own: BTreeSet<String> = self::templates(paths).into_iter().map(|template| template.notation).collect();
    let mut known: BTreeMap<&str, Vec<&Template>> = BTreeMap::new();
    let (mine, theirs): (Vec<&Template>, Vec<&Template>) = templates.iter().partition(|template| own.contains(&template.notation));
    for template in mine.into_iter().chain(theirs) {
        known.entry(template.folder.as_str()).or_default().push(template);
    }
    for path in paths {
        let (folder, file) = crate::tree::split(path);
        let mut near = known.get(folder).into_iter().flatten();
        let found = near.find_map(|template| Some((*template, template.frame(file)?)));
        let (name, key, frame) = match found {
            Some((template, frame)) => (template.notation.clone(), template.key(), Some(frame)),
            None => (path.clone(), unversioned(path), None),
        };
        let unit = units.entry(key).or_insert_with(|| Unit { name, files: BTreeMap::new() });
        unit.files.entry(frame).or_insert_with(|| path.clone());
    }
    units
}

impl Template {
    /// The frame of a name that is written this way.
    fn frame(&self, name: &str) -> Option<i64> {
        let digits = name.strip_prefix(self.prefix.as_str())?.strip_suffix(self.suffix.as_str())?;
        let is_number = digits.strip_prefix('-').unwrap_or(digits).bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| digits.parse().ok()).flatten()
    }

    fn key(&self) -> String {
        unversioned(&format!("{}/{}\u{0}{}", self.folder, self.prefix, self.suffix))
    }
}

/// A path without the numbers of its versions: `v012` becomes `v`.
fn unversioned(path: &str) -> String {
    let mut key = String::with_capacity(path.len());
    let mut before = '/';
    let mut is_version = false;
    for c in path.chars() {
        is_version = match c {
            'v' | 'V' => !before.is_alphanumeric(),
            '0'..='9' if is_version => true,
            _ => false,
        };
        if !(is_version && c.is_ascii_digit()) {
            key.push(c);
        }
        before = c;
    }
    key
}

impl Match {
    fn of(before: Option<Unit>, after: Option<Unit>) -> Self {
        let names = [&before, &after].map(|unit| unit.as_ref().map_or_else(String::new, |unit| unit.name.clone()));
        let [was, mut is] = [before, after].map(|unit| unit.map(|unit| unit.files).unwrap_or_default());
        let mut own = Self { names, ..Self::default() };
        for (frame, path) in was {
            match is.remove(&frame) {
                Some(other) => own.pairs.push(Pair { frame, paths: [path, other] }),
                None => own.only[0].push((frame, path)),
            }
        }
        own.only[1] = is.into_iter().collect();
        own
    }
}

#[cfg(test)]
mod tests {
    use super::matched;

    fn paths(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    /// Names, pairs, and what is only before and only after.
    fn said(before: &[&str], after: &[&str]) -> Vec<String> {
        let said = |one: &super::Match| {
            let pairs: Vec<String> = one.pairs.iter().map(|pair| format!("{:?} {}", pair.frame, pair.paths.join(" "))).collect();
            let only = [0, 1].map(|side| one.only[side].iter().map(|(_, path)| path.as_str()).collect::<Vec<_>>().join(" "));
            format!("{}: {} | {} | {}", one.names.join(" "), pairs.join(", "), only[0], only[1])
        };
        matched(&paths(before), &paths(after)).iter().map(said).collect()
    }

    #[test]
    fn frames_find_their_like() {
        let check = |before: &[&str], after: &[&str], want: &[&str]| assert_eq!(said(before, after), want);
        check(&["a.1.exr", "a.2.exr"], &["a.2.exr", "a.3.exr"], &["a.1-2@.exr a.2-3@.exr: Some(2) a.2.exr a.2.exr | a.1.exr | a.3.exr"]);
        check(&["a.1.exr", "a.2.exr"], &["a.2.exr"], &["a.1-2@.exr a.1-2@.exr: Some(2) a.2.exr a.2.exr | a.1.exr | "]);
        check(&["old.exr"], &["new.exr"], &["old.exr new.exr: None old.exr new.exr |  | "]);
        check(
            &["b_v001.1.exr", "b_v001.2.exr", "c.exr"],
            &["b_v012.1.exr", "b_v012.2.exr", "c.exr"],
            &[
                "b_v001.1-2@.exr b_v012.1-2@.exr: Some(1) b_v001.1.exr b_v012.1.exr, Some(2) b_v001.2.exr b_v012.2.exr |  | ",
                "c.exr c.exr: None c.exr c.exr |  | ",
            ],
        );
        check(
            &["x.1.exr", "x.2.exr"],
            &["y/z.1.exr", "y/z.2.exr"],
            &["x.1-2@.exr y/z.1-2@.exr: Some(1) x.1.exr y/z.1.exr, Some(2) x.2.exr y/z.2.exr |  | "],
        );
        check(&["p.exr", "q.exr"], &["q.exr"], &["p.exr :  | p.exr | ", "q.exr q.exr: None q.exr q.exr |  | "]);
    }
}
