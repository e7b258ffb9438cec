//! A tree of files: on disk, or in memory for tests and trials.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use etabli_formats::{Piece, Source};

use crate::{Entry, EntryKind, Patch, Resolves, Step};

/// Files under one root, addressed by relative path with `/`.
pub trait Tree {
    /// Files and links of a folder, sorted by name; the root is the empty path.
    fn list(&self, folder: &str) -> io::Result<Vec<Entry>>;

    /// The bytes of a file, links followed.
    fn open(&self, path: &str) -> io::Result<Box<dyn Source + '_>>;
}

/// A tree in memory.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MemoryTree {
    nodes: BTreeMap<String, Node>,
}

/// A file or a link of a [`MemoryTree`].
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Content of a file; target of a link.
    pub bytes: Arc<Vec<u8>>,
    /// Whether it is a symbolic link.
    pub is_link: bool,
    /// Permission bits.
    pub mode: u32,
    /// Last modification, nanoseconds since 1970.
    pub modified: i64,
}

/// The time that files of a memory tree are born with.
const BORN: i64 = 1_700_000_000_000_000_000;

impl Node {
    /// A file with usual rights.
    pub fn file(bytes: Vec<u8>) -> Self {
        Self { bytes: Arc::new(bytes), is_link: false, mode: 0o644, modified: BORN }
    }

    /// A symbolic link.
    pub fn link(target: &str) -> Self {
        Self { is_link: true, ..Self::file(target.as_bytes().to_vec()) }
    }
}

impl MemoryTree {
    /// A tree of these files.
    pub fn of(files: impl IntoIterator<Item = (String, Node)>) -> Self {
        Self { nodes: files.into_iter().collect() }
    }

    /// Every path and node, in path order.
    pub fn nodes(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.nodes.iter().map(|(path, node)| (path.as_str(), node))
    }

    /// Every folder that holds a file or a link, in path order.
    pub fn folders(&self) -> Vec<String> {
        let mut folders: Vec<String> = self.nodes.keys().map(|path| split(path).0.to_owned()).collect();
        folders.sort();
        folders.dedup();
        folders
    }

    /// Carries a patch out and returns the patch that undoes it.
    pub fn apply(&mut self, patch: &Patch) -> io::Result<Patch> {
        self.apply_from(patch, &Self::default())
    }

    /// The same, with the source that the tree was copied from.
    pub fn apply_from(&mut self, patch: &Patch, source: &Self) -> io::Result<Patch> {
        let mut undo = Vec::new();
        for step in &patch.steps {
            undo.splice(0..0, self.step(step, source)?);
        }
        Ok(Patch { steps: undo })
    }

    fn step(&mut self, step: &Step, source: &Self) -> io::Result<Vec<Step>> {
        match step {
            Step::Fetch { path, keep } => {
                let rest = source.nodes.get(path).ok_or_else(|| absent(path))?.bytes.iter().skip(*keep as usize).copied().collect();
                Ok(self.write(path, &[Piece::Keep(0..*keep), Piece::Bytes(rest)]))
            }
            Step::Write { path, pieces } => Ok(self.write(path, pieces)),
            Step::Derive { path, from, pieces } => {
                let node = self.node(from)?.clone();
                self.put(path, Node { bytes: Arc::new(assemble(&node.bytes, pieces)), ..node })?;
                Ok(vec![Step::Remove { path: path.clone() }])
            }
            Step::Rename { from, to } => {
                let node = self.take(from)?;
                self.put(to, node)?;
                Ok(vec![Step::Rename { from: to.clone(), to: from.clone() }])
            }
            Step::Remove { path } => {
                let node = self.take(path)?;
                Ok(node.restored(path))
            }
            Step::Mode { path, mode } => {
                let old = std::mem::replace(&mut self.node(path)?.mode, *mode);
                Ok(vec![Step::Mode { path: path.clone(), mode: old }])
            }
            Step::Time { path, modified } => {
                let old = std::mem::replace(&mut self.node(path)?.modified, *modified);
                Ok(vec![Step::Time { path: path.clone(), modified: old }])
            }
            Step::Link { path, target } => {
                self.put(path, Node::link(target))?;
                Ok(vec![Step::Remove { path: path.clone() }])
            }
        }
    }

    fn write(&mut self, path: &str, pieces: &[Piece]) -> Vec<Step> {
        let old = self.nodes.get(path).cloned();
        let content = assemble(old.as_ref().map_or(&[], |node| node.bytes.as_slice()), pieces);
        let undo = match &old {
            Some(node) => vec![Step::Write { path: path.to_owned(), pieces: vec![Piece::Bytes(node.bytes.to_vec())] }],
            None => vec![Step::Remove { path: path.to_owned() }],
        };
        let born = old.unwrap_or_else(|| Node::file(Vec::new()));
        self.nodes.insert(path.to_owned(), Node { bytes: Arc::new(content), ..born });
        undo
    }

    fn node(&mut self, path: &str) -> io::Result<&mut Node> {
        self.nodes.get_mut(path).ok_or_else(|| absent(path))
    }

    fn take(&mut self, path: &str) -> io::Result<Node> {
        self.nodes.remove(path).ok_or_else(|| absent(path))
    }

