//! The parts of a path, classified by the way studios name things.

use super::token::{self, Token};

/// What a raw value of a path is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// Where the production lies on this machine.
    Root,
    /// Episode.
    Episode,
    /// Sequence of shots.
    Sequence,
    /// Shot.
    Shot,
    /// Asset.
    Asset,
    /// Version or take.
    Version,
    /// Frame number.
    Frame,
    /// UDIM tile.
    Udim,
    /// Machine.
    Host,
    /// Person's account.
    User,
    /// Identifier or digest that no person chose.
    Uuid,
    /// Date.
    Date,
    /// Time of day, after a date.
    Time,
}

impl Facet {
    /// Its word in a shape.
    pub fn word(self) -> &'static str {
        match self {
            Self::Root => "root",
            Self::Episode => "episode",
            Self::Sequence => "sequence",
            Self::Shot => "shot",
            Self::Asset => "asset",
            Self::Version => "version",
            Self::Frame => "frame",
            Self::Udim => "udim",
            Self::Host => "host",
            Self::User => "user",
            Self::Uuid => "uuid",
            Self::Date => "date",
            Self::Time => "time",
        }
    }

    /// Whether a later part that repeats the value means the same thing.
    fn is_repeated(self) -> bool {
        matches!(self, Self::Sequence | Self::Shot | Self::Asset | Self::Host | Self::User)
    }
}

/// A stretch of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// Structure: kept as it is.
    Kept(&'a str),
    /// A value.
    Raw(Facet, &'a str),
}

impl Part<'_> {
    /// The text of a shape.
    pub(super) fn shape(&self) -> String {
        match self {
            Self::Kept(text) => (*text).to_owned(),
            Self::Raw(facet, _) => format!("{{{}}}", facet.word()),
        }
    }
}

/// Folders whose subfolders are assets, or kinds of assets.
const ASSET_FOLDERS: &[&str] = &[
    "assets",
    "asset",
    "char",
    "chars",
    "character",
    "characters",
    "creature",
    "creatures",
    "prop",
    "props",
    "set",
    "sets",
    "env",
    "envs",
    "environment",
    "environments",
    "vehicle",
    "vehicles",
    "crowd",
    "crowds",
];
/// Folders whose subfolders are people's.
const USER_FOLDERS: &[&str] = &["home", "homes", "user", "users"];
/// Folders at which the production's own structure begins.
const TOP_FOLDERS: &[&str] = &["assets", "asset", "episodes", "sequences", "shots"];
/// Folders of textures.
const TEXTURE_FOLDERS: &[&str] = &["texture", "textures", "tex", "maps", "udim"];
/// Extensions of textures.
const TEXTURE_FILES: &[&str] = &[".tx", ".tex", ".rat", ".ptx"];

/// Classifies the parts of a path with `/` or `\`, relative or absolute. Put together, they are the path.
pub(super) fn parts(path: &str) -> Vec<Part<'_>> {
    let (root, rest) = split_root(path);
    let mut reader = Reader { parts: Vec::new(), known: Vec::new(), folder: "", textures: false };
    if !root.is_empty() {
        reader.parts.push(Part::Raw(Facet::Root, root));
    }
    let mut rest = rest;
    while let Some(end) = rest.find(is_slash) {
        let (name, after) = rest.split_at(end);
        let (slash, after) = after.split_at(1);
        reader.folder(name, after);
        reader.parts.push(Part::Kept(slash));
        rest = after;
    }
    reader.file(rest);
    reader.parts
}

fn is_slash(c: char) -> bool {
    matches!(c, '/' | '\\')
}

