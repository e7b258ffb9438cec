//! One more generation of an ASC MHL history, and of those nested in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use etabli_diagnosis::delivery::{Broken, Folders, Ground, History, Ignored, Listed, folder_values, nested};
use etabli_diagnosis::{Entry, join};
use etabli_formats::manifest::mhl::{self, Action, Made, MadeFolder};
use etabli_formats::manifest::{Algorithm, MOST_BYTES, Rule, hash};

use super::everything::everything;
use super::moment;
use super::open::Root;
use super::seal::{NewSeal, Read, Sealed, ToRead, Unsealed, algorithm_of, name_of, read, write};

pub(super) fn history(folder: &Path, seal: &NewSeal) -> Result<Sealed, Unsealed> {
    let disk = |error| Unsealed::Disk(folder.to_owned(), error);
    let folders = everything(folder, folder).map_err(disk)?;
    let root = Root::new(folder).map_err(disk)?;
    let bytes = |path: &str| root.read(path, MOST_BYTES);
    let whole = Ground::new("", &folders, &bytes);
    // The innermost first: whoever is around refers to what they wrote.
    let mut homes = nested(&whole);
    homes.push(String::new());
    homes.sort_by_key(|home| std::cmp::Reverse((home.matches('/').count() + usize::from(!home.is_empty()), home.clone())));
    let mut histories = Vec::new();
    for home in &homes {
        let history = History::read(&Ground::new(home, &folders, &bytes));
        let is_new = history.generations.is_empty() && history.chain.links.is_empty();
        let stops = |broken: &&Broken| !is_new || broken.defect.rule != Rule::NoChain;
        if let Some(broken) = history.broken.iter().find(stops) {
            return Err(Unsealed::Broken(Box::new(broken.clone())));
        }
        let ignored = patterns(&history, if home.is_empty() { &seal.ignored } else { &[] });
        histories.push(Planned {
            home: home.clone(),
            ignored: Ignored::new(ignored.iter().map(String::as_str)),
            patterns: ignored,
            history,
        });
    }
    let files = planned_files(&folders, &histories, seal)?;
    if files.is_empty() {
        return Err(Unsealed::Empty(folder.to_owned()));
    }
    let read = read(folder, &files, seal)?;
    let mut sealed = Sealed::of(&read);
    let mut written: Vec<(String, Vec<u8>)> = Vec::new();
    for planned in &histories {
        let generation = Generation { folder, planned, read: &read, folders: &folders, histories: &histories, seal };
        let (path, digest) = generation.write(&written, &mut sealed)?;
        written.push((path, digest));
    }
    sealed.failed.sort();
    sealed.absent.sort();
    Ok(sealed)
}

/// A history that gets a generation.
struct Planned {
    home: String,
    history: History,
    patterns: Vec<String>,
    ignored: Ignored,
}

fn patterns(history: &History, more: &[String]) -> Vec<String> {
    let mut patterns: Vec<String> = history.patterns().into_iter().map(str::to_owned).collect();
    patterns.extend(more.iter().filter(|pattern| !history.patterns().contains(&pattern.as_str())).cloned());
    patterns
}

/// A path relative to a folder, when it lies in it.
fn inside<'p>(home: &str, path: &'p str) -> Option<&'p str> {
    if home.is_empty() { Some(path) } else { path.strip_prefix(home)?.strip_prefix('/') }
}

/// The innermost history that a path lies in.
fn owner<'h>(histories: &'h [Planned], path: &str) -> Option<(&'h Planned, String)> {
    histories.iter().find_map(|planned| Some((planned, inside(&planned.home, path)?.to_owned())))
}

fn is_left_out(histories: &[Planned], path: &str, is_folder: bool) -> bool {
    histories.iter().any(|planned| inside(&planned.home, path).is_some_and(|inner| planned.ignored.covers(inner, is_folder)))
}

