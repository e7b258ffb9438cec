//! How a fault is fixed: computed from the file as it is now, given as a patch.

use std::io;

use etabli_formats::{Budget, Source, Stop};
use serde::{Deserialize, Serialize};

use crate::layers::Roles;
use crate::tree::{join, split};
use crate::{At, Config, Entry, Finding, Folder, Lang, Needs, Patch, Reading, Text, Tree, read_entry, typeset};

/// Whether and how a fault is fixed.
#[derive(Debug)]
pub enum Fix {
    /// Nothing but the fault can be lost.
    Safe(Cure),
    /// It decides something that a person may see otherwise.
    Unsafe(Cure),
    /// Only a person can: the fault's advice says what to do.
    None,
}

impl Finding {
    /// How it is fixed, when its fault can be and this case of it too.
    pub fn cure(&self) -> Option<&'static Cure> {
        let is_meant = |cure: &&Cure| cure.only.is_empty() || cure.only.contains(&self.subcode.as_deref().unwrap_or_default());
        self.fault.fix.cure().filter(is_meant)
    }

    /// The word of the public contract: safe, unsafe or none.
    pub fn fix_kind(&self) -> &'static str {
        self.cure().map_or("none", |_| self.fault.fix.kind())
    }
}

/// A fix that is made.
#[derive(Debug)]
pub struct Cure {
    /// What it does, a template like the fault's other words.
    pub what: Text,
    /// Computes it.
    pub make: fn(&Repair) -> Result<Plan, Sentence>,
    /// Subcodes that it is for, "" where there is none; every one when empty.
    pub only: &'static [&'static str],
    /// Codes that may rightly speak after it: a renamed picture leaves a hole. With the fault's own code among them, the finding
    /// stands: what is saved is saved elsewhere.
    pub leaves: &'static [&'static str],
}

impl Fix {
    /// The word of the public contract: safe, unsafe or none.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Safe(_) => "safe",
            Self::Unsafe(_) => "unsafe",
            Self::None => "none",
        }
    }

    /// What is made, when there is something.
    pub fn cure(&self) -> Option<&Cure> {
        match self {
            Self::Safe(cure) | Self::Unsafe(cure) => Some(cure),
            Self::None => None,
        }
    }
}

/// What a fix is told of a finding. It looks at the file again: what a report measured may be old.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Subject {
    /// Code of the fault.
    pub code: String,
    /// Path relative to the root.
    pub path: String,
    /// Frame, when the file is one; the first of a run.
    pub frame: Option<i64>,
    /// Last frame of a run of more than one.
    pub until: Option<i64>,
    /// Where in the file.
    pub at: At,
    /// Other paths that take part: the manifest that lists it.
    pub related: Vec<String>,
}

impl Subject {
    /// The subject of a finding.
    pub fn of(finding: &Finding) -> Self {
        let Finding { fault, path, frame, until, at, related, .. } = finding;
        Self { code: fault.code.to_owned(), path: path.clone(), frame: *frame, until: *until, at: at.clone(), related: related.clone() }
    }
}

/// What a fix does, and what it shows of it before it is done.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The change.
    pub patch: Patch,
    /// What changes, for a person who reads the plan.
    pub changes: Vec<Change>,
}

/// One thing that a fix changes, seen by a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Change {
    /// Bytes at the end are cut off.
    Cut {
        /// The first.
        at: u64,
        /// How many.
        count: u64,
    },
    /// A field of the header, or of a chunk's leader.
    Field {
        /// Its name.
        name: Sentence,
        /// What it says.
        before: String,
        /// What it will say.
        after: String,
    },
    /// One sample.
    Sample {
        /// Channel's full name.
        channel: String,
        /// In OpenEXR pixel space.
        pixel: [i32; 2],
        /// Its value.
        before: f32,
        /// Its new value.
        after: f32,
    },
    /// Bytes that come from the source of the delivery.
    Fetched {
        /// The first.
        at: u64,
        /// How many.
        count: u64,
    },
    /// Ends of lines are changed back.
    LineEnds {
        /// How many.
        count: u64,
        /// Whether carriage returns had been added; else they had been taken away.
        is_added: bool,
    },
    /// Chunks are saved into a new file.
    Saved {
        /// How many.
        chunks: u64,
        /// Of how many that its header announces.
        of: u64,
    },
    /// Lines that are lost, first and last, in OpenEXR pixel space; of the part of that name.
    Lost {
        /// Name of the part, empty when it has none.
        part: String,
        /// First and last line.
        lines: [i32; 2],
    },
}

impl Change {
    /// So many of something, of which none is left; what it is, in French and in English.
    pub(crate) fn none_left((fr, en): (&str, &str), before: u64) -> Self {
        Self::Field { name: Sentence::new(fr, en), before: before.to_string(), after: "0".to_owned() }
    }
}