    fn put(&mut self, path: &str, node: Node) -> io::Result<()> {
        if self.nodes.contains_key(path) {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, path.to_owned()));
        }
        self.nodes.insert(path.to_owned(), node);
        Ok(())
    }

    fn entry(&self, path: &str, node: &Node, number: u64) -> Entry {
        let target = self.target(path, node);
        let kind = if node.is_link {
            let resolves = match target {
                Some(_) => Resolves::File,
                None if node.bytes.as_slice() == split(path).1.as_bytes() => Resolves::Loop,
                None => Resolves::Nothing,
            };
            EntryKind::Link(String::from_utf8_lossy(&node.bytes).into_owned(), resolves)
        } else {
            EntryKind::File
        };
        Entry {
            name: split(path).1.to_owned(),
            raw: None,
            kind,
            size: target.map_or(0, |t| t.bytes.len() as u64),
            modified: node.modified,
            changed: node.modified,
            mode: node.mode,
            uid: 1000,
            gid: 1000,
            identity: (1, number),
            moving: false,
        }
    }

    fn target<'a>(&'a self, path: &str, node: &'a Node) -> Option<&'a Node> {
        if !node.is_link {
            return Some(node);
        }
        let name = String::from_utf8_lossy(&node.bytes);
        let (folder, _) = split(path);
        let path = if folder.is_empty() { name.into_owned() } else { format!("{folder}/{name}") };
        self.nodes.get(&path).filter(|target| !target.is_link)
    }
}

impl Node {
    fn restored(&self, path: &str) -> Vec<Step> {
        let path = path.to_owned();
        if self.is_link {
            return vec![Step::Link { path, target: String::from_utf8_lossy(&self.bytes).into_owned() }];
        }
        vec![
            Step::Write { path: path.clone(), pieces: vec![Piece::Bytes(self.bytes.to_vec())] },
            Step::Mode { path: path.clone(), mode: self.mode },
            Step::Time { path, modified: self.modified },
        ]
    }
}

impl Tree for MemoryTree {
    fn list(&self, folder: &str) -> io::Result<Vec<Entry>> {
        let inside = |(number, (path, node)): (u64, (&String, &Node))| (split(path).0 == folder).then(|| self.entry(path, node, number));
        Ok((0..).zip(&self.nodes).filter_map(inside).collect())
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn Source + '_>> {
        let node = self.nodes.get(path).ok_or_else(|| absent(path))?;
        let target = self.target(path, node).ok_or_else(|| absent(path))?;
        Ok(Box::new(Shared(Arc::clone(&target.bytes))))
    }
}

struct Shared(Arc<Vec<u8>>);

impl Source for Shared {
    fn size(&self) -> u64 {
        self.0.len() as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.as_slice().read_at(offset, buffer)
    }
}

/// The new content of a file: pieces that reach past its old end keep what there is.
fn assemble(old: &[u8], pieces: &[Piece]) -> Vec<u8> {
    let mut content = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Bytes(bytes) => content.extend_from_slice(bytes),
            Piece::Keep(range) => {
                let end = usize::try_from(range.end).unwrap_or(usize::MAX).min(old.len());
                let start = usize::try_from(range.start).unwrap_or(usize::MAX).min(end);
                content.extend_from_slice(old.get(start..end).unwrap_or_default());
            }
        }
    }
    content
}

fn absent(path: &str) -> io::Error {
    io::Error::new(io::ErrorKind::NotFound, path.to_owned())
}

/// The path of a name in a folder; the root is the empty path.
pub fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// Folder and name of a path.
pub(crate) fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

#[cfg(test)]
mod tests {
    use super::{MemoryTree, Node, Tree};
    use crate::{Patch, Piece, Step};

    fn tree() -> MemoryTree {
        MemoryTree::of([("a/x.exr".to_owned(), Node::file(b"0123456789".to_vec())), ("a/l.exr".to_owned(), Node::link("x.exr"))])
    }

    fn bytes(tree: &MemoryTree, path: &str) -> Vec<u8> {
        tree.open(path).unwrap().read_range(0, 100).unwrap()
    }

    #[test]
    fn every_step_is_undone() {
        let steps = vec![
            Step::Write { path: "a/x.exr".into(), pieces: vec![Piece::Keep(0..3), Piece::Bytes(b"ab".to_vec()), Piece::Keep(8..99)] },
            Step::Write { path: "b/new".into(), pieces: vec![Piece::Bytes(b"n".to_vec())] },
            Step::Mode { path: "b/new".into(), mode: 0 },
            Step::Time { path: "a/x.exr".into(), modified: 7 },
            Step::Derive { path: "a/part/x.exr".into(), from: "a/x.exr".into(), pieces: vec![Piece::Keep(1..2)] },
            Step::Rename { from: "a/x.exr".into(), to: "a/y.exr".into() },
            Step::Link { path: "a/z".into(), target: "y.exr".into() },
            Step::Remove { path: "a/y.exr".into() },
            Step::Remove { path: "a/l.exr".into() },
        ];
        let (first, mut now) = (tree(), tree());
        let undo = now.apply(&Patch { steps }).unwrap();
        assert_ne!(now, first);
        now.apply(&undo).unwrap();
        assert_eq!(now, first);
    }

    #[test]
    fn pieces_make_the_new_content() {
        let mut now = tree();
        now.apply(&Patch::poke("a/x.exr", 10, 4, b"--".to_vec())).unwrap();
        assert_eq!(bytes(&now, "a/l.exr"), b"0123--6789");
        now.apply(&Patch::cut("a/x.exr", 5)).unwrap();
        assert_eq!(bytes(&now, "a/x.exr"), b"0123-");
    }

    #[test]
    fn nothing_is_written_over() {
        let rename = Patch::one(Step::Rename { from: "a/x.exr".into(), to: "a/l.exr".into() });
        assert!(tree().apply(&rename).is_err());
    }

    #[test]
    fn a_link_has_its_targets_size() {
        let entries = tree().list("a").unwrap();
        assert_eq!(
            entries.iter().map(|e| (e.name.as_str(), e.size, e.is_file())).collect::<Vec<_>>(),
            [("l.exr", 10, true), ("x.exr", 10, true)]
        );
    }
}