/// Every file that is sealed, with the hashes that are wanted of it: the new ones, and of those that are known already at least one.
fn planned_files<'f>(folders: &'f Folders, histories: &[Planned], seal: &NewSeal) -> Result<Vec<ToRead<'f>>, Unsealed> {
    let named = folders.iter().flat_map(|(folder, entries)| entries.iter().map(move |entry| (join(folder, &entry.name), entry)));
    let there: BTreeMap<String, &Entry> = named.filter(|(path, entry)| entry.is_file() && !is_left_out(histories, path, false)).collect();
    let lost: BTreeMap<&str, Vec<Algorithm>> = histories.iter().map(|planned| (planned.home.as_str(), planned.lost(&there))).collect();
    let mut files = Vec::new();
    for (path, entry) in there {
        if entry.raw.is_some() || path.contains('\u{FFFD}') {
            return Err(Unsealed::Name(path));
        }
        let owned = owner(histories, &path);
        let known = owned.as_ref().and_then(|(planned, inner)| planned.history.files.get(inner));
        let mut algorithms = seal.algorithms.clone();
        match known {
            Some(listed) => algorithms.extend(check(listed, &seal.algorithms)),
            // A new file may be a lost one under another name.
            None => algorithms.extend(owned.iter().filter_map(|(planned, _)| lost.get(planned.home.as_str())).flatten()),
        }
        files.push((path, entry, algorithms));
    }
    Ok(files)
}

impl Planned {
    /// The hashes by which files that are not there any more would be recognised.
    fn lost(&self, there: &BTreeMap<String, &Entry>) -> Vec<Algorithm> {
        let lost = self.history.files.iter().filter(|(path, _)| !there.contains_key(&join(&self.home, path)));
        let known: BTreeSet<Algorithm> = lost.filter_map(|(_, listed)| Some(listed.expected.first()?.value.algorithm)).collect();
        known.into_iter().collect()
    }
}

/// The known hash by which a file is recognised, when none of the new ones does.
fn check(listed: &Listed, new: &[Algorithm]) -> Option<Algorithm> {
    let known = || listed.expected.iter().map(|expected| expected.value.algorithm);
    if known().any(|algorithm| new.contains(&algorithm)) { None } else { known().next() }
}

struct Generation<'a> {
    folder: &'a Path,
    planned: &'a Planned,
    read: &'a [Read<'a>],
    folders: &'a Folders,
    histories: &'a [Planned],
    seal: &'a NewSeal<'a>,
}

impl Generation<'_> {
    /// Writes the generation and the chain; gives the path of the generation, relative to the root, and the C4 of its content.
    fn write(&self, written: &[(String, Vec<u8>)], sealed: &mut Sealed) -> Result<(String, Vec<u8>), Unsealed> {
        let Planned { home, history, patterns, .. } = self.planned;
        let number = history.generations.iter().map(|(number, ..)| *number).max().unwrap_or(0) + 1;
        let name = format!("{number:04}_{}_{}.mhl", name_of(&self.folder.join(home)), moment::name(self.seal.now));
        let references = written.iter().filter_map(|(path, digest)| Some((inside(home, path)?.to_owned(), digest.clone()))).collect();
        let creation = mhl::Creation {
            date: moment::date(self.seal.now),
            host: self.seal.host.clone(),
            tool: self.seal.tool.clone(),
            author: self.seal.author.clone(),
            location: self.seal.location.clone(),
            comment: self.seal.comment.clone(),
            ignored: patterns.clone(),
            references: direct(references),
        };
        let files = self.files(sealed);
        let (root, folders) = self.folder_hashes();
        let text = mhl::write_generation(&creation, &root, files.iter().map(Ok).chain(folders.iter().map(Err)));
        let digest = hash(Algorithm::C4, &text);
        let own = self.folder.join(home).join(mhl::FOLDER);
        fs::create_dir_all(&own).map_err(|error| Unsealed::Disk(own.clone(), error))?;
        write(&own.join(&name), &text, false)?;
        write(&own.join(mhl::CHAIN), &mhl::write_chain(&history.chain, number, &name, &digest), true)?;
        let path = join(home, &format!("{}/{name}", mhl::FOLDER));
        sealed.written.extend([path.clone(), join(home, &format!("{}/{}", mhl::FOLDER, mhl::CHAIN))]);
        Ok((path, digest))
    }

    fn files(&self, sealed: &mut Sealed) -> Vec<Made> {
        let Planned { home, history, ignored, .. } = self.planned;
        let own = |path: &str| owner(self.histories, path).filter(|(planned, _)| planned.home == *home).map(|(_, inner)| inner);
        let here: Vec<(String, &Read)> = self.read.iter().filter_map(|read| Some((own(&read.path)?, read))).collect();
        let there: BTreeSet<&str> = here.iter().map(|(path, _)| path.as_str()).collect();
        let mut absent: BTreeMap<&str, &Listed> =
            history.files.iter().map(|(path, listed)| (path.as_str(), listed)).filter(|(path, _)| !there.contains(path)).collect();
        let mut made = Vec::new();
        for (path, read) in here {
            let mut file = sealed_file(path, read, history);
            if !history.files.contains_key(&file.path) {
                file.previous = renamed(&absent, &read.digests);
                absent.retain(|path, _| file.previous.as_deref() != Some(*path));
            }
            if file.values.iter().any(|(_, _, action)| *action == Action::Failed) {
                sealed.failed.push(read.path.clone());
            }
            made.push(file);
        }
        sealed.absent.extend(absent.keys().filter(|path| !ignored.covers(path, false)).map(|path| join(home, path)));
        made
    }

    /// The values of the history's own folder, and of every folder in it.
    fn folder_hashes(&self) -> (mhl::Root, Vec<MadeFolder>) {
        let home = &self.planned.home;
        let (mut root, mut folders): (mhl::Root, BTreeMap<String, mhl::Root>) = Default::default();
        let inner: Vec<&str> = self
            .folders
            .keys()
            .filter_map(|folder| inside(home, folder))
            .filter(|folder| !folder.is_empty() && !is_left_out(self.histories, &join(home, folder), true))
            .collect();
        for algorithm in &self.seal.algorithms {
            let files = self.read.iter().filter_map(|read| Some((inside(home, &read.path)?, algorithm_of(&read.digests, *algorithm))));
            for (folder, (content, structure)) in folder_values(*algorithm, files, inner.iter().copied()) {
                let values = if folder.is_empty() { &mut root } else { folders.entry(folder).or_default() };
                values.push((*algorithm, content, structure));
            }
        }
        let nested = |folder: &str| {
            self.histories
                .iter()
                .any(|planned| inside(home, &planned.home).is_some_and(|own| !own.is_empty() && inside(own, folder).is_some()))
        };
        let modified = |folder: &str| fs::metadata(self.folder.join(home).join(folder)).map_or(0, |meta| crate::hand::modified(&meta));
        let made = folders.into_iter().filter(|(folder, _)| !nested(folder));
        (root, made.map(|(path, values)| MadeFolder { modified: moment::date(modified(&path)), path, values }).collect())
    }
}

