//! A tree checked without threads or a child process: for tests, trials and small sets in memory.

use std::collections::BTreeSet;
use std::io;

use etabli_formats::exr::{Answer, Ask, Scratch};
use etabli_formats::manifest::MOST_BYTES;
use etabli_formats::{Budget, Format};

use crate::delivery::{Delivery, Folders, Ground, examine_delivery, homes};
use crate::layers::Roles;
use crate::{
    Config, Context, Entry, Failure, File, Finding, Folder, Level, Looker, MemoryTree, Needs, Reading, Selection, Tree, examine, look, read,
};

/// Checks every folder of a tree in memory. `now` is in nanoseconds since 1970.
pub fn check(tree: &MemoryTree, config: &Config, selection: &Selection, now: i64) -> io::Result<Vec<Finding>> {
    check_with(tree, config, selection, now, &|folder, entry| read_entry(tree, folder, entry, config, selection.needs()))
}

/// The same, with readings from elsewhere: `read` is given a folder and an entry of it.
pub fn check_with(
    tree: &MemoryTree,
    config: &Config,
    selection: &Selection,
    now: i64,
    read: &dyn Fn(&str, &Entry) -> Reading,
) -> io::Result<Vec<Finding>> {
    let mut found = Vec::new();
    for path in tree.folders() {
        let files = tree.list(&path)?.into_iter().map(|entry| {
            let reading = read(&path, &entry);
            (entry, reading)
        });
        let folder = Folder::new(path.clone(), files.collect());
        let looker = TreeLooker { tree, folder: &path };
        found.extend(examine(&Context::new(&folder, config, now, &looker), selection));
    }
    found.extend(deliveries(tree, config, selection, now)?);
    Ok(found)
}

fn deliveries(tree: &MemoryTree, config: &Config, selection: &Selection, now: i64) -> io::Result<Vec<Finding>> {
    let folders: Folders = tree.folders().into_iter().map(|path| Ok((path.clone(), tree.list(&path)?))).collect::<io::Result<_>>()?;
    let read = |path: &str| {
        let source = tree.open(path)?;
        source.read_range(0, MOST_BYTES).map_err(io::Error::other)
    };
    let mut found = Vec::new();
    for home in homes(&folders) {
        let mut delivery = Delivery::read(&home, &Ground::new(&home.folder, &folders, &read), false);
        if selection.level == Level::Pixels {
            delivery.learn_all(&|path| tree.open(path));
            delivery.close();
        }
        found.extend(examine_delivery(&delivery, selection, now, &|_| Some(config)));
    }
    Ok(found)
}

/// Codes that were found, each once.
pub fn codes(findings: &[Finding]) -> BTreeSet<&'static str> {
    findings.iter().map(|f| f.fault.code).collect()
}

/// Reads one entry of a tree, in this thread.
pub fn read_entry(tree: &dyn Tree, folder: &str, entry: &Entry, config: &Config, needs: Needs) -> Reading {
    if !entry.is_file() || entry.size == 0 || !needs.holds(Needs::STRUCTURE) {
        return Reading::NotAsked;
    }
    let promised = entry.extension().and_then(Format::of_extension);
    let outcome = tree.open(&crate::tree::join(folder, &entry.name)).map_err(Into::into).and_then(|source| {
        read(&*source, promised, needs, &Roles::of(config), &Budget::default(), &|chunks, pass| pass(chunks, &mut Scratch::default()))
    });
    outcome.map_or_else(|stop| Reading::Failed(Failure::from(stop)), |facts| Reading::Facts(facts.into()))
}

/// Looks again at the files of one folder of a tree.
pub(crate) struct TreeLooker<'a> {
    pub(crate) tree: &'a dyn Tree,
    pub(crate) folder: &'a str,
}

impl Looker for TreeLooker<'_> {
    fn look(&self, file: &File, ask: &Ask) -> Option<Answer> {
        let source = self.tree.open(&crate::tree::join(self.folder, &file.entry.name)).ok()?;
        look(&*source, ask, &Budget::default(), &mut Scratch::default()).ok().flatten()
    }
}