impl From<Patch> for Plan {
    fn from(patch: Patch) -> Self {
        Self { patch, changes: Vec::new() }
    }
}

/// A sentence in both languages, made at run time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    fr: String,
    en: String,
}

impl Sentence {
    /// A sentence in French and in English.
    pub fn new(fr: impl Into<String>, en: impl Into<String>) -> Self {
        Self { fr: fr.into(), en: en.into() }
    }

    /// The sentence as it is printed.
    pub fn set(&self, lang: Lang) -> String {
        match lang {
            Lang::Fr => typeset(&self.fr, lang),
            Lang::En => self.en.clone(),
        }
    }
}

/// A name that both languages share.
impl From<&str> for Sentence {
    fn from(name: &str) -> Self {
        Self::new(name, name)
    }
}

impl From<Text> for Sentence {
    fn from(text: Text) -> Self {
        Self::new(text.fr, text.en)
    }
}

impl From<io::Error> for Sentence {
    fn from(error: io::Error) -> Self {
        Self::new(format!("le fichier ne se lit pas : {error}"), format!("the file cannot be read: {error}"))
    }
}

impl From<Stop> for Sentence {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Io(error) => error.into(),
            Stop::Budget(over) => Self::new(
                format!("il demande trop ({} = {}, limite {})", over.what, over.asked, over.cap),
                format!("it asks too much ({} = {}, limit {})", over.what, over.asked, over.cap),
            ),
        }
    }
}

/// A fix at work: what it is for, and what it may look at.
pub struct Repair<'a> {
    /// What is to be fixed.
    pub subject: &'a Subject,
    /// The files.
    pub tree: &'a dyn Tree,
    /// The folder that the files were copied from, when it is at hand: the same paths lead to the same files.
    pub source: Option<&'a dyn Tree>,
    /// What is declared for their folder.
    pub config: &'a Config,
    /// The moment, nanoseconds since 1970.
    pub now: i64,
    /// What may be spent on one file.
    pub budget: &'a Budget,
}

const GONE: Text = Text { fr: "le fichier n'est plus là", en: "the file is no longer there" };

impl Repair<'_> {
    /// Computes the fix of the subject's fault.
    ///
    /// # Errors
    /// Why it is not made, for a person.
    pub fn plan(&self) -> Result<Plan, Sentence> {
        let cure = crate::faults::find(&self.subject.code).and_then(|fault| fault.fix.cure());
        (cure.ok_or(NO_FIX)?.make)(self)
    }

    /// Folder of the subject, relative to the root.
    pub fn folder(&self) -> &str {
        split(&self.subject.path).0
    }

    /// Name of the subject in its folder.
    pub fn name(&self) -> &str {
        split(&self.subject.path).1
    }

    /// A name of the subject's folder as a path relative to the root.
    pub fn path_of(&self, name: &str) -> String {
        join(self.folder(), name)
    }

    /// Files and links of the subject's folder, sorted by name.
    pub fn entries(&self) -> Result<Vec<Entry>, Sentence> {
        Ok(self.tree.list(self.folder())?)
    }

    /// What the folder says of the subject.
    pub fn entry(&self) -> Result<Entry, Sentence> {
        self.entries()?.into_iter().find(|entry| entry.name == self.name()).ok_or_else(|| GONE.into())
    }

    /// A name of the subject's folder that nothing has yet, as a path relative to the root.
    pub fn free(&self, name: &str) -> Result<String, Sentence> {
        if self.entries()?.iter().any(|entry| entry.name == name) {
            return Err(Sentence::new(format!("{name} existe déjà"), format!("{name} is there already")));
        }
        Ok(self.path_of(name))
    }

    /// The bytes of the subject.
    pub fn open(&self) -> Result<Box<dyn Source + '_>, Sentence> {
        Ok(self.tree.open(&self.subject.path)?)
    }

    /// The subject's folder, with so much known of the files that `wanted` names.
    pub fn look(&self, needs: Needs, wanted: impl Fn(&Entry) -> bool) -> Result<Folder, Sentence> {
        let read = |entry: Entry| {
            let reading = if wanted(&entry) { read_entry(self.tree, self.folder(), &entry, self.config, needs) } else { Reading::NotAsked };
            (entry, reading)
        };
        Ok(Folder::new(self.folder().to_owned(), self.entries()?.into_iter().map(read).collect()))
    }

    /// Roles that are declared for layers.
    pub fn roles(&self) -> Roles {
        Roles::of(self.config)
    }
}

/// Why a fix has nothing to do.
pub(crate) const NO_LONGER: Text = Text { fr: "ce défaut n'y est plus", en: "this fault is no longer there" };
const NO_FIX: Text = Text { fr: "ce défaut n'a pas de correction", en: "this fault has no fix" };
