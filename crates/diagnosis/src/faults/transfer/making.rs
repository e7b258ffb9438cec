//! What the room's injectors share: what a site's manifests list, and manifests spoiled.

use etabli_formats::manifest::{Kind, Manifest, list, mhl};

use crate::inject::Declined;
use crate::tree::join;
use crate::{Dice, Entry, Made, Patch, Place, Site, Step};

/// A listed file of the site.
#[derive(Debug, Clone)]
pub(super) struct ListedFile {
    pub(super) path: String,
    pub(super) size: u64,
    pub(super) listed_size: Option<u64>,
}

impl ListedFile {
    pub(super) fn bytes(&self, site: &Site, at: u64, count: u64) -> Result<Vec<u8>, Declined> {
        site.tree.open(&self.path)?.read_range(at, count).map_err(|stop| Declined::because(stop.to_string()))
    }
}

/// Largest file that is changed as a text.
const LARGEST_TEXT: u64 = 64 << 20;

/// The files that the site's newest manifest lists and that are there.
pub(super) fn listed(site: &Site) -> Result<Vec<ListedFile>, Declined> {
    let manifest = manifest(site)?;
    let there = manifest.entries.into_iter().filter(|entry| !entry.is_folder).filter_map(|entry| {
        let path = site.path(&entry.path);
        let size = site.tree.open(&path).ok()?.size();
        Some(ListedFile { path, size, listed_size: entry.size })
    });
    let files: Vec<ListedFile> = there.collect();
    if files.is_empty() { Err(Declined::because("the manifest lists no file that is there")) } else { Ok(files) }
}

/// One of them that suits.
pub(super) fn file(site: &Site, dice: &mut Dice, suits: impl Fn(&ListedFile) -> bool) -> Result<ListedFile, Declined> {
    let files: Vec<ListedFile> = listed(site)?.into_iter().filter(suits).collect();
    dice.pick(&files).cloned().ok_or_else(|| Declined::because("no listed file suits: none is large enough, or no size is listed"))
}

/// One of them whose content suits, with that content.
pub(super) fn text(site: &Site, dice: &mut Dice, suits: impl Fn(&[u8]) -> bool) -> Result<(ListedFile, Vec<u8>), Declined> {
    let mut files = listed(site)?;
    files.retain(|file| file.size <= LARGEST_TEXT);
    let start = dice.range(0, files.len() as u64) as usize;
    for file in files.iter().cycle().skip(start).take(files.len()) {
        let bytes = file.bytes(site, 0, file.size)?;
        if suits(&bytes) {
            return Ok((file.clone(), bytes));
        }
    }
    Err(Declined::because("no listed file has ends of lines that can be changed and put back"))
}

fn manifest(site: &Site) -> Result<Manifest, Declined> {
    if let Some(newest) = generations(site).pop() {
        return Ok(mhl::generation(&bytes(site, &newest)?).manifest);
    }
    let name = list_of(site)?;
    let hint = if let Some(Kind::List(hint)) = Kind::of_name(&name) { hint } else { None };
    Ok(list::read(&bytes(site, &site.path(&name))?, &name, hint))
}

fn list_of(site: &Site) -> Result<String, Declined> {
    let mut lists = site.files()?.into_iter().filter(|entry| matches!(Kind::of_name(&entry.name), Some(Kind::List(_))));
    lists.next().map(|entry| entry.name).ok_or_else(|| Declined::because("this needs a folder that was sealed: etabli seal FOLDER"))
}

/// Paths of the generations of the site's history, in order.
fn generations(site: &Site) -> Vec<String> {
    let folder = site.path(mhl::FOLDER);
    let entries: Vec<Entry> = site.tree.list(&folder).unwrap_or_default();
    let named = entries.into_iter().filter(|entry| Kind::of_name(&entry.name) == Some(Kind::Generation));
    named.map(|entry| join(&folder, &entry.name)).collect()
}

fn chain(site: &Site) -> String {
    site.path(&format!("{}/{}", mhl::FOLDER, mhl::CHAIN))
}

fn bytes(site: &Site, path: &str) -> Result<Vec<u8>, Declined> {
    let source = site.tree.open(path)?;
    source.read_range(0, source.size()).map_err(|stop| Declined::because(stop.to_string()))
}

/// Makes one value of the newest manifest a text that is none; a history's chain then tells of it as well.
pub(super) fn break_hash(site: &Site, dice: &mut Dice) -> Made {
    let newest = generations(site).pop();
    let path = match &newest {
        Some(path) => path.clone(),
        None => site.path(&list_of(site)?),
    };
    let text = String::from_utf8(bytes(site, &path)?).map_err(|_| Declined::because("the manifest is no text"))?;
    let places: Vec<(u64, usize)> = values(&text).collect();
    let (line, at) = dice.pick(&places).copied().ok_or_else(|| Declined::because("the manifest holds no value"))?;
    let mut spoiled = text.into_bytes();
    if let Some(byte) = spoiled.get_mut(at) {
        *byte = b'x';
    }
    let mut places = vec![Place { path: path.clone(), line: Some(line), ..Place::default() }];
    places.extend(newest.map(|_| Place { path: chain(site), ..Place::default() }));
    Ok((Patch::write(&path, spoiled), places))
}

/// Line and byte of the first digit of each hexadecimal value in the lines of files.
fn values(text: &str) -> impl Iterator<Item = (u64, usize)> {
    let mut start = 0;
    (1..).zip(text.split_inclusive('\n')).filter_map(move |(number, line)| {
        let begin = start;
        start += line.len();
        let is_folder = !line.contains("action=") && line.contains('<');
        let at = line.as_bytes().windows(16).position(|run| run.iter().all(u8::is_ascii_hexdigit))?;
        (!is_folder).then_some((number, begin + at))
    })
}

/// Changes one digit of a value in the chain.
pub(super) fn break_chain(site: &Site, dice: &mut Dice) -> Made {
    let path = chain(site);
    let content = bytes(site, &path).map_err(|_| Declined::because("this needs an ASC MHL history: etabli seal FOLDER"))?;
    let links = mhl::chain(&content).links;
    let link = dice.pick(&links).ok_or_else(|| Declined::because("the chain is empty"))?;
    let value = link.value.algorithm.write(&link.value.digest);
    let at =
        content.windows(value.len()).position(|run| run == value.as_bytes()).ok_or_else(|| Declined::because("the chain is unusual"))?;
    // The last digits of a C4 identifier may be any.
    let digit = at + value.len() - 1 - dice.range(0, 8) as usize;
    let other = if content.get(digit) == Some(&b'2') { b'3' } else { b'2' };
    let place = Place { path: path.clone(), line: Some(link.line), ..Place::default() };
    Ok((Patch::poke(&path, content.len() as u64, digit as u64, vec![other]), vec![place]))
}

/// Takes a generation away.
pub(super) fn lose_generation(site: &Site, dice: &mut Dice) -> Made {
    let generations = generations(site);
    let lost = dice.pick(&generations).ok_or_else(|| Declined::because("this needs an ASC MHL history: etabli seal FOLDER"))?;
    let place = Place { path: chain(site), ..Place::default() };
    Ok((Patch::one(Step::Remove { path: lost.clone() }), vec![place]))
}
