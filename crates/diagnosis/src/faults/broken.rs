//! What the rooms of picture formats share: the worst defect of a file, said with its place.

use etabli_formats::{Defect, Weight};

use crate::{Context, File, Finding, Findings, Severity, Text, Value};

/// What becomes of a file with pixels lost, for its artist.
const LOST: Text = Text { fr: "est abîmée : elle ne s'ouvrira pas, ou pas entière", en: "is damaged: it will not open, or not whole" };

/// What becomes of a file that only strict readers refuse.
const KEPT: Text =
    Text { fr: "s'ouvre, mais pas partout : elle sort de sa norme", en: "opens, but not everywhere: it breaks its standard" };

/// What a decoder met in packed data.
const STREAM: &[(&str, Text)] = &[
    ("header", Text { fr: "les données compressées commencent mal", en: "the packed data begin wrongly" }),
    ("dictionary", Text { fr: "les données compressées demandent un dictionnaire", en: "the packed data ask for a dictionary" }),
    ("block", Text { fr: "un bloc compressé est faux", en: "a packed block is wrong" }),
    ("code", Text { fr: "un code compressé est faux", en: "a packed code is wrong" }),
    ("distance", Text { fr: "un renvoi compressé sort des données", en: "a packed reference leaves the data" }),
    ("short", Text { fr: "les données compressées s'arrêtent trop tôt", en: "the packed data end early" }),
    ("long", Text { fr: "les données compressées dépassent l'image", en: "the packed data exceed the picture" }),
    ("checksum", Text { fr: "la somme des données compressées est fausse", en: "the sum of the packed data is wrong" }),
];

/// How a reader's rule is said.
pub(super) struct Said {
    /// The finer rule, stable kebab case.
    pub(super) rule: &'static str,
    /// What is wrong, as people say it.
    pub(super) problem: Text,
    /// The piece of the file where it is: a chunk, a tag, a field; empty when its byte says all.
    pub(super) piece: String,
    /// What was seen, and what should be, in figures.
    pub(super) figures: String,
}

impl Said {
    /// A rule whose byte says all.
    pub(super) fn plain(rule: &'static str, fr: &'static str, en: &'static str) -> Self {
        Self { rule, problem: Text { fr, en }, piece: String::new(), figures: String::new() }
    }

    /// Names the piece of the file.
    pub(super) fn of(mut self, piece: impl Into<String>) -> Self {
        self.piece = piece.into();
        self
    }

    /// Gives the figures.
    pub(super) fn with(mut self, figures: impl Into<String>) -> Self {
        self.figures = figures.into();
        self
    }
}

/// Reports the worst defect of a file that `say` has words for, the first of several, at its byte. Their number is in the evidence.
pub(super) fn report<'f, R>(
    file: &File,
    defects: &[Defect<R>],
    context: &Context,
    findings: &'f mut Findings,
    say: impl Fn(&R) -> Option<Said>,
) -> Option<&'f mut Finding> {
    let said: Vec<(&Defect<R>, Said)> = defects.iter().filter_map(|defect| Some((defect, say(&defect.rule)?))).collect();
    let worst = said.iter().map(|(defect, _)| defect.weight).max();
    let (defect, first) = said.iter().find(|(defect, _)| Some(defect.weight) == worst)?;
    let finding = findings.on(file.index, context);
    finding.byte(defect.byte).with("defects", said.len());
    let (severity, effect) = match defect.weight {
        Weight::Slight => (Severity::Note, KEPT),
        Weight::Odd => (Severity::Warning, KEPT),
        Weight::Broken => (Severity::Error, LOST),
    };
    finding.weigh(severity).with("effect", effect);
    describe(finding, first);
    Some(finding)
}

/// The words for what a decoder met in packed data.
pub(super) fn stream(rule: &'static str, problem: &str) -> Option<Said> {
    worded(rule, STREAM, problem)
}

/// The words that a table has for a reader's stable word.
pub(super) fn worded(rule: &'static str, words: &[(&str, Text)], problem: &str) -> Option<Said> {
    let (_, text) = words.iter().find(|(word, _)| *word == problem)?;
    Some(Said::plain(rule, text.fr, text.en))
}

/// Bytes as people read them.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ")
}

fn describe(finding: &mut Finding, said: &Said) {
    finding.rule(said.rule).with("problem", said.problem).with("piece", piece(&said.piece)).with("figures", bracketed(&said.figures));
}

/// Pieces of a file that people have words for, as they stand after a problem.
const PIECES: &[(&str, Text)] = &[
    ("header", Text { fr: " (en-tête)", en: " (header)" }),
    ("table", Text { fr: " (table)", en: " (table)" }),
    ("chunk", Text { fr: " (bloc)", en: " (chunk)" }),
    ("block", Text { fr: " (bloc)", en: " (block)" }),
    ("box", Text { fr: " (boîte)", en: " (box)" }),
    ("container", Text { fr: " (conteneur)", en: " (container)" }),
    ("form", Text { fr: " (conteneur)", en: " (form)" }),
    ("tile", Text { fr: " (tuile)", en: " (tile)" }),
    ("tile pixels", Text { fr: " (pixels d'une tuile)", en: " (tile pixels)" }),
    ("code stream", Text { fr: " (flux de codes)", en: " (code stream)" }),
    ("picture", Text { fr: " (image)", en: " (picture)" }),
    ("picture pixels", Text { fr: " (pixels d'une image)", en: " (picture pixels)" }),
    ("trailer", Text { fr: " (marque de fin)", en: " (trailer)" }),
    ("line", Text { fr: " (ligne)", en: " (line)" }),
    ("layers", Text { fr: " (calques)", en: " (layers)" }),
    ("layers and masks", Text { fr: " (calques et masques)", en: " (layers and masks)" }),
    ("layer pixels", Text { fr: " (pixels d'un calque)", en: " (layer pixels)" }),
    ("image resources", Text { fr: " (ressources)", en: " (image resources)" }),
    ("colour mode data", Text { fr: " (données du mode)", en: " (colour mode data)" }),
    ("data", Text { fr: " (données)", en: " (data)" }),
    ("first partition", Text { fr: " (première partition)", en: " (first partition)" }),
];

/// A piece of a file, in brackets after what is wrong with it.
fn piece(word: &str) -> Value {
    PIECES.iter().find(|(known, _)| *known == word).map_or_else(|| bracketed(word), |(_, text)| Value::Said(*text))
}

/// A word in brackets after what it belongs to; nothing when there is none.
fn bracketed(word: &str) -> Value {
    if word.is_empty() { Value::from("") } else { Value::Text(format!(" ({word})")) }
}
