//! New seals: a generation of an ASC MHL history, a bag, a list. What is sealed is read and never touched.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use etabli_diagnosis::delivery::Broken;
use etabli_diagnosis::{Day, Entry, join};
use etabli_formats::manifest::{Algorithm, Digests, bag, list, mhl};
use rustix::fs::Stat;

use super::everything::everything;
use super::hashing::Hashing;
use super::open::Root;
use super::{Volume, sealed};
use crate::hand;

/// What is made.
pub struct NewSeal<'a> {
    /// Which kind.
    pub style: Style,
    /// The hashes that are computed of every file.
    pub algorithms: Vec<Algorithm>,
    /// Who makes it.
    pub author: Option<mhl::Author>,
    /// Where.
    pub location: Option<String>,
    /// Anything else.
    pub comment: Option<String>,
    /// Name of the machine.
    pub host: String,
    /// Name and version of the program.
    pub tool: (String, String),
    /// Patterns of what a history leaves out, besides those of its last generation.
    pub ignored: Vec<String>,
    /// Threads that read.
    pub jobs: usize,
    /// The moment, nanoseconds since 1970.
    pub now: i64,
    /// Hears how far it is.
    pub volume: &'a dyn Volume,
}

/// A kind of seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// One more generation of an ASC MHL history.
    History,
    /// A bag around what lies in `data/`.
    Bag,
    /// A list, as checksum tools write them.
    List,
}

/// What was made, and what it met.
#[derive(Debug, Default)]
pub struct Sealed {
    /// The files that were written, relative to the folder.
    pub written: Vec<String>,
    /// Files that were read.
    pub files: u64,
    /// Bytes that were read.
    pub bytes: u64,
    /// Files whose content is not the one of an earlier generation.
    pub failed: Vec<String>,
    /// Files of an earlier generation that are not there any more.
    pub absent: Vec<String>,
}

/// Why nothing was made.
#[derive(Debug)]
pub enum Unsealed {
    /// The disk refused: the path, and its words.
    Disk(PathBuf, io::Error),
    /// The history is broken: what, and where. A new generation would hide it.
    Broken(Box<Broken>),
    /// A seal of that name is there already; nothing is written over.
    Occupied(PathBuf),
    /// There is no file to seal.
    Empty(PathBuf),
    /// A bag holds what it delivers in a folder `data`.
    NoData(PathBuf),
    /// A name that is no UTF-8, which the format cannot hold.
    Name(String),
}

/// A file with its hashes.
pub(super) struct Read<'a> {
    /// Path relative to the root.
    pub(super) path: String,
    pub(super) entry: &'a Entry,
    pub(super) digests: Digests,
    pub(super) stat: Stat,
}

/// A file to read: path relative to the root, entry, and the hashes that are wanted of it.
pub(super) type ToRead<'a> = (String, &'a Entry, Vec<Algorithm>);

/// Seals a folder.
///
/// # Errors
/// Why not; then nothing was written but, when the disk failed half way, files that nothing refers to yet.
pub fn seal(folder: &Path, seal: &NewSeal) -> Result<Sealed, Unsealed> {
    match seal.style {
        Style::History => sealed::history(folder, seal),
        Style::Bag => bag_of(folder, seal),
        Style::List => list_of(folder, seal),
    }
}

/// Reads files side by side; each is given with the hashes that are wanted of it. One that cannot be read stops it: half a seal is none.
pub(super) fn read<'a>(folder: &Path, files: &[ToRead<'a>], seal: &NewSeal) -> Result<Vec<Read<'a>>, Unsealed> {
    let root = Root::new(folder).map_err(|error| Unsealed::Disk(folder.to_owned(), error))?;
    let hashing = Hashing { root: &root, jobs: seal.jobs, journal: None, volume: seal.volume };
    seal.volume.expect(files.iter().map(|(_, entry, _)| entry.size).sum());
    let one = |(path, entry, algorithms): &ToRead<'a>| {
        let disk = |error| Unsealed::Disk(folder.join(path), error);
        let raw = entry.raw.as_ref().map(|name| [path.rsplit_once('/').map_or("", |(above, _)| above).as_bytes(), b"/", name].concat());
        let raw = raw.map(|raw| raw.strip_prefix(b"/").map(<[u8]>::to_vec).unwrap_or(raw));
        let opened = root.open(path, raw.as_deref()).map_err(disk)?;
        let digests = hashing.digests(&opened, algorithms).map_err(disk)?;
        if opened.has_moved() {
            return Err(disk(io::Error::other("it changed while it was read")));
        }
        Ok(Read { path: path.clone(), entry, digests, stat: opened.stat })
    };
    let read = hashing.side_by_side(files, one).map_err(|error| Unsealed::Disk(folder.to_owned(), error))?;
    read.into_iter().collect()
}

