//! One folder with everything known of it: the unit that is examined at once.

use etabli_formats::Format;

use crate::sequence::{FrameSequence, Series as Kind, group, notation};
use crate::{Entry, ExrFacts, Facts, Picture, Reading};

/// A folder, its files and its frame sequences.
#[derive(Debug, Default)]
pub struct Folder {
    /// Path relative to the root, with `/`, empty for the root itself.
    pub path: String,
    /// Its files and links, sorted by name.
    pub files: Vec<File>,
    /// Its frame sequences.
    pub series: Vec<Series>,
    homes: Vec<Option<(usize, i64)>>,
}

/// One file: what the folder says of it, and what was read.
#[derive(Debug)]
pub struct File {
    /// Index in [`Folder::files`].
    pub index: usize,
    /// Name, size, rights.
    pub entry: Entry,
    /// Its content, or why it is not known.
    pub reading: Reading,
}

/// A frame sequence of the folder: members and strays are indices into [`Folder::files`].
#[derive(Debug)]
pub struct Series {
    /// How its names are made.
    pub names: FrameSequence,
    /// Fileseq notation ("beauty.1001-1100#.exr").
    pub notation: String,
    /// Members in frame order: frame and file.
    pub frames: Vec<(i64, usize)>,
}

impl Folder {
    /// Groups the files of a folder. Only names that hold bytes or should (files, dangling links) take part.
    pub fn new(path: String, files: Vec<(Entry, Reading)>) -> Self {
        let files: Vec<File> = files.into_iter().enumerate().map(|(index, (entry, reading))| File { index, entry, reading }).collect();
        let mut folder = Self { path, homes: vec![None; files.len()], files, series: Vec::new() };
        folder.find_series();
        folder
    }

    fn find_series(&mut self) {
        let names: Vec<&str> = self.files.iter().map(|f| f.entry.name.as_str()).collect();
        let grouping = group(&names);
        for (number, names) in grouping.sequences.into_iter().enumerate() {
            let frames: Vec<(i64, usize)> = names.members.iter().map(|m| (m.frame, m.name)).collect();
            let strays = names.strays.iter().map(|s| (s.frame, s.name));
            for (frame, index) in frames.iter().copied().chain(strays) {
                if let Some(home) = self.homes.get_mut(index) {
                    *home = Some((number, frame));
                }
            }
            self.series.push(Series { notation: notation(&names), frames, names });
        }
    }

    /// The sequence and frame of a file, when it is a member or a stray of one.
    pub fn place(&self, index: usize) -> Option<(&Series, i64)> {
        let (number, frame) = self.homes.get(index).copied().flatten()?;
        Some((self.series.get(number)?, frame))
    }

    /// A name of this folder as a path relative to the root.
    pub fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}/{name}", self.path) }
    }

    /// The bytes of a name of this folder as a path relative to the root.
    pub fn raw_path(&self, raw: &[u8]) -> Vec<u8> {
        let mut path = self.path.as_bytes().to_vec();
        if !path.is_empty() {
            path.push(b'/');
        }
        path.extend_from_slice(raw);
        path
    }
}

impl Series {
    /// Whether its numbers are UDIM tiles, not frames.
    pub fn is_udim(&self) -> bool {
        self.names.kind == Kind::Udim
    }

    /// First and last frame present.
    pub fn ends(&self) -> Option<(i64, i64)> {
        Some((self.frames.first()?.0, self.frames.last()?.0))
    }

    /// Members whose picture is known, in frame order; those of another format than their name says are another fault's matter.
    pub fn pictures<'a>(&'a self, folder: &'a Folder) -> impl Iterator<Item = (i64, &'a File, Picture<'a>)> {
        self.frames.iter().filter_map(|&(frame, index)| {
            let file = folder.files.get(index).filter(|file| file.is_as_named())?;
            Some((frame, file, file.picture()?))
        })
    }

    /// The name that the file of a frame should have.
    pub fn name_of(&self, frame: i64) -> String {
        self.names.name_of(frame)
    }
}

impl File {
    /// Whether its name promises content that somebody will read: a known format.
    pub fn claims_content(&self) -> bool {
        self.entry.extension().and_then(Format::of_extension).is_some()
    }

    /// Whether its content is of the format that its name promises, as far as both are known. A `.tx` texture is a TIFF or an OpenEXR file.
    pub fn is_as_named(&self) -> bool {
        let extension = self.entry.extension();
        let known = extension.and_then(Format::of_extension).zip(self.facts().and_then(|facts| facts.format));
        known.is_none_or(|(promised, format)| {
            let is_texture = extension.is_some_and(|own| own.eq_ignore_ascii_case("tx"));
            promised == format || (is_texture && format == Format::Exr)
        })
    }

    /// What was read of it.
    pub fn facts(&self) -> Option<&Facts> {
        match &self.reading {
            Reading::Facts(facts) => Some(facts),
            _ => None,
        }
    }

    /// OpenEXR content, when it was read.
    pub fn exr(&self) -> Option<&ExrFacts> {
        self.facts()?.exr()
    }

    /// Its picture, when it was read and is one.
    pub fn picture(&self) -> Option<Picture<'_>> {
        self.facts()?.picture()
    }
}
