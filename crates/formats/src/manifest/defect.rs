//! What breaks a manifest, each with its line.

use serde::{Deserialize, Serialize};

use super::Algorithm;

/// One thing that breaks a manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Defect {
    /// Line of the manifest, from 1; 0 when it concerns the manifest as a whole.
    pub line: u64,
    /// What is wrong.
    pub rule: Rule,
}

/// What can be wrong with a manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rule {
    /// It is no well-formed XML: the parser's words.
    Syntax(String),
    /// It declares a document type, which no manifest needs and attacks use.
    Doctype,
    /// Its root element or version is another: what was met.
    Foreign(String),
    /// It ends before it is whole.
    Cut,
    /// It holds more than a manifest may: what.
    TooLarge(String),
    /// A line that says nothing known: its beginning.
    Line(String),
    /// The text is not of the encoding that is declared: its name.
    Encoding(String),
    /// A hash of an algorithm that nobody knows: its name.
    UnknownAlgorithm(String),
    /// A text that is no value of its algorithm.
    MalformedHash(Algorithm, String),
    /// A file that is listed without a hash: its path.
    HashAbsent(String),
    /// A path that leaves the delivery, or could on some system: the path.
    PathEscapes(String),
    /// A listed path that leads out of the delivery over a symbolic link.
    LinkEscapes(String),
    /// An entry without a path.
    PathAbsent,
    /// A size that is no number: the text.
    BadSize(String),
    /// One path with two values of one algorithm: the path.
    Conflict(String),
    /// A field of a bag's declaration that is missing or breaks its form: its name.
    Declaration(String),
    /// A bag without its `bagit.txt`.
    NoDeclaration,
    /// A bag without any payload manifest.
    NoPayloadManifest,
    /// A payload file that one of several manifests leaves out (RFC 8493 section 2.1.3): its path.
    Incomplete(String),
    /// The payload is not as large as its `Payload-Oxum` says: expected and seen.
    Oxum(String, String),
    /// Generations of a history without their chain file.
    NoChain,
    /// A generation that the chain names and the folder does not hold: its name.
    MissingGeneration(String),
    /// A generation whose content is not the one that was chained: its name.
    AlteredGeneration(String),
    /// A generation that the chain does not name: its name.
    UnchainedGeneration(String),
    /// A sequence number out of its order: expected and seen.
    Sequence(u64, u64),
    /// A nested manifest that is referenced and not there: its path.
    MissingReference(String),
    /// A nested manifest whose content is not the one that was referenced: its path.
    AlteredReference(String),
}

impl Rule {
    /// A stable name in kebab case.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Syntax(_) => "syntax",
            Self::Doctype => "doctype",
            Self::Foreign(_) => "foreign",
            Self::Cut => "cut",
            Self::TooLarge(_) => "too-large",
            Self::Line(_) => "line",
            Self::Encoding(_) => "encoding",
            Self::UnknownAlgorithm(_) => "unknown-algorithm",
            Self::MalformedHash(..) => "malformed-hash",
            Self::HashAbsent(_) => "hash-absent",
            Self::PathEscapes(_) => "path-escapes",
            Self::LinkEscapes(_) => "link-escapes",
            Self::PathAbsent => "path-absent",
            Self::BadSize(_) => "bad-size",
            Self::Conflict(_) => "conflict",
            Self::Declaration(_) => "declaration",
            Self::NoDeclaration => "no-declaration",
            Self::NoPayloadManifest => "no-payload-manifest",
            Self::Incomplete(_) => "incomplete",
            Self::Oxum(..) => "oxum",
            Self::NoChain => "no-chain",
            Self::MissingGeneration(_) => "missing-generation",
            Self::AlteredGeneration(_) => "altered-generation",
            Self::UnchainedGeneration(_) => "unchained-generation",
            Self::Sequence(..) => "sequence",
            Self::MissingReference(_) => "missing-reference",
            Self::AlteredReference(_) => "altered-reference",
        }
    }

    /// What was met, for a person: a path, a name, a value, nothing.
    pub fn met(&self) -> String {
        match self {
            Self::Syntax(text)
            | Self::Foreign(text)
            | Self::TooLarge(text)
            | Self::Line(text)
            | Self::Encoding(text)
            | Self::UnknownAlgorithm(text)
            | Self::HashAbsent(text)
            | Self::PathEscapes(text)
            | Self::LinkEscapes(text)
            | Self::BadSize(text)
            | Self::Conflict(text)
            | Self::Declaration(text)
            | Self::Incomplete(text)
            | Self::MissingGeneration(text)
            | Self::AlteredGeneration(text)
            | Self::UnchainedGeneration(text)
            | Self::MissingReference(text)
            | Self::AlteredReference(text) => text.clone(),
            Self::MalformedHash(algorithm, text) => format!("{} {text}", algorithm.name()),
            Self::Oxum(expected, seen) => format!("{seen} ≠ {expected}"),
            Self::Sequence(expected, seen) => format!("{seen} ≠ {expected}"),
            Self::Doctype | Self::Cut | Self::PathAbsent | Self::NoDeclaration | Self::NoPayloadManifest | Self::NoChain => String::new(),
        }
    }
}