pub(super) fn algorithm_of(digests: &Digests, wanted: Algorithm) -> Option<&[u8]> {
    digests.iter().find(|(algorithm, _)| *algorithm == wanted).map(|(_, digest)| digest.as_slice())
}

/// Every file below a folder, in path order.
fn files_of(folders: &etabli_diagnosis::delivery::Folders) -> Vec<(String, &Entry)> {
    let named = folders.iter().flat_map(|(folder, entries)| entries.iter().map(move |entry| (join(folder, &entry.name), entry)));
    let mut files: Vec<(String, &Entry)> = named.filter(|(_, entry)| entry.is_file()).collect();
    files.sort_by(|a, b| a.0.cmp(&b.0));
    files
}

fn list_of(folder: &Path, seal: &NewSeal) -> Result<Sealed, Unsealed> {
    let folders = everything(folder, folder).map_err(|error| Unsealed::Disk(folder.to_owned(), error))?;
    let names: Vec<String> = seal.algorithms.iter().map(|algorithm| list_name(folder, *algorithm)).collect();
    if let Some(there) = names.iter().find(|name| fs::symlink_metadata(folder.join(name)).is_ok()) {
        return Err(Unsealed::Occupied(folder.join(there)));
    }
    let wanted: Vec<_> = files_of(&folders).into_iter().map(|(path, entry)| (path, entry, seal.algorithms.clone())).collect();
    if wanted.is_empty() {
        return Err(Unsealed::Empty(folder.to_owned()));
    }
    let read = read(folder, &wanted, seal)?;
    let mut sealed = Sealed::of(&read);
    for (algorithm, name) in seal.algorithms.iter().zip(names) {
        let paths: Vec<Vec<u8>> = read.iter().map(bytes_of).collect();
        let lines = read.iter().zip(&paths).filter_map(|(read, path)| Some((path.as_slice(), algorithm_of(&read.digests, *algorithm)?)));
        write(&folder.join(&name), &list::write(*algorithm, lines), false)?;
        sealed.written.push(name);
    }
    Ok(sealed)
}

fn bytes_of(read: &Read) -> Vec<u8> {
    let above = read.path.rsplit_once('/').map_or(String::new(), |(above, _)| format!("{above}/"));
    let name = read.entry.raw.clone().unwrap_or_else(|| read.entry.name.clone().into_bytes());
    [above.into_bytes(), name].concat()
}

/// The name of a folder, as seals are called after it.
pub(super) fn name_of(folder: &Path) -> String {
    let whole = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    whole.file_name().map_or_else(|| "root".to_owned(), |name| name.to_string_lossy().into_owned())
}

fn list_name(folder: &Path, algorithm: Algorithm) -> String {
    let extension = if algorithm == Algorithm::Blake3 { "b3" } else { algorithm.name() };
    format!("{}.{extension}", name_of(folder))
}

