//! A new generation, and the chain that names it.

use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::super::Algorithm;
use super::chain::Chain;

/// Who made a generation, and where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Author {
    /// Name.
    pub name: String,
    /// What they do ("DIT").
    pub role: Option<String>,
    /// Address of electronic mail.
    pub email: Option<String>,
}

/// How a generation came about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Creation {
    /// Moment, with its offset from universal time ("2026-11-24T10:30:00+00:00").
    pub date: String,
    /// Name of the machine.
    pub host: String,
    /// Name and version of the program.
    pub tool: (String, String),
    /// Who made it.
    pub author: Option<Author>,
    /// Where.
    pub location: Option<String>,
    /// Anything else.
    pub comment: Option<String>,
    /// Patterns of what is left out.
    pub ignored: Vec<String>,
    /// Nested manifests: path below the folder, and C4 of its content.
    pub references: Vec<(String, Vec<u8>)>,
}

/// What is known of a value that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// The first value of this file.
    Original,
    /// An earlier value was computed again, and this one belongs to the same bytes.
    Verified,
    /// It differs from an earlier one.
    Failed,
}

impl Action {
    fn name(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Verified => "verified",
            Self::Failed => "failed",
        }
    }
}

/// A file of a new generation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Path below the history's folder.
    pub path: String,
    /// Size in bytes.
    pub size: u64,
    /// Last modification, as `Creation::date` is written.
    pub modified: String,
    /// Its values.
    pub values: Vec<(Algorithm, Vec<u8>, Action)>,
    /// The path that it had in earlier generations.
    pub previous: Option<String>,
}

/// A folder's values: algorithm, over the content, over names and content.
pub type Root = Vec<(Algorithm, Vec<u8>, Vec<u8>)>;

/// A folder of a new generation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeFolder {
    /// Path below the history's folder.
    pub path: String,
    /// Last modification.
    pub modified: String,
    /// Its values.
    pub values: Root,
}

/// A generation in XML. `entries` come in the order in which they are written.
pub fn write_generation<'a>(creation: &Creation, root: &Root, entries: impl Iterator<Item = Result<&'a Made, &'a MadeFolder>>) -> Vec<u8> {
    let mut out = Sheet::new("<hashlist version=\"2.0\" xmlns=\"urn:ASC:MHL:v2.0\">");
    out.creator(creation);
    out.open("processinfo");
    out.element("process", "", "in-place");
    if !root.is_empty() {
        out.open("roothash");
        out.folder_values(root, &creation.date);
        out.close("roothash");
    }
    out.open("ignore");
    creation.ignored.iter().for_each(|pattern| out.element("pattern", "", pattern));
    out.close("ignore");
    out.close("processinfo");
    let mut entries = entries.peekable();
    // The schema wants no empty list.
    if entries.peek().is_some() {
        out.open("hashes");
        entries.for_each(|entry| match entry {
            Ok(file) => out.file(file, &creation.date),
            Err(folder) => out.folder(folder, &creation.date),
        });
        out.close("hashes");
    }
    out.references(&creation.references);
    out.end("hashlist")
}

/// A chain in XML, with one more generation at its end: its number, name and the C4 of its content.
pub fn write_chain(chain: &Chain, number: u64, name: &str, digest: &[u8]) -> Vec<u8> {
    let mut out = Sheet::new("<ascmhldirectory xmlns=\"urn:ASC:MHL:DIRECTORY:v2.0\">");
    for link in &chain.links {
        out.link(link.number, &link.name, link.value.algorithm, &link.value.digest);
    }
    out.link(number, name, Algorithm::C4, digest);
    out.end("ascmhldirectory")
}

/// Text that grows line by line, indented by two spaces an element.
struct Sheet {
    text: String,
    depth: usize,
}

impl Sheet {
    fn new(root: &str) -> Self {
        Self { text: format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{root}\n"), depth: 1 }
    }

    fn end(mut self, root: &str) -> Vec<u8> {
        let _ = writeln!(self.text, "</{root}>");
        self.text.into_bytes()
    }

    fn indent(&mut self) {
        (0..self.depth).for_each(|_| self.text.push_str("  "));
    }

    fn open(&mut self, name: &str) {
        self.indent();
        let _ = writeln!(self.text, "<{name}>");
        self.depth += 1;
    }

    fn close(&mut self, name: &str) {
        self.depth -= 1;
        self.indent();
        let _ = writeln!(self.text, "</{name}>");
    }

    /// `attributes` are written already, each after a space.
    fn element(&mut self, name: &str, attributes: &str, text: &str) {
        self.indent();
        let _ = writeln!(self.text, "<{name}{attributes}>{}</{name}>", escape(text));
    }

    fn creator(&mut self, creation: &Creation) {
        self.open("creatorinfo");
        self.element("creationdate", "", &creation.date);
        self.element("hostname", "", &creation.host);
        let (tool, version) = &creation.tool;
        self.element("tool", &attribute("version", version), tool);
        if let Some(author) = &creation.author {
            let told = [("email", &author.email), ("role", &author.role)];
            let attributes: String = told.iter().filter_map(|(name, value)| Some(attribute(name, value.as_deref()?))).collect();
            self.element("author", &attributes, &author.name);
        }
        creation.location.iter().for_each(|location| self.element("location", "", location));
        creation.comment.iter().for_each(|comment| self.element("comment", "", comment));
        self.close("creatorinfo");
    }

    fn file(&mut self, file: &Made, date: &str) {
        self.open("hash");
        let attributes = attribute("size", &file.size.to_string()) + &attribute("lastmodificationdate", &file.modified);
        self.element("path", &attributes, &file.path);
        for (algorithm, digest, action) in &file.values {
            let attributes = attribute("action", action.name()) + &attribute("hashdate", date);
            self.element(algorithm.name(), &attributes, &algorithm.write(digest));
        }
        file.previous.iter().for_each(|previous| self.element("previousPath", "", previous));
        self.close("hash");
    }

    fn folder(&mut self, folder: &MadeFolder, date: &str) {
        self.open("directoryhash");
        self.element("path", &attribute("lastmodificationdate", &folder.modified), &folder.path);
        self.folder_values(&folder.values, date);
        self.close("directoryhash");
    }

    fn folder_values(&mut self, values: &Root, date: &str) {
        let date = attribute("hashdate", date);
        self.open("content");
        for (algorithm, content, _) in values {
            self.element(algorithm.name(), &date, &algorithm.write(content));
        }
        self.close("content");
        self.open("structure");
        for (algorithm, _, structure) in values {
            self.element(algorithm.name(), &date, &algorithm.write(structure));
        }
        self.close("structure");
    }

    fn references(&mut self, references: &[(String, Vec<u8>)]) {
        if references.is_empty() {
            return;
        }
        self.open("references");
        for (path, digest) in references {
            self.open("hashlistreference");
            self.element("path", "", path);
            self.element("c4", "", &Algorithm::C4.write(digest));
            self.close("hashlistreference");
        }
        self.close("references");
    }

    fn link(&mut self, number: u64, name: &str, algorithm: Algorithm, digest: &[u8]) {
        self.indent();
        let _ = writeln!(self.text, "<hashlist{}>", attribute("sequencenr", &number.to_string()));
        self.depth += 1;
        self.element("path", "", name);
        self.element(algorithm.name(), "", &algorithm.write(digest));
        self.close("hashlist");
    }
}

fn attribute(name: &str, value: &str) -> String {
    format!(" {name}=\"{}\"", escape(value))
}
