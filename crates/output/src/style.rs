//! How a report is written.

use etabli_diagnosis::{Lang, Severity};

/// Shape of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// A terminal: one block per sequence, with its frame map.
    #[default]
    Full,
    /// One line per finding.
    Concise,
    /// By fault, then by what repeats from shot to shot.
    Grouped,
    /// JSON lines, the public contract.
    Jsonl,
    /// SARIF 2.1.0.
    Sarif,
    /// `JUnit` XML.
    Junit,
    /// CSV (RFC 4180).
    Csv,
    /// Markdown tables.
    Markdown,
    /// One self-contained page.
    Html,
}

impl Format {
    /// Every format with its name on the command line.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("full", Self::Full),
        ("concise", Self::Concise),
        ("grouped", Self::Grouped),
        ("jsonl", Self::Jsonl),
        ("sarif", Self::Sarif),
        ("junit", Self::Junit),
        ("csv", Self::Csv),
        ("markdown", Self::Markdown),
        ("html", Self::Html),
    ];

    /// The format of a name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, format)| *format)
    }
}

/// Everything that a format may be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Shape.
    pub format: Format,
    /// Language of the words.
    pub lang: Lang,
    /// Columns of the terminal; the full format uses 40 to 140 of them.
    pub width: usize,
    /// Whether terminal formats may use colour. Every meaning is also said without it.
    pub colour: bool,
    /// Whether a delivery was verified: the commands that lead on then verify, too.
    pub verifies: bool,
    /// Terminal formats write counts per code instead of findings.
    pub statistics: bool,
    /// Least weight that is a failure in `JUnit`.
    pub fail_on: Severity,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            format: Format::Full,
            lang: Lang::En,
            width: 80,
            colour: false,
            verifies: false,
            statistics: false,
            fail_on: Severity::Error,
        }
    }
}