fn bag_of(folder: &Path, seal: &NewSeal) -> Result<Sealed, Unsealed> {
    if !folder.join("data").is_dir() {
        return Err(Unsealed::NoData(folder.to_owned()));
    }
    let tags = ["bagit.txt", "bag-info.txt"].map(str::to_owned);
    let manifests = seal.algorithms.iter().flat_map(|a| [format!("manifest-{}.txt", a.name()), format!("tagmanifest-{}.txt", a.name())]);
    if let Some(there) = tags.into_iter().chain(manifests).find(|name| fs::symlink_metadata(folder.join(name)).is_ok()) {
        return Err(Unsealed::Occupied(folder.join(there)));
    }
    let folders = everything(folder, &folder.join("data")).map_err(|error| Unsealed::Disk(folder.to_owned(), error))?;
    let wanted: Vec<_> = files_of(&folders).into_iter().map(|(path, entry)| (path, entry, seal.algorithms.clone())).collect();
    if let Some((path, ..)) = wanted.iter().find(|(path, entry, _)| entry.raw.is_some() || path.contains('\u{FFFD}')) {
        return Err(Unsealed::Name(path.clone()));
    }
    let read = read(folder, &wanted, seal)?;
    let mut sealed = Sealed::of(&read);
    let mut texts = vec![("bagit.txt".to_owned(), bag::DECLARATION.as_bytes().to_vec()), ("bag-info.txt".to_owned(), info(&sealed, seal))];
    for algorithm in &seal.algorithms {
        let lines = read.iter().filter_map(|read| Some((read.path.as_str(), algorithm_of(&read.digests, *algorithm)?)));
        texts.push((format!("manifest-{}.txt", algorithm.name()), bag::write(*algorithm, lines)));
    }
    let tags: Vec<(String, Vec<u8>)> = seal.algorithms.iter().map(|algorithm| tags_of(*algorithm, &texts)).collect();
    // The declaration comes last: without it nobody takes half a bag for one.
    texts.extend(tags);
    texts.rotate_left(1);
    for (name, text) in texts {
        write(&folder.join(&name), &text, false)?;
        sealed.written.push(name);
    }
    Ok(sealed)
}

fn info(sealed: &Sealed, seal: &NewSeal) -> Vec<u8> {
    let mut info = format!("Bag-Software-Agent: {} {}\nBagging-Date: {}\n", seal.tool.0, seal.tool.1, Day::of(seal.now));
    let author = seal.author.as_ref().map(|author| author.name.clone());
    let told = [("Contact-Name", &author), ("External-Description", &seal.comment), ("Organization-Address", &seal.location)];
    for (label, value) in told.into_iter().filter_map(|(label, value)| Some((label, value.as_ref()?))) {
        info.push_str(label);
        info.push_str(": ");
        info.push_str(&value.replace(['\r', '\n'], " "));
        info.push('\n');
    }
    (info + &format!("Payload-Oxum: {}.{}\n", sealed.bytes, sealed.files)).into_bytes()
}

fn tags_of(algorithm: Algorithm, texts: &[(String, Vec<u8>)]) -> (String, Vec<u8>) {
    let digests: Vec<Vec<u8>> = texts.iter().map(|(_, text)| etabli_formats::manifest::hash(algorithm, text)).collect();
    let lines = texts.iter().zip(&digests).map(|((name, _), digest)| (name.as_str(), digest.as_slice()));
    (format!("tagmanifest-{}.txt", algorithm.name()), bag::write(algorithm, lines))
}

impl Sealed {
    pub(super) fn of(read: &[Read]) -> Self {
        let bytes = read.iter().map(|read| read.stat.st_size as u64).sum();
        Self { files: read.len() as u64, bytes, ..Self::default() }
    }
}

/// Writes a whole file: beside, synced, then renamed. Unless it `replaces`, nothing may have that name.
pub(super) fn write(path: &Path, bytes: &[u8], replaces: bool) -> Result<(), Unsealed> {
    let disk = |error| Unsealed::Disk(path.to_owned(), error);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".etabli-{}-{name}", std::process::id()));
    let done = fs::File::create_new(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        if replaces { fs::rename(&beside, path) } else { hand::rename(&beside, path) }
    });
    if let Err(error) = done {
        // What could not be finished is taken away again, where that can be done.
        let _ = fs::remove_file(&beside);
        return Err(if error.kind() == io::ErrorKind::AlreadyExists { Unsealed::Occupied(path.to_owned()) } else { disk(error) });
    }
    path.parent().map_or(Ok(()), crate::trash::sync).map_err(disk)
}
