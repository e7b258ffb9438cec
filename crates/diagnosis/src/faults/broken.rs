//! What the rooms of picture formats share: the worst defect of a file, said with its place.

use etabli_formats::{Defect, Weight};

use crate::{Context, File, Finding, Findings, Severity, Text, Value};

/// What becomes of a file with pixels lost, for its artist.
const LOST: Text = Text { fr: "est abîmée : elle ne s'ouvrira pas, ou pas entière", en: "is damaged: it will not open, or not whole" };

/// What becomes of a file that only strict readers refuse.
const KEPT: Text =
    Text { fr: "s'ouvre, mais pas partout : elle sort de sa norme", en: "opens, but not everywhere: it breaks its standard" };

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
pub(super) fn report<R>(file: &File, defects: &[Defect<R>], context: &Context, findings: &mut Findings, say: impl Fn(&R) -> Option<Said>) {
    let said: Vec<(&Defect<R>, Said)> = defects.iter().filter_map(|defect| Some((defect, say(&defect.rule)?))).collect();
    let worst = said.iter().map(|(defect, _)| defect.weight).max();
    let Some((defect, first)) = said.iter().find(|(defect, _)| Some(defect.weight) == worst) else { return };
    let finding = findings.on(file.index, context);
    finding.byte(defect.byte).with("defects", said.len());
    if defect.weight == Weight::Odd && finding.severity == Severity::Error {
        finding.weigh(Severity::Warning);
    }
    finding.with("effect", if defect.weight == Weight::Broken { LOST } else { KEPT });
    describe(finding, first);
}

fn describe(finding: &mut Finding, said: &Said) {
    finding.rule(said.rule).with("problem", said.problem).with("piece", bracketed(&said.piece)).with("figures", bracketed(&said.figures));
}

/// A word in brackets after what it belongs to; nothing when there is none.
fn bracketed(word: &str) -> Value {
    if word.is_empty() { Value::from("") } else { Value::Text(format!(" ({word})")) }
}
