//! Colour on a terminal, and the glyphs that say the same without it.

use anstyle::{AnsiColor, Effects, Style};
use etabli_diagnosis::Severity;

/// What a stretch of text is. Signals colour their glyph, never a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// A heading.
    Strong,
    /// Lines, scales, sound cells.
    Faint,
    /// An error.
    Fault,
    /// A warning.
    Warn,
    /// Sound.
    Sound,
    /// Where the hand goes next.
    Next,
}

impl Tone {
    fn style(self) -> Style {
        match self {
            Self::Strong => Style::new().effects(Effects::BOLD),
            Self::Faint => Style::new().effects(Effects::DIMMED),
            Self::Fault => AnsiColor::Red.on_default(),
            Self::Warn => AnsiColor::Yellow.on_default(),
            Self::Sound => AnsiColor::Green.on_default(),
            Self::Next => AnsiColor::Cyan.on_default(),
        }
    }
}

/// Paints, or does not.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paint(pub(crate) bool);

impl Paint {
    /// The text in its tone; unchanged without colour.
    pub(crate) fn tint(self, tone: Tone, text: &str) -> String {
        if !self.0 || text.is_empty() {
            return text.to_owned();
        }
        let style = tone.style();
        format!("{style}{text}{style:#}")
    }

    /// The glyph of a weight.
    pub(crate) fn glyph(self, severity: Severity) -> String {
        match severity {
            Severity::Error => self.tint(Tone::Fault, ERROR),
            Severity::Warning => self.tint(Tone::Warn, WARNING),
            Severity::Note => NOTE.to_owned(),
        }
    }
}

/// Error.
pub(crate) const ERROR: &str = "◆";
/// Warning.
pub(crate) const WARNING: &str = "▲";
/// Note.
pub(crate) const NOTE: &str = "○";
/// Sound.
pub(crate) const SOUND: &str = "✓";
/// Not checked.
pub(crate) const UNCHECKED: &str = "⬚";
/// The next action.
pub(crate) const NEXT: &str = "→";

/// The glyph of a weight, without colour.
pub(crate) fn plain_glyph(severity: Severity) -> String {
    Paint(false).glyph(severity)
}