fn among(list: &[&str], word: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// The head of an absolute path that differs from machine to machine, and what follows. A relative path has none.
fn split_root(path: &str) -> (&str, &str) {
    let drive = path.as_bytes().get(1) == Some(&b':');
    if !drive && !path.starts_with(is_slash) {
        return ("", path);
    }
    let starts = path.match_indices(is_slash).map(|(slash, _)| slash);
    let top = starts.filter(|&slash| slash > 0).find(|&slash| is_top(path.get(slash + 1..).unwrap_or_default()));
    top.map_or(("", path), |slash| path.split_at(slash))
}

fn is_top(rest: &str) -> bool {
    let name = rest.split(is_slash).next().unwrap_or_default();
    let labelled = token::labelled(name);
    among(TOP_FOLDERS, name) || matches!(labelled, Some((Facet::Episode | Facet::Sequence | Facet::Shot, length)) if length == name.len())
}

struct Reader<'a> {
    parts: Vec<Part<'a>>,
    known: Vec<(Facet, &'a str)>,
    folder: &'a str,
    textures: bool,
}

impl<'a> Reader<'a> {
    fn folder(&mut self, name: &'a str, after: &str) {
        match self.whole(name, after) {
            Some(facet) => self.push(facet, name),
            None => self.tokens(name, None),
        }
        self.textures |= among(TEXTURE_FOLDERS, name);
        self.folder = name;
    }

    /// What a folder is by its place, whatever its name.
    fn whole(&self, name: &str, after: &str) -> Option<Facet> {
        let is_name = token::labelled(name).is_none() && !among(ASSET_FOLDERS, name) && !name.is_empty();
        if is_name && among(USER_FOLDERS, self.folder) {
            return Some(Facet::User);
        }
        if is_name && among(ASSET_FOLDERS, self.folder) {
            return Some(Facet::Asset);
        }
        let is_number = |name: &str| (2..=5).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_digit());
        let next = after.split_once(is_slash).map_or("", |(next, _)| next);
        is_number(name).then(|| if is_number(next) { Facet::Sequence } else { Facet::Shot })
    }

    fn file(&mut self, name: &'a str) {
        let dot = name.rfind('.').filter(|&dot| dot > 0 && token::digits(name.get(dot + 1..).unwrap_or_default()) == 0);
        let (stem, extension) = name.split_at(dot.unwrap_or(name.len()));
        let textures = self.textures || among(TEXTURE_FILES, extension);
        self.tokens(stem, token::last_number(stem).map(|number| (number, textures)));
        if !extension.is_empty() {
            self.parts.push(Part::Kept(extension));
        }
    }

    /// Reads a name token by token. `number` is where its frame or tile stands, and whether it is one of textures.
    fn tokens(&mut self, name: &'a str, number: Option<(usize, bool)>) {
        let mut at = 0;
        while let Some(rest) = name.get(at..).filter(|rest| !rest.is_empty()) {
            let before = name.get(..at).unwrap_or_default();
            let after_date = matches!(self.parts.iter().rev().nth(1), Some(Part::Raw(Facet::Date, _)));
            let known = self.known(rest);
            let (facet, length) = match token::next(before, rest, after_date) {
                Token::Raw(Facet::Version, length) => (Some(Facet::Version), length),
                _ if known.is_some() => known.map_or((None, rest.len()), |(facet, length)| (Some(facet), length)),
                Token::Raw(facet, length) => (Some(facet), length),
                Token::Number(length) => (number.filter(|(place, _)| *place == at).map(|(_, tex)| frame(rest, length, tex)), length),
                Token::Kept(length) => (None, length),
            };
            let (text, _) = rest.split_at(length);
            match facet {
                Some(facet) => self.push(facet, text),
                None => self.parts.push(Part::Kept(text)),
            }
            at += length;
        }
    }

    /// A value met in a folder's name, repeated here.
    fn known(&self, rest: &str) -> Option<(Facet, usize)> {
        let repeats =
            |value: &str| rest.strip_prefix(value).is_some_and(|after| after.is_empty() || after.starts_with(token::is_separator));
        self.known.iter().find(|(_, value)| repeats(value)).map(|(facet, value)| (*facet, value.len()))
    }

    fn push(&mut self, facet: Facet, text: &'a str) {
        self.parts.push(Part::Raw(facet, text));
        if facet.is_repeated() {
            self.known.push((facet, text));
        }
    }
}

/// A frame number, or a tile where textures are.
fn frame(rest: &str, length: usize, textures: bool) -> Facet {
    let tile = rest.get(..length).and_then(|digits| digits.parse().ok()).is_some_and(|n: i64| (1001..2000).contains(&n));
    if textures && tile { Facet::Udim } else { Facet::Frame }
}