/// The one absent file that has the same content.
fn renamed(absent: &BTreeMap<&str, &Listed>, digests: &[(Algorithm, Vec<u8>)]) -> Option<String> {
    let is_same = |listed: &Listed| {
        let mut compared = listed.expected.iter().filter_map(|expected| {
            let (_, digest) = digests.iter().find(|(algorithm, _)| *algorithm == expected.value.algorithm)?;
            Some(*digest == expected.value.digest)
        });
        compared.next().is_some_and(|first| first && compared.all(|same| same))
    };
    let mut same = absent.iter().filter(|(_, listed)| is_same(listed)).map(|(path, _)| (*path).to_owned());
    same.next().filter(|_| same.next().is_none())
}

/// Only the histories right inside are referred to: they refer to theirs.
fn direct(references: Vec<(String, Vec<u8>)>) -> Vec<(String, Vec<u8>)> {
    let home = |path: &str| path.split(&format!("/{}/", mhl::FOLDER)).next().unwrap_or_default().to_owned();
    let homes: Vec<String> = references.iter().map(|(path, _)| home(path)).collect();
    let is_deeper = |own: &str| homes.iter().any(|other| other != own && inside(other, own).is_some());
    references.into_iter().filter(|(path, _)| !is_deeper(&home(path))).collect()
}

fn sealed_file(path: String, read: &Read, history: &History) -> Made {
    let known = history.files.get(&path).map(|listed| listed.expected.as_slice()).unwrap_or_default();
    let expected = |algorithm: Algorithm| known.iter().find(|expected| expected.value.algorithm == algorithm);
    let mut values: Vec<(Algorithm, Vec<u8>, Action)> = Vec::new();
    for (algorithm, digest) in &read.digests {
        let action = match expected(*algorithm) {
            _ if known.is_empty() => Action::Original,
            Some(expected) if expected.value.digest != *digest => Action::Failed,
            _ => Action::Verified,
        };
        values.push((*algorithm, digest.clone(), action));
    }
    // A new value beside one that failed would vouch for bytes that nobody delivered.
    if values.iter().any(|(_, _, action)| *action == Action::Failed) {
        values.retain(|(algorithm, ..)| expected(*algorithm).is_some());
    }
    let modified = read.stat.st_mtime.saturating_mul(1_000_000_000);
    Made { path, size: read.stat.st_size as u64, modified: moment::date(modified), values, previous: None }
}
